"""Forms: nothing that was typed is lost, nothing is recorded twice, a breach is asked about, all is told in words."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from ledger_facts import WHO, asso, received, weighed
from streamlit.testing.v1 import AppTest

from dashboard.form.draft import text_of
from dashboard.tell.choices import CHOICES
from lifecycle.events import ENVELOPE, KINDS
from lifecycle.intake.table.shape import Shape, shapes_of
from lifecycle.ledger import create, open_ledger

COURSE = """
from dashboard.answers import Answers
from dashboard.form import Words, form_of, make_ready
from dashboard.writing import chosen
from lifecycle.events import TrainingHeld
from lifecycle.words import choose_language

choose_language("en")
make_ready()
acting = chosen(Answers.now(), "association")
words = Words(submit="Record", then="Its hours count.", defaults={"sessions": "1"}, keeps=("course",))
fields = ("occurred_on", "course", "sessions", "minutes", "people", "price_cents")
form_of(TrainingHeld, "course", fields=fields, subject=f"organisation:{acting}", acting=acting, words=words)
"""

HAND_OVER = """
from dashboard.form import Words, form, make_ready
from lifecycle.events import HandedOver
from lifecycle.words import choose_language

choose_language("en")
make_ready()

def tell(draft):
    for code in draft.codes("codes"):
        draft.tell(HandedOver, f"device:{code}", draft.texts("terms", "recipient", "occurred_on"), acting="ASSO")

with form("hand", Words(submit="Hand over"), tell) as asked:
    asked.fields(HandedOver, "terms", "recipient", "occurred_on")
    asked.lines("codes", "Codes", needed=True)
"""

ROWS = """
from dashboard.form import Words, form_of, make_ready
from lifecycle.events import StockCounted
from lifecycle.words import choose_language

choose_language("en")
make_ready()
form_of(StockCounted, "count", fields=("counts",), subject="organisation:ASSO", acting="ASSO", words=Words(submit="Count"))
"""


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch) -> Path:
    """Two laptops, received and weighed; no medium of theirs was wiped."""
    path = tmp_path / "lifecycle.db"
    with create(path) as made:
        facts = [asso(), *(received(code) for code in ("PC-1", "PC-2")), weighed("PC-1", 2100)]
        made.append(facts, **WHO)
    monkeypatch.setenv("LIFECYCLE_LEDGER", str(path))
    monkeypatch.setenv("LIFECYCLE_LANG", "en")
    return path


@pytest.fixture(autouse=True)
def _main_stays_main(monkeypatch):
    """A script that is tried stands as ``__main__``, which processes of later tests would read again."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


def opened(script: str) -> AppTest:
    app = AppTest.from_string(script, default_timeout=30).run()
    assert not app.exception
    return app


def send(app: AppTest, words: str) -> AppTest:
    next(one for one in app.button if one.label == words).click().run()
    assert not app.exception
    return app


