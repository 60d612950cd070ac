"""The page of method: made from code and data, whole, in both languages, and fit to be read by all."""

from __future__ import annotations

import re
from contextvars import copy_context
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from lifecycle import reference
from lifecycle.cli.comparing import methods_command
from lifecycle.cli.doors import WrongUse
from lifecycle.impact.methods import methods
from lifecycle.impact.taken_apart import LABELS
from lifecycle.quantity.stream import STREAM
from lifecycle.reference.wording import in_words, is_path, place_in_words
from lifecycle.reports.definitions import SIX
from lifecycle.reports.method_page import Page, Table, html, markdown, method_page
from lifecycle.reports.method_page.cells import BETWEEN, WORDS, decimal
from lifecycle.reports.method_page.in_force import values_on
from lifecycle.reports.method_page.missing import NEEDED
from lifecycle.reports.method_page.rules import GRI, STEPS
from lifecycle.words import choose_language

HOUSE = Path(__file__).parent.parent
ON = date(2026, 11, 23)
VALUES = reference.load()


def page_in(language: str, *, edition: str | None = None, on: date = ON) -> Page:
    def made() -> Page:
        choose_language(language)
        return method_page(reference.load(edition), on=on)

    return copy_context().run(made)


@pytest.fixture(scope="module", params=["fr", "en"])
def page(request) -> Page:
    return page_in(request.param)


@pytest.fixture(scope="module")
def english() -> Page:
    return page_in("en")


def tables_of(page: Page, *ids: str) -> list[Table]:
    return [
        block for section in page.sections if section.id in ids for block in section.blocks if isinstance(block, Table)
    ]


def texts_of(page: Page) -> str:
    return markdown(page).decode().replace("\\", "")


def test_every_value_in_force_is_on_the_page_once(english):
    """One row each of our own; those of the owners of other methods stand together where they come from one place."""
    in_force = list(values_on(VALUES, ON))
    ours = [row[2] for table in tables_of(english, "values") for row in table.rows]
    theirs = [
        one.rpartition(": ")[2].partition(" (")[0]
        for table in tables_of(english, "owners")
        for row in table.rows
        for one in row[1].split(BETWEEN)
    ]
    assert ours == [decimal(factor.central) for factor in in_force if "." not in factor.name]
    assert theirs == [decimal(factor.central) for factor in in_force if "." in factor.name]
    assert len(in_force) > 300


def test_a_value_stands_with_bounds_drawing_validity_edition_source_and_place(english):
    laptop = VALUES.factor("embodied", "laptop", on=ON)
    table = next(one for one in tables_of(english, "values") if "embodied;" in one.caption)
    row = next(row for row in table.rows if row[0] == "Laptop")
    assert row[1:4] == tuple(decimal(one) for one in (laptop.low, laptop.central, laptop.high))
    assert row[4] == "triangle"
    assert row[5] == f"from {laptop.valid_from} · {laptop.edition}"
    assert row[6].startswith(", ".join(laptop.sources))
    assert laptop.where.split(";")[0] in row[6]


@pytest.mark.parametrize("day, revision", [(date(2021, 8, 12), "revision 1"), (date(2021, 8, 13), "revision 2")])
def test_values_are_those_of_the_day(day, revision):
    """Restart changed its table on 2021-08-13."""
    told = texts_of(page_in("en", on=day))
    other = {"revision 1": "revision 2", "revision 2": "revision 1"}[revision]
    assert revision in told
    assert other not in told


def test_an_edition_without_factors_says_so():
    """Edition 2026-1 knows masses and no factor: nothing fails, and all is named as missing."""
    page = page_in("en", edition="2026-1")
    assert tables_of(page, "values", "owners") == []
    assert len(tables_of(page, "missing")[0].rows) >= len(NEEDED)
    assert tables_of(page, "masses")[0].rows


