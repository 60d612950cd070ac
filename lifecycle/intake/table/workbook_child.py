"""Reads one workbook in a process of its own and prints its rows as JSON lines.

Run with the path as only argument. The limit on memory turns an allocation bomb into the
end of this process instead of the caller's.
"""

import datetime
import json
import sys

from python_calamine import CalamineError, CalamineWorkbook

MEMORY_BYTES = 1 << 30


def limit_memory() -> None:
    """No more than 1 GiB, where the system can say so (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def plain(cell: object) -> object:
    """The cell as JSON can say it; dates and times under their sort."""
    if isinstance(cell, datetime.datetime):
        return {"datetime": cell.isoformat()}
    if isinstance(cell, datetime.date):
        return {"date": cell.isoformat()}
    if isinstance(cell, datetime.time):
        return {"time": cell.isoformat()}
    if isinstance(cell, datetime.timedelta):
        return str(cell)
    return cell


def address(place: tuple[int, int]) -> str:
    """A1 for (0, 0)."""
    row, column = place
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def say(**said: object) -> None:
    """One JSON line."""
    sys.stdout.write(json.dumps(said) + "\n")


def main(path: str) -> None:
    """All sheets: a line for the sheet, for each row that is not empty, for its merged cells."""
    limit_memory()
    try:
        workbook = CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            say(sheet=name)
            # iter_rows begins at row 1 of the sheet, so that numbers are those a person sees
            for number, row in enumerate(sheet.iter_rows(), start=1):
                if any(cell != "" for cell in row):
                    say(row=number, cells=[plain(cell) for cell in row])
            merged = sheet.merged_cell_ranges or []
            say(merged=[f"{address(start)}:{address(end)}" for start, end in merged])
    except (CalamineError, OSError, ValueError) as error:
        say(trouble=type(error).__name__)


if __name__ == "__main__":
    main(sys.argv[1])