def words_of(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def count(path: Path) -> int:
    with open_ledger(path, read_only=True) as ledger:
        return ledger.head().count


def fill(app: AppTest, **texts: str) -> AppTest:
    for field, text in texts.items():
        app.text_input(key=f"course-{field}").set_value(text)
    return app


def test_what_is_refused_stays_as_it_was_typed_with_every_reason_above_and_at_its_field(ledger):
    """A length in words and no people: two reasons, both told twice, nothing typed is gone."""
    app = send(fill(opened(COURSE), sessions="2", minutes="long", price_cents="12,50"), "Record")
    told = words_of(app)
    assert "Nothing was recorded" in told
    assert told.count("not a number") == 2
    assert told.count("needed for") == 2
    assert [app.text_input(key=f"course-{field}").value for field in ("sessions", "minutes", "price_cents")] == [
        "2",
        "long",
        "12,50",
    ]
    assert count(ledger) == 4


def test_a_receipt_says_what_was_recorded_and_what_comes_next_and_the_form_is_ready_for_another(ledger):
    app = send(fill(opened(COURSE), minutes="1 h 30", people="8", price_cents="12,50"), "Record")
    told = words_of(app)
    assert "Recorded: 1 fact" in told
    assert "fact 5" in told
    assert "Its hours count." in told
    assert [app.text_input(key=f"course-{field}").value for field in ("sessions", "minutes", "people")] == ["1", "", ""]
    with open_ledger(ledger, read_only=True) as kept:
        fact = kept.entry(5).fact
    assert (fact.sessions, fact.minutes, fact.people, fact.price_cents) == (1, 90, 8, 1250)
    assert fact.acting == "ASSO"


def test_a_form_sent_twice_tells_one_fact(ledger):
    """The browser sends the same identity again: a second click, or what it kept while the server was stopped."""
    app = fill(opened(COURSE), minutes="60", people="8")
    identity = app.text_input(key="course-identity").value
    send(app, "Record")
    assert app.text_input(key="course-identity").value != identity
    app.text_input(key="course-identity").set_value(identity)
    send(fill(app, minutes="60", people="8"), "Record")
    assert count(ledger) == 5
    assert "Recorded: 1 fact" in words_of(app)


def test_two_courses_of_the_same_words_are_two_facts(ledger):
    """The same course again, with another identity: both were held."""
    app = send(fill(opened(COURSE), minutes="60", people="8"), "Record")
    send(fill(app, minutes="60", people="8"), "Record")
    assert count(ledger) == 6


def test_what_was_recorded_is_undone_and_comes_back_by_one_button_each(ledger):
    app = send(fill(opened(COURSE), minutes="60", people="8"), "Record")
    send(app, "Undo")
    assert "Undone" in words_of(app)
    with open_ledger(ledger, read_only=True) as kept:
        assert kept.voided([5])
    send(app, "Bring it back")
    with open_ledger(ledger, read_only=True) as kept:
        assert not kept.voided([5])
    assert count(ledger) == 7


def hand(app: AppTest, codes: str) -> AppTest:
    app.radio(key="hand-terms").set_value("gift")
    app.text_input(key="hand-recipient").set_value("B-0042")
    app.text_area(key="hand-codes").set_value(codes)
    return send(app, "Hand over")


def test_a_breach_asks_why_and_is_recorded_with_the_reason(ledger):
    """PC-1 and PC-2 were never wiped: first stopped, then recorded together, in the words that were typed."""
    app = hand(opened(HAND_OVER), "pc-1\nPC-2, PC-1")
    assert "breaks a rule" in words_of(app)
    assert "PC-1, PC-2" in words_of(app)
    assert count(ledger) == 4
    assert app.text_area(key="hand-codes").value == "pc-1\nPC-2, PC-1"
    send(app, "Hand over")
    assert count(ledger) == 4, "without a reason it is stopped again"
    app.selectbox(key="hand-breach-reason").set_value("proof_to_come")
    send(app, "Hand over")
    assert "It was done, the proof will be added" in words_of(app)
    with open_ledger(ledger, read_only=True) as kept:
        assert [entry.breach_reason for entry in kept.entries([5, 6])] == ["proof_to_come"] * 2
    assert [one.key for one in app.selectbox] == []


def test_a_batch_is_recorded_whole_or_not_at_all(ledger):
    """PC-9 is unknown: the hand-over of PC-1 waits with it."""
    app = hand(opened(HAND_OVER), "PC-1\nPC-9")
    assert "PC-9" in words_of(app)
    assert count(ledger) == 4


def test_rows_are_added_by_a_button_and_keep_what_stands_in_them(ledger):
    """Two categories counted; the second row is asked for after the first was filled in."""
    app = opened(ROWS)
    app.selectbox(key="count-counts.0.category").set_value("laptop")
    app.text_input(key="count-counts.0.count").set_value("12")
    send(app, "Add a row")
    app.selectbox(key="count-counts.1.category").set_value("desktop")
    app.text_input(key="count-counts.1.count").set_value("three")
    send(app, "Count")
    assert "not a number" in words_of(app)
    assert app.text_input(key="count-counts.0.count").value == "12"
    app.text_input(key="count-counts.1.count").set_value("3")
    send(app, "Count")
    with open_ledger(ledger, read_only=True) as kept:
        assert {one.category: one.count for one in kept.entry(5).fact.counts} == {"laptop": 12, "desktop": 3}
    assert app.text_input(key="count-counts.0.count").value == ""


def test_a_ledger_that_can_only_be_read_says_so_and_keeps_what_was_typed(ledger, monkeypatch):
    """Its disk is read-only."""
    monkeypatch.setattr("lifecycle.ledger.opening.writable", lambda _path: False)
    app = send(fill(opened(COURSE), minutes="60", people="8"), "Record")
    assert "can only be read here" in words_of(app)
    assert app.text_input(key="course-people").value == "8"


def test_a_full_disk_says_so_and_keeps_what_was_typed(ledger, monkeypatch):
    """The ledger answers that its disk takes nothing more."""
    from lifecycle.ledger import DiskFull, Ledger
    from lifecycle.words import say

    def full(*_given: object, **_told: object) -> None:
        raise DiskFull(say("the disk is full: nothing of this batch was recorded"))

    monkeypatch.setattr(Ledger, "append", full)
    app = send(fill(opened(COURSE), minutes="60", people="8"), "Record")
    assert "the disk is full" in words_of(app)
    assert app.text_input(key="course-people").value == "8"


@pytest.mark.parametrize(
    "hostile", ["<script>window.pwned=1</script>", "**fat** [x](javascript:1) $y$ :red[z]", "' OR 1=1 --", "\u202egpj"]
)
def test_hostile_texts_are_told_back_as_texts(ledger, hostile):
    """Shown in the field as typed; what is told of it escapes every sign."""
    app = send(fill(opened(COURSE), minutes=hostile, people="8"), "Record")
    assert app.text_input(key="course-minutes").value == hostile
    assert "<script>" not in words_of(app)
    assert count(ledger) == 4


def test_every_choice_of_every_kind_has_its_words():
    """A field with a value of which nobody made words would show its code, or nothing."""

    def values(shape: Shape) -> set[str]:
        inner = [shape.item] if shape.item else []
        return set(shape.choices).union(*(values(one) for one in [*inner, *(field for _name, field in shape.fields)]))

    shapes = [shape for kind in KINDS.values() for name, shape in shapes_of(kind).items() if name not in ENVELOPE]
    assert set().union(*map(values, shapes)) <= set(CHOICES)


@pytest.mark.parametrize(
    ("held", "text"),
    [
        (None, None),
        ("  ", None),
        (" a ", "a"),
        (date(2026, 3, 1), "2026-03-01"),
        (True, "true"),
        (["a", "b"], "a|b"),
        ([], None),
    ],
)
def test_what_a_widget_holds_is_a_text_that_a_cell_could_hold(held, text):
    assert text_of(held) == text
