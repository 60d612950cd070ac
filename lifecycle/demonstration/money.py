"""Who takes part, and what an association does besides machines: courses, grants, counts of its shelves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from lifecycle.demonstration.agenda import Agenda
from lifecycle.demonstration.cards import Course, Declared, Deed
from lifecycle.demonstration.workshop import Workshop
from lifecycle.demonstration.world import World
from lifecycle.events import (
    AuthorisationGranted,
    AuthorisationWithdrawn,
    FactorDeclared,
    Found,
    GrantAwarded,
    Lost,
    OrganisationRegistered,
    StockCounted,
    TrainingHeld,
)

_PERCENT = 100


def register_all(world: World) -> None:
    """Everyone is told to the ledger before anything happens; each recycler shows its deeds as it gets them."""
    setting, day = world.setting, world.setting.first_day
    for actor in setting.organisation:
        world.notebook.note(
            OrganisationRegistered,
            f"organisation:{actor.code}",
            setting.keeper,
            day,
            name=actor.name,
            roles=actor.roles,
            commune=actor.commune,
        )
    for recycler in setting.recycler:
        _authorise(world, f"organisation:{recycler.code}", recycler.deed)


def _authorise(world: World, subject: str, deeds: Sequence[Deed]) -> None:
    setting = world.setting
    for deed in deeds:
        world.notebook.note(
            AuthorisationGranted,
            subject,
            setting.keeper,
            max(deed.valid_from, setting.first_day),
            activity="treatment",
            reference=deed.reference,
            valid_from=deed.valid_from,
            valid_to=deed.valid_to,
            seen="seen",
        )
        if deed.void_from is not None and deed.void_known is not None:
            world.notebook.note(
                AuthorisationWithdrawn,
                subject,
                setting.keeper,
                deed.void_known,
                reference=deed.reference,
                void_from=deed.void_from,
                reason="annulled_by_court",
            )


class Lessons:
    """A course that an organisation gives in some months, half of it paid by a fund."""

    def __init__(self, world: World, code: str, card: Course, agenda: Agenda) -> None:
        self.world, self.code, self.card, self.agenda = world, code, card, agenda

    def plan(self, year: int, month: int) -> None:
        """Held on the last open day of its months."""
        if month in self.card.course_months:
            self.agenda.plan(self.agenda.open_days(year, month)[-1], self._hold)

    def _hold(self, day: date) -> None:
        card = self.card
        people = self.world.chance(self.code, card.course, day).between(card.people.low, card.people.high)
        self.world.notebook.note(
            TrainingHeld,
            f"organisation:{self.code}",
            self.code,
            day,
            course=card.course,
            sessions=card.sessions,
            minutes=card.minutes,
            people=people,
            price_cents=card.price_cents,
            funder=card.funder,
            funded_cents=people * card.price_cents * card.funded_percent // _PERCENT,
        )


class Office:
    """The desk nobody sees."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.world = workshop.world
        self.card = workshop.house.association
        self.stories = workshop.house.stories

    def plan(self) -> None:
        """Courses and counts in their months, grants and declared values on their days."""
        agenda, lesson = self.workshop.agenda, self.card.lesson
        for year, month in agenda.months():
            if lesson is not None:
                Lessons(self.world, self.workshop.code, lesson, agenda).plan(year, month)
            if month in self.card.counted_months:
                agenda.plan(agenda.open_days(year, month)[-1], self._count_last)
        for declared in self.card.declared:
            agenda.plan(declared.on, partial(self._declare, declared))
        for grant in self.card.grant:
            said = grant.model_dump(exclude={"by", "cents"})
            self.world.notebook.note(
                GrantAwarded,
                f"organisation:{grant.by}",
                grant.by,
                grant.agreement_on,
                beneficiary=self.workshop.code,
                amount_cents=grant.cents,
                **said,
            )

    def _declare(self, declared: Declared, day: date) -> None:
        """A value of its own, from what it sees itself."""
        said = declared.model_dump(exclude={"on"})
        self.workshop.note(FactorDeclared, f"organisation:{self.workshop.code}", day, **said)

    def _count_last(self, day: date) -> None:
        """The shelves are counted in the evening, after all else that day."""
        self.workshop.agenda.plan(day, self._count)

    def _count(self, day: date) -> None:
        if day.month == self.stories.missing_at_count:
            self._something_is_missing(day)
        counts = [{"category": category, "count": count} for category, count in sorted(self.workshop.held().items())]
        self.workshop.note(StockCounted, f"organisation:{self.workshop.code}", day, counts=counts, site="atelier")

    def _something_is_missing(self, day: date) -> None:
        fullest = max(self.workshop.ready.values(), key=len, default=None)
        if not fullest:
            return  # nothing was on the shelf: nothing can be missing from it
        machine = fullest.pop()
        machine.where = "lost"
        self.workshop.note(Lost, machine.subject, day, reason="missing_at_count")

        def turn_up(then: date) -> None:
            self.workshop.note(Found, machine.subject, then, where="stock")
            self.workshop.make_ready(machine)

        self.workshop.agenda.plan(day + timedelta(days=self.stories.found_after_days), turn_up)