def test_every_source_is_named_once_with_its_licence_and_verification(english):
    (table,) = tables_of(english, "sources")
    assert [row[0] for row in table.rows] == list(VALUES.sources)
    for row, card in zip(table.rows, VALUES.sources.values(), strict=True):
        assert card.title in row[1]
        assert card.licence in row[4]
        assert row[5].startswith(("the source itself", "read as quoted", "our own choice"))


def test_licences_that_ask_for_the_same_licence_have_their_notice(english):
    """The Open Database License wants one wherever what is drawn from the database is shown."""
    told = texts_of(english)
    for card in VALUES.sources.values():
        notice = f"“{card.title}” ({card.publisher}), made available under {card.licence}."
        assert (notice in told) is card.share_alike


def test_every_correction_and_every_method_of_others_is_told(english):
    assert len(tables_of(english, "corrections")[0].rows) == len(VALUES.corrections)
    told = [row[0] for table in tables_of(english, "methods") for row in table.rows]
    others = [one for one in methods().values() if not one.ours]
    assert len(told) == len(others)
    assert all(any(f"({one.id})" in name for name in told) for one in others)
    assert all(row[3] for table in tables_of(english, "methods") for row in table.rows), "each says what it leaves out"


def test_formulas_bear_the_names_of_the_trees(english):
    """The terms of our method, as the explanation of any figure calls them."""
    rows = tables_of(english, "formulas")[0].rows
    named = {row[0] for row in rows}
    for term in ("avoided", "purchases", "refurbishing", "extra_use", "added_use", "substitution"):
        assert LABELS[term] in named
    assert all(row[1] for row in rows)


def test_every_category_without_a_value_is_named(english):
    told = "\n".join("|".join(row) for row in tables_of(english, "missing")[0].rows)
    for name in NEEDED:
        for id, category in VALUES.categories.items():
            if VALUES.factor(name, id, on=ON) is None:
                assert category.label("en") in told, (name, id)


def test_each_of_the_six_lines_has_its_step_and_its_disclosure():
    assert set(STEPS) == set(GRI) == {line.id for line in SIX}


def test_every_word_that_is_a_key_is_said_in_words():
    among = {word for family in VALUES.families.values() for word in family.among}
    assert among <= set(WORDS)


def test_no_conformity_is_claimed(page):
    told = texts_of(page)
    assert "No conformity to a standard is claimed" in told or "Aucune conformité à une norme n’est revendiquée" in told
    assert "2008/98/" in told
    assert STREAM in told
    assert VALUES.edition in told


def prose_of(page: Page) -> str:
    """What people read: addresses, paths, and the owners' own names of their categories taken away."""
    told = texts_of(page)
    for table in tables_of(page, "owners"):
        for row in table.rows:
            told = told.replace(f"| {row[1]} |", "|")
    told = re.sub(r"https?://\S+", "", told)
    return re.sub(r"\S*[/_.]\S*", "", told)


ENGLISH = r"\b(the|of|and|for|with|from|by|is|are|was|not|none|each|which|that)\b"
QUOTED = ("Does the Circular Economy Grow the Pie", "Max and Fix", "parts 10 and 11")


def test_not_an_english_word_is_left_on_the_french_page():
    told = prose_of(page_in("fr"))
    for title in QUOTED:
        told = told.replace(title, "")
    assert [told[max(0, m.start() - 40) : m.end() + 40] for m in re.finditer(ENGLISH, told)] == []


def test_the_french_page_has_as_much_as_the_english_one(english):
    """Section by section, table by table, row by row."""
    french = page_in("fr")
    assert [one.id for one in french.sections] == [one.id for one in english.sections]
    for ours, theirs in zip(french.sections, english.sections, strict=True):
        assert [len(one.rows) for one in tables_of(french, ours.id)] == [
            len(one.rows) for one in tables_of(english, theirs.id)
        ]


def test_every_row_has_a_cell_for_every_column(page):
    assert all(len(row) == len(table.columns) for table in page.tables() for row in table.rows)
    assert all(cell for table in page.tables() for row in table.rows for cell in row)


