"""How time and memory grow when the work becomes 10, 100 and 1,000 times as much."""

import statistics
from dataclasses import dataclass

import generate
from programs import BUILD, FOLDER, Command, run, socklab
from table import seconds

STEPS = (1, 10, 100, 1000)
# The last step may cost so much more for each unit than the cheapest one before it.
LINEAR = 1.5


@dataclass(frozen=True)
class Growth:
    """A quantity, the smallest amount of it, and the command for an amount."""

    name: str
    title: str
    smallest: int
    command: callable
    # How many units are in one of the amount: a ping-pong has four statements.
    units: int = 1


def scenario(name, parameter, *options):
    path = FOLDER / "scenarios" / f"{name}.sock"
    return lambda n: Command(
        (socklab(), "run", "--quiet", *options, "--set", f"{parameter}={n}", path)
    )


def checked_script(n):
    generate.script(BUILD / f"lines-{n}.sock", n)
    return Command((socklab(), "check", "--limit", f"file={1 << 30}", BUILD / f"lines-{n}.sock"))


def many_checks(n):
    generate.checks(BUILD / f"checks-{n}.sock", n)
    return Command((socklab(), "run", "--quiet", BUILD / f"checks-{n}.sock"))


def many_files(n):
    generate.files(BUILD / f"files-{n}", n)
    return Command((socklab(), "run", "--quiet", BUILD / f"files-{n}"))


EVENTS = ("--events", BUILD / "events.jsonl")
GROWTHS = (
    Growth("statements", "statements in a loop", 25, scenario("pingpong", "rounds"), units=4),
    Growth("lines", "lines of a script, checked", 1000, checked_script),
    Growth("bytes", "bytes of one payload", 65_536, scenario("payload", "size")),
    Growth("line", "KiB of one line, in pieces", 1, scenario("line", "pieces")),
    Growth("connections", "connections of one actor", 9, scenario("many", "connections")),
    Growth("actors", "actors, one connection each", 9, scenario("actors", "connections")),
    Growth("checks", "checks of a file", 10, many_checks),
    Growth("files", "files", 1, many_files),
    Growth("events", "calls told by --events", 25, scenario("pingpong", "rounds", *EVENTS), units=4),
)
# A line that expect looks at must fit into the kernel's receive buffer: there is no step 1,000.
SHORT = {"line": STEPS[:3]}

HEADER = ["quantity", "amount", "wall", "CPU", "each", "peak MiB", "B each", "verdict"]


def measure(growth, runs, say):
    """The lines of one quantity. `each` and `B each` are of the step: what one more unit costs."""
    rows, costs, before = [], [], None
    for step in SHORT.get(growth.name, STEPS):
        n = growth.smallest * step
        command = growth.command(n)
        samples = [run(command) for _ in range(runs)]
        say(f"{growth.name} ×{step}")
        wall, cpu, peak = (
            statistics.median(getattr(sample, what) for sample in samples)
            for what in ("wall", "cpu", "peak")
        )
        each, bytes_each = "", ""
        if before:
            more = (n - before[0]) * growth.units
            costs.append(max(cpu - before[1], 0) / more)
            each = f"{costs[-1] * 1e9:.1f} ns" if costs[-1] < 1e-6 else f"{costs[-1] * 1e6:.1f} µs"
            bytes_each = f"{(peak - before[2]) * 1024 / more:.1f}"
        before = (n, cpu, peak)
        rows.append(
            [growth.title, f"{n * growth.units:,}", seconds(wall), seconds(cpu), each,
             f"{peak / 1024:.1f}", bytes_each, ""]
        )
    rows[-1][-1] = verdict(costs)
    return rows


def verdict(costs):
    """Of the last step against the one before; the first steps are lost in the time of the start."""
    last, before = costs[-1], costs[-2]
    if before <= 0 or last <= LINEAR * before:
        return "linear"
    return f"×{last / before:.1f} each"
