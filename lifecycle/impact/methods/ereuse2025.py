"""eReuse 2025 (devicehub-django): what a machine emits while it runs and sleeps, after the hours of its disk.

The rules are the owner's, two known defects included, each named as one: after a change of disk the reuse time may be
below zero, and hours that a disk had run before it was first seen are dropped from the total.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from lifecycle.impact.method import HOURS_IN_A_YEAR, Asked, Found, Method, claim
from lifecycle.impact.owner import OwnersValues, Unanswered
from lifecycle.impact.term import Term
from lifecycle.quantity import Estimate
from lifecycle.words import N_, say

OWNERS_GRID = "ES"
HOURS_OF: dict[str, int] = {"y": HOURS_IN_A_YEAR, "d": 24, "h": 1}
"""Letter of a disk's time -> hours."""


class Reading(NamedTuple):
    """What one snapshot of a machine said."""

    disk: str
    hours: int
    """Power-on hours of that disk."""


def power_on_hours(time: str) -> int:
    """The hours in a disk's own words: "1000d 12h". Raises ValueError where a word is no time."""
    total = 0
    for word in time.split():
        number, letter = word[:-1], word[-1:].lower()
        if letter not in HOURS_OF or not number.isdigit():
            raise ValueError(time)
        total += int(number) * HOURS_OF[letter]
    return total


def hours_asleep(running: Decimal, asleep_share: Decimal) -> int:
    """Hours asleep beside the running ones, where a machine sleeps for a share of its time; whole hours, cut off."""
    return int(running * asleep_share / (1 - asleep_share))


def electricity(running: Decimal, *, idle: Decimal, asleep: int, sleep: Decimal) -> Decimal:
    """kWh of so many hours running at ``idle`` kilowatts and asleep at ``sleep`` kilowatts."""
    return running * idle + asleep * sleep


def total_usage(readings: Sequence[Reading]) -> int:
    """Hours of use, oldest reading first. After a change of disk each disk counts from its first reading only.

    Defect of the owner's rule, kept: what the disks had run before is dropped.
    """
    runs = [[reading.hours for reading in run] for _disk, run in groupby(readings, key=lambda each: each.disk)]
    if len(runs) <= 1:
        return readings[-1].hours if readings else 0
    return sum(run[-1] - run[0] for run in runs)


def reuse_time(readings: Sequence[Reading]) -> int:
    """Hours between the first and the last reading.

    Defect of the owner's rule, kept: it does not see a change of disk, and may be below zero.
    """
    return readings[-1].hours - readings[0].hours if readings else 0


def _rule(asked: Asked, key: str, values: OwnersValues) -> Found:
    running = _running(asked, values)
    share, grid = values.needed("sleep_share"), values.needed("grid", OWNERS_GRID)
    idle, sleep = values.needed("idle", key), values.needed("sleep", key)
    hours = running.quantity.central
    asleep = hours_asleep(hours, share.central)
    kwh = electricity(hours, idle=idle.central, asleep=asleep, sleep=sleep.central)
    sleeping = claim(
        "hours_asleep",
        say("hours asleep beside them"),
        Decimal(asleep),
        "hour",
        formula=N_("hours × share asleep / (1 − share asleep), whole hours"),
        parts=(running, values.of(share)),
        main=False,
    )
    drawn = claim(
        "electricity",
        say("electricity drawn"),
        kwh,
        "kWh",
        formula=N_("hours × kW running + hours asleep × kW asleep"),
        parts=(running, values.of(idle), sleeping.term, values.of(sleep)),
        main=False,
    )
    emitted = claim(
        "use",
        say("emitted by use over the hours it ran"),
        kwh * grid.central,
        "kgCO2e",
        formula=N_("electricity drawn × electricity"),
        parts=(drawn.term, values.of(grid)),
        per="years",
    )
    on = claim("hours", say("hours running"), hours, "hour", parts=(running,), main=False)
    return Found((emitted, drawn, sleeping, on), (say("Every machine is taken to run in Spain, wherever it is."),))


def _running(asked: Asked, values: OwnersValues) -> Term:
    """The hours asked for, else those of the years asked for."""
    if asked.hours is not None:
        return Term(say("hours running"), Estimate.exact(asked.hours, "hour"))
    a_year, service = values.known("hours_a_year"), asked.service
    if service is None or a_year is None:
        raise Unanswered(say("it counts by hours that the disk ran: add --hours HOURS, or --years YEARS"))
    hours = service.quantity.central * a_year.central
    return Term(
        say("hours running"),
        Estimate(hours, None, None, "hour", a_year.sources),
        N_("years × hours a year"),
        (service, values.of(a_year)),
    )


METHOD = Method(
    id="ereuse2025",
    owner="eReuse / Pangea (devicehub-django, ereuse2025)",
    subject="use",
    question=N_("What does a machine emit while it runs and sleeps?"),
    boundary=N_(
        "Electricity over the power-on hours of its disk, and the hours asleep that go with them, on Spain's grid."
    ),
    leaves_out=N_(
        "Manufacture, disposal, refurbishing and any saving: at the commit read, they are on its owner's list of things"
        " to come. Whatever has no disk whose hours it reads. Known defects at that commit: a reuse time below zero"
        " after a change of disk, and hours dropped from the total."
    ),
    sources=("ereuse2025",),
    rule=_rule,
    tables=("idle",),
)
