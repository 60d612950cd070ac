"""One act told of a whole stack: sorted, tested, wiped, repaired, made ready, discarded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lifecycle.events import DataSanitised, Fact, Weighed
from lifecycle.intake.desk.stack import Weighing
from lifecycle.intake.desk.telling import Telling
from lifecycle.intake.told import fact_told

Texts = Mapping[str, str | None]
"""Field of a kind -> what was typed into it."""


def act(kind: type[Fact], subject: str, texts: Texts, telling: Telling, *what: object) -> Fact:
    """One of them; ``what`` tells it from others of its kind that this form says of the same subject."""
    said = dict(texts)
    if telling.moment is not None:
        said["occurred_at"] = telling.moment.isoformat()
    identity = telling.identity(subject, kind.kind, *what)
    return fact_told(kind, subject, said, acting=telling.acting, on=telling.on, event_id=identity)


def acts(kind: type[Fact], subjects: Iterable[str], texts: Texts, telling: Telling) -> list[Fact]:
    """The same said of each of these subjects. Raises :class:`BadFields` where the texts say nothing that can be."""
    return [act(kind, subject, texts, telling) for subject in subjects]


def wipes(media: Mapping[str, Sequence[str]], texts: Texts, telling: Telling) -> list[Fact]:
    """A wipe of each of these media: subject -> the names of its media."""
    return [
        act(DataSanitised, subject, {**texts, "medium": medium}, telling, medium)
        for subject, names in media.items()
        for medium in names
    ]


def weighings(found: Iterable[Weighing], telling: Telling) -> list[Fact]:
    """A weighing of each device, on the scale."""
    return [act(Weighed, f"device:{one.code}", {"grams": str(one.grams)}, telling) for one in found]
