#!/usr/bin/python3
# Spins, on every processor that it gets.
import os

import box

box.enter("spin")
box.ran("spin")
for _ in range(3):
    if os.fork() == 0:
        break
while True:
    pass
