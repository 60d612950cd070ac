"""What ``verify`` asks beyond the chain: a receipt from a file, the books made again."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from lifecycle import reference
from lifecycle.cli.doors import WrongUse, now
from lifecycle.journey import Outcome, Past, Recorded, StateRow, load_state, sweep
from lifecycle.journey.state import dump_state
from lifecycle.ledger import Ledger, Receipt, Refused, create
from lifecycle.rules import JUDGE
from lifecycle.words import _, of_system

_MOST_NAMED = 10


def receipt_of(file: str) -> Receipt:
    """The receipt in a JSON file: alone, or inside what `record --json` printed."""
    try:
        told = json.loads(Path(file).read_text(encoding="utf-8"))
        return Receipt.model_validate(told.get("receipt", told) if isinstance(told, dict) else told)
    except OSError as fault:
        raise WrongUse(_("{file} cannot be read: {reason}").format(file=file, reason=of_system(fault))) from fault
    except (ValueError, RecursionError) as fault:  # neither JSON, nor text, nor a receipt
        raise WrongUse(_("{file} is not a receipt in JSON").format(file=file)) from fault


def books_made_again(ledger: Ledger) -> list[str]:
    """Sentences on what the ledger keeps beside its facts and the facts alone do not give.

    Told anew to an empty ledger, the same facts must give the same sums of legs and of
    breaches, the same corrections in force, labels, and newest states. What differs was
    changed by hand, or by another version of the rules. Kept states other than the newest
    are not compared: how many are kept depends on the batches in which the facts came.
    """
    entries = list(ledger.facts())
    facts = [entry.fact for entry in entries]
    known = {entry.event_id: entry.content for entry in entries}
    if not facts:
        return []

    def books(batch: Sequence[Recorded], past: Past) -> Outcome:
        # Each fact is judged as it was: by the values of its day, and by what its own batch knew.
        was = [known[one.fact.event_id] for one in batch]
        pinned = [
            one._replace(edition=said["edition"], batch=said["batch"]) for one, said in zip(batch, was, strict=True)
        ]
        return sweep(pinned, past, reference.load(), JUDGE)

    with tempfile.TemporaryDirectory() as folder, create(Path(folder) / "again.db", books=books) as again:
        try:
            again.append(facts, by="VERIFY", on_behalf_of="VERIFY", now=now())
        except Refused as refused:
            return [str(refused)]
        return list(_differences(ledger, again))[:_MOST_NAMED]


def _differences(ledger: Ledger, again: Ledger) -> Iterator[str]:
    facts = {n for n, _attributes in _legs(ledger) ^ _legs(again)}
    facts |= {n for n, _rule in _breaches(ledger).keys() ^ _breaches(again).keys()}
    for n in sorted(facts):
        yield _("fact {n}: its legs or breaches are not those that the facts give; restore a backup").format(n=n)
    for n in sorted({n for n, _by in set(ledger.voids()) ^ set(again.voids())}):
        yield _("fact {n}: what voids it is not what the facts give; restore a backup").format(n=n)
    for code in sorted({code for code, _kept in set(ledger.labels()) ^ set(again.labels())}):
        yield _("{code}: it leads elsewhere than the facts say; restore a backup").format(code=code)
    kept, given = set(ledger.states()), set(again.states())
    for subject in sorted({row.subject for row in set(map(_as_read, kept - given)) ^ set(map(_as_read, given - kept))}):
        yield _("{subject}: its state is not the one that the facts give; restore a backup").format(subject=subject)


def _as_read(row: StateRow) -> StateRow:
    """The row with its state as this version of the program reads it: what older ones also noted is left out."""
    try:
        return row._replace(state=dump_state(load_state(row.state, row.subject), row.subject))
    except ValidationError:
        return row


def _legs(ledger: Ledger) -> set[tuple[int, object]]:
    """(fact, (attributes, grams, units)) of all legs, as known now."""
    grams: Counter[tuple[object, ...]] = Counter()
    units: Counter[tuple[object, ...]] = Counter()
    for _n, leg in ledger.legs():
        grams[leg[:-2]] += leg.grams
        units[leg[:-2]] += leg.units
    return {(int(str(key[0])), (key, grams[key], units[key])) for key in grams if grams[key] or units[key]}


def _breaches(ledger: Ledger) -> dict[tuple[int, str], int]:
    total: Counter[tuple[int, str]] = Counter()
    for _n, mark in ledger.breaches():
        total[mark.fact, mark.rule] += mark.change
    return {key: change for key, change in total.items() if change}
