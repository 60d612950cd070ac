"""What the dashboard's page asks of reports: lots without proof, days and organisations, all of it as one report."""

from __future__ import annotations

from datetime import date

import pytest
from reports_books import Books, move

from lifecycle import reference
from lifecycle.engine import open_engine
from lifecycle.reports import Filter, awaiting, days_covered, material, organisations

WASTE = {"legal": "WASTE"}


@pytest.fixture
def engine_of(tmp_path):
    opened = []

    def make(books):
        opened.append(open_engine(books, tmp_path / f"columns-{len(opened)}"))
        return opened[-1]

    yield make
    for engine in opened:
        engine.close()


def sent(books, lot, day, grams, **attributes):
    books.add("lot_dispatched", f"lot:{lot}", day, move("stock", "transit", grams, lot=lot, **WASTE, **attributes))


def registered(books, code, name, **more):
    said = {"name": name, "roles": ["association"], "commune": "44109"}
    return books.add("organisation_registered", f"organisation:{code}", "2026-01-01", facts=said, **more)


def test_lots_without_certificate_are_listed_the_longest_waiting_first(engine_of):
    """L-2 left on 1 March, L-1 on 2 April; L-3 left and its 500 g were certified."""
    books = Books()
    sent(books, "L-1", "2026-04-02", 2000)
    sent(books, "L-2", "2026-03-01", 3000)
    sent(books, "L-3", "2026-02-01", 500)
    books.add(
        "treatment_certified",
        "lot:L-3",
        "2026-05-01",
        move("transit", "recycled", 500, leaving={"lot": "L-3", **WASTE}, lot="L-3", **WASTE),
    )
    rows = awaiting(engine_of(books), Filter(), reference.load()).table("awaiting").rows
    assert [row[:3] + row[4:5] for row in rows] == [
        ("L-2", "2026-03-01", "transit", 3000),
        ("L-1", "2026-04-02", "transit", 2000),
    ]


def test_a_lot_awaits_on_the_days_before_its_certificate(engine_of):
    """L-3 left on 1 February and was certified on 1 May: asked for the end of April, it waits."""
    books = Books()
    sent(books, "L-3", "2026-02-01", 500)
    books.add(
        "treatment_certified",
        "lot:L-3",
        "2026-05-01",
        move("transit", "recycled", 500, leaving={"lot": "L-3", **WASTE}, lot="L-3", **WASTE),
    )
    engine = engine_of(books)
    assert len(awaiting(engine, Filter(last_day=date(2026, 4, 30)), reference.load()).table("awaiting").rows) == 1
    assert awaiting(engine, Filter(last_day=date(2026, 5, 1)), reference.load()).table("awaiting").rows == ()
    assert len(awaiting(engine, Filter(as_of=1), reference.load()).table("awaiting").rows) == 1


def test_goods_on_their_way_that_are_no_waste_await_nothing(engine_of):
    """A lot of products goes to another association."""
    books = Books()
    sent(books, "L-1", "2026-04-02", 2000)
    books.add("lot_dispatched", "lot:L-2", "2026-04-02", move("stock", "transit", 900, lot="L-2", legal="PRODUCT"))
    assert [row[0] for row in awaiting(engine_of(books), Filter(), reference.load()).table("awaiting").rows] == ["L-1"]


def test_the_days_covered_are_those_on_which_something_moved(engine_of):
    """Nothing yet; then a reception in 2025 and another in 2026."""
    books = Books()
    registered(books, "ASSO", "Ordis")
    assert days_covered(engine_of(books)) is None
    books.add("received", "device:PC-1", "2026-03-01", move("outside", "stock", 10))
    books.add("received", "device:PC-2", "2025-12-31", move("outside", "stock", 10))
    assert days_covered(engine_of(books)) == (date(2025, 12, 31), date(2026, 3, 1))


def test_an_organisation_bears_the_name_it_was_last_registered_under(engine_of):
    """ASSO changes its name; a registration of TOWN was an error and is void."""
    books = Books()
    registered(books, "ASSO", "Ordis")
    registered(books, "ASSO", "Ordis du Phare (fiction)")
    wrong = "00000000-0000-4000-8000-000000000009"
    registered(books, "TOWN", "Ville", event_id=wrong)
    books.add("corrected", "organisation:TOWN", "2026-01-02", facts={"voids": [wrong], "reason": "typing_error"})
    (known,) = organisations(engine_of(books))
    assert (known.code, known.name, known.invented) == ("ASSO", "Ordis du Phare (fiction)", True)


def test_the_page_is_one_report_that_holds_what_its_parts_say(engine_of):
    books = Books()
    books.add("received", "device:PC-1", "2026-03-01", move("outside", "stock", 2100))
    sent(books, "L-1", "2026-04-02", 2000)
    report = material(engine_of(books), Filter(), reference.load())
    assert report.figure("receptions").value == 2100
    assert report.figure("awaiting_proof").value == report.table("awaiting").records()[0]["grams"] == 2000
    assert {table.id for table in report.tables} >= {"flows", "awaiting", "breaches", "by_rule"}
