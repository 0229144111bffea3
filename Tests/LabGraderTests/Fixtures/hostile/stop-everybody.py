#!/usr/bin/python3
# Stops and traces whoever is to be seen, and stays.
import ctypes
import os
import signal
import time

import box

box.enter("stop-everybody")
ATTACH, SEIZE, INTERRUPT = 16, 0x4206, 0x4207
seen = sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
box.say("others", [pid for pid in seen if pid not in (1, os.getpid())])
box.say("parent", os.getppid())
for pid in range(1, 5000):
    if pid == os.getpid():
        continue
    try:
        os.kill(pid, signal.SIGSTOP)
    except OSError:
        pass
    if box.libc.ptrace(SEIZE, pid, 0, 0) == 0:
        box.say("traced", pid, box.libc.ptrace(INTERRUPT, pid, 0, 0) == 0)
    elif box.libc.ptrace(ATTACH, pid, 0, 0) == 0:
        box.say("attached", pid)
    for write in ("oom_score_adj", "comm", "coredump_filter"):
        try:
            with open(f"/proc/{pid}/{write}", "w") as file:
                file.write("0")
        except OSError:
            pass
box.ran("stop-everybody")
# So that it goes on for a while beside others.
time.sleep(1)
os._exit(1)
