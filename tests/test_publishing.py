"""Publishing: what was published runs again to the same digits, whatever is learnt since; nothing moves silently."""

from __future__ import annotations

import json
import random
import re
import shutil
from datetime import UTC, date, datetime
from inspect import signature
from pathlib import Path

import pytest
from books.life import Life
from books.test_properties import Books
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_reports_ledger import STORY

from lifecycle import reference
from lifecycle.cli import main
from lifecycle.events import Corrected, Narrowing, ReportPublishedOnce, read
from lifecycle.ledger import Refused, create
from lifecycle.reference import folder as its_folder
from lifecycle.reports import FORMATS, REPORTS, SLICES, Filter, Unanswerable, answer
from lifecycle.reports.publishing import publish, published, run_again
from lifecycle.reports.words import PERIMETER
from lifecycle.words import choose_language

SAMPLES = Path(__file__).parent / "samples" / "facts"
WHO = {"by": "A-1", "on_behalf_of": "ASSO", "now": datetime(2031, 1, 1, tzinfo=UTC)}
HOW = {"account": "A-1", "publisher": "ASSO", "on": date(2027, 1, 15), "now": datetime(2027, 1, 15, tzinfo=UTC)}
YEAR = Filter(first_day="2026-01-01", last_day="2026-12-31")
LATE = "2026-03-05 PC-2 found where=stock"

LIVES = """
2026-01-05 PC-1 received      category=laptop
2026-01-06 PC-1 weighed       grams=2100
2026-01-07 PC-1 media_absent
2026-02-01 PC-1 handed_over
2026-01-05 PC-2 received      category=laptop
2026-01-07 PC-2 media_absent
2026-02-02 PC-2 handed_over
"""


class Kept:
    """A ledger on disk, told in lives."""

    def __init__(self, folder) -> None:
        self.life = Life()
        self.ledger = create(folder / "lifecycle.db")
        self.ledger.append([recorded.fact for recorded in self.life.memory.recorded], **WHO)

    def tell(self, text: str) -> int:
        """Record each batch of a story; the position at which the last ends."""
        for batch in self.life.facts(text):
            last = self.ledger.append(batch, **WHO).receipt.last_n
        return last

    def publish(self, name: str = "mass", filter: Filter = YEAR, **more):
        return publish(self.ledger, name, filter, **(HOW | more))


@pytest.fixture
def kept(tmp_path):
    kept = Kept(tmp_path)
    yield kept
    kept.ledger.close()


@pytest.fixture
def values(tmp_path, monkeypatch):
    """The reference folder of the house, copied: what is added to a file of it becomes what the program knows."""

    def add(file: str, text: str, *, instead_of: str = "") -> None:
        root = tmp_path / f"values-{len(list(tmp_path.glob('values-*')))}"
        shutil.copytree(its_folder.reference_folder(), root / "data" / "reference")
        there = root / "data" / "reference" / file
        said = there.read_text(encoding="utf-8")
        there.write_text(said.replace(instead_of, text, 1) if instead_of else said + text, encoding="utf-8")
        monkeypatch.setattr(its_folder, "_HERE", root / "lifecycle" / "reference")
        its_folder.reference_folder.cache_clear()

    yield add
    monkeypatch.undo()
    its_folder.reference_folder.cache_clear()


LAPTOPS = "factors/boavizta_pcf.toml"
NEWER = """
[[mass_g]]
category   = "laptop"
valid_from = 2010-01-01
edition    = "2031-1"
low        = 1600
central    = 1650
high       = 1700
"""
"""Laptops weigh the same, and within closer bounds."""


HALF = """
[[factor]]
name       = "embodied"
key        = "laptop"
unit       = "kgCO2e"
central    = 92.545
bounds     = "none"
edition    = "2031-1"
"""


def figure(report, id: str, table: str = "figures") -> dict:
    return next(row for row in report.table(table).records() if row["figure"] == id)


def notes(report) -> str:
    return "\n".join(map(str, report.notes))


# --- what is written down ------------------------------------------------------------------------------


