"""Reports on a real ledger: append, columns, engine, figures, against sums made leg by leg in Python."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from books.life import Life

from lifecycle import reference
from lifecycle.columns import check, refresh
from lifecycle.engine import open_engine
from lifecycle.ledger import create
from lifecycle.reports import FORMATS, REPORTS, SLICES, Filter, Unanswerable, balances, device, lot, mass

WHO = {"by": "A-1", "on_behalf_of": "ASSO", "now": datetime(2031, 1, 1, tzinfo=UTC)}

STORY = """
2025-06-01 organisation:TOWN fleet_unit_retired inventory_number=N-1 category=laptop retired_on=2025-06-01
2026-01-04 organisation:TOWN fleet_unit_left inventory_number=N-1 way_out=gift taker=ASSO device=PC-1
2026-01-04 organisation:TOWN grant_awarded beneficiary=ASSO agreement_on=2026-01-04 purpose=reuse amount_cents=500000
2026-01-04 organisation:ASSO training_held sessions=2 minutes=90 people=7
2026-01-05 PC-1 received            category=laptop legal=PRODUCT place=44109
2026-01-06 PC-1 weighed             grams=2100
2026-01-20 PC-1 media_absent
2026-01-21 PC-1 made_ready          grade=A
2026-01-05 PC-2 received            category=laptop legal=PRODUCT place=44109
2026-01-20 PC-2 media_absent
2026-01-21 PC-2 part_removed        part=P-1 part_kind=ram grams=30
2026-01-22 PC-1 part_installed      part=P-1
2026-02-01 PC-1 handed_over         terms=sale recipient=B-0042 place=44162
2026-02-02 PC-2 discarded           waste_code="20 01 35*"
2026-02-03 L-1  lot_packed          devices=[PC-2]
--
2026-02-10 L-1  lot_dispatched      destination=RECYCLER grams=1900
2026-02-11 L-1  lot_received        net=1850
2026-03-02 =C1 L-1 treatment_certified reference=C-1 fractions=[(1700,"R 4","recycling"),(100,"R 1","energy_recovery"),(50,"D 10","disposal")]
--
2026-04-01 PC-3 received            category=laptop legal=PRODUCT place=44109
2026-04-02 PC-3 media_absent
2026-04-03 PC-3 handed_over         recipient=B-0043 replaces=PC-1 place=44109
--
2026-09-01 L-1  certificate_withdrawn certificate=C-1
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A ledger on disk and the same facts in the leg-by-leg model."""
    life = Life()
    batches = life.facts(STORY)
    for batch in batches:
        life.memory.append(batch)
    actors = [recorded.fact for recorded in Life().memory.recorded]
    with create(tmp_path_factory.mktemp("ledger") / "lifecycle.db") as ledger:
        ledger.append(actors, **WHO)
        positions = [ledger.append(batch, **WHO).receipt.last_n for batch in batches]
        yield ledger, life, positions


@pytest.fixture(scope="module")
def engine(told, tmp_path_factory):
    with open_engine(told[0], tmp_path_factory.mktemp("columns")) as engine:
        yield engine


@pytest.mark.parametrize("sealed", [1, 10_000])
def test_columns_of_a_real_ledger_equal_it(told, tmp_path, sealed):
    """Sealed at once, or left as tail."""
    ledger, _, _ = told
    columns = refresh(ledger, tmp_path / "c", tail_facts=sealed)
    assert check(ledger, columns).findings == ()
    assert bool(columns.manifest.segments) == (sealed == 1)


@pytest.mark.parametrize("batch", [0, 1, 2, 3])
def test_the_report_says_what_the_legs_say(told, engine, batch):
    """The six lines and the balances as known after each batch."""
    _, life, positions = told
    report = mass(
        engine, Filter(first_day="2026-01-01", last_day="2026-12-31", as_of=positions[batch]), reference.load()
    )
    found = [
        report.figure(name).value for name in ("reused", "prepared", "parts", "recycled", "other_recovery", "disposed")
    ]
    assert found == list(life.balance_change(2026, as_of=positions[batch]))
    assert report.figure("awaiting_proof").value == life.awaiting_proof(as_of=positions[batch])
    for account in ("estimate", "reweighing", "lost", "passed_on"):
        assert report.figure(account).value == life.at(account, as_of=positions[batch]), account


def test_activity_of_a_real_story(engine):
    """Two hand-overs, one exchange; parts come back with their host; the certificate was withdrawn."""
    report = mass(engine, Filter(first_day="2026-01-01", last_day="2026-12-31"), reference.load())
    values = {figure.id: figure.value for figure in report.figures}
    assert (values["hand_overs_units"], values["exchanges_units"], values["receptions_units"]) == (2, 1, 3)
    assert (values["served_units"], values["served_parts"], values["parts"]) == (2, 30, 0)
    assert (values["recycled"], values["withdrawn"], values["awaiting_proof"]) == (0, -1850, 1850)
    assert report.figure("served").coverage.without_range_g or report.figure("served").quantity.low is not None


def test_the_lot_and_the_device_tell_their_steps(engine):
    """L-1 by its members' own mass, dispatched 1,900 g, accepted 1,850 g; PC-1 came back."""
    ladder = {figure.id: figure.value for figure in lot(engine, Filter(lot="L-1"), reference.load()).figures}
    assert (ladder["dispatched"], ladder["accepted"], ladder["recycled"], ladder["awaiting_proof"]) == (
        1900,
        1850,
        0,
        1850,
    )
    told = device(engine, Filter(device="PC-1"))
    last = told.table("timeline").records()[-1]
    assert (last["from"], last["to"], last["grams"]) == ("use", "stock", 2130), "with the part in it"
    assert {row["item"] for row in told.table("legs").records()} >= {"device:PC-1", "part:P-1"}
    kinds = [row["kind"] for row in told.table("timeline").records()]
    assert kinds == [
        "received",
        "weighed",
        "media_absent",
        "made_ready",
        "part_installed",
        "handed_over",
        "handed_over",
    ]


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("format", FORMATS)
def test_every_report_exports_in_every_format(engine, name, format):
    """What the command line offers."""
    how = {"device": {"device": "PC-1"}, "lot": {"lot": "L-1"}}.get(name, {})
    report = REPORTS[name].answer(engine, Filter(**how), reference.load(), "")
    assert FORMATS[format](report)


