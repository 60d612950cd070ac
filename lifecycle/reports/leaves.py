"""The leaves of a tree: a thing by its code with what it adds, and the facts that say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lifecycle.impact.term import FactRef, Term
from lifecycle.quantity import Estimate
from lifecycle.reports.words import KIND_WORDS, SORTS
from lifecycle.words import Sentence, _, say


def thing(
    subject: str,
    quantity: Estimate[Decimal],
    facts: Iterable[int],
    known: Mapping[int, FactRef],
    *,
    name: str = "",
    note: Sentence | None = None,
) -> Term:
    """What one thing adds. Several facts stand below it, one beside."""
    told = [known[n] for n in facts if n in known]
    label = name_of(subject, name, told)
    if len(told) == 1:
        return Term(label, quantity, fact=told[0], note=note, subject=subject or "fact")
    return Term(label, quantity, parts=tuple(map(of_fact, told)), note=note, subject=subject or "fact")


def of_fact(fact: FactRef) -> Term:
    """A fact as a leaf of its own."""
    return Term(say(KIND_WORDS.get(fact.kind, fact.kind)), Estimate.exact(Decimal(0), "1"), fact=fact)


def name_of(subject: str, name: str, facts: list[FactRef]) -> Sentence:
    """What people know a thing by: its code, its inventory number, or what its fact tells of."""
    sort, _colon, code = subject.partition(":")
    if name:
        return say("{name} ({code})", name=name, code=code) if code else Sentence("{name}", {"name": name})
    if sort in {"device", "organisation"}:
        return Sentence("{code}", {"code": code})
    if sort in SORTS:
        lot, _hash, line = code.partition("#")
        if line:
            return say("lot {lot}, line {line}", lot=lot, line=line)
        return Sentence("{subject}", {"subject": Subject(sort, code)})
    return say(KIND_WORDS.get(facts[0].kind, facts[0].kind)) if facts else say("not told")


@dataclass(frozen=True)
class Subject:
    """A part or a lot by its code, in the reader's language."""

    sort: str
    code: str

    def __str__(self) -> str:
        return f"{_(SORTS[self.sort])} {self.code}"
