"""Who takes part, and what an association does besides machines: courses, grants, counts of its shelves."""

from __future__ import annotations

from datetime import date, timedelta

from lifecycle.demonstration.workshop import Workshop
from lifecycle.demonstration.world import World
from lifecycle.events import (
    AuthorisationGranted,
    Found,
    GrantAwarded,
    Lost,
    OrganisationRegistered,
    StockCounted,
    TrainingHeld,
)

_PERCENT = 100


def register_all(world: World) -> None:
    """Everyone is told to the ledger before anything happens; the recycler shows its deed."""
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
    deed = setting.treatment
    world.notebook.note(
        AuthorisationGranted,
        f"organisation:{setting.waste.recycler}",
        setting.keeper,
        day,
        activity="treatment",
        reference=deed.reference,
        valid_from=deed.valid_from,
        valid_to=deed.valid_to,
        seen="seen",
    )


class Office:
    """The desk nobody sees."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.world = workshop.world
        self.card = workshop.world.setting.association
        self.stories = workshop.world.setting.stories

    def plan(self) -> None:
        """Courses and counts in their months, grants on their days."""
        for year, month in self.world.agenda.months():
            days = self.world.agenda.open_days(year, month)
            if month in self.card.course_months:
                self.world.agenda.plan(days[-1], self._course)
            if month in self.card.counted_months:
                self.world.agenda.plan(days[-1], self._count_last)
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

    def _course(self, day: date) -> None:
        people = self.workshop.chance("course", day).between(self.card.people.low, self.card.people.high)
        self.workshop.note(
            TrainingHeld,
            f"organisation:{self.workshop.code}",
            day,
            course=self.card.course,
            sessions=self.card.sessions,
            minutes=self.card.minutes,
            people=people,
            price_cents=self.card.price_cents,
            funder=self.card.funder,
            funded_cents=people * self.card.price_cents * self.card.funded_percent // _PERCENT,
        )

    def _count_last(self, day: date) -> None:
        """The shelves are counted in the evening, after all else that day."""
        self.world.agenda.plan(day, self._count)

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

        self.world.agenda.plan(day + timedelta(days=self.stories.found_after_days), turn_up)
