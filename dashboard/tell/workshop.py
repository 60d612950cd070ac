"""The workshop in words: how much waits for what, and the oldest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dashboard.draw import count_of, short_day
from dashboard.draw.board import Column, Slip
from lifecycle.reports.workshop import COLUMNS, WAITS, Board, Card
from lifecycle.reports.workshop.card import Column as Name
from lifecycle.words import N_, _, ngettext

SHOWN = 6
"""Cards shown of each column; the others are a click away."""
ON_A_PAGE = 50
"""Cards on a page of one column."""
LONG_DAYS = 30
"""From here on an age is told by its day: so many days say nothing any more."""

EMPTY: Mapping[Name, str] = {
    "arrived": N_("Nothing waits to be sorted."),
    "wiping": N_("Nothing waits to be wiped."),
    "in_repair": N_("Nothing is on the bench."),
    "ready": N_("Nothing is ready yet."),
    "blocked": N_("Nothing is blocked."),
}

Address = Callable[..., str]
"""``dashboard.address.link``."""


def sentence(board: Board) -> str:
    """How many machines are in the workshop, and how far they are."""
    total = len(board.cards)
    if not total:
        return _("No machine is in the workshop.")
    counts = board.counts
    words_of = {
        "arrived": ngettext("{count} to sort", "{count} to sort", counts["arrived"]),
        "wiping": ngettext("{count} to wipe", "{count} to wipe", counts["wiping"]),
        "in_repair": ngettext("{count} on the bench", "{count} on the bench", counts["in_repair"]),
        "ready": ngettext("{count} ready", "{count} ready", counts["ready"]),
        "blocked": ngettext("{count} blocked", "{count} blocked", counts["blocked"]),
    }
    told = [words_of[name].format(count=count_of(count)) for name, count in counts.items() if count]
    words = ngettext(
        "{total} machine is in the workshop: {told}.", "{total} machines are in the workshop: {told}.", total
    )
    return words.format(total=count_of(total), told=_list(told))


def columns(board: Board, names: Mapping[str, str], on: date, link: Address) -> list[Column]:
    """The columns of the board with the oldest cards of each; ``names`` are those of categories."""
    found = []
    for name, words in COLUMNS.items():
        cards = board.column(name)
        more = _("All {count}").format(count=count_of(len(cards))) if len(cards) > SHOWN else ""
        slips = [slip(card, names, on, link) for card in cards[:SHOWN]]
        found.append(
            Column(name, _(words), len(cards), slips, more, link(column=name, device=None, page=None), _(EMPTY[name]))
        )
    return found


def slip(card: Card, names: Mapping[str, str], on: date, link: Address) -> Slip:
    """One card."""
    what = " · ".join(filter(None, (names.get(card.category, card.category), card.machine)))
    return Slip(card.code, what, age(card.since, on), waits(card), link(device=card.code, column=None, page=None))


def age(since: date, on: date) -> str:
    """How long it has stood there."""
    days = (on - since).days
    if days <= 0:
        return _("since today")
    if days > LONG_DAYS:
        return _("since {day}").format(day=short_day(since))
    return ngettext("for {count} day", "for {count} days", days).format(count=days)


def waits(card: Card) -> str:
    """What it waits for, first things first; a machine that waits only for a taker waits for nothing here."""
    mark = _("after-sales") if card.after_sales else ""
    awaited = _list([_(WAITS[one]) for one in card.waits])
    told = _("waits for {what}").format(what=awaited) if awaited else ""
    return " · ".join(filter(None, (mark, told)))


def _list(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("{some} and {last}").format(some=", ".join(words[:-1]), last=words[-1])


def stack(
    codes: Sequence[str], board: Board, names: Mapping[str, str], on: date
) -> list[tuple[str, str, bool, list[str]]]:
    """Each code that was scanned: what it is, whether it is in the workshop, where it stands there."""
    cards = {card.code: card for card in board.cards}
    found: list[tuple[str, str, bool, list[str]]] = []
    for code in codes:
        card = cards.get(code)
        if card is not None:
            what = " · ".join(filter(None, (names.get(card.category, card.category), card.machine)))
            stands = " · ".join(filter(None, (_(COLUMNS[card.column]), age(card.since, on), waits(card))))
            found.append((code, f"{what} – {stands}", True, []))
        elif f"device:{code}" in board.kept:
            found.append((code, "", False, [_("it is waste, and waits for a lot")]))
        else:
            found.append((code, "", False, [_("it is not in this workshop: check the label, or where it is")]))
    return found


def waste(board: Board) -> str:
    """What the board leaves out."""
    return ngettext(
        "{count} machine on the shelf is waste and waits for a lot: it is not on the board.",
        "{count} machines on the shelf are waste and wait for a lot: they are not on the board.",
        board.waste,
    ).format(count=count_of(board.waste))
