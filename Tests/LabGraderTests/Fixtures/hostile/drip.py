#!/usr/bin/python3
# One byte, always before somebody could lose patience.
import socket
import time

import box

box.enter("drip")
s = box.listen()
box.say("drips")
box.ran("drip")
c, _ = s.accept()
end = time.monotonic() + 60
while time.monotonic() < end:
    try:
        c.send(b"h")
    except OSError:
        pass
    time.sleep(0.3)
