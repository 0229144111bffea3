#!/usr/bin/python3
# Bytes that no terminal and no parser should meet unprepared.
import os

import box

box.enter("junk-bytes", anywhere=True)
box.ran("junk-bytes")
junk = (
    b"\x1b]0;owned\x07\x1b[2J\x1b]52;c;b3duZWQ=\x07\x9b31m\x00\xff\xfe\xc3]]>"
    b"<script>alert(1)</script>&amp;\xe2\x80\xae\xe2\x81\xa6\xed\xa0\x80\x7f\x08\r\n=cmd|' /C x'!A0\n"
)
os.write(1, junk)
os.write(2, junk)
s = box.listen()
while True:
    c, _ = s.accept()
    try:
        c.sendall(junk + b"z" * 100000)
    except OSError:
        pass
    c.close()
