#!/usr/bin/python3
# 5,000 attempts at a thread.
import os
import threading
import time

import box

box.enter("thread-bomb")
threads = refused = 0
for _ in range(5000):
    try:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        threads += 1
    except RuntimeError:
        refused += 1
box.say("threads", 1 < threads <= 64, "refused", refused > 4900)
box.ran("thread-bomb")
# So that it goes on for a while beside others.
time.sleep(1)
os._exit(1)
