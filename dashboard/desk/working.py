"""What is done in the workshop, from the sorting to the machine that is ready, or is none any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.answers import ledger_path
from dashboard.desk import Desk
from dashboard.desk.acts import Act, Acts, plainly, subjects
from dashboard.form import Draft
from dashboard.tell import coded
from lifecycle import reference
from lifecycle.codes import prefix_of
from lifecycle.events import (
    DataSanitised,
    Discarded,
    Fact,
    MadeReady,
    MediaAbsent,
    PartInstalled,
    PartRemoved,
    Repaired,
    SoftwareInstalled,
    Tested,
    Triaged,
)
from lifecycle.intake.desk import Telling, acts, new_code, wipes
from lifecycle.ledger import open_ledger
from lifecycle.reports.workshop import open_media
from lifecycle.words import N_, _


def _tested(draft: Draft, by: Telling, codes: Sequence[str]) -> list[Fact]:
    results = {"passed": "pass", "failed": "fail"}
    checks = [
        f"{check}:{result}"
        for name, result in results.items()
        for check in (draft.text(name) or "").split("|")
        if check
    ]
    return acts(Tested, subjects(codes), {"checks": "|".join(checks) or None, "tool": draft.text("tool")}, by)


def _wiped(draft: Draft, by: Telling, codes: Sequence[str]) -> list[Fact]:
    media = _open_media(codes)
    if codes and not media:
        draft.fault("codes", _("none of these has a medium left to wipe"))
    return wipes(media, draft.texts("method", "standard", "tool", "verdict"), by)


def _made_ready(draft: Draft, by: Telling, codes: Sequence[str]) -> list[Fact]:
    empty: list[Fact] = []
    if draft.text("nothing_inside") == "true":
        empty = acts(MediaAbsent, _open_media(codes), {}, by)
    return [*empty, *acts(MadeReady, subjects(codes), draft.texts("grade", "checklist"), by)]


def _part_out(draft: Draft, by: Telling, codes: Sequence[str]) -> list[Fact]:
    """A label is made for the part, unless it bears one."""
    said = draft.texts("part", "part_kind", "grams", "medium")
    return _with_part(PartRemoved, said, by, codes)


def _part_in(draft: Draft, by: Telling, codes: Sequence[str]) -> list[Fact]:
    """A part taken from another machine bears a label; a label is made for one that was bought."""
    said = draft.texts("part", "part_kind", "grams", "medium")
    bought = said["part"] is None
    if bought and codes and not (said["part_kind"] and said["grams"]):
        draft.fault("part", _("scan the label of the part; or, if it was bought, say its kind and its mass"))
        return []
    if bought:
        return _with_part(PartInstalled, {**said, "new": "true"}, by, codes)
    return acts(PartInstalled, subjects(codes), {"part": said["part"], "medium": said["medium"]}, by)


def _with_part(kind: type[Fact], said: Mapping[str, str | None], by: Telling, codes: Sequence[str]) -> list[Fact]:
    if said["part"] is not None or not codes:
        return acts(kind, subjects(codes), said, by)
    facts: list[Fact] = []
    taken: dict[str, str] = {}
    with open_ledger(ledger_path(), read_only=True) as ledger:
        for code in codes:
            part = new_code(ledger, prefix_of(by.acting), by, kind.kind, code, taken=taken)
            taken[part] = code
            facts += acts(kind, [f"device:{code}"], {**said, "part": part}, by)
    return facts


def _open_media(codes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    with open_ledger(ledger_path(), read_only=True) as ledger:
        return open_media(ledger, codes, reference.load())


_ACTS: Mapping[str, Act] = {
    "sort": Act(
        N_("Sorted"), Triaged, ("verdict", "defects"), plainly(Triaged, "verdict", "defects"), {"defects": coded.FAULTS}
    ),
    "test": Act(N_("Tested"), Tested, ("passed", "failed", "tool"), _tested),
    "wipe": Act(N_("Media wiped"), DataSanitised, ("method", "standard", "tool", "verdict"), _wiped),
    "empty": Act(N_("No medium inside"), MediaAbsent, (), plainly(MediaAbsent)),
    "repair": Act(
        N_("Repaired"), Repaired, ("fault", "minutes"), plainly(Repaired, "fault", "minutes"), {"fault": coded.FAULTS}
    ),
    "fit": Act(N_("Part fitted"), PartInstalled, ("part", "part_kind", "grams", "medium"), _part_in),
    "take": Act(N_("Part taken out"), PartRemoved, ("part_kind", "grams", "medium", "part"), _part_out),
    "software": Act(
        N_("System installed"),
        SoftwareInstalled,
        ("system", "version", "free"),
        plainly(SoftwareInstalled, "system", "version", "free"),
    ),
    "ready": Act(N_("Made ready"), MadeReady, ("grade", "nothing_inside", "checklist"), _made_ready),
    "discard": Act(
        N_("Discarded"),
        Discarded,
        ("reason", "waste_code"),
        plainly(Discarded, "reason", "waste_code"),
        {"reason": coded.DISCARDED},
    ),
}

_LABELS: Mapping[str, str] = {
    "verdict": N_("Verdict"),
    "defects": N_("Faults seen"),
    "passed": N_("What works"),
    "failed": N_("What does not"),
    "tool": N_("Tool and version"),
    "method": N_("Method"),
    "standard": N_("Standard and its revision"),
    "fault": N_("Fault mended"),
    "minutes": N_("Time spent"),
    "part": N_("Label of the part, if it has one"),
    "part_kind": N_("Kind of part"),
    "grams": N_("Mass of the part"),
    "medium": N_("Name of the medium, if it is one"),
    "system": N_("Operating system"),
    "version": N_("Version"),
    "free": N_("Free software?"),
    "grade": N_("Grade of its look"),
    "nothing_inside": N_("No storage medium is inside those of which nobody said it yet"),
    "checklist": N_("Checklist that was followed"),
    "reason": N_("Why"),
    "waste_code": N_("Waste code"),
}


def _options(at: Desk) -> Mapping[str, Mapping[str, str]]:
    return {
        "waste_code": coded.waste_codes(at.on),
        "part_kind": coded.part_kinds(),
    }


WORKSHOP = Acts(
    "atelier",
    _ACTS,
    _LABELS,
    _options,
    keeps=("method", "standard", "tool", "system", "version", "free", "checklist", "grade", "verdict"),
)
"""What is done in the workshop."""
