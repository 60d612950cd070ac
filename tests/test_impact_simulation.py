"""Our method over cells: intervals that do not shrink with numbers, terms that add up, devices left out by name."""

from __future__ import annotations

import numpy as np
import pytest
from impact_values import BASIC, HALF, LAPTOP, LAPTOP_USE, ON, POINT, TABLET, Invented, value

from lifecycle.impact.cells import Answers, BurdenCell, HandedCell, RecycledCell, ServiceCell, Survival
from lifecycle.impact.drawing import Drawing, distribution_of, spread, stream_of
from lifecycle.impact.needed import Reason, what_it_took
from lifecycle.impact.simulation import Simulation
from lifecycle.quantity.distribution import Triangular

NOBODY = Answers()


def served(end: int, *, devices: int = 1, start: int = 0, category: str = "laptop", year: int = 2026) -> ServiceCell:
    """Devices whose workshop wrote down its work, with no new part."""
    return ServiceCell(year, category, "workshop", year, start, end, devices)


def process(devices: int = 1, *, category: str = "laptop", record: str = "workshop") -> BurdenCell:
    """The workshop's own process."""
    return BurdenCell(2026, category, record, 2026, "process", devices, devices)


def test_with_points_only_the_figure_can_be_made_by_hand() -> None:
    """Three of five years, half of the recipients, 200 kg; 30 kWh a year on 0.05 kg; 3 kg of process.

    0.5 x 0.6 x 200 = 60; the other half draws 0.5 x 3 x 30 x 0.05 = 2.25 more; 60 - 2.25 - 3 = 54.75 kg.
    """
    told = Simulation(Invented(*BASIC, POINT, HALF, LAPTOP_USE), NOBODY, on=ON).accrued([served(36)], [process()])
    assert {term: one.quantity.central for term, one in told.terms.items()} == {
        "purchases": 60_000,
        "refurbishing": 3_000,
        "extra_use": 0,
        "added_use": 2_250,
    }
    assert told.avoided.quantity.central == 54_750
    assert told.avoided.quantity.is_exact
    assert told.avoided.drivers == ()


def test_a_machine_that_draws_more_than_the_new_one_pays_for_it() -> None:
    """50 kWh a year instead of 30: 0.5 x 3 x 20 x 0.05 = 1.5 kg for those who would have bought new."""
    old = value("use_kwh_old", "laptop", "kWh/year", "50")
    told = Simulation(Invented(*BASIC, POINT, HALF, LAPTOP_USE, old), NOBODY, on=ON).accrued([served(36)], [])
    assert told.terms["extra_use"].quantity.central == 1_500
    assert told.terms["added_use"].quantity.central == 3_750


@pytest.mark.parametrize(("end", "credited"), [(59, 59 / 60), (60, 1), (61, 1), (120, 1)])
def test_service_counts_up_to_the_life_of_the_new_device(end: int, credited: float) -> None:
    """Five years are sixty months: the sixty-first avoids nothing more."""
    told = Simulation(Invented(*BASIC, POINT, HALF), NOBODY, on=ON).accrued([served(end)], [])
    assert told.avoided.quantity.central == round(100_000 * credited)


def test_years_add_up_to_the_period() -> None:
    """Twelve months in 2025 and twelve more in 2026 are twenty-four."""
    method = Simulation(Invented(*BASIC, POINT, HALF, LAPTOP_USE), NOBODY, on=ON)
    first, second = served(12, year=2025), served(24, start=12, year=2026)
    apart = [method.accrued([cell], []).avoided.quantity.central for cell in (first, second)]
    assert sum(apart) == method.accrued([first, second], []).avoided.quantity.central
    assert sum(apart) == method.accrued([served(24)], []).avoided.quantity.central


def test_a_result_below_zero_is_kept() -> None:
    """One month of service does not make up for 3 kg of process."""
    told = Simulation(Invented(*BASIC, POINT, HALF), NOBODY, on=ON).accrued([served(1)], [process()])
    assert told.avoided.quantity.central == round(100_000 / 60) - 3_000
    assert told.avoided.below_zero == 1


@pytest.mark.parametrize("devices", [10, 50_000_000])
def test_n_devices_that_share_their_factors_have_n_times_the_interval(devices: int) -> None:
    """Errors of a footprint, of a life, of a rate are the same for all: they do not average out."""
    method = Simulation(Invented(*BASIC, LAPTOP, LAPTOP_USE), NOBODY, on=ON)
    one = method.accrued([served(36)], [process()]).avoided.quantity
    many = method.accrued([served(36, devices=devices)], [process(devices)]).avoided.quantity
    assert one.low is not None
    assert one.high is not None
    for of_one, of_many in ((one.low, many.low), (one.central, many.central), (one.high, many.high)):
        assert of_many == pytest.approx(of_one * devices, abs=devices)


