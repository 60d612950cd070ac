"""Five years of three associations: accepted, the same each time, believable, no two alike, fiction in every name."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from datetime import date
from hashlib import sha256
from itertools import pairwise
from statistics import median

import pytest

from lifecycle import demonstration
from lifecycle.engine import open_engine
from lifecycle.events import KINDS, canonical, read
from lifecycle.journey.leg import LIVE
from lifecycle.ledger import open_ledger
from lifecycle.reference import load as load_reference
from lifecycle.reports import Filter
from lifecycle.reports.fleet import fleet
from lifecycle.reports.fleet.scope import MISSING

SETTING = demonstration.load(demonstration.FIVE_YEARS)
HOUSES = {house.code: house for house in SETTING.house}
BODIES = {one.code for one in SETTING.organisation if one.donor_kind == "public_body"}
YEARS = range(SETTING.first_day.year, SETTING.last_day.year + 1)

NOT_TOLD = {
    "ledger_restored",  # no backup was put back
    "report_published",  # a report is published from its ledger, by a person
}
"""Kinds of which this demonstration tells nothing; all others are in it."""

BREACHES = {
    ("charter-missing", "handed_over"),  # one association had no charter in its first weeks
    ("flux-without-attestation", "treatment_certified"),  # averages of the eco-organisme
    ("mass-implausible", "weighed"),  # a thousand times too heavy: mistyped
    ("media-not-fit", "handed_over"),  # a few machines that nobody wiped
    ("operator-not-authorised", "treatment_certified"),  # one authorisation lapsed, one was void
    ("waste-without-mass", "lot_dispatched"),
}
"""What is broken on purpose: rule, and kind of the fact that breaks it."""

PATIENCE_S = 300

DIGEST = """
import sys
from hashlib import sha256
from lifecycle import demonstration
from lifecycle.events import canonical
digest = sha256()
for batch in demonstration.batches(demonstration.load(demonstration.FIVE_YEARS)):
    for fact in batch.facts:
        digest.update(canonical(fact.stored()).encode())
print(digest.hexdigest())
"""


def built_once(tmp_path_factory):
    """The path of the ledger; where several processes share the tests, one builds it and the others wait."""
    mine = tmp_path_factory.mktemp("five")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        demonstration.build(mine / "lifecycle.db", setting=SETTING).close()
        return mine / "lifecycle.db"
    shared = tmp_path_factory.getbasetemp().parent / "five-years"
    try:
        shared.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + PATIENCE_S
        while not (shared / "done").exists():
            assert time.monotonic() < deadline, "the process that builds the five years did not finish"
            time.sleep(0.2)
    else:
        demonstration.build(shared / "lifecycle.db", setting=SETTING).close()
        (shared / "done").touch()
    return shared / "lifecycle.db"


@pytest.fixture(scope="session")
def five_years(tmp_path_factory):
    """Built once for all tests of the session, through the same append as anybody's facts."""
    with open_ledger(built_once(tmp_path_factory), read_only=True) as built:
        yield built


@pytest.fixture(scope="session")
def entries(five_years):
    return list(five_years.facts())


@pytest.fixture(scope="session")
def facts(five_years, entries):
    """Facts in force, by position."""
    void = {n for n, _ in five_years.voids()}
    return {entry.n: read(entry.stored) for entry in entries if entry.n not in void}


@pytest.fixture(scope="session")
def by_kind(facts):
    found = defaultdict(list)
    for fact in facts.values():
        found[fact.kind].append(fact)
    return found


@pytest.fixture(scope="session")
def legs(five_years):
    return [leg for _, leg in five_years.legs()]


def share(part, whole):
    return 100 * part / whole


def of(code, facts):
    return [fact for fact in facts if fact.acting == code]


# --- it is a real ledger ---------------------------------------------------------------------------


def test_so_many_facts_are_all_accepted(five_years):
    """About 136,000 facts through the normal append, none refused, in weekly batches typed in at different instants."""
    assert 100_000 <= five_years.head().count <= 170_000
    assert five_years.head_trouble() is None


def test_they_are_the_same_in_another_process(entries):
    """Another process, whose sets and texts are ordered otherwise, tells exactly the same facts in the same order."""
    here = sha256()
    for entry in entries:
        here.update(canonical(entry.stored).encode())
    said = subprocess.run(
        [sys.executable, "-c", DIGEST],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": "4711"},
    )
    assert said.stdout.strip() == here.hexdigest()


