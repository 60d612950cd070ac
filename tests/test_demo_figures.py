"""The demonstration's figures, made again by hand: from its legs, marks and facts, in plain Python.

Nothing here comes from ``lifecycle.reports`` but the answers that are compared. A figure that
a report gains and that is not made again here fails the test.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest

from lifecycle import demonstration
from lifecycle.events import read
from lifecycle.reports import Filter, answer

USED, UNDER_WAY, TREATED = ("use", "support"), ("transit", "operator"), ("recycled", "other_recovery", "disposed")
MEASURED = ("weighed", "document", "share")

HELD = {
    "stock": lambda leg: leg.account in ("stock", "parts"),
    "in_use": lambda leg: leg.account in USED,
    "awaiting_proof": lambda leg: leg.account in UNDER_WAY and leg.legal == "WASTE",
    "under_way": lambda leg: leg.account in UNDER_WAY and leg.legal != "WASTE",
    "passed_on": lambda leg: leg.account == "passed_on",
    "lost": lambda leg: leg.account == "lost",
}
"""Balance -> the legs that make it."""

CAME_BACK = ("returned", "received", "discarded")
CAME_IN = ("received", "lot_opened", "lot_received")
CHANGED = {
    "reused": (1, lambda leg: leg.account in USED and leg.line == "reused"),
    "prepared": (1, lambda leg: leg.account in USED and leg.line == "prepared"),
    "parts": (1, lambda leg: leg.account in USED and leg.line == "parts"),
    "contested": (1, lambda leg: leg.account in USED and leg.line == "contested"),
    "new_parts": (1, lambda leg: leg.account in USED and leg.line == "new"),
    "recycled": (1, lambda leg: leg.account == "recycled"),
    "other_recovery": (1, lambda leg: leg.account == "other_recovery"),
    "disposed": (1, lambda leg: leg.account == "disposed"),
    "withdrawn": (1, lambda leg: leg.account in TREATED and leg.kind == "certificate_withdrawn"),
    "estimate": (1, lambda leg: leg.account == "estimate"),
    "reweighing": (1, lambda leg: leg.account == "reweighing"),
    "receptions": (-1, lambda leg: leg.account == "outside" and leg.kind in CAME_IN),
    "returns": (-1, lambda leg: leg.account in USED and leg.kind in CAME_BACK),
    "after_sales": (1, lambda leg: leg.account == "support" and leg.kind == "taken_in"),
    "transfers": (1, lambda leg: leg.account == "passed_on" and leg.kind == "transferred"),
    "taken_over": (-1, lambda leg: leg.account == "passed_on" and leg.kind == "received"),
    "losses": (1, lambda leg: leg.account == "lost" and leg.kind == "lost"),
    "finds": (-1, lambda leg: leg.account == "lost" and leg.kind == "found"),
    "parts_removed": (1, lambda leg: leg.account == "parts" and leg.kind in ("part_removed", "media_destroyed")),
    "parts_installed": (-1, lambda leg: leg.account == "parts" and leg.kind == "part_installed"),
    "parts_bought": (-1, lambda leg: leg.account == "outside" and leg.kind == "part_installed"),
    "discards": (1, lambda leg: leg.account == "stock" and leg.kind == "discarded" and leg.legal == "WASTE"),
    "waste_ended": (
        1,
        lambda leg: leg.kind == "waste_ended" and leg.legal == "ENDED_WASTE" and leg.account != "outside",
    ),
    "dispatched": (1, lambda leg: leg.account == "transit" and leg.kind == "lot_dispatched" and leg.legal == "WASTE"),
    "accepted": (1, lambda leg: leg.account == "operator" and leg.kind == "lot_received" and leg.legal == "WASTE"),
    "sent_on": (1, lambda leg: leg.account == "transit" and leg.kind == "lot_dispatched" and leg.legal != "WASTE"),
    "arrived": (-1, lambda leg: leg.account == "transit" and leg.kind == "lot_received" and leg.legal != "WASTE"),
    "certified": (1, lambda leg: leg.account in TREATED and leg.kind == "treatment_certified"),
}
"""Figure -> sign and legs of what changed over the days."""

BY_MONTH = ("receptions", "returns", "transfers", "discards", "losses", *TREATED)
PROOFS = ("use_confirmed", "support_given", "taken_in", "given_back", "found")
NOT_MADE_AGAIN = {"averages": "no certificate of the demonstration rests on an average"}
AT_ZERO = {"arrived", "contested", "lost", "sent_on", "served_contested", "under_way"}
"""What does not happen in the first year, or is undone within it."""

QUARTERS = [
    (date(2025, 1, 1), date(2025, 3, 31)),
    (date(2025, 4, 1), date(2025, 6, 30)),
    (date(2025, 7, 1), date(2025, 9, 30)),
    (date(2025, 10, 1), date(2025, 12, 31)),
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with demonstration.build(tmp_path_factory.mktemp("figures") / "lifecycle.db") as built:
        yield built


class Sum:
    """Grams by where they come from, and units."""

    def __init__(self, legs=(), sign=1):
        self.by_source = Counter()
        self.units = 0
        for leg in legs:
            self.add(leg, sign)

    def add(self, leg, sign=1):
        self.by_source[leg.source] += sign * leg.grams
        self.units += sign * leg.units

    @property
    def grams(self):
        return sum(self.by_source.values())

    @property
    def measured(self):
        """Share of the grams, both signs counted, that someone measured."""
        whole = sum(map(abs, self.by_source.values()))
        return sum(abs(self.by_source[source]) for source in MEASURED) / whole if whole else None


class Again:
    """What a ledger says of some days and one organisation, or of all."""

    def __init__(self, legs, facts, marks, *, first, last, organisation):
        self.first, self.last, self.organisation = first.isoformat(), last.isoformat(), organisation
        self.legs = [leg for leg in legs if leg.day <= self.last and organisation in ("", leg.organisation)]
        self.before = [leg for leg in self.legs if leg.day < self.first]
        self.within = [leg for leg in self.legs if leg.day >= self.first]
        self.facts, self.marks = facts, marks

    def figures(self):
        """Figure -> :class:`Sum`; those of things alone under their own name."""
        made = {id: Sum(filter(of, self.legs)) for id, of in HELD.items()}
        made |= {f"{id}_opening": Sum(filter(of, self.before)) for id, of in HELD.items()}
        made |= {id: Sum(filter(of, self.within), sign) for id, (sign, of) in CHANGED.items()}
        first = [leg for leg in self.within if leg.first and leg.account in USED]
        by_line = {
            line: [leg for leg in first if leg.line == line] for line in ("reused", "prepared", "parts", "contested")
        }
        made |= {f"served_{line}": Sum(some) for line, some in by_line.items()}
        made["served"] = Sum(leg for line, some in by_line.items() if line != "contested" for leg in some)
        made |= self.hand_overs(self.within)
        return made

    @staticmethod
    def hand_overs(legs):
        """What each hand-over brought into use, thing by thing, and what came back against it."""
        moved = defaultdict(Sum)
        for leg in legs:
            if leg.kind == "handed_over" and leg.account in USED:
                moved[leg.fact, leg.item, leg.source].add(leg)
        made = {"hand_overs": Sum(), "exchanges": Sum()}
        for one in moved.values():
            came_in = one.grams > 0 or (one.grams == 0 and one.units > 0)
            total, sign = (made["hand_overs"], 1) if came_in else (made["exchanges"], -1)
            for source, grams in one.by_source.items():
                total.by_source[source] += sign * grams
            total.units += sign * one.units
        return made

    def without_evidence(self):
        """Devices in use on the last day of which nothing was heard since they were last handed over."""
        units, handed = Counter(), {}
        for leg in self.legs:
            if leg.account in USED and leg.origin == "body":
                units[leg.item] += leg.units
                if leg.kind == "handed_over" and leg.units > 0:
                    handed[leg.item] = max(leg.day, handed.get(leg.item, ""))
        heard = defaultdict(str)
        for fact in self.facts.values():
            if fact.kind in PROOFS and fact.occurred_on.isoformat() <= self.last:
                heard[fact.subject] = max(heard[fact.subject], fact.occurred_on.isoformat())
        return sum(1 for item, held in units.items() if held > 0 and not heard[item] > handed[item])

    def flows(self):
        """(month, flow) -> grams, units."""
        made = {}
        for month in sorted({leg.day[:7] for leg in self.within}):
            here = [leg for leg in self.within if leg.day[:7] == month]
            sums = {id: Sum(filter(CHANGED[id][1], here), CHANGED[id][0]) for id in BY_MONTH} | self.hand_overs(here)
            made |= {(month, id): (one.grams, one.units) for id, one in sums.items() if one.grams or one.units}
        return made

    def awaiting(self):
        """Lots of waste under way on the last day: (lot, where, whose) -> since, grams, units."""
        held, since = defaultdict(Sum), {}
        for leg in filter(HELD["awaiting_proof"], self.legs):
            where = (leg.lot, leg.account, leg.organisation)
            held[where].add(leg)
            if leg.grams > 0 or leg.units > 0:
                since[where] = max(leg.day, since.get(where, ""))
        return {where: (since[where], one.grams, one.units) for where, one in held.items() if one.grams or one.units}

    def breaches(self):
        """Rule -> how many facts break it."""
        times = Counter()
        for mark in self.marks:
            if self.first <= mark.day <= self.last and self.organisation in ("", mark.organisation):
                times[mark.fact, mark.subject, mark.rule] += mark.change
        return Counter(rule for (_fact, _subject, rule), count in times.items() if count > 0)


@pytest.fixture(scope="module")
def told(ledger):
    """Legs, facts in force by position, marks."""
    void = {n for n, _ in ledger.voids()}
    facts = {entry.n: read(entry.stored) for entry in ledger.facts() if entry.n not in void}
    return [leg for _, leg in ledger.legs()], facts, [mark for _, mark in ledger.breaches()]


@pytest.fixture(scope="module")
def organisations(told):
    legs, facts, _marks = told
    return sorted({leg.organisation for leg in legs} - {""} | {fact.acting for fact in facts.values()})


def rows_of(report, id):
    (table,) = [table for table in report.tables if table.id == id]
    return table.rows


def compare(report, again):
    """Each figure of the report that its group promises, to the gram, with what it rests on; each table."""
    made, seen = again.figures(), set()
    for figure in report.figures:
        seen.add(figure.id)
        if figure.group in NOT_MADE_AGAIN:
            assert figure.value == 0, figure.id
        elif figure.id == "in_use_without_evidence":
            assert figure.value == again.without_evidence()
        elif figure.unit == "things":
            assert figure.value == made[figure.id.removesuffix("_units")].units, figure.id
        else:
            mine = made[figure.id]
            assert figure.value == mine.grams, figure.id
            assert dict(figure.coverage.by_source) == {
                source: grams for source, grams in mine.by_source.items() if grams
            }
            assert figure.coverage.weighed_share == mine.measured, figure.id
    assert set(made) <= seen
    flows = {(month, flow): (grams, units) for month, flow, grams, units in rows_of(report, "flows")}
    assert flows == again.flows()
    waiting = {(row[0], row[2], row[3]): (row[1], row[4], row[5]) for row in rows_of(report, "awaiting")}
    assert waiting == again.awaiting()
    assert {row[0]: row[3] for row in rows_of(report, "by_rule")} == again.breaches()


@pytest.mark.parametrize("first, last", [*QUARTERS, (date(2025, 1, 1), date(2025, 12, 31))])
def test_every_figure_of_the_material_balance_is_made_again(ledger, told, organisations, first, last):
    """Each quarter and the year, of all and of each organisation."""
    assert len(organisations) >= 3
    for organisation in ("", *organisations):
        chosen = {"organisation": organisation} if organisation else {}
        report = answer(ledger, "material", Filter(first_day=first, last_day=last, **chosen))
        compare(report, Again(*told, first=first, last=last, organisation=organisation))


def test_what_facts_alone_can_say_is_said(ledger, told):
    """Without a single leg: how often each thing happened, and the grams on certificates and receptions of waste."""
    _legs, facts, _marks = told
    lines = {fact.code: sum(line.count for line in fact.lines) for fact in facts.values() if fact.kind == "lot_opened"}
    for first, last in QUARTERS:
        report = answer(ledger, "mass", Filter(first_day=first, last_day=last))
        here = defaultdict(list)
        for fact in facts.values():
            if first <= fact.occurred_on <= last:
                here[fact.kind].append(fact)
        counted = {
            "hand_overs": sum(lines.get(fact.code, 1) for fact in here["handed_over"]),
            "returns": len(here["returned"]),
            "after_sales": len(here["taken_in"]),
            "losses": len(here["lost"]),
            "finds": len(here["found"]),
            "transfers": len(here["transferred"]),
            "discards": len(here["discarded"]),
            "parts_removed": len(here["part_removed"]) + len(here["media_destroyed"]),
        }
        assert {id: report.figure(f"{id}_units").value for id in counted} == counted
        fractions = [fraction for fact in here["treatment_certified"] for fraction in fact.fractions]
        assert report.figure("certified").value == sum(fraction.grams for fraction in fractions)
        assert report.figure("accepted").value == sum(fact.net for fact in here["lot_received"])


def test_the_year_shows_every_figure_but_those_named_here(ledger):
    """A comparison of zeros would prove little."""
    report = answer(ledger, "material", Filter(first_day=date(2025, 1, 1), last_day=date(2025, 12, 31)))
    grams = [figure for figure in report.figures if figure.unit == "g" and figure.group not in ("averages", "openings")]
    assert {figure.id for figure in grams if not figure.value} == AT_ZERO