def test_what_shares_a_source_is_drawn_together() -> None:
    """Footprints of laptops and tablets from one source: their intervals add, bound by bound."""
    method = Simulation(Invented(*BASIC, LAPTOP, TABLET, value("substitution", "", "1", "1")), NOBODY, on=ON)
    one, other = served(36), served(36, category="tablet")
    apart = [method.accrued([cell], []).avoided.quantity for cell in (one, other)]
    both = method.accrued([one, other], []).avoided.quantity
    assert both.low == pytest.approx(sum(one.low or 0 for one in apart), abs=2)
    assert both.high == pytest.approx(sum(one.high or 0 for one in apart), abs=2)


def test_what_shares_nothing_evens_out_in_part() -> None:
    """The same two with sources of their own: the interval of the sum is narrower than the sum of the intervals."""
    elsewhere = value("embodied", "tablet", "kgCO2e", "31", "84", "132", shared_by="source", source="elsewhere")
    method = Simulation(Invented(*BASIC, LAPTOP, elsewhere, value("substitution", "", "1", "1")), NOBODY, on=ON)
    one, other = served(36), served(36, category="tablet")
    apart = [method.accrued([cell], []).avoided.quantity for cell in (one, other)]
    both = method.accrued([one, other], []).avoided.quantity
    width = (both.high or 0) - (both.low or 0)
    assert width < 0.99 * sum((one.high or 0) - (one.low or 0) for one in apart)


def test_percentiles_are_in_order_and_digits_repeat() -> None:
    """The same question twice: the same digits, P5 up to P50 up to P95."""
    asked = [served(36, devices=7), served(30, category="tablet")]
    told = [
        Simulation(Invented(*BASIC, LAPTOP, TABLET, LAPTOP_USE), NOBODY, on=ON).accrued(asked, []) for _ in range(2)
    ]
    assert told[0] == told[1]
    said = told[0].avoided.quantity
    assert said.low is not None
    assert said.high is not None
    assert said.low < said.central < said.high


def test_analytic_mean_and_variance_agree_with_the_draws() -> None:
    """Seven laptops served three of five years: 7 x 0.6 x rate x footprint, two triangles that share nothing."""
    values = Invented(*BASIC, LAPTOP)
    drawing = Drawing(values, ON)
    rate, footprint = Triangular(0, 0.5, 1), Triangular(135, 185, 386)
    drawn = 7 * 0.6 * drawing.of(BASIC[2]) * drawing.of(LAPTOP)
    mean = 7 * 0.6 * rate.mean * footprint.mean
    square = (rate.variance + rate.mean**2) * (footprint.variance + footprint.mean**2)
    variance = (7 * 0.6) ** 2 * square - mean**2
    assert drawn.mean() == pytest.approx(mean, rel=0.02)
    assert drawn.var() == pytest.approx(variance, rel=0.05)
    low, middle, high = np.percentile(drawn, (5, 50, 95))
    said = Simulation(values, NOBODY, on=ON).accrued([served(36, devices=7)], []).avoided.quantity
    assert (said.low, said.central, said.high) == (round(low * 1000), round(middle * 1000), round(high * 1000))


def test_the_widest_factor_drives_the_spread() -> None:
    """A rate known between nothing and all, beside a footprint known within a tenth."""
    narrow = value("embodied", "laptop", "kgCO2e", "180", "185", "190", shared_by="source")
    drivers = Simulation(Invented(*BASIC, narrow), NOBODY, on=ON).accrued([served(36)], []).avoided.drivers
    assert drivers[0].stream == "substitution"
    assert drivers[0].share > 0.95
    assert sum(driver.share for driver in drivers) <= 1.02


@pytest.mark.parametrize(("new", "measured"), [(29, False), (30, True)])
def test_a_rate_is_measured_from_thirty_answers(new: int, measured: bool) -> None:
    """Who does not know is in the coverage, not among the thirty."""
    told = Simulation(Invented(*BASIC, LAPTOP), Answers(new=new, does_not_know=50), on=ON).accrued([served(36)], [])
    assert told.screening is not measured


def test_of_those_asked_only_who_would_have_bought_new_counts() -> None:
    """30 of 100 would have bought new, 30 second-hand: the rate is Beta(31, 71), about 0.30."""
    method = Simulation(Invented(*BASIC, POINT), Answers(new=30, second_hand=30, borrowed_or_none=40), on=ON)
    said = method.accrued([served(60)], []).avoided.quantity
    assert said.central == pytest.approx(200_000 * 31 / 102, rel=0.02)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (ServiceCell(2026, "printer", "workshop", 2026, 0, 12, 3), Reason("embodied", "printer")),
        (ServiceCell(2026, "tablet", "workshop battery", 2026, 0, 12, 3), Reason("part", "battery")),
        (ServiceCell(2026, "tablet", "", 2026, 0, 12, 3), Reason("refurbishing", "tablet")),
    ],
)
def test_what_has_no_source_is_left_out_and_named_never_zero(cell: ServiceCell, reason: Reason) -> None:
    """No footprint, a new part without one, nothing written down and no published burden."""
    told = Simulation(Invented(*BASIC, LAPTOP, TABLET), NOBODY, on=ON).accrued([cell, served(12)], [process()])
    assert told.left_out == {cell.cohort: reason}
    assert "tablet" not in told.by_category


