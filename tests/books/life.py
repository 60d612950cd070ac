"""Lives told in a docstring: one line a fact, ``day subject kind name=value …``.

Lines that begin with ``--`` end a batch; what follows is recorded later. ``=NAME`` after
the day gives the fact a name by which ``corrected`` or the test can call it.
"""

from __future__ import annotations

import ast
import re
import uuid
from collections import Counter
from typing import NamedTuple

from books.memory import Memory
from lifecycle.events import KINDS, Fact, read

LINE = re.compile(r"^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?(?:\s*=(\S+))?\s+(\S+)\s+(\w+)\s*(.*)$")
PAIR = re.compile(r"(\w+)=(\[.*?\](?=\s+\w+=|\s*$)|\"[^\"]*\"|\S+)")
OPERATORS = {"RECYCLER", "RECY2", "ECO", "RECYCLEUR"}

PREAMBLE = """
2019-01-01 organisation:ASSO     organisation_registered name="Ordis du quartier" roles=[association] commune=44109
2019-01-01 organisation:ASSO2    organisation_registered name="Deuxième chance" roles=[association] commune=44109
2019-01-01 organisation:TOWN     organisation_registered name="Ville de Port-Neuf" roles=[authority] commune=44109
2019-01-01 organisation:RECYCLER organisation_registered name="Recyclage de l'Estuaire" roles=[recycler] commune=44109
2019-01-01 organisation:ECO      organisation_registered name="Éco-organisme fictif" roles=[eco_organisme] commune=44109
2019-01-01 organisation:RECYCLER authorisation_granted activity=treatment reference=ICPE-1 valid_from=2019-01-01
2019-01-01 organisation:ECO      authorisation_granted activity=treatment reference=ICPE-2 valid_from=2019-01-01
"""

DEFAULTS = {
    "handed_over": {"terms": "gift", "recipient": "B-0001"},
    "made_ready": {"grade": "B"},
    "hardware_read": {"reader": "lshw"},
    "data_sanitised": {"method": "clear", "standard": "NIST SP 800-88r2", "tool": "nwipe 0.40", "verdict": "pass"},
    "received": {"legal": "PRODUCT", "category": "laptop"},
    "returned": {"reason": "broken"},
    "certificate_withdrawn": {"reason": "withdrawn_by_operator"},
    "corrected": {"reason": "typing_error"},
    "repaired": {"fault": "battery", "minutes": 30},
    "lot_opened": {"legal": "PRODUCT"},
    "lot_dispatched": {"destination": "RECYCLER", "waste_code": "16 02 13*"},
    "transferred": {},
    "found": {"where": "stock"},
    "tested": {"checks": ["screen:pass"]},
    "support_given": {"minutes": 30},
    "use_confirmed": {"channel": "phone"},
    "collected": {"metres": 12000, "vehicle": "van"},
}


class Lines(NamedTuple):
    """The six lines of a period, in grams."""

    reused_g: int = 0
    prepared_g: int = 0
    parts_g: int = 0
    recycled_g: int = 0
    other_recovery_g: int = 0
    disposed_g: int = 0


class Served(NamedTuple):
    grams: int
    units: int


def subject_of(word: str) -> str:
    """PC-1 is a device, L-1 a lot, P-1 a part; anything else says its sort."""
    if ":" in word:
        return word
    sort = {"L": "lot", "P": "part"}.get(word.partition("-")[0], "device")
    return f"{sort}:{word}"


def _value(text: str) -> object:
    if text.startswith('"'):
        return text[1:-1]
    if text.startswith("["):
        try:
            return ast.literal_eval(text)
        except (ValueError, SyntaxError):
            return [part.strip() for part in text[1:-1].split(",") if part.strip()]
    if text in {"true", "false"}:
        return text == "true"
    return int(text) if re.fullmatch(r"\d+", text) else text


def _grown(name: str, kind: str, value: object) -> object:
    """Short forms of groups of fields: a medium by its name, a fraction as a triple."""
    if not isinstance(value, list):
        return value
    if name == "media":
        return [{"medium": medium} for medium in value]
    if name == "fractions":
        return [dict(zip(("grams", "operation", "mode"), one, strict=False)) for one in value]
    if name == "lines":
        return [dict(zip(("category", "count", "grams", "weighed"), one, strict=False)) for one in value]
    if name == "parents":
        return [
            dict(zip(("lot", "grams", "count"), one, strict=False)) if isinstance(one, tuple) else {"lot": one}
            for one in value
        ]
    if name == "refused":
        return [one if isinstance(one, dict) else {"device": one} for one in value]
    if name == "checks":
        return [dict(zip(("check", "result"), one.split(":"), strict=True)) for one in value]
    return value


