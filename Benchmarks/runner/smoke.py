"""A short bounded run of everything, for `make test`: it looks at no time."""

import growth
import pairs
import programs
from calls import same_work
from programs import Failed, run
from rows import ROWS

# Amounts for the tables of growth.
TINY = {"lines": (1000,), "bytes": (65_536, 655_360)}


def smoke(say):
    """What is wrong, in words: every program must end well, and both sides must do the same work."""
    # Ample for an amount that takes milliseconds, and less than anybody's patience.
    programs.LONGEST = 60
    found = []
    for row in ROWS:
        try:
            pairs.measure(row, row.tiny[1], 1, say)
            if row.compares:
                found += same_work(row, *row.tiny)
        except Failed as failure:
            found.append(str(failure))
    for each in growth.GROWTHS:
        for n in TINY.get(each.name, (2, 20)):
            say(f"growth {each.name}")
            try:
                run(each.command(n))
            except Failed as failure:
                found.append(str(failure))
    return found
