#!/usr/bin/python3
# Memory in steps of 16 MiB, up to 4 GiB; what was had is kept.
import time

import box

box.enter("eat-memory")
box.ran("eat-memory")
held = []
try:
    for _ in range(256):
        held.append(bytearray(b"x") * (16 << 20))
    box.say("4 GiB DONE")
except MemoryError:
    box.say("refused")
time.sleep(60)
