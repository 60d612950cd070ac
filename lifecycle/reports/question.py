"""What a report is asked: the days, the position of the ledger, and the slice of the books."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Annotated

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from lifecycle.engine import Engine
from lifecycle.engine.engine import Parameter
from lifecycle.events.envelope import Code, Slug
from lifecycle.reports.summed import EARLIEST as EARLIEST
from lifecycle.reports.summed import LATEST as LATEST
from lifecycle.reports.summed import Asked, summed, whole_months
from lifecycle.words import Sentence, say

Territory = Annotated[str, StringConstraints(pattern=r"^(\d{2}|2[AB])(\d|\d{3})?$")]
"""A commune's INSEE code, or the code of a department: 69, 2A, 974."""


Grouping = Annotated[str, StringConstraints(pattern=r"^\d{9}$")]
"""The SIREN of a grouping of communes."""


class Unanswerable(ValueError):
    """A question that the ledger cannot answer, with what to ask instead."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


NARROWINGS = ("organisation", "territory", "grouping", "category", "device", "lot")
"""What narrows the books."""


class Filter(BaseModel):
    """Which days, known at which position, of which part of the books. Both days are included.

    A territory is where things come from for figures of origin, and where they were handed
    over for figures of equipment; never where the workshop stands.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    first_day: date | None = Field(None, description="First day; from the beginning if absent")
    last_day: date | None = Field(None, description="Last day; to the end if absent")
    as_of: int | None = Field(None, ge=0, description="Position of the ledger to stand at; now if absent")
    published: int | None = Field(
        None, ge=0, description="Position an earlier publication stood at: what became known since is shown"
    )
    organisation: Code | None = Field(None, description="Organisation in whose hands things are")
    territory: Territory | None = Field(None, description="INSEE code of a commune, or code of a department")
    grouping: Grouping | None = Field(None, description="SIREN of a grouping of communes (EPCI)")
    category: Slug | None = Field(None, description="Category")
    device: Code | None = Field(None, description="Device")
    lot: Code | None = Field(None, description="Lot")

    @model_validator(mode="after")
    def _days_are_in_order(self) -> Filter:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValueError(
                say("the last day ({last}) is before the first ({first})", last=self.last_day, first=self.first_day)
            )
        return self

    def perimeter(self) -> dict[str, str]:
        """What narrows the books, without the days and positions."""
        chosen = self.model_dump(exclude_none=True, mode="json")
        return {name: chosen[name] for name in chosen if name in NARROWINGS}

    def standing_at(self, engine: Engine) -> Filter:
        """The same with its position written out; refused where the ledger does not reach that far.

        A batch is known whole or not at all: a position inside one stands for the end of the batch before.
        """
        count = engine.position.count
        for asked in (self.as_of, self.published):
            if asked is not None and asked > count:
                raise Unanswerable(
                    say(
                        "as of {asked}: the ledger holds {count} facts; ask for a position up to {count}",
                        asked=asked,
                        count=count,
                    )
                )
        if self.as_of is not None and self.published is not None and self.published > self.as_of:
            raise Unanswerable(
                say(
                    "published at {published}, as of {as_of}: a publication does not stand later than what is asked; "
                    "ask for one up to {as_of}, or for a later position",
                    published=self.published,
                    as_of=self.as_of,
                )
            )
        update = {"as_of": count if self.as_of is None else _end_of_batch(engine, self.as_of)}
        if self.published is not None:
            update["published"] = _end_of_batch(engine, self.published)
        return self.model_copy(update=update)

    def parameters(self) -> dict[str, Parameter]:
        """Named values for SQL; empty text where nothing is chosen."""
        assert self.as_of is not None, "standing_at comes first"
        if self.grouping:  # the books name communes: whoever knows what lies in a grouping asks without it
            raise Unanswerable(say("this report cannot be narrowed by a grouping of communes: name a department"))
        return {
            "first_day": self.first_day or EARLIEST,
            "last_day": self.last_day or LATEST,
            "as_of": self.as_of,
            "organisation": self.organisation or "",
            "territory": f"{self.territory or ''}%",
            "category": self.category or "",
            "device": f"device:{self.device}" if self.device else "",
            "lot": self.lot or "",
            "lot_subject": f"lot:{self.lot}" if self.lot else "",
        }


