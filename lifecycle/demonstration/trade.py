"""Trade in what public bodies retire: a broker or a supplier takes it, sells some of it on, and tells to whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, TypeVar

from lifecycle.demonstration.cards import Actor, Fleets
from lifecycle.demonstration.world import World
from lifecycle.events import Fact, HandedOver, LotOpened, MediaAbsent, Received

F = TypeVar("F", bound=Fact)


class Trader:
    """Who tells what became of a machine it bought or took back; of all others nothing is known here."""

    def __init__(self, world: World, card: Fleets, code: str) -> None:
        self.world, self.card, self.code = world, card, code

    def _note(self, kind: type[F], subject: str, day: date, **said: Any) -> F:
        return self.world.notebook.note(kind, subject, self.code, day, **said)

    def take(self, body: Actor, category: str, day: date) -> str:
        """The code of a machine that comes without its disk, and is sold on."""
        code = self.world.code(self.code, f"{self.code} machine {self.world.rank(self.code)}")
        subject = f"device:{code}"
        origin = {"donor_kind": body.donor_kind, "public_origin": True, "place": body.commune}
        self._note(Received, subject, day, category=category, legal="PRODUCT", **origin)
        known = self.world.reference.category(category)
        if known is not None and known.bears_data:
            self._note(MediaAbsent, subject, day)
        self._sell_later(subject, day)
        return code

    def take_lot(self, body: Actor, lines: Mapping[str, int], day: date) -> str:
        """The code of a lot of machines that nobody labels one by one, and that is sold on as it is."""
        code = f"{self.code}-C{self.world.rank(self.code):04d}"
        self._note(
            LotOpened,
            f"lot:{code}",
            day,
            legal="PRODUCT",
            lines=[{"category": category, "count": count} for category, count in sorted(lines.items())],
            donor_kind=body.donor_kind,
            public_origin=True,
            place=body.commune,
        )
        self._sell_later(f"lot:{code}", day)
        return code

    def _sell_later(self, subject: str, day: date) -> None:
        chance = self.world.chance("sold on", subject)
        buyer = self.world.setting.actor(chance.one_of(self.card.buyers))
        days = chance.between(self.card.resold_days.low, self.card.resold_days.high)
        self.world.agenda.plan(self.world.agenda.after(day, days), partial(self._sell, subject, buyer))

    def _sell(self, subject: str, buyer: Actor, day: date) -> None:
        number = f"{self.code}-V{self.world.rank(f'{self.code} sale'):05d}"
        said = {"terms": "sale", "recipient": buyer.code, "recipient_kind": buyer.donor_kind, "place": buyer.commune}
        self._note(HandedOver, subject, day, handover_id=number, **said)
