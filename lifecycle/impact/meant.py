"""What a word for a category means: an id or a name of ours, or a key or a name of a method's owner."""

from __future__ import annotations

from collections.abc import Sequence

from lifecycle.impact.owner import OwnersValues
from lifecycle.reference import Category, Reference
from lifecycle.reference.reading import folded
from lifecycle.words import say


class UnknownCategory(LookupError):
    """Neither a category of ours nor a key or a name of the method's owner."""

    def __init__(self, category: str, ours: Sequence[str], owners: Sequence[str] = ()) -> None:
        self.sentence = say(
            "“{category}” is no category; choose one of {ours}", category=category, ours=", ".join(ours)
        )
        if owners:
            self.sentence = say(
                "“{category}” is no category; choose one of ours ({ours}) or of the method’s owner ({owners})",
                category=category,
                ours=", ".join(ours),
                owners=", ".join(owners),
            )
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return str(self.sentence)


def category_named(text: str, reference: Reference) -> Category | None:
    """Our category of this id or name, in either language."""
    for category in reference.categories.values():
        if folded(text) in {category.id, folded(category.label_fr), folded(category.label_en)}:
            return category
    return None


def owners_key(text: str, keys: Sequence[str], values: OwnersValues) -> str:
    """The owner's key, among these, of this key or name; empty where there is none."""
    theirs = {folded(word): key for key in keys for word in (values.name(key), key)}
    return theirs.get(folded(text), "")


def with_names(keys: Sequence[str], values: OwnersValues) -> list[str]:
    """The owner's keys, each with the owner's own word where it is another."""
    return [key if values.name(key) == key else f"{key} {values.name(key)}" for key in keys]


def in_their_order(key: str) -> tuple[int, str]:
    """Sorts keys: numbers as numbers, before words."""
    return (int(key), "") if key.isdecimal() else (10**9, key)
