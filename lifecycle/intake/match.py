"""Which rows are facts that are known, which are new, and which say otherwise of a known fact.

A row that states no identity is recognised by its content first: equal content of one kind,
subject and day is the known fact, at whatever rank and in whatever sheet it was told before,
so that rows may be inserted, sorted, or saved as another sort of file. Equal rows of one sheet are several
facts, and as many are needed to explain them. What is left gets the next free rank, unless a
fact in force that the same sheet told before is explained by no row any more: then the row
may be its correction, and a person decides.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from lifecycle.events import Corrected, Fact, HardwareRead, Received
from lifecycle.intake.draft import Draft, Question, content_of
from lifecycle.intake.identity import TABLE, Slot, identity_of
from lifecycle.journey.past import Recorded
from lifecycle.words import _

Key = tuple[str, str, str]
"""Kind, subject, day: what a row and a fact must share before their content is compared."""


def key_of(fact: Fact) -> Key:
    """The key of a fact."""
    return fact.kind, fact.subject, fact.occurred_on.isoformat()


class Matched(NamedTuple):
    """What became of a row: its draft, under the identity of the fact that it is."""

    draft: Draft
    sort: Literal["known", "new", "repeated", "asked"]


@dataclass
class Matching:
    """Every row with what became of it, in the order in which they were read, and what to ask.

    ``corrections``: the number of a known fact, the fact, and the row that takes its place because a person said so.
    """

    rows: list[Matched]
    questions: list[Question]
    corrections: list[tuple[int, Fact, Draft]]


@dataclass(eq=False)
class _Known:
    """A fact that the ledger holds, or that this import told before: then ``n`` is None."""

    fact: Fact
    content: str
    n: int | None
    void: bool

    @property
    def of_a_table(self) -> bool:
        """A row may have told it; what is assumed of a machine, or read from it, none did."""
        if isinstance(self.fact, HardwareRead):
            return self.fact.reader == TABLE
        return not (isinstance(self.fact, Received) and self.fact.assumed)


@dataclass
class _Free:
    """The known facts of one key that no row of a sheet explains yet."""

    known: list[_Known]
    taken: set[_Known] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.by_id = {one.fact.event_id: one for one in self.known}
        self.by_content: dict[str, deque[_Known]] = defaultdict(deque)
        for one in sorted(self.known, key=lambda one: one.void):  # a fact in force explains a row before a void one
            self.by_content[one.content].append(one)

    def take(self, one: _Known) -> _Known:
        """This fact is explained."""
        self.taken.add(one)
        return one

    def take_own(self, draft: Draft) -> _Known | None:
        """The fact of the row's own identity, if it says the same."""
        one = self.by_id.get(draft.fact.event_id)
        return self.take(one) if one and one not in self.taken and one.content == draft.content else None

    def take_equal(self, draft: Draft) -> _Known | None:
        """Any fact that says the same."""
        equal = self.by_content.get(draft.content, deque())
        while equal:
            if (one := equal.popleft()) not in self.taken:
                return self.take(one)
        return None

    def take_id(self, event_id: str) -> None:
        """The fact of this identity, if there is one, is explained, whatever it says."""
        if (one := self.by_id.get(event_id)) is not None:
            self.take(one)

    def unexplained(self) -> list[_Known]:
        """The facts in force that are left."""
        return [one for one in self.known if one not in self.taken and not one.void]


