"""The shelf in words and tables: what is there by the books, and what a count says otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.draw import NOTHING, Head, bare, count_of
from lifecycle.codes import plain_words
from lifecycle.reports.workshop import COLUMNS, STATES, Shelf
from lifecycle.words import N_, _, ngettext

STATE_WORDS: Mapping[str, str] = {**{str(name): words for name, words in COLUMNS.items()}, "waste": N_("Waste")}


def booked(shelf: Shelf, names: Mapping[str, str]) -> dict[str, int]:
    """Category -> how many the books have on the shelf, in the order of their names."""
    return {one: shelf.of(one) for one in sorted(shelf.counts, key=lambda one: plain_words(names.get(one, one)))}


def sentence(shelf: Shelf) -> str:
    """How many machines the books have on the shelf."""
    total = sum(shelf.of(category) for category in shelf.counts)
    if not total:
        return _("By the books nothing is on the shelf.")
    ready = sum(found.get("ready", 0) for found in shelf.counts.values())
    words = ngettext(
        "By the books {count} machine is on the shelf, {ready} of them ready.",
        "By the books {count} machines are on the shelf, {ready} of them ready.",
        total,
    )
    return words.format(count=count_of(total), ready=count_of(ready))


def beside(shelf: Shelf) -> str:
    """What stands in the same rooms and is not counted with them."""
    words = (
        (shelf.in_lots, ngettext("{count} machine packed in a lot", "{count} machines packed in lots", shelf.in_lots)),
        (shelf.parts, ngettext("{count} loose part", "{count} loose parts", shelf.parts)),
        (
            shelf.after_sales,
            ngettext(
                "{count} machine in after-sales, its holder’s",
                "{count} machines in after-sales, their holders’",
                shelf.after_sales,
            ),
        ),
    )
    told = ", ".join(text.format(count=count_of(count)) for count, text in words if count)
    return _("Not counted with them: {told}.").format(told=told) if told else ""


def heads() -> list[Head]:
    """The columns of the table: the states, then all of them."""
    return [
        Head(_("Category")),
        *(Head(_(STATE_WORDS[state]), True) for state in STATES),
        Head(_("On the shelf"), True),
    ]


def rows(shelf: Shelf, names: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Each category by state; the first row is all of them."""
    found = booked(shelf, names)
    total = [sum(shelf.counts[one].get(state, 0) for one in found) for state in STATES]
    lines = [(_("All"), *(bare(count, "things") for count in total), bare(sum(found.values()), "things"))]
    for category, count in found.items():
        states = (bare(shelf.counts[category].get(state, 0), "things") for state in STATES)
        lines.append((names.get(category, category), *states, bare(count, "things")))
    return lines


def differences(counted: Mapping[str, int], shelf: Shelf, names: Mapping[str, str]) -> list[tuple[str, str, str, str]]:
    """Each category that was counted: the books, the count, the difference."""
    return [
        (names.get(one, one), count_of(shelf.of(one)), count_of(count), _signed(count - shelf.of(one)))
        for one, count in counted.items()
    ]


def verdict(counted: Mapping[str, int], shelf: Shelf) -> str:
    """Whether the count and the books agree."""
    missing = sum(max(0, shelf.of(one) - count) for one, count in counted.items())
    extra = sum(max(0, count - shelf.of(one)) for one, count in counted.items())
    if not missing and not extra:
        return _("The count and the books agree.")
    return _("Of what was counted, {missing} are missing and {extra} are too much.").format(
        missing=count_of(missing), extra=count_of(extra)
    )


def _signed(number: int) -> str:
    if not number:
        return NOTHING
    return f"+{count_of(number)}" if number > 0 else f"−{count_of(-number)}"
