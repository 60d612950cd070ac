"""Waste leaves: about once a month a lot for each code with enough in it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from lifecycle.demonstration.chance import Chance
from lifecycle.demonstration.recycler import Recycler
from lifecycle.demonstration.things import Load, LoosePart, Machine
from lifecycle.demonstration.workshop import Workshop
from lifecycle.events import LotDispatched, LotOpened, LotPacked


class WasteCorner:
    """Where an association's waste waits for its lorry."""

    def __init__(self, workshop: Workshop, recycler: Recycler) -> None:
        self.workshop = workshop
        self.recycler = recycler
        self.world = workshop.world
        self.card = workshop.world.setting.waste
        self.stories = workshop.world.setting.stories

    def plan(self) -> None:
        """One day a month."""
        for year, month in self.world.agenda.months():
            self.world.agenda.plan(date(year, month, self.card.lot_day), self._pack)

    def _pack(self, day: date) -> None:
        """The heaviest heap goes, and whatever else is worth its lorry."""
        heaps = {code: sum(map(_true_g, things)) for code, things in sorted(self.workshop.waste.items()) if things}
        if not heaps:
            return
        least_g = self.card.clear_out_g if day.month in self.card.clear_out else self.card.least_g
        heaviest = max(heaps, key=lambda code: heaps[code])
        for code, grams in heaps.items():
            if grams >= least_g or (code == heaviest and grams >= self.card.heaviest_g):
                self._send(code, self.workshop.waste.pop(code), day)

    def _send(self, waste_code: str, things: list[Machine | LoosePart], day: date) -> None:
        rank = self.workshop.rank("lot")
        chance = self.workshop.chance("lot", rank)
        load = Load(f"{self.workshop.code}-L{rank:03d}", rank, waste_code)
        for thing in things:
            load.add(_true_g(thing), weighed=isinstance(thing, LoosePart) or thing.weighed)
            if isinstance(thing, Machine):
                thing.where = "gone"
        self._open(load, chance, day)
        self.workshop.note(
            LotPacked,
            load.subject,
            day,
            devices=[thing.code for thing in things if isinstance(thing, Machine)],
            parts=[thing.code for thing in things if isinstance(thing, LoosePart)],
        )
        self._dispatch(load, chance, day)
        road = chance.between(self.card.on_the_road.low, self.card.on_the_road.high)
        self.world.agenda.plan(self.world.agenda.after(day, road), partial(self.recycler.receive, load))

    def _open(self, load: Load, chance: Chance, day: date) -> None:
        """A lot begins, some with a crate of keyboards that nobody labels one by one."""
        refused = load.rank == self.stories.refused_lot
        lines: list[dict[str, Any]] = []
        if refused or (load.waste_code in self.card.crate_codes and chance.percent(self.card.crate_share)):
            count = chance.between(self.card.crate_count.low, self.card.crate_count.high)
            grams = count * self.world.default_g(self.card.crate_category)
            lines = [{"category": self.card.crate_category, "count": count, "grams": grams, "weighed": True}]
            load.add(grams, weighed=True)
            load.crate_g, load.crate_refused = grams, refused
        self.workshop.note(
            LotOpened,
            load.subject,
            day,
            legal="WASTE",
            waste_code=load.waste_code,
            lines=lines,
            donor_kind="person" if lines else "unknown",
            place=self.workshop.actor.commune,
        )

    def _dispatch(self, load: Load, chance: Chance, day: date) -> None:
        load.slip = f"BSD-{day.year}-{load.rank:04d}"
        here = load.on_a_scale(chance, self.card.scale_error)
        weighed = chance.percent(self.card.weighed_here)
        mass: dict[str, Any] = (
            {"grams": here} if weighed else {"grams": _rounded(here, self.card.estimated_to_g), "weighed": False}
        )
        self.workshop.note(
            LotDispatched,
            load.subject,
            day,
            destination=self.card.recycler,
            carrier=self.card.carrier,
            slip=load.slip,
            waste_code=load.waste_code,
            planned_operation=self.card.planned,
            **({} if load.rank == self.stories.lot_without_mass else mass),
        )


def _true_g(thing: Machine | LoosePart) -> int:
    return thing.grams if isinstance(thing, LoosePart) else thing.true_g


def _rounded(grams: int, step: int) -> int:
    """An estimate, as a person writes it on a slip."""
    return max(1, (grams + step // 2) // step) * step
