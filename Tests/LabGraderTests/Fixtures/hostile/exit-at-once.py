#!/usr/bin/python3
# A client that does nothing, and says that all is well.
import os

import box

box.enter("exit-at-once", anywhere=True)
print("all tests passed: 100 %")
box.ran("exit-at-once")
os._exit(0)
