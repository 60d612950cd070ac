"""The eco-organisme: lots of what people leave at its collection points, and averages in the place of certificates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from lifecycle.demonstration.cards import Scheme
from lifecycle.demonstration.recycler import Recycler
from lifecycle.demonstration.things import Load, rounded
from lifecycle.demonstration.world import World
from lifecycle.events import LotDispatched, LotOpened


class CollectionPoints:
    """Where people leave what nobody repairs any more; all of it is waste of households."""

    def __init__(self, world: World, card: Scheme, recyclers: Mapping[str, Recycler]) -> None:
        self.world = world
        self.card = card
        self._recyclers = [recyclers[code] for code in card.recyclers]

    def plan(self) -> None:
        """So many lots a month, more of them when people tidy up."""
        for year, month in self.world.agenda.months():
            chance = self.world.chance(self.card.code, "lots", year, month)
            for _ in range(chance.scaled(self.card.lots_a_month, self.card.months[month - 1])):
                self.world.agenda.plan(self.world.agenda.some_day(chance, year, month), self._send)

    def _send(self, day: date) -> None:
        card, rank = self.card, self.world.rank(self.card.code)
        chance = self.world.chance(card.code, "lot", rank)
        recycler = self._recyclers[rank % len(self._recyclers)]
        category = chance.one_of(card.categories)
        count = chance.between(card.count.low, card.count.high)
        code = self.world.code_of_waste(category, household=True, hazard=True)
        load = Load(f"{card.code}-L{rank:04d}", code, story="flux" if rank in card.flux_lots else "")
        load.add(count * self.world.default_g(category), weighed=False)
        load.slip = f"BSD-{day.year}-{card.code}-{rank:04d}"
        note = self.world.notebook.note
        note(
            LotOpened,
            load.subject,
            card.code,
            day,
            legal="WASTE",
            waste_code=code,
            lines=[{"category": category, "count": count}],
            donor_kind="person",
            place=self.world.commune(chance),
        )
        note(
            LotDispatched,
            load.subject,
            card.code,
            day,
            destination=recycler.code,
            carrier=card.carrier,
            slip=load.slip,
            waste_code=code,
            planned_operation=card.planned,
            grams=rounded(load.true_g, card.estimated_to_g),
            weighed=False,
        )
        road = chance.between(card.on_the_road.low, card.on_the_road.high)
        self.world.agenda.plan(self.world.agenda.after(day, road), partial(recycler.receive, load))
