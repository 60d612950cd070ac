"""The replay: facts taken in order of life, each from the states that those before it left."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from lifecycle.events import Fact
from lifecycle.journey.corrections import ALIAS_KINDS
from lifecycle.journey.kinds import CONTRADICTIONS, EFFECTS
from lifecycle.journey.leg import Leg
from lifecycle.journey.order import BEGINNING, END
from lifecycle.journey.page import Page
from lifecycle.journey.past import Recorded, StateRow
from lifecycle.journey.state import Device, Lot, Organisation, State, load_state, new_state
from lifecycle.journey.sweep.judge import Judge
from lifecycle.journey.sweep.lives import Lives
from lifecycle.journey.sweep.plain import Organisations
from lifecycle.journey.sweep.rows import neighbours, row_of
from lifecycle.journey.turn import Impossible, Turn
from lifecycle.reference import Reference


class Replay:
    """What turns see of the world, and what they leave: legs, breaches, states, reasons against them."""

    def __init__(
        self, lives: Lives, organisations: Organisations, reference: Reference, judge: Judge, *, first_n: int
    ) -> None:
        self.lives = lives
        self.organisations = organisations
        self.reference = reference
        self.judge = judge
        self.first_n = first_n
        self.now = BEGINNING
        self.refused: list[tuple[Recorded, str]] = []
        self.started: dict[str, str] = {}
        """Subject -> from which key on its kept states are no longer true."""
        self.queued: dict[int, Recorded] = {}
        self.pages: dict[int, list[Leg]] = {}
        self.broken: dict[int, tuple[Recorded, str, list[str]]] = {}
        self._states: dict[str, State] = {}
        self._heap: list[tuple[str, int]] = []
        self._starts: dict[str, list[str]] = {}
        """Key -> whose life begins again there though no fact is taken: a void fact, another code. What a
        fact itself touches begins when its turn comes: an earlier fact may reach it first."""
        self._rows: dict[tuple[str, str], StateRow] = {}
        self._last_key: dict[str, str] = {}

    # --- what the turns may ask ------------------------------------------------------------------

    def state(self, subject: str) -> State:
        """The state of a subject right now; it is fetched when it is first asked for."""
        known = self._states.get(subject)
        if known is None:
            self._start(subject, self.now)
            known = self._states[subject]
        return known

    def kept(self, subject: str) -> str:
        """The subject under which a life is kept."""
        return self.lives.kept(subject)

    def organisation(self, code: str) -> Organisation:
        """What is known of an organisation, whenever it was told."""
        return self.organisations.organisation(code)

    def later_facts(self, subject: str, key: str) -> Iterator[Recorded]:
        """The facts of a subject after this key, in order of life."""
        return self.lives.later_facts(subject, key)

    def leads_elsewhere(self, label: str, subject: str, n: int) -> bool:
        """Before the fact at ``n``, a life began under this label, or it was put on something else."""
        return self.lives.leads_elsewhere(label, subject, n)

    def was_ever_named(self, subject: str) -> bool:
        """Facts were recorded under this very label."""
        return self.lives.was_ever_named(subject)

    def facts_of_day(self, subject: str, day: str) -> int:
        """How many facts of a subject lie on a day."""
        return self.lives.facts_of_day(subject, day)

    # --- running ---------------------------------------------------------------------------------

    def run(self, facts: Iterable[Recorded], starts: dict[str, str]) -> None:
        """Take these facts, and all that lies downstream of them and of ``starts`` (subject -> key)."""
        for subject, key in starts.items():
            if self.kept(subject) == subject:
                self._starts.setdefault(key, []).append(subject)
            else:
                self.started[subject] = BEGINNING  # its life is now kept under another code
        for key in self._starts:
            heapq.heappush(self._heap, (key, 0))
        self._queue(facts)
        while self._heap:
            self._next()

    def _next(self) -> None:
        self.now, n = heapq.heappop(self._heap)
        if n:
            self._turn(self.queued[n])
        else:
            for subject in self._starts[self.now]:
                self._start(subject, self.now)

    def _start(self, subject: str, key: str) -> None:
        """Take a subject up before ``key``; what this leads to before the present turn is taken at once."""
        self._open(subject, key)
        present = self.now
        while self._heap and self._heap[0][0] < present:
            self._next()
        self.now = present

    def _open(self, subject: str, key: str) -> None:
        """Take a subject up from its last kept state before ``key``, and queue what follows."""
        if subject in self._states:
            return
        self.lives.fetch([subject])
        row = self.lives.newest.get(subject)
        if row is None:
            self._begin(subject, new_state(subject), key)
            self._queue(self.lives.life(subject))
        elif row.key < key:
            state = load_state(row.state, subject)
            self._begin(subject, state, key)
            # The newest state precedes the key: nothing known follows it but what the batch brings.
            if isinstance(state, Device) and state.untouched and subject in self.lives.mine:
                self._restart(subject)
        else:
            self._rewind(subject, key)

    def _rewind(self, subject: str, key: str) -> None:
        """A late fact: go back to the last kept state before it, and over the facts between."""
        row = self.lives.row_before(subject, key)
        life = self.lives.life(subject)
        if row is not None:
            state = load_state(row.state, subject)
            begin = bisect_right(life, row.key, key=lambda r: r.key)
            if not (isinstance(state, Device) and state.untouched):
                first = life[begin].key if begin < len(life) else key
                self._begin(subject, state, key, since=min(first, key))
                self._queue(life[begin:])
                return
        self._restart(subject)

    def _restart(self, subject: str) -> None:
        """From its first fact: while nothing has changed a machine, a weighing counts from its entry."""
        self._begin(subject, new_state(subject), BEGINNING)
        self._queue(self.lives.life(subject))

    def _begin(self, subject: str, state: State, key: str, *, since: str | None = None) -> None:
        """What may differ begins at ``key``, for the subject and for what it reaches.

        Facts between ``since`` and ``key`` are only caught up with: they touched this subject alone.
        """
        self._states[subject] = state
        self.started[subject] = key if since is None else since
        for neighbour in neighbours(state):
            self._open(neighbour, key)

    def _queue(self, facts: Iterable[Recorded]) -> None:
        for recorded in facts:
            if recorded.n not in self.queued:
                self.queued[recorded.n] = recorded
                heapq.heappush(self._heap, (recorded.key, recorded.n))

    # --- one turn --------------------------------------------------------------------------------

    def _turn(self, recorded: Recorded) -> None:
        fact = recorded.fact
        subjects = self.lives.subjects(fact)
        if isinstance(fact, ALIAS_KINDS):
            # It changes no state: taken again for the other code, it does not begin this one's life anew.
            subjects = subjects[:1]
            if self._was_judged(recorded) and self.started.get(subjects[0], END) > recorded.key:
                del self.queued[recorded.n]  # it was not taken again: what it broke still stands
                return
        self._meet(fact, subjects)
        page = Page(recorded.n, fact.occurred_on.isoformat(), fact.kind)
        turn = Turn(recorded, self, subjects[0], self._states[subjects[0]], page)
        reasons = self._reasons_against(turn)
        if reasons:
            self.refused += [(recorded, reason) for reason in reasons]
            return
        broken = self._breaches(turn)
        members = self._members_of(fact, subjects)
        try:
            self._apply(turn)
        except Impossible as impossible:
            self.refused.append((recorded, str(impossible)))
            return
        if turn.page.legs:
            self.pages[recorded.n] = turn.page.legs
        if broken or turn.notes:
            self.broken[recorded.n] = (recorded, subjects[0], [*dict.fromkeys([*broken, *turn.notes])])
        self._keep_states(turn, subjects, members | self._members_of(fact, subjects))

    def _was_judged(self, recorded: Recorded) -> bool:
        """It was in force before the batch."""
        return recorded.n < self.first_n and recorded.n not in self.lives.corrections.revived

    def _reasons_against(self, turn: Turn) -> list[str]:
        named = CONTRADICTIONS.get(turn.fact.kind)
        return [*self.judge.refusals(turn), *(str(reason) for reason in (named(turn) if named else ()))]

    def _breaches(self, turn: Turn) -> list[str]:
        once = self.judge.judged_once if self._was_judged(turn.recorded) else ()
        return [rule for rule in self.judge.breaches(turn) if rule not in once]

    def _meet(self, fact: Fact, subjects: Sequence[str]) -> None:
        """Bring up to the present all that the fact may move, before it moves anything."""
        self._take_up(subjects)
        for subject in subjects:
            state = self.state(subject)
            if isinstance(state, Lot) and fact.kind != "lot_packed":  # which moves only what it names
                certified = (move[0] for certificate in state.certificates for move in certificate.moves)
                self._take_up([*state.members, *certified])

    def _take_up(self, subjects: Sequence[str]) -> None:
        """Take up many subjects with few questions to the past."""
        absent = [subject for subject in dict.fromkeys(subjects) if subject not in self._states]
        if len(absent) > 1:
            self.lives.fetch(absent)
            rows = ((subject, self.lives.newest.get(subject)) for subject in absent)
            late = [subject for subject, row in rows if row is not None and row.key >= self.now]
            self.lives.fetch_before(late, self.now)
        for subject in absent:
            self.state(subject)

    def _apply(self, turn: Turn) -> None:
        effect = EFFECTS.get(turn.fact.kind)
        state = turn.state
        if turn.fact.changes_machine:
            for subject in self.lives.subjects(turn.fact):
                touched = self._states[subject]
                if isinstance(touched, Device):
                    touched.untouched = False
        if effect is not None:
            effect(turn)
        if turn.fact.work is not None and isinstance(state, Device):
            state.work = turn.fact.work

    # --- states to keep --------------------------------------------------------------------------

    def _members_of(self, fact: Fact, subjects: Sequence[str]) -> set[str]:
        """Who is in the lots that a fact names, and may be moved without being named."""
        members: set[str] = set()
        if fact.kind == "lot_packed":
            return members
        for subject in subjects:
            state = self._states[subject]
            if isinstance(state, Lot):
                members.update(state.members)
        return members

    def _keep_states(self, turn: Turn, subjects: Sequence[str], members: set[str]) -> None:
        """Note who was touched; where it was more than one, keep a state of each to come back to."""
        key = turn.recorded.key
        moved = {leg.item for leg in turn.page.legs}
        touched = set(subjects)
        for owner in members & self._states.keys():
            if any(item.id in moved for item in getattr(self._states[owner], "items", ())):
                touched.add(owner)
        for subject in touched:
            self._last_key[subject] = key
            if len(touched) > 1 or isinstance(self._states[subject], Lot):
                self._keep(subject, key)

    def _keep(self, subject: str, key: str) -> None:
        self._rows[subject, key] = row_of(self, subject, key, self._states[subject])

    def rows(self) -> Iterator[StateRow]:
        """The states to keep: the newest of each subject, and one after each fact that touched several."""
        for subject, key in self._last_key.items():
            if (subject, key) not in self._rows:
                self._keep(subject, key)
        yield from (row for row in self._rows.values() if row.key >= self.started.get(row.subject, BEGINNING))
