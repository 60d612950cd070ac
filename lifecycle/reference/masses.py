"""Categories and their default masses, joined from ``categories/`` and ``factors/``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from lifecycle.reference.cards import Category, MassBlock, Source
from lifecycle.reference.checks import in_order, known, sourced
from lifecycle.reference.folder import Folder
from lifecycle.reference.timeline import edition_key
from lifecycle.reference.value import Value
from lifecycle.words import say

MASS = "mass_g"
FACTOR_KEYS = ("edition", "valid_from", "factor", "table", "correction", "names")
"""What else stands in a factor file; :mod:`lifecycle.reference.factors` reads it."""


class Part(NamedTuple):
    """A mass block, and the file where it stands. Two files may each give a part of one value."""

    category: str
    file: str
    block: MassBlock


def read_categories(folder: Folder, sources: Mapping[str, Source]) -> tuple[dict[str, Category], list[Part]]:
    """One category a file, and the masses that stand in these files."""
    categories: dict[str, Category] = {}
    parts: list[Part] = []
    for file in folder.names("categories"):
        content = folder.read(file)
        if not content:
            continue
        masses = {MASS: content.pop(MASS, [])}
        category = folder.card(Category, content, file=file, key="")
        if category is None:
            continue
        if file != f"categories/{category.id}.toml":
            folder.fault(file, "id", say("the file of category {id} must be called {id}.toml", id=category.id))
        for source in category.sources:
            sourced(folder, file, "sources", source, sources)
        categories[category.id] = category
        for block in folder.cards(MassBlock, masses, file=file, entry=MASS):
            sourced(folder, file, MASS, block.source, sources)
            parts.append(Part(category.id, file, block))
    return categories, parts


def read_masses(
    folder: Folder,
    contents: Mapping[str, Mapping[str, Any]],
    sources: Mapping[str, Source],
    categories: Collection[str],
) -> list[Part]:
    """The masses of ``factors/<source>.toml``: one file a source, under that source's licence."""
    parts: list[Part] = []
    for file, content in contents.items():
        source = file.removeprefix("factors/").removesuffix(".toml")
        folder.refuse_others(content, ["source", "licence", MASS, *FACTOR_KEYS], file=file)
        if content.get("source") != source:
            folder.fault(file, "source", say("the file must be named after its source"))
        sourced(folder, file, "source", source, sources)
        if source in sources and content.get("licence") != sources[source].licence:
            reason = say("is not the licence of the source's card: {licence}", licence=sources[source].licence)
            folder.fault(file, "licence", reason)
        parts += _factor_parts(folder, file, content, categories)
    return parts


def _factor_parts(folder: Folder, file: str, content: Mapping[str, Any], categories: Collection[str]) -> list[Part]:
    tables = content.get(MASS, [])
    named = [dict(table) for table in tables] if isinstance(tables, list) else []
    owners = [str(table.pop("category", "")) for table in named]
    parts = []
    for owner, table in zip(owners, named, strict=True):
        known(folder, file, MASS, [owner], categories)
        whole = {"source": content.get("source", ""), **table}
        block = folder.card(MassBlock, whole, file=file, key=f"{MASS} {owner}")
        if block is None:
            continue
        if block.source != content.get("source"):
            folder.fault(file, f"{MASS} {owner}", say("only values of the file's own source stand here"))
        parts.append(Part(owner, file, block))
    return parts


def join(folder: Folder, parts: Sequence[Part]) -> dict[str, list[Value]]:
    """The default masses of each category; parts of one edition and first day make one value."""
    together: dict[tuple[str, str, date], list[Part]] = defaultdict(list)
    found: dict[str, list[Value]] = defaultdict(list)
    files: dict[tuple[str, str], list[MassBlock]] = defaultdict(list)
    for part in parts:
        together[part.category, part.block.edition, part.block.valid_from].append(part)
        files[part.file, part.category].append(part.block)
    for (file, category), blocks in files.items():
        in_order(folder, file, f"{MASS} {category}", blocks)
    for (category, _edition, _day), pieces in together.items():
        if value := _value(folder, category, pieces):
            found[category].append(value)
    for category, values in found.items():
        values.sort(key=lambda value: (edition_key(value.edition), value.valid_from))
        in_order(folder, f"categories/{category}.toml", MASS, values)
    return dict(found)


def _value(folder: Folder, category: str, pieces: Sequence[Part]) -> Value | None:
    """One value of its pieces, or None with the reason noted."""
    file = pieces[-1].file
    key = f"{MASS} {category}"
    figures: dict[str, tuple[int, str]] = {}
    for piece in pieces:
        for name in ("low", "central", "high"):
            figure = getattr(piece.block, name)
            if figure is None:
                continue
            if name in figures:
                folder.fault(piece.file, key, say("{name} is given twice for the same days", name=name))
            figures[name] = (figure, piece.block.source)
    if len({piece.block.valid_to for piece in pieces}) > 1:
        folder.fault(file, key, say("valid_to differs from the other file that gives this value"))
    if "central" not in figures:
        folder.fault(file, key, say("has no central value"))
        return None
    central, source = figures["central"]
    low, high = figures.get("low"), figures.get("high")
    if (low and low[0] > central) or (high and high[0] < central):
        folder.fault(file, key, say("low, central and high are not in this order"))
    others = {bound[1] for bound in (low, high) if bound} - {source}
    if len(others) > 1:
        folder.fault(file, key, say("its bounds come from two sources"))
    block = pieces[0].block
    return Value(
        name=f"{category}.{MASS}",
        central=central,
        low=low[0] if low else None,
        high=high[0] if high else None,
        unit="g",
        source=source,
        bounds_source=min(others, default=None),
        edition=block.edition,
        valid_from=block.valid_from,
        valid_to=block.valid_to,
        note="; ".join(dict.fromkeys(piece.block.note for piece in pieces if piece.block.note)) or None,
    )
