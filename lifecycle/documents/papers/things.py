"""What papers on things share: what the ledger says of a device, of an organisation, and where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lifecycle.documents.typeset import Data
from lifecycle.ledger import Entry, Ledger
from lifecycle.reports.devices import SOURCE_WORDS, Standing, devices
from lifecycle.reports.numbers import kilograms
from lifecycle.reports.perimeter import FICTION as INVENTED
from lifecycle.reports.question import Unanswerable
from lifecycle.reports.report import FICTION
from lifecycle.words import N_, _, say


class Stands(NamedTuple):
    """Where a ledger stands when a paper is made from it."""

    ledger_id: str
    n: int
    hash: str

    def words(self) -> str:
        """For the foot of a paper."""
        words = _("Made from ledger {ledger}, as known at fact {n}, hash {hash}.")
        return words.format(ledger=self.ledger_id, n=self.n, hash=self.hash)


def stands(ledger: Ledger) -> Stands:
    """Now."""
    head = ledger.head()
    return Stands(head.ledger_id, head.count, head.hash)


def standing_of(ledger: Ledger, code: str) -> Standing:
    """Where a device stands; :class:`Unanswerable` where the ledger knows none of this code."""
    subject = ledger.resolve(f"device:{code}")
    found = devices(ledger, subject=subject) if subject else []
    if not found:
        raise Unanswerable(say("{code} is not in this ledger; check its code", code=code))
    return found[0]


def last_told(ledger: Ledger, one: Standing, kind: str) -> Entry | None:
    """The last fact in force of a kind in the life of a device."""
    facts = [entry for entry in ledger.facts_about(f"device:{one.device_id}") if entry.kind == kind]
    void = ledger.voided([entry.n for entry in facts])
    return next((entry for entry in reversed(facts) if entry.n not in void), None)


def name_of(ledger: Ledger, code: str) -> str:
    """The name of an organisation; its code where it is not registered."""
    told = [entry for entry in ledger.facts_about(f"organisation:{code}") if entry.kind == "organisation_registered"]
    void = ledger.voided([entry.n for entry in told])
    names = [json.loads(entry.form)["facts"]["name"] for entry in told if entry.n not in void]
    return str(names[-1]) if names else code


def fiction_of(ledger: Ledger) -> str:
    """That all of it is invented, where who keeps the ledger is."""
    keeper = ledger.keeper()
    return _(FICTION) if keeper and name_of(ledger, keeper).endswith(INVENTED) else ""


def mass_words(one: Standing) -> str:
    """What a device weighs and who says so; unknown is not zero."""
    return grams_words(one.mass_g or None, one.state.mass_source)


def grams_words(grams: int | None, source: str) -> str:
    """A mass and who says so."""
    return "–" if grams is None else f"{kilograms(grams, 2)} ({_(SOURCE_WORDS[source])})"


def machine_words(one: Standing) -> str:
    """Maker and model, without the serial number."""
    return " ".join(filter(None, (one.manufacturer, one.model))) or "–"


class Box(NamedTuple):
    """A place to sign."""

    label: str
    note: str


def paper_data(
    *,
    title: str,
    who: str,
    fiction: str,
    lead: Sequence[str],
    terms: Iterable[tuple[str, str]],
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    notes: Sequence[str],
    boxes: Sequence[Box] = (),
    at: Stands,
) -> Mapping[str, Data]:
    """What a paper on things says."""
    return {
        "title": title,
        "author": who,
        "who": who,
        "fiction": fiction,
        "lead": list(lead),
        "terms": [list(term) for term in terms],
        "heads": list(heads),
        "rows": [list(row) for row in rows],
        "notes": list(notes),
        "boxes": [one._asdict() for one in boxes],
        "footer": at.words(),
    }


def together(code: str, other: str, what: str) -> Unanswerable:
    """Two devices that are on no paper together."""
    words = N_("{code} and {other} are not of one {what}: make a paper for each")
    return Unanswerable(say(words, code=code, other=other, what=say(what)))
