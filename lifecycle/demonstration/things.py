"""Machines, their media, parts and crates, as the people of a demonstration see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from lifecycle.demonstration.cards import MediumKind, Model
from lifecycle.demonstration.chance import Chance
from lifecycle.events import DonorKind, Legal

_THOUSAND = 1000
_GIGA = 10**9
_GIBI = 2**30

Story = Literal["", "late", "missing", "withdrawn", "waits", "flux"]
"""What becomes of a lot's certificate, where it is no ordinary one."""

Where = Literal["queue", "bench", "ready", "use", "support", "waste", "gone", "lost"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something comes from."""

    donor_kind: DonorKind
    place: str
    donor: str | None = None

    @property
    def public(self) -> bool:
        """Given by a public body."""
        return self.donor_kind == "public_body"


@dataclass(slots=True)
class Disk:
    """A medium inside a machine, and whether anyone's data may still be on it."""

    name: str
    kind: MediumKind
    gigabytes: int
    clean: bool = False


@dataclass(slots=True, eq=False)
class Machine:
    """A machine, with the mass it really has."""

    code: str
    model: Model
    origin: Origin
    true_g: int
    serial: str
    sound: bool
    legal: Legal = "PRODUCT"
    disk: Disk | None = None
    read: bool = False
    weighed: bool = False
    where: Where = "queue"
    handover: str = ""
    recipient: str = ""
    recipient_kind: str = ""
    used_at: str = ""
    holder: str = ""

    @property
    def subject(self) -> str:
        """Its subject in the ledger."""
        return f"device:{self.code}"

    @property
    def category(self) -> str:
        """Its category."""
        return self.model.category


@dataclass(slots=True, eq=False)
class LoosePart:
    """A part on the shelf, or the remains of a medium."""

    code: str
    kind: str
    grams: int
    host_category: str

    @property
    def subject(self) -> str:
        """Its subject in the ledger."""
        return f"part:{self.code}"


@dataclass(slots=True, eq=False)
class Load:
    """A lot on its way to the recycler, and what its people know of it."""

    code: str
    waste_code: str
    true_g: int = 0
    unweighed_g: int = 0
    """Of that, what the books know by a default only."""
    crate_g: int = 0
    crate_refused: str = ""
    """Why its crate goes back, if it does."""
    story: Story = ""
    slip: str = ""
    net_g: int = 0

    @property
    def subject(self) -> str:
        """Its subject in the ledger."""
        return f"lot:{self.code}"

    def add(self, grams: int, *, weighed: bool) -> None:
        """Something more is in it, or less."""
        self.true_g += grams
        self.unweighed_g += 0 if weighed else grams

    def on_a_scale(self, chance: Chance, error: int) -> int:
        """What a scale says of it that is wrong by so many thousandths at most."""
        said = self.true_g + self.true_g * chance.between(-error, error) // _THOUSAND
        if not self.unweighed_g:
            return max(1, said)
        # However wrong the scale, what nobody weighed before is not weightless.
        return max(1, said, self.true_g - self.unweighed_g // 2)


def rounded(grams: int, step: int) -> int:
    """An estimate, as a person writes it on a slip."""
    return max(1, (grams + step // 2) // step) * step


def hardware(machine: Machine, *, serial: str) -> dict[str, Any]:
    """What a machine says of itself when it is read."""
    model, disk = machine.model, machine.disk
    media = [] if disk is None else [_medium(disk)]
    return {
        "reader": "lshw",
        "manufacturer": model.maker,
        "model": model.name,
        "serial_number": serial,
        "chassis": "notebook" if machine.category == "laptop" else "desktop",
        "memory_bytes": (model.memory_gib or 0) * _GIBI,
        "cpu": model.cpu,
        "media": media,
    }


def _medium(disk: Disk) -> dict[str, object]:
    return {"medium": disk.name, "serial": disk.name, "bytes": disk.gigabytes * _GIGA, "kind": disk.kind}
