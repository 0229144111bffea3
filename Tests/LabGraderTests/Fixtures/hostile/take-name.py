#!/usr/bin/python3
# A raw echo under the name of the box's own processes, so that nobody looks at what it does.
import socket
import time

import box

box.enter("take-name", anywhere=True)
box.libc.prctl(15, b"bwrap")
with open("/proc/self/comm") as file:
    box.say("called", file.read().strip())
s = box.listen()
box.ran("take-name")
while True:
    c, _ = s.accept()
    while data := c.recv(4096):
        # Late, as if it rested.
        if not data.endswith(b"\n"):
            time.sleep(0.3)
        c.sendall(data)
    c.close()
