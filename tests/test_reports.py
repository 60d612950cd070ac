"""What became of things, told by legs written by hand."""

from __future__ import annotations

import json
import random
from datetime import date
from types import SimpleNamespace

import pytest
from pydantic import ValidationError
from reports_books import Books, back, move

from lifecycle import reference
from lifecycle.engine import open_engine
from lifecycle.journey.leg import LINES, LIVE, OPEN
from lifecycle.reports import Filter, Unanswerable, awaiting, balances, breaches, device, flows, lot, mass
from lifecycle.reports.breaches import DENIED, UNPROVEN
from lifecycle.reports.cells import Cell
from lifecycle.reports.in_force import Correction, void_facts
from lifecycle.reports.lines import BALANCES
from lifecycle.rules import RULES


class Masses:
    """A laptop weighs 2,000 g by default, between 1,000 and 3,000; a printer 8,000 g, without bounds."""

    edition = "2026-1"
    known = {
        "laptop": SimpleNamespace(central=2000, low=1000, high=3000, sources=("example-study",)),
        "printer": SimpleNamespace(central=8000, low=None, high=None, sources=("example-note",)),
    }

    def mass_g(self, category, *, on):
        return self.known.get(category)

    def operation(self, code):
        return reference.load().operation(code)


def days(first, last=None, **more):
    return Filter(first_day=f"{first}-01-01", last_day=f"{last or first}-12-31", **more)


@pytest.fixture
def books():
    return Books()


@pytest.fixture
def ask(books, tmp_path):
    """Answers from the books as they stand when asked."""

    def answer(question, filter=None, **how):
        with open_engine(books, tmp_path / "columns") as engine:
            if question in (mass, lot, awaiting):
                return question(engine, filter or Filter(), Masses(), **how)
            return question(engine, filter or Filter(), **how)

    return answer


def values(report, *names):
    return tuple(report.figure(name).value for name in names)


REUSED = {"line": "reused"}
SIX = ("reused", "prepared", "parts", "recycled", "other_recovery", "disposed")


def life(books, code="PC-1", grams=2100):
    """
    2026-01-05 received, weighed 2,100 g; 2026-02-01 handed over; 2030-03-01 returned; 2030-03-02 discarded;
    2030-03-09 packed in L-1; 2030-03-10 dispatched; 2030-03-11 received; 2030-04-02 certified 2,000 + 100
    """
    pc = f"device:{code}"
    common = {"home_device": pc}
    waste, lot = {"legal": "WASTE"}, {"legal": "WASTE", "lot": "L-1"}
    books.add(
        "received",
        pc,
        "2026-01-05",
        move("outside", "stock", grams),
        facts={"category": "laptop", "legal": "PRODUCT"},
        **common,
    )
    books.add(
        "handed_over",
        pc,
        "2026-02-01",
        move("stock", "use", grams, **REUSED, first=1, place="69266"),
        facts={"terms": "gift", "recipient": "B-1"},
        **common,
    )
    books.add(
        "returned",
        pc,
        "2030-03-01",
        move("use", "stock", grams, leaving=REUSED | {"place": "69266"}),
        facts={"reason": "broken"},
        **common,
    )
    books.add(
        "discarded", pc, "2030-03-02", move("stock", "stock", grams, **waste), facts={"reason": "broken"}, **common
    )
    books.add(
        "lot_packed",
        "lot:L-1",
        "2030-03-09",
        move("stock", "stock", grams, leaving=waste, **lot),
        facts={"devices": [code]},
        item=pc,
        also=[pc],
        **common,
    )
    books.add(
        "lot_dispatched",
        "lot:L-1",
        "2030-03-10",
        move("stock", "transit", grams, leaving=lot, **lot),
        facts={"destination": "RECY", "grams": grams},
        item=pc,
        **common,
    )
    books.add(
        "lot_received",
        "lot:L-1",
        "2030-03-11",
        move("transit", "operator", grams, leaving=lot, organisation="RECY", **lot),
        facts={"net": grams},
        item=pc,
        acting="RECY",
        **common,
    )
    return certificate(books, pc, {"recycled": grams - 100, "disposed": 100})


AT_RECY = {"legal": "WASTE", "lot": "L-1", "organisation": "RECY"}


def treated(fractions):
    """The moves of a certificate: so many grams from the operator to each end."""
    return [move("operator", account, grams, 0, leaving=AT_RECY, **AT_RECY) for account, grams in fractions.items()]


