#!/usr/bin/python3
# A daemon: twice forked, in a session of its own, deaf to signals, its outputs and its port open.
import os
import signal
import sys
import time

import box

box.enter("daemon", anywhere=True)
s = box.listen(7001)
reading, writing = os.pipe()
if os.fork() == 0:
    os.setsid()
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    if os.fork() == 0:
        os.write(writing, b"x")
        # Longer than any test waits for its end.
        time.sleep(100)
    os._exit(0)
os.read(reading, 1)
box.ran("daemon")
sys.stdout.flush()
os._exit(0)
