"""What all actors of a demonstration share: the setting, the agenda, the notebook, and things by chance."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection
from datetime import date
from functools import cached_property

from lifecycle.codes import ALPHABET, code_from
from lifecycle.demonstration.agenda import Agenda, Diary
from lifecycle.demonstration.cards import House, Model
from lifecycle.demonstration.chance import Chance
from lifecycle.demonstration.notebook import Notebook
from lifecycle.demonstration.setting import Setting
from lifecycle.demonstration.things import Disk, Machine, Origin
from lifecycle.reference import Reference

_PERCENT = 100


class World:
    """One run of a demonstration."""

    def __init__(self, setting: Setting, reference: Reference) -> None:
        self.setting = setting
        self.reference = reference
        self.diary = Diary(setting)
        self.agenda = Agenda(self.diary)
        self.notebook = Notebook(setting)
        self._taken: set[str] = set()
        self._ranks: Counter[str] = Counter()
        self._masses: dict[str, int] = {}
        self._by_year: dict[tuple[str, int], dict[Model, int]] = {}

    def chance(self, *names: object) -> Chance:
        """The stream of this name."""
        return Chance(self.setting.seed, *names)

    def rank(self, of: str) -> int:
        """1 for the first of these, 2 for the second, and so on."""
        self._ranks[of] += 1
        return self._ranks[of]

    def code(self, prefix: str, name: str) -> str:
        """A label that no other thing bears."""
        digest = hashlib.sha256(f"{self.setting.seed}\x1f{name}".encode()).digest()
        for attempt in range(len(ALPHABET)):
            code = code_from(prefix, digest, attempt)
            if code not in self._taken:
                self._taken.add(code)
                return code
        raise ValueError(f"no code is left for {name}")

    def commune(self, chance: Chance) -> str:
        """A commune where someone lives."""
        return chance.pick(self.setting.communes)

    def machine(self, house: House, name: str, category: str, origin: Origin, day: date) -> Machine:
        """A machine of this category given to a house, with all that chance gives it."""
        chance = self.chance("machine", name)
        model = self.model(category, chance, day)
        code = self.code(house.code, name)
        spread = chance.between(-house.bench.unit_spread, house.bench.unit_spread)
        serial = "".join(chance.one_of(ALPHABET) for _ in code[:-1])
        return Machine(
            code=code,
            model=model,
            origin=origin,
            true_g=self._model_g(model) * (_PERCENT + spread) // _PERCENT,
            serial=serial,
            sound=not chance.percent(house.bench.beyond_repair[category]),
            disk=self._disk(model, serial, chance, kept=house.arrivals.no_disk if origin.donor is not None else 0),
        )

    @cached_property
    def _models(self) -> dict[str, dict[Model, int]]:
        """The models of each category, with their weights."""
        models: dict[str, dict[Model, int]] = {}
        for one in self.setting.model:
            models.setdefault(one.category, {})[one] = one.weight
        return models

    def model(self, category: str, chance: Chance, day: date) -> Model:
        """A model, by its weight; where ages are known, one of those nearest to the age that chance gives it."""
        ages = self.setting.age.get(category)
        if ages is None:
            return chance.pick(self._models[category])
        return chance.pick(self._nearest(category, day.year - chance.around(ages.low, ages.central, ages.high)))

    def _nearest(self, category: str, wanted: int) -> dict[Model, int]:
        """The models of a category that came on the market nearest to a year, with their weights."""
        known = self._by_year.get((category, wanted))
        if known is None:
            models = self._models[category]
            nearest = min(abs(one.year - wanted) for one in models)
            known = {one: weight for one, weight in models.items() if abs(one.year - wanted) == nearest}
            self._by_year[category, wanted] = known
        return known

    def _model_g(self, model: Model) -> int:
        """What a model weighs: somewhere within the published bounds of its category."""
        if model.name not in self._masses:
            value = self.reference.mass_g(model.category, on=self.setting.first_day)
            if value is None:
                raise ValueError(f"{model.category} has no published mass to draw from")
            low, high = (value.central if bound is None else bound for bound in (value.low, value.high))
            self._masses[model.name] = self.chance("model", model.name).around(low, value.central, high)
        return self._masses[model.name]

    def _disk(self, model: Model, serial: str, chance: Chance, *, kept: int) -> Disk | None:
        kept_by_donor = kept > 0 and chance.percent(kept)
        if model.media_kind is None or (kept_by_donor and model.media_kind != "flash"):
            return None
        return Disk(f"{model.media_kind.upper()}-{serial}", model.media_kind, model.media_gb)

    def default_g(self, category: str) -> int:
        """The default mass of a category, in grams."""
        value = self.reference.mass_g(category, on=self.setting.first_day)
        if value is None:
            raise ValueError(f"{category} has no published mass to draw from")
        return value.central

    def waste_code(self, machine: Machine, hazardous: Collection[str]) -> str:
        """The code under which a machine is waste: by who used it, and by what may be dangerous in it."""
        household = machine.origin.donor_kind == "person"
        return self.code_of_waste(machine.category, household=household, hazard=machine.category in hazardous)

    def code_of_waste(self, category: str, *, household: bool, hazard: bool) -> str:
        """The waste code of a category, from the reference."""
        known = self.reference.category(category)
        if known is None:
            raise ValueError(f"{category} is no category")
        if hazard:
            return known.waste_codes["household_hazard" if household else "professional_hazard"]
        return known.waste_codes["household_no_hazard" if household else "professional_no_hazard"]
