"""One device taken apart: where each gram is, what weighed it, what its service avoids, what is not known."""

from __future__ import annotations

import json

import pytest
from books.life import Life
from reports_memory import Told

from lifecycle import reference
from lifecycle.engine import open_engine
from lifecycle.impact.term import FactRef
from lifecycle.reports import REPORTS, Filter, Unanswerable
from lifecycle.reports.explaining import explained, explained_device


class Taken:
    """A life told in text, asked of one device or one figure."""

    def __init__(self, folder, text):
        life = Life()
        life.tell(text)
        self.told = Told(life)
        self.engine = open_engine(self.told, folder)

    def facts(self, ns):
        forms = {one.n: (one.hash, json.loads(one.form)) for one in self.told.facts() if one.n in ns}
        return {n: FactRef(n, hash, form["kind"], form["occurred_on"]) for n, (hash, form) in forms.items()}

    def device(self, code, **asked):
        return explained_device(self.engine, Filter(device=code, **asked), reference.load(), self.facts)

    def figure(self, report, id, **asked):
        told = REPORTS[report].answer(self.engine, Filter(**asked), reference.load(), "")
        return explained(self.engine, told, id, self.facts).term


@pytest.fixture
def taken(tmp_path):
    opened = []

    def take(text):
        opened.append(Taken(tmp_path / f"columns-{len(opened)}", text))
        return opened[-1]

    yield take
    for one in opened:
        one.engine.close()


def kinds(term):
    """Kinds of the facts of a tree."""
    return [one.fact.kind for _depth, one in term.walk() if one.fact]


def grams(terms):
    """Label -> grams of the trees of a device."""
    return {term.label.words.partition(" (")[0].partition(",")[0]: int(term.quantity.central) for term in terms}


WEIGHED = """
2026-01-05 PC-1 received      category=laptop
2026-01-06 PC-1 weighed       grams=2100
2026-01-07 PC-1 media_absent
2026-01-08 PC-1 made_ready
2026-02-01 =H PC-1 handed_over recipient=B-0042
"""


def test_grams_stand_with_what_moved_and_what_weighed_them(taken):
    """2,100 g re-used since the hand-over, weighed the day after the reception."""
    told = taken(WEIGHED).device("PC-1")
    assert grams(told.mass) == {"Re-used": 2100, "Served at least once": 2100}
    assert all(kinds(term) == ["handed_over", "weighed"] for term in told.mass)


def test_a_default_stands_with_its_value_and_source(taken):
    """Nobody weighed it: the default of laptops, its source, and the words that say so."""
    told = taken(WEIGHED.replace("2026-01-06 PC-1 weighed       grams=2100\n", "")).device("PC-1")
    values = [one.factor for _depth, one in told.mass[0].walk() if one.factor]
    assert [(value.name, value.key, value.unit) for value in values] == [("mass", "laptop", "g")]
    assert values[0].source
    assert any("Nobody weighed it" in str(sentence) for sentence in told.missing)


def test_a_first_weighing_after_the_move_is_the_one_that_counts(taken):
    """Weighed only when it came back: its hand-over had the default, its stock has the scale."""
    told = taken(
        """
        2026-01-05 PC-1 received      category=laptop
        2026-01-07 PC-1 media_absent
        2026-02-01 PC-1 handed_over   recipient=B-0042
        2026-03-01 PC-1 returned      reason=broken
        2026-03-02 PC-1 weighed       grams=2100
        """
    ).device("PC-1")
    by_id = {str(term.label): term for term in told.mass}
    assert kinds(by_id["Served at least once"]) == ["handed_over"]
    assert "weighed" in kinds(by_id["In stock (balance)"])


def test_a_mass_beyond_reason_weighed_nothing(taken):
    """200 kg of laptop: recorded, not used; the next scale stands beside the grams."""
    story = WEIGHED.replace("grams=2100", "grams=200000") + "2026-02-02 PC-1 weighed       grams=2200\n"
    told = taken(story).device("PC-1")
    for term in told.mass:
        for _depth, one in term.walk():
            assert one.fact is None or one.fact.day != "2026-01-06"


