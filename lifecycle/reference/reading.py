"""From the files of the folder to checked tables: every value has a source, every name is known."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lifecycle.reference.cards import (
    Category,
    CategoryBounds,
    CertificateBounds,
    Chassis,
    EditionCard,
    Flux,
    GeneralBounds,
    Operation,
    PartKind,
    Placeholders,
    PriceCap,
    Source,
    WasteCode,
    WeeeCategory,
)
from lifecycle.reference.checks import dated, in_order, known, source_cards, sourced
from lifecycle.reference.factors import Factors, read_factors
from lifecycle.reference.faults import BadReference
from lifecycle.reference.folder import Folder
from lifecycle.reference.masses import join, read_categories, read_masses
from lifecycle.reference.timeline import Block, edition_key
from lifecycle.reference.value import Value
from lifecycle.words import say


@dataclass(frozen=True, eq=False)
class Tables:
    """All reference files, read and checked, for every edition."""

    sources: Mapping[str, Source]
    categories: Mapping[str, Category]
    masses: Mapping[str, Sequence[Value]]
    factors: Factors
    price_caps: Mapping[str, Sequence[PriceCap]]
    waste_codes: Mapping[str, Sequence[WasteCode]]
    operations: Mapping[str, Sequence[Operation]]
    general_bounds: Sequence[GeneralBounds]
    category_bounds: Mapping[str, Sequence[CategoryBounds]]
    certificate_bounds: Sequence[CertificateBounds]
    part_kinds: Mapping[str, PartKind]
    weee_categories: Mapping[str, WeeeCategory]
    fluxes: Mapping[str, Flux]
    chassis: Mapping[str, str]
    placeholder_texts: frozenset[str]
    placeholder_patterns: tuple[re.Pattern[str], ...]
    released: Mapping[str, EditionCard]

    @property
    def editions(self) -> frozenset[str]:
        """Every edition that a value belongs to, released or in preparation."""
        named: tuple[Mapping[str, Sequence[Block]], ...] = (
            self.masses,
            self.price_caps,
            self.waste_codes,
            self.operations,
            self.category_bounds,
        )
        of_names = {block.edition for table in named for blocks in table.values() for block in blocks}
        rules: tuple[Block, ...] = (*self.general_bounds, *self.certificate_bounds)
        return frozenset(of_names | {rule.edition for rule in rules} | self.factors.editions)


def chassis_word(word: str) -> str:
    """A word for a case without what does not count: case, spaces, hyphens, underscores."""
    return re.sub(r"[\s_-]+", "", word).casefold()


def folded(text: str) -> str:
    """A text without case, and with its spaces folded."""
    return " ".join(text.split()).casefold()


def read_tables(root: Path) -> Tables:
    """Every file of a reference folder. Raises :class:`BadReference` with all faults at once."""
    folder = Folder(root)
    tables = _tables(folder)
    if folder.faults:
        raise BadReference(folder.faults)
    return tables


def _tables(folder: Folder) -> Tables:
    sources = source_cards(folder)
    weee, fluxes = _weee(folder, sources)
    caps = dated(folder, PriceCap, "price_caps.toml", "price_cap", sources=sources, name=lambda cap: cap.id)
    codes = dated(folder, WasteCode, "waste_codes.toml", "waste_code", sources=sources, name=lambda code: code.code)
    operations = dated(
        folder, Operation, "operation_codes.toml", "operation", sources=sources, name=lambda operation: operation.code
    )
    categories, parts = read_categories(folder, sources)
    contents = {file: folder.read(file) for file in folder.names("factors")}
    parts += read_masses(folder, contents, sources, categories)
    kinds = _part_kinds(folder, categories)
    factors = read_factors(folder, contents, {"category": categories, "part_kind": kinds})
    for category in categories.values():
        file = f"categories/{category.id}.toml"
        known(folder, file, "weee_category", [category.weee_category], weee)
        known(folder, file, "flux", [category.flux], fluxes)
        known(folder, file, "price_cap", [category.price_cap], caps)
        known(folder, file, "waste_codes", list(category.waste_codes.values()), codes)
        for method, key in category.peers.items():
            known(folder, file, f"peers.{method}", [key], factors.keys_of(method))
    general, bounds, certificates = _plausibility(folder, sources, categories)
    texts, patterns = _placeholders(folder, sources)
    tables = Tables(
        sources=sources,
        categories=categories,
        masses=join(folder, parts),
        factors=factors,
        price_caps=caps,
        waste_codes=codes,
        operations=operations,
        general_bounds=general,
        category_bounds=bounds,
        certificate_bounds=certificates,
        part_kinds=kinds,
        weee_categories=weee,
        fluxes=fluxes,
        chassis=_chassis(folder, sources, categories),
        placeholder_texts=texts,
        placeholder_patterns=patterns,
        released=_editions(folder),
    )
    _rule_for_every_day(folder, tables)
    return tables


def _rule_for_every_day(folder: Folder, tables: Tables) -> None:
    """Any mass of any day must find a rule, so the oldest edition has one of each sort without dates."""
    oldest = min(tables.editions, key=edition_key, default=None)
    sorts: dict[str, Sequence[Block]] = {"general": tables.general_bounds, "certificate": tables.certificate_bounds}
    for sort, rules in sorts.items():
        if not any(rule.edition == oldest and rule.valid_from is None and rule.valid_to is None for rule in rules):
            reason = say("one rule of the oldest edition ({edition}) must hold on every day", edition=oldest)
            folder.fault("plausibility.toml", sort, reason)


def _weee(folder: Folder, sources: Mapping[str, Source]) -> tuple[dict[str, WeeeCategory], dict[str, Flux]]:
    file = "weee_categories.toml"
    content = folder.read(file)
    folder.refuse_others(content, ["source", "legal_ref", "weee_category", "flux"], file=file)
    fluxes = {card.id: card for card in folder.cards(Flux, content, file=file, entry="flux")}
    weee = {card.id: card for card in folder.cards(WeeeCategory, content, file=file, entry="weee_category")}
    for flux in fluxes.values():
        sourced(folder, file, flux.id, flux.source, sources)
    for category in weee.values():
        sourced(folder, file, category.id, category.source, sources)
        known(folder, file, category.id, [category.flux], fluxes)
    return weee, fluxes


def _plausibility(
    folder: Folder, sources: Mapping[str, Source], categories: Collection[str]
) -> tuple[list[GeneralBounds], dict[str, list[CategoryBounds]], list[CertificateBounds]]:
    file = "plausibility.toml"
    content = folder.read(file)
    folder.refuse_others(content, ["general", "category", "certificate"], file=file)
    general = folder.cards(GeneralBounds, content, file=file, entry="general")
    in_order(folder, file, "general", general)
    certificates = folder.cards(CertificateBounds, content, file=file, entry="certificate")
    in_order(folder, file, "certificate", certificates)
    bounds: dict[str, list[CategoryBounds]] = {}
    for card in folder.cards(CategoryBounds, content, file=file, entry="category"):
        bounds.setdefault(card.category, []).append(card)
    for name, cards in bounds.items():
        in_order(folder, file, name, cards)
        known(folder, file, "category", [name], categories)
    for block in (*general, *certificates, *(card for cards in bounds.values() for card in cards)):
        sourced(folder, file, block.edition, block.source, sources)
    return general, bounds, certificates


def _part_kinds(folder: Folder, categories: Collection[str]) -> dict[str, PartKind]:
    file = "part_kinds.toml"
    content = folder.read(file)
    folder.refuse_others(content, ["part_kind"], file=file)
    kinds = {card.id: card for card in folder.cards(PartKind, content, file=file, entry="part_kind")}
    for kind in kinds.values():
        known(folder, file, kind.id, [kind.category], categories)
    return kinds


def _chassis(folder: Folder, sources: Mapping[str, Source], categories: Collection[str]) -> dict[str, str]:
    file = "chassis.toml"
    card = folder.card(Chassis, folder.read(file), file=file, key="")
    found: dict[str, str] = {}
    if card is None:
        return found
    sourced(folder, file, "source", card.source, sources)
    known(folder, file, "words", list(card.words), categories)
    for category, words in card.words.items():
        for word in words:
            if found.setdefault(chassis_word(word), category) != category:
                folder.fault(file, category, say("{word} already leads to another category", word=word))
    return found


def _placeholders(folder: Folder, sources: Mapping[str, Source]) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    file = "placeholder_serials.toml"
    card = folder.card(Placeholders, folder.read(file), file=file, key="")
    if card is None:
        return frozenset(), ()
    sourced(folder, file, "source", card.source, sources)
    usable = []
    for pattern in card.patterns:
        try:
            usable.append(re.compile(pattern))
        except re.error as trouble:
            folder.fault(file, "patterns", say("{pattern}: {trouble}", pattern=pattern, trouble=trouble))
    return frozenset(map(folded, card.texts)), tuple(usable)


def _editions(folder: Folder) -> dict[str, EditionCard]:
    file = "editions.toml"
    return {
        name: card
        for name, content in folder.read(file).items()
        if (card := folder.card(EditionCard, content, file=file, key=name))
    }
