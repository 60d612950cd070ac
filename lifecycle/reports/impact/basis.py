"""What the figures of emissions rest on: the cells of a question, the values for them, and the draws."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lifecycle.engine import Engine
from lifecycle.impact.cells import Answers, BurdenCell, Cohort, Survival
from lifecycle.impact.needed import MONTHS, Reason, burden_factor, values_on, what_it_took
from lifecycle.impact.simulation import Simulated, Simulation
from lifecycle.impact.survival import Followed, restricted_mean
from lifecycle.reference import Reference
from lifecycle.reports.impact.declared import Values, values_of
from lifecycle.reports.question import LATEST, Filter, ask
from lifecycle.reports.service import Cells, Recycled, answers_of, beside_of, cells_of, recycled_of, uses_of, whose_rate


@dataclass(frozen=True)
class Basis:
    """All that the report says its figures with."""

    values: Values
    cells: Cells
    answers: Answers
    """What the recipients of these hand-overs said, up to the last day."""
    rated: Answers
    """What all recipients of the organisation said, on any day: the substitution rate rests on these."""
    recycled: Recycled
    lives: Mapping[str, Survival]
    """Category -> how long it was observed to serve, where enough ends were seen."""
    burden: list[BurdenCell]
    """What has a value; or that leaves its devices out."""
    unvalued: Mapping[str, int]
    """Vehicle or kind of part that no source values ("transport:tractor") -> metres or parts not in the figure."""
    left_out: Mapping[Cohort, Reason]
    """Devices of which something is in no figure of service -> the value that has no source."""
    nowhere: int
    """Things handed over without a word of where, where a territory is asked: nobody knows whether they are in it."""
    accrued: Simulated
    expected: Simulated
    credit: Simulated
    gross: Simulated

    @property
    def counted_by_category(self) -> Counter[str]:
        """Category -> hand-overs that the figure counts."""
        found: Counter[str] = Counter()
        for cohort, count in self.cells.active.items():
            if cohort not in self.left_out:
                found[cohort.category] += count
        return found


def basis_of(engine: Engine, filter: Filter, reference: Reference) -> Basis:
    """The cells of a filter that knows its position, and what our method makes of them."""
    beside = beside_of(engine, filter)
    values = values_of(engine, filter, beside, reference)
    uses = uses_of(engine, filter, beside, by_organisation=bool(values.apart))
    cells = cells_of(uses, filter, values.apart)
    answers = answers_of(engine, filter, beside, devices=cells.devices)
    rated = answers_of(engine, whose_rate(filter), beside, devices=0)
    recycled = recycled_of(engine, filter, beside)
    lives = _lives(values, cells, filter)
    on = filter.last_day or LATEST
    simulation = Simulation(values, rated, on=on)
    burden, unvalued = _valued(values, cells.burden)
    accrued = simulation.accrued(cells.service, burden)
    # A device seen within the days may have served less than a month in them: it is asked about all the same.
    unknown = {key: accrued.left_out.get(key) or simulation.left_out(key, key.begun) for key in cells.active}
    return Basis(
        values=values,
        cells=cells,
        answers=answers,
        rated=rated,
        recycled=recycled,
        lives=lives,
        burden=burden,
        unvalued=unvalued,
        left_out={key: reason for key, reason in unknown.items() if reason is not None},
        nowhere=_nowhere(engine, filter),
        accrued=accrued,
        expected=simulation.expected(cells.handed, burden, lives),
        credit=simulation.recycled(recycled.cells),
        gross=simulation.recycled(recycled.cells, additional=False),
    )


def _nowhere(engine: Engine, filter: Filter) -> int:
    if not filter.territory:
        return 0
    (row,) = ask(engine, "handed_over_nowhere", filter).to_pylist()
    return int(row["units"])


def _valued(values: Values, burden: list[BurdenCell]) -> tuple[list[BurdenCell], Mapping[str, int]]:
    """What has a value, and what is named apart: a record tells of parts without one, and leaves its devices out."""
    kept, unvalued = [], Counter[str]()
    for spent in burden:
        told_by_record = {"process", "refurbishing", *what_it_took(spent.record)}
        missing = isinstance(burden_factor(values, spent.category, spent.what, on=values_on(spent.year)), Reason)
        if missing and (spent.year != spent.begun or spent.what not in told_by_record):
            unvalued[spent.what] += spent.amount
        else:
            kept.append(spent)
    return kept, unvalued


def _lives(values: Values, cells: Cells, filter: Filter) -> dict[str, Survival]:
    """How long devices were observed to serve, up to the life of a new one, where enough ends were seen.

    An organisation that declares a second life is asked for no observation.
    """
    on = filter.last_day or LATEST
    threshold = values.factor("survey_threshold", "service", on=on)
    if threshold is None:
        return {}
    followed: defaultdict[str, list[Followed]] = defaultdict(list)
    for cell in cells.survival:
        followed[cell.category].append(Followed(cell.months, cell.ended, cell.devices))
    found = {}
    for kind in sorted({cell.category for cell in cells.handed}):
        category = kind.partition("@")[0]
        life = values.factor("life_new", kind, on=on)
        own = values.factor("second_life", kind, on=on)
        if life is None or (own is not None and own.source.startswith("declared:")):
            continue
        if sum(one.devices for one in followed[category] if one.ended) >= threshold.central:
            found[kind] = restricted_mean(followed[category], longest=float(life.central * Decimal(MONTHS)))
    return found
