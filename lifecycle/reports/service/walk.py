"""The walk along the lives of what was handed over several times, exchanged, lost, or counted by the line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

CLAIMED = frozenset({"reused", "prepared"})
"""Lines whose service someone may claim; what was waste when it was handed over is contested."""
WORK = frozenset({"repaired", "part_installed", "tested", "made_ready"})
"""Kinds of fact by which a workshop writes down what it did."""


class Move(NamedTuple):
    """Things that went into use (``moved`` above none) or out of it, by one fact."""

    item: str
    origin: str
    fact: int
    kind: str
    day: date
    life_key: str
    organisation: str
    place: str
    category: str
    line: str
    moved: int


class Told(NamedTuple):
    """Something told of an item (or of all lines of a lot) that moves nothing into use or out of it."""

    item: str
    kind: str
    """A kind of fact, or ``new_part`` (put in by the workshop), ``after_sales`` (a new part, in support)."""
    day: date
    life_key: str
    part: str


class Use(NamedTuple):
    """Things of one item in one use."""

    item: str
    category: str
    organisation: str
    place: str
    line: str
    units: int
    handed: date
    last: date
    ended: bool
    prior_days: int
    units_before: int
    """Things of the item that had served before these, of which ``new_units`` serve for the first time."""
    new_units: int = 1
    recorded: bool = False
    parts: tuple[str, ...] = ()
    after_sales: tuple[tuple[date, str], ...] = ()

    @property
    def record(self) -> str:
        """What its workshop wrote down: see ServiceCell."""
        if not self.recorded:
            return ""
        return " ".join(["workshop", *sorted(set(self.parts))])


class _Open:
    """A use that goes on."""

    def __init__(self, use: Use, purchase_days: int, own_days: int) -> None:
        self.use = use
        self.purchase_days, self.own_days = purchase_days, own_days
        self.after_sales: list[tuple[date, str]] = []

    def seen(self, day: date, *, ended: bool = False) -> None:
        """Something proves the use on this day."""
        self.use = self.use._replace(last=max(self.use.last, day), ended=ended)

    @property
    def days(self) -> int:
        """Service so far, up to the last evidence."""
        return (self.use.last - self.use.handed).days

    def cut(self, units: int) -> _Open:
        """So many of its things, as a use of their own; the others stay."""
        other = _Open(self.use._replace(units=units, new_units=min(units, self.use.new_units)), 0, 0)
        other.purchase_days, other.own_days = self.purchase_days, self.own_days
        other.after_sales, self.after_sales = self.after_sales, []
        new = other.use.new_units
        self.use = self.use._replace(
            units=self.use.units - units,
            new_units=self.use.new_units - new,
            units_before=self.use.units_before + new,
            parts=(),
        )
        return other


class _Life:
    """Where the things of one item stand."""

    def __init__(self) -> None:
        self.open: list[_Open] = []
        self.lost: list[_Open] = []
        self.back: list[tuple[int, int]] = []
        """(days each served, things) of what has served and is in nobody's use, the longest first."""
        self.given = 0
        """Things that have served."""
        self.recorded = False
        self.parts: list[str] = []


def walked(moves: Sequence[Move], told: Iterable[Told]) -> list[Use]:
    """All uses of these items, from their moves and from what is told of them, in order of life.

    A hand-over in exchange for a machine carries on the purchase that this one stood for: all that is
    handed over by that fact begins where its service ended.
    """
    walk = _Walk()
    of_lots: defaultdict[str, set[str]] = defaultdict(set)
    for move in moves:
        if move.origin == "line":
            of_lots[move.item.partition("#")[0]].add(move.item)
    # What comes back in exchange is read before what goes out for it.
    steps: list[tuple[str, int, str, Move | Told]] = [(m.life_key, int(m.moved > 0), m.item, m) for m in moves]
    steps += [(t.life_key, 2, t.item, t) for t in told]
    for _key, _rank, _item, step in sorted(steps, key=lambda one: one[:3]):
        if isinstance(step, Move):
            walk.move(step)
        else:
            for item in of_lots.get(step.item, {step.item}):
                walk.told(item, step)
    return walk.uses()


