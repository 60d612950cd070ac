"""The pages of work in words: what waits, how long, what fits, what a count says."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.draw.board import board as drawn
from dashboard.tell import aftercare, arriving, handing, shelf, workshop
from lifecycle.ledger import Head
from lifecycle.reports.todo import Due, Group
from lifecycle.reports.workshop import Board, Card, Fitness, Shelf
from lifecycle.words import choose_language, say

ON = date(2026, 3, 31)
NAMES = {"laptop": "Laptop", "desktop": "Desktop"}


def card(code, column="arrived", since=date(2026, 3, 30), waits=(), **more):
    return Card(code, "laptop", more.get("machine", ""), column, since, waits, more.get("after_sales", False))


def of(*cards, waste=0):
    return Board(Head("ledger", 1, "h"), "2026-1", cards, waste, {f"device:{one.code}": (None, one) for one in cards})


def link(path="", **asked):
    return f"{path}?{'&'.join(f'{name}={value}' for name, value in asked.items() if value)}"


def test_the_sentence_names_only_the_columns_that_hold_something():
    """None, one, several; in both languages."""
    assert workshop.sentence(of()) == "No machine is in the workshop."
    assert workshop.sentence(of(card("PC-1"))) == "1 machine is in the workshop: 1 to sort."
    both = of(card("PC-1"), card("PC-2", "ready"), card("PC-3", "ready"))
    assert workshop.sentence(both) == "3 machines are in the workshop: 1 to sort and 2 ready."
    choose_language("fr")
    assert workshop.sentence(both) == "3 machines sont à l’atelier\u202f: 1 à trier et 2 prêtes."


@pytest.mark.parametrize(
    ("since", "words"),
    [(31, "since today"), (30, "for 1 day"), (1, "for 30 days")],
)
def test_an_age_is_told_in_days(since, words):
    """Up to a month."""
    assert workshop.age(date(2026, 3, since), ON) == words


def test_an_age_beyond_a_month_is_told_by_its_day():
    """So many days say nothing any more."""
    assert workshop.age(date(2026, 2, 28), ON) == "since 28 Feb 2026"


def test_a_card_says_what_it_waits_for_first_things_first():
    """What is after-sales says so; what waits for a taker alone waits for nothing."""
    assert workshop.waits(card("PC-1", waits=("decision", "wipe", "test"))) == (
        "waits for a decision, media to wipe and a test"
    )
    assert workshop.waits(card("PC-1", waits=("holder",), after_sales=True)) == (
        "after-sales · waits for being given back to its holder"
    )
    assert workshop.waits(card("PC-1", "ready")) == ""


def test_a_column_shows_its_first_cards_and_counts_them_all():
    """The others are a click away; a column that is full to the last card shown leads nowhere."""
    many = [card(f"PC-{rank}") for rank in range(workshop.SHOWN + 1)]
    arrived, *_others = workshop.columns(of(*many), NAMES, ON, link)
    assert (arrived.total, len(arrived.slips), arrived.more) == (7, 6, "All 7")
    assert (arrived.address, arrived.slips[0].address) == ("?column=arrived", "?device=PC-0")
    arrived, *_others = workshop.columns(of(*many[:-1]), NAMES, ON, link)
    assert arrived.more == ""


def test_whatever_a_machine_calls_itself_is_drawn_as_text():
    """A maker's name is no markup."""
    hostile = card("PC-1", machine="<img src=x onerror=alert(1)>")
    html = drawn(workshop.columns(of(hostile), NAMES, ON, link))
    assert "<img" not in html
    assert "&lt;img" in html


def test_each_scanned_code_says_where_it_stands():
    """On the board, waste, or not here."""
    board = of(card("PC-1", machine="HP ProBook"))
    board.kept["device:PC-2"] = (None, None)
    found = workshop.stack(["PC-1", "PC-2", "PC-3"], board, NAMES, ON)
    assert found[0] == ("PC-1", "Laptop · HP ProBook – Arrived · for 1 day", True, [])
    assert [(code, fit, why[0][:11]) for code, _what, fit, why in found[1:]] == [
        ("PC-2", False, "it is waste"),
        ("PC-3", False, "it is not i"),
    ]


def test_fit_or_not_is_told_with_every_reason():
    """Contradictions and doubts alike."""
    doubts = (say("media not wiped: {count}", count=2), say("nobody has declared it ready"))
    (told,) = handing.fits([Fitness("PC-1", "laptop", "", (), doubts)], NAMES)
    assert told == ("PC-1", "Laptop", False, ["media not wiped: 2", "nobody has declared it ready"])


def test_what_is_ready_for_a_holder_is_not_ready_for_another():
    """After-sales goes back to whom it belongs."""
    both = of(card("PC-1", "ready"), card("PC-2", "ready", after_sales=True))
    assert handing.sentence(both) == "1 machine is ready to be handed over."


def test_what_waits_to_be_sorted_names_the_oldest():
    """One, several, none."""
    assert "PC-1 for the longest" in arriving.sentence(of(card("PC-1"), card("PC-2")))
    assert "has been looked at" in arriving.sentence(of(card("PC-1", "ready")))


SHELF = Shelf({"laptop": {"arrived": 2, "waste": 1}, "desktop": {"ready": 4}}, in_lots=1, parts=0, after_sales=0)


def test_the_table_of_the_shelf_adds_up():
    """All first; nothing is a dash."""
    head = [one.words for one in shelf.heads()]
    rows = shelf.rows(SHELF, NAMES)
    assert head == ["Category", "Arrived", "To wipe", "On the bench", "Ready", "Blocked", "Waste", "On the shelf"]
    assert rows == [
        ("All", "2", "–", "–", "4", "–", "1", "7"),
        ("Desktop", "–", "–", "–", "4", "–", "–", "4"),
        ("Laptop", "2", "–", "–", "–", "–", "1", "3"),
    ]
    assert shelf.beside(SHELF) == "Not counted with them: 1 machine packed in a lot."


@pytest.mark.parametrize(
    ("counted", "row", "says"),
    [
        ({"laptop": 3}, ("Laptop", "3", "3", "–"), "agree"),
        ({"laptop": 1}, ("Laptop", "3", "1", "−2"), "2 are missing and 0 are too much"),
        ({"tablet": 2}, ("tablet", "0", "2", "+2"), "0 are missing and 2 are too much"),
    ],
)
def test_a_count_is_held_against_the_books_category_by_category(counted, row, says):
    """What was not counted says nothing, whatever the books have of it."""
    assert shelf.differences(counted, SHELF, NAMES) == [row]
    assert says in shelf.verdict(counted, SHELF)


def due(sort, code, due_on):
    what = say("lent on {day}", day="x")
    return Due(sort, f"device:{code}", date(2026, 1, 1), due_on, "ASSO", what, None, "suivi")


def test_loans_repairs_and_calls_are_told_with_how_many_are_late():
    """What is another page's is not told here."""
    groups = [
        Group("loan_due", (due("loan_due", "PC-1", date(2026, 3, 30)), due("loan_due", "PC-2", ON))),
        Group("ready", (due("ready", "PC-3", None),)),
    ]
    here = aftercare.here(groups)
    assert aftercare.sentence(here, ON) == "2 loans to have back; 1 is late."
    listed = aftercare.listed(here[0], ON, link)
    assert [row[2] for row in listed.rows] == ["30 Mar 2026, late", "31 Mar 2026"]
    assert "device=PC-1&act=return" in listed.rows[0][0].unescape()
    assert aftercare.sentence([], ON).startswith("Nothing waits")
