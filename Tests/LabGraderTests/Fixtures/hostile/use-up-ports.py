#!/usr/bin/python3
# Every ephemeral port, by connections to a server that accepts none: its queues overflow, too.
import errno
import os
import socket
import time

import box

box.enter("use-up-ports")
s = socket.socket()
s.bind(("127.0.0.1", 7001))
s.listen(5)
reading, writing = os.pipe()
for _ in range(6):
    if os.fork() == 0:
        held = []
        answer = 0
        try:
            while len(held) < 900 and answer != errno.EADDRNOTAVAIL:
                c = socket.socket()
                c.setblocking(False)
                answer = c.connect_ex(("127.0.0.1", 7001))
                held.append(c)
        except OSError:
            pass
        os.write(writing, b"%d,%d " % (len(held), answer))
        time.sleep(60)
        os._exit(0)
got = b""
while got.count(b" ") < 6:
    got += os.read(reading, 4000)
answers = [tuple(map(int, part.split(b","))) for part in got.split()]
box.say("connections", sum(count for count, _ in answers) > 3000)
box.say("used up", any(answer == errno.EADDRNOTAVAIL for _, answer in answers))
box.ran("use-up-ports")
# So that it goes on for a while beside others.
time.sleep(1)
os._exit(1)
