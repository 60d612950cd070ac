"""An association's shelves: what waits, what is ready, what is waste, what is loose."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from datetime import date
from typing import Any, TypeVar

from lifecycle.demonstration.agenda import Agenda
from lifecycle.demonstration.cards import Actor, House
from lifecycle.demonstration.chance import Chance
from lifecycle.demonstration.things import LoosePart, Machine, Origin
from lifecycle.demonstration.world import World
from lifecycle.events import Discarded, Fact, Received

F = TypeVar("F", bound=Fact)


class Workshop:
    """One association and all it holds."""

    def __init__(self, world: World, house: House, code: str | None = None) -> None:
        self.world = world
        self.house = house
        self.code = code or house.code
        self.agenda = Agenda(world.diary, house.weekdays, house.closed_weeks)
        self.machines: dict[str, Machine] = {}
        self.queue: deque[Machine] = deque()
        self.ready: dict[str, deque[Machine]] = defaultdict(deque)
        self.shelf: dict[tuple[str, str], deque[LoosePart]] = defaultdict(deque)
        """Loose parts by their kind and the category of what they came from."""
        self.waste: dict[str, list[Machine | LoosePart]] = defaultdict(list)
        self._ranks: Counter[str] = Counter()

    @property
    def actor(self) -> Actor:
        """The organisation."""
        return self.world.setting.actor(self.code)

    def note(self, kind: type[F], subject: str, day: date, **said: Any) -> F:
        """A fact of this association."""
        return self.world.notebook.note(kind, subject, self.code, day, **said)

    def chance(self, *names: object) -> Chance:
        """A stream of this association."""
        return self.world.chance(self.code, *names)

    def rank(self, of: str) -> int:
        """1 for the first of these, 2 for the second, and so on."""
        self._ranks[of] += 1
        return self._ranks[of]

    def take_in(self, category: str, origin: Origin, day: date, **said: Any) -> Machine:
        """A machine arrives, and waits for the bench."""
        name = f"{self.code} machine {self.rank('machine')}"
        machine = self.world.machine(self.house, name, category, origin, day)
        machine.legal = said.get("legal", machine.legal)
        self.hold(machine)
        self.note(
            Received,
            machine.subject,
            day,
            category=category,
            donor_kind=origin.donor_kind,
            donor=origin.donor,
            public_origin=origin.public,
            place=origin.place,
            site="atelier",
            sorted_at_intake=True,
            **{"legal": "PRODUCT", **said},
        )
        self.wait(machine)
        return machine

    def hold(self, machine: Machine) -> None:
        """A machine is in this house now, and in no other."""
        machine.holder = self.code
        self.machines[machine.code] = machine

    def pace(self, chance: Chance, count: int, year: int) -> int:
        """So many, at the pace of that year."""
        rank = year - self.world.setting.first_day.year
        return chance.scaled(count, self.house.pace[rank]) if rank < len(self.house.pace) else count

    def wait(self, machine: Machine) -> None:
        """A machine waits for the bench."""
        machine.where = "queue"
        self.queue.append(machine)

    def make_ready(self, machine: Machine) -> None:
        """A machine waits for someone who needs it."""
        machine.where = "ready"
        self.ready[machine.category].append(machine)

    def pick(self, category: str) -> Machine | None:
        """The machine of a category that has been ready longest."""
        waiting = self.ready[category]
        return waiting.popleft() if waiting else None

    def new_part(self, kind: str, grams: int, host_category: str) -> LoosePart:
        """A part with a label of its own."""
        code = self.world.code(self.code, f"{self.code} part {self.rank('part')}")
        return LoosePart(code, kind, grams, host_category)

    def discard(self, thing: Machine | LoosePart, day: date, waste_code: str, reason: str) -> None:
        """From now on it is waste, and waits for its lot."""
        self.note(Discarded, thing.subject, day, waste_code=waste_code, reason=reason)
        self.throw(thing, waste_code)

    def throw(self, thing: Machine | LoosePart, waste_code: str) -> None:
        """What is waste waits for its lot."""
        if isinstance(thing, Machine):
            thing.where = "waste"
        self.waste[waste_code].append(thing)

    def held(self) -> Counter[str]:
        """Machines in the house by category, waste included, whatever has not left in a lot."""
        self.machines = {m.code: m for m in self.machines.values() if m.where != "gone" and m.holder == self.code}
        return Counter(m.category for m in self.machines.values() if m.where in {"queue", "bench", "ready", "waste"})
