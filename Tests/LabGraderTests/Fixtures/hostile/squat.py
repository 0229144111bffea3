#!/usr/bin/python3
# A client that opens servers of its own on the ports that an exercise may want, and answers there.
import socket
import sys

import box

box.enter("squat")
mine = []
for port in (int(sys.argv[1]), 7001):
    try:
        mine.append((port, box.listen(port)))
    except OSError as error:
        box.say("port", port, error.strerror)
box.say("has", *[port for port, _ in mine])
box.ran("squat")
# As if it were the exercise's server: for whom the exercise itself connects to.
mine[0][1].settimeout(3)
try:
    while True:
        c, _ = mine[0][1].accept()
        c.sendall(c.recv(100))
        c.close()
except OSError:
    pass
