"""Every figure can be taken apart: what each thing adds gives the figure back, to the gram, fact by fact."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from lives_of_use import Lives
from reports_memory import Told

from lifecycle import demonstration, reference
from lifecycle.columns import folder_of
from lifecycle.engine import open_engine
from lifecycle.ledger import Ledger
from lifecycle.reports import REPORTS, Filter, Report, Unanswerable
from lifecycle.reports.explaining import explain, explained, facts_of_ledger
from lifecycle.reports.impact.basis import basis_of
from lifecycle.reports.impact.seen import Each, service_cells
from lifecycle.words import Sentence

YEAR = {"first_day": date(2025, 1, 1), "last_day": date(2025, 12, 31)}
ASKED = {
    "all": Filter(),
    "year": Filter(**YEAR),
    "cut": Filter(first_day=date(2025, 3, 5), last_day=date(2025, 10, 20)),
    "organisation": Filter(organisation="ORDIS", **YEAR),
    "territory": Filter(territory="44", **YEAR),
    "category": Filter(category="laptop"),
    "as_of": Filter(as_of=1500),
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A year of one association."""
    with demonstration.build(tmp_path_factory.mktemp("explained") / "lifecycle.db") as built:
        yield built


@pytest.fixture(scope="module")
def engine(ledger: Ledger):
    with open_engine(ledger, folder_of(ledger.path)) as found:
        yield found


NOTHING = Report("", Sentence("nothing"), Filter(), "", 0, "")


def answered(engine, name: str, asked: Filter):
    """The figures of a report; none where it cannot be asked that."""
    try:
        return REPORTS[name].answer(engine, asked, reference.load(), "")
    except Unanswerable:
        return NOTHING


RANDOM = {
    "all": Filter(),
    "2023": Filter(first_day=date(2023, 1, 1), last_day=date(2023, 12, 31)),
    "cut": Filter(first_day=date(2022, 4, 9), last_day=date(2024, 2, 20), organisation="ASSO"),
    "device": Filter(device="PC-1"),
    "territory": Filter(territory="44"),
    "before": Filter(as_of=40),
}


@pytest.mark.parametrize("seed", range(6))
def test_things_give_the_figures_back_on_random_lives(tmp_path, seed: int):
    """Corrections, merged labels, exchanges, parts, losses, lines of uncoded things: each figure is its things' sum."""
    life = Lives(seed).life
    with open_engine(Told(life), tmp_path / "columns") as engine:
        for name in ("mass", "given", "grants", "territory", "impact"):
            for words, asked in RANDOM.items():
                report = answered(engine, name, asked)
                for figure in report.figures:
                    if figure.made_of.leaves:
                        found = sum(leaf.amount for leaf in figure.made_of.leaves(engine))
                        assert found == figure.value, f"{name}.{figure.id}, {words}"
                if name == "impact" and report is not NOTHING:
                    same_months(engine, report.filter)


def same_months(engine, asked: Filter) -> None:
    """The months of each use, told one by one, are the cells that the draws are fed with."""
    basis = basis_of(engine, asked, reference.load())
    each = Each(engine, asked, basis)
    found: Counter = Counter()
    for key, served in each.served().items():
        for cell in service_cells(key, served):
            found[cell[:-1]] += cell.devices
    assert found == Counter({cell[:-1]: cell.devices for cell in basis.cells.service})
    begun = [one for one in each.claimed if one.use.handed]
    assert all(one.facts for one in begun), "a use without its hand-over"
    assert all(len(one.facts) == 2 for one in begun if one.proven), "a use whose last evidence is in no fact"


def leaves(term):
    """What stands at the ends of a tree about things."""
    return [one for _depth, one in term.walk() if one.is_thing]


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("name", [name for name in REPORTS if name != "lot"])
def test_what_each_thing_adds_is_the_figure_to_the_gram(engine, name: str, asked: str):
    """All figures of all reports: those that add things up give their sum back, the others say what they follow from."""
    for figure in answered(engine, name, ASKED[asked]).figures:
        made = figure.made_of
        assert made is not None, f"{name}.{figure.id} does not say what it is made of"
        assert made.formula
        assert made.leaves or made.figures or made.values or made.tree, f"{name}.{figure.id} ends in nothing"
        if made.leaves:
            found = list(made.leaves(engine))
            assert sum(leaf.amount for leaf in found) == figure.value, f"{name}.{figure.id}"
            assert all(leaf.facts or name == "actors" for leaf in found), f"{name}.{figure.id}: a thing without a fact"


