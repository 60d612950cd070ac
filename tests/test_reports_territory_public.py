"""What is published of the territory: nothing of it tells of few people, nor can it be worked out."""

from __future__ import annotations

import pytest
from books.life import Life
from reports_memory import Told

from lifecycle import reference
from lifecycle.engine import open_engine
from lifecycle.reference.territory import load_territory
from lifecycle.reports import Filter, Unanswerable
from lifecycle.reports.territory import territory
from lifecycle.reports.territory_public import territory_public

NANTES, REZE, VERTOU, SAVENAY = "44109", "44143", "44215", "44195"
METROPOLE = "244400404"


@pytest.fixture
def answer(tmp_path):
    """Both reports on a life told in text."""

    def ask(text, **asked):
        life = Life()
        life.tell(text)
        with open_engine(Told(life), tmp_path / "columns") as engine:
            filter = Filter(**({"first_day": "2026-01-01", "last_day": "2026-12-31"} | asked))
            return tuple(report(engine, filter, reference.load()) for report in (territory, territory_public))

    return ask


def equipped(place, count, *, start, home=NANTES):
    """So many people equipped in a commune, with machines of a public body."""
    told = ""
    for rank in range(start, start + count):
        told += (
            f"2026-01-05 PC-{rank} received category=laptop donor_kind=public_body place={home}\n"
            f"2026-01-05 PC-{rank} weighed grams=2000\n2026-01-06 PC-{rank} media_absent\n"
            f"2026-02-01 PC-{rank} handed_over place={place} recipient=B-{rank} recipient_kind=person\n"
        )
    return told


def row(report, code, table="communes"):
    return next(row for row in report.table(table).records() if row["code"] == code)


STORY = (
    equipped(NANTES, 30, start=0)
    + equipped(REZE, 3, start=100)
    + equipped(VERTOU, 15, start=200)
    + equipped(SAVENAY, 12, start=300)
)


def test_three_people_are_masked_and_another_commune_with_them(answer):
    """Three in Rezé, so that Vertou is masked too: the grouping less Nantes would tell them."""
    whole, public = answer(STORY)
    assert row(whole, REZE)["served_units"] == 3
    assert (row(public, REZE)["served_g"], row(public, REZE)["masked"]) == (None, "equipment_few_people")
    assert (row(public, VERTOU)["served_units"], row(public, VERTOU)["masked"]) == (None, "equipment_secondary")
    assert row(public, NANTES)["served_units"] == 30
    assert row(public, METROPOLE, "groupings")["served_units"] == 48
    assert row(public, REZE)["population"] == load_territory("2026-1").population(REZE)


def test_what_public_bodies_give_is_no_secret(answer):
    """All machines come from one public body of Nantes: their origin is shown."""
    _whole, public = answer(STORY)
    assert row(public, NANTES)["collected_units"] == 60
    assert "origin" not in row(public, NANTES)["masked"]


def test_where_few_are_equipped_at_all_the_whole_is_masked_too(answer):
    """Three people in one commune: no figure of equipment is left, origin stays."""
    _whole, public = answer(equipped(REZE, 3, start=0))
    assert [one.id for one in public.figures] == ["collected", "collected_units"]
    assert row(public, "44", "departments")["served_units"] is None


def test_each_person_gives_once_a_day(answer):
    """Eleven machines that private persons gave: on two days they may be two people, on eleven days eleven."""
    told = "".join(
        f"2026-03-{{}} GIFT-{rank} received category=laptop donor_kind=person place={NANTES}\n".format(
            "05" if rank % 2 else "06"
        )
        for rank in range(11)
    )
    _whole, public = answer(told)
    assert row(public, NANTES)["masked"] == "origin_few_people"
    told = "".join(
        f"2026-03-{rank + 10} GIFT-{rank} received category=laptop donor_kind=person place={NANTES}\n"
        for rank in range(11)
    )
    _whole, public = answer(told)
    assert row(public, NANTES)["masked"] == ""


def test_a_grouping_is_the_sum_of_its_communes_told_again_slowly(answer):
    """What lies in Nantes Métropole, commune by commune; Savenay lies elsewhere."""
    whole, _public = answer(STORY, grouping=METROPOLE)
    everything, _public = answer(STORY)
    known = load_territory("2026-1")
    mine = [one for one in everything.table("communes").records() if known.communes[one["code"]].grouping == METROPOLE]
    for column in ("collected_g", "collected_units", "handed_over_g", "served_g", "served_units"):
        told = sum(one[column] for one in mine)
        assert row(whole, METROPOLE, "groupings")[column] == told == row(everything, METROPOLE, "groupings")[column]
        assert sum(one[column] for one in whole.table("weee_categories").records()) == told
    assert whole.figure("served").value == 2000 * 48
    people = sum(one.population or 0 for one in known.communes.values() if one.grouping == METROPOLE and not one.within)
    assert whole.figure("served_per_1000").value == round(1000 * 96_000 / people)


def test_a_code_that_is_no_grouping_is_refused(answer):
    """Nine digits of nobody."""
    with pytest.raises(Unanswerable, match="123456789"):
        answer(STORY, grouping="123456789")


def test_what_is_masked_is_masked_in_every_column_of_its_family(answer):
    """No gram, no thing, no share for 1,000 inhabitants."""
    _whole, public = answer(STORY)
    for name in ("communes", "groupings", "departments", "weee_categories"):
        for one in public.table(name).records():
            for family, sorts in (("origin", ("collected",)), ("equipment", ("handed_over", "served"))):
                told = [one[column] for column in one if column.startswith(sorts)]
                if family in one["masked"]:
                    assert set(told) == {None}