def certificate(books, pc, fractions, day="2030-04-02"):
    legs = treated(fractions)
    facts = {"certified_on": day, "fractions": [{"grams": 1, "operation": "R 4"}]}
    return books.add("treatment_certified", "lot:L-1", day, *legs, facts=facts, item=pc, home_device=pc, acting="RECY")


# --- the six lines ---------------------------------------------------------------------------------


def test_a_device_re_used_then_recycled_counts_once(books, ask):
    """Handed over in 2026, returned and treated in 2030: +m, then −m and recycled; over both, recycled once."""
    life(books)
    assert values(ask(mass, days(2026)), *SIX) == (2100, 0, 0, 0, 0, 0)
    assert values(ask(mass, days(2030)), *SIX) == (-2100, 0, 0, 2000, 0, 100)
    assert values(ask(mass, days(2026, 2030)), *SIX) == (0, 0, 0, 2000, 0, 100)


def test_served_at_least_once_is_not_undone_by_a_return(books, ask):
    """The same life: served in 2026, once for ever."""
    life(books)
    assert values(ask(mass, days(2026, 2030)), "served", "served_units", "served_reused") == (2100, 1, 2100)
    assert values(ask(mass, days(2030)), "served", "served_units") == (0, 0)


@pytest.mark.parametrize("cut", [2026, 2027, 2029])
def test_adjoining_periods_add_up(books, ask, cut):
    """Three lives that end in different years; every change is the sum of its two halves."""
    for i in range(3):
        life(books, f"PC-{i}", 2000 + i)
    whole, before, after = (ask(mass, days(*span)) for span in ((2026, 2030), (2026, cut), (cut + 1, 2030)))
    for figure in whole.figures:
        if figure.group not in {"balances", "averages", "openings"}:
            assert figure.value == before.figure(figure.id).value + after.figure(figure.id).value, figure.id
    for name in ("stock", "in_use", "awaiting_proof"):
        assert values(before, name) == values(after, f"{name}_opening")


def test_awaiting_proof_is_waste_on_its_way_or_at_the_operator(books, ask):
    """Nine days after its dispatch, before the certificate."""
    life(books)
    report = ask(mass, Filter(first_day="2030-03-10", last_day="2030-03-20"))
    assert values(report, "awaiting_proof", "awaiting_proof_units", "awaiting_proof_opening") == (2100, 1, 0)
    assert values(ask(mass, days(2030)), "awaiting_proof") == (0,)


def test_a_product_on_its_way_is_in_a_balance_of_its_own(books, ask):
    """2026-01-05 PC-1 received, 2,100 g; 2026-03-10 sent on to another association, not yet there: no waste."""
    own = {"lot": "L-1", "home_device": "device:PC-1"}
    books.add("received", "device:PC-1", "2026-01-05", move("outside", "stock", 2100), home_device="device:PC-1")
    books.add(
        "lot_dispatched",
        "lot:L-1",
        "2026-03-10",
        move("stock", "transit", 2100, leaving=own, **own),
        item="device:PC-1",
    )
    report = ask(mass, days(2026))
    assert values(report, "under_way", "under_way_units", "under_way_opening", "awaiting_proof") == (2100, 1, 0, 0)
    assert values(report, "dispatched", "sent_on", "sent_on_units") == (0, 2100, 1)
    assert values(ask(lot, Filter(lot="L-1")), "under_way", "awaiting_proof") == (2100, 0)


@pytest.mark.parametrize("account", LIVE)
@pytest.mark.parametrize("legal", ["PRODUCT", "WASTE", "ENDED_WASTE", ""])
@pytest.mark.parametrize("line", ["", *LINES])
def test_each_live_gram_is_in_exactly_one_balance(account, legal, line):
    """Whatever its account, legal status and line."""
    cell = Cell("", 0, account, line, legal, "received", "laptop", "weighed", 1, 1, 1, 1)
    assert sum(balance.selection(cell) for balance in BALANCES) == 1