def test_a_publication_holds_its_figures_as_decimal_text_and_all_it_was_asked(kept):
    """Two laptops handed over, of one the mass is a default with bounds."""
    n = kept.tell(LIVES)
    done = kept.publish(filter=YEAR.model_copy(update={"category": "laptop"}), figures=("reused", "reused_units"))
    said = json.loads(kept.ledger.entry(done.n).form)
    assert (said["kind_version"], said["subject"], said["acting"]) == (2, "organisation:ASSO", "ASSO")
    assert said["facts"]["figures"] == [
        {"figure": "reused", "value": "3750", "low": "3179", "high": "4887", "unit": "g"},
        {"figure": "reused_units", "value": "2", "low": "2", "high": "2", "unit": "things"},
    ]
    assert said["facts"]["perimeter"] == [{"what": "category", "which": "laptop"}]
    assert (said["facts"]["as_of"], said["facts"]["first_day"], said["facts"]["last_day"]) == (
        n,
        "2026-01-01",
        "2026-12-31",
    )
    assert said["facts"]["edition"] == reference.load().edition
    assert (done.receipt.first_n, done.receipt.last_n) == (n + 1, n + 1)


def test_a_publication_of_version_1_keeps_its_bytes_and_is_listed_without_a_perimeter(kept):
    """Its report, "annual", is no longer known: it is listed with its digits, and said to be impossible to run again."""
    forms = json.loads((SAMPLES / "report_published-1.json").read_text(encoding="utf-8"))
    old = read(forms[0] | {"subject": "organisation:ASSO", "acting": "ASSO"})
    assert type(old) is ReportPublishedOnce
    receipt = kept.ledger.append([old], **WHO).receipt
    assert json.loads(kept.ledger.entry(receipt.last_n).form)["kind_version"] == 1
    (row,) = published(kept.ledger).table("publications").records()
    assert (row["perimeter"], row["figures"], row["report"]) == ("?", 2, "annual")
    again = run_again(kept.ledger, receipt.last_n)
    assert not again.same
    assert figure(again.report, "reused_g")["published"] == 968400
    assert figure(again.report, "reused_g")["again"] is None
    assert "version 1" in notes(again.report)
    assert "cannot be run again: unknown report annual" in notes(again.report)


def test_a_publication_of_version_1_of_a_known_report_runs_again_on_everything(kept):
    n = kept.tell(LIVES)
    value = str(answer(kept.ledger, "mass", YEAR).figure("reused").value)
    quantity = answer(kept.ledger, "mass", YEAR).figure("reused").quantity
    old = ReportPublishedOnce(
        event_id="019ae5d2-4c6d-7a31-9c5e-3f27d81b0aaa",
        subject="organisation:ASSO",
        acting="ASSO",
        occurred_on="2027-01-15",
        report="mass",
        first_day=YEAR.first_day,
        last_day=YEAR.last_day,
        as_of=n,
        edition=reference.load().edition,
        figures=(
            {"figure": "reused", "value": value, "low": str(quantity.low), "high": str(quantity.high), "unit": "g"},
        ),
    )
    assert run_again(kept.ledger, kept.ledger.append([old], **WHO).receipt.last_n).same


def test_the_sentences_of_a_table_are_not_published_its_numbers_and_codes_are(kept):
    """Published in French, run again in English."""
    kept.tell(LIVES)
    choose_language("fr")
    n = kept.publish("given").n
    choose_language("en")
    assert run_again(kept.ledger, n).same
    assert json.loads(kept.ledger.entry(n).form)["facts"]["tables"]


# --- run again -----------------------------------------------------------------------------------------


def test_a_late_fact_moves_today_and_not_what_was_published(kept):
    """PC-2, a laptop of 1,650 g by default, turns out to have been weighed before it was handed over: 2,000 g."""
    kept.tell(LIVES)
    n = kept.publish().n
    kept.tell("2026-01-06 PC-2 weighed grams=2000")
    again = run_again(kept.ledger, n)
    assert again.same
    row = figure(again.report, "reused")
    assert (row["published"], row["again"], row["same"], row["now"]) == (3750, 3750, "yes", 4100)
    assert (row["by_facts"], row["by_values"]) == (350, 0)
    assert again.report.table("since").records() == [
        {"kind": "report_published", "facts": 0, "later": 1, "first_n": n, "last_n": n},
        {"kind": "weighed", "facts": 1, "later": 0, "first_n": n + 1, "last_n": n + 1},
    ]
    assert "the same to the last digit" in notes(again.report)