def test_each_setting_has_a_place_of_its_own(tmp_path, monkeypatch):
    """What ``prepare`` builds of five years lies beside the first year, not in its place."""
    monkeypatch.setenv("LOCALAPPDATA" if sys.platform == "win32" else "XDG_DATA_HOME", str(tmp_path))
    built = []

    def build(path, *, setting, progress=None):
        built.append(setting.seed)
        path.write_bytes(b"")
        return path.open()

    monkeypatch.setattr("lifecycle.demonstration.place.build", build)
    first, five = demonstration.prepare(), demonstration.prepare(setting=demonstration.FIVE_YEARS)
    assert first != five
    assert built == [demonstration.load().seed, SETTING.seed]


def test_it_ends_on_a_fixed_day(facts):
    """Five whole civil years; nothing lies after the last of them."""
    days = [fact.occurred_on for fact in facts.values() if fact.kind != "organisation_registered"]
    assert {day.year for day in days} == set(YEARS)
    assert max(days) <= SETTING.last_day


# --- it is fiction ---------------------------------------------------------------------------------


def test_who_takes_part_is_invented_and_says_so(by_kind):
    """Three associations, two recyclers, an eco-organisme, a training association, a dozen donors."""
    registered = by_kind["organisation_registered"]
    assert all(fact.name.endswith("(fiction)") and not fact.siret and not fact.rna for fact in registered)
    roles = Counter(role for fact in registered for role in fact.roles)
    assert (roles["association"], roles["recycler"], roles["eco_organisme"], roles["training"]) == (3, 2, 1, 1)
    assert roles["donor"] >= 12
    assert {one.code for one in SETTING.organisation} == {fact.code for fact in registered}


def test_people_are_pseudonyms(by_kind):
    codes = {one.code for one in SETTING.organisation}
    for fact in by_kind["handed_over"]:
        assert (fact.recipient in codes) != fact.recipient.startswith("B-"), fact


# --- what it tells ---------------------------------------------------------------------------------


def test_every_kind_is_told_but_those_named_here(by_kind):
    assert set(KINDS) - set(by_kind) == NOT_TOLD


def test_the_breaches_are_those_that_are_told(five_years, facts):
    """Six kinds, each on purpose; the void authorisation makes breaches that nobody knew when the facts came."""
    marks = Counter()
    for _, mark in five_years.breaches():
        marks[mark.fact, mark.rule] += mark.change
    in_force = [(rule, facts[n].kind) for (n, rule), times in marks.items() if times]
    assert set(in_force) == BREACHES
    assert in_force.count(("media-not-fit", "handed_over")) <= sum(
        len(house.stories.unwiped_machines) for house in HOUSES.values()
    )


def test_a_lapse_and_a_void_deed_take_the_claim_away(five_years, facts, entries):
    """One operator: what it treated without a deed was known at once, what it treated under the void one only later."""
    (card,) = [one for one in SETTING.recycler if any(deed.void_from for deed in one.deed)]
    lapsed, void, new = card.deed
    known_then = {entry.n for entry in entries if "operator-not-authorised" in entry.content["breach"]}
    found_later = set()
    for _, mark in five_years.breaches():
        if mark.rule == "operator-not-authorised" and mark.fact not in known_then:
            found_later.add(mark.fact)
    assert known_then
    assert found_later
    for n in known_then | found_later:
        treated = facts[n].occurred_on
        assert facts[n].acting == card.code
        assert lapsed.valid_to <= treated < void.valid_from or void.void_from <= treated < new.valid_from


def test_certificates_come_in_time_late_never_or_are_withdrawn(by_kind):
    """Most within three to sixteen weeks; some half a year late; some lots wait for theirs; a few were taken back."""
    received = {fact.code: fact for fact in by_kind["lot_received"]}
    certified = {fact.code: fact for fact in by_kind["treatment_certified"]}
    weeks = [
        (certified[code].certified_on - received[code].occurred_on).days / 7 for code in certified if code in received
    ]
    assert 3 <= median(weeks) <= 16
    assert 1 <= share(sum(late > 20 for late in weeks), len(weeks)) <= 15
    old = [fact for fact in received.values() if (SETTING.last_day - fact.occurred_on).days > 365]
    parents = {parent.lot for fact in by_kind["lot_regrouped"] for parent in fact.parents}
    missing = [fact for fact in old if fact.code not in certified and fact.code not in parents]
    assert 1 <= share(len(missing), len(old)) <= 10
    assert len(by_kind["certificate_withdrawn"]) >= 2
    assert len([fact for fact in received.values() if fact.refused]) >= 3
    assert len(parents) >= 6


