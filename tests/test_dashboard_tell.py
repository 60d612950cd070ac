"""What the pages say first: the sentence and the figures of each reader, in each of their cases."""

from __future__ import annotations

import re

import pytest
from test_dashboard import ACTORS, LIFE, ledger_of, page_of

GIVEN = "".join(
    f"""
    2025-02-{day:02d} PC-{day} received    category=laptop legal=PRODUCT place=44109
    2025-02-{day:02d} PC-{day} weighed     grams=2000
    """
    for day in range(1, 13)
)
"""Twelve laptops of 2 kg."""
BEGUN = """
2024-01-05 OLD-1 received    category=laptop legal=PRODUCT place=44109
2024-01-06 OLD-1 weighed     grams=12000
"""
HANDED = """
2025-06-01 PC-1 media_absent
2025-06-02 PC-1 handed_over recipient=B-0042 place=44162
2025-06-03 PC-2 handed_over recipient=B-0043 place=44162
"""
TOWN = """
2023-01-01 organisation:TOWN organisation_registered name="Ville des Dunes (fiction)" roles=[authority,donor] commune=44109
"""


def answer(page: str) -> str:
    (said,) = re.findall(r'<p class="lc-answer">(.*?)</p>', page)
    return said


def units(retired: str, left: str, *, of: int, given: int, named: str = "I") -> str:
    """So many laptops retired on a day, some of them given away on another."""
    return "".join(
        f"{retired} organisation:TOWN fleet_unit_retired inventory_number={named}-{n} category=laptop retired_on={retired}\n"
        for n in range(of)
    ) + "".join(
        f"{left} organisation:TOWN fleet_unit_left inventory_number={named}-{n} way_out=gift\n" for n in range(given)
    )


@pytest.mark.parametrize(
    "told, period, says",
    [
        ((GIVEN,), "2024", "2024: nothing was given."),
        ((GIVEN,), "2025-03", "March 2025: nothing was given."),
        ((LIFE,), "2025", "2025: 1 device or part was given, 8.0 kg; of so few things no share is told."),
        (
            (GIVEN,),
            "2025",
            "2025: 12 devices or parts were given, 24.0 kg. At the end, 0% of this mass is in use, 100%",
        ),
        ((BEGUN, GIVEN), "2025", "24.0 kg (+100% on a year before)"),
        ((GIVEN, HANDED), "2025", "At the end, 17% of this mass is in use, 83% in stock, 0% treated"),
    ],
)
def test_an_association_reads_what_became_of_what_it_was_given(tmp_path, monkeypatch, told, period, says):
    """Nothing, too little for shares, no year before, twice as much, two of twelve in use."""
    page = page_of(
        ledger_of(tmp_path / "a.db", ACTORS.replace("2025-01-01", "2024-01-01"), *told),
        monkeypatch,
        "association",
        period=period,
    )
    assert says.replace(" kg", "\u202fkg") in answer(page)


def test_an_association_claims_nothing_that_a_breach_denies(tmp_path, monkeypatch):
    """PC-1 has no media; nobody told what became of the media of PC-2: one of two hand-overs was safe."""
    page = page_of(ledger_of(tmp_path / "a.db", ACTORS, GIVEN, HANDED), monkeypatch, "association", period="2025")
    row = re.search(r"Handed over with all its media wiped, destroyed or absent</th>(.*?)</tr>", page)
    assert re.findall(r'lc-number" data-head="[^"]*">(.*?)</td>', row[1]) == ["1", "2"]


ARRIVED = """
2025-03-01 PC-3 received            category=desktop legal=PRODUCT place=44109
2025-03-02 PC-3 weighed             grams=8000
2025-03-03 PC-3 discarded           waste_code="20 01 36"
2025-03-04 L-1  lot_packed          devices=[PC-3]
2025-03-05 L-1  lot_dispatched      waste_code="20 01 36" grams=8000
2025-03-06 L-1  lot_received        net=7900
"""
CERTIFIED = """
2025-04-02 =CERT L-1  treatment_certified fractions=[(7000,"R 4","recycling"),(850,"D 10","disposal")]
"""
WITHDRAWN = """
2025-05-02 L-1  certificate_withdrawn certificate=CERT
"""


