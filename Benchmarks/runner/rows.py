"""The rows of the table: what each side runs, how often, and the bar."""

from dataclasses import dataclass

import generate
from programs import BUILD, FOLDER, Command, python, socklab


@dataclass(frozen=True)
class Bar:
    """What the design asks for: its words, a test of what was measured, and the ratio it is about."""

    text: str
    holds: callable
    ratio: float = 0

    def verdict(self, result):
        """With a question mark when half of the pairs do not agree: noise decides, not the programs."""
        word = "met" if self.holds(result) else "missed"
        if not self.ratio:
            return word
        low, high = result.quartiles
        return f"{word}?" if low <= self.ratio <= high else word


def at_most(ratio):
    return Bar(f"≤ {ratio:.2f}×", lambda result: result.ratio <= ratio, ratio)


@dataclass(frozen=True)
class Row:
    """socklab runs a scenario; a program in C and one in Python do the same work."""

    name: str
    title: str
    reference_name: str
    parameter: str
    count: int
    pairs: int
    unit: str = ""
    python_runs: int = 3
    bars: tuple = ()
    tiny: tuple = (2, 5)
    # What must be alike on all sides: calls that succeed, and bytes. Nothing when there is one side.
    compares: tuple = ("socket", "connect", "accept", "close", "bytes sent", "bytes received")

    def prepare(self, count):
        """Writes what the row needs and the repository does not keep."""

    def subject(self, count):
        scenario = FOLDER / "scenarios" / f"{self.name}.sock"
        setting = f"{self.parameter}={count}"
        return Command((socklab(), "run", "--quiet", "--set", setting, scenario))

    def reference(self, count):
        return Command((BUILD / self.reference_name, count), private=True)

    def python(self, count):
        program = FOLDER / "python" / f"{self.reference_name}.py"
        return Command((python(), program, count), private=True)


@dataclass(frozen=True)
class Startup(Row):
    """All three make their own network, and tell each step: that is part of a lesson."""

    compares: tuple = ("listen", "connect", "accept")

    def subject(self, count):
        return Command((socklab(), "run", FOLDER / "scenarios" / "startup.sock"))

    def reference(self, count):
        return Command((BUILD / "startup",))

    def python(self, count):
        return Command((python(), FOLDER / "python" / "startup.py"))


@dataclass(frozen=True)
class Check(Row):
    """Nothing is run; there is no program in C that does the same."""

    compares: tuple = ()

    def prepare(self, count):
        generate.script(BUILD / f"lines-{count}.sock", count)

    def subject(self, count):
        script = BUILD / f"lines-{count}.sock"
        return Command((socklab(), "check", "--limit", f"file={1 << 30}", script))

    def reference(self, count):
        return None

    def python(self, count):
        return None


@dataclass(frozen=True)
class Files(Row):
    """Two files at a time are compared with one at a time."""

    compares: tuple = ()

    def prepare(self, count):
        generate.files(BUILD / f"files-{count}", count)

    def subject(self, count, jobs=2):
        return Command((socklab(), "run", "--quiet", "--jobs", jobs, BUILD / f"files-{count}"))

    def reference(self, count):
        return self.subject(count, jobs=1)

    def python(self, count):
        return None


@dataclass(frozen=True)
class Noise(Row):
    """A program against itself: how far from 1.00 this machine's noise alone goes today."""

    compares: tuple = ()

    def subject(self, count):
        return self.reference(count)

    def python(self, count):
        return None


ROWS = (
    Startup(
        "startup", "start-up: a file of ten steps", "startup", "", 1, 25, python_runs=25,
        bars=(
            Bar("≤ 10 ms", lambda result: result.subject.median("wall") <= 0.010),
            Bar("Python ≥ 5×", lambda result: result.python_ratio >= 5),
        ),
    ),
    Row(
        "cycles", "{count:,} cycles of connect, accept, echo, close", "cycles", "cycles",
        20_000, 25, unit="cycle", bars=(at_most(1.05),),
    ),
    Row(
        "pingpong", "{count:,} ping-pongs on one connection", "pingpong", "rounds",
        100_000, 25, unit="round", bars=(at_most(1.05),),
    ),
    Row(
        "many", "{count:,} open connections, then a message on each", "many", "connections",
        9_000, 25, unit="connection", bars=(at_most(1.05),),
    ),
    Row(
        "actors", "the same, one actor for each connection", "many", "connections",
        9_000, 15, unit="connection", bars=(at_most(1.30),),
    ),
    Row(
        "stream", "{count} × 64 KiB through one connection", "stream", "chunks",
        16_384, 15, unit="64 KiB", bars=(at_most(1.05),),
    ),
    Check(
        "check", "checking a script of {count:,} lines", "", "", 1_000_000, 7, tiny=(1000, 2000),
        bars=(Bar("≥ 1 M lines/s", lambda r: r.count / r.subject.median("wall") >= 1e6),),
    ),
    Files("files", "{count:,} files with --jobs 2; C stands for --jobs 1", "", "", 1_000, 3),
    Noise("noise", "ping-pong in C against itself: the noise", "pingpong", "", 100_000, 25),
)