def test_fleets_are_retired_and_left(by_kind):
    """Every unit that left had been retired, by number or by count; about as many go to an association as elsewhere."""
    retired, left, ways = Counter(), Counter(), Counter()
    for fact in by_kind["fleet_unit_retired"]:
        retired[fact.acting, fact.inventory_number or fact.category] += fact.count
    for fact in by_kind["fleet_unit_left"]:
        left[fact.acting, fact.inventory_number or fact.category] += fact.count
        ways[fact.way_out] += fact.count
    assert left <= retired
    assert 25 <= share(ways["gift"], ways.total()) <= 60
    assert set(ways) == {"gift", *SETTING.house[0].arrivals.ways_out}
    lots = {fact.code for fact in by_kind["lot_received"]}
    assert {fact.lot for fact in by_kind["fleet_unit_left"] if fact.way_out == "recycling"} <= lots


def test_public_bodies_replace_in_spring_and_autumn_and_keep_what_they_retire(by_kind):
    """Units wait for weeks or many months: half of them for less than a year, a tenth for over a year and a half."""
    retired, waits = {}, []
    for fact in by_kind["fleet_unit_retired"]:
        if fact.acting in BODIES and fact.inventory_number:
            retired[fact.inventory_number] = fact.retired_on
    for fact in by_kind["fleet_unit_left"]:
        since = retired.get(fact.inventory_number)
        if since and since.year > YEARS[0]:  # the first gifts were announced before anybody planned
            waits.append((fact.occurred_on - since).days)
    months = Counter(day.month for day in retired.values())
    plan = Counter({month: weight for month, weight in enumerate(SETTING.fleets.months, start=1) if weight})
    assert share(sum(months[month] for month in plan), months.total()) >= 90
    assert min(waits) >= 21
    assert 150 <= median(waits) <= 450
    assert share(sum(days > 540 for days in waits), len(waits)) >= 10


def test_each_public_body_has_a_stock_on_each_1_january(by_kind):
    """By hand: what was retired before and had not left, from 2022 on, and on the day after the last."""
    for year in (*YEARS[1:], YEARS[-1] + 1):
        first, stock = date(year, 1, 1), Counter()
        for fact in by_kind["fleet_unit_retired"]:
            stock[fact.acting] += fact.count * (fact.retired_on < first)
        for fact in by_kind["fleet_unit_left"]:
            stock[fact.acting] -= fact.count * (fact.occurred_on < first)
        assert all(stock[code] >= 50 for code in BODIES), (year, stock)


def test_traders_prove_a_part_of_what_they_take(by_kind):
    """Some sign beforehand and tell to whom they sold it, some sign and stay silent, some do not sign."""
    handed = {fact.subject.partition(":")[2] for fact in by_kind["handed_over"]}
    told = Counter()
    for fact in by_kind["fleet_unit_left"]:
        if fact.acting in BODIES and fact.way_out in ("sale", "take_back"):
            assert fact.taker in {one.code for one in SETTING.organisation}
            told[fact.undertaking, bool({fact.device, fact.lot} & handed)] += fact.count
    assert not told[False, True]
    assert all(told[case] >= 100 for case in ((True, True), (True, False), (False, False)))


def test_the_law_s_rate_is_told_of_each_public_body_and_year(five_years, tmp_path):
    """Rates differ and rise; each year some meet the target of their year and some do not; units lack their proof."""
    with open_engine(five_years, tmp_path / "columns") as engine:
        rows = fleet(engine, Filter(), load_reference()).table("by_year").records()
        for year in YEARS[1:]:
            asked = Filter(first_day=date(year, 1, 1), last_day=date(year, 12, 31))
            report = fleet(engine, asked, load_reference())
            assert report.figure("rate").value > 0
            assert report.figure("without_proof").value >= 50
            assert {row["missing"] for row in report.table("unproven").records()} == set(MISSING)
    of_year = defaultdict(dict)
    for row in rows:
        of_year[row["year"]][row["organisation"]] = row
    for year in YEARS[1:]:
        assert set(of_year[year]) == BODIES
        assert all(row["stock"] and row["rate"] and row["rate_of_stock"] for row in of_year[year].values())
        assert len({row["rate"] for row in of_year[year].values()}) == len(BODIES)
    for year in (2023, 2024, 2025):
        met = {code for code, row in of_year[year].items() if row["needed"] == 0}
        assert met, year
        assert BODIES - met, year
    for code in BODIES:
        assert of_year[2022][code]["rate"] < of_year[2025][code]["rate"] < 12_000
    assert any(
        row["needed"] and row["year"] < 2025 and of_year[2025][row["organisation"]]["needed"] == 0 for row in rows
    )