@pytest.mark.parametrize(
    "told, says, ladder",
    [
        ((), "2025: nothing was received, and nothing waits.", ["–", "–", "–", "–", "–", "–", "–"]),
        (
            (ARRIVED,),
            "2025: 7.9 kg accepted, 0 kg certified; to the gram, all that came in went out or is still there; "
            "1 lot awaits its certificate.",
            ["–", "+7.900", "–", "–", "–", "–", "7.900"],
        ),
        (
            (ARRIVED, CERTIFIED, WITHDRAWN),
            "2025: 7.9 kg accepted, 0 kg certified; to the gram, all that came in went out or is still there; "
            "1 lot awaits its certificate.",
            ["–", "+7.900", "–", "–", "–", "–", "7.900"],
        ),
        (
            (ARRIVED, CERTIFIED),
            "2025: 7.9 kg accepted, 7.9 kg certified; to the gram, all that came in went out or is still there; "
            "no lot awaits its certificate.",
            ["–", "+7.900", "−7.000", "–", "−0.850", "−0.050", "–"],
        ),
    ],
)
def test_a_recycler_reads_whether_what_came_in_equals_what_went_out(tmp_path, monkeypatch, told, says, ladder):
    """Nothing; a lot of 7,900 g that waits; its certificate withdrawn; in force, with fractions of 50 g less."""
    lived = told or ("2025-03-01 PC-9 received category=desktop legal=PRODUCT place=44109",)
    page = page_of(ledger_of(tmp_path / "a.db", ACTORS, *lived), monkeypatch, "recycleur", period="2025")
    assert answer(page) == says.replace(" kg", "\u202fkg")
    (rungs,) = re.findall(r'<div class="lc-ladder">(.*?)</div></div>', page)
    numbers = [re.sub("<.*?>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", rungs)]
    assert numbers == [number.replace("-", "−") for number in ladder] + ["0: the books balance"]


EARLIER, WITHIN = ("2024-03-01", "2025-04-01"), ("2025-02-01", "2025-04-01")
"""Retired before the year and in it; those that are given are given in the year."""


@pytest.mark.parametrize(
    "path, says",
    [
        ("recycleur", "1 lot awaits its certificate: the operator issues it once the lot is treated."),
        ("matiere", "1 lot awaits the certificate of its treatment: ask the operator for it."),
    ],
)
def test_only_others_than_the_operator_are_told_to_ask_it_for_a_certificate(tmp_path, monkeypatch, path, says):
    """One lot of 7,900 g was received and is not certified."""
    page = page_of(ledger_of(tmp_path / "a.db", ACTORS, ARRIVED), monkeypatch, path, period="2025")
    assert says in page


def test_the_place_of_lots_is_said_once_where_it_is_the_same_for_all(tmp_path, monkeypatch):
    """Two lots wait at the operator; a third one is still on its way."""
    more = ARRIVED.replace("PC-3", "PC-4").replace("L-1", "L-2")
    under_way = "".join(ARRIVED.replace("PC-3", "PC-5").replace("L-1", "L-3").splitlines(keepends=True)[:-1])
    caption = "Lots awaiting proof, the longest waiting first"
    page = page_of(ledger_of(tmp_path / "a.db", ACTORS, ARRIVED, more), monkeypatch, "recycleur", period="2025")
    assert f"{caption}: at the operator" in page
    assert 'data-head="Where"' not in page
    page = page_of(ledger_of(tmp_path / "b.db", ACTORS, ARRIVED, more, under_way), monkeypatch, period="2025")
    assert f"{caption}:" not in page
    assert page.count('data-head="Where"') == 3


