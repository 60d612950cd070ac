"""One cell of a table read as a number, a day, an instant, yes or no. What is doubtful is refused with its reason."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from lifecycle.events.envelope import PARIS
from lifecycle.words import _

Cell = str | int | float | bool | date | datetime | time | None

_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009'"), None)
_NUMBER = re.compile(r"[+-]?\d{1,30}([.,]\d{1,30})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}([ \u00a0\u202f\u2009']\d{3})+([.,]\d+)?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_FRENCH_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 00:00(?::00)?)?")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")
_FRENCH_INSTANT = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})[ T]+(\d.*)")
_CLOCK = re.compile(r"(\d{1,2})[:hH](\d{2})(?::(\d{2}))?")

YES = frozenset(("oui", "o", "vrai", "x", "1", "yes", "y", "true", "\u2713"))
NO = frozenset(("non", "n", "faux", "0", "no", "false"))


class BadCell(ValueError):
    """The cell cannot be read as what its column holds; the message says why and what to do."""


def text_of(cell: Cell) -> str:
    """The cell as text without outer spaces; whole numbers without ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    text = str(cell).strip()
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in text):
        raise BadCell(_("a hidden control sign or a line break is inside; retype the cell on one line"))
    return text


def decimal_of(cell: Cell) -> Decimal:
    """The exact number of a cell: "2 100", "2100,5", 2.1 (as it is shown, not as it is stored)."""
    if isinstance(cell, bool | date | time):
        raise BadCell(_("a number is needed here"))
    if isinstance(cell, float):
        text = repr(cell)
    else:
        text = text_of(cell)
        if _GROUPED.fullmatch(text):
            text = text.translate(_SPACES)
        if _NUMBER.fullmatch(text) is None:
            raise BadCell(_("not a number: write digits, such as 2100 or 2 100"))
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise BadCell(_("not a number: write digits, such as 2100 or 2 100")) from None
    if not number.is_finite():
        raise BadCell(_("not a number: write digits, such as 2100 or 2 100"))
    return number


def whole_number(cell: Cell, factor: int = 1) -> int:
    """A whole number after the unit of the column: 2,1 kg is 2100 g, 2,1 g is refused."""
    number = decimal_of(cell) * factor
    if number.adjusted() > 18:
        raise BadCell(_("too large a number"))
    if number != number.to_integral_value():
        if factor != 1:
            raise BadCell(_("more precise than the smallest unit recorded (gram, cent, metre, minute)"))
        raise BadCell(_("a whole number is needed; grams have no decimals, a column in kilograms is named (kg)"))
    return int(number)


def yes_or_no(cell: Cell) -> bool:
    """oui, vrai, x, 1; non, faux, 0."""
    if isinstance(cell, bool):
        return cell
    word = text_of(cell).casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadCell(_("write yes or no (oui, non, x)"))


def day_of(cell: Cell) -> date:
    """A civil day: 2026-03-01, 01/03/2026 (day first), or a date cell of a workbook."""
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise BadCell(_("a day is needed, without the time; the time goes in the column occurred_at"))
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float):
        raise BadCell(_("a number, not a date: give the cell the format of a date"))
    text = text_of(cell)
    if match := _ISO_DAY.fullmatch(text):
        return _calendar_day(int(match[1]), int(match[2]), int(match[3]))
    if match := _FRENCH_DAY.fullmatch(text):
        return _calendar_day(int(match[3]), int(match[2]), int(match[1]))
    if _SHORT_YEAR.fullmatch(text):
        raise BadCell(_("the year has two digits and the order is not certain: write 2026-03-01 or 01/03/2026"))
    raise BadCell(_("not a date: write 2026-03-01 or 01/03/2026"))


def _calendar_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadCell(_("this day does not exist in the calendar (day/month/year)")) from None


def instant_of(cell: Cell, day: date | None) -> datetime:
    """An exact time: with its offset, else the clock of Paris; "10:30" alone takes the day of the row."""
    if isinstance(cell, datetime):
        return _in_paris(cell) if cell.tzinfo is None else cell
    if isinstance(cell, time):
        return _at(day, cell)
    text = text_of(cell)
    if match := _CLOCK.fullmatch(text):
        return _at(day, _clock(match))
    if match := _FRENCH_INSTANT.fullmatch(text):
        return instant_of(match[4], _calendar_day(int(match[3]), int(match[2]), int(match[1])))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadCell(_("not an exact time: write 10:30, or 2026-03-01T10:30:00+01:00")) from None
    return moment if moment.tzinfo is not None else _in_paris(moment)


def _clock(match: re.Match[str]) -> time:
    try:
        return time(int(match[1]), int(match[2]), int(match[3] or 0))
    except ValueError:
        raise BadCell(_("this time does not exist on a clock of 24 hours")) from None


def _at(day: date | None, clock: time) -> datetime:
    if day is None:
        raise BadCell(_("a time alone needs the day in the column occurred_on"))
    return _in_paris(datetime.combine(day, clock))


def _in_paris(moment: datetime) -> datetime:
    """The moment by the clock of Paris; the hour that comes twice, or not at all, in a change of clocks is refused."""
    first, second = moment.replace(tzinfo=PARIS, fold=0), moment.replace(tzinfo=PARIS, fold=1)
    if first.utcoffset() != second.utcoffset():
        raise BadCell(_("the clocks change in this hour: write the offset too, as in 2026-10-25T02:30:00+02:00"))
    offset = first.utcoffset()
    return datetime.fromisoformat(first.isoformat()) if offset is not None else first