def test_associations_pass_machines_to_each_other(by_kind):
    """Nearly all that one passes on, another receives within the five years."""
    passed = {fact.subject for fact in by_kind["transferred"]}
    received = Counter(fact.subject for fact in by_kind["received"])
    assert {fact.acting for fact in by_kind["transferred"]} == set(HOUSES)
    assert share(sum(received[subject] >= 2 for subject in passed), len(passed)) >= 80


def test_courses_are_half_paid_by_a_fund(by_kind):
    """10 sessions of 90 minutes at 100 EUR."""
    assert len({fact.acting for fact in by_kind["training_held"]}) == 2
    for course in by_kind["training_held"]:
        assert (course.sessions, course.minutes, course.price_cents) == (10, 90, 10_000)
        assert 2 * course.funded_cents == course.people * course.price_cents


# --- it is believable ------------------------------------------------------------------------------


def test_legs_sum_to_zero_and_nothing_is_ever_below_zero(legs):
    """Of each fact; and of each item, in each live account, at the end of each day."""
    sums, moves = Counter(), defaultdict(Counter)
    for leg in legs:
        sums[leg.fact] += leg.grams
        if leg.account in LIVE:
            moves[leg.item, leg.account][leg.day] += leg.grams
    assert not any(sums.values())
    for where, by_day in moves.items():
        held = 0
        for day in sorted(by_day):
            held += by_day[day]
            assert held >= 0, (where, day)


def test_the_shelf_says_what_the_books_say(by_kind, legs):
    """Each count agrees with the stock of devices on that evening, by association and category."""
    counts = sorted(by_kind["stock_counted"], key=lambda fact: fact.occurred_on)
    bodies = sorted((leg for leg in legs if leg.account == "stock" and leg.origin == "body"), key=lambda leg: leg.day)
    stock, next_leg = Counter(), 0
    for count in counts:
        while next_leg < len(bodies) and bodies[next_leg].day <= count.occurred_on.isoformat():
            leg = bodies[next_leg]
            stock[leg.organisation, leg.category] += leg.units
            next_leg += 1
        here = {category: units for (code, category), units in stock.items() if code == count.acting and units}
        assert {one.category: one.count for one in count.counts} == here, (count.acting, count.occurred_on)


def test_about_thirty_hand_overs_a_month_each_at_20_euros(by_kind):
    """Hand-overs to people, a machine and its screen being one; a year of each association."""
    assert {fact.cents for fact in by_kind["contribution_received"]} == {2000}
    for code in HOUSES:
        to_people = {f.handover for f in of(code, by_kind["handed_over"]) if f.recipient.startswith("B-")}
        assert 22 <= len(to_people) / (12 * len(YEARS)) <= 38, code


def test_the_months_differ_as_they_do(by_kind):
    """Few hand-overs in August, few fleets; more in autumn, each year."""
    months = Counter((fact.occurred_on.year, fact.occurred_on.month) for fact in by_kind["handed_over"])
    gifts = Counter((fact.occurred_on.year, fact.occurred_on.month) for fact in by_kind["received"] if fact.donor)
    for year in YEARS:
        assert months[year, 8] * 2 < months[year, 10]
        assert gifts[year, 8] < gifts[year, 6] + gifts[year, 7]


def test_nobody_works_when_it_is_closed(by_kind):
    """Each association on its own weekdays, never in the weeks in which it rests."""
    for code, house in HOUSES.items():
        days = {fact.occurred_on for kind in ("received", "handed_over", "tested") for fact in of(code, by_kind[kind])}
        assert {day.weekday() for day in days} == set(house.weekdays)
        assert not {day.isocalendar().week for day in days} & set(house.closed_weeks)
        assert not days & set(SETTING.closed_days)


