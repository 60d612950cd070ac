"""Impact sheets, as rules: one page, tagged, in the reader's language, the same bytes, whatever the names are."""

from __future__ import annotations

from datetime import date

import pytest
from papers_read import NAUGHTY, UNSHOWN, Read

from lifecycle import demonstration
from lifecycle.documents import typeset
from lifecycle.documents.glyphs import UNKNOWN, held, shown
from lifecycle.documents.sheets import association_sheet, donor_sheet, funder_sheet, made_from
from lifecycle.documents.sheets.association import association_data
from lifecycle.documents.sheets.bundle import period_words
from lifecycle.reports import Filter, Unanswerable
from lifecycle.reports.numbers import kilograms
from lifecycle.words import choose_language

YEAR = {"first_day": date(2025, 1, 1), "last_day": date(2025, 12, 31)}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """The small demonstration: one year of one association."""
    with demonstration.build(tmp_path_factory.mktemp("demo") / "lifecycle.db", setting=demonstration.load()) as built:
        yield built


@pytest.fixture(scope="module")
def keeper(ledger):
    return ledger.keeper()


@pytest.fixture
def sheet(ledger, keeper):
    return made_from(ledger, Filter(organisation=keeper, **YEAR), association_sheet)


@pytest.fixture(scope="module")
def told(ledger, keeper):
    """What the sheet says, to be changed by a test."""
    return made_from(ledger, Filter(organisation=keeper, **YEAR), association_data)


def test_a_sheet_is_one_page_tagged_for_those_who_do_not_see_it(sheet):
    read = Read(sheet)
    assert read.pages == 1
    assert read.is_tagged
    assert {"/H1", "/H2", "/Table", "/TH", "/TD"} <= set(read.tags())
    assert read.title.startswith("What have we done with what we were given?")


def test_a_sheet_speaks_the_language_of_its_reader_and_tells_programs_which(ledger, keeper, sheet):
    assert Read(sheet).language == "en"
    choose_language("fr")
    french = Read(made_from(ledger, Filter(organisation=keeper, **YEAR), association_sheet))
    assert french.language == "fr"
    assert french.title.startswith("Qu’avons-nous fait de ce qu’on nous a donné")
    assert "Comment vérifier ces chiffres" in french.text


def test_the_same_question_gives_the_same_bytes(ledger, keeper, sheet):
    """Also later, asked with the position and the edition that the sheet names."""
    n = ledger.head().count
    fixed = Filter(organisation=keeper, as_of=n, **YEAR)
    assert made_from(ledger, fixed, association_sheet, edition="2026-2") == sheet


def test_a_sheet_of_a_demonstration_says_that_it_is_fiction(sheet):
    assert "Fiction: the organisations of this ledger and all that is told of them are invented." in Read(sheet).text


def test_a_sheet_says_where_it_stands_and_how_to_find_it_again(ledger, keeper, sheet):
    """Ledger, position, hash, method, edition, and the command."""
    read, head = Read(sheet), ledger.head()
    for said in (head.ledger_id, head.hash, "edition2026-2", f"--as-of{head.count}", "lifecycleverify"):
        assert said in read.bare
    assert f"--organisation{keeper}" in read.bare


def test_the_figures_of_a_sheet_are_those_of_the_reports(ledger, keeper, sheet):
    bundle = made_from(ledger, Filter(organisation=keeper, **YEAR), lambda one: one)
    received, people = made_from(
        ledger,
        bundle.filter,
        lambda one: (one.report("given").figure("received").value, one.report("people").figure("people").value),
    )
    text = Read(sheet).text.replace("\u202f", " ")
    assert kilograms(received, 1).replace("\u202f", " ") in text
    assert f"{people} each counted once" in text


@pytest.mark.parametrize("name", NAUGHTY, ids=range(len(NAUGHTY)))
def test_names_are_printed_as_they_are_and_are_no_markup(told, name):
    """An association is called #panic(): its sheet says so, and does nothing else."""
    read = Read(typeset.pdf("sheet", {**told, "who": name, "sentence": name}))
    assert read.pages == 1
    assert "".join(name.split()) in read.bare


