"""Reading a ledger: its facts in order, its books, its states, its labels."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple, get_args

from sqlalchemy import ColumnElement, Row, Select, Table, bindparam, exists, func, select

from lifecycle.journey.leg import Leg
from lifecycle.journey.order import END
from lifecycle.journey.past import BreachMark, StateRow
from lifecycle.ledger.append import end_of
from lifecycle.ledger.asking import Question, chunks
from lifecycle.ledger.chain import Entry, Head
from lifecycle.ledger.errors import UnknownFact
from lifecycle.ledger.past import SqlPast
from lifecycle.ledger.store import PAGE, Store
from lifecycle.ledger.tables import breach, fact, label, leg, state, touch, voided
from lifecycle.words import say

Sort = Literal["device", "part", "lot", "organisation"]
SORTS: tuple[Sort, ...] = get_args(Sort)

LATELY = 5_000
"""So many facts back a door looks for what was told last: past that it asks anew, rather than walk the whole ledger."""

_STATE = [state.c[name] for name in StateRow._fields]
_IN_FORCE = ~exists().where(voided.c.fact == fact.c.n)
_DEEDS = Question(
    select(touch.c.subject, fact.c.kind, fact.c.life_key, fact.c.n)
    .join(fact, fact.c.n == touch.c.n)
    .where(touch.c.subject.in_(bindparam("some", expanding=True)), _IN_FORCE)
)


class Deed(NamedTuple):
    """A fact in force of a life: its kind, its place in the order of life, its position in the ledger."""

    kind: str
    key: str
    n: int

    @property
    def day(self) -> str:
        """The day on which it happened."""
        return self.key[:10]


class Reading:
    """What can be asked of a ledger; each answer is of one moment."""

    def __init__(self, store: Store, ledger_id: str) -> None:
        self.store = store
        self.ledger_id = ledger_id

    def head(self) -> Head:
        """Where the ledger ends now."""
        with self.store.reading() as connection:
            return end_of(connection, self.ledger_id)

    @contextmanager
    def past(self) -> Iterator[SqlPast]:
        """What the books ask of the past, at one moment; used by replays."""
        with self.store.reading() as connection:
            yield SqlPast(connection)

    # --- facts -------------------------------------------------------------------------------------

    def facts(self, after: int = 0, upto: int | None = None) -> Iterator[Entry]:
        """The facts with ``after < n <= upto`` in order, up to the end of now if none is named."""
        # A page at a time: between two of them SQLite is free to fold its log back into the file.
        last = self.head().count if upto is None else upto
        while after < last:
            with self.store.reading() as connection:
                page = select(*fact.c).where(fact.c.n > after, fact.c.n <= last).order_by(fact.c.n).limit(PAGE)
                rows = connection.execute(page).all()
            if not rows:
                return
            yield from map(Entry._make, rows)
            after = rows[-1].n

    def entries(self, ns: Iterable[int]) -> Iterator[Entry]:
        """The facts at these positions, in order."""
        for some in chunks(sorted(set(ns))):
            with self.store.reading() as connection:
                rows = connection.execute(select(*fact.c).where(fact.c.n.in_(some)).order_by(fact.c.n)).all()
            yield from map(Entry._make, rows)

    def entry(self, which: str | int) -> Entry:
        """The fact at a position, or of an identity."""
        column = fact.c.n if isinstance(which, int) else fact.c.event_id
        with self.store.reading() as connection:
            row = connection.execute(select(*fact.c).where(column == which)).first()
        if row is None:
            raise UnknownFact(say("no fact {which} in {path}", which=which, path=self.store.path))
        return Entry._make(row)

    def keeper(self) -> str | None:
        """The organisation that keeps this ledger, which its first fact tells of; None where it is empty."""
        with self.store.reading() as connection:
            subject = connection.execute(select(fact.c.subject).where(fact.c.n == 1)).scalar()
        return None if subject is None else str(subject).partition(":")[2]

    def facts_about(self, subject: str) -> list[Entry]:
        """Every fact that names a subject or leads to it by another label, voided ones too, in order of life."""
        asked = select(*fact.c).where(fact.c.n.in_(_touching(subject))).order_by(fact.c.life_key)
        with self.store.reading() as connection:
            return [Entry._make(row) for row in connection.execute(asked)]

    def lives(self, subjects: Collection[str]) -> dict[str, list[Deed]]:
        """The deeds of each of these subjects, by whatever label they were told, in order of life."""
        lives: dict[str, set[Deed]] = {subject: set() for subject in subjects}
        with self.store.reading() as connection:
            others = SqlPast(connection).other_codes(lives)
            kept = {name: subject for subject, names in others.items() for name in names}
            for some in chunks(sorted({*lives, *kept})):
                for named, *deed in _DEEDS.rows(connection, some=some):
                    lives[kept.get(named, named)].add(Deed._make(deed))
        return {subject: sorted(deeds, key=lambda one: one.key) for subject, deeds in lives.items()}

    def lately(self, kinds: Collection[str], *, acting: str, most: int = 1, within: int = LATELY) -> list[Entry]:
        """The facts in force of these kinds that an organisation told last, newest first, among the newest of all."""
        asked = (
            select(*fact.c)
            .where(fact.c.n > self.head().count - within, fact.c.kind.in_(sorted(kinds)), fact.c.acting == acting)
            .where(_IN_FORCE)
            .order_by(fact.c.n.desc())
            .limit(most)
        )
        with self.store.reading() as connection:
            return [Entry._make(row) for row in connection.execute(asked)]

    def voided(self, ns: Collection[int]) -> Mapping[int, frozenset[int]]:
        """Of these facts the void ones, each with the corrections that void it."""
        with self.store.reading() as connection:
            return SqlPast(connection).voiders_of(ns)

    def voids(self) -> list[tuple[int, int]]:
        """Every (voided fact, correction) pair in force."""
        with self.store.reading() as connection:
            return [(n, by) for n, by in connection.execute(select(voided.c.fact, voided.c.by).order_by(*voided.c))]

    def labels(self) -> list[tuple[str, str]]:
        """Every (other label, subject under which its life is kept) pair."""
        with self.store.reading() as connection:
            return [(code, kept) for code, kept in connection.execute(select(*label.c).order_by(label.c.code))]

    # --- books -------------------------------------------------------------------------------------

    def legs(self, after: int = 0, upto: int | None = None) -> Iterator[tuple[int, Leg]]:
        """The legs that became known with ``after < n <= upto``, each with its ``n``, in order of it."""
        for row in self._rows(select(*leg.c).where(leg.c.n > after).order_by(leg.c.n), leg.c.n, upto):
            yield row[0], Leg._make(row[1:])

    def breaches(
        self, after: int = 0, upto: int | None = None, *, subject: str | None = None
    ) -> Iterator[tuple[int, BreachMark]]:
        """The breach marks that became known with ``after < n <= upto``, each with its ``n``, in order of it.

        ``subject`` asks only for those of one device, part, lot or organisation, by the labels that
        lead to it now.
        """
        asked = select(*breach.c).where(breach.c.n > after).order_by(breach.c.n)
        if subject is not None:
            # By its facts: marks have an index by fact, none by subject.
            asked = asked.where(breach.c.fact.in_(_touching(subject)), breach.c.subject == subject)
        for row in self._rows(asked, breach.c.n, upto):
            yield row[0], BreachMark._make(row[1:])

    def _rows(self, asked: Select[Any], n: ColumnElement[int], upto: int | None) -> Iterator[Row[Any]]:
        # A batch may hold more legs than a page: one long answer, of one moment, is cut nowhere.
        if upto is not None:
            asked = asked.where(n <= upto)
        with self.store.reading() as connection:
            yield from connection.execution_options(yield_per=PAGE).execute(asked)

    # --- states ------------------------------------------------------------------------------------

    def state(self, subject: str) -> StateRow | None:
        """The newest state of a subject; None where nothing in force is known of it."""
        with self.store.reading() as connection:
            return SqlPast(connection).states_before({subject: END}).get(subject)

    def states(
        self,
        sort: Sort | None = None,
        *,
        custody: str | None = None,
        organisation: str | None = None,
        category: str | None = None,
        subject: str | None = None,
    ) -> Iterator[StateRow]:
        """The newest state of each subject of a sort (``device``, ``part``, ``lot``, ``organisation``), by code.

        The other words narrow it: to a custody, an organisation, a category, one subject.
        """
        asked = select(*_STATE).where(_is_newest(state)).order_by(state.c.subject)
        if sort is not None:
            # ";" is the sign after ":": the range is all that starts with the sort.
            asked = asked.where(state.c.subject >= f"{sort}:", state.c.subject < f"{sort};")
        narrowed = {"custody": custody, "organisation": organisation, "category": category, "subject": subject}
        for column, wanted in narrowed.items():
            if wanted is not None:
                asked = asked.where(state.c[column] == wanted)
        with self.store.reading() as connection:
            for row in connection.execution_options(yield_per=PAGE).execute(asked):
                yield StateRow._make(row)

    def find_identities(self, identities: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Identity (serial, maker and model) -> the subjects whose newest state bears it; no entry where none does."""
        found: dict[str, tuple[str, ...]] = {}
        with self.store.reading() as connection:
            for some in chunks(sorted(set(identities) - {""})):
                asked = (
                    select(state.c.identity, state.c.subject)
                    .where(state.c.identity.in_(some), state.c.identity != "", _is_newest(state))
                    .order_by(state.c.subject)
                )
                for identity, subject in connection.execute(asked):
                    found[identity] = (*found.get(identity, ()), subject)
        return found

    def resolve(self, code: str) -> str | None:
        """The subject under which the life of a label is kept; None where no fact names it.

        Takes a subject (``device:PC-1``) or what is printed on the label (``PC-1``), which
        then stands for a device, part, lot or organisation, in this order.
        """
        wanted = [code] if ":" in code else [f"{sort}:{code}" for sort in SORTS]
        with self.store.reading() as connection:
            kept = SqlPast(connection).kept_codes(wanted)
            named = set(
                connection.execute(select(touch.c.subject).distinct().where(touch.c.subject.in_(wanted))).scalars()
            )
        return next((kept.get(one, one) for one in wanted if one in kept or one in named), None)

    def ending(self, signs: str, *, sort: Sort = "device", most: int = 10) -> list[str]:
        """The codes of a sort, at most so many, that end with these signs, in order of code.

        Asked when a person types the last signs of a label: every label is looked at once.
        """
        asked = (
            select(touch.c.subject)
            .distinct()
            .where(
                touch.c.subject >= f"{sort}:",
                touch.c.subject < f"{sort};",
                touch.c.subject.endswith(signs, autoescape=True),
            )
            .order_by(touch.c.subject)
            .limit(most)
        )
        with self.store.reading() as connection:
            return [subject.partition(":")[2] for subject in connection.execute(asked).scalars()]


def _touching(subject: str) -> Select[tuple[int]]:
    """The positions of the facts that name a subject, by any label that leads to it."""
    others = select(label.c.code).where(label.c.kept == subject)
    return select(touch.c.n).where((touch.c.subject == subject) | touch.c.subject.in_(others))


def _is_newest(rows: Table) -> ColumnElement[bool]:
    later = rows.alias("later")
    return rows.c.key == select(func.max(later.c.key)).where(later.c.subject == rows.c.subject).scalar_subquery()