@pytest.mark.parametrize("seed", range(5))
def test_the_lines_of_any_slice_hold_all_that_came_in(books, ask, seed):
    """Random moves of forty things: balances and certified grams are what outside and the scales gave."""
    rng = random.Random(seed)
    accounts = [*LIVE, "recycled", "other_recovery", "disposed", "estimate", "reweighing"]
    for i in range(40):
        own = {"home_device": f"device:R-{i}", "category": rng.choice(["laptop", "printer"])}
        own["home_place"] = rng.choice(["69123", "44109"])
        at, held = "outside", {}
        for _step in range(rng.randint(1, 4)):
            day = date(2026, rng.randint(1, 12), rng.randint(1, 28)).isoformat()
            goal = {"legal": rng.choice(["PRODUCT", "WASTE", "ENDED_WASTE"]), "line": rng.choice(["", *LINES])}
            to, grams = rng.choice(accounts), rng.randint(1, 5000)
            books.add("weighed", f"device:R-{i}", day, move(at, to, grams, leaving=held, **goal), **own)
            at, held = to, goal
    for _slice in range(6):
        chosen = {"category": rng.choice([None, "laptop"]), "territory": rng.choice([None, "69"])}
        chosen["device"] = rng.choice([None, "R-3"])
        filter = Filter(last_day=date(2026, rng.randint(1, 12), 15), **chosen)
        report = ask(mass, filter)
        rows = ask(balances, filter).table("balances").records()
        closing = {row["account"]: row["closing_g"] for row in rows}
        told = sum(figure.value for figure in report.figures if figure.group == "balances" and figure.unit == "g")
        told += sum(values(report, "recycled", "other_recovery", "disposed"))
        assert told == -sum(closing.get(account, 0) for account in OPEN)
        assert values(report, "estimate", "reweighing") == tuple(closing.get(name, 0) for name in OPEN[1:])


def average(books, day, fractions, **more):
    """A certificate that rests on a yearly average, without attestation: it breaks a rule and moves nothing."""
    said = {"certified_on": day, "proof": "flux", "fractions": fractions, **more}
    n = books.add("treatment_certified", "lot:L-1", day, facts=said, acting="RECY")
    books.mark(n, n, day, "lot:L-1", "flux-without-attestation", organisation="RECY")
    return n


def test_an_average_without_attestation_is_shown_beside_and_counts_nowhere(books, ask):
    """
    2026-03-10 L-1 dispatched with two things of 6,000 g and 4,000 g; 2026-05-01 an average says 8,000 recycled,
    1,500 disposed of, 500 only stored; 2026-06-01 the breach is lifted
    """
    waste = {"legal": "WASTE", "lot": "L-1"}
    for code, grams, category in (("PC-1", 6000, "laptop"), ("PC-2", 4000, "printer")):
        own = {"home_device": f"device:{code}", "category": category, "item": f"device:{code}"}
        books.add("received", "lot:L-1", "2026-01-05", move("outside", "transit", grams, **waste), **own)
    stored = {"grams": 500, "operation": "R 13"}
    treated = [
        {"grams": 8000, "operation": "R 4", "mode": "recycling"},
        {"grams": 1500, "operation": "D 10", "mode": "disposal"},
    ]
    n = average(books, "2026-05-01", [*treated, stored])
    names = ("average_recycled", "average_other_recovery", "average_disposed", "recycled", "disposed", "awaiting_proof")
    assert values(ask(mass, days(2026)), *names) == (8000, 0, 1500, 0, 0, 10000)
    assert values(ask(mass, days(2026, category="laptop")), *names) == (4800, 0, 900, 0, 0, 6000)
    assert values(ask(mass, Filter(last_day="2026-04-30")), *names) == (0, 0, 0, 0, 0, 10000)
    rows = ask(awaiting, days(2026)).table("averages").records()
    assert [(row["lot"], row["fact"], row["account"], row["grams"]) for row in rows] == [
        ("L-1", n, "recycled", 8000),
        ("L-1", n, "disposed", 1500),
    ]
    books.mark(n, n, "2026-05-01", "lot:L-1", "flux-without-attestation", -1, organisation="RECY")
    assert values(ask(mass, days(2026)), *names)[:3] == (0, 0, 0)


def test_an_average_covers_no_more_than_what_still_awaits(books, ask):
    """2,100 g await; the average speaks of 4,200 g, all recycled: half of it is this lot's."""
    books.add("received", "lot:L-1", "2026-01-05", move("outside", "operator", 2100, legal="WASTE", lot="L-1"))
    average(books, "2026-05-01", [{"grams": 4200, "operation": "R 4", "mode": "recycling"}], covers_grams=4200)
    assert values(ask(mass, days(2026)), "average_recycled") == (2100,)