@pytest.mark.parametrize(
    "told, says",
    [
        (
            units(*WITHIN, of=4, given=3),
            "2025: 3 units of the fleet went to re-use, of the 3 that left (100%). There is no rate in the sense "
            "of the law: nothing was in stock on 1 January.",
        ),
        (
            units(*EARLIER, of=4, given=2),
            "2025: 2 units of the fleet went to re-use, for 4 in stock on 1 January; the rate is 50%. "
            "The target of 50% is reached.",
        ),
        (
            units(*EARLIER, of=4, given=3) + units(*WITHIN, of=1, given=1, named="N"),
            "2025: 4 units of the fleet went to re-use, for 4 in stock on 1 January; the rate is 100% as the law is "
            "written, 75% where only what was in stock counts. The target of 50% is reached.",
        ),
        (
            units(*EARLIER, of=4, given=1),
            "2025: 1 unit of the fleet went to re-use, for 4 in stock on 1 January; the rate is 25%. "
            "1 unit is missing to the target of 50%.",
        ),
        (
            units(*EARLIER, of=4, given=1) + units(*WITHIN, of=1, given=1, named="N"),
            "2025: 2 units of the fleet went to re-use, for 4 in stock on 1 January; the rate is 50% as the law is "
            "written, 25% where only what was in stock counts. The target of 50% is reached in the first reading "
            "only: in the second, 1 unit is missing.",
        ),
        (
            units(*EARLIER, of=8, given=1) + units(*WITHIN, of=1, given=1, named="N"),
            "2025: 2 units of the fleet went to re-use, for 8 in stock on 1 January; the rate is 25% as the law is "
            "written, 12.5% where only what was in stock counts. 2 units are missing to the target of 50%, "
            "3 in the second reading.",
        ),
    ],
)
def test_a_local_authority_reads_its_rate_against_the_target_of_the_year(tmp_path, monkeypatch, told, says):
    """No stock; both readings reach, as one and apart; none reaches; only the first; none, with two lacks."""
    lived = "2025-12-01 PC-9 received category=desktop legal=PRODUCT place=44109\n"
    page = page_of(ledger_of(tmp_path / "a.db", ACTORS, TOWN, told, lived), monkeypatch, "parc", period="2025")
    assert answer(page) == says


def test_a_fleet_that_nobody_told_of_is_said_so_and_the_rest_of_the_page_stands(tmp_path, monkeypatch):
    lived = "2025-12-01 PC-9 received category=desktop legal=PRODUCT place=44109\n"
    page = page_of(ledger_of(tmp_path / "a.db", ACTORS, TOWN, lived), monkeypatch, "collectivite", period="2025")
    assert "The rate cannot be told." in page
    assert "Who funds what, with what result?" in page


def test_a_page_without_an_organisation_of_its_sort_says_so(tmp_path, monkeypatch):
    page = page_of(ledger_of(tmp_path / "a.db", ACTORS, LIFE), monkeypatch, "collectivite")
    assert "No organisation of this kind is in the ledger." in page


def test_a_page_of_one_reader_offers_only_organisations_of_its_sort(tmp_path, monkeypatch):
    """A recycler asked for on the association's page is no association: the first one is shown."""
    page = page_of(ledger_of(tmp_path / "a.db", ACTORS, LIFE), monkeypatch, "association", organisation="RECYCLER")
    assert '<p class="lc-perimeter">Ordis' in page


def test_purposes_and_sources_are_read_as_words_never_as_codes(tmp_path, monkeypatch):
    """A grant for a purpose that has words, one for a purpose that only this ledger codes."""
    grants = "".join(
        f"2025-02-01 organisation:TOWN grant_awarded beneficiary=ASSO agreement_on=2025-02-01 "
        f"purpose={purpose} amount_cents=50000\n"
        for purpose in ("reemploi", "atelier_de_quartier")
    )
    lived = "2025-12-01 PC-9 received category=desktop legal=PRODUCT place=44109\n"
    ledger = ledger_of(tmp_path / "a.db", ACTORS, TOWN, grants, lived)
    page = page_of(ledger, monkeypatch, "acteurs", period="2025")
    assert 'data-head="Purpose">re-use</td>' in page
    assert 'data-head="Purpose">atelier de quartier</td>' in page
    page += page_of(ledger, monkeypatch, "territoire", period="2025")
    assert "source: @etalab/decoupage-administratif 6.0.0" in page
    assert not re.search(r"<t[dh][^>]*>[^<]*[a-z]_[a-z]", page)


@pytest.mark.parametrize(
    "told, value, words, way",
    [
        ("", "no rate", "no fleet tells what it retired and what left", "/collectivite?period=2025"),
        (
            units(*WITHIN, of=4, given=3),
            "100%",
            "of what left the fleets went to re-use, 2025; nothing was in stock on 1 January",
            "/collectivite?period=2025",
        ),
        (
            units(*EARLIER, of=4, given=1),
            "25%",
            "re-use rate of the law, Ville des Dunes (fiction), 2025",
            "/collectivite?period=2025&amp;organisation=TOWN",
        ),
    ],
)
def test_the_door_of_those_who_decide_bears_a_figure_of_their_question(tmp_path, monkeypatch, told, value, words, way):
    """No fleet, a fleet without a stock, a fleet with one."""
    lived = "2025-12-01 PC-9 received category=desktop legal=PRODUCT place=44109\n"
    page = page_of(ledger_of(tmp_path / "a.db", ACTORS, TOWN, told, lived), monkeypatch, "", period="2025")
    door = re.findall(r'<a class="lc-door".*?</a>', page)[2]
    assert f'href="{way}"' in door
    assert f'<span class="lc-value">{value}</span><span class="lc-beside">{words}</span>' in door


