"""What a batch of facts changes: only what lies downstream of it is replayed.

A fact touches its subject, then the lots its grams later entered, never the other way.
Each touched subject starts from its last kept state before the fact; from there on its
facts, and those of the lots it is in, are taken again in order of life. The difference
between the legs they gave and the legs they give now is what the ledger appends.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from lifecycle.events import (
    AuthorisationGranted,
    AuthorisationWithdrawn,
    Collected,
    DonationAnnounced,
    Fact,
    OrganisationRegistered,
    Received,
    Relabelled,
)
from lifecycle.journey.corrections import ALIAS_KINDS, Corrections, Labels, corrections_of, labels_of
from lifecycle.journey.kinds import EFFECTS, STATELESS
from lifecycle.journey.leg import Leg
from lifecycle.journey.order import BEGINNING, END
from lifecycle.journey.page import Page
from lifecycle.journey.past import BreachMark, Outcome, Past, Recorded, StateRow
from lifecycle.journey.state import (
    Authorisation,
    Device,
    LoosePart,
    Lot,
    Organisation,
    State,
    dump_state,
    load_state,
    new_state,
    organisation_of,
    sort_of,
)
from lifecycle.journey.turn import Impossible, Turn, custody_of_lot
from lifecycle.reference import Reference
from lifecycle.words import say


class Judge(Protocol):
    """The rules, as the replay asks them."""

    def refusals(self, turn: Turn) -> Sequence[str]:
        """Why the fact contradicts the life it would enter; empty where it does not."""

    def breaches(self, turn: Turn) -> Sequence[str]:
        """The rules that the fact breaks, as seen from the state before it."""


def sweep(batch: Sequence[Recorded], past: Past, reference: Reference, judge: Judge) -> Outcome:
    """What the facts of ``batch`` (positions given, in order of position) change in the books.

    Pure: nothing is written. Where any fact is impossible, the outcome holds every reason
    and nothing else counts.
    """
    return _Sweep(batch, past, reference, judge).outcome()


class _Sweep:
    def __init__(self, batch: Sequence[Recorded], past: Past, reference: Reference, judge: Judge) -> None:
        self.batch = batch
        self.past = past
        self.reference = reference
        self.judge = judge
        self.first_n = batch[0].n if batch else 0
        self.refused: list[tuple[int, str]] = []
        self.corrections: Corrections = corrections_of(batch, past)
        self.new = [r for r in batch if r.n not in self.corrections.voided]
        self.states: dict[str, State] = {}
        self.started: dict[str, str] = {}
        self.last_key: dict[str, str] = {}
        self.lives: dict[str, list[Recorded]] = {}
        self.newest: dict[str, StateRow] = {}
        self.organisations: dict[str, Organisation] = {}
        self.told: set[str] = set()
        self.heap: list[tuple[str, int]] = []
        self.starts: dict[str, list[str]] = {}
        """Key -> whose life begins again there though no fact is taken: a void fact, another code. What a
        fact itself touches begins when its turn comes: an earlier fact may reach it first."""
        self.queued: dict[int, Recorded] = {}
        self.pages: dict[int, list[Leg]] = {}
        self.broken: dict[int, tuple[Recorded, str, list[str]]] = {}
        self.rows: dict[tuple[str, str], StateRow] = {}
        self.mine: dict[str, list[Recorded]] = {}
        self.labels = Labels()

    # --- what the turns may ask ------------------------------------------------------------------

    def state(self, subject: str) -> State:
        """The state of a subject right now; it is fetched when it is first asked for."""
        known = self.states.get(subject)
        if known is None:
            self._start(subject, self.now)
            known = self.states[subject]
        return known

    def kept(self, subject: str) -> str:
        """The subject under which a life is kept."""
        if subject not in self.labels.looked:
            self._look_up([subject])
        return self.labels.kept.get(subject, subject)

    def _look_up(self, subjects: Iterable[str]) -> None:
        """Ask the past, once for all of them, under which codes these labels are kept."""
        new = set(subjects) - self.labels.looked
        self.labels.looked |= new
        devices = {subject for subject in new if sort_of(subject) == "device"}
        if devices:
            self.labels.kept |= self.past.kept_codes(devices)

    def organisation(self, code: str) -> Organisation:
        """What is known of an organisation, whenever it was told."""
        known = self.organisations.get(code)
        if known is None:
            subject = f"organisation:{code}"
            row = self.past.states_before({subject: END}).get(subject)
            state = load_state(row.state, subject) if row else Organisation()
            assert isinstance(state, Organisation)
            known = self.organisations[code] = state
        return known

    def later_facts(self, subject: str, key: str) -> Iterator[Recorded]:
        """The facts of a subject after this key, in order of life."""
        life = self._life(subject)
        return iter(life[bisect_right(life, key, key=lambda r: r.key) :])

    def leads_elsewhere(self, label: str, subject: str, n: int) -> bool:
        """Before the fact at ``n``, a life began under this label, or it was put on something else."""
        for recorded in self._all_named(label):
            fact = recorded.fact
            if recorded.n >= n:
                continue  # what came under the new label afterwards is the life of what bears it
            if fact.subject == label and isinstance(fact, DonationAnnounced | Collected | Received):
                return True
            if isinstance(fact, Relabelled) and fact.subject not in {label, subject}:
                return True
        return False

    def was_ever_named(self, subject: str) -> bool:
        """Facts were recorded under this very label."""
        return any(True for _ in self._named(subject))

    def _named(self, subject: str) -> Iterator[Recorded]:
        return (r for r in self._all_named(subject) if r.fact.subject == subject)

    def _all_named(self, subject: str) -> Iterator[Recorded]:
        facts = {r.n: r for r in (*self.past.facts_of({subject}), *self.new)}.values()
        named = (r for r in facts if subject == r.fact.subject or subject in r.fact.also)
        return (r for r in named if r.n not in self.corrections.voided)

    def facts_of_day(self, subject: str, day: str) -> int:
        """How many facts of a subject lie on a day."""
        return sum(r.key.startswith(day) for r in self._life(subject))

    # --- the replay ------------------------------------------------------------------------------

    def outcome(self) -> Outcome:
        """Replay what the batch touches, and compare with what the books say."""
        self._prepare()
        while self.heap:
            self._next()
        refusals = self._refusals()
        if refusals:
            return Outcome(refusals, (), (), {}, (), {}, (), (), {})
        return Outcome(
            refusals=(),
            legs=tuple(self._leg_differences()),
            breaches=tuple(self._breach_differences()),
            known_then={r.n: tuple(self.broken[r.n][2]) if r.n in self.broken else () for r in self.batch},
            states=tuple(self._state_rows()),
            stale={**self.started, **{f"organisation:{code}": BEGINNING for code in self.told}},
            voids=tuple(self.corrections.voids),
            revived=tuple(self.corrections.revived_pairs),
            kept_codes=self.labels.changed,
        )

    def _next(self) -> None:
        self.now, n = heapq.heappop(self.heap)
        if n:
            self._turn(self.queued[n])
        else:
            for subject in self.starts[self.now]:
                self._start(subject, self.now)

    def _prepare(self) -> None:
        self.now = BEGINNING
        touched = [*self.new, *self.corrections.voided.values(), *self.corrections.revived.values()]
        named = {s for r in touched for s in (r.fact.subject, *r.fact.also)}
        self.labels = labels_of(self.batch, self.corrections, self.past, named)
        starts: dict[str, str] = {}
        for recorded in touched:
            gone = recorded.n in self.corrections.voided
            if isinstance(recorded.fact, OrganisationRegistered | AuthorisationGranted | AuthorisationWithdrawn):
                self._tell_of_organisation(recorded, starts)
            elif gone and _has_life(recorded.fact):
                for subject in self._subjects(recorded.fact):
                    starts[subject] = min(starts.get(subject, END), recorded.key)
        for subject, key in self._moved_by_voided_lot_facts():
            starts[subject] = min(starts.get(subject, END), key)
        starts |= dict.fromkeys(self.labels.affected, BEGINNING)
        for recorded in (*self.new, *self.corrections.revived.values()):
            if _has_life(recorded.fact):
                for subject in self._subjects(recorded.fact):
                    self.mine.setdefault(subject, []).append(recorded)
        self._fetch_newest([*starts, *self.mine])
        for subject, key in starts.items():
            if self.kept(subject) == subject:
                self.starts.setdefault(key, []).append(subject)
            else:
                self.started[subject] = BEGINNING  # its life is now kept under another code
        for key in self.starts:
            heapq.heappush(self.heap, (key, 0))
        for recorded in (*self.new, *self.corrections.revived.values()):
            if _has_life(recorded.fact):
                self._queue(recorded)

    def _moved_by_voided_lot_facts(self) -> Iterator[tuple[str, str]]:
        """Members that a lot's void fact had moved without naming them: their lives begin again there."""
        keys = {n: r.key for n, r in self.corrections.voided.items() if sort_of(r.fact.subject) == "lot"}
        for leg in self.past.legs_of(keys) if keys else ():
            yield self.kept(leg.item.partition("#")[0]), keys[leg.fact]

    def _fetch_newest(self, starts: Iterable[str]) -> None:
        wanted = dict.fromkeys(starts, END)
        self.newest |= self.past.states_before(wanted) if wanted else {}

    def _tell_of_organisation(self, recorded: Recorded, starts: dict[str, str]) -> None:
        """Authorisations hold by their own days, whenever they were told: no replay, a set."""
        fact = recorded.fact
        known = self.organisation(fact.code)
        self.told.add(fact.code)
        gone = recorded.n in self.corrections.voided
        if isinstance(fact, OrganisationRegistered):
            known.registered.pop(fact.event_id, None)
            if not gone:
                known.registered[fact.event_id] = fact.name
            return
        if isinstance(fact, AuthorisationGranted):
            known.granted.pop(fact.event_id, None)
            from_day = fact.valid_from.isoformat()
            if not gone:
                known.granted[fact.event_id] = Authorisation(
                    fact.reference,
                    fact.activity,
                    from_day,
                    fact.valid_to.isoformat() if fact.valid_to else "",
                    list(fact.waste_codes),
                    list(fact.categories),
                )
        elif isinstance(fact, AuthorisationWithdrawn):
            known.withdrawn.pop(fact.event_id, None)
            from_day = fact.void_from.isoformat()
            if not gone:
                known.withdrawn[fact.event_id] = (fact.reference, from_day)
        else:
            return
        for certificate in self.past.certificates_of({fact.code}):
            if certificate.key >= from_day and certificate.n not in self.corrections.voided:
                for subject in self._subjects(certificate.fact):
                    starts[subject] = min(starts.get(subject, END), certificate.key)

    def _subjects(self, fact: Fact) -> list[str]:
        return [self.kept(subject) for subject in (fact.subject, *fact.also)]

    def _life(self, subject: str) -> list[Recorded]:
        """All facts in force of a subject after the batch, in order of life."""
        life = self.lives.get(subject)
        if life is None:
            facts = {r.n: r for r in self.mine.get(subject, ())}
            if subject in self.newest or subject not in self.states or self._was_known(subject):
                codes = {subject, *self.past.other_codes({subject}).get(subject, ())}
                codes |= {code for code, kept in self.labels.kept.items() if kept == subject}
                self._look_up(codes)
                codes = {code for code in codes if self.kept(code) == subject}
                for recorded in self.past.facts_of(codes):
                    if recorded.n not in self.corrections.voided and _has_life(recorded.fact):
                        facts[recorded.n] = recorded
            self._look_up(s for r in facts.values() for s in (r.fact.subject, *r.fact.also))
            life = self.lives[subject] = sorted(facts.values(), key=lambda r: r.key)
        return life

    def _was_known(self, subject: str) -> bool:
        return bool(self.labels.changed) or subject in self.newest

    def _start(self, subject: str, key: str) -> None:
        """Take a subject up before ``key``; what this leads to before the present turn is taken at once."""
        self._open(subject, key)
        present = self.now
        while self.heap and self.heap[0][0] < present:
            self._next()
        self.now = present

    def _open(self, subject: str, key: str) -> None:
        """Take a subject up from its last kept state before ``key``, and queue what follows."""
        if subject in self.states:
            return
        if subject not in self.newest:
            self._fetch_newest([subject])
        row = self.newest.get(subject)
        if row is not None and row.key < key:
            state = load_state(row.state, subject)
            self._begin(subject, state, key)
            # The newest state precedes the key: nothing known follows it but what the batch brings.
            if isinstance(state, Device) and state.untouched and subject in self.mine:
                self._restart(subject)
            return
        if row is None:
            self._begin(subject, new_state(subject), key)
            self._queue_all(self._life(subject))
            return
        self._rewind(subject, key)

    def _rewind(self, subject: str, key: str) -> None:
        """A late fact: go back to the last kept state before it, and over the facts between."""
        row = self.past.states_before({subject: key}).get(subject)
        life = self._life(subject)
        if row is not None:
            state = load_state(row.state, subject)
            begin = bisect_right(life, row.key, key=lambda r: r.key)
            if not (isinstance(state, Device) and state.untouched):
                first = life[begin].key if begin < len(life) else key
                self._begin(subject, state, key, since=min(first, key))
                self._queue_all(life[begin:])
                return
        self._restart(subject)

    def _restart(self, subject: str) -> None:
        """From its first fact: while nothing has changed a machine, a weighing counts from its entry."""
        self._begin(subject, new_state(subject), BEGINNING)
        self._queue_all(self._life(subject))

    def _begin(self, subject: str, state: State, key: str, *, since: str | None = None) -> None:
        """What may differ begins at ``key``, for the subject and for what it reaches.

        Facts between ``since`` and ``key`` are only caught up with: they touched this subject alone.
        """
        self.states[subject] = state
        self.started[subject] = key if since is None else since
        for neighbour in _neighbours(state):
            self._open(neighbour, key)

    def _queue_all(self, facts: Sequence[Recorded]) -> None:
        for recorded in facts:
            self._queue(recorded)

    def _queue(self, recorded: Recorded) -> None:
        if recorded.n not in self.queued:
            self.queued[recorded.n] = recorded
            heapq.heappush(self.heap, (recorded.key, recorded.n))

    def _turn(self, recorded: Recorded) -> None:
        fact = recorded.fact
        subjects = self._subjects(fact)
        if isinstance(fact, ALIAS_KINDS):
            # It changes no state: taken again for the other code, it does not begin this one's life anew.
            subjects = subjects[:1]
            known = recorded.n < self.first_n and recorded.n not in self.corrections.revived
            if known and self.started.get(subjects[0], END) > recorded.key:
                del self.queued[recorded.n]  # it was not taken again: what it broke still stands
                return
        self._meet(fact, subjects)
        turn = Turn(recorded, self, subjects[0], Page(recorded.n, fact.occurred_on.isoformat(), fact.kind))
        reasons = list(self.judge.refusals(turn))
        if reasons:
            self.refused += [(recorded.n, reason) for reason in reasons]
            return
        broken = list(self.judge.breaches(turn))
        members = self._members_of(fact, subjects)
        try:
            self._apply(turn)
        except Impossible as impossible:
            self.refused.append((recorded.n, str(impossible)))
            return
        if turn.page.legs:
            self.pages[recorded.n] = turn.page.legs
        if broken or turn.notes:
            self.broken[recorded.n] = (recorded, subjects[0], [*dict.fromkeys([*broken, *turn.notes])])
        self._keep_states(turn, subjects, members | self._members_of(fact, subjects))

    def _meet(self, fact: Fact, subjects: Sequence[str]) -> None:
        """Bring up to the present all that the fact may move, before it moves anything."""
        for subject in subjects:
            state = self.state(subject)
            if isinstance(state, Lot) and fact.kind != "lot_packed":  # which moves only what it names
                for owner in list(state.members):
                    self.state(owner)
                for certificate in state.certificates:
                    for move in certificate.moves:
                        self.state(move[0])

    def _apply(self, turn: Turn) -> None:
        effect = EFFECTS.get(turn.fact.kind)
        state = turn.state
        if turn.fact.changes_machine:
            for subject in self._subjects(turn.fact):
                touched = self.states[subject]
                if isinstance(touched, Device):
                    touched.untouched = False
        if effect is not None:
            effect(turn)
        if turn.fact.work is not None and isinstance(state, Device):
            state.work = turn.fact.work

    def _members_of(self, fact: Fact, subjects: Sequence[str]) -> set[str]:
        """Who is in the lots that a fact names, and may be moved without being named."""
        members: set[str] = set()
        if fact.kind == "lot_packed":
            return members
        for subject in subjects:
            state = self.states[subject]
            if isinstance(state, Lot):
                members.update(state.members)
        return members

    def _keep_states(self, turn: Turn, subjects: Sequence[str], members: set[str]) -> None:
        """Note who was touched; where it was more than one, keep a state of each to come back to."""
        key = turn.recorded.key
        moved = {leg.item for leg in turn.page.legs}
        touched = set(subjects)
        for owner in members & self.states.keys():
            if any(item.id in moved for item in getattr(self.states[owner], "items", ())):
                touched.add(owner)
        for subject in touched:
            self.last_key[subject] = key
            if len(touched) > 1 or isinstance(self.states[subject], Lot):
                self._keep(subject, key)

    def _keep(self, subject: str, key: str) -> None:
        self.rows[subject, key] = _row(self, subject, key, self.states[subject])

    # --- what differs ----------------------------------------------------------------------------

    def _refusals(self) -> tuple[tuple[int, str], ...]:
        found = [*self.corrections.refusals, *self.refused]
        positions: list[tuple[int, str]] = []
        for n, reason in found:
            if n >= self.first_n:
                positions.append((n - self.first_n, reason))
                continue
            known = self.queued[n]
            text = str(
                say(
                    "this would make an earlier fact impossible ({kind} of {subject} on {day}, n° {n}): {reason}",
                    kind=known.fact.kind,
                    subject=known.fact.subject,
                    day=known.fact.occurred_on.isoformat(),
                    n=n,
                    reason=reason,
                )
            )
            positions += [(i, text) for i in self._to_blame(known)]
        return tuple(dict.fromkeys(sorted(positions)))

    def _to_blame(self, known: Recorded) -> list[int]:
        """The facts of the batch that touch what an impossible earlier fact touches, else all of them."""
        touched = set(self._subjects(known.fact))
        blamed = [i for i, r in enumerate(self.batch) if touched & set(self._subjects(r.fact))]
        return blamed or list(range(len(self.batch)))

    def _leg_differences(self) -> Iterator[Leg]:
        known = [n for n in self.queued if n < self.first_n]
        gone = list(self.corrections.voided)
        old: dict[int, Counter[tuple[object, ...]]] = {}
        units: dict[int, Counter[tuple[object, ...]]] = {}
        for leg in self.past.legs_of([*known, *gone]) if known or gone else ():
            old.setdefault(leg.fact, Counter())[leg[:-2]] -= leg.grams
            units.setdefault(leg.fact, Counter())[leg[:-2]] -= leg.units
        for n in sorted({*self.queued, *gone}):
            if n >= self.first_n and n not in old:
                yield from self.pages.get(n, ())
                continue
            grams, count = old.get(n, Counter()), units.get(n, Counter())
            for leg in self.pages.get(n, ()):
                grams[leg[:-2]] += leg.grams
                count[leg[:-2]] += leg.units
            for attributes in grams:
                if grams[attributes] or count[attributes]:
                    yield Leg._make((*attributes, grams[attributes], count[attributes]))

    def _breach_differences(self) -> Iterator[BreachMark]:
        known = [n for n in self.queued if n < self.first_n]
        gone = list(self.corrections.voided)
        before: Counter[tuple[int, str, str, str, str]] = Counter()
        for mark in self.past.breaches_of([*known, *gone]) if known or gone else ():
            before[mark[:-1]] -= mark.change
        for n, (recorded, subject, rules) in self.broken.items():
            day = recorded.fact.occurred_on.isoformat()
            for rule in rules:
                before[n, day, subject, recorded.fact.acting, rule] += 1
        for key, change in before.items():
            if change:
                yield BreachMark(*key, change)

    def _state_rows(self) -> Iterator[StateRow]:
        for subject, key in self.last_key.items():
            if (subject, key) not in self.rows:
                self._keep(subject, key)
        yield from (row for row in self.rows.values() if row.key >= self.started.get(row.subject, BEGINNING))
        for code in sorted(self.told):
            subject = f"organisation:{code}"
            yield _row(self, subject, life_key_of_organisation(), self.organisations[code])


