#!/usr/bin/python3
# Sockets and calls that no network namespace holds; they are only made here, never used.
import os
import socket

import box

box.enter("other-families")
for name, family, kind, protocol in (
    ("vsock", 40, socket.SOCK_STREAM, 0),
    ("alg", 38, socket.SOCK_SEQPACKET, 0),
    ("bluetooth", 31, socket.SOCK_RAW, 1),
    ("can", 29, socket.SOCK_RAW, 1),
    ("audit", 16, socket.SOCK_RAW, 9),
    ("uevent", 16, socket.SOCK_RAW, 15),
):
    box.attempt(name, lambda: socket.socket(family, kind, protocol))
# Numbers of asm/unistd_64.h; io_uring_setup has one number everywhere.
numbers = {"keyctl": 250, "add_key": 248, "request_key": 249}
if os.uname().machine != "x86_64":
    numbers = {"keyctl": 219, "add_key": 217, "request_key": 218}
numbers["io_uring"] = 425
for name, number in numbers.items():
    box.attempt(name, lambda: box.check(box.libc.syscall(number, 1, 0, 0, 0, 0)))
box.ran("other-families")