@pytest.mark.parametrize("name", UNSHOWN, ids=range(len(UNSHOWN)))
def test_a_sign_that_no_face_of_ours_holds_is_shown_as_unknown(told, name):
    assert UNKNOWN in Read(typeset.pdf("sheet", {**told, "who": name})).text


def test_long_names_do_not_make_a_second_page(told):
    """Two hundred signs without a space, wherever the page has room for a text of a ledger."""
    long = "W" * 200
    rows = [{**row, "words": long} for row in told["bars"]["rows"]]
    table = {**told["tables"][0], "rows": [[long, *row[1:]] for row in told["tables"][0]["rows"]], "notes": [long * 2]}
    emissions = {**told["emissions"], "likenesses": [long] * 3, "notes": [long] * 4}
    worst = {**told, "who": long, "question": long, "sentence": long * 2, "tables": [table], "emissions": emissions}
    read = Read(typeset.pdf("sheet", {**worst, "bars": {"title": long, "rows": rows}}))
    assert read.pages == 1
    assert read.bare.count(long) >= 20


def test_each_sign_that_our_faces_hold_can_be_set(told):
    """Else a paper would stop with an error on one name in a thousand."""
    every = "".join(map(chr, sorted(held())))
    for face in ("who", "question"):
        assert Read(typeset.pdf("sheet", {**told, face: shown(every)})).pages >= 1


def test_so_few_people_that_one_might_be_known_are_not_told_exactly(ledger, keeper):
    """Ten in a week of January; the rule holds from eleven on."""
    weeks = [
        Filter(organisation=keeper, first_day=date(2025, month, 1), last_day=date(2025, month, 5))
        for month in range(1, 13)
    ]
    few = [(count, words) for count, words in (made_from(ledger, week, _equipped) for week in weeks) if 0 < count < 11]
    assert few
    assert {words for _count, words in few} == {"fewer than 11"}


def _equipped(bundle):
    data = association_data(bundle)
    (words,) = (one["value"] for one in data["figures"] if one["label"] == "Distinct people equipped")
    return bundle.report("people").figure("people").value, words


def test_a_donors_sheet_says_what_became_of_what_it_gave(ledger, keeper):
    filter = Filter(organisation=keeper, **YEAR)
    given = made_from(ledger, filter, lambda bundle: bundle.report("given").table("by_donor").records())
    donor = max(given, key=lambda row: row["grams"] if row["where"] == "received" else 0)
    read = Read(made_from(ledger, filter, lambda bundle: donor_sheet(bundle, donor["donor"])))
    assert read.pages == 1
    assert f"gave {donor['units']} devices or parts" in read.text
    assert f"--donor{donor['donor']}" in read.bare


def test_a_sheet_for_who_gave_or_granted_nothing_is_refused_with_who_did(ledger, keeper):
    filter = Filter(organisation=keeper, **YEAR)
    with pytest.raises(Unanswerable, match="gave nothing over these days; who did"):
        made_from(ledger, filter, lambda bundle: donor_sheet(bundle, "NOBODY"))
    with pytest.raises(Unanswerable, match="agreed on no grant"):
        made_from(ledger, filter, funder_sheet)


def test_a_funders_sheet_claims_no_cause(ledger):
    grants = made_from(ledger, Filter(**YEAR), lambda bundle: bundle.report("grants").table("grants").records())
    read = Read(
        made_from(ledger, Filter(organisation=grants[0]["funder"], **YEAR), lambda bundle: funder_sheet(bundle))
    )
    assert read.pages == 1
    assert "a grant is not the only money it lives on" in read.text
    assert "€ for one thing" in read.text


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2025, 2, 1), date(2025, 2, 28), "February 2025"),
        (date(2025, 2, 1), date(2025, 3, 2), "1 February 2025 – 2 March 2025"),
        (date(2025, 2, 1), None, "From 1 February 2025"),
        (None, date(2025, 2, 1), "Up to 1 February 2025"),
        (None, None, "All dates"),
    ],
)
def test_days_read_as_people_call_them(first, last, words):
    assert period_words(first, last) == words
