#!/usr/bin/python3
# Everything that can be read is searched for what hidden checks look for.
import os
import stat

import box

box.enter("read-everything", anywhere=True)
budget = 4000
needle = b"CAN" + b"ARY"
# What it was given itself is no find.
own = {os.path.realpath(__file__), os.path.realpath(box.__file__)}
found = []


def look(path):
    global budget
    if budget <= 0 or os.path.realpath(path) in own:
        return
    budget -= 1
    try:
        if not stat.S_ISREG(os.stat(path).st_mode) and not path.startswith("/proc"):
            return
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
        data = os.read(fd, 1 << 18)
        os.close(fd)
        start = data.find(needle)
        if start >= 0:
            # Only the whole word counts: other exercises may have such words, too.
            found.append((path, data[start : start + 60]))
    except OSError:
        pass


parents = {str(os.getppid())} | ({p for p in os.listdir("/proc") if p.isdigit()} if box.in_full_box() else set())
for pid in sorted(parents):
    for name in ("environ", "cmdline", "maps", "status", "auxv", "stack", "mountinfo"):
        look(f"/proc/{pid}/{name}")
    for folder in ("fd", "map_files"):
        try:
            for name in os.listdir(f"/proc/{pid}/{folder}"):
                look(f"/proc/{pid}/{folder}/{name}")
        except OSError:
            pass
    # The memory itself, where it may be read.
    try:
        with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
            for line in maps:
                places, rights = line.split()[:2]
                start, end = (int(place, 16) for place in places.split("-"))
                if pid != str(os.getpid()) and "r" in rights and end - start < 1 << 26:
                    memory.seek(start)
                    data = memory.read(end - start)
                    if needle in data:
                        found.append((pid, data[data.find(needle) :][:60]))
    except (OSError, ValueError, OverflowError):
        pass
for path in ("/proc/keys", "/proc/mounts", "/proc/net/unix"):
    look(path)
# In a weaker box: where the grader's exercise might lie, and no further.
roots = ("/submission", "/tmp", "/etc", "/dev", "/run", "/var", "/home", "/root", "/srv", "/opt", "/mnt")
for root in roots if box.in_full_box() else ("/tmp", "/dev/shm", os.getcwd() + "/.."):
    for folder, _, names in os.walk(root):
        for name in names:
            look(os.path.join(folder, name))
for path, words in found[:20]:
    box.say("FOUND", path, words)
if box.in_full_box():
    box.say("top:", " ".join(sorted(os.listdir("/"))))
box.say("looked at enough", 4000 - budget > 10)
box.ran("read-everything")
