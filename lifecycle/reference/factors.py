"""Factors, joined from ``factors/<source>.toml``: families, values by validity and edition, corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from lifecycle.reference.bounds import keep_bounds
from lifecycle.reference.checks import in_order, known
from lifecycle.reference.factor import Corrected, Correction, Factor, FactorBlock, FactorTable, Family, Shape, SharedBy
from lifecycle.reference.folder import Folder
from lifecycle.reference.timeline import Timeline, edition_key, timeline
from lifecycle.words import say

FAMILIES = "factor_families.toml"
SHARED = ("edition", "valid_from")
"""Keys that may stand once at the top of a factor file, for all its values."""

FactorKey = tuple[str, str]
"""Family and key."""


class Piece(NamedTuple):
    """What one file says of a factor. Several files may each give a part of one value."""

    file: str
    entry: str
    """Where in the file: among the ``[[factor]]`` blocks or the ``[[table]]`` ones."""
    block: FactorBlock


@dataclass(frozen=True)
class Factors:
    """All factors of the folder, for every edition, and what is known to be wrong with them."""

    families: Mapping[str, Family]
    values: Mapping[FactorKey, Sequence[Factor]]
    corrections: Mapping[tuple[str, FactorKey], Sequence[Correction]]
    """Source, family and key -> its corrections."""
    names: Mapping[FactorKey, str]
    """Method and key of its owner -> the owner's own word for it."""

    @property
    def editions(self) -> frozenset[str]:
        """Every edition that a factor or a correction belongs to."""
        of_values = {factor.edition for factors in self.values.values() for factor in factors}
        return frozenset(of_values | {each.edition for many in self.corrections.values() for each in many})

    def keys_of(self, method: str) -> frozenset[str]:
        """The keys that the owner of a named method uses in its tables, and what they begin with.

        Where the owner knows models only (``smartphone_iphone11``), a category is their first word.
        """
        keys = {key for name, key in self.values if name.startswith(f"{method}.")}
        return frozenset(keys | {key.partition("_")[0] for key in keys})

    def in_force(self, edition: str) -> dict[FactorKey, Timeline[Factor]]:
        """Family and key -> its values by days, as an edition sees them, corrections applied."""
        found = {}
        for name, values in self.values.items():
            plain = timeline(values, edition)
            blocks = tuple(self._used(block, edition) if block else None for block in plain.blocks)
            if any(blocks):
                found[name] = Timeline(plain.days, blocks)
        return found

    def corrected(self, edition: str) -> tuple[Corrected, ...]:
        """The corrections of an edition, each with what the source says last."""
        found = []
        for (source, name), corrections in sorted(self.corrections.items()):
            for correction in filter(lambda each: _is_active(each, edition), corrections):
                values = [factor for factor in self.values[name] if factor.source == source]
                seen = [factor for factor in values if edition_key(factor.edition) <= edition_key(edition)]
                found.append(Corrected(correction, (seen or values)[-1]))
        return tuple(found)

    def _used(self, factor: Factor, edition: str) -> Factor | None:
        for correction in self.corrections.get((factor.source, (factor.name, factor.key)), ()):
            if _is_active(correction, edition):
                return correction.of(factor)
        return factor


def _is_active(correction: Correction, edition: str) -> bool:
    ended = correction.until is not None and edition_key(correction.until) <= edition_key(edition)
    return edition_key(correction.edition) <= edition_key(edition) and not ended


