#!/usr/bin/python3
# 20,000 sockets that listen: 20 processes with as many descriptors as each may have.
import os
import socket
import time

import box

box.enter("descriptors")
reading, writing = os.pipe()
for number in range(20):
    if os.fork() == 0:
        held = []
        try:
            for port in range(1000):
                s = socket.socket()
                held.append(s)
                s.bind(("127.0.0.1", 10000 + 1000 * number + port))
                s.listen(1)
        except OSError:
            pass
        os.write(writing, b"%d " % len(held))
        time.sleep(60)
        os._exit(0)
got = b""
while got.count(b" ") < 20:
    got += os.read(reading, 4000)
box.say("sockets", sum(map(int, got.split())) > 18000)
box.ran("descriptors")
# So that it goes on for a while beside others.
time.sleep(1)
os._exit(1)
