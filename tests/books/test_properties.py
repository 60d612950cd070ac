"""Random lives, told in every order: what must hold of any books, and an independent model beside them.

``LIFECYCLE_HYPOTHESIS=long`` tells more and longer lives. Runs are derandomised otherwise: what
fails here fails again everywhere. A failing life is printed as text that ``Life.tell`` reads back.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from datetime import date, timedelta

from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from books.invariants import check_never_negative, check_sums, now
from books.life import Life
from books.memory import Memory, Refused
from books.model import OPEN, Model
from lifecycle.journey import StateRow

LONG = os.environ.get("LIFECYCLE_HYPOTHESIS") == "long"
SETTINGS = settings(
    max_examples=2500 if LONG else 120,
    stateful_step_count=60 if LONG else 35,
    derandomize=not LONG,
    print_blob=True,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    phases=(Phase.explicit, Phase.generate),  # the story is printed; shrinking random numbers takes minutes
    suppress_health_check=list(HealthCheck),
)

DEVICES = ("PC-1", "PC-2", "PC-3", "PC-4")
LABELS = ("PC-8", "PC-9")
PARTS = ("P-1", "P-2", "P-3")
LOTS = ("L-1", "L-2", "L-3")
CATEGORIES = {"laptop": (1500, 3200), "desktop": (5000, 12000), "monitor_medium": (3000, 8000)}
FIRST_DAY = date(2026, 1, 5)

DEVICE_KINDS = {
    "unknown": ["received"],
    "in_stock": [
        "weighed",
        "media_absent",
        "part_removed",
        "part_installed",
        "part_new",
        "media_destroyed",
        "handed_over",
        "transferred",
        "lost",
        "discarded",
        "discarded",
        "waste_ended",
        "lot_packed",
        "lot_packed",
        "lot_packed",
        "relabelled",
        "same_device",
        "different_devices",
    ],
    "in_lot": ["weighed", "lot_unpacked", "handed_over", "lost", "discarded", "waste_ended", "part_removed"],
    "in_use": ["taken_in", "returned", "lost", "discarded", "weighed", "received", "use_confirmed"],
    "in_support": ["given_back", "returned", "part_removed", "part_installed", "part_new", "swap", "lost"],
    "passed_on": ["received", "received", "weighed"],
    "in_transit": ["lost", "weighed"],
    "at_operator": ["lot_unpacked", "weighed", "part_removed", "waste_ended"],
    "lost": ["found"],
    "ended": ["found"],
}
LOT_KINDS = {
    "unknown": ["lot_opened", "lot_packed", "lot_from_nothing", "lot_packed"],
    "in_stock": [
        "lot_packed",
        "lot_dispatched",
        "lot_dispatched",
        "lot_regrouped",
        "lot_handed_over",
        "lot_line_over",
        "lot_line_over",
        "line_returned",
        "line_lost",
        "line_found",
        "lot_discarded",
        "lot_lost",
        "lot_transferred",
        "line_weighed",
        "treatment_certified",
    ],
    "in_transit": ["lot_received", "lot_received", "lot_received_in_part", "treatment_certified", "lot_lost"],
    "at_operator": [
        "treatment_certified",
        "treatment_certified",
        "certified_in_part",
        "lot_regrouped",
        "certificate_withdrawn",
        "waste_ended_lot",
        "line_weighed",
    ],
    "in_use": ["lot_returned", "lot_lost", "line_returned", "line_taken_in", "line_lost"],
    "in_support": ["line_given_back", "lot_returned"],
    "lost": ["lot_found", "line_found"],
    "ended": ["certificate_withdrawn", "lot_returned"],
    "passed_on": ["lot_discarded"],
}
ANY_DEVICE_KIND = [kind for kinds in DEVICE_KINDS.values() for kind in kinds]
ANY_LOT_KIND = [kind for kinds in LOT_KINDS.values() for kind in kinds]

# Even chances: Hypothesis' own numbers favour the smallest, and most lives would end at the door.
small = st.randoms(use_true_random=True).map(lambda dice: dice.randrange(5040))


class Books(RuleBasedStateMachine):
    """Facts of a few devices, parts and lots, told one after the other, many late, many impossible."""

    def __init__(self) -> None:
        super().__init__()
        self.life = Life()
        self.memory = self.life.memory
        self.today = FIRST_DAY
        self.story: list[str] = []
        self.batches: list[int] = [len(self.memory.recorded)]
        self.known: dict[int, Counter] = {}

    # --- telling -----------------------------------------------------------------------------------

    def day(self, gap: int, back: int) -> str:
        """The next day of the story; one fact in three is told late."""
        self.today += timedelta(days=gap % 4)
        when = self.today if back % 3 else max(FIRST_DAY, self.today - timedelta(days=back % 40))
        return when.isoformat()

    def tell(self, line: str) -> bool:
        """Tell a fact; where it is refused, nothing may have changed."""
        fact = self.life.fact(line)
        before = (len(self.memory.recorded), len(self.memory.legs), len(self.memory.marks))
        try:
            self.memory.append([fact])
        except Refused as refused:
            assert before == (len(self.memory.recorded), len(self.memory.legs), len(self.memory.marks))
            note(f"# refused: {line}: {refused}")
            return False
        note(line)
        self.story.append(line)
        self.batches.append(len(self.memory.recorded))
        return True

    def held(self, subject: str) -> str:
        row = self.memory.row(subject)
        return row.custody if row and row.custody else "unknown"

    def holder(self, subject: str) -> str:
        row = self.memory.row(subject)
        return (row.organisation if row else "") or "ASSO"

    @initialize(x=small)
    def they_arrive(self, x: int) -> None:
        """Three devices of one holder, two of them in one lot: most stories need them."""
        legal = ("PRODUCT", "WASTE")[x % 2]
        for code, category in zip(DEVICES[:3], CATEGORIES, strict=True):
            self.tell(f"{self.day(1, 1)} {code} received category={category} legal={legal}")
        self.tell(f"{self.day(1, 1)} L-1 lot_packed devices=[PC-1,PC-2]")

    @rule(what=small, which=small, pick=small, gap=small, back=small, x=small, y=small)
    def a_fact(self, what: int, which: int, pick: int, gap: int, back: int, x: int, y: int) -> None:
        """Mostly of devices and lots."""
        if what % 20 < 8:
            self.of_a_device(DEVICES[which % 4], pick, gap, back, x, y)
        elif what % 20 < 16:
            self.of_a_lot(LOTS[which % 3], pick, gap, back, x, y)
        elif what % 20 < 17:
            self.of_a_part(PARTS[which % 3], pick, gap, back, x)
        elif what % 20 < 18:
            self.an_authorisation(pick, gap, x)
        else:
            self.a_correction(pick, gap)

    def of_a_device(self, device: str, pick: int, gap: int, back: int, x: int, y: int) -> None:
        """What can happen to a device where it is; one time in ten, what cannot."""
        held, subject = self.held(f"device:{device}"), f"device:{device}"
        kinds = DEVICE_KINDS.get(held, ["received"]) if x % 10 else ANY_DEVICE_KIND
        self._device(kinds[pick % len(kinds)], device, self.day(gap, back), self.holder(subject), x, y)

    def _device(self, kind: str, code: str, day: str, holder: str, x: int, y: int) -> None:
        time = f"T{8 + y % 10:02d}:00" if x % 3 == 0 else ""
        if y % 5 == 0 and kind != "received" and self.memory.other_codes({f"device:{code}"})[f"device:{code}"]:
            code = sorted(self.memory.other_codes({f"device:{code}"})[f"device:{code}"])[0].partition(":")[2]
        category = list(CATEGORIES)[DEVICES.index(code) % 3] if code in DEVICES else "laptop"
        least, most = CATEGORIES[category]
        part, lot = PARTS[y % 3], LOTS[y % 3]
        other = DEVICES[x % 4]
        head = f"{day}{time} {code}"
        acting = f"acting={holder}"
        place = " place=44109" if y % 4 == 0 else ""
        lines = {
            "received": f"received category={category} legal={'WASTE' if x % 3 == 0 else 'PRODUCT'}{place} "
            f"acting={'ASSO2' if x % 5 == 0 else 'ASSO'}",
            "weighed": f"weighed grams={2_100_000 if x % 20 == 0 else least + (x * 7919) % (most - least)} {acting} "
            f"source={'document' if y % 3 == 0 else 'scale'}",
            "part_removed": f"part_removed part={part} part_kind={'ssd' if x % 2 else 'ram'} grams={1 + x % 300} {acting}",
            "part_installed": f"part_installed part={part} {acting}",
            "part_new": f"part_installed part={part} new=true part_kind=ram grams={1 + x % 90} {acting}",
            "media_destroyed": f"media_destroyed medium=m-1 part={part} part_kind=ssd grams={1 + x % 90} {acting}",
            "swap": f"handed_over replaces={code} {acting}",
            "transferred": f"transferred to={'ASSO' if holder == 'ASSO2' else 'ASSO2'} {acting}"
            + (" custody=false" if x % 4 == 0 else ""),
            "found": f"found where={'holder' if x % 2 else 'stock'} {acting}{place}",
            "lot_packed": f"lot_packed devices=[{code}] {acting}",
            "lot_unpacked": f"lot_unpacked devices=[{code}] {acting}",
            "relabelled": f"relabelled new_code={LABELS[y % 2]} {acting}",
            "same_device": f"same_device same_as={other} {acting}",
            "different_devices": f"different_devices different_from={other} {acting}",
        }
        line = lines.get(kind, f"{kind} {acting}")
        if kind in {"lot_packed", "lot_unpacked"}:
            row = self.memory.state(f"device:{code}") if kind == "lot_unpacked" else None
            inside = next(iter(row.lots()), lot) if row is not None else lot
            head = f"{day}{time} {inside}"
        if kind == "swap":
            head = f"{day}{time} {other}"
        if kind == "same_device" and code == other:
            return
        self.tell(f"{head} {line}")

    def of_a_part(self, part: str, pick: int, gap: int, back: int, x: int) -> None:
        """A loose part is weighed, given, lost, thrown away, packed."""
        day, acting = self.day(gap, back), f"acting={self.holder(f'part:{part}')}"
        lines = [
            f"{day} {DEVICES[x % 4]} part_installed part={part} {acting}",
            f"{day} {LOTS[x % 3]} lot_packed parts=[{part}] {acting}",
            f"{day} {part} weighed grams={1 + x % 300} {acting}",
            f"{day} {part} handed_over {acting}",
            f"{day} {part} returned {acting}",
            f"{day} {part} discarded {acting}",
            f"{day} {part} lost {acting}",
            f"{day} {part} found where={'holder' if x % 2 else 'stock'} {acting}",
            f"{day} {LOTS[x % 3]} lot_unpacked parts=[{part}] {acting}",
            f"{day} {part} waste_ended {acting}",
            f"{day} {part} transferred to=ASSO2 {acting}",
        ]
        self.tell(lines[pick % len(lines)])

    def of_a_lot(self, lot: str, pick: int, gap: int, back: int, x: int, y: int) -> None:
        """What can happen to a lot where it is; one time in ten, what cannot."""
        kinds = LOT_KINDS.get(self.held(f"lot:{lot}"), ["lot_opened"]) if x % 10 else ANY_LOT_KIND
        day, holder = self.day(gap, back), self.holder(f"lot:{lot}")
        self._lot(kinds[pick % len(kinds)], lot, day, holder, x, y)

    def _lot(self, kind: str, lot: str, day: str, holder: str, x: int, y: int) -> None:
        state = self.memory.state(f"lot:{lot}")
        inside = self.grams_in(lot)
        net = max(1, inside + (x % 7 - 3) * (1 + y % 200))
        split = 1 + net * (1 + y % 9) // 11
        fractions = f'[({split},"R 4","recycling"),({max(1, net - split)},"D 10","disposal")]'
        if y % 6 == 0:
            fractions = f'[({split},"R 4","recycling"),({max(1, net - split)},"R 13")]'
        device, part = DEVICES[x % 4], PARTS[y % 3]
        acting, operator = f"acting={holder}", "acting=RECYCLER" if y % 4 else "acting=RECY2"
        certificates = state.certificates if state is not None else []
        one = certificates[x % len(certificates)].event_id if certificates else "NONE"
        taken = "" if y % 3 == 0 else f", {max(1, inside * (1 + x % 9) // 10)}" + (", 1" if x % 2 else "")
        parent = LOTS[x % 3]
        some_g = f',"grams":{1 + y}' if y % 2 else ""
        refused = f'{{"device":"{device}"}}' if x % 2 else f'{{"line":1,"count":1{some_g}}}'
        lines = {
            "lot_opened": f'lot_opened lines=[("peripheral",{5 + x % 20},{4000 + y},{x % 2 == 0}),("peripheral",4)] legal={"WASTE" if x % 3 else "PRODUCT"}',
            "lot_packed": f"lot_packed devices=[{device}] {acting}" if x % 4 else f"lot_packed parts=[{part}] {acting}",
            "lot_from_nothing": f'lot_received lines=[("desktop",{1 + x % 5}),("peripheral",{1 + y % 9},{500 + y},True)] net={30000 + y} {operator}',
            "lot_dispatched": f"lot_dispatched grams={net} weighed={'true' if x % 2 else 'false'} {acting}",
            "lot_regrouped": f'lot_regrouped parents=[("{parent}"{taken or ","})] {acting}',
            "lot_handed_over": f"handed_over {acting}",
            "lot_line_over": f"handed_over line={1 + y % 2} {acting}",
            "line_returned": f"returned line={1 + y % 2} {acting}",
            "line_taken_in": f"taken_in line={1 + y % 2} {acting}",
            "line_given_back": f"given_back line={1 + y % 2} {acting}",
            "line_lost": f"lost line={1 + y % 2} {acting}",
            "line_found": f"found line={1 + y % 2} where={'holder' if x % 2 else 'stock'} {acting}",
            "lot_discarded": f"discarded {acting}",
            "lot_lost": f"lost {acting}",
            "lot_found": f"found where={'holder' if x % 2 else 'stock'} {acting}",
            "lot_returned": f"returned {acting}",
            "lot_transferred": f"transferred to=ASSO2 {acting}",
            "line_weighed": f"weighed line=1 grams={4000 + y} {acting}",
            "lot_received": f"lot_received net={net} {operator}" if x % 4 else f"lot_received {operator}",
            "lot_received_in_part": f"lot_received refused=[{refused}] gross={net + 500} tare=500 {operator}",
            "treatment_certified": f"treatment_certified fractions={fractions} {operator}",
            "certified_in_part": f"treatment_certified covers_grams={max(1, net // 2)} fractions=[({max(1, net // 2 + x % 9)},'R 4','recycling')] {operator}",
            "certificate_withdrawn": f'certificate_withdrawn certificate="{one}" {operator}',
            "waste_ended_lot": f"waste_ended {acting}",
        }
        self.tell(f"{day} {lot} {lines[kind]}")

    def grams_in(self, lot: str) -> int:
        return sum(
            leg.grams
            for _, leg in self.memory.legs
            if leg.lot == lot and leg.account in {"stock", "transit", "operator"}
        )

    def an_authorisation(self, pick: int, gap: int, x: int) -> None:
        """Granted or found void, often from a day in the past."""
        operator = "RECYCLER" if pick % 2 else "RECY2"
        from_day = (self.today - timedelta(days=x % 60)).isoformat()
        if pick % 3:
            line = f"authorisation_granted activity=treatment reference=ICPE-{pick % 4} valid_from={from_day}"
            if x % 3 == 0:
                line += f" valid_to={(self.today + timedelta(days=5)).isoformat()}"
        else:
            line = f"authorisation_withdrawn reference=ICPE-{pick % 4} void_from={from_day}"
        self.tell(f"{self.day(gap, 1)} organisation:{operator} {line}")

    def a_correction(self, pick: int, gap: int) -> None:
        """Any fact told so far is void, corrections included."""
        told = self.memory.recorded[self.batches[0] :]
        if told:
            fact = told[pick % len(told)].fact
            self.life.named["it"] = fact
            was = (fact.kind, fact.subject, fact.event_id)
            if self.tell(f"{self.day(gap, 1)} organisation:ASSO corrected voids=[it]"):
                note(f"#   it = {was}")

    # --- what must hold ----------------------------------------------------------------------------

    @invariant()
    def what_was_known_stays_known(self) -> None:
        """As-of N never changes after N."""
        n = len(self.memory.recorded)
        if n not in self.known:
            self.known[n] = now(self.memory)
            check_sums(self.memory)
            check_never_negative(self.memory)

    def teardown(self) -> None:
        """The dear checks, once a story."""
        facts = [recorded.fact for recorded in self.memory.recorded]
        for n, books in self.known.items():
            assert now(self.memory, as_of=n) == books, n
        agrees_with_the_model(self.memory)
        periods_add_up(self.memory)
        states_are_kept(self.memory)
        told_in_batches(facts, self.memory, seed=len(facts))
        told_without_what_is_void(facts, self.memory)


# --- the properties ------------------------------------------------------------------------------------


def agrees_with_the_model(memory: Memory) -> None:
    """By day, item, account, legal status, line, lot and organisation: grams, units and first uses."""
    facts = [recorded.fact for recorded in memory.recorded]
    model = Model(facts, memory.reference)
    grams: Counter = Counter()
    units: Counter = Counter()
    first: Counter = Counter()
    first_units: Counter = Counter()
    for _, leg in memory.legs:
        said = ("",) * 4 if leg.account in OPEN else (leg.legal, leg.line, leg.lot, leg.organisation)
        key = (leg.day, leg.item, leg.account, *said)
        grams[key] += leg.grams
        units[key] += leg.units
        if leg.first:
            first[leg.day, leg.item] += leg.grams
            first_units[leg.day, leg.item] += leg.units
    compared = (
        (grams, model.entries),
        (units, model.unit_entries),
        (first, model.first_use),
        (first_units, model.first_units),
    )
    for mine, theirs in compared:
        ours = {key: total for key, total in mine.items() if total}
        model_says = {key: total for key, total in theirs.items() if total}
        assert ours == model_says, {"books": _only(ours, model_says), "model": _only(model_says, ours)}


def _only(mine: dict, theirs: dict) -> dict:
    return {key: total for key, total in mine.items() if theirs.get(key) != total}


def periods_add_up(memory: Memory) -> None:
    """The changes of adjoining periods add up to the change of both."""
    days = sorted({leg.day for _, leg in memory.legs})
    whole = memory.balance()
    for cut in days[:: max(1, len(days) // 5)]:
        until = memory.balance(upto=cut)
        after: Counter = Counter()
        for _, leg in memory.legs:
            if leg.day > cut:
                after[leg.item, leg.account] += leg.grams
        assert {k: v for k in {*until, *after} if (v := until[k] + after[k])} == dict(whole)


def states_are_kept(memory: Memory) -> None:
    """The newest kept state of each subject is that of a fresh replay of everything."""
    fresh = Memory()
    fresh.append([recorded.fact for recorded in memory.recorded])
    assert now(fresh) == now(memory)
    assert fresh.kept == memory.kept
    assert fresh.breaches() == memory.breaches()
    for subject in {*memory.states, *fresh.states}:
        mine, other = memory.row(subject), fresh.row(subject)
        assert said(mine) == said(other), (subject, mine, other)
        for key, row in memory.states[subject].items():
            same = fresh.states[subject].get(key)
            assert same is None or said(same) == said(row), (subject, key, row, same)


def said(row: StateRow | None) -> tuple | None:
    """What a kept state says, whatever the order in which it was learnt."""
    return row and (*row._replace(state=""), json.loads(row.state))


def told_in_batches(facts: list, memory: Memory, *, seed: int) -> None:
    """Cut anywhere, told in batches, the same facts give the same books."""
    dice = random.Random(seed)
    other, i = Memory(), 0
    while i < len(facts):
        size = dice.randint(1, 9)
        batch = facts[i : i + size]
        try:
            other.append(batch)
        except Refused:  # two facts of it can be wrong only together: a fact and its later correction
            for fact in batch:
                other.append([fact])
        i += size
    assert now(other) == now(memory)
    assert other.breaches() == memory.breaches()


def told_without_what_is_void(facts: list, memory: Memory) -> None:
    """A void fact leaves no trace in figures as known now: they equal those of never having been told."""
    gone = {n for n, _ in memory.void_pairs}
    rest = [r.fact for r in memory.recorded if r.n not in gone and r.fact.kind != "corrected"]
    other = Memory()
    other.append(rest)
    assert now(other) == now(memory)


Books.TestCase.settings = SETTINGS
TestBooks = Books.TestCase


# --- what can be said without a model ------------------------------------------------------------------

LIFE = """
2026-01-05 {code} received category=laptop
2026-01-06 {code} weighed grams={true_g}
2026-01-07 {code} media_absent
2026-02-01 {code} handed_over
2026-03-01 {code} weighed grams={read_g}
2026-05-01 {code} returned
2026-05-02 {code} discarded
"""


@settings(SETTINGS, max_examples=40)
@given(order=st.randoms(use_true_random=True), errors=st.lists(st.integers(-90, 90), min_size=1, max_size=5))
def test_independent_devices_may_be_told_in_any_order(order, errors):
    """One life each, told one after the other or shuffled together: the same figures by device and day."""
    ones = [LIFE.format(code=f"PC-{i}", true_g=2000, read_g=2000 + error) for i, error in enumerate(errors)]
    tidy, mixed = Life(), Life()
    lives = [tidy.facts(one)[0] for one in ones]
    tidy.memory.append([fact for life in lives for fact in life])
    while lives := [life for life in lives if life]:
        mixed.memory.append([order.choice(lives).pop(0)])
    assert now(mixed.memory) == now(tidy.memory)


@settings(SETTINGS, max_examples=40)
@given(
    errors=st.lists(st.integers(-90, 90), min_size=1, max_size=6), guessed=st.lists(st.integers(200, 9000), max_size=6)
)
def test_scale_errors_are_the_reweighing_account_and_replaced_defaults_the_estimate_account(errors, guessed):
    """Each machine of 2,000 g is read again with an error; each of the others was counted by default until weighed."""
    life = Life()
    default = life.memory.reference.mass_g("laptop", on=FIRST_DAY).central
    for i, error in enumerate(errors):
        life.tell(LIFE.format(code=f"PC-{i}", true_g=2000, read_g=2000 + error))
    for i, grams in enumerate(guessed):
        life.tell(
            f"2026-01-05 Q-{i} received category=laptop\n2026-02-01 Q-{i} handed_over\n2026-03-01 Q-{i} weighed grams={grams}"
        )
    assert life.at("reweighing") == -sum(errors)
    assert life.at("estimate") == -sum(grams - default for grams in guessed)
    assert -life.at("outside") == 2000 * len(errors) + default * len(guessed)
