"""The recycler: receives, weighs, takes apart, certifies; some certificates are late, missing or withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, TypeVar

from lifecycle.demonstration.cards import Actor, Treatment
from lifecycle.demonstration.chance import Chance
from lifecycle.demonstration.things import Load, Story
from lifecycle.demonstration.world import World
from lifecycle.events import (
    CertificateWithdrawn,
    Depolluted,
    Fact,
    LotReceived,
    LotRegrouped,
    SlipUpdated,
    TreatmentCertified,
)

F = TypeVar("F", bound=Fact)

_PERCENT = 100


class Recycler:
    """An authorised operator."""

    def __init__(self, world: World, card: Treatment) -> None:
        self.world = world
        self.code = card.code
        self.card = card
        self._waiting: dict[str, Load] = {}
        self._pallets = 0
        self._certificates = 0
        self._batches = 0

    def _note(self, kind: type[F], load: Load, day: date, **said: Any) -> F:
        return self.world.notebook.note(kind, load.subject, self.code, day, **said)

    def plan(self) -> None:
        """Pallets come straight from companies in some months."""
        for year, month in self.world.agenda.months():
            if month in self.card.pallet_months:
                chance = self.world.chance(self.code, "pallet", year, month)
                self.world.agenda.plan(self.world.agenda.some_day(chance, year, month), self._pallet)

    def _pallet(self, day: date) -> None:
        """A company brings screens."""
        chance = self.world.chance(self.code, "pallet", self._pallets + 1)
        count = chance.between(self.card.pallet_count.low, self.card.pallet_count.high)
        producer = self.world.setting.actor(chance.one_of(self.card.pallet_producers))
        self.take_pallet(producer, {self.card.pallet_category: count}, day)

    def take_pallet(self, producer: Actor, lines: Mapping[str, int], day: date) -> str:
        """The code of a lot without a past: nothing is known of the devices in it."""
        self._pallets += 1
        chance = self.world.chance(self.code, "load", self._pallets)
        heaviest = max(sorted(lines), key=lambda category: lines[category])
        waste_code = self.world.code_of_waste(heaviest, household=False, hazard=True)
        load = Load(f"{self.code}-P{self._pallets:03d}", waste_code)
        load.slip = f"BSD-{day.year}-P{self._pallets:03d}"
        for category, count in lines.items():
            load.add(count * self.world.default_g(category), weighed=False)
        load.net_g = load.on_a_scale(chance, self.card.scale_error)
        self._note(
            LotReceived,
            load,
            day,
            net=load.net_g,
            lines=[{"category": category, "count": count} for category, count in lines.items()],
            producer=producer.code,
            producer_kind=producer.donor_kind,
            public_origin=producer.donor_kind == "public_body",
            slip=load.slip,
            waste_code=load.waste_code,
            place=self.world.setting.actor(self.code).commune,
        )
        self._certify_later(load, day, chance)
        return load.code

    def receive(self, load: Load, day: date) -> None:
        """A lot arrives; what is no business of this recycler goes back."""
        chance = self.world.chance(self.code, "reception", load.code)
        refused: list[dict[str, Any]] = []
        if load.crate_refused:
            sender = load.code.partition("-")[0]
            refused = [{"line": 1, "reason": load.crate_refused, "taken_back_by": sender}]
            load.add(-load.crate_g, weighed=True)
        load.net_g = load.on_a_scale(chance, self.card.scale_error)
        back = load.crate_g if load.crate_refused else 0
        self._note(
            LotReceived,
            load,
            day,
            gross=load.net_g + back + self.card.pallet_g,
            tare=self.card.pallet_g,
            net=load.net_g,
            refused=refused,
            slip=load.slip,
            place=self.world.setting.actor(self.code).commune,
        )
        self._note(SlipUpdated, load, day, slip=load.slip, status="received")
        self.world.agenda.plan(self.world.agenda.after(day, 1), partial(self._depollute, load))
        self._what_becomes_of_it(load, day, chance)

    def _depollute(self, load: Load, day: date) -> None:
        self._note(Depolluted, load, day, components=self.card.components)

    def _what_becomes_of_it(self, load: Load, day: date, chance: Chance) -> None:
        load.story = load.story or self._mishap(load)
        if load.story == "missing":
            return
        if load.story == "waits":
            self._waiting[load.waste_code] = load
        elif load.waste_code in self._waiting:
            self._regroup(self._waiting.pop(load.waste_code), load, day, chance)
        else:
            self._certify_later(load, day, chance)

    def _mishap(self, load: Load) -> Story:
        """Some certificates come late, some never."""
        drawn = self.world.chance(self.code, "mishap", load.code).below(_PERCENT)
        if drawn < self.card.missing:
            return "missing"
        return "late" if drawn < self.card.missing + self.card.late else ""

    def _regroup(self, first: Load, second: Load, day: date, chance: Chance) -> None:
        """Two lots of one code are treated as one batch."""
        self._batches += 1
        batch = Load(f"{self.code}-G{self._batches:03d}", second.waste_code)
        batch.net_g = first.net_g + second.net_g
        depolluted = self.world.agenda.after(day, 1)
        later = self.world.agenda.after(depolluted, 1)
        parents = [{"lot": load.code} for load in (first, second)]

        def regroup(then: date) -> None:
            self._note(LotRegrouped, batch, then, parents=parents)
            self._certify_later(batch, then, chance, proof="batch_share")

        self.world.agenda.plan(later, regroup)

    # --- certificates ----------------------------------------------------------------------------

    def _certify_later(self, load: Load, received: date, chance: Chance, *, proof: str = "lot") -> None:
        """The certificate comes weeks after the treatment, and is known from the day it comes."""
        treated = self.world.agenda.after(
            received, chance.between(self.card.treated_days.low, self.card.treated_days.high)
        )
        late = load.story == "late"
        span = self.card.late_days if late else self.card.certified_days
        certified = self.world.agenda.after(received, chance.between(span.low, span.high))
        mass = load.net_g * (_PERCENT - self.card.late_lighter_percent) // _PERCENT if late else load.net_g
        self.world.agenda.plan(max(certified, treated), partial(self._certify, load, treated, mass, chance, proof))

    def _certify(self, load: Load, treated: date, mass: int, chance: Chance, proof: str, day: date) -> None:
        self._certificates += 1
        number = f"CT-{day.year}-{self._certificates:04d}"
        self.world.notebook.note(
            TreatmentCertified,
            load.subject,
            self.code,
            treated,
            known=day,
            certified_on=day,
            reference=number,
            fractions=self._fractions(mass, chance),
            proof="flux" if load.story == "flux" else proof,
        )
        if load.slip:
            self._note(SlipUpdated, load, day, slip=load.slip, status="processed")
        if load.story == "withdrawn":
            later = self.world.agenda.after(day, self.card.withdrawn_days)
            self.world.agenda.plan(later, self._withdraw(load, number))

    def _withdraw(self, load: Load, number: str) -> Callable[[date], None]:
        def withdraw(day: date) -> None:
            self._note(CertificateWithdrawn, load, day, certificate=number, reason="wrong_batch")

        return withdraw

    def _fractions(self, mass: int, chance: Chance) -> list[dict[str, Any]]:
        """Metals and plastics recycled, some burnt for its heat, the rest put away: to the gram."""
        recycled = mass * chance.between(self.card.recycled.low, self.card.recycled.high) // _PERCENT
        plastics = recycled * self.card.plastics // _PERCENT
        burnt = mass * chance.between(self.card.recovered.low, self.card.recovered.high) // _PERCENT
        return [
            {"grams": grams, "operation": operation, "mode": mode}
            for grams, operation, mode in (
                (recycled - plastics, "R 4", "recycling"),
                (plastics, "R 3", "recycling"),
                (burnt, "R 1", "energy_recovery"),
                (mass - recycled - burnt, "D 5", "disposal"),
            )
        ]
