"""The system calls of each side, counted by strace(1): how many, and whether the work is the same."""

import collections
import os
import re
import shutil
import subprocess
import sys

import programs
from programs import BUILD, Failed, measured

# "12 recvfrom(5, "x"..., 6, 0, NULL, NULL) = 6"; a call that another process interrupts has two lines.
CALL = re.compile(r"^(?:\d+ +)?(?:<\.\.\. )?(\w+)(?:\(| resumed>).* = (-?\d+|\?|0x[0-9a-f]+)")
# The same call under two names.
NAMES = {"accept4": "accept", "send": "sendto", "recv": "recvfrom", "newfstatat": "fstat"}


def trace(command):
    """All calls of a program by name, and what succeeded, with the bytes that went through sockets."""
    strace = shutil.which("strace")
    if not strace:
        sys.exit("bench: strace is needed: apt-get install strace")
    path = BUILD / "trace"
    with open(os.devnull, "w") as null:
        ended = subprocess.run(
            [strace, "-f", "-qq", "-s", "0", "-o", path, *measured(command, null.fileno())],
            pass_fds=(null.fileno(),), stdout=null, stderr=subprocess.PIPE, timeout=programs.LONGEST,
        )
    if ended.returncode != 0:
        raise Failed(f"strace {command.arguments}: {ended.stderr.decode(errors='replace')}")
    made, done = collections.Counter(), collections.Counter()
    with open(path, errors="replace") as lines:
        for line in lines:
            call = CALL.match(line)
            if not call:
                continue
            name = NAMES.get(call[1], call[1])
            made[name] += 1
            answer = int(call[2], 0) if call[2] != "?" else -1
            if answer >= 0:
                done[name] += 1
                done["bytes sent"] += answer if name == "sendto" else 0
                done["bytes received"] += answer if name == "recvfrom" else 0
    return made, done


def for_each(row, side, small, large):
    """The calls, and the work, of one iteration: the difference of two runs, so no start-up in it."""
    row.prepare(small)
    row.prepare(large)
    made_small, done_small = trace(getattr(row, side)(small))
    made_large, done_large = trace(getattr(row, side)(large))
    made_large.subtract(made_small)
    done_large.subtract(done_small)
    steps = large - small
    return (
        {name: count / steps for name, count in made_large.items() if count},
        {name: count / steps for name, count in done_large.items() if count},
    )


def number(value):
    return f"{value:.0f}" if abs(value - round(value)) < 0.005 else f"{value:.2f}"


def comparison(row, small, large):
    """A row's lines: each call that both make, then what only one makes more often."""
    subject, _ = for_each(row, "subject", small, large)
    reference, _ = for_each(row, "reference", small, large)
    names = sorted(subject.keys() | reference.keys())
    lines = [
        f"{row.name}: socklab makes {number(sum(subject.values()))} calls for each {row.unit},"
        f" C makes {number(sum(reference.values()))}"
    ]
    for name in names:
        ours, theirs = subject.get(name, 0), reference.get(name, 0)
        extra = f"   {number(ours - theirs):>7} more" if abs(ours - theirs) >= 0.005 else ""
        lines.append(f"  {name:16} {number(ours):>7} {number(theirs):>7}{extra}")
    return lines


def same_work(row, small, large):
    """The differences between the work of socklab and of the references: none is what we want."""
    works = {}
    for side in ("subject", "reference", "python"):
        if getattr(row, side)(small) is None:
            continue
        if row.parameter:
            works[side] = for_each(row, side, small, large)[1]
        else:
            works[side] = trace(getattr(row, side)(small))[1]
    counts = {name: {side: work.get(name, 0) for side, work in works.items()} for name in row.compares}
    found = [f"{row.name}: {name}: {each}" for name, each in counts.items() if len(set(each.values())) > 1]
    if not any(any(each.values()) for each in counts.values()):
        found.append(f"{row.name}: strace saw no work at all")
    return found