def test_a_corrected_fact_moves_today_and_not_what_was_published(kept):
    """The hand-over of PC-1 is void a year later."""
    kept.tell(LIVES.replace("2026-02-01 PC-1", "2026-02-01 =H PC-1"))
    n = kept.publish().n
    kept.tell("2027-03-01 organisation:ASSO corrected voids=[H]")
    again = run_again(kept.ledger, n)
    assert again.same
    assert (figure(again.report, "reused")["now"], figure(again.report, "reused")["by_facts"]) == (1650, -2100)
    correction = next(row for row in again.report.table("since").records() if row["kind"] == "corrected")
    assert (correction["facts"], correction["later"]) == (1, 0), "it is of 2027, and voids a fact of these days"


@pytest.mark.parametrize("on", [date(2027, 1, 1), date(2026, 6, 1)])
def test_a_publication_of_a_day_to_come_is_refused(kept, on):
    """Recorded for ever, it would bear a day on which nobody published anything."""
    kept.tell(LIVES)
    with pytest.raises(Unanswerable, match="still to come"):
        publish(kept.ledger, "mass", account="LOCAL", on=on, now=datetime(2026, 5, 31, 12, tzinfo=UTC))


def test_a_new_edition_moves_today_and_not_what_was_published(kept, values):
    """The bounds of a laptop's default mass are narrower in a later edition: 1,600 to 1,700 g instead of 1,079 to 2,787."""
    kept.tell(LIVES)
    first = reference.load().edition
    n = kept.publish().n
    values(LAPTOPS, NEWER)
    assert reference.load().edition == "2031-1"
    again = run_again(kept.ledger, n)
    assert again.same
    bounds = figure(again.report, "reused", "bounds")
    assert (bounds["published_low"], bounds["again_low"], bounds["now_low"]) == (3179, 3179, 3700)
    assert figure(again.report, "reused")["by_values"] == 0, "a mass that is booked is the one of when it was recorded"
    assert f"others than those of edition {first}" in notes(again.report)
    assert "edition 2031-1" in notes(again.report)
    assert "0 figures moved by facts" in notes(again.report)


def test_avoided_emissions_are_published_and_run_again_draw_by_draw(kept, values):
    """Two laptops serve half a year; in a later edition a laptop costs the climate half of what it did."""
    kept.tell(LIVES + "2026-08-01 PC-1 use_confirmed\n2026-08-01 PC-2 use_confirmed")
    done = kept.publish("impact")
    avoided = next(one for one in done.fact.figures if one.figure == "avoided")
    assert done.fact.stream == "philox-1"
    assert int(avoided.low or 0) < int(avoided.value) < int(avoided.high or 0)
    values("factors/ademe_acv_numerique.toml", HALF)
    again = run_again(kept.ledger, done.n)
    assert again.same, notes(again.report)
    row = figure(again.report, "avoided")
    assert (row["published"], row["again"], row["by_facts"]) == (int(avoided.value), int(avoided.value), 0)
    assert row["by_values"] < 0
    assert row["now"] == row["published"] + row["by_values"]


def test_a_move_that_rounding_would_hide_is_shown_to_the_gram(kept):
    """Emissions are read in whole kilograms; what was published is 16 g from what comes out now."""
    kept.tell(LIVES + "2026-08-01 PC-1 use_confirmed")
    fact = kept.publish("impact").fact
    figures = tuple(
        one.model_copy(update={"value": str(int(one.value) + 16)}) if one.figure == "avoided" else one
        for one in fact.figures
    )
    other = fact.model_copy(update={"event_id": "019ae5d2-4c6d-7a31-9c5e-3f27d81b0ffa", "figures": figures})
    kept.ledger.append([other], **WHO)
    (said,) = (line for line in notes(answer(kept.ledger, "impact", YEAR)).splitlines() if "; now " in line)
    was, now = (float(part.replace("−", "-")) for part in re.findall(r"([−\d.]+)\u202fkg CO₂e \(", said))
    assert round(1000 * (was - now)) == 16


def test_a_report_under_an_older_edition_names_both_and_has_its_values(kept, values):
    kept.tell(LIVES)
    first = reference.load().edition
    before = answer(kept.ledger, "mass", YEAR)
    values(LAPTOPS, NEWER)
    old, new = answer(kept.ledger, "mass", YEAR, edition=first), answer(kept.ledger, "mass", YEAR)
    assert [one.to_json() for one in old.figures] == [one.to_json() for one in before.figures]
    assert (new.figure("reused").quantity.low, new.figure("reused").quantity.high) == (3700, 3800)
    assert {one.edition for one in new.figures} == {new.edition} == {"2031-1"}
    assert first in notes(old)
    assert "2031-1" in notes(old)
    assert "Values of edition" not in notes(new)


