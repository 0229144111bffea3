#!/usr/bin/python3
# Ends at once; a child that nobody waits for keeps both outputs open.
import os
import time

import box

box.enter("hold-outputs")
if os.fork() == 0:
    os.setsid()
    time.sleep(3600)
box.ran("hold-outputs")
os._exit(3)
