#!/usr/bin/python3
# Floods its output; bounded at 200 MB.
import os

import box

box.enter("flood-output", anywhere=True)
box.ran("flood-output")
block = b"y\n" * 32768
for _ in range(3200):
    os.write(1, block)