class Life:
    """A ledger in memory, and the names of the facts told to it."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.named: dict[str, Fact] = {}
        self.rank = 0
        self.tell(PREAMBLE)

    def facts(self, text: str) -> list[list[Fact]]:
        """The facts of a text, a list a batch."""
        batches: list[list[Fact]] = [[]]
        for line in text.strip().splitlines():
            line = line.strip()
            if not line:
                continue
            if line.startswith("--"):
                batches.append([])
                continue
            batches[-1].append(self.fact(line))
        return [batch for batch in batches if batch]

    def fact(self, line: str) -> Fact:
        match = LINE.match(line)
        assert match, line
        day, time, name, word, kind, rest = match.groups()
        subject = subject_of(word)
        fields: dict[str, object] = dict(DEFAULTS.get(kind, {}))
        for key, text in PAIR.findall(rest):
            fields[key] = text if key in {"commune", "place"} else _grown(key, kind, _value(text))
        if "checks" in fields and isinstance(fields["checks"][0], str):
            fields["checks"] = _grown("checks", kind, fields["checks"])
        if kind == "treatment_certified":
            fields.setdefault("certified_on", day)
        if kind in {"corrected"}:
            fields["voids"] = [self.named[n].event_id for n in fields["voids"]]
            fields["replacements"] = [self.named[n].event_id for n in fields.get("replacements", [])]
        if kind == "certificate_withdrawn" and fields["certificate"] in self.named:
            fields["certificate"] = self.named[fields["certificate"]].event_id
        operator_acts = kind in {"lot_received", "treatment_certified", "certificate_withdrawn", "depolluted"}
        acting = fields.pop("acting", "RECYCLER" if operator_acts else "ASSO")
        place = fields.pop("place", None)
        self.rank += 1
        known = set(KINDS[kind].model_fields)
        assert set(fields) <= known, (set(fields) - known, line)
        form = {
            "kind": kind,
            "event_id": str(uuid.UUID(int=self.rank)),
            "subject": subject,
            "acting": acting,
            "occurred_on": day,
            "facts": fields,
        }
        if time:
            form["occurred_at"] = f"{day}T{time}:00+01:00"
        if place:
            form["place"] = str(place)
        fact = read(form)
        if name:
            self.named[name] = fact
        return fact

    def tell(self, text: str) -> int:
        """Record a text's facts; returns the last position."""
        n = 0
        for batch in self.facts(text):
            n = self.memory.append(batch)
        return n

    # --- what the books say --------------------------------------------------------------------

    def _sum(self, first: str, last: str, as_of: int | None, keep) -> tuple[int, int]:
        grams = units = 0
        for n, leg in self.memory.legs:
            if first <= leg.day <= last and (as_of is None or n <= as_of) and keep(leg):
                grams += leg.grams
                units += leg.units
        return grams, units

    def change(self, *account: str, line: str | None = None, first="0", last="9", as_of=None) -> int:
        """Change of some accounts over days, in grams."""
        return self._sum(first, last, as_of, lambda leg: leg.account in account and (line is None or leg.line == line))[
            0
        ]

    def balance_change(self, year: int, last_year: int | None = None, as_of: int | None = None) -> Lines:
        """The six lines over whole years."""
        when = {"first": f"{year}-01-01", "last": f"{last_year or year}-12-31", "as_of": as_of}
        in_use = ("use", "support")
        return Lines(
            self.change(*in_use, line="reused", **when),
            self.change(*in_use, line="prepared", **when),
            self.change(*in_use, line="parts", **when),
            self.change("recycled", **when),
            self.change("other_recovery", **when),
            self.change("disposed", **when),
        )

    def served_once(self, year: int, last_year: int | None = None, line: str | None = None) -> Served:
        """Grams and units of first entries into use."""
        return Served(
            *self._sum(
                f"{year}-01-01",
                f"{last_year or year}-12-31",
                None,
                lambda leg: leg.first and (line is None or leg.line == line),
            )
        )

    def at(self, account: str, *, upto: str = "9", as_of: int | None = None) -> int:
        """Balance of an account at the end of a day, in grams."""
        return self.change(account, last=upto, as_of=as_of)

    def units(self, account: str, *, upto: str = "9") -> int:
        return self._sum("0", upto, None, lambda leg: leg.account == account)[1]

    def awaiting_proof(self, *, upto: str = "9", as_of: int | None = None) -> int:
        return self._sum("0", upto, as_of, lambda leg: leg.account in {"transit", "operator"} and leg.legal == "WASTE")[
            0
        ]

    @property
    def breaches(self) -> set[str]:
        """Rules broken, as known now."""
        return {rule for _, rule in self.memory.breaches()}

    def activity(self, kind: str) -> int:
        """How many facts of a kind are in force."""
        gone = {n for n, _ in self.memory.void_pairs}
        return Counter(r.fact.kind for r in self.memory.recorded if r.n not in gone)[kind]

    def device(self, code: str):
        return self.memory.state(f"device:{code}")

    def lot(self, code: str):
        return self.memory.state(f"lot:{code}")

    def custody(self, subject: str) -> str:
        return self.memory.row(subject_of(subject)).custody
