"""Waste leaves: about once a month a lot for each code with enough in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from lifecycle.demonstration.chance import Chance
from lifecycle.demonstration.recycler import Recycler
from lifecycle.demonstration.things import Load, LoosePart, Machine, Story, rounded
from lifecycle.demonstration.workshop import Workshop
from lifecycle.events import LotDispatched, LotOpened, LotPacked, LotUnpacked


class WasteCorner:
    """Where an association's waste waits for its lorry."""

    def __init__(self, workshop: Workshop, recyclers: Mapping[str, Recycler]) -> None:
        self.workshop = workshop
        self.world = workshop.world
        self.card = workshop.house.waste
        self.stories = workshop.house.stories
        self._recyclers = [recyclers[code] for code in self.card.recyclers]

    def plan(self) -> None:
        """One day a month."""
        for year, month in self.workshop.agenda.months():
            self.workshop.agenda.plan(date(year, month, self.card.lot_day), self._pack)

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
        load = Load(f"{self.workshop.code}-L{rank:03d}", waste_code, story=self._story(rank))
        refused = rank in self.stories.refused_lots
        load.crate_refused = self.stories.refused_reason if refused else ""
        recycler = self._recyclers[rank % len(self._recyclers)]
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
        if rank in self.stories.unpacked_lots:
            machines = [thing for thing in things if isinstance(thing, Machine)]
            unpacked = self.workshop.agenda.after(day, 1)
            self.workshop.agenda.plan(unpacked, partial(self._unpack, load, machines[-1:]))
            leaves = self.workshop.agenda.after(unpacked, 1)
            self.workshop.agenda.plan(leaves, partial(self._dispatch, load, rank, recycler, chance))
        else:
            self._dispatch(load, rank, recycler, chance, day)

    def _unpack(self, load: Load, machines: list[Machine], day: date) -> None:
        """Something was packed by mistake: it waits for the next lot of its code."""
        if not machines:
            return
        self.workshop.note(LotUnpacked, load.subject, day, devices=[machine.code for machine in machines])
        for machine in machines:
            load.add(-machine.true_g, weighed=machine.weighed)
            self.workshop.hold(machine)
            self.workshop.throw(machine, load.waste_code)

    def _story(self, rank: int) -> Story:
        told: dict[Story, tuple[int, ...]] = {
            "late": self.stories.late_lots,
            "missing": self.stories.missing_lots,
            "withdrawn": self.stories.withdrawn_lots,
            "waits": self.stories.regrouped_from,
        }
        return next((story for story, ranks in told.items() if rank in ranks), "")

    def _open(self, load: Load, chance: Chance, day: date) -> None:
        """A lot begins, some with a crate of keyboards that nobody labels one by one."""
        lines: list[dict[str, Any]] = []
        if load.crate_refused or (load.waste_code in self.card.crate_codes and chance.percent(self.card.crate_share)):
            count = chance.between(self.card.crate_count.low, self.card.crate_count.high)
            grams = count * self.world.default_g(self.card.crate_category)
            lines = [{"category": self.card.crate_category, "count": count, "grams": grams, "weighed": True}]
            load.add(grams, weighed=True)
            load.crate_g = grams
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

    def _dispatch(self, load: Load, rank: int, recycler: Recycler, chance: Chance, day: date) -> None:
        load.slip = f"BSD-{day.year}-{self.workshop.code}-{rank:04d}"
        here = load.on_a_scale(chance, self.card.scale_error)
        weighed = chance.percent(self.card.weighed_here)
        mass: dict[str, Any] = (
            {"grams": here} if weighed else {"grams": rounded(here, self.card.estimated_to_g), "weighed": False}
        )
        self.workshop.note(
            LotDispatched,
            load.subject,
            day,
            destination=recycler.code,
            carrier=self.card.carrier,
            slip=load.slip,
            waste_code=load.waste_code,
            planned_operation=self.card.planned,
            **({} if rank in self.stories.lots_without_mass else mass),
        )
        road = chance.between(self.card.on_the_road.low, self.card.on_the_road.high)
        self.world.agenda.plan(self.world.agenda.after(day, road), partial(recycler.receive, load))


def _true_g(thing: Machine | LoosePart) -> int:
    return thing.grams if isinstance(thing, LoosePart) else thing.true_g
