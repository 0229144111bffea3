"""The lines of the one table: ratios, bars, verdicts."""

import instructions
from pairs import measure
from programs import Samples, run
from rows import ROWS
from table import mebibytes, milliseconds, seconds, times

HEADER = [
    "row", "socklab", "C", "wall", "half lie in", "bar", "verdict", "CPU",
    "user ms", "system ms", "peak MiB", "Python",
]
QUICK_PAIRS = 3
MEMORY_RUNS = 9


def line(result):
    """One row: socklab's number first, wherever there are two."""
    ours, theirs, row = result.subject, result.reference, result.row
    both = [ours, theirs] if theirs else [ours]
    low, high = result.quartiles if theirs else (0, 0)
    return [
        row.title.format(count=result.count),
        seconds(ours.median("wall")),
        seconds(theirs.median("wall")) if theirs else "",
        times(result.ratio) if theirs else "",
        f"{low:.2f}–{high:.2f}" if theirs else "",
        ", ".join(bar.text for bar in row.bars),
        ", ".join(bar.verdict(result) for bar in row.bars) if result.count == row.count else "",
        times(result.cpu_ratio) if theirs else "",
        milliseconds(*(side.median("user") for side in both)),
        milliseconds(*(side.median("system") for side in both)),
        mebibytes(*(side.median("peak") for side in both)),
        times(result.python_ratio) if result.python else "",
    ]


def simple(title, value, bar="", held=None):
    """A line of one number."""
    cells = [title, value, "", "", "", bar, "" if held is None else "met" if held else "missed"]
    return cells + [""] * (len(HEADER) - len(cells))


def memory_line(rows, count):
    """What a waiting actor adds: the peak with one for each connection, less the peak without."""
    # Peaks differ by some pages from run to run, which is 100 B for each of 9,000 actors.
    samples = [Samples(run(row.subject(count)) for _ in range(MEMORY_RUNS)) for row in rows]
    actors, many = (each.median("peak") * 1024 for each in samples)
    each = (actors - many) / count
    return simple("memory for each waiting actor", f"{each:.0f} B", "≤ 512 B", each <= 512)


def instructions_lines(rows, say):
    """The lines of callgrind, and whether a bar was missed."""
    if not instructions.available():
        return [simple("instructions for each statement", "needs valgrind")], True
    stripped, lines, missed = instructions.strip(), [], False
    for row in rows:
        if row.name in instructions.LOOPS:
            say(f"instructions {row.name}")
            count = instructions.of_row(row, stripped)
            held = count <= instructions.BAR
            missed |= not held
            title = f"instructions for each statement: {row.name}"
            lines.append(simple(title, f"{count:.0f}", f"≤ {instructions.BAR}", held))
        elif row.name == "startup":
            total = instructions.count((stripped, *row.subject(1).arguments[1:]))
            lines.append(simple("instructions of the start-up", f"{total / 1e6:.1f} M"))
    return lines, missed


def table_lines(rows, chosen, say):
    """Everything, in the order of the rows."""
    lines = []
    for row in rows:
        quick = chosen.quick and row.count > 1
        count = row.count // 10 if quick else row.count
        pairs = chosen.pairs or (QUICK_PAIRS if chosen.quick else row.pairs)
        lines.append(line(measure(row, count, pairs, say)))
        if row.name == "actors":
            many = next(other for other in ROWS if other.name == "many")
            lines.append(memory_line((row, many), count))
    return lines + instructions_lines(rows, say)[0]
