"""A server that sends lines back. usage: line-echo.py [CHANGE] PORT, a change makes it a bad one."""

import ctypes
import mmap
import os
import selectors
import signal
import socket
import sys

change = sys.argv[1] if len(sys.argv) > 2 else ""
if change.startswith("forks") and os.fork() == 0:
    os.setsid()
    signal.pause()
listener = socket.create_server(("127.0.0.1", int(sys.argv[-1])), reuse_port=False)
if change == "hides":
    # Calls itself what makes the box, with a child that does nothing wrong.
    if os.fork() == 0:
        listener.close()
        signal.pause()
    ctypes.CDLL(None).prctl(15, b"bwrap")
loop = selectors.DefaultSelector()
loop.register(listener, selectors.EVENT_READ)
rest = {}


def grow():
    """Touches shared memory with each of three children, far less than the machine has."""
    for _ in range(3):
        if change == "grows-together" and os.fork() != 0:
            continue
        held = mmap.mmap(-1, 40 << 20)
        for place in range(0, len(held), 4096):
            held[place] = 1
        signal.pause()
    signal.pause()


def answer(conn, data):
    if change == "raises":
        raise ValueError("bad line")
    if change == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    if change == "exits":
        sys.exit(3)
    if change.startswith("grows"):
        grow()
    while change == "flood":
        print("x" * 100)
    if change == "raw":
        conn.sendall(data)
        return
    rest[conn] += data
    while b"\n" in rest[conn]:
        line, rest[conn] = rest[conn].split(b"\n", 1)
        conn.sendall(line + b"\n")


while True:
    for key, _ in loop.select():
        if key.fileobj is listener:
            conn, _ = listener.accept()
            rest[conn] = b""
            loop.register(conn, selectors.EVENT_READ)
            continue
        conn = key.fileobj
        data = conn.recv(1000)
        if data:
            answer(conn, data)
        else:
            loop.unregister(conn)
            if change != "hides":
                conn.close()
            del rest[conn]
