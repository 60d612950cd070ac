"""What stands beside the facts: the books that follow from them, where devices stand, reference values, papers."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from lifecycle import reference
from lifecycle.documents.everything.tables import Field, TableFile, Value
from lifecycle.journey.leg import Leg
from lifecycle.journey.past import BreachMark
from lifecycle.ledger import Head, Ledger
from lifecycle.ledger.backup import EVIDENCE, Progress, is_digest
from lifecycle.reports.devices import standings
from lifecycle.words import N_, _

Tables = dict[str, tuple[Field, ...]]

_LEGS: Mapping[str, str] = {
    "n": N_("Position at which the ledger learnt it: the last fact of the batch"),
    "fact": N_("Position of the fact that it belongs to"),
    "day": N_("Civil day to which it belongs"),
    "kind": N_("Kind of the fact"),
    "item": N_("The thing, or the line of a lot, whose grams move"),
    "category": N_("Category of the equipment, of the reference data"),
    "origin": N_("What of the thing: its body, a part taken out, a new part, a line of a lot"),
    "home_device": N_("The device from which it comes"),
    "home_place": N_("INSEE code of the commune from which it comes"),
    "account": N_("Account of the books that the grams enter, or leave where they are negative"),
    "organisation": N_("Code of the organisation in whose hands it is"),
    "place": N_("INSEE code of the commune where it is"),
    "legal": N_("Legal status of the matter: PRODUCT, WASTE, ENDED_WASTE"),
    "line": N_("Line of the result to which the mass belongs, where it is in use"),
    "lot": N_("Code of the lot"),
    "proof": N_("What proves a certificate: the lot, a share of a batch, a flux"),
    "source": N_("Where the mass comes from: weighed, document, share of a lot, default…"),
    "first": N_("1 where it is the first entry of the thing into use, -1 where that is taken back"),
    "grams": N_("Grams, with their sign: the legs of a fact add up to nothing"),
    "units": N_("Things, with their sign"),
}
_BREACHES: Mapping[str, str] = {
    "n": _LEGS["n"],
    "fact": N_("Position of the fact that breaks the rule"),
    "day": N_("Civil day of that fact"),
    "subject": N_("The device, part, lot or organisation that the fact is about"),
    "organisation": N_("Code of the organisation that did it"),
    "rule": N_("Name of the rule that is broken"),
    "change": N_("1 where the breach becomes known, -1 where it no longer holds"),
}
_WHOLE = {"n", "fact", "first", "grams", "units", "change"}


def books(ledger: Ledger, head: Head, made: Path, progress: Progress | None) -> Tables:
    """Legs and breaches, as the ledger learnt them."""
    legs, marks = _fields(("n", *Leg._fields), _LEGS), _fields(("n", *BreachMark._fields), _BREACHES)
    with TableFile(made / "books" / "legs", legs) as file:
        for row, (n, leg) in enumerate(ledger.legs(upto=head.count)):
            file.add([n, *leg])
            if progress is not None and not row % 10_000:
                progress(head.count + n, 2 * head.count)
    with TableFile(made / "books" / "breaches", marks) as file:
        for n, mark in ledger.breaches(upto=head.count):
            file.add([n, *mark])
    return {"books/legs": legs, "books/breaches": marks}


def _fields(names: Iterable[str], meanings: Mapping[str, str]) -> tuple[Field, ...]:
    return tuple(Field(name, "whole" if name in _WHOLE else "text", _(meanings[name])) for name in names)


_DEVICES: tuple[tuple[str, str, str], ...] = (
    ("device_id", "text", N_("Code of the device, as on its label")),
    ("category", "text", N_("Category of the equipment, of the reference data")),
    ("manufacturer", "text", N_("Maker, as a machine file told it")),
    ("model", "text", N_("Model, as a machine file told it")),
    ("serial_number", "text", N_("Serial number of the machine; not for the public")),
    ("memory_mb", "whole", N_("Memory, in megabytes")),
    ("storage", "json", N_("Media in it: bytes, kind, serial number, whether wiped")),
    ("cpu", "text", N_("Processor")),
    ("custody", "text", N_("Who holds it: in_stock, in_use, in_lot, at_operator…")),
    ("organisation", "text", N_("Code of the organisation in whose hands it is")),
    ("work", "text", N_("State of work: new, triaged, in_repair, ready")),
    ("data", "text", N_("The least safe of its media: unknown, sanitised, destroyed, removed")),
    ("legal", "text", N_("Legal status: PRODUCT, WASTE, ENDED_WASTE")),
    ("mass_g", "whole", N_("Present mass in grams, with the parts in it")),
    ("mass_source", "text", N_("Where its mass comes from")),
    ("breaches", "json", N_("Rules that it breaks now")),
)


def where_devices_stand(ledger: Ledger, made: Path) -> Tables:
    """Every device and where it stands now."""
    fields = tuple(Field(name, sort, _(what)) for name, sort, what in _DEVICES)
    with TableFile(made / "state" / "devices", fields) as file:
        for one in standings(ledger):
            said = one.as_json()
            cells: list[Value] = [said[field.name] for field in fields]
            file.add(cells)
    return {"state/devices": fields}


_SOURCES: tuple[tuple[str, str], ...] = (
    ("id", N_("Identifier of the source")),
    ("title", N_("Title")),
    ("publisher", N_("Publisher")),
    ("year", N_("Year")),
    ("where", N_("Where it is found")),
    ("licence", N_("Licence under which its values may be used")),
    ("verified", N_("How far the value was checked at its source")),
)


def values(editions: Iterable[str], made: Path) -> Tables:
    """The reference values of each edition by which facts were judged, to the letter, and their sources."""
    folder = made / "reference"
    folder.mkdir()
    for edition in sorted(editions):
        (folder / f"values-{edition}.jsonl").write_text(reference.resolved(edition), encoding="utf-8")
    fields = tuple(Field(name, "text", _(what)) for name, what in _SOURCES)
    with TableFile(folder / "sources", fields) as file:
        for id, source in sorted(reference.load().sources.items()):
            file.add([id, *(str(getattr(source, field.name)) for field in fields[1:])])
    return {"reference/sources": fields}


def evidence(ledger: Ledger, made: Path) -> None:
    """The papers that facts name by their digest, where they lie beside the ledger."""
    proofs = [one for one in sorted(ledger.path.with_name(EVIDENCE).glob("*")) if is_digest(one.name) and one.is_file()]
    if proofs:
        (made / EVIDENCE).mkdir()
    for proof in proofs:
        shutil.copyfile(proof, made / EVIDENCE / proof.name)
