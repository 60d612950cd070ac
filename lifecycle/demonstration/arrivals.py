"""Gifts: fleets of companies and public bodies, and what people bring one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from lifecycle.demonstration.cards import Actor
from lifecycle.demonstration.chance import Chance
from lifecycle.demonstration.things import Machine, Origin
from lifecycle.demonstration.workshop import Workshop
from lifecycle.events import Collected, DonationAnnounced, FleetUnitLeft, FleetUnitRetired, PaperIssued


def plan_arrivals(workshop: Workshop) -> None:
    """Let gifts come all along."""
    setting, agenda = workshop.world.setting, workshop.world.agenda
    given = setting.arrivals
    opening = setting.actor(given.opening_donor)
    agenda.plan(setting.first_day, lambda day: _fleet(workshop, opening, given.opening_gift, day, day))
    months = list(agenda.months())
    for donor in setting.organisation:
        if donor.gift is None:
            continue
        chance = workshop.chance("gifts", donor.code)
        weights = {when: given.fleet_months[when[1] - 1] for when in months}
        for _ in range(donor.gifts_a_year * len(months) // len(given.fleet_months)):
            when = chance.pick(weights)
            weights.pop(when)  # nobody changes a fleet twice in a month
            day = agenda.some_day(chance, *when)
            announced = day - timedelta(days=chance.between(given.announced_days.low, given.announced_days.high))
            count = chance.between(donor.gift.low, donor.gift.high)
            agenda.plan(announced, partial(_announce, workshop, donor, count, day))
    for year, month in months:
        chance = workshop.chance("people", year, month)
        for _ in range(given.private_months[month - 1]):
            day = agenda.some_day(chance, year, month)
            agenda.plan(day, partial(_person, workshop, chance.pick(given.private_mix), workshop.world.commune(chance)))


def _person(workshop: Workshop, category: str, place: str, day: date) -> None:
    workshop.take_in(category, Origin("person", place), day)


def _announce(workshop: Workshop, donor: Actor, count: int, planned: date, day: date) -> None:
    """A donor says what will come, and it comes some days later."""
    workshop.world.agenda.plan(max(planned, day), partial(_fleet, workshop, donor, count, day))


def _fleet(workshop: Workshop, donor: Actor, count: int, announced: date, day: date) -> None:
    """A fleet arrives: fetched at the donor's, received one by one, thanked for."""
    given = workshop.world.setting.arrivals
    chance = workshop.chance("fleet", donor.code, day)
    categories = sorted(chance.pick(given.fleet_mix) for _ in range(count))
    if announced < day:
        _tell(workshop, donor, Counter(categories), announced)
    subject = f"organisation:{donor.code}"
    metres = chance.between(given.metres.low, given.metres.high)
    workshop.note(Collected, subject, day, metres=metres, vehicle="van", place=donor.commune)
    origin = Origin(donor.donor_kind, donor.commune, donor.code)
    machines = [workshop.take_in(category, origin, day) for category in categories]
    workshop.note(PaperIssued, subject, day, paper="donation_receipt", number=f"RD-{workshop.rank('receipt'):04d}")
    if donor.fleet == "numbered":
        _retire_each(workshop, donor, machines, announced, day)
    elif donor.fleet == "counted":
        _retire_by_count(workshop, donor, machines, announced, day)


def _tell(workshop: Workshop, donor: Actor, lines: Mapping[str, int], announced: date) -> None:
    workshop.note(
        DonationAnnounced,
        f"organisation:{donor.code}",
        announced,
        donor_kind=donor.donor_kind,
        donor=donor.code,
        lines=[{"category": category, "count": count} for category, count in lines.items()],
    )


def _bought(chance: Chance, year: int) -> date:
    """A day on which a model of that year was bought: within the first year of its sale."""
    return date(year, 1, 1) + timedelta(days=chance.below(365))


def _retire_each(workshop: Workshop, donor: Actor, machines: list[Machine], announced: date, day: date) -> None:
    note = workshop.world.notebook.note
    chance = workshop.chance("inventory", donor.code, day)
    for machine in machines:
        number = f"{donor.code}-{workshop.rank('inventory'):05d}"
        note(
            FleetUnitRetired,
            f"organisation:{donor.code}",
            donor.code,
            announced,
            known=day,
            inventory_number=number,
            serial_number=machine.serial,
            category=machine.category,
            acquired_on=_bought(chance, machine.model.year),
            retired_on=announced,
        )
        note(
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
    note = workshop.world.notebook.note
    chance = workshop.chance("inventory", donor.code, day)
    for (category, year), count in sorted(Counter((m.category, m.model.year) for m in machines).items()):
        note(
            FleetUnitRetired,
            f"organisation:{donor.code}",
            donor.code,
            announced,
            known=day,
            category=category,
            acquired_on=_bought(chance, year),
            retired_on=announced,
            count=count,
        )
    for category, count in sorted(Counter(m.category for m in machines).items()):
        note(
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