class Read(HTMLParser):
    """What a reader of the file meets: elements, anchors, hosts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.found if name == tag]


def test_the_file_for_paper_stands_alone_and_can_be_walked(page):
    """Language, title, captions, heads with their scope, contents that lead to each part; nothing is fetched."""
    read = Read()
    read.feed(html(page).decode())
    assert read.all("html")[0]["lang"] == page.language
    assert len(read.all("caption")) == len(read.all("table")) == len(list(page.tables()))
    assert all(head.get("scope") in {"col", "row"} for head in read.all("th"))
    ids = [head["id"] for head in read.all("h2")]
    assert [link["href"] for link in read.all("a")] == [f"#{id}" for id in ids]
    assert len(set(ids)) == len(ids) == len(page.sections)
    assert not [tag for tag, attrs in read.found if tag in {"script", "link", "img", "iframe"} or attrs.get("src")]


def test_what_sources_say_cannot_become_markup(monkeypatch):
    """A title with signs of markup is shown as it is."""
    card = VALUES.sources["lifecycle"].model_copy(update={"title": "<script>x</script> | a*b"})
    monkeypatch.setitem(VALUES.tables.sources, "lifecycle", card)
    told = method_page(VALUES, on=ON)
    assert "<script>" not in html(told).decode()
    assert "\\<script\\>x\\</script\\> \\| a\\*b" in markdown(told).decode()


@pytest.mark.parametrize(
    "text, path",
    [
        ("https://example.org/a/", True),
        ("src/acv-terminaux.publicodes, écran", True),
        (".env.example, DISPLACEMENT_VALUE", True),
        ("boavizta-data-us.csv, Laptop", True),
        ("press of 2023, as quoted by kma.ie", False),
        ("waste table", False),
        ("computed", False),
    ],
)
def test_a_place_that_is_a_path_is_not_translated(text, path):
    assert is_path(text) is path


def test_notes_are_read_part_by_part():
    """Each part has its French, whatever it stands beside; a version of a repository says so."""

    def french() -> tuple[str, str]:
        choose_language("fr")
        return in_words("of a laptop; revision 1"), place_in_words("https://example.org/a, b.csv, at 61323eb5")

    assert copy_context().run(french) == (
        "d’un ordinateur portable\u202f; révision 1",
        "https://example.org/a, b.csv, version 61323eb5",
    )


def asked(*options: str):
    """What ``lifecycle methods`` answers."""
    return CliRunner().invoke(methods_command, list(options))


def test_the_command_writes_what_the_page_shows(tmp_path):
    """On the terminal as Markdown, in a file as its name says."""
    page = page_in("en")
    assert asked("--page", "--on", ON.isoformat()).stdout_bytes == markdown(page)
    for name, content in (("m.md", markdown(page)), ("m.html", html(page))):
        told = asked("--page", "--on", ON.isoformat(), "--output", str(tmp_path / name))
        assert (told.exit_code, (tmp_path / name).read_bytes()) == (0, content)


@pytest.mark.parametrize(
    "options, says",
    [
        (("--page", "--output", "method.pdf"), ".md or .html"),
        (("--page", "--edition", "1900-1"), "unknown edition 1900-1"),
        (("--page", "--on", "31/02/2026"), "31/02/2026"),
        (("--page", "--json"), "--page or --json"),
        (("--on", "2026-01-01", "--edition", "2026-2"), "--on, --edition"),
    ],
)
def test_what_the_command_does_not_understand_is_wrong_use(options, says):
    told = asked(*options)
    assert isinstance(told.exception, WrongUse)
    assert says in str(told.exception)


def test_the_readme_says_where_the_page_is():
    readme = (HOUSE / "README.md").read_text(encoding="utf-8")
    assert "`/methode`" in readme
    assert "lifecycle methods --page --output methode.html" in readme
