"""The bench: read, weigh, sort; wipe and mend what is sound, take apart what is not."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from lifecycle.demonstration.cards import PartKind
from lifecycle.demonstration.chance import Chance
from lifecycle.demonstration.things import Disk, LoosePart, Machine
from lifecycle.demonstration.workshop import Workshop
from lifecycle.events import (
    Corrected,
    DataSanitised,
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

_GIGA = 10**9
_GIBI = 2**30
_CHECKS = {"laptop": ("screen", "keyboard", "battery", "wifi"), "desktop": ("screen", "ports", "network")}


class Bench:
    """Where a workshop's volunteers work."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.world = workshop.world
        self.card = workshop.world.setting.bench
        self.stories = workshop.world.setting.stories
        self._scale_was_wrong = False

    def plan(self) -> None:
        """Let some machines be taken up each open day."""
        agenda = self.world.agenda
        for year, month in agenda.months():
            for day in agenda.open_days(year, month):
                agenda.plan(day, self._work)

    def _work(self, day: date) -> None:
        enough = len(self.workshop.queue) >= self.stories.wrong_scale_machines
        if day >= self.stories.wrong_scale_from and enough and not self._scale_was_wrong:
            self._wrong_scale(day)
            return
        chance = self.workshop.chance("bench", day)
        for _ in range(chance.between(self.card.a_day.low, self.card.a_day.high)):
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
        if self.workshop.rank("taken up") == self.stories.relabelled:
            label = self.world.code(self.workshop.code, f"new label of {machine.code}")
            self.workshop.note(Relabelled, machine.subject, day, new_code=label)
        if machine.sound:
            self._mend(machine, day, chance)
        else:
            self._give_up(machine, day, chance)

    def _read(self, machine: Machine, day: date) -> None:
        machine.read = True
        model, disk = machine.model, machine.disk
        said = [] if disk is None else [_medium(disk)]
        self.workshop.note(
            HardwareRead,
            machine.subject,
            day,
            reader="lshw",
            manufacturer=model.maker,
            model=model.name,
            serial_number=machine.serial,
            chassis="notebook" if machine.category == "laptop" else "desktop",
            memory_bytes=(model.memory_gib or 0) * _GIBI,
            cpu=model.cpu,
            media=said,
        )

    def _weigh(self, machine: Machine, day: date, wrong_g: int = 0) -> Weighed:
        machine.weighed = True
        return self.workshop.note(Weighed, machine.subject, day, grams=self._on_the_scale(machine) + wrong_g)

    def _on_the_scale(self, machine: Machine) -> int:
        step = self.card.weighed_to_g
        return max(1, (machine.true_g + step // 2) // step) * step

    def _wrong_scale(self, day: date) -> None:
        """A day at the scale that nobody had set to zero; weeks later the masses are corrected."""
        self._scale_was_wrong = True
        wrong, masses = [], {}
        for _ in range(self.stories.wrong_scale_machines):
            machine = self.workshop.queue.popleft()
            wrong.append(self._weigh(machine, day, self.stories.wrong_scale_g))
            masses[machine.subject] = self._on_the_scale(machine)
            self.world.agenda.plan(day + timedelta(days=1), partial(self._take_up, machine))
        later = self.world.agenda.after(day, self.stories.corrected_after)
        self.world.agenda.plan(later, partial(self._correct, wrong, masses, day))

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
        later = self.world.agenda.after(day, chance.between(self.card.days_to_ready.low, self.card.days_to_ready.high))
        self.world.agenda.plan(later, partial(self._finish, machine, defect))

    def _make_fit(self, machine: Machine, day: date, chance: Chance, *, failing: bool) -> None:
        """Nobody's data leave the house: wiped, destroyed, or stated to be absent."""
        category = self.world.reference.category(machine.category)
        if category is None or not category.bears_data:
            return
        if machine.category == "laptop" and self.workshop.rank("laptop") == self.stories.unwiped_machine:
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
        self.workshop.throw(remains, self.world.setting.waste.component_code)

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
        if machine.legal == "WASTE":
            machine.legal = "ENDED_WASTE"
            number = f"SSD-{self.workshop.rank('end of waste'):03d}"
            note(WasteEnded, machine.subject, day, checks="full_test", attestation=number, contract=f"CT-{number}")
        note(MadeReady, machine.subject, day, grade=chance.pick(self.card.grades), checklist="atelier")
        self.workshop.make_ready(machine)

    def _fit_part(self, machine: Machine, defect: str, day: date, chance: Chance) -> None:
        """A harvested part takes the place of the worn one, where the shelf has one."""
        wanted = next((kind for kind in self.card.part if kind.mends == defect), None)
        fitting = [
            p for p in self.workshop.shelf if wanted and (p.kind, p.host_category) == (wanted.kind, machine.category)
        ]
        if wanted is None or not fitting or not chance.percent(self.card.part_fitted):
            return
        part = fitting[0]
        self.workshop.shelf.remove(part)
        if wanted.waste_code is not None:
            worn = self._take_out(machine, wanted, part.grams, day)
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
                    self.workshop.shelf.append(self._take_out(machine, kind, grams, day))
        self.workshop.discard(machine, day, self.world.waste_code(machine), reason="beyond_repair")

    def _take_out(self, machine: Machine, kind: PartKind, grams: int, day: date) -> LoosePart:
        part = self.workshop.new_part(kind.kind, grams, machine.category)
        machine.true_g -= grams
        self.workshop.note(PartRemoved, machine.subject, day, part=part.code, part_kind=kind.kind, grams=grams)
        return part


def _medium(disk: Disk) -> dict[str, object]:
    return {"medium": disk.name, "serial": disk.name, "bytes": disk.gigabytes * _GIGA, "kind": disk.kind}
