"""Checks between files: names are known, sources have cards, blocks are in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from lifecycle.reference.cards import Dated, Source
from lifecycle.reference.folder import Folder
from lifecycle.reference.timeline import T, disorder
from lifecycle.words import say

D = TypeVar("D", bound=Dated)
SHARED = ("edition", "source", "legal_ref", "verified")
"""Keys that may stand once at the top of a file, for all its entries."""


def known(folder: Folder, file: str, key: str, names: Collection[str | None], among: Collection[str]) -> None:
    """Each name is one of those that another file declares."""
    for name in names:
        if name is not None and name not in among:
            folder.fault(file, key, say("{name} is not known here", name=name))


def source_cards(folder: Folder) -> dict[str, Source]:
    """The cards of the sources by their name."""
    return {
        name: card
        for name, content in folder.read("sources.toml").items()
        if (card := folder.card(Source, content, file="sources.toml", key=name))
    }


def sourced(folder: Folder, file: str, key: str, source: str, sources: Mapping[str, Source]) -> None:
    """A source has a card, and one that asks to share alike is named in its own file only."""
    card = sources.get(source)
    if card is None:
        reason = say("its source {source} has no card in sources.toml; add one, or name another", source=source)
        folder.fault(file, key, reason)
    elif card.share_alike and file != f"factors/{source}.toml":
        reason = say("{source} asks to share alike; move the value to factors/{source}.toml", source=source)
        folder.fault(file, key, reason)


def in_order(folder: Folder, file: str, key: str, blocks: Sequence[T]) -> None:
    """Blocks stand from the oldest edition and day to the newest, and do not overlap within an edition."""
    for earlier, later, out_of_order in disorder(blocks):
        when = later.valid_from or later.edition
        if out_of_order:
            reason = say("the block of {when} is out of order; older editions and days come first", when=when)
        else:
            reason = say(
                "the block of {when} overlaps the one before it in edition {edition}; end that one with valid_to",
                when=when,
                edition=earlier.edition,
            )
        folder.fault(file, key, reason)


def dated(
    folder: Folder, model: type[D], file: str, entry: str, *, sources: Mapping[str, Source], name: Callable[[D], str]
) -> dict[str, list[D]]:
    """The dated ``[[entry]]`` tables of a file by their name, in order, each with a known source."""
    content = folder.read(file)
    folder.refuse_others(content, [entry, *SHARED], file=file)
    found: dict[str, list[D]] = defaultdict(list)
    for card in folder.cards(model, content, file=file, entry=entry):
        sourced(folder, file, name(card), card.source, sources)
        found[name(card)].append(card)
    for key, blocks in found.items():
        in_order(folder, file, key, blocks)
    return dict(found)
