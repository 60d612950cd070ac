"""The bench: read, weigh, sort; wipe and mend what is sound, take apart what is not."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from lifecycle.demonstration.cards import PartKind
from lifecycle.demonstration.chance import Chance
from lifecycle.demonstration.things import Disk, LoosePart, Machine, hardware
from lifecycle.demonstration.workshop import Workshop
from lifecycle.events import (
    Corrected,
    DataSanitised,
    DifferentDevices,
    HardwareRead,
    MadeReady,
    MediaAbsent,
    MediaDestroyed,
    PartInstalled,
    PartRemoved,
    Relabelled,
    Repaired,
    SoftwareInstalled,
    Tested,
    Triaged,
    WasteEnded,
    Weighed,
)

_CHECKS = {
    "laptop": ("screen", "keyboard", "battery", "wifi"),
    "desktop": ("screen", "ports", "network"),
}


class Bench:
    """Where a workshop's volunteers work."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.world = workshop.world
        self.card = workshop.house.bench
        self.stories = workshop.house.stories
        self._last_read: Machine | None = None
        self._wrong_scales = list(self.stories.wrong_scale_from)

    def plan(self) -> None:
        """Let some machines be taken up each open day."""
        agenda = self.workshop.agenda
        for year, month in agenda.months():
            for day in agenda.open_days(year, month):
                agenda.plan(day, self._work)

    def _work(self, day: date) -> None:
        enough = len(self.workshop.queue) >= self.stories.wrong_scale_machines
        if enough and self._wrong_scales and day >= self._wrong_scales[0]:
            self._wrong_scales.pop(0)
            self._wrong_scale(day)
            return
        chance = self.workshop.chance("bench", day)
        enough_hands = chance.between(self.card.a_day.low, self.card.a_day.high)
        for _ in range(self.workshop.pace(chance, enough_hands, day.year)):
            if self.workshop.queue:
                self._take_up(self.workshop.queue.popleft(), day)

    def _take_up(self, machine: Machine, day: date) -> None:
        """A machine is looked at; what can be done with it follows."""
        machine.where = "bench"
        chance = self.workshop.chance("on the bench", machine.code, day)
        if (
            machine.model.cpu is not None
            and not machine.read
            and (machine.sound or chance.percent(self.card.read_dead))
        ):
            self._read(machine, day)
        if not machine.weighed and chance.percent(self.card.weighed):
            self._weigh(machine, day)
        if machine.category in _CHECKS and self.card.tested_first and chance.percent(self.card.tested_first):
            self._test_first(machine, day, chance)
        if self.workshop.rank("taken up") in self.stories.relabelled:
            label = self.world.code(self.workshop.code, f"new label of {machine.code}")
            self.workshop.note(Relabelled, machine.subject, day, new_code=label)
        if machine.sound:
            self._mend(machine, day, chance)
        else:
            self._give_up(machine, day, chance)

    def _test_first(self, machine: Machine, day: date, chance: Chance) -> None:
        """What works when it arrives: of what is beyond repair, something does not."""
        functions = _CHECKS[machine.category]
        broken = None if machine.sound else chance.one_of(functions)
        checks = [{"check": one, "result": "fail" if one == broken else "pass"} for one in functions]
        self.workshop.note(Tested, machine.subject, day, checks=checks)

    def _read(self, machine: Machine, day: date) -> None:
        machine.read = True
        twin, self._last_read = self._last_read, machine
        if twin is not None and self.workshop.rank("reading") in self.stories.same_serial:
            # Two machines, one serial: their maker wrote it twice. A person looks at both and says so.
            self.workshop.note(HardwareRead, machine.subject, day, **hardware(machine, serial=twin.serial))
            later = self.workshop.agenda.after(day, 1)
            self.workshop.agenda.plan(later, partial(self._tell_apart, machine, twin))
        else:
            self.workshop.note(HardwareRead, machine.subject, day, **hardware(machine, serial=machine.serial))

    def _tell_apart(self, machine: Machine, twin: Machine, day: date) -> None:
        self.workshop.note(DifferentDevices, machine.subject, day, different_from=twin.code)

    def _weigh(self, machine: Machine, day: date, wrong_g: int = 0) -> Weighed:
        grams = self._on_the_scale(machine) + wrong_g
        # Typed in grams as if it were milligrams: kept, not used, and so it is as if nobody had weighed it.
        machine.weighed = self.workshop.rank("weighing") not in self.stories.mistyped
        if not machine.weighed:
            grams *= self.stories.mistyped_times
        return self.workshop.note(Weighed, machine.subject, day, grams=grams)

    def _on_the_scale(self, machine: Machine) -> int:
        step = self.card.weighed_to_g
        return max(1, (machine.true_g + step // 2) // step) * step

    def _wrong_scale(self, day: date) -> None:
        """A day at the scale that nobody had set to zero; weeks later the masses are corrected."""
        wrong, masses = [], {}
        for _ in range(self.stories.wrong_scale_machines):
            machine = self.workshop.queue.popleft()
            wrong.append(self._weigh(machine, day, self.stories.wrong_scale_g))
            masses[machine.subject] = self._on_the_scale(machine)
            self.workshop.agenda.plan(day + timedelta(days=1), partial(self._take_up, machine))
        later = self.workshop.agenda.after(day, self.stories.corrected_after)
        self.workshop.agenda.plan(later, partial(self._correct, wrong, masses, day))

    def _correct(self, wrong: list[Weighed], masses: dict[str, int], weighed_on: date, day: date) -> None:
        right = [
            self.workshop.note(Weighed, subject, weighed_on, known=day, grams=grams)
            for subject, grams in masses.items()
        ]
        self.workshop.note(
            Corrected,
            f"organisation:{self.workshop.code}",
            day,
            voids=[fact.event_id for fact in wrong],
            replacements=[fact.event_id for fact in right],
            reason="scale_error",
        )

    # --- what is sound ---------------------------------------------------------------------------

    def _mend(self, machine: Machine, day: date, chance: Chance) -> None:
        defect = chance.pick(self.card.defects[machine.category]) if chance.percent(self.card.repaired) else None
        if defect or chance.percent(self.card.triage_noted):
            defects = [] if defect is None else [defect]
            self.workshop.note(Triaged, machine.subject, day, verdict="refurbish", defects=defects)
        self._make_fit(machine, day, chance, failing=defect == self.card.disk_defect)
        ready = self.card.days_to_ready
        later = self.workshop.agenda.after(day, chance.between(ready.low, ready.high))
        self.workshop.agenda.plan(later, partial(self._finish, machine, defect))

    def _make_fit(self, machine: Machine, day: date, chance: Chance, *, failing: bool) -> None:
        """Nobody's data leave the house: wiped, destroyed, or stated to be absent."""
        category = self.world.reference.category(machine.category)
        if category is None or not category.bears_data:
            return
        if machine.category == "laptop" and self.workshop.rank("laptop") in self.stories.unwiped_machines:
            return
        if machine.model.media_kind is None:
            self.workshop.note(MediaAbsent, machine.subject, day)
            return
        if machine.disk is not None and (failing or chance.percent(self.card.wipe_fails)):
            self._wipe(machine, day, verdict="fail")
            self._destroy(machine, day, chance)
        if machine.disk is None:
            self._new_disk(machine, day, chance)
        elif not machine.disk.clean:
            self._wipe(machine, day, verdict="pass")

    def _wipe(self, machine: Machine, day: date, *, verdict: str) -> None:
        disk = machine.disk
        assert disk is not None
        way = self.card.wiping[disk.kind]
        disk.clean = verdict == "pass"
        self.workshop.note(
            DataSanitised,
            machine.subject,
            day,
            medium=disk.name,
            method=way.method,
            standard=self.card.standard_on(day),
            tool=way.tool,
            verdict=verdict,
        )

    def _destroy(self, machine: Machine, day: date, chance: Chance) -> None:
        disk = machine.disk
        assert disk is not None
        span = self.card.disk_grams[disk.kind]
        kind = "hdd" if disk.kind == "hdd" else "ssd"
        remains = self.workshop.new_part(kind, chance.between(span.low, span.high), machine.category)
        self.workshop.note(
            MediaDestroyed,
            machine.subject,
            day,
            medium=disk.name,
            part=remains.code,
            part_kind=kind,
            grams=remains.grams,
        )
        machine.true_g -= remains.grams
        machine.disk = None
        self.workshop.throw(remains, self.workshop.house.waste.component_code)

    def _new_disk(self, machine: Machine, day: date, chance: Chance) -> None:
        kind = self.card.new_disk
        span = self.card.disk_grams[kind]
        part = self.workshop.new_part(kind, chance.between(span.low, span.high), machine.category)
        machine.disk = Disk(f"{kind.upper()}-{part.code}", kind, machine.model.media_gb, clean=True)
        machine.true_g += part.grams
        self.workshop.note(
            PartInstalled,
            machine.subject,
            day,
            part=part.code,
            new=True,
            part_kind=kind,
            grams=part.grams,
            medium=machine.disk.name,
        )

    def _finish(self, machine: Machine, defect: str | None, day: date) -> None:
        chance = self.workshop.chance("finish", machine.code, day)
        note = self.workshop.note
        if defect is not None:
            self._fit_part(machine, defect, day, chance)
            minutes = chance.between(self.card.repair_minutes.low, self.card.repair_minutes.high)
            note(Repaired, machine.subject, day, fault=defect, minutes=minutes)
        if machine.category in _CHECKS and chance.percent(self.card.tested):
            checks = [{"check": check, "result": "pass"} for check in _CHECKS[machine.category]]
            note(Tested, machine.subject, day, checks=checks)
        if machine.model.cpu is not None and chance.percent(self.card.software):
            name, version = self.card.software_name, self.card.software_version
            note(SoftwareInstalled, machine.subject, day, system=name, version=version, free=True)
        if machine.read and self.card.read_again and chance.percent(self.card.read_again):
            note(HardwareRead, machine.subject, day, **hardware(machine, serial=machine.serial))
        if machine.legal == "WASTE":
            machine.legal = "ENDED_WASTE"
            number = f"SSD-{self.workshop.rank('end of waste'):03d}"
            note(WasteEnded, machine.subject, day, checks="full_test", attestation=number, contract=f"CT-{number}")
        note(MadeReady, machine.subject, day, grade=chance.pick(self.card.grades), checklist="atelier")
        self.workshop.make_ready(machine)

    def _fit_part(self, machine: Machine, defect: str, day: date, chance: Chance) -> None:
        """A harvested part takes the place of the worn one, where the shelf has one."""
        wanted = next((kind for kind in self.card.part if kind.mends == defect), None)
        fitting = self.workshop.shelf[wanted.kind, machine.category] if wanted else None
        if wanted is None or not fitting or not chance.percent(self.card.part_fitted):
            return
        part = fitting.popleft()
        if wanted.waste_code is not None:
            worn = self._take_out(machine, wanted, part.grams, day)
            if machine.legal == "WASTE":
                self.workshop.throw(worn, wanted.waste_code)  # it is waste already, as its machine still is
            else:
                self.workshop.discard(worn, day, wanted.waste_code, reason="worn")
        machine.true_g += part.grams
        self.workshop.note(PartInstalled, machine.subject, day, part=part.code)

    # --- what is not -----------------------------------------------------------------------------

    def _give_up(self, machine: Machine, day: date, chance: Chance) -> None:
        """Parts that still work go to the shelf, the disk is wiped or destroyed, the rest is waste."""
        kinds = [kind for kind in self.card.part if machine.category in kind.from_categories]
        for_parts = bool(kinds) and chance.percent(self.card.dead_for_parts)
        verdict = "parts" if for_parts else "recycle"
        defects = [chance.pick(self.card.defects[machine.category])]
        self.workshop.note(Triaged, machine.subject, day, verdict=verdict, defects=defects)
        if machine.disk is None:
            category = self.world.reference.category(machine.category)
            if category is not None and category.bears_data:
                self.workshop.note(MediaAbsent, machine.subject, day)
        elif chance.percent(self.card.donor_wiped):
            self._wipe(machine, day, verdict="pass")
        else:
            self._destroy(machine, day, chance)
        if for_parts:
            wanted = chance.between(self.card.harvested.low, self.card.harvested.high)
            for kind in chance.shuffled(kinds)[:wanted]:
                if kind.mends not in defects:
                    grams = chance.between(kind.grams.low, kind.grams.high)
                    part = self._take_out(machine, kind, grams, day)
                    self.workshop.shelf[part.kind, part.host_category].append(part)
        waste_code = self.world.waste_code(machine, self.workshop.house.waste.hazardous)
        self.workshop.discard(machine, day, waste_code, reason="beyond_repair")

    def _take_out(self, machine: Machine, kind: PartKind, grams: int, day: date) -> LoosePart:
        part = self.workshop.new_part(kind.kind, grams, machine.category)
        machine.true_g -= grams
        self.workshop.note(PartRemoved, machine.subject, day, part=part.code, part_kind=kind.kind, grams=grams)
        return part
