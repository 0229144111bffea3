#!/usr/bin/python3
# A fork bomb and a thread bomb, of 5,000 attempts each.
import os
import threading
import time

import box

box.enter("fork-bomb")
made = failed = 0
for _ in range(5000):
    try:
        if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
        made += 1
    except OSError:
        failed += 1
box.say("forks", 1 < made <= 64, "refused", failed > 4900)
threads = 0
for _ in range(5000):
    try:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        threads += 1
    except RuntimeError:
        break
box.say("threads", threads <= 64)
box.ran("fork-bomb")
# So that it goes on for a while beside others.
time.sleep(1)
os._exit(1)