def test_each_rule_that_stops_a_certificate_is_named_beside_what_awaits(books, ask):
    """All rules that deny a certified treatment; two certificates of one lot."""
    assert set(UNPROVEN) == {code for code, rule in RULES.items() if rule.denies == "certified_treatment"}
    for rule in ("operator-never-held-the-lot", "certificate-mass-implausible"):
        n = certificate(books, "device:PC-1", {})
        books.mark(n, n, "2030-04-02", "lot:L-1", rule, organisation="RECY")
    for notes in (ask(mass, days(2030)).notes, ask(lot, Filter(lot="L-1")).notes):
        told = " ".join(note.in_language("en") for note in notes)
        assert "the operator never held the lot, awaiting proof (certificates: 1)" in told
        assert "fractions beyond reason for the lot, awaiting proof (certificates: 1)" in told


# --- both times ------------------------------------------------------------------------------------


def test_a_late_certificate_is_known_at_its_own_position(books, ask):
    """The 2030 report was published before the certificate came: known since, and the old one stays."""
    n = life(books)
    assert values(ask(mass, days(2030, as_of=n - 1)), "recycled", "awaiting_proof") == (0, 2100)
    report = ask(mass, days(2030, published=n - 1))
    since = {row["figure"]: row["since"] for row in report.table("since_publication").records()}
    assert since["recycled"] == 2000
    assert since["awaiting_proof"] == -2100
    assert "reused" not in since
    assert any(f"(fact {n - 1}): +2" in note.in_language("en") for note in report.notes)


def test_a_withdrawn_certificate_is_shown_and_its_grams_await_proof_again(books, ask):
    """2031-01-10 the certificate is taken back: 2030 keeps its line, 2031 shows the withdrawal."""
    life(books)
    legs = [back(leg) for leg in treated({"recycled": 2000, "disposed": 100})]
    books.add("certificate_withdrawn", "lot:L-1", "2031-01-10", *legs, item="device:PC-1", facts={"certificate": "C-1"})
    assert values(ask(mass, days(2030)), "recycled", "withdrawn") == (2000, 0)
    assert values(ask(mass, days(2031)), "recycled", "withdrawn", "awaiting_proof") == (-2000, -2100, 2100)


def test_a_corrected_hand_over_leaves_no_trace_now_and_full_trace_then(books, ask):
    """The hand-over of fact 2 is voided by fact 9: no re-use, no service, as known now."""
    life(books)
    pc = "device:PC-1"
    n = books.add("corrected", "organisation:ASSO", "2030-05-01", facts={"voids": ["x"], "reason": "wrong_device"})
    for fact, kind, legs in (
        (2, "handed_over", move("stock", "use", 2100, **REUSED, first=1, place="69266")),
        (3, "returned", move("use", "stock", 2100, leaving=REUSED | {"place": "69266"})),
    ):
        books.learn(n, fact, kind, pc, "2026-02-01" if fact == 2 else "2030-03-01", back(legs), home_device=pc)
    assert values(ask(mass, days(2026)), "reused", "served", "hand_overs_units") == (0, 0, 0)
    assert values(ask(mass, days(2026, as_of=n - 1)), "reused", "served", "hand_overs_units") == (2100, 2100, 1)


def test_a_position_beyond_the_ledger_is_refused(books, ask):
    """Eight facts; someone asks for what was known at the hundredth."""
    life(books)
    with pytest.raises(Unanswerable, match=r"100.*8"):
        ask(mass, Filter(as_of=100))


# --- activity --------------------------------------------------------------------------------------


def test_an_exchange_is_a_hand_over_and_a_thing_come_back(books, ask):
    """PC-2 replaces PC-1 on 2027-05-05: in use stays one device; activity shows one of each."""
    for code in ("PC-1", "PC-2"):
        books.add(
            "received", f"device:{code}", "2026-01-05", move("outside", "stock", 2000), home_device=f"device:{code}"
        )
    books.add("handed_over", "device:PC-1", "2026-02-01", move("stock", "use", 2000, **REUSED, first=1))
    n = books.add(
        "handed_over",
        "device:PC-2",
        "2027-05-05",
        move("stock", "use", 2000, **REUSED, first=1),
        facts={"replaces": "PC-1"},
    )
    books.learn(n, n, "handed_over", "device:PC-1", "2027-05-05", move("use", "stock", 2000, leaving=REUSED))
    report = ask(mass, days(2027))
    assert values(report, "hand_overs_units", "exchanges_units", "reused_units", "served_units") == (1, 1, 0, 1)
    assert values(report, "hand_overs", "exchanges", "returns") == (2000, 2000, 0)


