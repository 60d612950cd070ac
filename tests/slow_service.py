"""Service once more, the dumb way: every thing followed one by one, from the facts alone.

Built on the model of the books (``books.model``), which uses nothing of ``lifecycle.journey``; nothing of
``lifecycle.reports`` is used here either. A line of ten keyboards is ten things.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from books.model import Item, Model, Spot

IN_USE = {"use", "support"}
A_MONTH = Decimal("365.25") / 12


def in_months(days: int) -> int:
    return int((Decimal(days) / A_MONTH).quantize(Decimal(1), ROUND_HALF_UP))


@dataclass
class Use:
    """One thing in one use."""

    item: str
    category: str
    organisation: str
    place: str
    line: str
    handed: date
    last: date
    record: bool
    parts: list[str]
    prior: int
    purchase: int
    first: int | None
    """Its rank among the things of its item, where it serves for the first time."""
    ended: bool = False
    after_sales: list[tuple[date, str]] = field(default_factory=list)

    @property
    def days(self) -> int:
        return (self.last - self.handed).days

    @property
    def words(self) -> str:
        if not self.record:
            return ""
        return " ".join(["workshop", *sorted(set(self.parts))])


@dataclass
class Thing:
    served: int = 0
    use: Use | None = None


class Service(Model):
    """All uses of facts told in this order, as known after the last."""

    def __init__(self, facts, reference) -> None:
        self.uses: list[Use] = []
        self.in_use: defaultdict[str, list[Thing]] = defaultdict(list)
        self.lost_ones: defaultdict[str, list[Thing]] = defaultdict(list)
        self.back_ones: defaultdict[str, list[Thing]] = defaultdict(list)
        self.given: Counter[str] = Counter()
        self.recorded: set[str] = set()
        self.pending: defaultdict[str, dict[str, str]] = defaultdict(dict)
        """Machine -> the parts in it that nobody has used yet, each with its kind."""
        self.unused: dict[str, str] = {}
        """New part that nobody has used yet -> its kind."""
        self.entered: list[tuple[str, date, str, str, int]] = []
        self.donors: dict[str, str] = {}
        self.came_from: dict[str, str] = {}
        """Thing -> kind of who had it before."""
        self.trips: list = []
        self.swapped_days = 0
        self.handed_to: list[tuple[str, int, str, Item, str, str, date]] = []
        """Whose hand-over: subject, rank of the fact, its number, the thing, by whom, where, when."""
        self.answered: list[tuple[str, int, str | None, str, date]] = []
        super().__init__(facts, reference)

    @property
    def fact(self):
        return self.life[self.rank]

    # --- what goes into use and out of it ----------------------------------------------------------

    def move(self, item: Item, spot: Spot, grams=None, units=None, **changes: str) -> None:
        count = spot.units if units is None else units
        was, becomes = spot.account in IN_USE, changes.get("account", spot.account) in IN_USE
        if item.origin in {"body", "line"} and count and was != becomes:
            if becomes:
                place, organisation = changes.get("place", spot.place), changes.get("organisation", spot.organisation)
                self.goes_in(item, count, place, organisation, changes.get("line", spot.line))
                if self.fact.kind == "handed_over":
                    whose = item.id if item.origin == "body" else self.name(self.fact.subject)
                    told = (whose, self.rank, self.fact.handover, item, organisation, place, self.fact.occurred_on)
                    self.handed_to.append(told)
            else:
                self.comes_out(item, count)
        super().move(item, spot, grams, units, **changes)

    def goes_in(self, item: Item, count: int, place: str, organisation: str, line: str) -> None:
        for _ in range(count):
            if self.fact.kind == "found":
                if not self.lost_ones[item.id]:
                    continue  # it was in stock when it was lost, and came back into use: nobody handed it over
                thing = self.lost_ones[item.id].pop(0)
                thing.use.last = self.fact.occurred_on
                self.in_use[item.id].append(thing)
                continue
            first = None
            if self.back_ones[item.id]:
                thing = self.back_ones[item.id].pop(0)
            elif self.lost_ones[item.id]:
                thing = self.lost_ones[item.id].pop(0)
                thing.served += thing.use.days
            else:
                thing, first = Thing(), self.given[item.id]
                self.given[item.id] += 1
            day = self.fact.occurred_on
            told = self.pending.pop(item.id, {})
            parts = list(told.values())
            for part in told:
                self.unused.pop(part)
            thing.use = Use(
                item.id, item.category, organisation, place, line, day, day, item.id in self.recorded, parts,
                max(thing.served, self.swapped_days), self.swapped_days, first,
            )  # fmt: skip
            self.uses.append(thing.use)
            self.in_use[item.id].append(thing)

    def comes_out(self, item: Item, count: int) -> None:
        for _ in range(count):
            if not self.in_use[item.id]:
                continue
            thing = self.in_use[item.id].pop(0)
            if self.fact.kind == "lost":
                self.lost_ones[item.id].append(thing)
                continue
            thing.use.last, thing.use.ended = self.fact.occurred_on, True
            thing.served += thing.use.days
            self.back_ones[item.id].append(thing)
        self.back_ones[item.id].sort(key=lambda thing: -thing.served)
        if not self.in_use[item.id]:
            self.recorded.discard(item.id)

    def handed_over(self, fact) -> None:
        """A device given in exchange carries on what the other stood for."""
        self.swapped_days = 0
        if fact.replaces is not None:
            others = self.in_use[self.name(f"device:{fact.replaces}")]
            days = [one.use.purchase + (fact.occurred_on - one.use.handed).days for one in others]
            self.swapped_days = max(days, default=0)
        super().handed_over(fact)
        self.swapped_days = 0

    # --- what proves a use -------------------------------------------------------------------------

    def seen(self, fact) -> None:
        subject, line = self.name(fact.subject), getattr(fact, "line", None)
        items = [subject]
        if subject.startswith("lot:"):
            items = [item for item in self.lots[subject].lines if line is None or item == f"{subject}#{line}"]
        for item in items:
            for thing in self.in_use[item]:
                thing.use.last = max(thing.use.last, fact.occurred_on)

    use_confirmed = support_given = seen

    def taken_in(self, fact) -> None:
        super().taken_in(fact)
        self.seen(fact)

    def given_back(self, fact) -> None:
        super().given_back(fact)
        self.seen(fact)

    def substitution_answered(self, fact) -> None:
        self.answered.append((self.name(fact.subject), self.rank, fact.handover_id, fact.answer, fact.occurred_on))

    # --- what the workshop wrote -------------------------------------------------------------------

    def worked(self, fact) -> None:
        subject = self.name(fact.subject)
        if not self.in_use[subject]:
            self.recorded.add(subject)

    repaired = tested = made_ready = worked

    def part_installed(self, fact) -> None:
        super().part_installed(fact)
        self.worked(fact)
        subject = self.name(fact.subject)
        if fact.new:
            self.unused[fact.part] = fact.part_kind
        if fact.part in self.unused and self.in_use[subject]:
            self.in_use[subject][0].use.after_sales.append((fact.occurred_on, self.unused.pop(fact.part)))
        elif fact.part in self.unused:
            self.pending[subject][fact.part] = self.unused[fact.part]

    def part_removed(self, fact) -> None:
        super().part_removed(fact)
        self.pending[self.name(fact.subject)].pop(fact.part, None)

    # --- what trips brought ------------------------------------------------------------------------

    def donation_announced(self, fact) -> None:
        if fact.donor:
            self.donors[self.name(fact.subject)] = fact.donor

    def collected(self, fact) -> None:
        super().collected(fact)
        self.trips.append(fact)

    def received(self, fact) -> None:
        if self.name(fact.subject) not in self.items:
            self.entered.append((self.name(fact.subject), fact.occurred_on, fact.acting, self.donor_of(fact), 1))
            self.came_from[self.name(fact.subject)] = fact.donor_kind
        super().received(fact)

    def lot_opened(self, fact) -> None:
        super().lot_opened(fact)
        for rank, line in enumerate(fact.lines, start=1):
            name = f"{fact.subject}#{rank}"
            self.entered.append((name, fact.occurred_on, fact.acting, self.donor_of(fact), line.count))
            self.came_from[name] = fact.donor_kind

    def lot_received(self, fact) -> None:
        known = set(self.items)
        super().lot_received(fact)
        self.came_from |= dict.fromkeys(set(self.items) - known, fact.producer_kind)

    def donor_of(self, fact) -> str:
        return fact.donor or self.donors.get(self.name(fact.subject), "")

    def metres(self) -> dict[tuple[str, str], list[list[int]]]:
        """(item, vehicle) -> for each trip, the metres of each of its things."""
        found: defaultdict[tuple[str, str], list[list[int]]] = defaultdict(list)
        for trip in self.trips:
            subject = self.name(trip.subject)
            if subject.startswith("device:"):
                found[subject, trip.vehicle].append([trip.metres])
                continue
            things = []
            for item, day, acting, donor, units in sorted(self.entered):
                of_lot = subject.startswith("lot:") and item.partition("#")[0] == subject
                of_donor = (f"organisation:{donor}", acting, day) == (subject, trip.acting, trip.occurred_on)
                if of_lot or of_donor:
                    things += [item] * units
            if not things:
                continue
            by_item: defaultdict[str, list[int]] = defaultdict(list)
            for rank, item in enumerate(things):
                each, over = divmod(trip.metres, len(things))
                by_item[item].append(each + (rank < over))
            for item, metres in by_item.items():
                found[item, trip.vehicle].append(metres)
        return found


class Perimeter:
    """The days asked for, and which uses are looked at."""

    def __init__(self, first=None, last=None, organisation=None, territory=None, category=None, device=None, lot=None):
        self.first, self.last = first or date.min, last or date.max
        self.organisation, self.territory, self.category = organisation, territory, category
        self.device, self.lot = device, lot

    def has_answer(self, whose: str, category: str, organisation: str, place: str, day: date) -> bool:
        return (
            day <= self.last
            and self.organisation in {None, organisation}
            and place.startswith(self.territory or "")
            and self.category in {None, category}
            and (self.device is None or whose == f"device:{self.device}")
            and (self.lot is None or whose == f"lot:{self.lot}")
        )

    def has(self, use: Use) -> bool:
        return (
            use.handed <= self.last
            and self.organisation in {None, use.organisation}
            and use.place.startswith(self.territory or "")
            and self.category in {None, use.category}
            and (self.device is None or use.item == f"device:{self.device}")
            and (self.lot is None or use.item.partition("#")[0] == f"lot:{self.lot}")
        )

    def within(self, day: date) -> bool:
        return self.first <= day <= self.last


class Slow:
    """What the cells must say."""

    def __init__(self, service: Service, asked: Perimeter) -> None:
        self.mine = [use for use in service.uses if asked.has(use)]
        self.claimed = [use for use in self.mine if use.line in {"reused", "prepared"}]
        self.asked, self.service = asked, service
        self.contested = sum(use not in self.claimed and asked.within(use.handed) for use in self.mine)
        self.devices = len(self.claimed)
        self.with_evidence = sum(use.ended or use.last > use.handed for use in self.claimed)

    def service_cells(self) -> Counter:
        found: Counter = Counter()
        for use in self.claimed:
            for year in range(use.handed.year, use.last.year + 1):
                first = max(date(year, 1, 1), self.asked.first)
                last = min(date(year, 12, 31), self.asked.last)
                if first > last:
                    continue
                start, end = self.months_on(use, first - timedelta(1)), self.months_on(use, last)
                if end > start:
                    found[year, use.category, use.words, use.handed.year, start, end] += 1
        return found

    @staticmethod
    def months_on(use: Use, day: date) -> int:
        return in_months(use.prior + max(0, (min(use.last, day) - use.handed).days))

    def burden(self) -> Counter:
        found: Counter = Counter()
        metres = self.service.metres()
        for use in self.claimed:
            key = (use.category, use.words, use.handed.year)
            if self.asked.within(use.handed):
                year = use.handed.year
                found[year, *key, "process" if use.record else "refurbishing"] += 1
                for kind in use.parts:
                    found[year, *key, f"part:{kind}"] += 1
                for (item, vehicle), trips in metres.items():
                    for each in trips:
                        if item == use.item and use.first is not None and use.first < len(each):
                            found[year, *key, f"transport:{vehicle}"] += each[use.first]
            for day, kind in use.after_sales:
                if self.asked.within(day):
                    found[day.year, *key, f"part:{kind}"] += 1
        return found

    def handed(self) -> Counter:
        within = [use for use in self.claimed if self.asked.within(use.handed)]
        return Counter((use.handed.year, use.category, use.words, in_months(use.prior)) for use in within)

    def survival(self) -> Counter:
        found: Counter = Counter()
        for use in self.claimed:
            upto = min(use.last, self.asked.last)
            found[use.category, in_months((upto - use.handed).days), use.ended and use.last <= self.asked.last] += 1
        return found

    def answers(self) -> Counter:
        """The last answer of each hand-over that was asked about, of those that are looked at."""
        last: dict[tuple[str, int], str] = {}
        looked_at: set[tuple[str, int]] = set()
        for whose, rank, number, answer, day in self.service.answered:
            before = [one for one in self.service.handed_to if one[0] == whose and one[1] < rank]
            before = [one for one in before if number in {None, one[2]}]
            if not before or day > self.asked.last:
                continue
            nearest = max(one[1] for one in before)
            things = [one for one in before if one[1] == nearest]
            category, organisation, place = (
                min(one[3].category for one in things), min(one[4] for one in things), min(one[5] for one in things),
            )  # fmt: skip
            last[whose, nearest] = answer
            if self.asked.has_answer(whose, category, organisation, place, things[0][6]):
                looked_at.add((whose, nearest))
        return Counter(last[one] for one in looked_at)

    def recycled(self, kinds: dict[str, str]) -> Counter:
        """Grams by year, category and kind of who had it; only what nobody narrows by place or by device."""
        found: Counter = Counter()
        for (day, item, account, _legal, _line, lot, organisation), grams in self.service.entries.items():
            thing = self.service.items[item]
            home = thing.home if thing.origin in {"harvested", "new"} else item
            if (
                account == "recycled"
                and self.asked.within(date.fromisoformat(day))
                and self.asked.organisation in {None, organisation}
                and self.asked.category in {None, thing.category}
                and self.asked.lot in {None, lot}
            ):
                found[int(day[:4]), thing.category, kinds.get(self.service.came_from.get(home, ""), "unknown")] += grams
        return Counter({key: grams for key, grams in found.items() if grams})