def test_a_released_value_that_someone_edited_is_found(kept, values):
    """The lower bound of 1,079 g is overwritten: what was published does not come out, and the reason is said."""
    kept.tell(LIVES)
    n = kept.publish().n
    values(LAPTOPS, "low        = 1000", instead_of="low        = 1079")
    again = run_again(kept.ledger, n)
    assert not again.same
    assert (figure(again.report, "reused")["same"], figure(again.report, "hand_overs_units")["same"]) == ("no", "yes")
    assert "an edition that was released was changed" in notes(again.report)
    assert "no figure has moved since" in notes(again.report), "values moved it, no fact did"


def test_an_edition_that_is_gone_is_said(kept):
    kept.tell(LIVES)
    done = kept.publish()
    other = done.fact.model_copy(update={"event_id": "019ae5d2-4c6d-7a31-9c5e-3f27d81b0bbb", "edition": "1999-1"})
    again = run_again(kept.ledger, kept.ledger.append([other], **WHO).receipt.last_n)
    assert not again.same
    assert "1999-1" in notes(again.report)
    assert "0 figures are not what was published" in notes(again.report)


def test_what_was_typed_by_hand_and_makes_no_sense_is_said(kept):
    """A perimeter that no report knows; a position that the ledger never had."""
    kept.tell(LIVES)
    fact = kept.publish().fact
    odd = {"perimeter": (Narrowing(what="colour", which="red"),)}, {"as_of": 999}
    for rank, wrong in enumerate(odd):
        other = fact.model_copy(update={"event_id": f"019ae5d2-4c6d-7a31-9c5e-3f27d81b0cc{rank}", **wrong})
        again = run_again(kept.ledger, kept.ledger.append([other], **WHO).receipt.last_n)
        assert not again.same
        assert "cannot be run again" in notes(again.report)


def test_bounds_drawn_another_way_are_said(kept):
    """A publication whose bounds came from a stream that this program no longer draws from."""
    kept.tell(LIVES)
    fact = kept.publish(figures=("reused",)).fact
    (one,) = fact.figures
    other = fact.model_copy(
        update={
            "event_id": "019ae5d2-4c6d-7a31-9c5e-3f27d81b0dde",
            "stream": "philox-0",
            "figures": (one.model_copy(update={"low": "3000"}),),
        }
    )
    again = run_again(kept.ledger, kept.ledger.append([other], **WHO).receipt.last_n)
    assert not again.same
    assert "from the stream philox-0; this program draws from philox-1" in notes(again.report)


def test_a_publication_writes_down_all_that_a_report_is_asked():
    """A new way to narrow a question, or to answer it, is written down too, or it could not be asked again."""
    days = {"first_day", "last_day", "as_of", "published"}
    assert set(Filter.model_fields) - days == set(PERIMETER), "put it into Filter.perimeter()"
    asked = set(signature(answer).parameters) - {"ledger", "name", "filter"}
    assert asked == {"edition", "by"}, "give it to publish(), Published and running.run()"
    assert asked < set(signature(publish).parameters)


def test_a_position_inside_a_batch_is_published_as_the_end_of_the_batch_before(kept):
    """LIVES is one batch: asked in the middle of it, nothing of it is known."""
    before = kept.ledger.head().count
    kept.tell(LIVES)
    done = kept.publish(filter=YEAR.model_copy(update={"as_of": before + 3}))
    assert done.fact.as_of == before
    assert {one.figure: one.value for one in done.fact.figures}["reused"] == "0"
    assert run_again(kept.ledger, done.n).same


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    kept = Kept(tmp_path_factory.mktemp("ledger"))
    kept.tell(STORY)
    yield kept
    kept.ledger.close()


def narrowed(name: str) -> Filter:
    days = {"first_day": "2026-01-01", "last_day": "2026-12-31"}
    return Filter(**days, **{"device": {"device": "PC-1"}, "lot": {"lot": "L-1"}}.get(name, {}))


