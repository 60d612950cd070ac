"""In which batches an import is recorded: what hangs together at once, and otherwise a few thousand facts at a time.

While one batch is recorded, everybody else who records waits: a person at the bench must not
wait for the whole history of an association.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lifecycle.events import Corrected
from lifecycle.intake.draft import Draft
from lifecycle.ledger.chain import operator, touched


def in_batches(drafts: Sequence[Draft], *, whole_files: bool, most: int) -> list[list[Draft]]:
    """The drafts in batches, each in order of life, those that tell of organisations first.

    What speaks of the same things stays in one batch, and with ``whole_files`` so does each file.
    """
    if len(drafts) <= most:
        return [list(drafts)]
    together = _Together()
    for draft in drafts:
        for name in _names(draft):
            together.join(_unit(draft, whole_files), name)
    groups: dict[object, list[int]] = {}
    for place, draft in enumerate(drafts):
        groups.setdefault(together.first_of(_unit(draft, whole_files)), []).append(place)
    # Who is authorised, and who is registered, is known before what they did.
    ordered = sorted(groups.values(), key=lambda places: not any(_tells_of_organisation(drafts[p]) for p in places))
    return [[drafts[place] for place in sorted(places)] for places in _packed(ordered, most)]


def _packed(groups: Iterable[list[int]], most: int) -> list[list[int]]:
    """Groups put together as long as they are no more than so many."""
    packed: list[list[int]] = []
    for group in groups:
        if packed and len(packed[-1]) + len(group) <= most:
            packed[-1] += group
        else:
            packed.append(group)
    return packed


def _unit(draft: Draft, whole_files: bool) -> object:
    """What is recorded whole or not at all: a file, else a row of it."""
    return draft.origin.file if whole_files or draft.origin.row is None else draft.origin


def _names(draft: Draft) -> Iterator[object]:
    """What a fact speaks of: its things, the facts it voids or brings, an operator's deeds of its certificates."""
    fact = draft.fact
    yield "fact", fact.event_id
    for name in touched(fact):
        yield "thing", f"organisation:{fact.acting}" if name == operator(fact.acting) else name
    if isinstance(fact, Corrected):
        for event_id in (*fact.voids, *fact.replacements):
            yield "fact", event_id


def _tells_of_organisation(draft: Draft) -> bool:
    return draft.fact.subject.startswith("organisation:")


class _Together:
    """Which names hang together, through however many others."""

    def __init__(self) -> None:
        self._above: dict[object, object] = {}

    def first_of(self, name: object) -> object:
        """One name that stands for all that hang together with this one."""
        above = self._above
        while (parent := above.setdefault(name, name)) != name:
            above[name] = name = above[parent]
        return name

    def join(self, one: object, other: object) -> None:
        """From now on they hang together."""
        self._above[self.first_of(other)] = self.first_of(one)
