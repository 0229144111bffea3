#!/usr/bin/python3
# Writes down what hidden checks send to it.
import box

box.enter("tell-hidden", anywhere=True)
s = box.listen()
box.ran("tell-hidden")
while True:
    c, _ = s.accept()
    while data := c.recv(4096):
        box.say("was sent", data)
        c.sendall(data)
    c.close()