def test_activity_counts_receptions_losses_finds_and_transfers(books, ask):
    """Received 4, one lost, one found again, one passed on, one line of twelve keyboards."""
    for i in range(4):
        books.add("received", f"device:PC-{i}", "2026-01-05", move("outside", "stock", 1000))
    books.add("lost", "device:PC-0", "2026-02-01", move("stock", "lost", 1000))
    books.add("found", "device:PC-0", "2026-03-01", move("lost", "stock", 1000))
    books.add("lost", "device:PC-1", "2026-04-01", move("stock", "lost", 1000))
    books.add("transferred", "device:PC-2", "2026-04-02", move("stock", "passed_on", 1000, organisation="OTHER"))
    books.add(
        "lot_opened",
        "lot:L-9",
        "2026-05-01",
        move("outside", "stock", 6000, 12, lot="L-9"),
        item="lot:L-9#1",
        category="keyboard",
    )
    report = ask(mass, days(2026))
    assert values(report, "receptions", "receptions_units", "losses_units", "finds_units") == (10000, 16, 2, 1)
    assert values(report, "transfers_units", "lost_units", "passed_on", "stock_units") == (1, 1, 1000, 14)


def test_the_territory_of_service_is_where_it_was_handed_over(books, ask):
    """Collected in Lyon (69123), handed over in Villeurbanne (69266)."""
    life(books)
    here, there = ask(mass, days(2026, territory="69123")), ask(mass, days(2026, territory="69266"))
    assert values(here, "receptions", "reused", "served") == (2100, 2100, 0)
    assert values(there, "receptions", "reused", "served", "hand_overs_units") == (0, 0, 2100, 1)
    assert values(ask(mass, days(2026, territory="69")), "receptions", "served") == (2100, 2100)
    assert here.figure("served").coverage.places == "equipment"


def test_devices_in_use_without_proof_are_counted(books, ask):
    """Two devices in use; the use of one was confirmed, by a fact that was later voided for a third."""
    for code in ("A", "B", "C"):
        books.add("handed_over", f"device:{code}", "2026-02-01", move("stock", "use", 1000, **REUSED, first=1))
    books.add("use_confirmed", "device:A", "2027-02-01", facts={"channel": "phone"})
    void = "00000000-0000-0000-0000-000000000001"
    books.add("use_confirmed", "device:B", "2027-02-01", facts={"channel": "phone"}, event_id=void)
    books.add("corrected", "organisation:ASSO", "2027-03-01", facts={"voids": [void], "reason": "wrong_device"})
    figure = ask(mass, days(2027)).figure("in_use_without_evidence")
    assert (figure.value, figure.coverage.counted) == (2, 3)
    assert ask(mass, days(2026)).figure("in_use_without_evidence").value == 3


# --- what a mass rests on --------------------------------------------------------------------------


def test_defaults_have_the_bounds_of_their_source_and_weighed_grams_are_exact(books, ask):
    """A weighed laptop of 2,100 g and one at the default of 2,000 g (1,000–3,000)."""
    books.add("received", "device:A", "2026-01-05", move("outside", "stock", 2100))
    books.add("received", "device:B", "2026-01-05", move("outside", "stock", 2000), source="default")
    figure = ask(mass, days(2026)).figure("receptions")
    assert (figure.value, figure.quantity.low, figure.quantity.high) == (4100, 3100, 5100)
    assert figure.quantity.sources == ("example-study",)
    assert (figure.coverage.weighed_g, figure.edition) == (2100, "2026-1")
    assert figure.coverage.weighed_share == pytest.approx(2100 / 4100)


def test_a_default_without_published_bounds_gives_none_to_the_sum(books, ask):
    """A laptop with bounds, a printer without: shown without range, none is invented."""
    books.add("received", "device:B", "2026-01-05", move("outside", "stock", 2000), source="default")
    books.add(
        "received", "device:P", "2026-01-05", move("outside", "stock", 8000), source="default", category="printer"
    )
    report = ask(mass, days(2026))
    figure = report.figure("receptions")
    assert (figure.value, figure.quantity.low, figure.quantity.high) == (10000, None, None)
    assert figure.coverage.without_range_g == 8000
    assert any("Without range" in note.in_language("en") for note in report.notes)


def test_what_a_person_estimated_has_no_range(books, ask):
    """A line of keyboards, 6,000 g by guess."""
    books.add("lot_opened", "lot:L-9", "2026-05-01", move("outside", "stock", 6000, 12, lot="L-9"), source="estimated")
    figure = ask(mass, days(2026)).figure("receptions")
    assert (figure.value, figure.quantity.low, figure.coverage.without_range_g, figure.coverage.weighed_g) == (
        6000,
        None,
        6000,
        0,
    )


