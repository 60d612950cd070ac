"""What an address asks for and nobody can read: a wrong sign in it never shows something else in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dashboard import draw
from dashboard.address import asked_for, link, position
from dashboard.period import FREE, Period, period_of
from lifecycle.words import _

Misread = tuple[str, str | None, str]
"""Parameter of the address, what can be kept of it, and the sentence that says what is shown instead."""


def misread(
    now: int, *, organisations: Collection[str] = (), name: str = "", period: Period | None = None
) -> draw.Html:
    """A notice of all that was not understood; empty where everything was.

    ``now`` is the position that the ledger stands at, ``organisations`` are all that it names,
    ``name`` and ``period`` are what is shown; without a period, only the position is looked at.
    """
    found = list(_position(now))
    if period is not None:
        found += [*_organisation(organisations, name), *_period(period), *_days(period)]
    if not found:
        return draw.Html("")
    way_out = draw.anchor(_("Address of what is shown"), link(**{parameter: kept for parameter, kept, _said in found}))
    what, said = _("A part of this address was not understood."), " ".join(one for _parameter, _kept, one in found)
    return draw.notice(what, said, "alert", [way_out])


def _position(now: int) -> Iterator[Misread]:
    asked = asked_for("as_of")
    if asked and position() is None:
        said = _("as_of={asked} is no position of a ledger: what is known now is shown, as of fact {n}.")
        yield "as_of", None, said.format(asked=asked, n=draw.count_of(now))


def _organisation(known: Collection[str], name: str) -> Iterator[Misread]:
    asked = [code for code in asked_for("organisation").split(",") if code]
    strange = ",".join(code for code in asked if code not in known)
    if strange:
        said = _("organisation={asked} is none of this ledger: shown is {name}.")
        kept = ",".join(code for code in asked if code in known)
        yield "organisation", kept, said.format(asked=strange, name=name)


def _period(shown: Period) -> Iterator[Misread]:
    asked = asked_for("period")
    if asked and asked != FREE and period_of(asked) is None:
        said = _("period={asked} is no period from 1900 on, as 2026, 2026-Q1, 2026-03, all or free: shown is {words}.")
        yield "period", None, said.format(asked=asked, words=shown.words)


def _days(shown: Period) -> Iterator[Misread]:
    if shown.code != FREE:
        return
    for name, day in (("from", shown.first), ("to", shown.last)):
        asked = asked_for(name)
        if asked and asked != str(day):
            said = _("{name}={asked} is no day of such a period, written as 2026-12-31: shown is {day}.")
            yield name, str(day), said.format(name=name, asked=asked, day=draw.day(str(day)))
