"""A table of the files, and ranges."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Card(BaseModel):
    """A table of the files."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Card):
    """From ``low`` to ``high``, both included."""

    low: int
    high: int


class Around(Span):
    """As often below ``central`` as above."""

    central: int
