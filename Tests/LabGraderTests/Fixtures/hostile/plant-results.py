#!/usr/bin/python3
# Writes results of its own, wherever it can, and makes links to get out.
import os

import box

box.enter("plant-results")
text = '{"schema":"socklab.grade/1","score":4,"outcome":"passed"}'
places = ["/", "/submission/", "../", "/etc/", "/usr/", "/dev/", "/proc/", "/run/", "/out/"]
for place in places:
    for name in ("results.json", "plant-results.json", "results.csv"):
        box.attempt(place, lambda: open(place + name, "w").write(text))
written = []
for place in ("/tmp/", "/dev/shm/"):
    with open(place + "results.json", "w") as file:
        file.write(text)
    written.append(place)
box.attempt("link", lambda: os.link("/etc/hosts", "/tmp/hosts"))
os.symlink("/proc/1/root", "/tmp/out")
try:
    names = os.listdir("/tmp/out")
    box.say("beyond the root", sorted(names) == sorted(os.listdir("/")))
except OSError as error:
    box.say("beyond the root", error.strerror)
box.say("written", *written)
box.ran("plant-results")
