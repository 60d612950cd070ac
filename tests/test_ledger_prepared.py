"""A batch made ready before its turn: what others record meanwhile changes nothing of what it does to the books."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifecycle import demonstration
from lifecycle.events import Fact, HandedOver, MediaAbsent, Received, Weighed
from lifecycle.ledger import Ledger, Refused, create, open_ledger, verify
from lifecycle.ledger.prepared import Prepared

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WHO = {"by": "BENCH-1", "on_behalf_of": "ASSO", "now": NOW}
SHORT = 12
"""Facts of a batch: few enough that two neighbours often speak of different things."""


def all_of(ledger: Ledger) -> tuple[object, ...]:
    """Everything that the ledger keeps."""
    books = [*ledger.legs()], [*ledger.breaches()]
    return ledger.head(), *books, [*ledger.states()], ledger.voids(), [entry.form for entry in ledger.facts()]


class Meanwhile:
    """Somebody records a batch exactly between another's preparation and its turn."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.used, self.redone = 0, 0
        self.then = lambda: None
        make, at = Ledger._ready, Prepared.at

        def made(ledger: Ledger, *given: object) -> Prepared | None:
            ready, then = make(ledger, *given), self.then
            self.then = lambda: None
            then()
            return ready

        def moved_on(ready: Prepared, *given: object) -> Prepared | None:
            found = at(ready, *given)
            self.used, self.redone = self.used + (found is not None), self.redone + (found is None)
            return found

        monkeypatch.setattr("lifecycle.ledger.ledger.AT_ONCE", 0)
        monkeypatch.setattr(Ledger, "_ready", made)
        monkeypatch.setattr(Prepared, "at", moved_on)


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    return Meanwhile(monkeypatch)


def short_batches() -> list[tuple[Fact, ...]]:
    """The first year's facts, a few at a time, each few of things that hang together as they were told."""
    facts = [fact for batch in demonstration.batches(demonstration.load()) for fact in batch.facts]
    return [tuple(facts[at : at + SHORT]) for at in range(0, len(facts), SHORT)]


def test_it_does_what_it_would_have_done_in_its_turn(tmp_path, meanwhile):
    """
    The first year of the demonstration, 270 batches. One ledger takes them one after the other; the other makes
    each second one ready before the first of the pair is recorded. Chain, legs, breaches and states are the same;
    some batches could be used as they were ready, others had to be made anew.
    """
    batches = short_batches()
    with create(tmp_path / "plain.db", ledger_id="one") as plain:
        for batch in batches:
            plain.append(batch, **WHO)
        expected = all_of(plain)
    meanwhile.used = meanwhile.redone = 0
    create(tmp_path / "mixed.db", ledger_id="one").close()
    with open_ledger(tmp_path / "mixed.db") as mine, open_ledger(tmp_path / "mixed.db") as theirs:
        waiting = list(batches)
        while waiting:
            first, *second = waiting[:2]
            del waiting[:2]
            if not second:
                mine.append(first, **WHO)
                continue
            try:
                with_first_meanwhile(meanwhile, mine, theirs, first, second[0])
            except Refused:  # alone it was impossible when it was made ready: nobody had recorded anything yet
                theirs.append(first, **WHO)
                mine.append(second[0], **WHO)
        assert all_of(mine) == expected
        assert verify(mine, thorough=True).ok
    assert meanwhile.used > 20
    assert meanwhile.redone > 5


def with_first_meanwhile(
    meanwhile: Meanwhile, mine: Ledger, theirs: Ledger, first: tuple[Fact, ...], second: tuple[Fact, ...]
) -> None:
    def then() -> None:
        theirs.append(first, **WHO)

    meanwhile.then = then
    mine.append(second, **WHO)


# --- small cases ------------------------------------------------------------------------------------------


def fact(kind: type[Fact], device: str, day: str, number: int, **said: object) -> Fact:
    event_id = f"00000000-0000-8000-8000-{number:012d}"
    return kind(event_id=event_id, subject=f"device:{device}", acting="ASSO", occurred_on=day, **said)


def received(device: str, number: int) -> list[Fact]:
    return [
        fact(Received, device, "2026-01-05", number, category="laptop", legal="PRODUCT"),
        fact(MediaAbsent, device, "2026-01-06", number + 1),
    ]


def two_hands(path: Path) -> tuple[Ledger, Ledger]:
    create(path).close()
    return open_ledger(path), open_ledger(path)


def test_what_others_did_to_the_same_thing_meanwhile_is_seen(tmp_path, meanwhile):
    """
    PC-1 in stock. I make its hand-over ready; another hands it over first: mine is refused, with the reason.
    """
    mine, theirs = two_hands(tmp_path / "l.db")
    with mine, theirs:
        mine.append(received("PC-1", 1), **WHO)
        given = {"terms": "gift", "recipient": "B-1"}

        def then() -> None:
            theirs.append([fact(HandedOver, "PC-1", "2026-02-01", 11, **given)], **WHO)

        meanwhile.then = then
        with pytest.raises(Refused, match="PC-1"):
            mine.append([fact(HandedOver, "PC-1", "2026-02-02", 12, **given)], **WHO)
        assert mine.head().count == 3


def test_the_same_facts_recorded_by_another_meanwhile_are_unchanged(tmp_path, meanwhile):
    """Two send PC-1's facts at once: they are recorded once, and both get the same receipt."""
    mine, theirs = two_hands(tmp_path / "l.db")
    with mine, theirs:
        told = []

        def then() -> None:
            told.append(theirs.append(received("PC-1", 1), **WHO))

        meanwhile.then = then
        result = mine.append(received("PC-1", 1), **WHO)
        assert (result.recorded, result.unchanged) == (0, 2)
        assert result.receipt == told[0].receipt


def test_positions_move_on_with_what_others_recorded(tmp_path, meanwhile):
    """
    PC-2 is made ready for positions 1 and 2; PC-1 takes them first. Facts, keys and legs of PC-2 are at 3 and 4.
    """
    mine, theirs = two_hands(tmp_path / "l.db")
    with mine, theirs:

        def then() -> None:
            theirs.append(received("PC-1", 1), **WHO)

        meanwhile.then = then
        mine.append(received("PC-2", 3), **WHO)
        assert meanwhile.redone == 0
        assert [(entry.n, entry.subject) for entry in mine.facts()] == [
            (1, "device:PC-1"),
            (2, "device:PC-1"),
            (3, "device:PC-2"),
            (4, "device:PC-2"),
        ]
        assert {leg.fact for _n, leg in mine.legs() if leg.item == "device:PC-2"} == {3}
        assert verify(mine, thorough=True).ok
        mine.append([fact(Weighed, "PC-2", "2026-01-07", 9, grams=1900)], **WHO)
        row = mine.state("device:PC-2")
        assert row is not None
        assert '"grams":1900' in row.state


def test_a_refusal_that_is_still_true_needs_no_turn(tmp_path, meanwhile):
    """PC-9 was never received: its weighing is refused while somebody else holds the turn to write."""
    mine, theirs = two_hands(tmp_path / "l.db")
    with mine, theirs, theirs.store.writing(), pytest.raises(Refused, match="PC-9"):
        mine.append([fact(Weighed, "PC-9", "2026-01-07", 9, grams=1900)], **WHO)