def test_a_share_of_a_lot_stands_with_the_scale_of_the_lot(taken):
    """Two towers, 20 kg on the operator's scale: each share bears the reception of the lot."""
    told = taken(
        """
        2026-01-05 PC-1 received            category=desktop
        2026-01-05 PC-2 received            category=desktop
        2026-01-06 PC-1 discarded           waste_code="16 02 14"
        2026-01-06 PC-2 discarded           waste_code="16 02 14"
        2026-01-07 L-1  lot_packed          devices=[PC-1,PC-2]
        2026-01-08 L-1  lot_dispatched      destination=RECYCLER
        2026-01-09 L-1  lot_received        net=20000
        2026-02-02 L-1  treatment_certified fractions=[(20000,"R 4","recycling")]
        """
    ).device("PC-1")
    (recycled,) = [term for term in told.mass if "Recycled" in str(term.label)]
    assert int(recycled.quantity.central) == 10_000
    assert kinds(recycled) == ["treatment_certified", "lot_received"]


def test_service_stands_with_its_hand_over_and_its_last_evidence(taken):
    """Twelve months from the hand-over to the call of the year after; two repairs at most, one new part, its footprint."""
    told = taken(
        """
        2025-01-05 PC-1 received       category=laptop
        2025-01-06 PC-1 weighed        grams=2100
        2025-01-07 PC-1 media_absent
        2025-01-08 PC-1 part_installed part=P-9 new=true part_kind=ssd grams=20
        2025-01-09 PC-1 made_ready
        2025-02-01 PC-1 handed_over    recipient=B-0042
        2026-02-01 PC-1 use_confirmed
        """
    ).device("PC-1")
    (avoided,) = [term for term in told.emissions if "avoided by the service" in str(term.label)]
    months = [one for _depth, one in avoided.walk() if one.quantity.unit == "month"]
    assert sum(int(one.quantity.central) for one in months) == 12
    assert {kind for one in months for kind in kinds(one)} == {"handed_over", "use_confirmed"}
    assert "part_installed" in kinds(avoided)
    values = {(one.factor.name, one.factor.key) for _depth, one in avoided.walk() if one.factor}
    assert {("embodied", "laptop"), ("life_new", "laptop"), ("part", "ssd"), ("process", ""), ("grid", "FR")} <= values


def test_a_formula_follows_by_hand_from_what_is_below_it(taken):
    """With central values, each group is its first term less the others, and the whole the sum of the groups."""
    (central,) = taken(WEIGHED + "2027-02-01 PC-1 use_confirmed\n").figure("impact", "avoided").parts
    _rate, *groups = central.parts
    assert groups
    for group in groups:
        first, *others = (part.quantity.central for part in group.parts)
        assert group.quantity.central == first - sum(others)
    assert central.quantity.central == sum(group.quantity.central for group in groups)


@pytest.mark.parametrize(
    ("story", "says"),
    [
        ("2026-01-05 PC-1 received category=laptop", "It was not handed over"),
        (WEIGHED, "Nothing tells of its use after its hand-over"),
        (WEIGHED.replace("laptop", "peripheral"), "Its service is in no figure of emissions: no source"),
    ],
)
def test_what_is_missing_is_said_in_words(taken, story, says):
    """No hand-over, no evidence, no footprint: said, never a zero without a word."""
    told = taken(story).device("PC-1")
    assert any(says in str(sentence) for sentence in told.missing), [str(one) for one in told.missing]


def test_a_machine_of_two_labels_is_one(taken):
    """Asked by either label, the same grams and the same service."""
    story = WEIGHED + "2026-03-01 PC-1 relabelled new_code=C-1\n"
    both = taken(story)
    assert both.device("C-1").to_json()["mass"] == both.device("PC-1").to_json()["mass"]


def test_a_void_fact_leaves_every_tree(taken):
    """The hand-over was never made: nothing is re-used, and no tree names it."""
    story = WEIGHED + "--\n2026-04-01 organisation:ASSO corrected voids=[H]\n"
    now = taken(story)
    then = now.device("PC-1", as_of=12)
    assert "Re-used" in grams(then.mass)
    told = now.device("PC-1")
    assert grams(told.mass) == {"In stock": 2100}
    assert all("handed_over" not in kinds(term) for term in told.mass)


def test_a_device_nobody_knows_is_refused(taken):
    """PC-9 is in no fact."""
    with pytest.raises(Unanswerable, match="PC-9 is not in this ledger"):
        taken(WEIGHED).device("PC-9")
