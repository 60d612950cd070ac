"""Random lives of machines that are given, proven, repaired, exchanged, lost, found and given again; over years."""

from __future__ import annotations

import random
from datetime import date, timedelta

from books.life import Life
from books.memory import Refused

DEVICES = ("PC-1", "PC-2", "PC-3", "PC-4", "PC-5")
CATEGORIES = ("laptop", "desktop", "smartphone", "laptop", "tablet")
ALSO_KNOWN = ("PC-8", "PC-9")
PLACES = ("44109", "35238", "")
KINDS = ("ssd", "ram", "battery")
NEXT = {
    "unknown": ["received", "received", "announced", "collected"],
    "expected": ["received", "received", "collected"],
    "in_stock": [
        "handed_over", "handed_over", "handed_over", "handed_over", "handed_over", "made_ready", "tested", "repaired",
        "new_part", "new_part", "lot_packed", "transferred", "lost", "discarded", "waste_ended", "relabelled", "same",
        "different", "part_removed", "old_part",
    ],
    "in_lot": ["lot_unpacked", "lot_unpacked", "lot_handed_over", "discarded"],
    "in_use": [
        "use_confirmed", "use_confirmed", "support_given", "taken_in", "taken_in", "returned", "returned", "swap",
        "swap", "received", "lost", "discarded", "answered", "answered",
    ],
    "in_support": ["given_back", "given_back", "new_part", "repaired", "swap", "returned", "lost", "use_confirmed"],
    "passed_on": ["received"],
    "lost": ["found"],
}  # fmt: skip


class Lives:
    """Told one fact after the other; what is impossible is passed over."""

    def __init__(self, seed: int, *, facts: int = 60) -> None:
        self.dice = random.Random(seed)
        self.life = Life()
        self.memory = self.life.memory
        self.today = date(2021, 1, 4)
        self.story: list[str] = []
        self.parts = 0
        self.begun = len(self.memory.recorded)
        if self.dice.random() < 0.7:
            self.tell(f"{self.today} L-9 lot_opened lines=[('peripheral',{self.dice.randrange(2, 7)}),('charger',3)] "
                      f"donor_kind=company donor=DON place=44109")  # fmt: skip
        for _ in range(facts):
            self.one()

    def tell(self, line: str) -> None:
        try:
            self.memory.append([self.life.fact(line)])
            self.story.append(line)
        except Refused:
            pass

    def day(self) -> str:
        self.today += timedelta(days=self.dice.choice([0, 0, 1, 3, 9, 40, 160]))
        back = self.dice.choice([0, 0, 0, 0, 0, 30, 300])
        day = max(date(2021, 1, 4), self.today - timedelta(days=back))
        time = self.dice.choice(["", "", "", "T09:00", "T14:00", "T18:00"])
        return f"{day}{time}"

    def one(self) -> None:
        chance = self.dice.random()
        if chance < 0.06 and len(self.memory.recorded) > self.begun:
            self.life.named["it"] = self.dice.choice(self.memory.recorded[self.begun :]).fact
            self.tell(f"{self.day()} organisation:ASSO corrected voids=[it]")
        elif chance < 0.12:
            self.tell(f"{self.day()} organisation:DON collected metres={self.dice.randrange(1, 40000)} vehicle=van")
        elif chance < 0.27:
            self.of_the_lot()
        else:
            self.of_a_device(self.dice.randrange(5))

    def of_the_lot(self) -> None:
        acting = f"acting={self.dice.choice(['ASSO', 'ASSO', 'ASSO2'])}"
        line = f"line={self.dice.randrange(1, 3)}"
        said = self.dice.choice([
            f"L-9 handed_over {line} place=44109", f"L-9 handed_over {acting}", f"L-9 returned {line}", "L-9 returned",
            f"L-9 taken_in {line}", f"L-9 given_back {line}", "L-9 use_confirmed", "L-9 support_given",
            f"L-9 lost {line}", f"L-9 found {line} where=holder", f"L-9 found {line} where=stock",
            "L-8 lot_regrouped parents=[('L-9', 400, 2)]", "L-8 handed_over", "L-9 collected metres=777 vehicle=car",
            "L-9 substitution_answered answer=new",
        ])  # fmt: skip
        self.tell(f"{self.day()} {said}")

    def of_a_device(self, rank: int) -> None:
        dice, code = self.dice, DEVICES[rank]
        row = self.memory.row(f"device:{code}")
        kind = dice.choice(NEXT.get((row and row.custody) or "unknown", ["received"]))
        holder = (row.organisation if row else "") or "ASSO"
        others = sorted(self.memory.other_codes({f"device:{code}"})[f"device:{code}"])
        if others and dice.random() < 0.5:
            code = others[0].partition(":")[2]
        place = dice.choice(PLACES)
        acting = f"acting={holder}" + (f" place={place}" if place else "")
        head = f"{self.day()} {code}"
        if kind == "new_part":
            self.parts += 1
            said = f"part_installed part=P-{self.parts} new=true part_kind={dice.choice(KINDS)} grams=20 {acting}"
        elif kind == "part_removed":
            self.parts += 1
            said = f"part_removed part=P-{self.parts} part_kind=ram grams=9 {acting}"
        elif kind == "old_part":
            said = f"part_installed part=P-{dice.randrange(1, self.parts + 2)} {acting}"
        elif kind == "swap":
            other = dice.choice([one for one in DEVICES if one != code])
            head, said = f"{self.day()} {other}", f"handed_over replaces={code} {acting}"
        elif kind == "lot_packed":
            head, said = f"{self.day()} L-7", f"lot_packed devices=[{code}] {acting}"
        elif kind == "lot_unpacked":
            head, said = f"{self.day()} L-7", f"lot_unpacked devices=[{code}] {acting}"
        elif kind == "lot_handed_over":
            head, said = f"{self.day()} L-7", f"handed_over {acting}"
        else:
            said = {
                "received": f"received category={CATEGORIES[rank]} legal={dice.choice(['PRODUCT', 'PRODUCT', 'WASTE'])} "
                f"acting={dice.choice(['ASSO', 'ASSO', 'ASSO2'])} donor_kind=company "
                + dice.choice(["donor=DON", "donor=DON", ""]),
                "announced": "donation_announced donor_kind=company donor=DON",
                "collected": f"collected metres={dice.randrange(1, 9000)} vehicle=car place=44109",
                "transferred": f"transferred to={'ASSO' if holder == 'ASSO2' else 'ASSO2'} {acting}",
                "relabelled": f"relabelled new_code={dice.choice(ALSO_KNOWN)}",
                "same": f"same_device same_as={dice.choice([*DEVICES, *ALSO_KNOWN])}",
                "different": f"different_devices different_from={dice.choice([*DEVICES, *ALSO_KNOWN])}",
                "found": f"found where={dice.choice(['holder', 'stock'])} {acting}",
                "answered": f"substitution_answered answer={dice.choice(['new', 'second_hand', 'borrowed_or_none', 'does_not_know'])}",
            }.get(kind, f"{kind} {acting}")
        self.tell(f"{head} {said}")
