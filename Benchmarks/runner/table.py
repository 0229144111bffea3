"""Tables for the terminal and for Markdown, and how numbers are written in them."""

import unicodedata


def seconds(value):
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


def milliseconds(*values):
    return " / ".join(f"{value * 1000:.0f}" if value >= 0.01 else f"{value * 1000:.1f}" for value in values)


def mebibytes(*kibibytes):
    return " / ".join(f"{value / 1024:.1f}" for value in kibibytes)


def times(ratio):
    return f"{ratio:.2f}×" if ratio < 10 else f"{ratio:.0f}×"


def width(text):
    return sum(0 if unicodedata.combining(character) else 1 for character in text)


def plain(header, rows):
    """Columns under each other: the first to the left, the others to the right."""
    columns = [max(map(width, column)) for column in zip(header, *rows)]

    def line(cells):
        padded = [
            cell + " " * (wide - width(cell)) if index == 0 else " " * (wide - width(cell)) + cell
            for index, (cell, wide) in enumerate(zip(cells, columns))
        ]
        return "  ".join(padded).rstrip()

    return "\n".join([line(header), "  ".join("─" * wide for wide in columns), *map(line, rows)])


def markdown(header, rows):
    """The same as a table of Markdown."""
    rule = [":---"] + ["---:"] * (len(header) - 1)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [header, rule, *rows])
