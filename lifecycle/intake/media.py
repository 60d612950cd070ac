"""Wipes and destructions of media that no reading of the machine knows: a typing error, or another disk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lifecycle.events import DataSanitised, Fact, HardwareRead, MediaDestroyed, PartInstalled
from lifecycle.intake.draft import Draft, Question
from lifecycle.journey.past import Recorded
from lifecycle.words import _


def unknown_media(
    fresh: Mapping[str, Sequence[Draft]], readings: Iterable[Draft], lives: Mapping[str, Sequence[Recorded]]
) -> Iterator[Question]:
    """One question for each device and medium that is told of but was never read in it.

    ``fresh`` are the new rows by device, ``readings`` all drafts of this import, ``lives`` what
    the ledger holds. A machine that no reading describes has no medium that could be unknown.
    """
    told: defaultdict[str, list[Fact]] = defaultdict(list)
    for draft in readings:
        told[draft.fact.subject].append(draft.fact)
    for device, rows in fresh.items():
        known = _media_of([*(one.fact for one in lives.get(device, ())), *told[device]])
        wiped = {
            draft.fact.medium: draft.origin.file
            for draft in rows
            if isinstance(draft.fact, DataSanitised | MediaDestroyed) and draft.fact.subject == device
        }
        for medium in sorted(wiped.keys() - known) if known else ():
            text = _(
                "{code}: the medium “{medium}” was never read in this machine, so the media read in it are not "
                "wiped by it; it has: {known}. If the name is wrong, correct the row"
            ).format(code=device.partition(":")[2], medium=medium, known=", ".join(sorted(known)))
            yield Question("unknown_medium", text, (device,), wiped[medium])


def _media_of(life: Sequence[Fact]) -> set[str]:
    """The media that readings saw in a machine; with them, those of parts put into it."""
    read = {medium.medium for fact in life if isinstance(fact, HardwareRead) for medium in fact.media or ()}
    put_in = {name for fact in life if isinstance(fact, PartInstalled) for name in (fact.medium, fact.part) if name}
    return read | put_in if read else set()