def test_machines_are_as_old_as_what_people_repair(by_kind):
    """Repair cafés see laptops of 6 years and desktops of 8 (medians); in each year of the five, never new."""
    years = {(model.maker, model.name): model.year for model in SETTING.model}
    came = {fact.subject: fact for fact in reversed(by_kind["received"])}
    ages = defaultdict(list)
    for fact in by_kind["hardware_read"]:
        first = came[fact.subject]
        if first.occurred_on <= fact.occurred_on and first.donor_kind != "unknown":
            age = first.occurred_on.year - years[fact.manufacturer, fact.model]
            ages[first.category, first.occurred_on.year].append(age)
    for year in YEARS:
        assert 5 <= median(ages["laptop", year]) <= 7
        assert 7 <= median(ages["desktop", year]) <= 9
    assert min(min(known) for known in ages.values()) >= 2


def test_what_is_given_is_what_offices_and_homes_have(by_kind):
    """Laptops first, then desktops and screens; some of all the rest, from people, companies and public bodies."""
    received = Counter(fact.category for fact in by_kind["received"])
    total = received.total()
    assert 40 <= share(received["laptop"], total) <= 60
    assert 12 <= share(received["desktop"], total) <= 28
    assert 8 <= share(received["monitor_medium"], total) <= 20
    assert all(received[category] >= 50 for category in ("tablet", "smartphone", "printer", "mini_pc", "all_in_one"))
    donors = Counter(fact.donor_kind for fact in by_kind["received"])
    assert all(share(donors[kind], total) >= 15 for kind in ("person", "company", "public_body"))


def test_few_come_back_and_some_stay_waste(by_kind):
    returned = [fact for fact in by_kind["returned"] if fact.reason != "loan_ended"]
    assert 3 <= share(len(returned), len(by_kind["handed_over"])) <= 12
    devices = [fact for fact in by_kind["discarded"] if fact.subject.startswith("device:")]
    assert 18 <= share(len(devices), len(by_kind["received"])) <= 40


def test_weighed_masses_are_plausible_but_those_mistyped(by_kind):
    reference = load_reference()
    category = {fact.subject: fact.category for fact in by_kind["received"]}
    odd = [
        fact
        for fact in by_kind["weighed"]
        if not reference.plausible_mass(category[fact.subject], fact.grams, on=fact.occurred_on)
    ]
    assert len(odd) == sum(len(house.stories.mistyped) for house in HOUSES.values())


def test_waste_codes_are_valid_on_their_day(facts):
    reference = load_reference()
    coded = {(f.waste_code, f.occurred_on) for f in facts.values() if getattr(f, "waste_code", None)}
    assert len({code for code, _ in coded}) >= 4
    for code, day in coded:
        assert reference.waste_code(code, on=day).status == "valid", (code, day)


def test_no_two_associations_are_alike(by_kind):
    """Each differs from each in what it gets, weighs, mends, hands over, and in how it helps afterwards."""
    habits = {}
    for code in HOUSES:
        mine = {kind: of(code, told) for kind, told in by_kind.items()}
        received = Counter(fact.category for fact in mine["received"])
        number = received.total()
        handed = len(mine["handed_over"])
        habits[code] = {
            "laptops": share(received["laptop"], number),
            "phones and tablets": share(received["smartphone"] + received["tablet"], number),
            "from people": share(sum(fact.donor_kind == "person" for fact in mine["received"]), number),
            "weighed": share(len(mine["weighed"]), number),
            "help": share(len(mine["support_given"]), handed),
            "answers": share(len(mine["substitution_answered"]), handed),
            "repairs": share(len(mine["repaired"]), number),
        }
    codes = list(HOUSES)
    for one in codes:
        for other in codes[codes.index(one) + 1 :]:
            unlike = [name for name in habits[one] if abs(habits[one][name] - habits[other][name]) >= 5]
            assert len(unlike) >= 4, (one, other, habits[one], habits[other])


def test_each_association_keeps_its_own_pace(by_kind):
    """One grows from year to year, one swells and shrinks again, one is steady after its start."""
    a_year = {
        code: [sum(fact.occurred_on.year == year for fact in of(code, by_kind["handed_over"])) for year in YEARS]
        for code in HOUSES
    }
    curves = {code: tuple(now > before for before, now in pairwise(told)) for code, told in a_year.items()}
    assert len(set(map(tuple, a_year.values()))) == len(HOUSES)
    assert any(all(rises) for rises in curves.values())
    assert any(not all(rises) for rises in curves.values())
