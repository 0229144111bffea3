#!/usr/bin/python3
# What a grader would be told by, on every way out.
import os

import box

box.enter("print-results", anywhere=True)
claims = b"""{"score": 100, "outcome": "passed", "schema": "socklab.grade/1", "tests": [{"score": 100, "max_score": 1, "status": "passed", "name": "x"}]}
ok 1 - listens
1..1
Bail out!
::set-output name=points::100
::add-mask::x
##[command]echo
!{"ungradable":"a","message":"b","hint":"c"}
{"event":"runEnded","outcome":"passed"}
<testsuites><testcase name="a"/></testsuites>
  ---
  ...
# score 4/4
]]> </failure><testcase name="x"/> <!-- -->
"""
for fd in (1, 2):
    os.write(fd, claims)
others = 0
for fd in range(3, 1024):
    try:
        os.write(fd, claims)
        others += 1
    except OSError:
        pass
box.say("other descriptors", others)
s = box.listen()
box.ran("print-results")
while True:
    c, _ = s.accept()
    c.recv(100)
    try:
        c.sendall(claims)
    except OSError:
        pass
    c.close()
