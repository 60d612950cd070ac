"""A hand-over in words: what is ready, what fits and why not, what was just handed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboard.draw import count_of
from lifecycle.events import ContributionReceived, Fact, HandedOver
from lifecycle.reports.numbers import quantity
from lifecycle.reports.workshop import Board, Fitness
from lifecycle.words import _, ngettext


def sentence(board: Board) -> str:
    """How many machines are ready."""
    ready = sum(not card.after_sales for card in board.column("ready"))
    if not ready:
        return _("No machine is ready to be handed over.")
    words = ngettext(
        "{count} machine is ready to be handed over.", "{count} machines are ready to be handed over.", ready
    )
    return words.format(count=count_of(ready))


def fits(found: Iterable[Fitness], names: Mapping[str, str]) -> list[tuple[str, str, bool, list[str]]]:
    """Each thing that was scanned: what it is, whether it fits, why not."""
    return [
        (
            one.code,
            " · ".join(filter(None, (names.get(one.category, one.category), one.machine))),
            one.fit,
            [str(why) for why in (*one.contradicted, *one.doubts)],
        )
        for one in found
    ]


def codes(facts: Sequence[Fact]) -> list[str]:
    """The things that were handed over; none where what was told was taken back."""
    return [fact.code for fact in facts if isinstance(fact, HandedOver)]


def handed(facts: Sequence[Fact]) -> list[tuple[str, str]]:
    """What the paper will say: number, pseudonym, things, contribution."""
    over = [fact for fact in facts if isinstance(fact, HandedOver)]
    if not over:
        return []
    paid = sum(fact.cents for fact in facts if isinstance(fact, ContributionReceived))
    told = [
        (_("Hand-over"), over[0].handover),
        (_("Pseudonym"), over[0].recipient),
        (_("What"), ", ".join(fact.code for fact in over)),
    ]
    return [*told, (_("Contribution"), quantity(paid, "cents"))] if paid else told
