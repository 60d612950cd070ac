"""The named methods, one module each: to lie in this folder is to be known.

Each module has one METHOD. They stand in the order of what they speak of, ours first, then by name.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from lifecycle import reference
from lifecycle.impact.meant import UnknownCategory, category_named
from lifecycle.impact.method import SUBJECTS, Answer, Asked, Method
from lifecycle.reference import Reference
from lifecycle.words import Sentence, say


class UnknownMethod(LookupError):
    """No method has this id; the sentence lists those that are known."""

    def __init__(self, name: str) -> None:
        self.sentence: Sentence = say(
            "unknown method “{name}”; choose one of {known}", name=name, known=", ".join(methods())
        )
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return str(self.sentence)


@cache
def methods() -> dict[str, Method]:
    """Id -> method."""
    found = [import_module(f"{__name__}.{module.name}").METHOD for module in iter_modules(__path__)]
    order = list(SUBJECTS)
    return {
        method.id: method
        for method in sorted(found, key=lambda each: (order.index(each.subject), not each.ours, each.id))
    }


def method_named(name: str) -> Method:
    """The method of an id or of an alias. Raises :class:`UnknownMethod`."""
    known = methods()
    by_alias = {method.alias: method for method in known.values() if method.alias}
    found = known.get(name) or by_alias.get(name)
    if found is None:
        raise UnknownMethod(name)
    return found


def compare(asked: Asked, values: Reference | None = None) -> tuple[Answer, ...]:
    """What every method says of one device of a category of ours, with the values of the newest edition or of another.

    Raises :class:`UnknownCategory`.
    """
    values = values or reference.load()
    category = category_named(asked.category, values)
    if category is None:
        raise UnknownCategory(asked.category, list(values.categories))
    asked = replace(asked, category=category.id)
    return tuple(method.answer(asked, values) for method in methods().values())
