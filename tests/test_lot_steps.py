"""The ladder of one lot: each step is named, each total is what the lot held then, to the gram."""

from __future__ import annotations

import pytest
from test_lots_due import CAME, LEFT, PACKED, PART, WHOLE, WITHDRAWN, ledger_of

from lifecycle import reference
from lifecycle.columns import folder_of
from lifecycle.engine import open_engine
from lifecycle.reports import Filter
from lifecycle.reports.lot import lot
from lifecycle.reports.lot_steps import steps
from lifecycle.reports.lots import lot_standing

WITH_CRATE = """
2026-01-05 PC-1 received       category=desktop legal=WASTE
2026-01-06 L-1  lot_opened     legal=WASTE waste_code="16 02 13*" lines=[("peripheral",10,4000,True)]
2026-01-06 L-1  lot_packed     devices=[PC-1]
2026-01-07 L-1  lot_dispatched grams=12000
2026-01-09 L-1  lot_received   net=8100 refused=[{"line":1,"reason":"not_weee"}]
2026-01-20 L-1  treatment_certified fractions=[(6000,"R 4","recycling"),(2000,"D 5","disposal")] reference=CT-1
"""
REGROUPED = (
    CAME
    + """
2026-01-12 L-2  lot_regrouped  acting=RECYCLER parents=[("L-1",3000,1)]
"""
)


def laddered(tmp_path, text):
    with ledger_of(tmp_path, text) as ledger:
        report = lot(open_engine(ledger, folder_of(ledger.path)), Filter(lot="L-1"), reference.load())
        return steps(report), lot_standing(ledger, "L-1")


@pytest.mark.parametrize("text", [PACKED, LEFT, CAME, PART, WHOLE, WITHDRAWN, WITH_CRATE, REGROUPED])
def test_what_is_left_at_the_foot_of_the_ladder_is_what_the_lot_holds(tmp_path, text):
    """Two ways to the same grams: every leg of the books, and the state of each thing."""
    found, standing = laddered(tmp_path, text)
    assert found[-1][:2] == ("total", "left")
    assert found[-1].grams == standing.grams


def test_each_difference_has_a_step_of_its_own(tmp_path):
    """A desktop at its default mass and a crate of 4 kg: 12 kg leave, the crate is refused, 8,1 kg are kept, 8 kg treated."""
    found, _standing = laddered(tmp_path, WITH_CRATE)
    by_stage = {(one.stage, one.sort): one.grams for one in found}
    default_g = by_stage["announced", "put_in"] - 4000
    assert by_stage["announced", "estimate"] == 12000 - 4000 - default_g
    assert by_stage["announced", "total"] == 12000
    assert by_stage["accepted", "refused"] == -4000
    assert by_stage["accepted", "reweighing"] == 100
    assert by_stage["accepted", "total"] == 8100
    assert (by_stage["left", "recycled"], by_stage["left", "disposed"]) == (-6000, -2000)
    assert by_stage["left", "reweighing"] == -100
    assert by_stage["left", "total"] == 0


def test_a_certificate_that_falls_leaves_no_step(tmp_path):
    """Its grams are back where they were."""
    found, _standing = laddered(tmp_path, WITHDRAWN)
    assert not [one for one in found if one.sort == "recycled"]


def test_a_lot_that_has_not_left_has_one_total(tmp_path):
    """What is in it now."""
    found, _standing = laddered(tmp_path, PACKED)
    assert [(one.sort, one.stage, one.grams) for one in found] == [("put_in", "left", 8000), ("total", "left", 8000)]
