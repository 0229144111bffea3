"""User-space instructions for each statement, counted by callgrind: no noise touches them."""

import os
import re
import shutil
import subprocess

from programs import BUILD, LONGEST, Failed, run, socklab

BASE, MORE = 1000, 1000
BAR = 250
# The rows whose loops are counted.
LOOPS = ("pingpong", "cycles", "many", "actors")


def available():
    return shutil.which("valgrind") and shutil.which("objcopy")


def strip():
    """A copy without debugging information, which valgrind would read first, for minutes."""
    copy = BUILD / "socklab-stripped"
    subprocess.run(["objcopy", "--strip-debug", socklab(), copy], check=True)
    return copy


def count(arguments):
    """The instructions of one run."""
    ended = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *map(str, arguments)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=LONGEST,
        # Else each process of Swift has hash tables of another order, and another start-up.
        env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"},
    )
    found = re.search(r"refs:\s+([\d,]+)", ended.stderr)
    if ended.returncode != 0 or not found:
        raise Failed(f"valgrind {arguments}: {ended.stderr[-2000:]}")
    return int(found[1].replace(",", ""))


def statements(command):
    """How many statements a run says it made."""
    return int(re.search(r"([\d,]+) statements", run(command).output)[1].replace(",", ""))


def of_row(row, stripped):
    """The difference between N and N + 1,000 turns of a row's loop, divided by their statements."""
    few, many = row.subject(BASE), row.subject(BASE + MORE)
    made = statements(many) - statements(few)
    ours = count((stripped, *many.arguments[1:])) - count((stripped, *few.arguments[1:]))
    return ours / made
