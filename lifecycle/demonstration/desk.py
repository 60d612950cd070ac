"""The desk: hand-overs under the charter, and what follows them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from lifecycle.codes import ALPHABET
from lifecycle.demonstration.chance import Chance
from lifecycle.demonstration.things import Machine, hardware
from lifecycle.demonstration.workshop import Workshop
from lifecycle.events import (
    ContributionReceived,
    Corrected,
    Found,
    GivenBack,
    HandedOver,
    HardwareRead,
    Lost,
    PaperIssued,
    Received,
    Repaired,
    Returned,
    SameDevice,
    SubstitutionAnswered,
    SupportGiven,
    TakenIn,
    UseConfirmed,
)

_SIGNS = 6


class Desk:
    """Where people come for a machine, and come back with it."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.world = workshop.world
        self.card = workshop.house.desk
        self.after = self.card.after
        self.stories = workshop.house.stories

    def plan(self) -> None:
        """So many people a month, on its open days."""
        for year, month in self.workshop.agenda.months():
            chance = self.workshop.chance("desk", year, month)
            for _ in range(self.workshop.pace(chance, self.card.months[month - 1], year)):
                self.workshop.agenda.plan(self.workshop.agenda.some_day(chance, year, month), self.someone_comes)

    def someone_comes(self, day: date) -> None:
        """A person leaves with what is asked for, if anything of the kind is ready."""
        rank = self.workshop.rank("person")
        chance = self.workshop.chance("person", rank)
        offered = {category: weight for category, weight in self.card.asked.items() if self.workshop.ready[category]}
        if not offered:
            return
        machine = self.workshop.pick(chance.pick(offered))
        assert machine is not None
        person = "B-" + "".join(chance.one_of(ALPHABET) for _ in range(_SIGNS))
        kind = "person_in_precarity" if chance.percent(self.after.in_precarity) else "person"
        place = self.world.commune(chance)
        self.hand_over(machine, day, terms="sale", recipient=person, recipient_kind=kind, place=place)
        along = self.workshop.pick(self.card.goes_with.get(machine.category, ""))
        if along is not None:
            said = {"terms": "sale", "recipient": person, "recipient_kind": kind, "place": place}
            self.hand_over(along, day, handover=machine.handover, **said)
        if self.card.sheets and chance.percent(self.card.sheets):
            number = f"FR-{machine.handover}"
            self.workshop.note(PaperIssued, machine.subject, day, paper="hand_over_sheet", number=number)
        self._contribution(machine, day, chance)
        self._what_follows(machine, day, chance)

    def hand_over(self, machine: Machine, day: date, *, handover: str = "", **said: Any) -> None:
        """It goes into use; a person signs the charter."""
        machine.where = "use"
        machine.handover = handover or f"{self.workshop.code}-R{self.workshop.rank('hand-over'):05d}"
        machine.recipient, machine.recipient_kind = said["recipient"], said["recipient_kind"]
        machine.used_at = said["place"]
        if machine.recipient_kind in {"person", "person_in_precarity"}:
            said["charter_version"] = self.card.charter_on(day)
        if machine.disk is not None:
            machine.disk.clean = False  # from now on it holds someone's data
        self.workshop.note(HandedOver, machine.subject, day, handover_id=machine.handover, **said)

    def _contribution(self, machine: Machine, day: date, chance: Chance) -> None:
        if chance.percent(self.after.exempt):
            return
        said = {"handover_id": machine.handover, "cents": self.after.contribution_cents}
        self.workshop.note(ContributionReceived, machine.subject, day, **said)
        if self.workshop.rank("contribution") in self.stories.paid_twice:
            again = self.workshop.note(ContributionReceived, machine.subject, day, **said)
            later = self.workshop.agenda.after(day, self.world.setting.batch_days)
            self.workshop.agenda.plan(later, partial(self._void, again.event_id))

    def _void(self, event_id: str, day: date) -> None:
        """A contribution was typed twice: the second never was."""
        self.workshop.note(Corrected, f"organisation:{self.workshop.code}", day, voids=[event_id], reason="duplicate")

    # --- what follows ----------------------------------------------------------------------------

    def _what_follows(self, machine: Machine, day: date, chance: Chance) -> None:
        after = self.after
        if chance.percent(after.substitution_asked):
            answer = chance.pick(after.substitution)
            self.workshop.note(SubstitutionAnswered, machine.subject, day, handover_id=machine.handover, answer=answer)
        if self.workshop.rank("served") in self.stories.stolen:
            self._later(machine, day, self.stories.stolen_after_days, self._stolen)
            return
        for share, span, action in (
            (after.support, after.support_days, self._support),
            (after.after_sales, after.after_sales_days, self._after_sales),
            (after.returned, after.returned_days, self._returned),
            (after.confirmed, after.confirmed_days, self._confirmed),
        ):
            if chance.percent(share):
                self._later(machine, day, chance.between(span.low, span.high), action)

    def _later(self, machine: Machine, day: date, days: int, action: Any) -> None:
        """Plan something for a machine in use; it does not happen if it is no longer in that use."""
        handover = machine.handover

        def happen(then: date) -> None:
            if machine.where == "use" and machine.handover == handover:
                action(machine, then, self.workshop.chance(action.__name__, machine.code, then))

        self.workshop.agenda.plan(self.workshop.agenda.after(day, days), happen)

    def _support(self, machine: Machine, day: date, chance: Chance) -> None:
        minutes = chance.between(self.after.support_minutes.low, self.after.support_minutes.high)
        channel = chance.one_of(("visit", "phone", "desk", "remote"))
        self.workshop.note(
            SupportGiven, machine.subject, day, handover_id=machine.handover, minutes=minutes, channel=channel
        )

    def _confirmed(self, machine: Machine, day: date, chance: Chance) -> None:
        self.workshop.note(UseConfirmed, machine.subject, day, channel=chance.one_of(("phone", "message", "desk")))
        if self.after.confirmed_again and chance.percent(self.after.confirmed_again):
            span = self.after.confirmed_days
            self._later(machine, day, chance.between(span.low, span.high), self._confirmed)

    def _returned(self, machine: Machine, day: date, chance: Chance) -> None:
        if machine.read and self.workshop.rank("returned") in self.stories.label_lost:
            self._come_back_unlabelled(machine, day, chance)
            return
        self._come_back(machine, day, chance.pick(self.after.return_reasons), chance)

    def _come_back(self, machine: Machine, day: date, reason: str, chance: Chance) -> None:
        self.workshop.note(Returned, machine.subject, day, reason=reason)
        machine.sound = chance.percent(self.after.returned_sound)
        self.workshop.wait(machine)

    def _come_back_unlabelled(self, machine: Machine, day: date, chance: Chance) -> None:
        """Its label is gone and it gets another; days later its serial shows which machine it is."""
        machine.where = "bench"
        other = self.world.code(self.workshop.code, f"second label of {machine.code} on {day}")
        self.workshop.note(
            Received,
            f"device:{other}",
            day,
            category=machine.category,
            legal=machine.legal,
            donor_kind="person",
            place=machine.used_at,
        )
        self.workshop.note(HardwareRead, f"device:{other}", day, **hardware(machine, serial=machine.serial))

        def recognise(then: date) -> None:
            self.workshop.note(SameDevice, machine.subject, then, same_as=other)
            machine.sound = chance.percent(self.after.returned_sound)
            self.workshop.wait(machine)

        later = self.workshop.agenda.after(day, self.stories.label_found_days)
        self.workshop.agenda.plan(later, recognise)

    def _after_sales(self, machine: Machine, day: date, chance: Chance) -> None:
        fault = chance.pick(self.workshop.house.bench.defects[machine.category])
        machine.where = "support"
        self.workshop.note(TakenIn, machine.subject, day, fault=fault)
        swapped = chance.percent(self.after.swapped)
        later = self.workshop.agenda.after(day, chance.between(self.after.mended_days.low, self.after.mended_days.high))
        self.workshop.agenda.plan(later, partial(self._swap if swapped else self._mend, machine, fault))

    def _mend(self, machine: Machine, fault: str, day: date) -> None:
        span = self.workshop.house.bench.repair_minutes
        minutes = self.workshop.chance("mended", machine.code, day).between(span.low, span.high)
        self.workshop.note(Repaired, machine.subject, day, fault=fault, minutes=minutes)
        self.workshop.note(GivenBack, machine.subject, day)
        machine.where = "use"

    def _swap(self, machine: Machine, fault: str, day: date) -> None:
        """Another machine for this one, which comes back; mended where none is ready."""
        other = self.workshop.pick(machine.category)
        if other is None:
            self._mend(machine, fault, day)
            return
        who = {"recipient": machine.recipient, "recipient_kind": machine.recipient_kind, "place": machine.used_at}
        self.hand_over(other, day, terms="gift", replaces=machine.code, **who)
        machine.sound = False
        self.workshop.wait(machine)

    def _stolen(self, machine: Machine, day: date, _chance: Chance) -> None:
        machine.where = "lost"
        self.workshop.note(Lost, machine.subject, day, reason="stolen")
        again = self.workshop.agenda.after(day, self.stories.recovered_after_days)
        self.workshop.agenda.plan(again, partial(self._recovered, machine))

    def _recovered(self, machine: Machine, day: date) -> None:
        self.workshop.note(Found, machine.subject, day, where="holder")
        machine.where = "use"

    def end_loan(self, machine: Machine, day: date) -> None:
        """A loan comes back, and works as it did."""
        self.workshop.note(Returned, machine.subject, day, reason="loan_ended")
        machine.sound = True
        self.workshop.wait(machine)