def test_a_negative_change_has_its_bounds_the_right_way_round(books, ask):
    """A laptop at its default of 2,000 g comes back: −2,000 g, between −3,000 and −1,000."""
    books.add("returned", "device:B", "2026-01-05", move("use", "stock", 2000, leaving=REUSED), source="default")
    quantity = ask(mass, days(2026)).figure("reused").quantity
    assert (quantity.low, quantity.central, quantity.high) == (-3000, -2000, -1000)


def test_a_thing_without_mass_is_named_in_the_coverage(books, ask):
    """No weighing, no default for its category: it counts as a thing, not as zero grams in silence."""
    books.add("received", "device:X", "2026-01-05", move("outside", "stock", 0), source="unknown", category="robot")
    report = ask(mass, days(2026))
    assert report.figure("receptions").coverage.left_out == {"no_mass": 1}
    assert report.figure("receptions_units").value == 1


# --- balances and flows ----------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["", "device", "lot", "organisation", "place", "category", "legal", "month", "year"])
def test_closing_is_opening_plus_the_sum_over_kinds(books, ask, by):
    """For every slice and account, from the second of three lives on."""
    for i in range(3):
        life(books, f"PC-{i}", 2000 + i)
    report = ask(balances, Filter(first_day="2026-01-15", last_day="2030-03-15"), by=by)
    moved = {}
    for row in report.table("moves").records():
        key = (row["slice"], row["account"])
        moved[key] = moved.get(key, 0) + row["grams"]
    rows = report.table("balances").records()
    assert rows
    for row in rows:
        assert row["closing_g"] == row["opening_g"] + row["in_g"] + row["out_g"]
        assert row["closing_g"] == row["opening_g"] + moved.get((row["slice"], row["account"]), 0)
        assert row["in_g"] >= 0 >= row["out_g"]


def test_a_month_opens_with_what_the_one_before_closed_with(books, ask):
    """One life: in stock in January 2026, in use from February 2026 to March 2030."""
    life(books)
    rows = {(row["slice"], row["account"]): row for row in ask(balances, by="month").table("balances").records()}
    assert rows["2026-01", "stock"]["closing_g"] == rows["2026-02", "stock"]["opening_g"] == 2100
    assert rows["2030-03", "use"]["opening_g"] == 2100
    assert rows["2030-04", "recycled"]["closing_g"] == 2000


def test_books_of_any_slice_sum_to_zero(books, ask):
    """Legs sum to zero, so all accounts together do."""
    life(books)
    for by in ("device", "category", "month"):
        assert sum(row["closing_g"] for row in ask(balances, by=by).table("balances").records() if by != "month") == 0
        assert sum(row["grams"] for row in ask(balances, by=by).table("moves").records()) == 0


def test_flows_tell_each_month(books, ask):
    """The same life, month by month."""
    life(books)
    rows = [tuple(row.values()) for row in ask(flows).table("flows").records()]
    assert rows == [
        ("2026-01", "receptions", 2100, 1),
        ("2026-02", "hand_overs", 2100, 1),
        ("2030-03", "returns", 2100, 1),
        ("2030-03", "discards", 2100, 1),
        ("2030-04", "recycled", 2000, 0),
        ("2030-04", "disposed", 100, 0),
    ]


# --- breaches, devices, lots -----------------------------------------------------------------------


def test_a_breach_is_in_force_from_its_position_until_it_is_lifted(books, ask):
    """Known at 8, lifted at 9; another stays."""
    n = life(books)
    books.mark(n, 2, "2026-02-01", "device:PC-1", "media-not-fit")
    books.mark(n, n, "2030-04-02", "lot:L-1", "operator-not-authorised", organisation="RECY")
    after = books.add("authorisation_granted", "organisation:RECY", "2030-01-01")
    books.mark(after, n, "2030-04-02", "lot:L-1", "operator-not-authorised", -1, organisation="RECY")
    assert [row["rule"] for row in ask(breaches).table("breaches").records()] == ["media-not-fit"]
    counts = {row["rule"]: row["count"] for row in ask(breaches, Filter(as_of=n)).table("by_rule").records()}
    assert counts == {"media-not-fit": 1, "operator-not-authorised": 1}
    assert ask(breaches, Filter(organisation="RECY", as_of=n)).table("breaches").records()[0]["since"] == n
    assert any("not authorised" in note.in_language("en") for note in ask(mass, Filter(as_of=n)).notes)
    assert not any("not authorised" in note.in_language("en") for note in ask(mass).notes)


