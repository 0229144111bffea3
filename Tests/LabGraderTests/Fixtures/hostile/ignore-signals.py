#!/usr/bin/python3
# Deaf to every signal that may be ignored, and silent.
import signal
import time

import box

box.enter("ignore-signals")
ignored = 0
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
        ignored += 1
    except (OSError, ValueError):
        pass
s = box.listen()
box.say("ignored", ignored > 50)
box.ran("ignore-signals")
time.sleep(60)
