"""Answers as lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from lifecycle.reports import FORMATS, Report


def grid(titles: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Columns under titles, numbers to the right."""
    shown = [[str(cell) for cell in row] for row in (titles, *rows)]
    widths = [max(len(row[j]) for row in shown) for j in range(len(titles))]
    right = [any(isinstance(row[j], int) for row in rows) for j in range(len(titles))]
    return "\n".join(
        "  ".join(
            text.rjust(width) if number else text.ljust(width)
            for text, width, number in zip(row, widths, right, strict=True)
        ).rstrip()
        for row in shown
    )


def of_report(report: Report) -> str:
    """A report as the terminal shows it."""
    return FORMATS["table"](report).decode().rstrip("\n")
