"""What is told on purpose: a crate for a school, loans, a sale to another association, waste prepared for re-use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from lifecycle.demonstration.desk import Desk
from lifecycle.demonstration.things import Machine, Origin
from lifecycle.demonstration.workshop import Workshop
from lifecycle.events import HandedOver, LotOpened, Received, Transferred


class Tales:
    """Stories of one association, each on its day."""

    def __init__(self, workshop: Workshop, desk: Desk, desks: Mapping[str, Desk]) -> None:
        self.workshop, self.desk = workshop, desk
        self.desks = desks
        self.world = workshop.world
        self.stories = workshop.house.stories

    def plan(self) -> None:
        """Each on its day."""
        plan = self.workshop.agenda.plan
        for day in self.stories.crate_days:
            plan(day, self._crate)
        for rank, day in enumerate(self.stories.sold_days):
            taker = self.stories.sold_to[rank % len(self.stories.sold_to)]
            plan(day, partial(self._sale, self.desks[taker]))
        for day in self.stories.ended_waste_days:
            plan(day, self._waste_comes_in)
        for day in self.stories.school_days:
            plan(day, self._school)
        for day in self.stories.loan_days:
            plan(day, self._loan)

    def _crate(self, day: date) -> None:
        """A crate of keyboards, labelled by nobody, is given to a school as it is."""
        donor = self.world.setting.actor(self.stories.crate_donor)
        school = self.world.setting.actor(self.stories.school)
        subject = f"lot:{self.workshop.code}-C{self.workshop.rank('crate'):03d}"
        line = {
            "category": self.workshop.house.waste.crate_category,
            "count": self.stories.crate_count,
            "grams": self.stories.crate_g,
            "weighed": True,
        }
        self.workshop.note(
            LotOpened,
            subject,
            day,
            legal="PRODUCT",
            lines=[line],
            donor_kind=donor.donor_kind,
            donor=donor.code,
            public_origin=donor.donor_kind == "public_body",
            place=donor.commune,
        )

        def give(then: date) -> None:
            said = {"terms": "gift", "recipient": school.code, "recipient_kind": "school", "place": school.commune}
            self.workshop.note(HandedOver, subject, then, handover_id=f"{subject.partition(':')[2]}-R", **said)

        self.workshop.agenda.plan(day + timedelta(days=1), give)

    def _school(self, day: date) -> None:
        school = self.world.setting.actor(self.stories.school)
        for machine in self._some(self.stories.school_category, self.stories.school_count):
            said = {"terms": "gift", "recipient": school.code, "recipient_kind": "school", "place": school.commune}
            self.desk.hand_over(machine, day, **said)

    def _loan(self, day: date) -> None:
        borrower = self.world.setting.actor(self.stories.borrower)
        due = self.workshop.agenda.after(day, self.stories.loan_length)
        for machine in self._some("laptop", self.stories.loan_count):
            self.desk.hand_over(
                machine,
                day,
                terms="loan",
                due_back=due,
                recipient=borrower.code,
                recipient_kind="association",
                place=borrower.commune,
            )
            self.workshop.agenda.plan(due, partial(self.desk.end_loan, machine))

    def _some(self, category: str, count: int) -> list[Machine]:
        return [machine for _ in range(count) if (machine := self.workshop.pick(category)) is not None]

    def _sale(self, taker_desk: Desk, day: date) -> None:
        """Another association takes machines; of some it tells what became of them."""
        taker = taker_desk.workshop
        sold = self._some(self.stories.sold_category, self.stories.sold_count)
        for machine in sold:
            machine.where = "gone"
            said = {"to": taker.code, "price_cents": self.stories.sold_cents, "place": taker.actor.commune}
            self.workshop.note(Transferred, machine.subject, day, **said)
        later = taker.agenda.after(day, 1)
        taker.agenda.plan(later, partial(self._taken_up, taker_desk, sold[: self.stories.taken_up]))

    def _taken_up(self, taker_desk: Desk, machines: list[Machine], day: date) -> None:
        taker = taker_desk.workshop
        for machine in machines:
            taker.note(
                Received,
                machine.subject,
                day,
                category=machine.category,
                legal=machine.legal,
                donor_kind=machine.origin.donor_kind,
                donor=machine.origin.donor,
                public_origin=machine.origin.public,
                place=taker.actor.commune,
            )
            taker.hold(machine)
            taker.make_ready(machine)
            span = self.stories.taken_up_days
            days = taker.chance("taken up", machine.code).between(span.low, span.high)
            taker.agenda.plan(taker.agenda.after(day, days), taker_desk.someone_comes)

    def _waste_comes_in(self, day: date) -> None:
        """Waste of households, taken in to be prepared for re-use."""
        category = self.stories.ended_waste_category
        hazard = category in self.workshop.house.waste.hazardous
        waste_code = self.world.code_of_waste(category, household=True, hazard=hazard)
        for rank in range(self.stories.ended_waste_count):
            place = self.world.commune(self.workshop.chance("waste comes in", day, rank))
            origin = Origin("person", place)
            machine = self.workshop.take_in(category, origin, day, legal="WASTE", waste_code=waste_code)
            machine.sound = True
