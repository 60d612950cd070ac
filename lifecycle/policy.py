"""Targets and delays, and how a measured value stands against a target. Floor 4.

A target is an entry of ``data/reference/targets.toml``: what the law asks, from which day to
which, in which edition we knew it, and the text that says so. What is measured comes as two
whole numbers, so that nothing is rounded before it is judged. A delay is an entry of
``data/reference/deadlines.toml``: within how many days something has to be done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from lifecycle.reference import BadReference, reference_folder
from lifecycle.reference.cards import Dated, Labelled, Text, Verified
from lifecycle.reference.checks import SHARED, dated, in_order, source_cards, sourced
from lifecycle.reference.folder import Folder
from lifecycle.reference.timeline import Timeline, timeline

FILE = "targets.toml"
DEADLINES_FILE = "deadlines.toml"
PUBLIC_REUSE_RATE = "public_reuse_rate"

Percent = Annotated[int, Field(ge=1, le=100, strict=True)]
Years = Annotated[int, Field(ge=1, strict=True)]
Days = Annotated[int, Field(ge=0, strict=True)]


class Target(Labelled, Dated):
    """A share to be reached, in percent."""

    id: Text
    percent: Percent
    legal_ref: Text
    verified: Verified = "yes"


class AgeLimit(Dated):
    """The age beyond which a unit is out of a count, in whole years on the day it was retired."""

    id: Text
    years: Years
    legal_ref: Text
    verified: Verified = "yes"

    def is_beyond(self, acquired_on: date, retired_on: date) -> bool:
        """True where the unit was older: on its birthday it is not yet."""
        birthday = (acquired_on.year + self.years, acquired_on.month, acquired_on.day)
        return (retired_on.year, retired_on.month, retired_on.day) > birthday


class Deadline(Labelled, Dated):
    """Within how many days something has to be done, and from how many days before it is told of."""

    id: Text
    days: Days
    notice_days: Days
    legal_ref: Text
    verified: Verified = "yes"

    def due_on(self, since: date) -> date:
        """The last day on which it is in time."""
        return since + timedelta(self.days)

    def is_told(self, since: date, on: date) -> bool:
        """It is late, or its day is near."""
        return since <= self.told_from(on)

    def told_from(self, on: date) -> date:
        """The latest beginning of which one is told on that day."""
        return on - timedelta(self.days - self.notice_days)


@dataclass(frozen=True)
class Standing:
    """So many of so many, and the target they stand against; no target where none is in force."""

    reached: int
    whole: int
    target: Target | None

    @property
    def basis_points(self) -> int | None:
        """The rate in hundredths of a percent, rounded half up; none of nothing."""
        return (20_000 * self.reached + self.whole) // (2 * self.whole) if self.whole else None

    @property
    def missing(self) -> int | None:
        """How many more would reach the target; 0 where it is met, None where nothing can be said."""
        if self.target is None or not self.whole:
            return None
        return max(0, -(-self.target.percent * self.whole // 100) - self.reached)

    @property
    def met(self) -> bool | None:
        """The target is reached, to the unit; None where nothing can be said."""
        return None if self.missing is None else self.missing == 0


@dataclass(frozen=True)
class Policy:
    """What is asked, as known in one edition."""

    edition: str
    targets: Mapping[str, Timeline[Target]]
    age_limits: Mapping[str, Timeline[AgeLimit]]
    deadlines: Mapping[str, Timeline[Deadline]]

    def target(self, name: str, *, on: date) -> Target | None:
        """The target in force on a day."""
        by_day = self.targets.get(name)
        return by_day.on(on) if by_day else None

    def age_limit(self, name: str, *, on: date) -> AgeLimit | None:
        """The age limit in force on a day."""
        by_day = self.age_limits.get(name)
        return by_day.on(on) if by_day else None

    def deadline(self, name: str, *, on: date) -> Deadline | None:
        """The delay in force on a day."""
        by_day = self.deadlines.get(name)
        return by_day.on(on) if by_day else None


def load(edition: str, *, folder: Path | None = None) -> Policy:
    """Targets and limits as an edition of the reference data sees them.

    Raises :class:`BadReference` with every fault of the files.
    """
    targets, limits, deadlines = _read(folder or reference_folder())
    return Policy(
        edition,
        {name: timeline(blocks, edition) for name, blocks in targets.items()},
        {name: timeline(blocks, edition) for name, blocks in limits.items()},
        {name: timeline(blocks, edition) for name, blocks in deadlines.items()},
    )


@cache
def _read(root: Path) -> tuple[dict[str, list[Target]], dict[str, list[AgeLimit]], dict[str, list[Deadline]]]:
    folder = Folder(root)
    content = folder.read(FILE)
    folder.refuse_others(content, ["target", "age_limit", *SHARED], file=FILE)
    targets: dict[str, list[Target]] = {}
    for target in folder.cards(Target, content, file=FILE, entry="target"):
        targets.setdefault(target.id, []).append(target)
    limits: dict[str, list[AgeLimit]] = {}
    for limit in folder.cards(AgeLimit, content, file=FILE, entry="age_limit"):
        limits.setdefault(limit.id, []).append(limit)
    sources = source_cards(folder)
    for name, steps in targets.items():
        in_order(folder, FILE, name, steps)
    for name, ages in limits.items():
        in_order(folder, FILE, name, ages)
    every: list[tuple[str, Dated]] = [(name, block) for name, blocks in targets.items() for block in blocks]
    every += [(name, block) for name, blocks in limits.items() for block in blocks]
    for name, block in every:
        sourced(folder, FILE, name, block.source, sources)
    deadlines = dated(folder, Deadline, DEADLINES_FILE, "deadline", sources=sources, name=lambda one: one.id)
    if folder.faults:
        raise BadReference(folder.faults)
    return targets, limits, deadlines
