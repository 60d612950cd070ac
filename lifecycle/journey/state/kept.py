"""States as JSON text: what the ledger keeps of them."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from lifecycle.journey.state.organisation import Organisation
from lifecycle.journey.state.things import Device, LoosePart, Lot

State = Device | LoosePart | Lot | Organisation

_ADAPTERS: dict[str, TypeAdapter[Any]] = {
    "device": TypeAdapter(Device),
    "part": TypeAdapter(LoosePart),
    "lot": TypeAdapter(Lot),
    "organisation": TypeAdapter(Organisation),
}
_NEW: dict[str, type[State]] = {"device": Device, "part": LoosePart, "lot": Lot, "organisation": Organisation}


def sort_of(subject: str) -> str:
    """device, part, lot or organisation."""
    return subject.partition(":")[0]


def new_state(subject: str) -> State:
    """The state of a subject before its first fact."""
    return _NEW[sort_of(subject)]()


def dump_state(state: State, subject: str) -> str:
    """A state as JSON text."""
    text: str = _ADAPTERS[sort_of(subject)].dump_json(state, exclude_defaults=True).decode()
    return text


def load_state(text: str, subject: str) -> State:
    """The state of a JSON text."""
    state: State = _ADAPTERS[sort_of(subject)].validate_json(text)
    return state
