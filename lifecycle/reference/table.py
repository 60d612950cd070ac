"""The reference data as one edition sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from lifecycle.reference.cards import (
    Category,
    CategoryBounds,
    CertificateBounds,
    Flux,
    GeneralBounds,
    Operation,
    PartKind,
    PriceCap,
    Source,
    WasteCode,
    WeeeCategory,
)
from lifecycle.reference.factor import Corrected, Factor, Family
from lifecycle.reference.factors import FactorKey
from lifecycle.reference.faults import MissingValue
from lifecycle.reference.masses import MASS
from lifecycle.reference.reading import Tables, chassis_word, folded
from lifecycle.reference.timeline import Timeline, newest, timeline
from lifecycle.reference.value import Value, WasteCodeStatus
from lifecycle.reference.waste_list import code_status
from lifecycle.words import say

PRICE_CAP = "price_cap"


@dataclass(frozen=True, eq=False)
class Reference:
    """Everything that ``data/reference`` says, as known in one edition. Made by :func:`load`."""

    edition: str
    tables: Tables = field(repr=False)
    _masses_seen: dict[tuple[str, date], Value | None] = field(default_factory=dict, repr=False)
    _bounds_seen: dict[tuple[str, date], tuple[int, int]] = field(default_factory=dict, repr=False)
    _codes_seen: dict[tuple[str, date], WasteCodeStatus] = field(default_factory=dict, repr=False)
    _others: dict[str, Reference] = field(default_factory=dict, repr=False)

    def at(self, edition: str) -> Reference:
        """The same files as another edition sees them; this one where none is named.

        A fact is judged by the edition under which it was recorded, so that a later edition
        moves nothing in the past.
        """
        if edition in ("", self.edition):
            return self
        if edition not in self._others:
            self._others[edition] = Reference(edition=edition, tables=self.tables)
        return self._others[edition]

    # --- lists ---------------------------------------------------------------------------------

    @property
    def categories(self) -> Mapping[str, Category]:
        """Id -> category."""
        return self.tables.categories

    @property
    def sources(self) -> Mapping[str, Source]:
        """Id -> card of the source."""
        return self.tables.sources

    @property
    def part_kinds(self) -> Mapping[str, PartKind]:
        """Id -> kind of part."""
        return self.tables.part_kinds

    @property
    def weee_categories(self) -> Mapping[str, WeeeCategory]:
        """Number -> category of WEEE (DEEE)."""
        return self.tables.weee_categories

    @property
    def fluxes(self) -> Mapping[str, Flux]:
        """Id -> collection channel (flux)."""
        return self.tables.fluxes

    @cached_property
    def operations(self) -> Mapping[str, Operation]:
        """Code -> treatment operation."""
        found = ((code, newest(blocks, self.edition)) for code, blocks in self.tables.operations.items())
        return {code: blocks[-1] for code, blocks in found if blocks}

    @cached_property
    def waste_codes(self) -> Mapping[str, Timeline[WasteCode]]:
        """Code of the list of waste -> its wordings, by days."""
        found = ((code, newest(blocks, self.edition)) for code, blocks in self.tables.waste_codes.items())
        return {code: timeline(blocks, self.edition) for code, blocks in found if blocks}

    @cached_property
    def masses(self) -> Mapping[str, Timeline[Value]]:
        """Category -> its default masses, by days."""
        return {name: timeline(values, self.edition) for name, values in self.tables.masses.items()}

    @cached_property
    def factors(self) -> Mapping[FactorKey, Timeline[Factor]]:
        """Family and key -> the values of a factor by days, known faults of sources corrected."""
        return self.tables.factors.in_force(self.edition)

    @cached_property
    def corrections(self) -> tuple[Corrected, ...]:
        """What is known to be wrong with a source, with the value that it gives."""
        return self.tables.factors.corrected(self.edition)

    @property
    def families(self) -> Mapping[str, Family]:
        """Name -> what all factors of that name have in common."""
        return self.tables.factors.families

    def owners_name(self, method: str, key: str) -> str:
        """The word of the owner of a named method for a key of theirs; the key where they have no other."""
        return self.tables.factors.names.get((method, key), key)

    @cached_property
    def price_caps(self) -> Mapping[str, Timeline[PriceCap]]:
        """Row -> solidarity price caps, by days."""
        return {name: timeline(caps, self.edition) for name, caps in self.tables.price_caps.items()}

    @cached_property
    def general_bounds(self) -> Timeline[GeneralBounds]:
        """The rule for a mass within reason, by days."""
        return timeline(self.tables.general_bounds, self.edition)

    @cached_property
    def category_bounds(self) -> Mapping[str, Timeline[CategoryBounds]]:
        """Category -> its own bounds for a mass within reason, by days."""
        return {name: timeline(bounds, self.edition) for name, bounds in self.tables.category_bounds.items()}

    @cached_property
    def certificate_bounds(self) -> Timeline[CertificateBounds]:
        """The rule for a certificate within reason, by days."""
        return timeline(self.tables.certificate_bounds, self.edition)

    # --- one entry -----------------------------------------------------------------------------

    def category(self, id: str) -> Category | None:
        """The category of this id."""
        return self.tables.categories.get(id)

    def part_kind(self, id: str) -> PartKind | None:
        """The kind of part of this id."""
        return self.tables.part_kinds.get(id)

    def operation(self, code: str) -> Operation | None:
        """The treatment operation of this code, written ``R 4``."""
        return self.operations.get(code)

    def category_of_chassis(self, word: str) -> str | None:
        """The category that a machine's word for its case is first taken for; None where it tells nothing."""
        return self.tables.chassis.get(chassis_word(word))

    def is_placeholder(self, text: str) -> bool:
        """True where firmware put a text in the place of a serial, a maker or a model: it identifies nothing."""
        plain = folded(text)
        if not plain or plain in self.tables.placeholder_texts:
            return True
        return any(pattern.fullmatch(plain) for pattern in self.tables.placeholder_patterns)

    # --- values on a day -----------------------------------------------------------------------

    def mass_g(self, category: str, *, on: date) -> Value | None:
        """The default mass of a category, in grams; None where no source gives one for that day."""
        seen = category, on
        if seen not in self._masses_seen:
            by_day = self.masses.get(category)
            self._masses_seen[seen] = by_day.on(on) if by_day else None
        return self._masses_seen[seen]

    def factor(self, name: str, key: str = "", *, on: date) -> Factor | None:
        """The factor of a family and key in force on a day; None where no source gives one that is used."""
        by_day = self.factors.get((name, key))
        return by_day.on(on) if by_day else None

    def price_cap(self, category: str, *, on: date) -> PriceCap | None:
        """The row of solidarity prices that holds for a category on a day."""
        known = self.category(category)
        by_day = self.price_caps.get(known.price_cap) if known and known.price_cap else None
        return by_day.on(on) if by_day else None

    def price_cap_cents(self, category: str, *, on: date) -> int | None:
        """The most that may be asked for public equipment of a category, in cents, all taxes included."""
        cap = self.price_cap(category, on=on)
        return cap.cents if cap else None

    def value(self, name: str, *, on: date) -> Value:
        """A value by its full name: ``laptop.mass_g`` (g) or ``laptop.price_cap`` (cents).

        Raises :class:`MissingValue`, which names the file to edit, where none is in force that day.
        """
        category, _, quantity = name.partition(".")
        found = self._value(category, quantity, on)
        if found is not None:
            return found
        file = "price_caps.toml" if quantity == PRICE_CAP else f"categories/{category}.toml"
        raise MissingValue(
            say(
                "{category} has no {quantity} valid on {day} in edition {edition}; "
                "add a dated value with its source to {file}",
                category=category,
                quantity=quantity,
                day=on,
                edition=self.edition,
                file=file,
            )
        )

    def _value(self, category: str, quantity: str, on: date) -> Value | None:
        if quantity == MASS:
            return self.mass_g(category, on=on)
        cap = self.price_cap(category, on=on) if quantity == PRICE_CAP else None
        if cap is None:
            return None
        return Value(
            name=f"{category}.{PRICE_CAP}",
            central=cap.cents,
            low=None,
            high=None,
            unit="cents",
            source=cap.source,
            bounds_source=None,
            edition=cap.edition,
            valid_from=cap.valid_from,
            valid_to=cap.valid_to,
        )

    # --- a mass within reason ------------------------------------------------------------------

    def plausible_bounds_g(self, category: str, *, on: date) -> tuple[int, int]:
        """The least and the most grams that one thing of a category may weigh within reason."""
        seen = category, on
        if seen not in self._bounds_seen:
            self._bounds_seen[seen] = self._bounds(category, on)
        return self._bounds_seen[seen]

    def plausible_mass(self, category: str, grams: int, *, on: date) -> bool:
        """True where one thing of a category may weigh this much: 2,100 g for a laptop, not 2,100 kg."""
        least, most = self.plausible_bounds_g(category, on=on)
        return least <= grams <= most

    def plausible_certificate(self, fractions_g: int, *, covers_g: int, on: date) -> bool:
        """True where what came out of a treatment may come from the grams it covers.

        Where nothing was ever known of their mass (0 g), any certificate may be true.
        """
        rule = self.certificate_bounds.on(on)
        assert rule is not None  # a folder without a rule for every day and edition does not load
        if not covers_g:
            return True
        return rule.least_percent * covers_g <= 100 * fractions_g <= rule.most_percent * covers_g

    def _bounds(self, category: str, on: date) -> tuple[int, int]:
        own = self.category_bounds.get(category)
        if own and (bounds := own.on(on)):
            return bounds.least_g, bounds.most_g
        rule = self.general_bounds.on(on)
        assert rule is not None  # a folder without a rule for every day and edition does not load
        mass = self.mass_g(category, on=on)
        if mass is None:
            return rule.least_g, rule.most_g
        least = mass.central * rule.least_percent_of_central
        if mass.low is not None:
            least = mass.low * rule.least_percent_of_low
        most = mass.central * rule.most_percent_of_central
        if mass.high is not None:
            most = mass.high * rule.most_percent_of_high
        # Hundredths back to grams: the least rounded up but never to nothing, the most rounded down.
        return max(-(-least // 100), rule.least_g), most // 100

    # --- the list of waste ---------------------------------------------------------------------

    def waste_code(self, code: str, *, on: date) -> WasteCodeStatus:
        """What the list of waste says of a code (written ``16 02 13*``) on a day."""
        seen = code, on
        if seen not in self._codes_seen:
            self._codes_seen[seen] = code_status(self.waste_codes, code, on=on)
        return self._codes_seen[seen]