@pytest.mark.parametrize(
    "period, words",
    [
        ("2025", "await proof in 1 lot, end of 2025"),
        ("2025-03", "await proof in 1 lot, on 31 March 2025"),
        ("all", "await proof in 1 lot, to this day"),
    ],
)
def test_what_awaits_proof_is_told_of_a_day(tmp_path, monkeypatch, period, words):
    """A balance is of the last day of the period, never of the period."""
    assert words in page_of(ledger_of(tmp_path / "a.db", ACTORS, ARRIVED), monkeypatch, "", period=period)


NEW = "".join(
    f"""
    2022-02-{day:02d} PC-{day} received    category=laptop legal=PRODUCT place=44109
    2022-02-{day:02d} PC-{day} weighed     grams=2000
    2022-02-{day:02d} PC-{day} media_absent
    """
    for day in range(1, 13)
)
"""Twelve laptops that came in without media, in 2022."""


def used(handed: str, confirmed: str = "") -> str:
    """The twelve handed over on one day, their use confirmed on another."""
    lines = [f"{handed} PC-{n} handed_over recipient=B-{n:04d} place=44162" for n in range(1, 13)]
    lines += [f"{confirmed} PC-{n} use_confirmed channel=phone" for n in range(1, 13) if confirmed]
    return "\n" + "\n".join(lines) + "\n"


def block(page: str) -> str:
    """The part of the page that tells what was avoided."""
    return page.partition('id="impact"')[2].partition('id="todo"')[0]


@pytest.mark.parametrize(
    "told, period, says",
    [
        ((NEW,), "2022", "No hand-over is counted: nothing is claimed."),
        ((NEW, used("2022-03-01")), "2022", "The service rendered so far has avoided nothing: about −"),
        ((NEW, used("2022-03-01", "2024-12-31")), "all", "it may be nothing."),
        ((NEW, used("2022-03-01", "2024-12-31")), "2024", "The service rendered has avoided about "),
    ],
)
def test_an_association_reads_what_service_avoided(tmp_path, monkeypatch, told, period, says):
    """Nothing handed over; refurbished this year; less than three years of use; a year of use alone."""
    actors = ACTORS.replace("2025-01-01", "2022-01-01")
    told_here = block(page_of(ledger_of(tmp_path / "a.db", actors, *told), monkeypatch, "association", period=period))
    assert says in told_here
    likened = "As much as" in told_here
    assert likened is says.startswith("The service rendered has"), "what may be nothing is likened to nothing"


def test_what_is_not_known_is_said_beside_what_was_avoided(tmp_path, monkeypatch):
    """Twelve laptops in use, nobody asked what they stood for: the interval is drawn, a link leads to the method."""
    actors = ACTORS.replace("2025-01-01", "2022-01-01")
    ledger = ledger_of(tmp_path / "a.db", actors, NEW, used("2022-03-01", "2024-12-31"))
    told = block(page_of(ledger, monkeypatch, "association", period="2024"))
    assert "Indicative estimate (screening): 0 of 0 recipients" in told
    assert "12 hand-overs are counted; none is left out." in told
    assert "the use after 100% of the 12 hand-overs" in told
    assert told.count('class="lc-whisker"') >= 2
    assert "/methode?" in told


def test_devices_without_a_value_are_named_beside_what_was_avoided(tmp_path, monkeypatch):
    """No source gives the footprint of a scanner."""
    life = (NEW + used("2022-03-01", "2024-12-31")).replace("category=laptop", "category=scanner")
    ledger = ledger_of(tmp_path / "a.db", ACTORS.replace("2025-01-01", "2022-01-01"), life)
    told = block(page_of(ledger, monkeypatch, "association", period="2024"))
    assert "nothing is claimed" in told
    assert "0 hand-overs are counted; 12 are left out" in told
    assert "lc-intervals" not in told
