#!/usr/bin/python3
# Sets the clock, and takes one of its own.
import os
import time

import box

box.enter("clock")
box.attempt("clock_settime", lambda: time.clock_settime(time.CLOCK_REALTIME, 0.0))
box.attempt("unshare time", lambda: box.check(box.libc.unshare(0x80)))
box.attempt("adjtimex", lambda: box.check(box.libc.adjtimex(b"\x01" + b"\0" * 207)))
box.attempt("rtc", lambda: os.open("/dev/rtc0", os.O_RDWR))
box.ran("clock")
