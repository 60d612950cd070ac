"""Lots in words: the running balance of what is typed, what waits, who can do what about it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from test_lots_due import CAME, LEFT, PACKED, PART, POLICY, UNDONE, WHOLE, WITHDRAWN, ledger_of

from dashboard.tell import deadlines, lot_balance, lots
from lifecycle.reports.lots import lot_standing
from lifecycle.reports.todo.lots import due_of_lots

NAMES = {"RECYCLER": "Recyclage de l’Estuaire", "ASSO": "Ordis"}
CRATE = """
2026-01-06 L-1  lot_opened     legal=WASTE waste_code="16 02 13*" lines=[("peripheral",10,4000,True),("laptop",2,4000,True)]
2026-01-07 L-1  lot_dispatched grams=8000
"""


def stands(tmp_path, text):
    with ledger_of(tmp_path, text) as ledger:
        return lot_standing(ledger, "L-1")


def grams(balance) -> dict[str, int]:
    return {rung.words: rung.grams for rung in balance.rungs}


def test_fractions_are_read_back_against_what_remains(tmp_path):
    """8 kg await proof; 5 kg recycled and 2,9 kg disposed of leave 100 g of difference."""
    rows = [
        {"grams": 5000, "operation": "R 4", "mode": "recycling"},
        {"grams": 2900, "operation": "D 5", "mode": "disposal"},
    ]
    found = lot_balance.of_fractions(rows, None, stands(tmp_path, CAME))
    assert found.difference == -100
    assert [rung.line for rung in found.rungs[1:3]] == ["recycled", "disposed"]
    assert (found.rungs[0].grams, found.rungs[-1].grams) == (8000, 0)


def test_what_a_certificate_does_not_cover_is_left(tmp_path):
    """3 kg of 8 are covered, to the gram."""
    found = lot_balance.of_fractions(
        [{"grams": 3000, "operation": "R 4", "mode": "recycling"}], 3000, stands(tmp_path, CAME)
    )
    assert (found.difference, found.rungs[-1].grams) == (0, 5000)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"grams": 8000, "operation": "R 13"}, "go on waiting for proof"),
        ({"grams": 8000, "operation": "R 1", "mode": "recycling"}, "go on waiting for proof"),
        ({"grams": 8000, "mode": "recycling"}, "not complete yet"),
        ({"grams": 8000, "operation": "R 4", "mode": "recycling"}, "recycled"),
    ],
)
def test_a_fraction_says_what_it_will_count_as(tmp_path, row, words):
    """Grouping ends nothing, and burning is no recycling."""
    found = lot_balance.of_fractions([row], None, stands(tmp_path, CAME))
    assert words in found.rungs[1].words


def test_a_reception_is_compared_with_what_was_announced(tmp_path):
    """8 kg were announced; five of ten peripherals are refused; 7 kg gross less 1 kg: 2 kg less than expected."""
    lot = stands(tmp_path, CRATE)
    rows = [{"thing": "line:1", "count": "5", "reason": "not_weee"}]
    refused = lot_balance.refused_grams(rows, lot)
    assert refused == [2000]
    found = lot_balance.of_reception(7000, 1000, None, refused, lot)
    assert found.difference == 4000 - 6000
    assert 4000 in grams(found).values()


def test_what_is_refused_is_named_as_a_fact_names_it():
    """A line by its rank, a device by its code."""
    rows = [{"thing": "line:2", "grams": 300, "count": "1"}, {"thing": "device:PC-1", "reason": "damaged"}]
    told = json.loads(lot_balance.refused_told(rows))
    assert told == [{"grams": 300, "count": "1", "line": 2}, {"reason": "damaged", "device": "PC-1"}]
    assert lot_balance.refused_told([]) is None


def test_nothing_is_compared_before_anything_is_typed(tmp_path):
    """An empty form shows no balance."""
    lot = stands(tmp_path, CAME)
    assert lot_balance.of_fractions([], None, lot).rungs == ()
    assert lot_balance.of_reception(None, 1000, None, [], lot).rungs == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PACKED, "to be weighed and dispatched"),
        (LEFT, "reception by Recyclage"),
        (CAME, "certificate of Recyclage"),
        (PART, "for the rest"),
        (WITHDRAWN, "another certificate of"),
        (UNDONE, "certificate of Recyclage"),
        (WHOLE, "CT-1"),
    ],
)
def test_a_lot_says_what_it_waits_for(tmp_path, text, words):
    """The next act, and whose it is; of a lot that is done, its certificate."""
    assert words in lots.waits(stands(tmp_path, text), NAMES)


def test_the_board_counts_every_state_and_names_the_oldest(tmp_path):
    """L-1 came on 9 January; on 19 January it has waited for ten days."""
    cards = lots.stages([stands(tmp_path, CAME)], date(2026, 1, 19))
    assert [card.lots for card in cards] == [0, 0, 1, 0, 0, 0]
    assert cards[2].oldest_days == 10
    assert "10 days" in lots.board_sentence(cards)
    assert lots.board_sentence(lots.stages([], date(2026, 1, 19))) == "No lot waits for a certificate."


def test_deadlines_say_how_many_are_late(tmp_path):
    """On 14 January the line is due and not late; on 15 it is a day late."""
    with ledger_of(tmp_path, LEFT) as ledger:
        for day, words, late in ((14, "none is late", 0), (15, "1 is late", 1)):
            on = date(2026, 1, day)
            found = due_of_lots(ledger, POLICY, on=on)
            assert words in deadlines.due_sentence(found, on)
            assert [row.late_days for row in deadlines.due_rows(found, NAMES, on, str)] == [late]
    assert "Nothing is due" in deadlines.due_sentence([], on)
    assert len(deadlines.delays(POLICY, on)) == 4