def read_factors(
    folder: Folder, contents: Mapping[str, Mapping[str, Any]], keys: Mapping[str, Collection[str]]
) -> Factors:
    """Every factor of ``factors/``, whose files are given with their content.

    ``keys`` gives the ids that a family's keys are among, by their sort.
    """
    families = _families(folder)
    pieces: list[Piece] = []
    corrections: dict[tuple[str, FactorKey], list[Correction]] = defaultdict(list)
    names: dict[FactorKey, str] = {}
    for file, content in contents.items():
        pieces += _pieces(folder, file, content, families, keys)
        own = _with({"edition": content["edition"]} if "edition" in content else {}, content, "correction")
        for correction in folder.cards(Correction, own, file=file, entry="correction"):
            corrections[str(content.get("source", "")), (correction.name, correction.key)].append(correction)
        for method, words in _names(folder, file, content):
            names.update({(method, key): word for key, word in words.items()})
    values = _join(folder, pieces, families)
    found = Factors(families, values, dict(corrections), names)
    _guards(folder, found)
    return found


def _families(folder: Folder) -> dict[str, Family]:
    content = folder.read(FAMILIES)
    folder.refuse_others(content, ["family"], file=FAMILIES)
    return {card.id: card for card in folder.cards(Family, content, file=FAMILIES, entry="family")}


