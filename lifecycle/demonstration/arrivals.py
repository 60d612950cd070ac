"""Gifts: fleets of companies and public bodies, and what people bring one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from lifecycle.demonstration.cards import Actor
from lifecycle.demonstration.fleet import leave_another_way, retire
from lifecycle.demonstration.public_body import PublicBody
from lifecycle.demonstration.recycler import Recycler
from lifecycle.demonstration.things import Origin
from lifecycle.demonstration.workshop import Workshop
from lifecycle.events import Collected, DonationAnnounced, PaperIssued

_PERCENT = 100


def plan_arrivals(workshop: Workshop, recycler: Recycler, bodies: Mapping[str, PublicBody]) -> None:
    """Let gifts come all along; what a donor retires besides goes to the recycler, or its own way."""
    setting, agenda = workshop.world.setting, workshop.agenda
    given = workshop.house.arrivals
    opening = setting.actor(given.opening_donor)
    agenda.plan(
        setting.first_day, lambda day: _fleet(workshop, recycler, bodies, opening, given.opening_gift, day, day)
    )
    months = list(agenda.months())
    for donor in setting.organisation:
        if donor.gift is None or workshop.code not in donor.gifts_a_year:
            continue
        chance = workshop.chance("gifts", donor.code)
        weights = {when: given.fleet_months[when[1] - 1] for when in months}
        for _ in range(donor.gifts_a_year[workshop.code] * len(months) // len(given.fleet_months)):
            when = chance.pick(weights)
            weights.pop(when)  # nobody changes a fleet twice in a month
            day = agenda.some_day(chance, *when)
            announced = day - timedelta(days=chance.between(given.announced_days.low, given.announced_days.high))
            count = workshop.pace(chance, chance.between(donor.gift.low, donor.gift.high), day.year)
            agenda.plan(announced, partial(_announce, workshop, recycler, bodies, donor, count, day))
    for year, month in months:
        chance = workshop.chance("people", year, month)
        for _ in range(workshop.pace(chance, given.private_months[month - 1], year)):
            day = agenda.some_day(chance, year, month)
            agenda.plan(day, partial(_person, workshop, chance.pick(given.private_mix), workshop.world.commune(chance)))


def _person(workshop: Workshop, category: str, place: str, day: date) -> None:
    workshop.take_in(category, Origin("person", place), day)


def _announce(
    workshop: Workshop,
    recycler: Recycler,
    bodies: Mapping[str, PublicBody],
    donor: Actor,
    count: int,
    planned: date,
    day: date,
) -> None:
    """A donor says what will come, and it comes some days later."""
    workshop.agenda.plan(max(planned, day), partial(_fleet, workshop, recycler, bodies, donor, count, day))


def _fleet(
    workshop: Workshop,
    recycler: Recycler,
    bodies: Mapping[str, PublicBody],
    donor: Actor,
    count: int,
    announced: date,
    day: date,
) -> None:
    """A fleet arrives: fetched at the donor's, received one by one, thanked for."""
    given = workshop.house.arrivals
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
    if donor.code in bodies:
        bodies[donor.code].give(workshop.code, machines, announced, day)
    elif donor.fleet != "none":
        retire(workshop, donor, machines, announced, day)
    if donor.elsewhere:
        leave_another_way(workshop, recycler, donor, count * donor.elsewhere // _PERCENT, announced, day)


def _tell(workshop: Workshop, donor: Actor, lines: Mapping[str, int], announced: date) -> None:
    workshop.note(
        DonationAnnounced,
        f"organisation:{donor.code}",
        announced,
        donor_kind=donor.donor_kind,
        donor=donor.code,
        lines=[{"category": category, "count": count} for category, count in lines.items()],
    )
