"""The books once more, the dumb way: everything computed anew, from all facts in force, in order of life.

Written from the book-keeping page alone, to be compared with ``lifecycle.journey``, of which
it uses nothing. It refuses nothing: it is told only what was accepted. Grams and units only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from lifecycle.events import Fact
from lifecycle.reference import Reference

PLACES = ["stock", "parts", "use", "support", "transit", "operator", "passed_on", "lost"]
"""How far along a thing is."""
OPEN = {"outside", "estimate", "reweighing"}
MEASURED = {"weighed", "document", "stated", "share"}
CHANGES_THE_MACHINE = {
    "part_removed",
    "part_installed",
    "media_destroyed",
    "handed_over",
    "returned",
    "transferred",
    "lot_packed",
    "lot_unpacked",
    "lost",
}
ENDS = {
    "recycling": "recycled",
    "energy_recovery": "other_recovery",
    "other_recovery": "other_recovery",
    "disposal": "disposed",
}


@dataclass
class Spot:
    """So many grams in one account, and all that is said of them there."""

    account: str
    organisation: str
    place: str = ""
    legal: str = ""
    line: str = ""
    lot: str = ""
    proof: str = ""
    source: str = ""
    served: bool = False
    grams: int = 0
    units: int = 0

    def is_like(self, other: Spot) -> bool:
        return replace(self, grams=0, units=0) == replace(other, grams=0, units=0)


@dataclass
class Item:
    id: str
    category: str
    origin: str
    home: str
    own_g: int
    own_source: str
    spots: list[Spot] = field(default_factory=list)
    lost_from: str = ""
    lost_with: str = ""

    @property
    def weighed(self) -> bool:
        return self.own_source in {"weighed", "document", "stated"}


@dataclass
class LotFile:
    stage: str = "none"
    before_loss: str = ""
    waste_code: str = ""
    sent_to: str = ""
    lines: list[str] = field(default_factory=list)
    certificates: list[tuple[set[str], list[tuple[str, Spot, int, int]]]] = field(default_factory=list)
    arrival: list[tuple[str, Spot, int, int]] = field(default_factory=list)
    before_arrival: str = ""


def in_force(facts: Sequence[Fact]) -> list[bool]:
    """A fact is void if a correction in force voids it, or if it replaced something in a void correction."""
    corrections = [(i, fact) for i, fact in enumerate(facts) if fact.kind == "corrected"]
    known: dict[int, bool] = {}

    def stands(i: int) -> bool:
        if i not in known:
            me = facts[i].event_id
            known[i] = not any(
                (me in fact.voids and stands(c)) or (me in fact.replacements and not stands(c))
                for c, fact in corrections
            )
        return known[i]

    return [stands(i) for i in range(len(facts))]


def by_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """Whole grams in proportion, the largest remainders first, then the first in order."""
    if not sum(weights):
        weights = [1] * len(weights)
    exact = [divmod(total * weight, sum(weights)) for weight in weights]
    shares = [whole for whole, _ in exact]
    order = sorted(range(len(weights)), key=lambda i: exact[i][1], reverse=True)
    for i in order[: total - sum(shares)]:
        shares[i] += 1
    return shares


class Model:
    """The books of facts told in this order, as known after the last."""

    def __init__(self, facts: Sequence[Fact], reference: Reference) -> None:
        self.reference = reference
        self.entries: Counter[tuple[str, ...]] = Counter()
        self.unit_entries: Counter[tuple[str, ...]] = Counter()
        self.first_use: Counter[tuple[str, str]] = Counter()
        self.first_units: Counter[tuple[str, str]] = Counter()
        self.items: dict[str, Item] = {}
        self.host: dict[str, str] = {}
        self.lots: dict[str, LotFile] = {}
        self.from_entry: set[str] = set()
        self.collected_at: dict[str, str] = {}
        stands = in_force(facts)
        living = [(self._key(fact, n), fact) for n, fact in enumerate(facts) if stands[n]]
        self.facts = [fact for _, fact in living]
        self.links = self._labels(self.facts)
        self.life = [fact for _, fact in sorted(living, key=lambda pair: pair[0])]
        for rank, fact in enumerate(self.life):
            self.day, self.rank = fact.occurred_on.isoformat(), rank
            getattr(self, fact.kind, lambda fact: None)(fact)

    @staticmethod
    def _key(fact: Fact, n: int) -> tuple[object, ...]:
        if fact.occurred_at is None:
            time = (0.0 if fact.day_start else 24.0, 0, 0, 0)
        else:
            there = fact.occurred_at.astimezone(ZoneInfo("Europe/Paris"))
            time = (there.hour, there.minute, there.second, there.microsecond)
        return (fact.occurred_on, time, fact.stage, n)

    # --- labels ------------------------------------------------------------------------------------

    def _labels(self, facts: Iterable[Fact]) -> dict[str, str]:
        links: dict[str, str] = {}

        def root(code: str) -> str:
            while code in links:
                code = links[code]
            return code

        for fact in facts:
            if fact.kind in {"relabelled", "same_device"}:
                other = "device:" + (fact.new_code if fact.kind == "relabelled" else fact.same_as)
                if root(other) != root(fact.subject):
                    links[root(other)] = fact.subject
            elif fact.kind == "different_devices":
                other = f"device:{fact.different_from}"
                for child, parent in ((fact.subject, other), (other, fact.subject)):
                    if links.get(child) == parent:
                        del links[child]
        return links

    def name(self, subject: str) -> str:
        """The first code of a thing."""
        while subject in self.links:
            subject = self.links[subject]
        return subject

    # --- writing -----------------------------------------------------------------------------------

    def book(self, item: Item, spot: Spot, grams: int, units: int) -> None:
        said = ("",) * 4 if spot.account in OPEN else (spot.legal, spot.line, spot.lot, spot.organisation)
        key = (self.day, item.id, spot.account, *said)
        self.entries[key] += grams
        self.unit_entries[key] += units

    def put(self, item: Item, spot: Spot, grams: int, units: int, *, keep: bool = False) -> None:
        """Grams come to (or leave) a spot of an item; one that is empty is forgotten, unless it is to be kept."""
        self.book(item, spot, grams, units)
        if spot.account in OPEN or spot.account in ENDS.values() or spot.account == "treated":
            return
        for held in item.spots:
            if held.is_like(spot):
                held.grams += grams
                held.units += units
                break
        else:
            item.spots.append(replace(spot, grams=grams, units=units))
        if not keep:
            item.spots = [held for held in item.spots if held.grams or held.units]

    def move(self, item: Item, spot: Spot, grams: int | None = None, units: int | None = None, **changes: str) -> None:
        goal = replace(spot, **changes)
        if goal.is_like(spot):
            return
        grams = spot.grams if grams is None else grams
        units = spot.units if units is None else units
        self.put(item, spot, -grams, -units)
        self.put(item, self.serving(item, goal, grams, units), grams, units, keep=True)

    def serving(self, item: Item, goal: Spot, grams: int, units: int) -> Spot:
        """The same spot; grams that come into use there and never served are counted, once."""
        if goal.account not in {"use", "support"} or goal.served:
            return goal
        self.first_use[self.day, item.id] += grams
        self.first_units[self.day, item.id] += units
        return replace(goal, served=True)

    def reweigh(self, item: Item, spot: Spot, grams: int, source: str) -> None:
        against = "reweighing" if spot.source in MEASURED else "estimate"
        before, units = spot.grams, spot.units
        self.put(item, replace(spot, account=against), before - grams, 0)
        self.put(item, spot, -before, -units)
        self.put(item, replace(spot, source=source), grams, units, keep=True)

    # --- where things are --------------------------------------------------------------------------

    def mine(self, subject: str, *accounts: str, line: int | None = None) -> list[tuple[Item, Spot]]:
        """What a fact moves: the body and its parts, the part, or the content of the lot."""
        subject = self.name(subject)
        if subject.startswith("lot:"):
            found = self.content(subject, accounts)
            if line is not None:
                found = [(item, spot) for item, spot in found if item.id == f"{subject}#{line}"]
            if not found:
                lines = [self.items[i] for i in self.lots[subject].lines if line is None or i == f"{subject}#{line}"]
                found = [
                    (item, spot)
                    for item in lines
                    for spot in item.spots
                    if not spot.lot
                    or (spot.account == "lost" and spot.lot == subject[4:] and item.lost_with != subject)
                ]
            return [(item, spot) for item, spot in found if spot.account in accounts]
        return [(item, spot) for item in self.whole(subject) for spot in list(item.spots) if spot.account in accounts]

    def whole(self, subject: str) -> list[Item]:
        parts = sorted(part for part, host in self.host.items() if host == subject)
        own = [subject] if subject in self.items and subject not in self.host else []
        return [self.items[i] for i in own + parts]

    def content(self, lot: str, accounts: Sequence[str] = ("stock", "transit", "operator")) -> list[tuple[Item, Spot]]:
        code = lot.partition(":")[2]
        found = []
        for i in sorted(self.items):
            for spot in self.items[i].spots:
                with_it = self.lots[lot].stage == "lost" and self.items[i].lost_with == lot
                if spot.lot == code and spot.account in accounts and (spot.account != "lost" or with_it):
                    found.append((self.items[i], spot))
        return found

    def lot(self, subject: str) -> LotFile:
        return self.lots.setdefault(subject, LotFile())

    def default(self, category: str, count: int = 1) -> tuple[int, str]:
        found = None
        if category != "unsorted":
            found = self.reference.mass_g(category, on=self.life[self.rank].occurred_on)
        return (found.central * count, "default") if found else (0, "unknown")

    def plausible(self, category: str, grams: int, count: int = 1) -> bool:
        day = self.life[self.rank].occurred_on
        return category == "unsorted" or self.reference.plausible_mass(category, -(-grams // max(1, count)), on=day)

    def where(self, fact: Fact) -> dict[str, str]:
        return {"place": fact.place} if fact.place else {}

    # --- arrival -----------------------------------------------------------------------------------

    def collected(self, fact: Fact) -> None:
        self.collected_at[self.name(fact.subject)] = fact.place or ""

    def received(self, fact: Fact) -> None:
        subject = self.name(fact.subject)
        if subject in self.items:
            legal = {"legal": "WASTE"} if fact.legal == "WASTE" else {}
            for item, spot in self.mine(subject, "use", "support", "passed_on"):
                back = {"account": "stock", "organisation": fact.acting, "line": "", "lot": "", "proof": ""}
                self.move(item, spot, **back, **legal, **self.where(fact))
            return
        grams, source = self.default(fact.category)
        for later in self.life[self.rank + 1 :]:
            if subject not in {self.name(s) for s in (later.subject, *later.also)}:
                continue
            if later.kind in CHANGES_THE_MACHINE:
                break
            if later.kind == "weighed" and self.plausible(fact.category, later.grams):
                grams, source = later.grams, "weighed" if later.source == "scale" else "document"
                self.from_entry.add(later.event_id)
                break
        item = Item(subject, fact.category, "body", subject, grams, source)
        self.items[subject] = item
        place = fact.place or self.collected_at.get(subject, "")
        spot = Spot("stock", fact.acting, place=place, legal=fact.legal, source=source)
        self.put(item, replace(spot, account="outside"), -grams, -1)
        self.put(item, spot, grams, 1)

    def weighed(self, fact: Fact) -> None:
        if fact.event_id in self.from_entry:
            return
        subject = self.name(fact.subject)
        if subject.startswith("lot:"):
            subject = f"{subject}#{fact.line}"
        item = self.items[subject]
        parts = sum(s.grams for p, host in self.host.items() if host == subject for s in self.items[p].spots)
        if not self.plausible(item.category, fact.grams, sum(s.units for s in item.spots)) or fact.grams < parts:
            return
        item.own_g, item.own_source = fact.grams - parts, "weighed" if fact.source == "scale" else "document"
        spots = list(item.spots)
        shares = by_remainder(item.own_g, [spot.grams for spot in spots])
        for spot, share in zip(spots, shares, strict=True):
            self.reweigh(item, replace(spot), share, item.own_source)

    # --- workshop ----------------------------------------------------------------------------------

    def part_removed(self, fact: Fact) -> None:
        part = f"part:{fact.part}"
        if self.host.get(part) == self.name(fact.subject):
            del self.host[part]
            item = self.items[part]
            (spot,) = item.spots
            self.move(item, spot, account="parts", line="", lot="", proof="")
            self.a_unit(item, 1)
        else:
            self.cut(fact, None)

    def media_destroyed(self, fact: Fact) -> None:
        self.cut(fact, "WASTE")

    def cut(self, fact: Fact, legal: str | None) -> None:
        body = self.items[self.name(fact.subject)]
        (spot,) = body.spots
        category = self.reference.part_kind(fact.part_kind).category
        item = Item(f"part:{fact.part}", category, "harvested", body.id, fact.grams, "stated")
        self.items[item.id] = item
        body.own_g = max(0, body.own_g - fact.grams)
        loose = replace(
            spot, account="parts", line="", lot="", proof="", source="stated", legal=legal or spot.legal, served=False
        )
        self.put(body, spot, -fact.grams, 0)
        self.put(item, loose, fact.grams, 0)
        self.a_unit(item, 1)

    def a_unit(self, item: Item, units: int) -> None:
        """Loose, a part is one thing; inside a host it is none."""
        (spot,) = item.spots
        self.put(item, replace(spot, account="outside"), 0, -units)
        self.put(item, spot, 0, units, keep=True)

    def part_installed(self, fact: Fact) -> None:
        host, part = self.name(fact.subject), f"part:{fact.part}"
        there = max(reversed(self.items[host].spots), key=lambda spot: (PLACES.index(spot.account), spot.lot != ""))
        if fact.new:
            category = self.reference.part_kind(fact.part_kind).category
            item = Item(part, category, "new", host, fact.grams, "stated")
            self.items[part] = item
            line = "new" if there.line else ""
            spot = replace(there, legal="PRODUCT", line=line, proof="", source="stated", served=False)
            self.put(item, replace(spot, account="outside"), -fact.grams, 0)
            self.put(item, self.serving(item, spot, fact.grams, 0), fact.grams, 0)
        else:
            item = self.items[part]
            self.a_unit(item, -item.spots[0].units)
            (spot,) = item.spots
            line = self.line_of(item, host, spot.legal) if there.line else ""
            goal = {name: getattr(there, name) for name in ("account", "organisation", "place", "lot")}
            self.move(item, spot, line=line, **goal)
        self.host[part] = host

    @staticmethod
    def line_of(item: Item, holder: str, legal: str) -> str:
        if item.origin == "new":
            return "new"
        if legal == "WASTE":
            return "contested"
        if item.origin == "harvested" and item.home != holder:
            return "parts"
        return "prepared" if legal == "ENDED_WASTE" else "reused"

    # --- use ---------------------------------------------------------------------------------------

    def handed_over(self, fact: Fact) -> None:
        for item, spot in self.mine(fact.subject, "stock", "parts", line=fact.line):
            line = self.line_of(item, self.host.get(item.id, item.id), spot.legal)
            to = {"account": "use", "organisation": fact.acting, "line": line, "lot": "", "proof": ""}
            self.move(item, spot, **to, **self.where(fact))
        if fact.replaces is not None:
            self._back(f"device:{fact.replaces}", fact)

    def returned(self, fact: Fact) -> None:
        self._back(fact.subject, fact, fact.line)

    def _back(self, subject: str, fact: Fact, line: int | None = None) -> None:
        for item, spot in self.mine(subject, "use", "support", line=line):
            back = {"account": "stock", "organisation": fact.acting, "line": "", "lot": "", "proof": ""}
            self.move(item, spot, **back, **self.where(fact))

    def taken_in(self, fact: Fact) -> None:
        for item, spot in self.mine(fact.subject, "use", line=fact.line):
            self.move(item, spot, account="support")

    def given_back(self, fact: Fact) -> None:
        for item, spot in self.mine(fact.subject, "support", line=fact.line):
            self.move(item, spot, account="use")

    def transferred(self, fact: Fact) -> None:
        if fact.custody:
            for item, spot in self.mine(fact.subject, "stock", "parts", line=fact.line):
                to = {"account": "passed_on", "organisation": fact.to, "lot": "", "proof": ""}
                self.move(item, spot, **to, **self.where(fact))

    def lost(self, fact: Fact) -> None:
        subject = self.name(fact.subject)
        for item, spot in self.mine(subject, "stock", "parts", "use", "support", "transit", line=fact.line):
            item.lost_from, item.lost_with = spot.account, f"{subject}#{fact.line}" if fact.line else subject
            self.move(item, spot, account="lost")
        if fact.line:
            return
        code = subject.partition(":")[2]
        if subject.startswith("lot:") and any(s.lot == code for i in self.items.values() for s in i.spots):
            file = self.lot(subject)
            file.before_loss, file.stage = file.stage, "lost"

    def found(self, fact: Fact) -> None:
        subject = self.name(fact.subject)
        whole_lot = subject.startswith("lot:") and self.lots[subject].stage == "lost" and fact.line is None
        things = self.mine(subject, "lost", line=fact.line)
        if whole_lot:
            self.lots[subject].stage = self.lots[subject].before_loss if fact.where == "holder" else "open"
        for item, spot in things:
            if fact.where == "holder":
                self.move(item, spot, account=item.lost_from)
                continue
            account = "parts" if subject.startswith("part:") else "stock"
            alone = {} if whole_lot else {"lot": "", "proof": ""}
            self.move(item, spot, account=account, organisation=fact.acting, line="", **alone, **self.where(fact))

    # --- end ---------------------------------------------------------------------------------------

    def discarded(self, fact: Fact) -> None:
        for item, spot in self.mine(fact.subject, "stock", "parts", "use", "support", line=fact.line):
            organisation = fact.acting if spot.account in {"use", "support"} else spot.organisation
            self.move(item, spot, account="stock", organisation=organisation, legal="WASTE", line="")

    def waste_ended(self, fact: Fact) -> None:
        for item, spot in self.mine(fact.subject, "stock", "parts", "operator", line=fact.line):
            if spot.legal == "WASTE":
                self.move(item, spot, legal="ENDED_WASTE")

    def lot_opened(self, fact: Fact) -> None:
        file = self.lot(fact.subject)
        file.stage, file.waste_code = "open", fact.waste_code or ""
        self._lines(fact, [line.model_dump() for line in fact.lines], None, account="stock", legal=fact.legal)

    def _lines(self, fact: Fact, lines: Sequence, net: int | None, *, account: str, legal: str) -> None:
        file, made = self.lot(fact.subject), []
        for rank, line in enumerate(lines, start=1):
            default, source = self.default(line["category"], line["count"])
            if line["grams"] is not None and not self.plausible(line["category"], line["grams"], line["count"]):
                line = {**line, "grams": None}
            is_weighed = line["weighed"] and line["grams"] is not None
            grams = default if line["grams"] is None else line["grams"]
            own = grams if is_weighed or (source == "unknown" and line["grams"] is not None) else default
            item = Item(
                f"{fact.subject}#{rank}", line["category"], "line", "", own, "weighed" if is_weighed else source
            )
            source = "weighed" if is_weighed else source if line["grams"] is None else "estimated"
            made.append((item, grams, source, line["count"]))
            self.items[item.id] = item
            file.lines.append(item.id)
        shares = [grams for _, grams, _, _ in made]
        if net is not None:
            shared = self.shares(net, [item for item, _, _, _ in made], [item.own_g for item, _, _, _ in made])
            counts = [count for _, _, _, count in made]
            if all(
                item.category == "unsorted" or not self.too_heavy(item.category, g, n)
                for (item, *_), g, n in zip(made, shared, counts, strict=True)
            ):
                shares = shared
            else:
                net = None
        for (item, stated, source, count), grams in zip(made, shares, strict=True):
            if net is not None and not (item.weighed and grams == stated):
                source = "share"
            place = fact.place or (self.collected_at.get(fact.subject, "") if account == "stock" else "")
            spot = Spot(account, fact.acting, place=place, legal=legal, lot=fact.code, source=source)
            self.put(item, replace(spot, account="outside"), -grams, -count)
            self.put(item, spot, grams, count)

    def lot_packed(self, fact: Fact) -> None:
        self.lot(fact.subject).stage = "open"
        for subject in fact.members:
            for item, spot in self.mine(subject, "stock", "parts"):
                self.move(item, spot, account="stock", lot=fact.code)

    def lot_unpacked(self, fact: Fact) -> None:
        for subject in fact.members:
            for item in self.whole(self.name(subject)):
                for spot in list(item.spots):
                    if spot.lot == fact.code and spot.account in {"stock", "operator", "transit"}:
                        self.move(item, spot, account="stock", lot="", proof="")

    def lot_dispatched(self, fact: Fact) -> None:
        file = self.lot(fact.subject)
        file.stage, file.waste_code = "transit", fact.waste_code or file.waste_code
        file.sent_to = fact.destination
        for item, spot in self.content(fact.subject):
            self.move(item, spot, account="transit")
        if fact.grams is not None and fact.weighed:
            self.apportion(fact.subject, fact.grams)

    def lot_received(self, fact: Fact) -> None:
        file = self.lot(fact.subject)
        file.waste_code = fact.waste_code or file.waste_code
        net = fact.net
        if file.stage in {"none", "expected"}:
            if net is None and fact.gross is not None:
                net = fact.gross - (fact.tare or 0)
            file.stage = "operator"
            lines = [line.model_dump() for line in fact.lines]
            lines = lines or [{"category": "unsorted", "count": 1, "grams": net, "weighed": net is not None}]
            self._lines(fact, lines, net, account="operator", legal="WASTE")
            return
        refused_g = sum(self._refused(fact, refusal) for refusal in fact.refused)
        if net is None and fact.gross is not None:
            net = fact.gross - (fact.tare or 0) - refused_g
        rest = self.content(fact.subject)
        file.stage = "operator" if any(spot.legal == "WASTE" for _, spot in rest) else "open"
        for item, spot in rest:
            account = "operator" if spot.legal == "WASTE" else "stock"
            self.move(item, spot, account=account, organisation=fact.acting, **self.where(fact))
        if net is not None and rest:
            self.apportion(fact.subject, net)

    def _refused(self, fact: Fact, refusal) -> int:
        if refusal.line is not None:
            names = {f"{fact.subject}#{refusal.line}"}
        else:
            subject = f"device:{refusal.device}" if refusal.device else f"part:{refusal.part}"
            names = {item.id for item in self.whole(self.name(subject))}
        things = [(item, spot) for item, spot in self.content(fact.subject) if item.id in names]
        back = refusal.taken_back_by or things[0][1].organisation
        total = 0
        for item, spot in things:
            grams, units = spot.grams, spot.units
            if refusal.line is not None and refusal.grams is not None:
                grams, units = refusal.grams, units if refusal.count is None else refusal.count
            elif refusal.line is not None and refusal.count is not None:
                grams, units = by_remainder(grams, [refusal.count, units - refusal.count])[0], refusal.count
            total += grams
            self.move(item, spot, grams, units, account="stock", organisation=back, lot="", proof="")
        return total

    def shares(self, net: int, items: Sequence[Item], own: Sequence[int]) -> list[int]:
        """Of a lot's net: the weighed keep theirs, the others share the rest; else all are scaled."""
        rest = net - sum(g for item, g in zip(items, own, strict=True) if item.weighed)
        others = [i for i, item in enumerate(items) if not item.weighed]
        if not others or rest < len(others):
            return by_remainder(net, own)
        shares = list(own)
        for i, grams in zip(others, by_remainder(rest, [own[i] for i in others]), strict=True):
            shares[i] = grams
        return shares

    def apportion(self, lot: str, net: int) -> None:
        inside = [(item, replace(spot)) for item, spot in self.content(lot)]
        own = []
        for item, spot in inside:
            here, everywhere = spot.grams, sum(s.grams for s in item.spots)
            split = len(item.spots) > 1 and everywhere
            own.append(item.own_g * here // everywhere if split else item.own_g)
        shares = self.shares(net, [item for item, _ in inside], own)
        if not self.within_reason(inside, shares):
            return
        for (item, spot), grams in zip(inside, shares, strict=True):
            if grams == spot.grams and spot.source in MEASURED:
                continue
            source = item.own_source if item.weighed and grams == item.own_g else "share"
            self.reweigh(item, spot, grams, source)

    def too_heavy(self, category: str, grams: int, count: int) -> bool:
        """More for each thing than anything of its category may weigh."""
        _least, most = self.reference.plausible_bounds_g(category, on=self.life[self.rank].occurred_on)
        return -(-grams // count) > most

    def within_reason(self, inside: list[tuple[Item, Spot]], shares: Sequence[int]) -> bool:
        """Each thing (a machine with its parts, a loose part, a line) would still be one."""
        now = {item.id: sum(spot.grams for spot in item.spots) for item, _ in inside}
        for (item, spot), share in zip(inside, shares, strict=True):
            now[item.id] += share - spot.grams
        things = {self.host.get(i, i) for i in now}
        for thing in things:
            parts = [p for p, host in self.host.items() if host == thing]
            grams = sum(now.get(i, sum(s.grams for s in self.items[i].spots)) for i in [thing, *parts])
            count = 1 if thing.startswith("device:") else sum(s.units for s in self.items[thing].spots)
            category = self.items[thing].category
            if category == "unsorted" or not grams or not count:
                continue
            if self.too_heavy(category, grams, count):
                return False
        return True

    def lot_regrouped(self, fact: Fact) -> None:
        file = self.lot(fact.subject)
        for parent in fact.parents:
            source = self.lot(f"lot:{parent.lot}")
            if file.stage in {"none", "expected"}:
                file.stage, file.waste_code = source.stage, source.waste_code
            inside = self.content(f"lot:{parent.lot}")
            there = sum(spot.grams for _, spot in inside)
            grams = [spot.grams for _, spot in inside]
            units = [spot.units for _, spot in inside]
            if parent.grams is not None and parent.grams != there:
                grams = by_remainder(parent.grams, grams)
                units = by_remainder(parent.count or 0, units)
            for (item, spot), some_g, some in zip(inside, grams, units, strict=True):
                if some_g or some:
                    self.move(item, spot, some_g, some, lot=fact.code, proof="batch_share")

    # --- treatment ---------------------------------------------------------------------------------

    def authorised(self, operator: str, day: str, waste_code: str, categories: set[str]) -> bool:
        for deed in self.facts:
            if deed.kind != "authorisation_granted" or deed.code != operator or deed.activity != "treatment":
                continue
            if deed.valid_from.isoformat() > day or (deed.valid_to and deed.valid_to.isoformat() <= day):
                continue
            if deed.waste_codes and waste_code not in deed.waste_codes:
                continue
            if deed.categories and not categories <= set(deed.categories):
                continue
            if not any(
                void.kind == "authorisation_withdrawn"
                and (void.code, void.reference) == (operator, deed.reference)
                and void.void_from.isoformat() <= day
                for void in self.facts
            ):
                return True
        return False

    def treatment_certified(self, fact: Fact) -> None:
        file, inside = self.lot(fact.subject), self.content(fact.subject)
        categories = {item.category for item, _ in inside}
        if fact.proof == "flux" and fact.certificate_hash is None:
            return
        if not self.authorised(fact.acting, self.day, file.waste_code, categories):
            return
        if file.stage == "transit":
            if file.sent_to != fact.acting:
                return
        elif {spot.organisation for _, spot in inside} != {fact.acting}:
            return
        here = sum(spot.grams for _, spot in inside)
        covers = min(fact.covers_grams or here, here)
        if not self.reference.plausible_certificate(
            sum(one.grams for one in fact.fractions), covers_g=covers, on=fact.occurred_on
        ):
            return
        arrived = []
        for item, spot in inside:
            if spot.account != "operator":
                changes = {"account": "operator", "organisation": fact.acting, **self.where(fact)}
                arrived.append((item.id, replace(spot), -spot.grams, -spot.units))
                arrived.append((item.id, replace(spot, **changes), spot.grams, spot.units))
                self.move(item, spot, **changes)
        if arrived:
            if not file.arrival:
                file.before_arrival = file.stage
            file.arrival += arrived
        file.stage = "operator"
        file.certificates.append(({fact.event_id, fact.reference or fact.event_id}, self._treat(fact)))

    def _treat(self, fact: Fact) -> list[tuple[str, Spot, int, int]]:
        inside, done = self.content(fact.subject), []

        def put(item: Item, spot: Spot, grams: int, units: int) -> None:
            done.append((item.id, replace(spot), grams, units))
            self.put(item, spot, grams, units)

        remains = [spot.grams for _, spot in inside]
        covered = by_remainder(min(fact.covers_grams or sum(remains), sum(remains)), remains)
        left = [fraction.grams for fraction in fact.fractions]
        found = by_remainder(sum(left), covered)
        for (item, spot), expected, grams in zip(inside, covered, found, strict=True):
            at = replace(spot)
            pieces = by_remainder(grams, left) if sum(left) else [0] * len(left)
            awaiting = sum(
                piece for fraction, piece in zip(fact.fractions, pieces, strict=True) if not self.goes_to(fraction)
            )
            # What still awaits proof cannot be more than what the certificate covers.
            difference = grams - max(0, awaiting - expected) - expected
            put(item, replace(at, account="reweighing"), -difference, 0)
            put(item, at, difference, 0)
            for i, (fraction, piece) in enumerate(zip(fact.fractions, pieces, strict=True)):
                left[i] -= piece
                if account := self.goes_to(fraction):
                    put(item, at, -piece, 0)
                    put(item, replace(at, account=account), piece, 0)
            if units := sum(s.units for s in item.spots if s.is_like(at) and not s.grams):
                put(item, at, 0, -units)
                put(item, replace(at, account="treated"), 0, units)
        return done

    def goes_to(self, fraction) -> str:
        """Its account; none for storage, for a D code that recovers or an R code that disposes, for R 1 that recycles."""
        operation = self.reference.operation(fraction.operation)
        if operation is None or not operation.final or fraction.mode is None:
            return ""
        if (fraction.mode == "disposal") != fraction.operation.startswith("D"):
            return ""
        said = operation.modes | (operation.modes_in_public_doc or set())
        return "" if fraction.mode == "recycling" and "recycling" not in said else ENDS[fraction.mode]

    def certificate_withdrawn(self, fact: Fact) -> None:
        file = self.lot(fact.subject)
        named = [one for one in file.certificates if fact.certificate in one[0]][-1]
        file.certificates = [one for one in file.certificates if one is not named]
        self._undo(named[1])
        if file.certificates or not file.arrival:
            return
        came: Counter[tuple[str, str]] = Counter()
        spots = {}
        for i, spot, grams, _ in file.arrival:
            if spot.account == "operator":
                spots[i, repr(replace(spot, grams=0, units=0))] = spot
                came[i, repr(replace(spot, grams=0, units=0))] += grams
        there = all(
            any(held.is_like(spots[key]) and held.grams >= grams for held in self.items[key[0]].spots)
            for key, grams in came.items()
        )
        if there:
            self._undo(file.arrival)
            file.stage = file.before_arrival
        file.arrival = []

    def _undo(self, moves: Iterable[tuple[str, Spot, int, int]]) -> None:
        total: dict[tuple[str, str], list] = {}
        for i, spot, grams, units in moves:
            bare = replace(spot, grams=0, units=0)
            sums = total.setdefault((i, repr(bare)), [bare, 0, 0])
            sums[1] += grams
            sums[2] += units
        for (i, _), (spot, grams, units) in total.items():
            if grams or units:
                self.put(self.items[i], spot, -grams, -units)
