#!/usr/bin/python3
# Reads the terminal, and writes into its input.
import fcntl
import os
import termios

import box

box.enter("terminal", anywhere=True)
for fd in (0, 1, 2):
    box.attempt(f"tiocsti {fd}", lambda: fcntl.ioctl(fd, termios.TIOCSTI, b"x"))
    box.attempt(f"tioclinux {fd}", lambda: fcntl.ioctl(fd, 0x541C, b"\x02"))
box.attempt("tty", lambda: os.open("/dev/tty", os.O_RDWR))


def control():
    for name in os.listdir("/dev/pts"):
        if name.isdigit():
            fcntl.ioctl(os.open(f"/dev/pts/{name}", os.O_RDWR), termios.TIOCSCTTY, 0)
            return
    raise OSError(2, "no terminal to be seen")


# In a weaker box these would be other people's.
if box.in_full_box():
    box.attempt("control", control)
box.say("input", os.read(0, 1))
box.ran("terminal")