def _names(folder: Folder, file: str, content: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    names = content.get("names", {})
    if not isinstance(names, Mapping):
        folder.fault(file, "names", say("write it as [names.<method>] tables of words"))
        return
    for method, words in names.items():
        if isinstance(words, Mapping) and all(isinstance(word, str) for word in words.values()):
            yield method, dict(words)
        else:
            folder.fault(file, f"names.{method}", say("write it as [names.<method>] tables of words"))


def _pieces(
    folder: Folder,
    file: str,
    content: Mapping[str, Any],
    families: Mapping[str, Family],
    keys: Mapping[str, Collection[str]],
) -> list[Piece]:
    """The values of one file, each of a known family, in its unit and with keys it knows."""
    shared = {name: content[name] for name in (*SHARED, "source") if name in content}
    factors = folder.cards(FactorBlock, _with(shared, content, "factor"), file=file, entry="factor")
    tables = folder.cards(FactorTable, _with(shared, content, "table"), file=file, entry="table")
    pieces = [Piece(file, "factor", block) for block in factors]
    pieces += [Piece(file, "table", block) for table in tables for block in table.blocks()]
    for block in (piece.block for piece in pieces):
        where = _label(block.name, block.key)
        family = families.get(block.name)
        if block.source != content.get("source"):
            folder.fault(file, where, say("only values of the file's own source stand here"))
        if family is None:
            folder.fault(file, where, say("its family is not in {file}; add it there", file=FAMILIES))
            continue
        if family.unit not in (None, block.unit):
            folder.fault(file, where, say("its unit must be that of its family: {unit}", unit=family.unit))
        if family.keys in keys or family.among:
            known(folder, file, where, [block.key], family.among or keys[family.keys])
        elif bool(block.key) == (family.keys == "none"):
            folder.fault(file, where, say("this family has no key") if block.key else say("needs a key"))
    return pieces


def _with(shared: Mapping[str, Any], content: Mapping[str, Any], entry: str) -> dict[str, Any]:
    """The entries of one sort, each with what stands once at the top of the file."""
    tables = content.get(entry, [])
    if not isinstance(tables, list):
        return {entry: tables}
    return {entry: [{**shared, **table} if isinstance(table, Mapping) else table for table in tables]}


def _label(name: str, key: str) -> str:
    return f"{name} {key}".strip()


def _join(folder: Folder, pieces: Sequence[Piece], families: Mapping[str, Family]) -> dict[FactorKey, list[Factor]]:
    """The factors by family and key; parts of one edition and first day make one value."""
    together: dict[tuple[FactorKey, str, date], list[Piece]] = defaultdict(list)
    files: dict[tuple[str, str, FactorKey], list[FactorBlock]] = defaultdict(list)
    for piece in pieces:
        name = piece.block.name, piece.block.key
        together[name, piece.block.edition, piece.block.valid_from].append(piece)
        files[piece.file, piece.entry, name].append(piece.block)
    for (file, _entry, name), blocks in files.items():
        in_order(folder, file, _label(*name), blocks)
    given_up: dict[FactorKey, set[str]] = defaultdict(set)
    for block in (piece.block for piece in pieces):
        if block.bounds == "none":
            given_up[block.name, block.key].add(block.edition)
    found: dict[FactorKey, list[Factor]] = defaultdict(list)
    for (name, _edition, _day), parts in together.items():
        if name[0] in families and (factor := _factor(folder, parts, families[name[0]])):
            found[name].append(factor)
    for name, factors in found.items():
        factors.sort(key=lambda factor: (edition_key(factor.edition), factor.valid_from))
        in_order(folder, "factors", _label(*name), factors)
        keep_bounds(folder, _label(*name), factors, given_up[name])
    return dict(found)


def _factor(folder: Folder, pieces: Sequence[Piece], family: Family) -> Factor | None:
    """One factor of its pieces, or None with the reason noted. What is said of the central value comes first."""
    pieces = sorted(pieces, key=lambda piece: piece.block.central is None)
    block = pieces[0].block
    file, label = pieces[-1].file, _label(block.name, block.key)
    figures: dict[str, tuple[Any, str]] = {}
    for piece in pieces:
        for bound in ("low", "central", "high"):
            figure = getattr(piece.block, bound)
            if figure is not None and bound in figures:
                folder.fault(piece.file, label, say("{name} is given twice for the same days", name=bound))
            if figure is not None:
                figures[bound] = figure, piece.block.source
    if len({piece.block.valid_to for piece in pieces}) > 1:
        folder.fault(file, label, say("valid_to differs from the other file that gives this value"))
    shapes: set[Shape] = {piece.block.shape for piece in pieces if piece.block.shape}
    shares: set[SharedBy] = {piece.block.shared_by for piece in pieces if piece.block.shared_by}
    for said in (len(shapes), len(shares)):
        if said > 1:
            folder.fault(file, label, say("the files that give this value disagree on how it is drawn"))
    if "central" not in figures:
        folder.fault(file, label, say("has no central value"))
        return None
    central, source = figures["central"]
    low, high = figures.get("low", (None, source)), figures.get("high", (None, source))
    if (low[0] is not None and low[0] > central) or (high[0] is not None and high[0] < central):
        folder.fault(file, label, say("low, central and high are not in this order"))
    bounded = low[0] is not None or high[0] is not None
    if bounded and any(piece.block.bounds == "none" for piece in pieces):
        folder.fault(file, label, say("one file gives a bound, and another says that there is none"))
    return Factor(
        name=block.name,
        key=block.key,
        unit=block.unit,
        central=central,
        low=low[0],
        high=high[0],
        shape=min(shapes, default="triangular") if bounded else "point",
        shared_by=min(shares, default=family.shared_by),
        source=source,
        bounds_sources=tuple(sorted({low[1], high[1]} - {source})),
        where=_all(piece.block.where for piece in pieces),
        edition=block.edition,
        valid_from=block.valid_from,
        valid_to=block.valid_to,
        note=_all(piece.block.note for piece in pieces),
    )


def _all(texts: Iterable[str | None]) -> str | None:
    """What the pieces of one value say, each thing once."""
    return "; ".join(dict.fromkeys(text for text in texts if text)) or None


def _guards(folder: Folder, factors: Factors) -> None:
    """Each correction names a value of its source, and the source still says what is corrected."""
    for (source, name), corrections in factors.corrections.items():
        file, label = f"factors/{source}.toml", f"correction {_label(*name)}"
        own = [factor for factor in factors.values.get(name, ()) if factor.source == source]
        if not own:
            folder.fault(file, label, say("no value of this source has this name and key"))
        for correction in corrections:
            end = correction.until
            met = [factor for factor in own if end is None or edition_key(factor.edition) < edition_key(end)]
            if met and not correction.still_holds(met[-1].central):
                reason = say(
                    "the source seems repaired: it says {value}; drop the correction, or end it with until",
                    value=met[-1].central,
                )
                folder.fault(file, label, reason)
