"""A named method over a perimeter: what grows with years or mass is asked once, what does not for each device."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lifecycle import reference
from lifecycle.impact.cells import HandedCell, RecycledCell, ServiceCell
from lifecycle.impact.many import Held, OverMany, held, over_many
from lifecycle.impact.methods import method_named, methods

ON = date(2025, 12, 31)


def told(name: str, *perimeter: Held) -> OverMany:
    return over_many(method_named(name), perimeter, reference.load(), on=ON)


def figures(found: OverMany) -> dict[str, float]:
    return {one.id: round(float(one.quantity.central), 6) for one in found.sums}


def test_cells_are_added_by_category_whoever_handed_over():
    """Two laptops of one association that declared its own values, one of another; 24 and 6 months; a screen recycled."""
    perimeter = held(
        [HandedCell(2025, "laptop@ATELIR", "workshop", 0, 2), HandedCell(2025, "laptop", "", 12, 1)],
        [
            ServiceCell(2025, "laptop", "", 2025, 0, 12, 2),
            ServiceCell(2025, "laptop@ATELIR", "workshop", 2025, 6, 12, 1),
        ],
        [RecycledCell(2025, "monitor_medium", "household", 5000), RecycledCell(2025, "monitor_medium", "unknown", 300)],
    )
    assert perimeter == (Held("laptop", 3, 30, 0), Held("monitor_medium", 0, 0, 5300))


def test_a_repair_counts_for_each_device_handed_over():
    """Three laptops and two telephones: 1.83 and 0.15 kg each."""
    found = told("restart_fixometer", Held("laptop", 3, 40, 0), Held("smartphone", 2, 10, 0))
    assert figures(found) == {"waste_prevented": 5.79, "co2e_prevented": 448.49}
    assert (found.devices, found.left_out) == (5, {})


def test_a_saving_of_a_year_counts_for_the_service_of_all():
    """Three laptops served 30 months together: 2.5 years of 27 kg; however many they are."""
    assert figures(told("ademe_recond_2022", Held("laptop", 3, 30, 0)))["co2e"] == 67.5
    assert figures(told("ademe_recond_2022", Held("laptop", 30, 30, 0)))["co2e"] == 67.5


def test_treatment_counts_the_grams_certified_and_no_hand_over():
    """Ten kilograms of desktops recycled beside a laptop handed over."""
    found = told("epa_warm_v16", Held("desktop", 0, 0, 10_000), Held("laptop", 5, 60, 0))
    assert figures(found) == {"recycling_credit": 16.644901}
    assert found.left_out == {}


def test_what_a_method_has_no_category_for_is_named_and_not_counted_as_zero():
    """Two laptops and a printer: 3 Step IT knows laptops alone."""
    found = told("ey_3stepit", Held("laptop", 2, 24, 0), Held("printer", 1, 12, 0))
    assert figures(found) == {"saving": 450}
    assert found.devices == 2
    assert list(found.left_out) == ["printer"]


def test_a_range_is_added_bound_by_bound():
    """One year of a telephone on the grid of Europe, and one of a tablet."""
    phone, tablet = (told("boaviztapi", Held(name, 1, 12, 0)) for name in ("smartphone", "tablet"))
    both = told("boaviztapi", Held("smartphone", 1, 12, 0), Held("tablet", 1, 12, 0))
    one, other, sum_ = (next(s.quantity for s in found.sums if s.id == "use") for found in (phone, tablet, both))
    assert sum_ == one + other
    assert sum_.low < sum_.central < sum_.high


def test_a_share_and_a_single_model_are_never_added():
    """Ten telephones: what is left after the rebound, and what the press says of one model, stand alone."""
    for name in ("rebound_makov", "fraunhofer_refurbed"):
        assert told(name, Held("smartphone", 10, 120, 0)).sums == ()


@pytest.mark.parametrize("name", [name for name, method in methods().items() if not method.ours])
def test_nothing_handed_over_and_nothing_treated_is_nothing(name):
    assert told(name).sums == ()
    assert told(name, Held("laptop", 0, 0, 0)).sums == ()


@pytest.mark.parametrize("name", [name for name, method in methods().items() if not method.ours])
def test_twice_as_many_devices_twice_the_figure(name):
    """But for what the owner cuts to whole hours, or rounds to one digit."""
    once, twice = told(name, Held("laptop", 50, 1500, 91_500)), told(name, Held("laptop", 100, 3000, 183_000))
    for one, two in zip(once.sums, twice.sums, strict=True):
        assert two.quantity.central == pytest.approx(one.quantity.central * Decimal(2), rel=Decimal("0.1"))
