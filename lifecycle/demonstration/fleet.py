"""Fleets: what a company or a public body retires, and how each unit leaves it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from lifecycle.codes import ALPHABET
from lifecycle.demonstration.cards import Actor
from lifecycle.demonstration.chance import Chance
from lifecycle.demonstration.recycler import Recycler
from lifecycle.demonstration.things import Machine
from lifecycle.demonstration.workshop import Workshop
from lifecycle.demonstration.world import World
from lifecycle.events import FleetUnitLeft, FleetUnitRetired

_SERIAL = 9


def retire(workshop: Workshop, donor: Actor, machines: list[Machine], announced: date, day: date) -> None:
    """Units that became devices of an association: each by its number, or by count."""
    if donor.fleet == "numbered":
        _retire_each(workshop, donor, machines, announced, day)
    else:
        _retire_by_count(workshop, donor, machines, announced, day)


def leave_another_way(
    workshop: Workshop, recycler: Recycler, donor: Actor, count: int, retired: date, day: date
) -> None:
    """Units that no association gets: sold, given to the staff, kept in another service; the dead go to a recycler."""
    given = workshop.house.arrivals
    chance = workshop.chance("another way", donor.code, day)
    ways: dict[str, Counter[tuple[str, int]]] = {}
    for _ in range(count):
        category, way = chance.pick(given.fleet_mix), chance.pick(given.ways_out)
        year = workshop.world.model(category, chance, day).year
        ways.setdefault(way, Counter())[category, year] += 1
    for way, units in sorted(ways.items()):
        taker: dict[str, str] = {}
        if way == "recycling":
            lines: Counter[str] = Counter()
            for (category, _), many in sorted(units.items()):
                lines[category] += many
            taker = {"taker": recycler.code, "lot": recycler.take_pallet(donor, lines, day)}
        for (category, year), many in sorted(units.items()):
            _leave(workshop, donor, (category, year, many), {"way_out": way, **taker}, retired, day)


def _leave(
    workshop: Workshop, donor: Actor, unit: tuple[str, int, int], said: Mapping[str, Any], retired: date, day: date
) -> None:
    category, year, many = unit
    chance = workshop.chance("left", donor.code, day, said["way_out"], category, year)
    numbered = donor.fleet == "numbered"
    for _ in range(many if numbered else 1):
        about: dict[str, Any] = {} if numbered else {"count": many}
        left = dict(about)
        if numbered:
            left["inventory_number"] = about["inventory_number"] = _number(workshop.world, donor)
            about["serial_number"] = "".join(chance.one_of(ALPHABET) for _ in range(_SERIAL))
        else:
            left["category"] = category
        if chance.percent(workshop.house.arrivals.excluded):
            about["exclusion"] = "special_security"
        _note_retired(workshop.world, donor, chance, category, year, retired, day, about)
        workshop.world.notebook.note(FleetUnitLeft, f"organisation:{donor.code}", donor.code, day, **said, **left)


def _number(world: World, donor: Actor) -> str:
    """An inventory number of the donor; no other unit bears it."""
    return f"{donor.code}-{world.rank('inventory'):05d}"


def _note_retired(
    world: World,
    donor: Actor,
    chance: Chance,
    category: str,
    year: int,
    retired: date,
    day: date,
    about: Mapping[str, Any],
) -> None:
    """One unit or a count of them is retired; the model of that year was bought within the first year of its sale."""
    world.notebook.note(
        FleetUnitRetired,
        f"organisation:{donor.code}",
        donor.code,
        retired,
        known=day,
        category=category,
        acquired_on=date(year, 1, 1) + timedelta(days=chance.below(365)),
        retired_on=retired,
        **about,
    )


def _retire_each(workshop: Workshop, donor: Actor, machines: list[Machine], announced: date, day: date) -> None:
    world = workshop.world
    chance = workshop.chance("inventory", donor.code, day)
    for machine in machines:
        number = _number(world, donor)
        about = {"inventory_number": number, "serial_number": machine.serial}
        _note_retired(world, donor, chance, machine.category, machine.model.year, announced, day, about)
        world.notebook.note(
            FleetUnitLeft,
            f"organisation:{donor.code}",
            donor.code,
            day,
            inventory_number=number,
            taker=workshop.code,
            way_out="gift",
            undertaking=True,
            device=machine.code,
        )


def _retire_by_count(workshop: Workshop, donor: Actor, machines: list[Machine], announced: date, day: date) -> None:
    world = workshop.world
    chance = workshop.chance("inventory", donor.code, day)
    for (category, year), count in sorted(Counter((m.category, m.model.year) for m in machines).items()):
        _note_retired(world, donor, chance, category, year, announced, day, {"count": count})
    for category, count in sorted(Counter(m.category for m in machines).items()):
        world.notebook.note(
            FleetUnitLeft,
            f"organisation:{donor.code}",
            donor.code,
            day,
            category=category,
            taker=workshop.code,
            way_out="gift",
            undertaking=True,
            count=count,
        )