def test_a_category_whose_consumption_nobody_gives_says_so() -> None:
    """Its use is not in the result: it is named."""
    assert Simulation(Invented(*BASIC, LAPTOP), NOBODY, on=ON).accrued([served(1)], []).without_use == {"laptop"}


def test_parts_and_kilometres_are_the_burden() -> None:
    """Two SSDs of 30 kg and 12.5 km of a van at 0.2 kg: 62.5 kg beside the process."""
    values = Invented(
        *BASIC, POINT, HALF, value("part", "ssd", "kgCO2e", "30"), value("transport", "van", "kgCO2e/km", "0.2")
    )
    burden = [
        BurdenCell(2026, "laptop", "workshop ssd", 2026, "part:ssd", 2, 2),
        BurdenCell(2026, "laptop", "workshop ssd", 2026, "transport:van", 2, 12_500),
        process(2, record="workshop ssd"),
    ]
    told = Simulation(values, NOBODY, on=ON).accrued([], burden)
    assert told.avoided.quantity.central == -68_500


@pytest.mark.parametrize(
    ("record", "took"),
    [("", ("refurbishing",)), ("workshop", ("process",)), ("workshop ram ssd", ("process", "part:ram", "part:ssd"))],
)
def test_the_record_of_the_workshop_says_which_burdens_to_look_for(record: str, took: tuple[str, ...]) -> None:
    """Without one, a published figure of all that refurbishing takes."""
    assert what_it_took(record) == took


def test_an_expected_second_life_begins_where_the_first_service_ended() -> None:
    """Four of five years are served already: of two more expected, one counts."""
    method = Simulation(Invented(*BASIC, POINT, HALF), NOBODY, on=ON)
    lives = {"laptop": Survival(months=24, error_months=0, spread_months=0, ended=40)}
    told = method.expected([HandedCell(2026, "laptop", "workshop", 48, 1)], [], lives)
    assert told.avoided.quantity.central == 20_000


def test_how_long_each_serves_evens_out_over_many_what_the_mean_is_does_not() -> None:
    """Ten thousand devices: the spread of one by one falls to a hundredth, that of the mean stays."""
    method = Simulation(Invented(*BASIC, POINT, HALF), NOBODY, on=ON)
    own = {"laptop": Survival(months=24, error_months=0, spread_months=12, ended=40)}
    shared = {"laptop": Survival(months=24, error_months=2, spread_months=0, ended=40)}
    widths = {}
    for devices in (1, 10_000):
        for name, lives in (("own", own), ("shared", shared)):
            cell = HandedCell(2026, "laptop", "workshop", 0, devices)
            said = method.expected([cell], [], lives).avoided.quantity
            widths[name, devices] = ((said.high or 0) - (said.low or 0)) / devices
    assert widths["own", 10_000] == pytest.approx(widths["own", 1] / 100, rel=0.02)
    assert widths["shared", 10_000] == pytest.approx(widths["shared", 1], rel=0.01)


def test_recycling_counts_only_what_goes_beyond_what_would_have_been() -> None:
    """1.83 kg at 1.19 kg: of a household 57 % are additional, of a company nothing is, since it is bound to."""
    values = Invented(
        *BASIC,
        value("recycling_credit", "laptop", "kgCO2e/kg", "1.19"),
        value("recycling_baseline", "household", "1", "0.428"),
        value("recycling_baseline", "professional", "1", "1"),
    )
    method = Simulation(values, NOBODY, on=ON)
    cells = [RecycledCell(2026, "laptop", "household", 1830), RecycledCell(2026, "laptop", "professional", 1830)]
    each = [method.recycled([cell]).avoided.quantity.central for cell in cells]
    assert each == [round(1830 * 1.19 * 0.572), 0]
    assert method.recycled(cells, additional=False).avoided.quantity.central == round(2 * 1830 * 1.19)


def test_a_factor_with_one_published_bound_is_drawn_up_to_its_centre() -> None:
    """3.81 at most: the centre is the other bound."""
    factor = value("refurbishing", "smartphone", "kgCO2e", "2.8", "3.81", "3.81")
    assert distribution_of(factor) == Triangular(2.8, 3.81, 3.81)
    assert stream_of(factor) == "refurbishing/smartphone"


def test_nothing_served_is_exactly_zero() -> None:
    """A period without any hand-over has no interval."""
    told = Simulation(Invented(*BASIC, LAPTOP), NOBODY, on=ON).accrued([], [])
    assert told.avoided.quantity.is_exact
    assert told.avoided.quantity.central == 0
    assert spread(np.zeros(0), {}).below_zero == 0
