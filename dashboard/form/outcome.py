"""What became of a form, kept until the next one is sent, and told in words and by a sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from dashboard import draw
from dashboard.address import asked_for, speak
from dashboard.draw import written
from dashboard.writing import Outcome, undo
from lifecycle.codes import uuid7
from lifecycle.events import Corrected, Fact
from lifecycle.intake.live import Recorded, RefusedHere, Stopped
from lifecycle.intake.told import BadField
from lifecycle.ledger import Receipt
from lifecycle.reports.breaches import RULE_WORDS
from lifecycle.rules.reasons import REASONS
from lifecycle.words import _, ngettext

_LAST = "last-written"


class Written(NamedTuple):
    """What became of the form that was sent last: an outcome, or what is wrong with its fields."""

    key: str
    outcome: Outcome | None
    faults: tuple[BadField, ...] = ()
    facts: tuple[Fact, ...] = ()
    reason: str | None = None
    undoing: bool = False
    """It was no form, but the way to undo what a form recorded."""


class Slot:
    """Where it is kept, for one person's session.

    A second click stops whoever answers the first one at the next look into the session: what was
    recorded would then not be told. So the slot is taken out first, and written to without a look.
    """

    def __init__(self) -> None:
        self.written: Written | None = None
        self.drawn: set[str] = set()
        """Forms that this session has drawn."""
        self.to_set: dict[str, object] = {}
        """Widget -> what it is to hold: makes a form that was recorded ready for the next one."""

    def keep(self, written: Written) -> None:
        """Remember it until the next form is sent; the second of two clicks leaves the first receipt standing."""
        before = self.written
        if before is not None and before.key == written.key and _receipt(before) == _receipt(written) is not None:
            return
        self.written = written


def _receipt(written: Written) -> Receipt | None:
    return written.outcome.receipt if isinstance(written.outcome, Recorded) else None


def slot() -> Slot:
    """The slot of this session."""
    kept = st.session_state.setdefault(_LAST, Slot())
    assert isinstance(kept, Slot)
    return kept


def keep(written: Written) -> None:
    """Remember what became of something that was told without a form, by a button."""
    slot().keep(written)


def last(key: str) -> Written | None:
    """What became of this form, if it is the one that was sent last."""
    kept = slot().written
    return kept if kept is not None and kept.key == key else None


def told(
    outcome: Outcome | None,
    *,
    key: str = "written",
    then: str = "",
    facts: Sequence[Fact] = (),
    faults: Sequence[BadField] = (),
    labels: Mapping[str, str] | None = None,
    reason: str | None = None,
    undoing: bool = False,
) -> None:
    """Draw a receipt with its way to undo it, a refusal with all its reasons, or a stop before a breach.

    ``then`` says what comes next once it is recorded, ``facts`` are those that were told (of a stop,
    the outcome only names them), ``labels`` call the fields of ``faults`` by their names on the page.
    """
    if faults:
        _refused([_named(one, labels or {}) for one in faults])
    match outcome:
        case Recorded():
            _recorded(outcome, key, then, reason)
        case RefusedHere():
            _refused([sentence for _place, sentence in outcome.reasons], undoing=undoing)
        case Stopped():
            what = _("Nothing is recorded yet: this breaks a rule.")
            ask = _("Correct it, or say why it is recorded all the same: the reason stays beside it for ever.")
            st.html(written.stop(what, _broken(facts, outcome.breaches), ask))


def told_briefly(done: Written) -> None:
    """Beside the button: whether it was recorded, and that the whole stands where the form begins."""
    match done.outcome:
        case Recorded():
            words = _("Recorded: fact {n}. The receipt stands above the form.")
            st.html(written.brief("✓", words.format(n=draw.count_of(done.outcome.receipt.last_n))))
        case Stopped():
            st.html(
                written.brief("▲", _("Nothing is recorded yet: this breaks a rule. Which one stands above the form."))
            )
        case _:
            st.html(written.brief("✗", _("Nothing was recorded. The reasons stand above the form.")))


def _named(fault: BadField, labels: Mapping[str, str]) -> str:
    name = labels.get(fault.field, "")
    return _("{field}: {reason}").format(field=name, reason=fault.reason) if name else fault.reason


def _refused(reasons: Sequence[str], *, undoing: bool = False) -> None:
    reasons = list(dict.fromkeys(reasons))
    what = ngettext("Nothing was recorded, for this reason:", "Nothing was recorded, for these reasons:", len(reasons))
    then = "" if undoing else _("What you typed is still here: correct it and send it again.")
    st.html(written.refusal(what, reasons, then))


def _recorded(done: Recorded, key: str, then: str, reason: str | None) -> None:
    undone = all(isinstance(fact, Corrected) for fact in done.facts)
    if undone:
        what = _("Undone: a correction is recorded, history shows both.")
    else:
        what = ngettext("Recorded: {count} fact", "Recorded: {count} facts", len(done.facts))
        what = what.format(count=draw.count_of(len(done.facts)))
    receipt = _("Receipt: facts {first}–{last}, hash {hash}")
    if done.receipt.first_n == done.receipt.last_n:
        receipt = _("Receipt: fact {last}, hash {hash}")
    proof = receipt.format(
        first=draw.count_of(done.receipt.first_n),
        last=draw.count_of(done.receipt.last_n),
        hash=done.receipt.hash_at_last_n[:16],
    )
    broken = [*_broken(done.facts, done.breaches)]
    if broken and reason:
        broken.append(_("Reason kept beside it: {reason}").format(reason=_(REASONS[reason])))
    if done.unchanged == len(done.facts):
        then = " ".join(filter(None, (_("It was sent twice and counts once."), then)))
    lines = [_line(fact, done.numbers[fact.event_id]) for fact in done.facts[:_SHOWN]]
    if len(done.facts) > _SHOWN:
        lines.append(_("… and {count} more").format(count=draw.count_of(len(done.facts) - _SHOWN)))
    st.html(written.receipt(what, lines, broken, "" if undone else then, proof))
    st.button(
        _("Bring it back") if undone else _("Undo"),
        key=f"{key}-undo",
        on_click=_undo,
        args=(key, [fact.event_id for fact in done.facts], done.facts[0].acting, _undo_identity(key, done)),
    )


_SHOWN = 12
"""So many facts are told one by one."""


def _undo_identity(key: str, done: Recorded) -> str:
    """The identity of the correction: the same at each drawing, so that a double click undoes once."""
    kept: dict[str, str] = st.session_state.setdefault(f"{key}-undoes", {})
    return kept.setdefault(done.facts[0].event_id, uuid7())


def _undo(key: str, event_ids: Sequence[str], acting: str, identity: str) -> None:
    speak(asked_for("lang"))  # a callback comes before the page
    kept = slot()
    outcome = undo(event_ids, acting=acting, event_id=identity)
    kept.keep(Written(key, outcome, undoing=True))


def _line(fact: Fact, n: int) -> str:
    words = _("fact {n}: {kind}, {code}, {day}")
    return words.format(n=draw.count_of(n), kind=_(fact.label), code=fact.code, day=draw.short_day(fact.occurred_on))


def _broken(facts: Sequence[Fact], breaches: Mapping[str, Sequence[str]]) -> list[str]:
    """Each broken rule in words, with the things of which it is told."""
    codes: dict[str, list[str]] = {}
    for fact in facts:
        for rule in breaches.get(fact.event_id, ()):
            codes.setdefault(rule, []).append(fact.code)
    return [f"{_(RULE_WORDS.get(rule, rule))} ({', '.join(dict.fromkeys(of))})" for rule, of in codes.items()]
