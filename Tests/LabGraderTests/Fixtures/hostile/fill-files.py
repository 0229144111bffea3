#!/usr/bin/python3
# Files: many, a sparse one of a terabyte, and as much as fits.
import os
import signal

import box

box.enter("fill-files")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for place in ("/tmp", "/dev/shm"):
    made = 0
    try:
        for made in range(1, 50001):
            os.close(os.open(f"{place}/{made}", os.O_CREAT))
    except OSError:
        pass
    for number in range(1, made + 1):
        try:
            os.unlink(f"{place}/{number}")
        except OSError:
            pass


def sparse():
    with open("/tmp/sparse", "wb") as file:
        file.truncate(1 << 40)


box.attempt("sparse", sparse)
written = 0
try:
    for number in range(4):
        with open(f"/tmp/big{number}", "wb", 0) as file:
            for _ in range(64):
                written += file.write(b"\0" * (1 << 20))
except OSError:
    pass
box.say("written at most 64 MiB", 0 < written <= 64 << 20)
for path in ("/x", "/submission/x", "/usr/x", "/etc/x", "/dev/x", "/proc/sys/net/core/somaxconn"):
    box.attempt(path, lambda: open(path, "w").write("1"))
box.ran("fill-files")
