#!/usr/bin/python3
# Floods whoever connects; bounded at 200 MB a time.
import box

box.enter("flood-socket", anywhere=True)
s = box.listen()
block = b"x" * 65536
while True:
    c, _ = s.accept()
    c.recv(100)
    sent = 0
    try:
        # As much as two queues take, and then as much as is read.
        c.setblocking(False)
        for _ in range(3200):
            sent += c.send(block)
    except OSError:
        pass
    box.say("sent much", sent > 65536)
    box.ran("flood-socket")
    try:
        c.setblocking(True)
        for _ in range(3200):
            c.sendall(block)
    except OSError:
        pass
