"""Under which code the life of a machine with several labels is kept, as known at a position."""

from __future__ import annotations

from collections.abc import Mapping

from lifecycle.engine import Engine
from lifecycle.reports.question import Filter, ask


def kept_labels(engine: Engine, filter: Filter, void: frozenset[str]) -> Mapping[str, str]:
    """Other label -> the subject that stands for the machine; labels that stand for themselves are not in it.

    Facts join and part labels in the order in which the ledger learnt them.
    """
    links: dict[str, str] = {}
    for row in ask(engine, "same_things", filter).to_pylist():
        for other in row["also"].split() if row["event_id"] not in void else ():
            subject = row["subject"]
            if row["kind"] == "different_devices":
                for child, parent in ((subject, other), (other, subject)):
                    if links.get(child) == parent:
                        del links[child]
            elif (top := _root(other, links)) != _root(subject, links):
                links[top] = subject
    return {label: _root(label, links) for label in links}


def _root(label: str, links: Mapping[str, str]) -> str:
    while label in links:
        label = links[label]
    return label
