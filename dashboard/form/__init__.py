"""Forms that record facts: nothing that was typed is lost, and no fact is recorded twice.

The simple path is :func:`form_of`: the fields of one kind, one fact. A form that tells several
facts, or asks in another order, opens :func:`form` and draws its own widgets::

    def tell(draft: Draft) -> None:
        for code in draft.codes("codes"):
            draft.tell(HandedOver, f"device:{code}", draft.texts("terms", "recipient"), acting=organisation)

    with form("hand-over", Words(submit=_("Record the hand-over")), tell) as asked:
        asked.fields(HandedOver, "terms", "recipient")
        asked.lines("codes", _("Codes of the devices"), needed=True)

What became of it is drawn where the form begins: a receipt with its number, what comes next and
a way to undo it; or every reason why it was refused, each at its field too; or, before a rule is
broken, the question why. Then the same values are sent again, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import streamlit as st

from dashboard import draw
from dashboard.address import asked_for, position, speak
from dashboard.form.draft import Draft, Field
from dashboard.form.fields import NEEDED, Widgets, Words
from dashboard.form.outcome import Written, last, slot, told, told_briefly
from dashboard.writing import Outcome, record
from lifecycle.codes import uuid7
from lifecycle.events import Fact
from lifecycle.intake.live import Recorded, Stopped
from lifecycle.intake.told import BadField
from lifecycle.rules.reasons import REASONS
from lifecycle.words import _

__all__ = ["Draft", "Widgets", "Words", "form", "form_of", "make_ready", "told"]

REASON = "breach-reason"


def form_of(
    kind: type[Fact],
    key: str,
    *,
    fields: Sequence[str],
    subject: str | None,
    words: Words,
    acting: str,
    fixed: Mapping[str, str] | None = None,
) -> Outcome | None:
    """A form for fields of a kind, which records one fact of ``subject``; gives what became of it when it was sent.

    ``fixed`` holds texts for fields that are not asked, as ``fact_told`` reads them; ``acting``
    is the organisation that did it. Choices, hints and needed marks come from the class.
    """

    def tell(draft: Draft) -> None:
        draft.tell(kind, subject, {**(fixed or {}), **draft.texts(*fields)}, acting=acting)

    with form(key, words, tell) as asked:
        asked.fields(kind, *fields)
    done = last(key)
    return done.outcome if done else None


def make_ready() -> None:
    """Empty the form that was recorded last. Called where a page begins, before any widget is drawn."""
    kept = slot()
    for widget, value in kept.to_set.items():
        st.session_state[widget] = value
    kept.to_set = {}


@contextmanager
def form(key: str, words: Words, tell: Callable[[Draft], None]) -> Iterator[Widgets]:
    """A form of this key; inside, its widgets are drawn; when it is sent, ``tell`` makes its facts from what was typed.

    All facts are recorded together, or none. ``tell`` may find faults of its own (``draft.fault``).
    """
    kept, done = slot(), last(key)
    if position() is not None:
        st.html(draw.note(_("This address shows the past: what is recorded here is recorded now.")))
    where = st.container(key=f"lc-told-{key}")
    with st.form(f"{key}-form", enter_to_submit=False, border=False), st.container(key=f"lc-form-{key}"):
        asked = Widgets(key, words, done.faults if done else ())
        yield asked
        _identity(asked)
        if done and isinstance(done.outcome, Stopped):
            reasons = {code: _(reason) for code, reason in REASONS.items()}
            asked.choice(REASON, _("Why is it recorded all the same?"), reasons, listed=True)
        if asked.any_needed:
            st.html(draw.note(_(NEEDED)))
        sending = (asked.drawn, key, words.keeps, tell)
        pressed = st.form_submit_button(words.submit, key=f"{key}-send", type="primary", on_click=_sent, args=sending)
        if done and not done.undoing:
            told_briefly(done)
    if pressed and key not in kept.drawn:
        # The server was stopped and came back: it hears of the click before it has ever drawn this form.
        _sent(*sending)
        st.rerun()
    kept.drawn.add(key)
    if done:
        with where:
            told(
                done.outcome,
                key=key,
                then=words.then,
                facts=done.facts,
                faults=done.faults,
                labels=asked.labels,
                reason=done.reason,
                undoing=done.undoing,
            )


def _identity(asked: Widgets) -> None:
    """The identity of what the form will tell, which travels with it as a field that nobody sees.

    Sent twice, it is one fact: the browser sends the old identity along with a second click, or
    with what it kept while the server was stopped.
    """
    first = st.session_state.setdefault(f"{asked.key}-first-identity", uuid7())
    with st.container(key=f"lc-unseen-{asked.key}"):
        st.text_input(_("Identity"), value=first, key=_identity_key(asked.key), persist_state="session")


def _identity_key(key: str) -> str:
    return f"{key}-identity"


def _sent(drawn: Mapping[str, Field], key: str, keeps: Sequence[str], tell: Callable[[Draft], None]) -> None:
    speak(asked_for("lang"))  # a callback comes before the page
    kept = slot()
    draft = Draft(key, drawn, st.session_state[_identity_key(key)])
    tell(draft)
    if not draft.facts and not draft.faults:
        draft.faults.append(BadField("", "", _("nothing was told yet")))
    if draft.faults:
        kept.keep(Written(key, None, tuple(draft.faults)))
        return
    reason = draft.text(REASON) if REASON in drawn else None
    outcome = record(draft.facts, reason=reason)
    kept.keep(Written(key, outcome, facts=tuple(draft.facts), reason=reason))
    if isinstance(outcome, Recorded):
        kept.to_set = dict(_empty(drawn, key, keeps))


def _empty(drawn: Mapping[str, Field], key: str, keeps: Sequence[str]) -> Iterator[tuple[str, object]]:
    """What makes the form ready for the next one: empty fields, one row, another identity."""
    yield _identity_key(key), uuid7()
    for name, field in drawn.items():
        if "." in name:
            yield f"{key}-{name.partition('.')[0]}-rows", 1
        if name not in keeps and name != REASON:
            yield field.widget, field.empty
