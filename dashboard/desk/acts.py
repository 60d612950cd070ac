"""Acts told of a whole stack: one choice, one form, one fact a thing, all recorded or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from dashboard.answers import Answers
from dashboard.desk import Desk, telling
from dashboard.desk.stack import joins, told_in
from dashboard.form import Draft, Widgets, Words, form
from dashboard.tell import coded
from lifecycle.events import Fact
from lifecycle.intake.desk import Telling, acts
from lifecycle.intake.told import BadFields
from lifecycle.words import _

Teller = Callable[[Draft, Telling, Sequence[str]], list[Fact]]


class Act(NamedTuple):
    """Something done to a stack: what it is called, the fields of its form, how its facts are told."""

    words: str
    kind: type[Fact]
    fields: tuple[str, ...]
    tell: Teller
    options: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """Field -> code -> English words, of its coded words."""


class Acts(NamedTuple):
    """The acts of a page. ``labels`` and ``options`` are those of its fields; ``keeps`` stay for the next stack."""

    key: str
    acts: Mapping[str, Act]
    labels: Mapping[str, str]
    options: Callable[[Desk], Mapping[str, Mapping[str, str]]] = lambda _at: {}
    """Field -> code -> words, of what reference data list."""
    keeps: tuple[str, ...] = ()


def act_form(answers: Answers, at: Desk, page: Acts, name: str, label: str) -> None:
    """The form of an act, for the codes in the field above it, which is called ``label``."""
    act = page.acts[name]
    words = Words(
        submit=_("Record it"),
        labels={field: _(text) for field, text in page.labels.items()},
        options={**page.options(at), **{field: coded.words(codes) for field, codes in act.options.items()}},
        defaults=answers.habits(at.acting),
        keeps=page.keeps,
    )
    with form(f"{page.key}-{name}", words, lambda draft: _tell(draft, at, page, act, answers)) as asked:
        joins(asked, page.key, label)
        for field in act.fields:
            _field(asked, act.kind, field)
        asked.field(act.kind, "occurred_on")


def _field(asked: Widgets, kind: type[Fact], name: str) -> None:
    if name in {"passed", "failed"}:
        asked.several(name, "", coded.words(coded.CHECKS))
    elif name == "part":
        asked.text(name, "")
    elif name in kind.model_fields:
        asked.field(kind, name)
    else:
        asked.yes(name, "")


def _tell(draft: Draft, at: Desk, page: Acts, act: Act, answers: Answers) -> None:
    codes = told_in(page.key, at_hand(answers, at))
    if not codes:
        draft.fault("codes", _("scan or paste the labels of what this was done to"))
    try:
        draft.facts += act.tell(draft, telling(draft, at), codes)
    except BadFields as bad:
        draft.faults += bad.faults


def at_hand(answers: Answers, at: Desk) -> list[str]:
    """The codes of what stands in the workshop."""
    return [subject.partition(":")[2] for subject in answers.board(at.acting).kept]


def subjects(codes: Sequence[str]) -> list[str]:
    """The devices of these codes."""
    return [f"device:{code}" for code in codes]


def plainly(kind: type[Fact], *fields: str) -> Teller:
    """The same said of each thing, in the words of the form."""
    return lambda draft, by, codes: acts(kind, subjects(codes), draft.texts(*fields), by)
