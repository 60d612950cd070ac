"""The workshop: in which column a machine stands, what it waits for, whether it can be handed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from books.life import PREAMBLE, Life
from ledger_facts import WHO

from lifecycle import reference
from lifecycle.ledger import Ledger, create
from lifecycle.reports.workshop import board, fitness, habits, open_media, shelf

Teller = Callable[[str], Ledger]


@pytest.fixture
def tell(tmp_path) -> Iterator[Teller]:
    """Records lives, batch by batch, in a ledger of two associations."""
    story = Life.__new__(Life)
    story.named, story.rank = {}, 0
    with create(tmp_path / "lifecycle.db") as ledger:

        def record(text: str) -> Ledger:
            for batch in story.facts(text):
                ledger.append(batch, **WHO)
            return ledger

        record(PREAMBLE)
        yield record


CASES = {
    "received": ("arrived", ("decision", "reading", "test")),
    "received; hardware_read media=[d1]": ("arrived", ("decision", "wipe", "test")),
    "received; media_absent": ("arrived", ("decision", "test")),
    "received category=monitor_medium": ("arrived", ("decision", "test")),
    "received; hardware_read media=[d1]; triaged verdict=refurbish": ("wiping", ("wipe", "test")),
    "received; media_absent; triaged verdict=refurbish": ("in_repair", ("test", "readying")),
    "received; media_absent; triaged verdict=refurbish; tested": ("in_repair", ("readying",)),
    "received; media_absent; made_ready": ("ready", ()),
    "received; made_ready": ("wiping", ("reading",)),
    "received; triaged verdict=wait": ("blocked", ("decision",)),
    "received; triaged verdict=wait defects=[battery_worn]": ("blocked", ("part",)),
    "received; triaged verdict=parts": ("blocked", ("taking_apart",)),
    "received; triaged verdict=recycle": ("blocked", ("discard",)),
    "received; media_absent; triaged verdict=wait; repaired": ("in_repair", ("test", "readying")),
    "received; triaged verdict=refurbish; data_sanitised medium=d1 verdict=fail": ("blocked", ("medium",)),
    "received; triaged verdict=refurbish; data_sanitised medium=d1 verdict=fail; data_sanitised medium=d1": (
        "in_repair",
        ("test", "readying"),
    ),
    "received; media_absent; made_ready; handed_over; taken_in": ("in_repair", ("readying",)),
    "received; media_absent; made_ready; handed_over; taken_in; made_ready": ("ready", ("holder",)),
    "received; media_absent; made_ready; handed_over; returned": ("arrived", ("decision", "reading", "test")),
}


def life(deeds: str, code: str = "PC-1") -> str:
    """One deed a day, from 1 March 2026 on."""
    lines = []
    for day, deed in enumerate(deeds.split("; "), 1):
        kind, _, rest = deed.partition(" ")
        lines.append(f"2026-03-{day:02d} {code} {kind} {rest}")
    return "\n".join(lines)


@pytest.mark.parametrize("deeds", CASES)
def test_a_machine_stands_in_the_column_of_its_work(tell, deeds):
    """What was decided, wiped, tested says where it stands and what it waits for."""
    (card,) = board(tell(life(deeds)), "ASSO", reference.load()).cards
    assert (card.column, card.waits) == CASES[deeds]
    assert card.after_sales is ("taken_in" in deeds)


@pytest.mark.parametrize(
    ("deeds", "since"),
    [
        ("received; weighed grams=2000", 1),
        ("received; hardware_read media=[d1]; triaged verdict=refurbish; weighed grams=2000", 3),
        ("received; media_absent; made_ready; weighed grams=2000", 3),
        ("received; media_absent; made_ready; handed_over; returned; weighed grams=2000", 5),
        ("received; triaged verdict=wait; weighed grams=2000", 2),
    ],
)
def test_its_age_counts_from_the_deed_that_put_it_there(tell, deeds, since):
    """A weighing moves nothing; a return begins anew."""
    (card,) = board(tell(life(deeds)), "ASSO", reference.load()).cards
    assert card.since == date(2026, 3, since)


def test_a_board_counts_all_it_holds_and_nothing_of_others(tell):
    """Waste on the shelf is counted apart; what is handed over, lost or elsewhere is not there."""
    ledger = tell(
        """
        2026-03-01 PC-1 received
        2026-03-01 PC-2 received
        2026-03-02 PC-2 discarded
        2026-03-01 PC-3 received
        2026-03-02 PC-3 lost
        2026-03-01 PC-4 received acting=ASSO2
        2026-03-01 PC-5 received
        2026-03-02 PC-5 handed_over
        2026-03-01 PC-6 received
        2026-03-02 PC-6 discarded
        2026-03-03 L-1  lot_packed devices=[PC-6]
        """
    )
    found = board(ledger, "ASSO", reference.load())
    assert [card.code for card in found.cards] == ["PC-1"]
    assert (sum(found.counts.values()), found.waste) == (1, 1)
    there = shelf(ledger, "ASSO", found)
    assert there.counts == {"laptop": {"arrived": 1, "waste": 1}}
    assert (there.of("laptop"), there.in_lots, there.parts) == (2, 1, 0)


STEPS = """
2026-03-01 PC-1 received
2026-03-01 PC-2 received
2026-03-01 PC-3 received
--
2026-03-02 =sorted PC-1 triaged verdict=wait
2026-03-02 PC-2 media_absent
--
2026-03-03 PC-2 relabelled new_code=PC-9
--
2026-03-04 PC-9 made_ready
--
2026-03-05 PC-2 handed_over
--
2026-03-06 PC-1 weighed grams=2000
--
2026-03-07 PC-3 discarded
2026-03-07 organisation:ASSO corrected voids=[sorted]
"""


def test_a_board_made_from_an_earlier_one_is_the_same_as_one_made_anew(tell):
    """Whatever was told between: new labels, what is told under them, corrections."""
    values, known = reference.load(), None
    for step in STEPS.strip().split("--"):
        ledger = tell(step)
        known = board(ledger, "ASSO", values, known)
        assert known == board(ledger, "ASSO", values)
    assert [(card.code, card.column) for card in known.cards] == [("PC-1", "arrived")]
    assert known.waste == 1


def test_each_code_of_a_hand_over_is_told_fit_or_why_not(tell):
    """What the ledger would refuse, what breaks a rule, what skips a step; by any label, each machine once."""
    ledger = tell(
        """
        2026-03-01 PC-1 received
        2026-03-02 PC-1 media_absent
        2026-03-03 PC-1 made_ready
        2026-03-03 PC-1 relabelled new_code=PC-9
        2026-03-01 PC-2 received
        2026-03-02 PC-2 hardware_read media=[d1,d2]
        2026-03-01 PC-3 received acting=ASSO2
        2026-03-01 PC-4 received category=monitor_medium
        2026-03-02 PC-4 discarded
        2026-03-01 PC-5 received
        2026-03-02 PC-5 handed_over
        """
    )
    codes = ["PC-9", "PC-1", "PC-2", "PC-3", "PC-4", "PC-5", "PC-6"]
    found = {one.code: one for one in fitness(ledger, codes, organisation="ASSO", reference=reference.load())}
    assert list(found) == ["PC-1", "PC-2", "PC-3", "PC-4", "PC-5", "PC-6"]
    assert found["PC-1"].fit
    assert [str(doubt) for doubt in found["PC-2"].doubts] == ["media not wiped: 2", "nobody has declared it ready"]
    assert [str(why) for why in found["PC-3"].contradicted] == ["it is in the stock of ASSO2: receive it first"]
    assert "it is waste" in str(found["PC-4"].doubts[0])
    assert [str(why) for why in found["PC-5"].contradicted] == ["it is not on the shelf: in use (ASSO)"]
    assert "nothing is known of it" in str(found["PC-6"].contradicted[0])


def test_what_was_said_last_of_how_one_works_is_proposed_again(tell):
    """Each word by itself: a wipe that named no version leaves the one of before; others' habits are theirs."""
    ledger = tell(
        """
        2026-03-01 PC-1 received
        2026-03-02 PC-1 data_sanitised medium=d1 tool="nwipe 0.39" method=purge
        2026-03-03 PC-1 data_sanitised medium=d2 tool="nwipe 0.40"
        2026-03-04 PC-1 software_installed system=Debian version="13" free=true
        2026-03-05 PC-1 software_installed system=Mint free=true
        2026-03-06 PC-1 handed_over charter_version=2026-1
        """
    )
    said = habits(ledger, "ASSO")
    assert (said["tool"], said["method"], said["system"], said["version"]) == ("nwipe 0.40", "clear", "Mint", "13")
    assert (said["free"], said["charter_version"]) == ("true", "2026-1")
    assert habits(ledger, "ASSO2") == {}


def test_the_media_to_wipe_of_a_stack_are_named(tell):
    """As the machine file named them; of a machine that nobody read, one called by its rank."""
    ledger = tell(
        """
        2026-03-01 PC-1 received
        2026-03-02 PC-1 hardware_read media=[d2,d1,d3]
        2026-03-03 PC-1 data_sanitised medium=d3
        2026-03-01 PC-2 received
        2026-03-01 PC-3 received category=monitor_medium
        2026-03-01 PC-4 received
        2026-03-02 PC-4 media_absent
        """
    )
    codes = ["PC-1", "PC-2", "PC-3", "PC-4", "PC-5"]
    assert open_media(ledger, codes, reference.load()) == {"device:PC-1": ("d1", "d2"), "device:PC-2": ("1",)}