def life_key_of_organisation() -> str:
    """The one key under which an organisation's state is kept: authorisations have no order of life."""
    return "0"


def _row(world: _Sweep, subject: str, key: str, state: State) -> StateRow:
    held, organisation, category, identity = "", "", "", ""
    if isinstance(state, Device):
        held, organisation, identity = state.custody, state.organisation, state.identity
        category = state.body.category if state.body else ""
    elif isinstance(state, LoosePart):
        held = state.custody if not state.host else "installed"
        organisation = organisation_of(state.items)
        category = state.item.category if state.item else ""
    elif isinstance(state, Lot):
        held = custody_of_lot(world, subject)
        code = subject.partition(":")[2]
        held_here = (
            holding.organisation
            for owner in state.members
            for item in getattr(world.state(owner), "items", ())
            for holding in item.holdings
            if holding.lot == code
        )
        organisation = next(held_here, organisation_of(state.lines))
    return StateRow(subject, key, dump_state(state, subject), held, organisation, category, identity)


def _neighbours(state: State) -> Iterator[str]:
    """Whom a change to this state reaches at once: the lots it is in, the host of a part."""
    if isinstance(state, Organisation):
        return
    if isinstance(state, LoosePart) and state.host:
        yield state.host
    yield from (f"lot:{code}" for code in dict.fromkeys(state.lots()))
    yield from (f"lot:{code}" for item in state.items for code in item.certified_in)


def _has_life(fact: Fact) -> bool:
    return sort_of(fact.subject) != "organisation" and fact.kind not in STATELESS
