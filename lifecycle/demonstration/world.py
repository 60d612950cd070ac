"""What all actors of a demonstration share: the setting, the agenda, the notebook, and things by chance."""

from __future__ import annotations

import hashlib

from lifecycle.codes import ALPHABET, code_from
from lifecycle.demonstration.agenda import Agenda
from lifecycle.demonstration.cards import Model
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
        self.agenda = Agenda(setting)
        self.notebook = Notebook(setting)
        self._taken: set[str] = set()

    def chance(self, *names: object) -> Chance:
        """The stream of this name."""
        return Chance(self.setting.seed, *names)

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

    def machine(self, prefix: str, name: str, category: str, origin: Origin) -> Machine:
        """A machine of this category, with all that chance gives it."""
        chance = self.chance("machine", name)
        model = chance.pick(self.setting.models_of(category))
        code = self.code(prefix, name)
        spread = chance.between(-self.setting.bench.unit_spread, self.setting.bench.unit_spread)
        serial = "".join(chance.one_of(ALPHABET) for _ in code[:-1])
        return Machine(
            code=code,
            model=model,
            origin=origin,
            true_g=self._model_g(model) * (_PERCENT + spread) // _PERCENT,
            serial=serial,
            sound=not chance.percent(self.setting.bench.beyond_repair[category]),
            disk=self._disk(model, serial, chance, origin),
        )

    def _model_g(self, model: Model) -> int:
        """What a model weighs: somewhere within the published bounds of its category."""
        value = self.reference.mass_g(model.category, on=self.setting.first_day)
        if value is None:
            raise ValueError(f"{model.category} has no published mass to draw from")
        low, high = (value.central if bound is None else bound for bound in (value.low, value.high))
        return self.chance("model", model.name).around(low, value.central, high)

    def _disk(self, model: Model, serial: str, chance: Chance, origin: Origin) -> Disk | None:
        kept_by_donor = origin.donor is not None and chance.percent(self.setting.arrivals.no_disk)
        if model.media_kind is None or (kept_by_donor and model.media_kind != "flash"):
            return None
        return Disk(f"{model.media_kind.upper()}-{serial}", model.media_kind, model.media_gb)

    def default_g(self, category: str) -> int:
        """The default mass of a category, in grams."""
        value = self.reference.mass_g(category, on=self.setting.first_day)
        if value is None:
            raise ValueError(f"{category} has no published mass to draw from")
        return value.central

    def waste_code(self, machine: Machine) -> str:
        """The code under which a machine is waste: by who used it, and by what may be dangerous in it."""
        return self.code_of_waste(machine.category, household=machine.origin.donor_kind == "person")

    def code_of_waste(self, category: str, *, household: bool) -> str:
        """The waste code of a category, from the reference."""
        known = self.reference.category(category)
        if known is None:
            raise ValueError(f"{category} is no category")
        if category in self.setting.waste.hazardous:
            return known.waste_codes["household_hazard" if household else "professional_hazard"]
        return known.waste_codes["household_no_hazard" if household else "professional_no_hazard"]
