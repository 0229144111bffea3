#!/usr/bin/python3
# One line without an end, then NULs, then what is no UTF-8; bounded at 100 MB.
import os

import box

box.enter("long-line", anywhere=True)
box.ran("long-line")
for block in (b"A" * 65536, b"\0" * 65536, b"\xff\xfe\xc0\x80" * 16384):
    for _ in range(500):
        os.write(2, block)
