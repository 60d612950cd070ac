"""Every method over what a ledger tells: the same devices, each counted as its owner counts."""

from __future__ import annotations

import json
from datetime import date

import pytest
from test_publishing import Kept

from lifecycle.cli import main
from lifecycle.impact.methods import methods
from lifecycle.reports import Filter, answer
from lifecycle.reports.comparison import compared

TODAY = date(2032, 1, 1)
LIVES = """
2026-01-05 PC-1 received           category=laptop donor_kind=person
2026-01-06 PC-1 weighed            grams=1830
2026-01-07 PC-1 media_absent
2026-01-10 PC-1 made_ready         grade=B
2026-02-01 PC-1 handed_over
2029-02-01 PC-1 returned           reason=broken
2029-02-02 PC-1 discarded          waste_code="20 01 35*"
2029-03-09 L-1  lot_packed         devices=[PC-1]
2029-03-10 L-1  lot_dispatched     destination=RECYCLER grams=1830
2029-03-11 L-1  lot_received       net=1830
2029-04-02 L-1  treatment_certified fractions=[(1830,"R 4","recycling")]
2026-01-05 TUBE-1 received           category=monitor_crt donor_kind=person
2026-01-07 TUBE-1 media_absent
2026-01-10 TUBE-1 made_ready         grade=B
2026-03-01 TUBE-1 handed_over
"""
"""A laptop that served three years and was recycled whole; a cathode-ray screen of which nobody heard again."""


@pytest.fixture
def kept(tmp_path):
    kept = Kept(tmp_path)
    kept.tell(LIVES)
    yield kept
    kept.ledger.close()


@pytest.fixture
def run(kept, capfd):
    """A command on that ledger; returns (exit code, output, error output)."""

    def command(*arguments: object) -> tuple[int, str, str]:
        code = main([*map(str, arguments), "--ledger", str(kept.ledger.path)])
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return code, out.replace("\u202f", " "), err

    return command


def figures(found) -> dict[tuple[str, str], float]:
    return {(each.method.id, one.id): float(one.quantity.central) for each in found.methods for one in each.sums}


def test_each_method_counts_the_same_laptop_as_it_counts_one_that_was_only_asked_about(kept):
    """Three years and 1.83 kg recycled: what `compare laptop --years 3 --mass-g 1830` says, from facts."""
    found = compared(kept.ledger, Filter(device="PC-1"), today=TODAY)
    assert [(one.category, one.devices, one.months, one.recycled_g) for one in found.held] == [("laptop", 1, 36, 1830)]
    told = figures(found)
    assert told["restart_fixometer", "co2e_prevented"] == 132.66
    assert told["ademe_recond_2022", "co2e"] == 81
    assert told["epa_warm_v16", "recycling_credit"] == pytest.approx(2.178608, abs=1e-6)
    assert told["boaviztapi", "embedded"] == 105
    assert told["ey_3stepit", "saving"] == 225
    assert [each.method.id for each in found.methods] == list(methods())


def test_ours_is_the_report_and_never_adds_re_use_and_recycling(kept):
    found = compared(kept.ledger, Filter(device="PC-1"), today=TODAY)
    report = answer(kept.ledger, "impact", Filter(device="PC-1"))
    told = figures(found)
    assert told["lifecycle", "avoided"] * 1000 == report.figure("avoided").value
    assert told["lifecycle", "recycling_credit"] * 1000 == report.figure("recycling_credit").value
    assert [one.subject for one in found.methods[0].sums] == ["reuse", "recycling"]


def test_a_period_gets_the_service_and_the_hand_overs_within_it(kept):
    """2027: twelve months of service and no hand-over; 2026: eleven and two; 2029: one, and the recycling."""
    years = {
        year: compared(kept.ledger, Filter(first_day=f"{year}-01-01", last_day=f"{year}-12-31"), today=TODAY)
        for year in (2026, 2027, 2029)
    }
    assert {year: (found.devices, found.months, found.recycled_g) for year, found in years.items()} == {
        2026: (2, 11, 0),
        2027: (0, 12, 0),
        2029: (0, 1, 1830),
    }
    assert figures(years[2027])["ademe_recond_2022", "co2e"] == 27
    assert figures(years[2027])["restart_fixometer", "co2e_prevented"] == 0
    assert ("epa_warm_v16", "recycling_credit") not in figures(years[2027])


def test_what_a_method_does_not_count_is_named_with_how_much_of_the_perimeter_it_is(run):
    code, out, _err = run("compare", "impact")
    assert code == 0
    assert "2 devices handed over, 36 months of service, 1.830 kg recycled" in out
    (line,) = [line for line in out.splitlines() if line.strip().startswith("ey_3stepit ") and "225" in line]
    assert line.endswith("of 1 out of 2 devices")
    assert "ey_3stepit does not answer for: CRT" in out
    assert "rainbow_riverse does not answer: its tables" in out


def test_what_ours_leaves_out_altogether_is_no_zero(run):
    """A cathode-ray screen of which no source gives the footprint: nothing stands beside our name."""
    code, out, _err = run("compare", "TUBE-1", "--json")
    assert code == 0
    ours = json.loads(out)["methods"][0]
    assert ours["method"] == "lifecycle"
    assert [claim["id"] for claim in ours["claims"]] == ["recycling_credit"]
    assert "Ours counts 0 devices and leaves 1 out" in run("compare", "TUBE-1")[1]


@pytest.mark.parametrize("thing", ["PC-1", "pc-1", "device:PC-1"])
def test_a_code_of_a_device_is_understood_as_it_is_typed(run, thing):
    code, out, _err = run("compare", thing)
    assert code == 0
    assert "Device: PC-1" in out


def test_an_organisation_and_a_lot_narrow_the_same_way(run):
    assert "Organisation: ASSO" in run("compare", "ASSO")[1]
    assert "1.830 kg recycled" in run("compare", "L-1")[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["laptop", "--year", 2026], "--year"),
        (["laptop", "--organisation", "ASSO"], "--organisation"),
        (["impact", "--mass-g", 1830], "--mass-g"),
        (["PC-1", "--on", "2026-01-01"], "--on"),
        (["PC-99"], "“PC-99” is no category"),
        (["impact", "--device", "PC-99"], "PC-99 is not in this ledger"),
    ],
)
def test_what_means_nothing_here_is_refused_and_not_left_unread(run, arguments, told):
    code, out, err = run("compare", *arguments)
    assert (code, out) == (2, "")
    assert told in err


def test_without_a_ledger_a_word_can_only_be_a_category(tmp_path, capfd):
    assert main(["compare", "PC-1", "--ledger", str(tmp_path / "none.db")]) == 2
    err = capfd.readouterr().err
    assert "“PC-1” is no category" in err
    assert "none.db" in err


def test_a_position_of_the_past_is_asked_of_all_alike(tmp_path):
    """Before the laptop came back, nobody had proof that it served."""
    kept, before = Kept(tmp_path), LIVES.index("2029-02-01 PC-1 returned")
    position = kept.tell(LIVES[:before])
    kept.tell(LIVES[before:])
    asked = compared(kept.ledger, Filter(device="PC-1", as_of=position), today=TODAY)
    assert (asked.ours.filter.as_of, asked.months) == (position, 0)
    assert figures(asked)["ademe_recond_2022", "co2e"] == 0
    assert compared(kept.ledger, Filter(device="PC-1"), today=TODAY).months == 36
    kept.ledger.close()
