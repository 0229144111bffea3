#!/usr/bin/python3
# Signals that end, to every process there could be, one by one and all at once.
import os
import signal

import box

box.enter("kill-everybody")
signal.signal(signal.SIGTERM, signal.SIG_IGN)
killed = []
for pid in range(1, 65536):
    if pid == os.getpid():
        continue
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, number)
            killed.append(pid)
        except OSError:
            pass
# The first process of a namespace takes no signal of who is in it.
box.say("signals to", sorted(set(killed)))
try:
    os.kill(-1, signal.SIGKILL)
    box.say("all: sent")
except OSError as error:
    box.say("all:", error.strerror)
box.ran("kill-everybody")
