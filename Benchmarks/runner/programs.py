"""The programs that are compared: where they are, how they are started, what a run of one took."""

import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass

FOLDER = pathlib.Path(__file__).resolve().parent.parent
ROOT = FOLDER.parent
BUILD = ROOT / ".build" / "bench"
REFERENCES = ("startup", "cycles", "pingpong", "many", "stream")
# A run that takes longer hangs.
LONGEST = 300
# Two for each of 9,000 connections, and some.
DESCRIPTORS = 18_200


class Failed(Exception):
    """A program did not do what the table would claim of it."""


@dataclass(frozen=True)
class Command:
    """A program with its arguments; `private` puts it into a network of its own before it starts."""

    arguments: tuple
    private: bool = False


@dataclass(frozen=True)
class Sample:
    """One run: seconds, KiB, and what it wrote to its standard output."""

    wall: float
    user: float
    system: float
    peak: int
    output: str

    @property
    def cpu(self):
        return self.user + self.system


class Samples(list):
    """Runs of one program."""

    def median(self, attribute):
        return statistics.median(getattr(sample, attribute) for sample in self)


def socklab():
    """The program under test: the release build, or what SOCKLAB_EXECUTABLE names."""
    path = os.environ.get("SOCKLAB_EXECUTABLE") or str(ROOT / ".build" / "release" / "socklab")
    if not os.access(path, os.X_OK):
        sys.exit(f"bench: {path} is not there: run 'make build', or set SOCKLAB_EXECUTABLE")
    return path


def python():
    """The system's Python, which starts faster than many a user's; else the one that runs this."""
    return "/usr/bin/python3" if os.access("/usr/bin/python3", os.X_OK) else sys.executable


def build():
    """Compiles the C programs that are older than their text."""
    BUILD.mkdir(parents=True, exist_ok=True)
    compiler = os.environ.get("CC") or shutil.which("cc")
    if not compiler:
        sys.exit("bench: a C compiler is needed: apt-get install gcc")
    newest = max(file.stat().st_mtime for file in (FOLDER / "c").iterdir())
    for name in ("measure",) + REFERENCES:
        target = BUILD / name
        if target.exists() and target.stat().st_mtime > newest:
            continue
        source = FOLDER / "c" / f"{name}.c"
        flags = ["-O2", "-std=gnu11", "-D_GNU_SOURCE", "-Wall", "-Wextra"]
        subprocess.run([compiler, *flags, "-o", target, source], check=True)


def raise_descriptor_limit():
    """Every program gets the descriptors that 9,000 connections need, or all that there are."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(hard, DESCRIPTORS),) * 2)
    except (ValueError, PermissionError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        print(f"bench: {DESCRIPTORS} descriptors are wanted and {hard} allowed (ulimit -Hn)", file=sys.stderr)


def measured(command, report):
    """The arguments that start `command` under the C program `measure`."""
    private = ["--private"] if command.private else []
    return [str(BUILD / "measure"), *private, str(report), *map(str, command.arguments)]


def run(command):
    """Runs a program once; `Failed` unless it ends with status 0."""
    reader, writer = os.pipe()
    shown = " ".join(map(str, command.arguments))
    try:
        ended = subprocess.run(
            measured(command, writer),
            pass_fds=(writer,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=LONGEST,
        )
        os.close(writer)
        writer = None
        fields = os.read(reader, 4096).split()
    except subprocess.TimeoutExpired:
        raise Failed(f"{shown}: still running after {LONGEST} s") from None
    finally:
        os.close(reader)
        if writer is not None:
            os.close(writer)
    if ended.returncode != 0 or len(fields) != 5 or fields[4] != b"0":
        status = fields[4].decode() if len(fields) == 5 else "none"
        told = (ended.stdout[-2000:] + ended.stderr[-2000:]).decode(errors="replace")
        raise Failed(f"{shown}: status {status}\n{told}")
    wall, user, system = map(float, fields[:3])
    return Sample(wall, user, system, int(fields[3]), ended.stdout.decode(errors="replace"))