@pytest.mark.parametrize("name", REPORTS)
def test_any_report_is_published_and_runs_again(told, name):
    """With figures or without: what has none is known by the digests of its tables."""
    done = told.publish(name, narrowed(name))
    assert done.fact.figures or done.fact.tables
    again = run_again(told.ledger, done.fact.event_id)
    assert again.same, notes(again.report)
    assert all(FORMATS[format](again.report) for format in FORMATS)


@pytest.mark.parametrize("by", [slice for slice in SLICES if slice])
def test_balances_are_published_as_they_were_cut(told, by):
    done = told.publish("balances", YEAR, by=by)
    assert Narrowing(what="by", which=by) in done.fact.perimeter
    assert run_again(told.ledger, done.n).same


def test_a_table_that_lost_a_row_is_not_the_same(kept):
    """A publication whose digest was made of other rows."""
    kept.tell(LIVES)
    fact = kept.publish("flows").fact
    (table, *others) = fact.tables
    wrong = table.model_copy(update={"sha256": "0" * 64})
    other = fact.model_copy(
        update={"event_id": "019ae5d2-4c6d-7a31-9c5e-3f27d81b0ddd", "tables": (wrong, *others)},
    )
    again = run_again(kept.ledger, kept.ledger.append([other], **WHO).receipt.last_n)
    assert not again.same
    assert [row["same"] for row in again.report.table("tables").records()] == ["no", *("yes" for _ in others)]


