#!/usr/bin/python3
# Much memory in little pieces: 16 processes with 40 MiB each, and then nothing.
import os
import time

import box

box.enter("share-memory")
box.ran("share-memory")
for _ in range(16):
    if os.fork() == 0:
        break
held = os.urandom(1 << 20) * 40
time.sleep(60)