@pytest.mark.parametrize("by", SLICES)
def test_every_slice_of_a_real_ledger_closes(engine, by):
    """Closing equals opening plus in plus out."""
    for row in (
        balances(engine, Filter(first_day="2026-02-01", last_day="2026-03-31"), by=by).table("balances").records()
    ):
        assert row["closing_g"] == row["opening_g"] + row["in_g"] + row["out_g"]
        assert row["closing_units"] == row["opening_units"] + row["in_units"] + row["out_units"]


def test_a_position_inside_a_batch_is_the_batch_before(tmp_path):
    """Two batches of two: as of 3 knows the first two facts, their legs and nothing else."""
    from datetime import UTC, datetime

    from ledger_facts import asso, machines

    from lifecycle import Filter, answer, create

    now = datetime(2026, 1, 7, tzinfo=UTC)
    first, second = machines(1), machines(2)[2:]
    with create(tmp_path / "l.db") as ledger:
        ledger.append([asso(), *first], by="T", on_behalf_of="ASSO", now=now)
        ledger.append(second, by="T", on_behalf_of="ASSO", now=now)
        assert ledger.head().count == 5
        inside = answer(ledger, "mass", Filter(as_of=4))
        assert inside.filter.as_of == 3
        assert inside.figure("stock").value == answer(ledger, "mass", Filter(as_of=3)).figure("stock").value
        assert answer(ledger, "mass").figure("stock_units").value == 2
        why = "A batch is known whole or not at all: position 4 lies in the batch of facts 4 to 5"
        assert inside.notes[-1].in_language("en") == f"{why}; what is told stands at fact 3."
        for whole in (Filter(as_of=3), Filter(as_of=0), Filter()):
            assert not any(note.words.startswith("A batch") for note in answer(ledger, "mass", whole).notes)
        since = answer(ledger, "mass", Filter(published=2)).notes[-1].in_language("en")
        assert since.endswith("position 2 lies in the batch of facts 1 to 3; what is told stands at fact 0.")


@pytest.mark.parametrize(("later", "refused"), [(-1, False), (0, False), (1, True)])
def test_a_publication_does_not_stand_later_than_what_is_asked(told, engine, later, refused):
    """As of the end of the second batch: what became known since the next fact is no question."""
    at = told[2][1]
    asked = Filter(as_of=at, published=at + later)
    if not refused:
        assert asked.standing_at(engine).as_of == at
        return
    with pytest.raises(Unanswerable, match=str(at + later)):
        asked.standing_at(engine)


def test_a_part_taken_out_says_where_its_grams_went(tmp_path):
    """A tower of 9,000 g; a memory of 20 g is taken out: the life of the tower says 20 g, from stock to loose parts."""
    from datetime import UTC, datetime

    from ledger_facts import asso

    from lifecycle import Filter, answer, create, read

    def told(n: int, kind: str, **facts: object):
        identity = f"00000000-0000-8000-8000-{n:012d}"
        form = {"kind": kind, "event_id": identity, "subject": "device:PC-9", "acting": "ASSO", "facts": facts}
        return read({**form, "occurred_on": f"2026-01-0{n}"})

    facts = [
        told(5, "received", category="desktop", legal="PRODUCT"),
        told(6, "weighed", grams=9000),
        told(7, "part_removed", part="P-9", part_kind="ram", grams=20),
    ]
    with create(tmp_path / "l.db") as ledger:
        ledger.append([asso(), *facts], by="T", on_behalf_of="ASSO", now=datetime(2026, 1, 8, tzinfo=UTC))
        rows = answer(ledger, "device", Filter(device="PC-9")).table("timeline").records()
    assert [(row["kind"], row["from"], row["to"], row["grams"]) for row in rows] == [
        ("received", "outside", "stock", 9000),
        ("weighed", "", "", None),
        ("part_removed", "stock", "parts", 20),
    ]
