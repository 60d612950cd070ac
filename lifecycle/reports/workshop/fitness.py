"""Whether a machine can be handed over, and why not: told before anything is confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lifecycle.journey import Device
from lifecycle.ledger import Ledger
from lifecycle.reference import Reference
from lifecycle.reports.devices import device_of
from lifecycle.rules import CUSTODY_WORDS
from lifecycle.rules.media import is_sealed
from lifecycle.words import Sentence, say


class Fitness(NamedTuple):
    """One code that a person gave: what it is, and what speaks against handing it over.

    ``contradicted``: it cannot be, so that the ledger would refuse it. ``doubts``: it can be, and
    breaks a rule or skips a step.
    """

    code: str
    """The code under which its life is kept; as given where nothing is known of it."""
    category: str
    machine: str
    contradicted: tuple[Sentence, ...]
    doubts: tuple[Sentence, ...]

    @property
    def fit(self) -> bool:
        """Nothing speaks against it."""
        return not self.contradicted and not self.doubts


def fitness(ledger: Ledger, codes: Sequence[str], *, organisation: str, reference: Reference) -> list[Fitness]:
    """Each of these codes, in their order; one machine under two of its labels is told once."""
    found: dict[str, Fitness] = {}
    for code in codes:
        subject = ledger.resolve(f"device:{code}")
        row = ledger.state(subject) if subject else None
        if row is None or subject is None:
            unknown = say("nothing is known of it here: check its label, or receive it first")
            found.setdefault(code, Fitness(code, "", "", (unknown,), ()))
            continue
        device = device_of(row)
        kept = subject.partition(":")[2]
        machine = " ".join(filter(None, (device.manufacturer, device.model)))
        against = tuple(_against(device, organisation))
        doubts = () if against else tuple(_doubts(device, row.category, reference))
        found.setdefault(kept, Fitness(kept, row.category, machine, against, doubts))
    return list(found.values())


def _against(device: Device, organisation: str) -> list[Sentence]:
    if device.custody not in {"in_stock", "in_lot"}:
        where = say(CUSTODY_WORDS[device.custody])
        return [say("it is not on the shelf: {where} ({who})", where=where, who=device.organisation or "–")]
    if device.organisation != organisation:
        return [say("it is in the stock of {holder}: receive it first", holder=device.organisation)]
    return []


def _doubts(device: Device, category: str, reference: Reference) -> list[Sentence]:
    doubts = []
    if device.legal == "WASTE":
        doubts.append(say("it is waste: it must stop being waste before it serves again"))
    if not is_sealed(device, category, reference):
        open_media = sum(medium.state == "unknown" for medium in device.media.values())
        doubts.append(
            say("media not wiped: {count}", count=open_media)
            if open_media
            else say("nobody has said what became of its storage media")
        )
    if device.work != "ready":
        doubts.append(say("nobody has declared it ready"))
    return doubts