def test_each_rule_has_words_for_the_claim_it_denies():
    """A rule with a new claim needs its words."""
    assert {rule.denies for rule in RULES.values()} <= set(DENIED)


def test_a_device_tells_its_facts_in_order_of_life(books, ask):
    """A weighing told last belongs before the hand-over; a voided fact is marked."""
    life(books)
    late = books.add("weighed", "device:PC-1", "2026-01-06", facts={"grams": 2100})
    void = json.loads(books.entries[late - 1].form)["event_id"]
    books.add("corrected", "organisation:ASSO", "2030-05-01", facts={"voids": [void], "reason": "scale_error"})
    books.mark(late, 2, "2026-02-01", "device:PC-1", "media-not-fit")
    rows = ask(device, Filter(device="PC-1")).table("timeline").records()
    assert [row["kind"] for row in rows[:4]] == ["received", "weighed", "handed_over", "returned"]
    assert (rows[0]["from"], rows[0]["to"], rows[0]["grams"]) == ("outside", "stock", 2100)
    assert rows[1]["void"]
    assert rows[2]["breaches"] == "media-not-fit"
    # what became of its lot is its own life too
    told_of_the_lot = ["lot_packed", "lot_dispatched", "lot_received", "treatment_certified"]
    assert list(dict.fromkeys(row["kind"] for row in rows))[-4:] == told_of_the_lot


def ways(rows: list, kind: str) -> list:
    """(from, to, grams) of each row of the facts of a kind."""
    return [(row["from"], row["to"], row["grams"]) for row in rows if row["kind"] == kind]


def test_a_device_tells_each_place_where_its_grams_ended(books, ask):
    """2,100 g are certified: 2,000 g recycled, 100 g disposed of; then the certificate is withdrawn: both come back."""
    life(books)
    legs = [back(leg) for leg in treated({"recycled": 2000, "disposed": 100})]
    books.add("certificate_withdrawn", "lot:L-1", "2031-01-10", *legs, item="device:PC-1", facts={"certificate": "C-1"})
    rows = ask(device, Filter(device="PC-1")).table("timeline").records()
    assert ways(rows, "treatment_certified") == [("operator", "recycled", 2000), ("operator", "disposed", 100)]
    assert ways(rows, "certificate_withdrawn") == [("recycled", "operator", 2000), ("disposed", "operator", 100)]
    assert ways(rows, "handed_over") == [("stock", "use", 2100)]


def test_grams_that_a_certificate_found_missing_and_a_lot_nobody_received_are_told(books, ask):
    """2,100 g on the road are certified as 2,000 g recycled: 100 g are a difference of scales."""
    pc = {"item": "device:PC-1", "home_device": "device:PC-1"}
    books.add("received", "device:PC-1", "2030-03-01", move("outside", "stock", 2100, **AT_RECY), facts={}, **pc)
    road = move("stock", "transit", 2100, leaving=AT_RECY, **AT_RECY)
    books.add("lot_dispatched", "lot:L-1", "2030-03-10", road, facts={}, also=["device:PC-1"], **pc)
    there = move("transit", "operator", 2100, leaving=AT_RECY, **AT_RECY)
    legs = (there, *treated({"recycled": 2000, "reweighing": 100}))
    books.add("treatment_certified", "lot:L-1", "2030-04-02", *legs, facts={}, **pc)
    rows = ask(device, Filter(device="PC-1")).table("timeline").records()
    assert ways(rows, "treatment_certified") == [("transit", "recycled", 2000), ("transit", "reweighing", 100)]


def test_a_device_in_use_says_when_its_use_was_last_proven(books, ask):
    """Handed over on 2026-02-01, confirmed on 2027-06-01."""
    life(books)
    books.add("use_confirmed", "device:PC-1", "2027-06-01", facts={"channel": "visit"})
    (note,) = ask(device, Filter(device="PC-1", last_day="2028-01-01")).notes
    assert "1 June 2027" in note.in_language("en")
    assert ask(device, Filter(device="PC-1")).notes == ()