@given(seed=st.integers(0, 10_000))
@settings(max_examples=8, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_comes_later_what_was_published_runs_again(tmp_path_factory, seed):
    """Random lives, a publication of each report on random days and places, then other lives, late ones and a new edition."""
    dice, folder = random.Random(seed), tmp_path_factory.mktemp("ledger")
    books = Books()
    books.they_arrive(dice.randrange(5040))
    for _ in range(40):
        books.a_fact(*(dice.randrange(5040) for _ in range(7)))
    facts = [recorded.fact for recorded in books.memory.recorded]
    half = len(facts) // 2
    with create(folder / "lifecycle.db") as ledger, pytest.MonkeyPatch.context() as monkeypatch:
        ledger.append(facts[:half], **WHO)
        asked = list(_some_questions(dice, ledger.head().count))
        ns = []
        for name, filter in asked:
            try:
                ns.append(publish(ledger, name, filter, **HOW).n)
            except Unanswerable:  # nothing of this sort was told
                continue
        _with_a_newer_edition(folder, monkeypatch)
        for one in facts[half:]:
            ledger.append([one], **WHO)
        try:
            assert reference.load().edition == "2031-1"
            assert ns
            assert all(run_again(ledger, n).same for n in ns)
        finally:
            its_folder.reference_folder.cache_clear()
    its_folder.reference_folder.cache_clear()


def _some_questions(dice, count):
    for name in REPORTS:
        first, last = sorted(f"2026-{dice.randrange(1, 7):02d}-{dice.randrange(1, 29):02d}" for _ in range(2))
        more = {"device": {"device": "PC-1"}, "lot": {"lot": "L-1"}}.get(name, {})
        if name in {"mass", "given", "material"}:
            more = dice.choice([{}, {"organisation": "ASSO"}, {"category": "laptop"}])
        if name == "fleet":
            first, last = "2026-01-01", "2026-12-31"
        yield name, Filter(first_day=first, last_day=last, as_of=dice.choice([None, count // 2, count]), **more)


def _with_a_newer_edition(folder, monkeypatch):
    shutil.copytree(its_folder.reference_folder(), folder / "data" / "reference")
    with (folder / "data" / "reference" / LAPTOPS).open("a", encoding="utf-8") as file:
        file.write(NEWER)
    monkeypatch.setattr(its_folder, "_HERE", folder / "lifecycle" / "reference")
    its_folder.reference_folder.cache_clear()


# --- taking the place of another -----------------------------------------------------------------------


def test_a_publication_takes_the_place_of_another(kept):
    kept.tell(LIVES)
    first = kept.publish()
    kept.tell("2026-01-06 PC-2 weighed grams=2000")
    second = kept.publish(supersedes=first.n)
    rows = {row["n"]: row["superseded_by"] for row in published(kept.ledger).table("publications").records()}
    assert rows == {first.n: second.n, second.n: None}
    assert run_again(kept.ledger, first.n).same, "it still says what it said"
    assert f"taken by fact no. {second.n}" in notes(run_again(kept.ledger, first.n).report)
    assert second.beside == ()
    assert [one.n for one in kept.publish().beside] == [second.n]


@pytest.mark.parametrize(
    ("which", "says"),
    [
        (999, "no fact 999"),
        ("019ae5d2-0000-7000-8000-000000000000", "no fact 019ae5d2"),
        (1, "fact no. 1 is no publication"),
        ("given", "is a publication of given, not of mass"),
        ("other", "published by TOWN"),
        ("old", "superseded by fact no. {newer} already"),
    ],
)
def test_only_a_standing_publication_of_the_same_report_and_publisher_is_superseded(kept, which, says):
    kept.tell(LIVES)
    ns = {"given": kept.publish("given").n, "other": kept.publish(publisher="TOWN").n, "old": kept.publish().n}
    newer = kept.publish(supersedes=ns["old"]).n
    count = kept.ledger.head().count
    with pytest.raises(Unanswerable, match=says.format(newer=newer)):
        kept.publish(supersedes=ns.get(which, which))
    assert kept.ledger.head().count == count


def test_the_ledger_refuses_a_publication_in_the_place_of_nothing(kept):
    """Whatever door it comes by; version 1 was never asked, and is read as it is."""
    kept.tell(LIVES)
    fact, n = kept.publish().fact, kept.ledger.head().count
    for rank, (target, publisher, says) in enumerate(
        [
            ("019ae5d2-0000-7000-8000-000000000000", "ASSO", "is no published report"),
            (kept.ledger.entry(1).event_id, "ASSO", "is no published report"),
            (fact.event_id, "TOWN", "published by ASSO"),
        ]
    ):
        own = {"event_id": f"019ae5d2-4c6d-7a31-9c5e-3f27d81b0ee{rank}", "subject": f"organisation:{publisher}"}
        with pytest.raises(Refused, match=says):
            kept.ledger.append([fact.model_copy(update=own | {"supersedes": target})], **WHO)
    assert kept.ledger.head().count == n
    kept.ledger.append([read(json.loads((SAMPLES / "report_published-1.json").read_text(encoding="utf-8"))[0])], **WHO)


def test_a_publication_is_never_undone(kept):
    kept.tell(LIVES)
    fact = kept.publish().fact
    void = Corrected(
        event_id="019ae5d2-4c6d-7a31-9c5e-3f27d81b0fff",
        subject="organisation:ASSO",
        acting="ASSO",
        occurred_on="2027-02-01",
        voids=(fact.event_id,),
        reason="typing_error",
    )
    with pytest.raises(Refused, match="only be superseded"):
        kept.ledger.append([void], **WHO)


def test_who_publishes_is_registered_here_and_what_is_published_exists(kept):
    kept.tell(LIVES)
    with pytest.raises(Unanswerable, match="NOBODY is not registered"):
        kept.publish(publisher="NOBODY")
    with pytest.raises(Unanswerable, match="mass has no figure reusd; it has: reused"):
        kept.publish(figures=("reused", "reusd"))
    with pytest.raises(Unanswerable, match="unknown report masse"):
        kept.publish("masse")
    with pytest.raises(reference.UnknownEdition):
        kept.publish(edition="1999-1")


# --- nothing moves silently ----------------------------------------------------------------------------


def test_a_report_says_what_was_published_of_its_very_question(kept):
    """Same figures; then a late weighing; then a publication in its place."""
    kept.tell(LIVES)
    first = kept.publish()
    assert f"(fact no. {first.n}, edition {first.fact.edition}): its figures are the same now" in notes(
        answer(kept.ledger, "mass", YEAR)
    )
    kept.tell("2026-01-06 PC-2 weighed grams=2000")
    told = notes(answer(kept.ledger, "mass", YEAR))
    assert "published on 15 January 2027: 3.750" in told
    assert "now 4.100" in told
    assert f"(fact no. {first.n}," in told
    second = kept.publish(supersedes=first.n)
    told = notes(answer(kept.ledger, "mass", YEAR))
    assert f"fact no. {second.n}" in told
    assert f"fact no. {first.n}," not in told


def test_a_report_without_figures_says_whether_its_tables_are_those_published(kept):
    kept.tell(LIVES)
    n = kept.publish("flows").n
    assert f"(fact no. {n}, edition {reference.load().edition}): its tables are the same now" in notes(
        answer(kept.ledger, "flows", YEAR)
    )
    kept.tell("2026-01-06 PC-2 weighed grams=2000")
    assert "no longer the same: " in notes(answer(kept.ledger, "flows", YEAR))
    assert run_again(kept.ledger, n).same


@pytest.mark.parametrize(
    "other",
    [
        {"as_of": 14},
        {"last_day": date(2026, 12, 30)},
        {"first_day": None},
        {"category": "laptop"},
        {"organisation": "ASSO"},
    ],
)
def test_another_question_says_nothing_of_it(kept, other):
    """The other side: a position, other days, another perimeter."""
    kept.tell(LIVES)
    kept.publish()
    assert "ublished on" not in notes(answer(kept.ledger, "mass", YEAR.model_copy(update=other)))
    assert "ublished on" not in notes(answer(kept.ledger, "given", YEAR))


# --- the command line ----------------------------------------------------------------------------------


@pytest.fixture
def run(kept, tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("LIFECYCLE_LEDGER", str(kept.ledger.path))

    def command(*arguments: object) -> tuple[int, str, str]:
        code = main([str(one) for one in arguments])
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return command


def test_publish_says_its_receipt_and_published_lists_it(kept, run):
    n = kept.tell(LIVES)
    code, out, _ = run("publish", "mass", "--year", "2026", "--acting", "ASSO")
    assert code == 0
    assert f"n° {n + 1} " in out
    assert f"facts {n + 1}–{n + 1}, hash" in out
    code, out, _err = run("publish", "mass", "--year", "2026", "--acting", "asso", "--json")
    said = json.loads(out)
    assert (code, said["n"], said["beside"], said["publication"]["as_of"]) == (0, n + 2, [n + 1], n + 1)
    assert run("publish", "mass", "--year", "2026", "--acting", "ASSO", "--supersedes", f"n° {n + 2}")[0] == 0
    code, out, _ = run("published", "--json")
    rows = json.loads(out)["tables"]["publications"]
    assert [(row["n"], row["superseded_by"]) for row in rows] == [(n + 1, None), (n + 2, n + 3), (n + 3, None)]
    assert run("publish", "mass", "--year", "2026", "--acting", "ASSO")[2].count("both stand") == 2


def test_published_n_answers_in_each_form_and_with_its_exit_code(kept, run, values, tmp_path):
    """Zero where it is the same, one where not."""
    kept.tell(LIVES)
    n = kept.publish().n
    code, out, _ = run("published", n)
    assert code == 0
    assert "the same to the last digit" in out
    assert "lines at zero are not shown" in out
    said = json.loads(run("published", n, "--json")[1])
    assert said["same"] is True
    assert said["tables"]["figures"][0]["published"] == 3750
    assert "Published" in run("published", n, "--format", "csv")[1].splitlines()[0]
    for format in ("xlsx", "parquet"):
        assert run("published", n, "--format", format, "--output", tmp_path / f"p.{format}")[0] == 0
    values(LAPTOPS, "low        = 1000", instead_of="low        = 1079")
    code, out, _ = run("published", n)
    assert code == 1
    assert "not the same: reused" in out
    assert json.loads(run("published", n, "--json")[1])["same"] is False


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["publish", "masse"], "unknown report"),
        (["publish", "mass", "--year", "2026", "--from", "2026-01-01"], "choose --year"),
        (["publish", "device"], "--device CODE"),
        (["publish", "mass", "--supersedes", "1"], "no publication"),
        (["publish", "mass", "--edition", "1999-1"], "1999-1"),
        (["publish", "mass", "--acting", "NOBODY"], "not registered"),
        (["publish", "mass", "--figures", "reusd"], "no figure reusd"),
        (["publish", "mass", "--slice", "lot"], "balances"),
        (["publish", "balances", "--by", "lot"], "--slice lot"),
        (["publish", "mass", "--as-of", "999"], "up to"),
        (["publish", "mass", "--on", "2026-13-01"], "2026-13-01"),
        (["published", "1"], "no publication"),
        (["published", "999"], "no fact 999"),
        (["published", "--json", "--format", "csv"], "choose --json"),
    ],
)
def test_wrong_use_is_told_and_nothing_is_recorded(kept, run, arguments, says):
    n = kept.tell(LIVES)
    code, _, err = run(
        *arguments, *(["--acting", "ASSO"] if arguments[0] == "publish" and "--acting" not in arguments else [])
    )
    assert (code, kept.ledger.head().count) == (2, n)
    assert says in err
