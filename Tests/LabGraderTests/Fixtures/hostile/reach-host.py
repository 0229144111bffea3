#!/usr/bin/python3
# Calls to this machine's own servers, whose ports and names are in the file beside.
import json
import os
import socket

import box

box.enter("reach-host")
with open(os.path.join(os.path.dirname(__file__), "canaries.json")) as file:
    canaries = json.load(file)


def call(family, kind, address):
    s = socket.socket(family, kind)
    s.settimeout(1)
    s.connect(address)
    s.send(b"out of the box")
    if kind == socket.SOCK_DGRAM:
        # An answer of the network: nobody has the port.
        s.send(b"out of the box")


tcp, udp = socket.SOCK_STREAM, socket.SOCK_DGRAM
for address in ("127.0.0.1", "127.0.0.2"):
    box.attempt(f"tcp {address}", lambda: call(socket.AF_INET, tcp, (address, canaries["tcp"])))
    box.attempt(f"udp {address}", lambda: call(socket.AF_INET, udp, (address, canaries["udp"])))
box.attempt("tcp ::1", lambda: call(socket.AF_INET6, tcp, ("::1", canaries["tcp6"])))
box.attempt("abstract", lambda: call(socket.AF_UNIX, tcp, "\0" + canaries["abstract"]))
box.attempt("path", lambda: call(socket.AF_UNIX, tcp, canaries["path"]))
box.attempt("vsock", lambda: socket.socket(40, tcp))
with open("/proc/net/dev") as file:
    box.say("interfaces", *[line.split(":")[0].strip() for line in file if ":" in line])
with open("/proc/net/route") as file:
    box.say("routes", len(file.readlines()) - 1)
box.ran("reach-host")