def _end_of_batch(engine: Engine, position: int) -> int:
    """The last position, at or before this one, at which a batch was complete."""
    if position in {0, engine.position.count}:
        return position
    (row,) = engine.query(text_of("batch_of"), {"as_of": position}).to_pylist()
    if row["batch"] == position:
        return position
    (first,) = engine.query(text_of("batch_begins"), {"batch": row["batch"]}).to_pylist()
    return int(first["n"]) - 1


def known_whole(engine: Engine, asked: Filter) -> Iterator[Sentence]:
    """Why a question stands at another position than the one it names."""
    standing = asked.standing_at(engine)
    for position, stands in ((asked.as_of, standing.as_of), (asked.published, standing.published)):
        if position is not None and stands is not None and position != stands:
            (row,) = engine.query(text_of("batch_of"), {"as_of": position}).to_pylist()
            yield say(
                "A batch is known whole or not at all: position {position} lies in the batch of facts {first} to "
                "{last}; what is told stands at fact {stands}.",
                position=position,
                first=stands + 1,
                last=row["batch"],
                stands=stands,
            )


@cache
def text_of(name: str, rows: str = "") -> str:
    """The SQL of ``reports/sql/<name>.sql``, over legs or over what ``reports/sql/rows/<rows>.sql`` makes of sums."""
    folder = resources.files("lifecycle.reports").joinpath("sql")
    text = folder.joinpath(f"{name}.sql").read_text(encoding="utf-8")
    if not rows:
        return text
    others = folder.joinpath("rows", f"{rows}.sql").read_text(encoding="utf-8")
    return _ROWS.sub(lambda match: f"from (\n{others}) as {match[1]}\n", text)


_ROWS = re.compile(r"^from (leg|fact)\n", re.MULTILINE)
"""Where a question says which rows it asks."""


def ask(
    engine: Engine, name: str, filter: Filter, *, beside: Mapping[str, pa.Table] | None = None, **more: Parameter
) -> pa.Table:
    """The rows of a named question for a filter that knows its position, from sums where they suffice.

    ``beside`` are small tables that the text asks too: see :data:`BESIDE`.
    """
    given = {"by": ""} | filter.parameters() | more
    upto = summed_upto(engine, filter, name, by=str(more.get("by", "")))
    if not upto:
        return engine.query(text_of(name), given, beside)
    asked = _asked(filter, str(more.get("by", "")))
    answered = summed(name, asked)
    assert answered is not None, "sums go up to a position only where they suffice"
    days = whole_months(asked.first_day, asked.last_day)
    return engine.query(text_of(*answered), given | days | {"summed": upto})


BESIDE: Mapping[str, tuple[str, ...]] = {
    "void_fact": ("name",),
    "label": ("name", "item"),
    "chosen": ("account", "line", "legal", "kind"),
    "apart": ("item",),
    "chain": ("item",),
    "voids": ("correction", "name"),
}
"""Name of a table that a question brings along -> its columns: identities of the facts that are void; other labels
of a machine, each with the one under which its life is kept; cells of the books that are asked about;
things to be told one by one; things whose whole life is asked; corrections, each with the facts that it voids."""


def summed_upto(engine: Engine, filter: Filter, name: str, *, by: str = "") -> int:
    """The position up to which sums answer a question; 0 where they do not suffice for it."""
    return engine.summed_upto(filter.as_of or 0) if summed(name, _asked(filter, by)) else 0


def _asked(filter: Filter, by: str) -> Asked:
    return Asked(
        first_day=filter.first_day or EARLIEST,
        last_day=filter.last_day or LATEST,
        territory=filter.territory or "",
        device=filter.device or "",
        lot=filter.lot or "",
        category=filter.category or "",
        by=by,
    )
