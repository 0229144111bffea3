#!/usr/bin/python3
# What it was given.
import os

import box

box.enter("show-environment", anywhere=True)
status = dict(line.split(":\t", 1) for line in open("/proc/self/status").read().splitlines() if ":\t" in line)
box.say("env", *sorted(os.environ))
box.say("fds", *[fd for fd in range(1024) if os.path.exists(f"/proc/self/fd/{fd}")])
box.say("input", os.read(0, 100))
box.say("uid", os.getuid(), os.getgid(), os.getgroups())
box.say("caps", status["CapEff"], status["CapBnd"])
box.say("new", status["NoNewPrivs"], "filter", status["Seccomp"])
box.say("host", os.uname().nodename)
box.say("spare user", os.getuid() >> 28 == 7)
box.ran("show-environment")
