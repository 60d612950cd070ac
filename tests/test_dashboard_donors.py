"""Donors, funders, the flow of what was given, and other methods: what the pages say is what the reports say."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_dashboard import Reader, chromium, free_port, playwright, started  # noqa: F401

from dashboard import draw
from dashboard.tell import donors as tell_donors
from dashboard.tell import flow as tell_flow
from dashboard.tell import methods as tell_methods
from dashboard.tell import years as tell_years
from lifecycle import demonstration
from lifecycle.columns import folder_of
from lifecycle.engine import open_engine
from lifecycle.ledger import open_ledger
from lifecycle.reports import Filter, answer
from lifecycle.reports.donated import donated
from lifecycle.reports.numbers import NARROW
from lifecycle.words import choose_language

expect = playwright.expect
PERIOD = "period=2025&lang=en&organisation=ORDIS"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("donors") / "lifecycle.db"
    demonstration.build(path, setting=demonstration.load()).close()
    return path


@pytest.fixture(scope="module")
def ledger(demo):
    with open_ledger(demo, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(demo) -> Iterator[str]:
    port = free_port()
    server = started(demo, port)
    yield f"http://127.0.0.1:{port}/"
    server.send_signal(signal.SIGINT)
    server.communicate(timeout=20)


@pytest.fixture(autouse=True)
def english():
    choose_language("en")


# --- what is told --------------------------------------------------------------------------------


def test_the_flow_and_its_table_hold_every_gram_that_was_given(ledger):
    """What flows on, with what cannot be drawn, is what was received; the table adds up line by line."""
    given = answer(ledger, "given", Filter())
    found = tell_flow.sums(given)
    streams = tell_flow.streams(found)
    assert sum(one.grams for one in streams) == given.figure("received").value == sum(tell_flow.entered(found).values())
    rows = tell_flow.rows(found)
    assert {len(row) for row in rows} == {1 + len(tell_flow.heads(found))}
    assert rows[-1][1] == draw.bare(given.figure("received").value, "g", 1)


def test_the_picture_names_each_end_with_its_grams():
    """Whoever sees no colour reads the names; what is below zero is left to the table."""
    streams = [
        draw.Stream("People", "In use", 2000, "reused"),
        draw.Stream("People", "Recycled", 500, "recycled"),
        draw.Stream("People", "Differences", -100),
    ]
    (sankey,) = draw.flow(streams, {"People": 2400}).data
    assert list(sankey.node.label) == [
        f"People · 2.4{NARROW}kg",
        f"In use · 2.0{NARROW}kg",
        f"Recycled · 0.5{NARROW}kg",
    ]
    assert list(sankey.link.value) == [2.0, 0.5]
    assert list(sankey.link.target) == [1, 2]


def test_nothing_given_is_no_picture():
    """An empty ledger has no ends to draw."""
    assert tell_flow.streams({}) == []
    assert tell_flow.not_drawn({}) == ""


def test_people_and_hours_are_those_of_the_report_with_the_year_before(ledger):
    """Minutes read as whole hours; a year that is not there is not told."""
    people = answer(ledger, "people", Filter())
    now = tell_years.people(people, None)
    assert now[0].value == draw.count_of(people.figure("people").value)
    assert now[1].value == tell_years.hours(people.figure("taught").value)
    assert not [line for figure in now for line in figure.beside if "year before" in line]
    then = tell_years.people(people, people)
    assert f"a year before: {now[0].value}" in then[0].beside


def test_years_side_by_side_are_the_same_figures_twice(ledger):
    """A year beside itself has no change anywhere; emissions keep their interval in words."""
    told = tell_years.Told(
        *(answer(ledger, name, Filter()) for name in ("given", "mass", "people", "results", "impact"))
    )
    rows = list(tell_years.rows(told, told))
    assert all(now == then and not change for _words, now, then, change in rows)
    assert len(rows) == 8 + 6 + 1


def test_a_donor_s_sentence_and_machines_are_those_of_the_report(ledger):
    """Most given first; each machine leads to its life; shares are told only of many."""
    given = answer(ledger, "given", Filter())
    options = tell_donors.donors(given, {})
    first = next(iter(options))
    with open_engine(ledger, folder_of(ledger.path)) as engine:
        report = donated(engine, Filter(), first)
    things = sum(int(row["came_units"]) for row in report.table("things").records())
    assert tell_donors.sentence(report, "Armor", "2025").startswith(f"2025: Armor gave {things} ")
    parts, whole = tell_donors.where(report)
    assert sum(part.value for part in parts) == whole
    assert "device:" not in str(tell_donors.machines(report, lambda code: f"/equipement?device={code}")[0][0])


def test_other_methods_stand_beside_and_name_their_question():
    """Ours is not among those that stand beside ours; the first choice is none."""
    options = tell_methods.options()
    assert next(iter(options)) == ""
    assert "lifecycle" not in options
    assert len(options) > 5


# --- in a browser --------------------------------------------------------------------------------


@pytest.mark.browser
def test_a_donor_and_a_funder_stand_in_the_address(address, chromium):  # noqa: F811
    """Another donor is chosen: its sentence, its address; the same address in another browser shows the same."""
    one = Reader(chromium)
    page = one.open(f"{address}donateurs?{PERIOD}")
    before = page.locator(".lc-answer").first.text_content()
    page.get_by_role("combobox", name="Donor").click()
    page.get_by_role("option").nth(1).click()
    expect(page.locator(".lc-answer").first).not_to_have_text(before)
    page.wait_for_url("**donor=*")
    shown = page.locator(".lc-answer").first.text_content()
    other = Reader(chromium)
    expect(other.open(page.url).locator(".lc-answer").first).to_have_text(shown)
    link = page.locator(".lc-table a").first
    assert "/equipement?" in link.get_attribute("href")
    assert not one.complaints
    for reader in (one, other):
        reader.context.close()


@pytest.mark.browser
def test_another_method_stands_beside_ours_and_in_the_address(address, chromium):  # noqa: F811
    """Ours stays where it was; the other has a table of its own and says that nothing is added."""
    one = Reader(chromium)
    page = one.open(f"{address}association?{PERIOD}&method=ademe_recond_2022")
    expect(page.get_by_text("The same hand-overs, as ADEME counts them").first).to_be_attached()
    expect(page.get_by_text("none is added to another").first).to_be_visible()
    expect(page.locator(".lc-intervals")).to_be_visible()
    assert not one.complaints
    one.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["donateurs", "association"])
def test_a_telephone_shows_the_table_instead_of_the_picture(address, chromium, path):  # noqa: F811
    """320 px wide: nothing to scroll sideways; the flow steps back, its table stays; axe finds nothing."""
    one = Reader(chromium, width=320)
    page = one.open(f"{address}{path}?{PERIOD}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    if path == "association":
        expect(page.locator(".st-key-lc-flow")).to_be_hidden()
        expect(
            page.locator("caption", has_text="What was received over the period and where it is now")
        ).to_be_attached()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    assert not found.response["violations"], found.generate_report()
    one.context.close()


@pytest.mark.browser
def test_what_is_there_after_half_a_second_stays_where_it_is(address, chromium):  # noqa: F811
    """Nothing that a reader has begun to read moves by more than 20 px until three seconds."""
    from benchmarks.bench_dashboard import JUMP_PX, jumped

    for path in ("association", "donateurs"):
        jumped(chromium, f"{address}{path}?{PERIOD}")  # the first reader waits for the answers
        assert jumped(chromium, f"{address}{path}?{PERIOD}") <= JUMP_PX, path