def test_what_each_thing_adds_to_a_lot_is_its_figure(engine):
    """The mass ladder of each lot of the year."""
    lots = engine.query("select distinct lot from leg where lot <> ''", {})["lot"].to_pylist()
    for lot in sorted(lots)[:8]:
        for figure in answered(engine, "lot", Filter(lot=lot)).figures:
            assert sum(leaf.amount for leaf in figure.made_of.leaves(engine)) == figure.value, f"{lot} {figure.id}"


@pytest.mark.parametrize("name", ["mass", "given", "fleet", "grants", "territory", "impact"])
def test_a_tree_ends_in_facts_of_the_ledger(ledger, engine, name: str):
    """Number, hash, kind and day of each fact are those that the ledger stores."""
    report = answered(engine, name, Filter(**YEAR))
    for figure in report.figures[:12]:
        for _depth, term in explained(engine, report, figure.id, facts_of_ledger(ledger)).term.walk():
            if term.fact is not None:
                entry = ledger.entry(term.fact.n)
                assert (entry.hash, entry.kind, entry.occurred_on) == term.fact[1:]


def test_cells_are_the_parts_and_things_are_the_cells(engine, ledger):
    """Mass re-used: the cells add up to the figure with its bounds, the things of a cell to the cell."""
    report = answered(engine, "mass", Filter(**YEAR))
    told = explained(engine, report, "reused", facts_of_ledger(ledger))
    figure = report.figure("reused").quantity
    for bound in ("central", "low", "high"):
        assert sum(getattr(cell.quantity, bound) for cell in told.term.parts) == getattr(figure, bound)
    for cell in told.term.parts:
        assert sum(leaf.quantity.central for leaf in cell.parts if leaf.is_thing) == cell.quantity.central
    defaults = [cell for cell in told.term.parts if any(part.factor for part in cell.parts)]
    assert defaults, "the year has things that nobody weighed"
    assert all(part.factor.source for cell in defaults for part in cell.parts if part.factor)


def test_a_rate_follows_from_its_figures(engine, ledger):
    """Directed over stock, in basis points; the target and the units needed follow from theirs."""
    report = answered(engine, "fleet", Filter(**YEAR))
    told = explained(engine, report, "rate", facts_of_ledger(ledger)).term
    directed, stock = (int(part.quantity.central) for part in told.parts)
    assert int(told.quantity.central) == (20_000 * directed + stock) // (2 * stock)
    needed = explained(engine, report, "needed", facts_of_ledger(ledger)).term
    assert [part.quantity.unit for part in needed.parts] == ["basis_points", "things", "things"]


def test_a_population_bears_its_vintage(engine, ledger):
    """Grams for 1,000 inhabitants: the mass, the inhabitants, the year for which they are told."""
    report = answered(engine, "territory", Filter(territory="44109", **YEAR))
    told = explained(engine, report, "collected_per_1000", facts_of_ledger(ledger)).term
    mass, inhabitants = told.parts
    assert inhabitants.quantity.sources
    assert "2026" in str(inhabitants.note)
    people = int(inhabitants.quantity.central)
    assert (2000 * int(mass.quantity.central) + people) // (2 * people) == int(told.quantity.central)


def test_months_of_devices_are_the_service_of_the_figure(engine):
    """Emissions: the months that the leaves tell are those of the cells that the draws are fed with."""
    same_months(engine, Filter(**YEAR).standing_at(engine))


def test_recycling_with_central_values_is_the_figure_where_nothing_has_bounds(engine, ledger):
    """Credit against landfill: no source gives bounds, so the tree says what the draws say, to the gram."""
    report = answered(engine, "impact", Filter(**YEAR))
    told = explained(engine, report, "recycling_gross", facts_of_ledger(ledger)).term
    assert round(told.parts[0].quantity.central * 1000) == report.figure("recycling_gross").value
    grams = sum(leaf.quantity.central for leaf in leaves(told)) * 1000
    assert grams == report.figure("recycled").value


def test_an_unknown_figure_is_refused_with_the_known_ones(ledger):
    """``mass.blob``, ``blob.x``, and a report that has tables only."""
    with pytest.raises(Unanswerable, match="it has reused, reused_units"):
        explain(ledger, "mass", "blob")
    with pytest.raises(Unanswerable, match="known: mass, material"):
        explain(ledger, "blob", "x")
    with pytest.raises(Unanswerable, match="tables and no figure"):
        explain(ledger, "flows", "x")
