"""What papers on things share: what the ledger says of a device, of an organisation, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from lifecycle.documents.typeset import Data
from lifecycle.events import Fact, OrganisationRegistered
from lifecycle.ledger import Entry, Ledger
from lifecycle.reports.devices import SOURCE_WORDS, Standing, devices
from lifecycle.reports.numbers import kilograms
from lifecycle.reports.perimeter import FICTION as INVENTED
from lifecycle.reports.question import Unanswerable
from lifecycle.reports.report import FICTION
from lifecycle.words import N_, _, say

F = TypeVar("F", bound=Fact)


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


def in_force(ledger: Ledger, subject: str, kind: type[F]) -> list[tuple[Entry, F]]:
    """The facts in force of a kind that name a subject, in order of life."""
    told = [entry for entry in ledger.facts_about(subject) if entry.kind == kind.kind]
    void = ledger.voided([entry.n for entry in told])
    facts = ((entry, entry.fact) for entry in told if entry.n not in void)
    return [(entry, fact) for entry, fact in facts if isinstance(fact, kind)]


class Shared(NamedTuple, Generic[F]):
    """A device, and the last fact of a kind in its life."""

    one: Standing
    entry: Entry
    fact: F


def of_one(
    ledger: Ledger,
    codes: Sequence[str],
    kind: type[F],
    what: str,
    *,
    none: str,
    without: str,
    shared: Callable[[Entry, F], object],
) -> list[Shared[F]]:
    """Devices of one paper, each once; :class:`Unanswerable` where their facts do not say the same of ``shared``.

    ``what`` is the word for what they share; ``none`` is said where no code is given, ``without`` where
    a device has no such fact.
    """
    if not codes:
        raise Unanswerable(say(none))
    found: list[Shared[F]] = []
    for code in dict.fromkeys(codes):
        one = standing_of(ledger, code)
        told = in_force(ledger, f"device:{one.device_id}", kind)
        if not told:
            raise Unanswerable(say(without, code=code))
        found.append(Shared(one, *told[-1]))
    first = found[0]
    for other in found[1:]:
        if shared(other.entry, other.fact) != shared(first.entry, first.fact):
            words = N_("{code} and {other} are not of one {what}: make a paper for each")
            raise Unanswerable(say(words, code=first.one.device_id, other=other.one.device_id, what=say(what)))
    return found


def name_of(ledger: Ledger, code: str) -> str:
    """The name of an organisation; its code where it is not registered."""
    told = in_force(ledger, f"organisation:{code}", OrganisationRegistered)
    return told[-1][1].name if told else code


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