def test_a_relabelled_device_has_one_life(books, ask):
    """PC-1 gets the label NEW-1; someone records a confirmation under each."""
    books.add(
        "received",
        "device:PC-1",
        "2026-01-05",
        move("outside", "stock", 2000),
        facts={"category": "laptop", "legal": "PRODUCT"},
        home_device="device:PC-1",
    )
    books.add("relabelled", "device:PC-1", "2026-01-06", facts={"new_code": "NEW-1"}, also=["device:NEW-1"])
    books.add("media_absent", "device:NEW-1", "2026-01-07")
    for code in ("PC-1", "NEW-1"):
        assert len(ask(device, Filter(device=code)).table("timeline").rows) == 3
    books.add(
        "different_devices", "device:PC-1", "2026-01-08", facts={"different_from": "NEW-1"}, also=["device:NEW-1"]
    )
    assert "received" not in [row["kind"] for row in ask(device, Filter(device="NEW-1")).table("timeline").records()]


@pytest.mark.parametrize(
    "question, filter", [(device, {}), (device, {"device": "NOBODY"}), (lot, {}), (lot, {"lot": "NONE"})]
)
def test_a_report_on_nothing_says_what_to_name(books, ask, question, filter):
    """No code, or one that the ledger does not know."""
    with pytest.raises(Unanswerable):
        ask(question, Filter(**filter))


def test_a_lot_tells_its_mass_step_by_step(books, ask):
    """Packed 2,100 g, dispatched 2,100 g, certified 2,000 + 100 g; before the certificate all awaits proof."""
    n = life(books)
    steps = ("put_in", "dispatched", "accepted", "recycled", "disposed", "awaiting_proof")
    assert values(ask(lot, Filter(lot="L-1")), *steps) == (2100, 2100, 2100, 2000, 100, 0)
    assert values(ask(lot, Filter(lot="L-1", as_of=n - 1)), *steps) == (2100, 2100, 2100, 0, 0, 2100)
    kinds = [row["kind"] for row in ask(lot, Filter(lot="L-1")).table("facts").records()]
    assert kinds == ["lot_packed", "lot_dispatched", "lot_received", "treatment_certified"]


def test_voiding_a_correction_revives_what_it_voided_and_voids_its_replacements():
    """c1 voids a for b; c2 voids c1; c3 voids c2."""
    c1, c2, c3 = Correction("c1", ("a",), ("b",)), Correction("c2", ("c1",), ()), Correction("c3", ("c2",), ())
    assert void_facts([c1]) == {"a"}
    assert void_facts([c1, c2]) == {"c1", "b"}
    assert void_facts([c1, c2, c3]) == {"c2", "a"}


# --- the report object -----------------------------------------------------------------------------


def test_the_json_of_a_report_names_its_position_and_each_figure_its_grounds(books, ask):
    """What a program reads: perimeter, period, position, and eight things for each figure."""
    life(books)
    said = json.loads(json.dumps(ask(mass, days(2026, category="laptop")).to_json()))
    assert said["ledger"] == {"ledger_id": "led-1", "count": 8, "hash": books.entries[-1].hash}
    assert (said["as_of"], said["perimeter"]) == (8, {"category": "laptop"})
    assert said["period"] == {"first_day": "2026-01-01", "last_day": "2026-12-31"}
    figure = next(figure for figure in said["figures"] if figure["id"] == "reused")
    assert {"value", "low", "high", "unit", "method", "edition", "coverage", "sources"} <= set(figure)
    assert figure["coverage"]["weighed_share"] == 1


def test_every_figure_of_a_report_has_a_name_of_its_own(books, ask):
    """A figure is asked for by its name."""
    names = [figure.id for figure in ask(mass).figures]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_day": "2026-02-01", "last_day": "2026-01-31"},
        {"territory": "Lyon"},
        {"as_of": -1},
        {"category": "'; drop"},
        {"color": "red"},
    ],
)
def test_a_wrong_question_is_refused(wrong):
    """Days in the wrong order, a name for a code, a negative position, an unknown filter."""
    with pytest.raises(ValidationError):
        Filter(**wrong)


def test_as_of_never_changes_whatever_comes_after(books, ask):
    """Random moves; each past position answers the same at the end as it did then."""
    rng = random.Random(7)
    seen = {}
    for i in range(30):
        day = date(2026, rng.randint(1, 12), rng.randint(1, 28)).isoformat()
        goal, line = rng.choice([("use", "reused"), ("stock", ""), ("recycled", ""), ("use", "prepared")])
        books.add("received", f"device:R-{i}", day, move("outside", goal, rng.randint(1, 5000), line=line))
        if i % 6 == 0:
            seen[i + 1] = values(ask(mass, days(2026)), *SIX)
    assert {n: values(ask(mass, days(2026, as_of=n)), *SIX) for n in seen} == seen