class _Walk:
    def __init__(self) -> None:
        self.lives: defaultdict[str, _Life] = defaultdict(_Life)
        self.done: list[_Open] = []
        self.purchases: dict[int, int] = {}
        """Fact -> the longest service of a purchase that ended by it, in exchange."""

    def uses(self) -> list[Use]:
        """All uses, ended or not."""
        going_on = [use for life in self.lives.values() for use in (*life.open, *life.lost)]
        return [one.use._replace(after_sales=tuple(one.after_sales)) for one in (*self.done, *going_on)]

    def move(self, move: Move) -> None:
        """Things go into use, or out of it."""
        life = self.lives[move.item]
        if move.moved < 0:
            self._out(life, move)
        elif move.kind == "found":
            self._found(life, move)
        else:
            self._into(life, move)

    def _out(self, life: _Life, move: Move) -> None:
        for one in list(_taken(life.open, -move.moved)):
            if move.kind == "lost":
                life.lost.append(one)
                continue
            one.seen(move.day, ended=True)
            self.done.append(one)
            life.back.append((one.own_days + one.days, one.use.units))
            if move.kind == "handed_over":
                served = one.purchase_days + one.days
                self.purchases[move.fact] = max(served, self.purchases.get(move.fact, 0))
        life.back.sort(reverse=True)
        if not life.open:
            life.recorded, life.parts = False, []

    def _found(self, life: _Life, move: Move) -> None:
        """Its holder has it again, and had it all the time."""
        for one in list(_taken(life.lost, move.moved)):
            one.seen(move.day)
            life.open.append(one)

    def _into(self, life: _Life, move: Move) -> None:
        purchase, left = self.purchases.get(move.fact, 0), move.moved
        for own, units in self._that_served(life, left):
            life.open.append(_begun(life, move, units, 0, own, purchase))
            left -= units
        if left:
            life.open.append(_begun(life, move, left, left, 0, purchase))
            life.given += left

    def _that_served(self, life: _Life, most: int) -> Iterator[tuple[int, int]]:
        """Of what is handed over, the days each served before, and how many: those that came back, then those lost."""
        while most and (life.back or life.lost):
            if not life.back:
                for one in list(_taken(life.lost, most)):  # found in stock: where it was meanwhile nobody knows
                    self.done.append(one)
                    life.back.append((one.own_days + one.days, one.use.units))
            own, units = life.back.pop(0)
            if units > most:
                life.back.insert(0, (own, units - most))
                units = most
            most -= units
            yield own, units

    def told(self, item: str, told: Told) -> None:
        """Evidence of a use, work in the workshop, a new part."""
        life = self.lives[item]
        if told.kind == "after_sales":
            for one in life.open[:1]:
                one.after_sales.append((told.day, told.part))
        elif told.kind == "new_part":
            life.parts.append(told.part)
        elif told.kind not in WORK:
            for one in life.open:
                one.seen(told.day)
        elif not life.open:
            life.recorded = True


def _begun(life: _Life, move: Move, units: int, new: int, own: int, purchase: int) -> _Open:
    """A use that begins."""
    use = Use(
        item=move.item,
        category=move.category,
        organisation=move.organisation,
        place=move.place,
        line=move.line,
        units=units,
        handed=move.day,
        last=move.day,
        ended=False,
        prior_days=max(own, purchase),
        units_before=life.given,
        new_units=new,
        recorded=life.recorded,
        parts=tuple(life.parts),
    )
    life.parts = []
    return _Open(use, purchase, own)


def _taken(uses: list[_Open], units: int) -> Iterator[_Open]:
    """So many things out of these uses, the oldest first."""
    while units and uses:
        one = uses[0]
        if one.use.units > units:
            yield one.cut(units)
            return
        uses.pop(0)
        units -= one.use.units
        yield one
