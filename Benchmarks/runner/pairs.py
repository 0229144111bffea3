"""Interleaved pairs: both sides meet the same machine, whatever else it does meanwhile."""

import statistics
from dataclasses import dataclass, field

from programs import Samples, run


@dataclass
class Result:
    """What a row measured."""

    row: object
    count: int
    subject: Samples = field(default_factory=Samples)
    reference: Samples = field(default_factory=Samples)
    python: Samples = field(default_factory=Samples)

    @property
    def ratio(self):
        """Median over median, of the wall time."""
        return self.subject.median("wall") / self.reference.median("wall")

    @property
    def cpu_ratio(self):
        return self.subject.median("cpu") / max(self.reference.median("cpu"), 1e-6)

    @property
    def quartiles(self):
        """Of the ratios pair by pair: half of them lie between."""
        ratios = [a.wall / b.wall for a, b in zip(self.subject, self.reference)]
        if len(ratios) < 2:
            return ratios[0], ratios[0]
        low, _, high = statistics.quantiles(ratios, n=4, method="inclusive")
        return low, high

    @property
    def python_ratio(self):
        """How many times socklab's time Python takes."""
        return self.python.median("wall") / self.subject.median("wall")


def measure(row, count, pairs, say):
    """Runs a row: the order within a pair changes from pair to pair."""
    row.prepare(count)
    result = Result(row, count)
    reference, python = row.reference(count), row.python(count)
    for number in range(pairs):
        sides = [(result.subject, row.subject(count))]
        if reference:
            sides.append((result.reference, reference))
        if number % 2:
            sides.reverse()
        if python and number < row.python_runs:
            sides.append((result.python, python))
        for samples, command in sides:
            samples.append(run(command))
        say(f"{row.name} {number + 1}/{pairs}")
    return result