def match(
    rows: Sequence[Draft],
    known: Mapping[Key, Sequence[Recorded]],
    void: Collection[int],
    correct: Collection[int] = (),
) -> Matching:
    """Match rows with the facts of the ledger (``void`` by number), and with each other's across sheets.

    ``correct`` are the numbers of facts whose place a row that says otherwise may take.
    """
    voided_here = {event_id for draft in rows if isinstance(draft.fact, Corrected) for event_id in draft.fact.voids}
    facts: dict[Key, list[_Known]] = defaultdict(list)
    for key, some in known.items():
        facts[key] += [
            _Known(one.fact, content_of(one.fact), one.n, one.n in void or one.fact.event_id in voided_here)
            for one in some
        ]
    sheets: dict[tuple[str, str], dict[Key, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, draft in enumerate(rows):
        sheets[draft.origin.file, draft.origin.sheet][key_of(draft.fact)].append(place)
    found: dict[int, Matched] = {}
    matching = Matching([], [], [])
    for told in sheets.values():
        for key, places in told.items():
            one_key = _OneKey([rows[place] for place in places], facts[key], correct)
            matched = one_key.matched()
            found.update(zip(places, matched, strict=True))
            matching.questions += one_key.questions
            matching.corrections += one_key.corrections
            facts[key] += [
                _Known(one.draft.fact, one.draft.content, None, False) for one in matched if one.sort == "new"
            ]
    matching.rows += [found[place] for place in range(len(rows))]
    return matching


class _OneKey:
    """The rows of one sheet about one kind, subject and day, beside what is known of it."""

    def __init__(self, drafts: Sequence[Draft], known: list[_Known], correct: Collection[int]) -> None:
        self.drafts = drafts
        self.correct = correct
        self.free = _Free(known)
        self.found: dict[int, Matched] = {}
        self.questions: list[Question] = []
        self.corrections: list[tuple[int, Fact, Draft]] = []
        self.ids = {one.fact.event_id for one in known}

    def matched(self) -> list[Matched]:
        """Each row with what became of it."""
        self._explain(range(len(self.drafts)), self.free.take_own)
        self._keep_stated_identities()
        self._explain(self._left(), self.free.take_equal)
        if left := self._left():
            self._record_or_ask(left)
        return [self.found[place] for place in range(len(self.drafts))]

    def _left(self) -> list[int]:
        return [place for place in range(len(self.drafts)) if place not in self.found]

    def _explain(self, places: Iterable[int], take: Callable[[Draft], _Known | None]) -> None:
        for place in places:
            if (one := take(self.drafts[place])) is not None:
                same = replace(self.drafts[place], fact=one.fact)
                self.found[place] = Matched(same, "repeated" if one.n is None else "known")

    def _keep_stated_identities(self) -> None:
        """A row that states an identity is that fact and no other; the ledger refuses it where it says otherwise."""
        for place in self._left():
            if (draft := self.drafts[place]).stated_id:
                self.found[place] = Matched(draft, "new")
                self.ids.add(draft.fact.event_id)
                self.free.take_id(draft.fact.event_id)

    def _record_or_ask(self, left: Sequence[int]) -> None:
        first = self.drafts[left[0]]
        slot = Slot(*key_of(first.fact), first.origin.sheet)
        own = {identity_of(slot, rank) for rank in range(1, len(self.free.known) + len(self.drafts) + 1)}
        unexplained = self.free.unexplained()
        beside = [one for one in unexplained if one.n is not None and one.fact.event_id not in own and one.of_a_table]
        ranks = _free_identities(slot, self.ids)
        for place, known in _pairs(left, self.drafts, [one for one in unexplained if one.fact.event_id in own]):
            draft = self.drafts[place]
            if known is not None and (known.n is None or known.n not in self.correct):
                self.found[place] = Matched(draft, "asked")
                self.questions.append(_correction_proposed(draft, known))
                continue
            new = replace(draft, fact=draft.fact.model_copy(update={"event_id": next(ranks)}))
            self.found[place] = Matched(new, "new")
            if known is not None and known.n is not None:
                self.corrections.append((known.n, known.fact, new))
            elif not draft.fact.subject.startswith("organisation:"):  # an organisation does many things a day
                self.questions += [_told_otherwise(draft, one) for one in beside[:1]]


def _pairs(
    left: Iterable[int], drafts: Sequence[Draft], corrected: Iterable[_Known]
) -> Iterator[tuple[int, _Known | None]]:
    """Each row that is left with the fact it may correct: the one at its own rank, else the next; None past them."""
    waiting = {one.fact.event_id: one for one in corrected}
    own = {place: one for place in left if (one := waiting.pop(drafts[place].fact.event_id, None)) is not None}
    others = iter(waiting.values())
    for place in left:
        yield place, own[place] if place in own else next(others, None)


def _free_identities(slot: Slot, taken: Collection[str]) -> Iterator[str]:
    rank = 0
    while True:
        rank += 1
        if (event_id := identity_of(slot, rank)) not in taken:
            yield event_id


def _at_its_row(draft: Draft, text: str) -> str:
    return _("row {row}: {text}").format(row=draft.origin.row, text=text) if draft.origin.row else text


def _correction_proposed(draft: Draft, known: _Known) -> Question:
    fact = draft.fact
    if known.n is None:
        text = _(
            "“{fact}” of {subject} on {day} is told with other content by another file of this import; not recorded. "
            "Keep one of them, or give this row an event_id of its own if it is another fact"
        )
    else:
        text = _(
            "“{fact}” of {subject} on {day} is known with other content (fact no. {n}); not recorded. If this row is "
            "right, import again with --correct {n}; if it is another fact, give the row an event_id of its own"
        )
    said = text.format(fact=_(fact.label), subject=fact.subject, day=fact.occurred_on.isoformat(), n=known.n)
    return Question("correction_proposed", _at_its_row(draft, said), (fact.subject,), draft.origin.file)


def _told_otherwise(draft: Draft, known: _Known) -> Question:
    fact = draft.fact
    text = _(
        "“{fact}” of {subject} on {day} is recorded beside another one of that day (fact no. {n}). If both are one and "
        "the same, void the wrong one (lifecycle record corrected --voids NUMBER --reason duplicate)"
    ).format(fact=_(fact.label), subject=fact.subject, day=fact.occurred_on.isoformat(), n=known.n)
    return Question("told_otherwise", _at_its_row(draft, text), (fact.subject,), draft.origin.file)
