"""Widgets for the fields of a fact, derived from its class: what may be chosen, what is needed, how it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

import streamlit as st

from dashboard.draw import written
from dashboard.form.draft import Field
from dashboard.tell.choices import choices, field_words
from dashboard.writing import today
from lifecycle.events import Fact
from lifecycle.events.envelope import Commune, OperationCode, WasteCode
from lifecycle.events.organisations import Rna, Siret
from lifecycle.intake.table.reasons import shape_in_words
from lifecycle.intake.table.shape import Shape, pattern_of, shapes_of
from lifecycle.intake.told import BadField
from lifecycle.words import N_, _

UNITS: Mapping[str, str] = {"cents": "€", "grams": "g", "metres": "m", "minutes": "min"}
"""Unit that is recorded -> unit that people type, where a page says nothing else."""
FEW = 4
"""Up to so many choices stand side by side; more are a list."""
EARLIEST = date(1990, 1, 1)
AHEAD = timedelta(days=3660)
"""Days further ahead than ten years are no days that anybody plans for."""
_HINTED = tuple(pattern_of(one) for one in (WasteCode, OperationCode, Commune, Siret, Rna))


@dataclass(frozen=True)
class Words:
    """What a form says for itself; all in the reader's language. What is left out is derived from the class."""

    submit: str
    """On the button: what is recorded."""
    then: str = ""
    """What comes next, once it is recorded."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Field -> its name."""
    hints: Mapping[str, str] = field(default_factory=dict)
    """Field -> how it is filled in."""
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Field -> code -> words, of a coded word or a code that is chosen from a list."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Field -> the unit that people type: kg, km, h."""
    defaults: Mapping[str, object] = field(default_factory=dict)
    """Field -> what stands in it at first: a text, a code of its options, a day, true or false."""
    keeps: Sequence[str] = ()
    """Fields that keep what stands in them for the next one."""


class Widgets:
    """The widgets of one form. Each is remembered with what it holds when it is empty."""

    def __init__(self, key: str, words: Words, faults: Sequence[BadField]) -> None:
        self.key, self.words = key, words
        self.faults = faults
        self.drawn: dict[str, Field] = {}
        self.labels: dict[str, str] = {}
        self._needed = False

    @property
    def any_needed(self) -> bool:
        """A field of the form is needed."""
        return self._needed

    # --- by the class of a kind --------------------------------------------------------------------

    def fields(self, kind: type[Fact], *names: str) -> None:
        """A widget for each of these fields of a kind, one below the other."""
        for name in names:
            self.field(kind, name)

    def field(self, kind: type[Fact], name: str, *, as_: str = "") -> None:
        """The widget of one field; ``as_`` is its name in the form, where two kinds share a name."""
        shape, info = shapes_of(kind)[name], kind.model_fields[name]
        needed = info.is_required()
        default = None if needed else info.default
        if name == "occurred_on":
            default = today()
        if shape.sort == "many" and shape.item is not None and shape.item.sort == "group":
            self.rows(kind, name)
            return
        self._of_shape(as_ or name, shape, field_words(kind, name), needed=needed, default=default)

    def _of_shape(self, name: str, shape: Shape, label: str, *, needed: bool, default: object) -> None:
        options = self.words.options.get(name) or choices(shape)
        if options and shape.sort != "many":
            self.choice(name, label, options, needed=needed, default=default)
        elif shape.sort == "many":
            inner = self.words.options.get(name) or (choices(shape.item) if shape.item else {})
            if inner:
                self.several(name, label, inner, needed=needed)
            else:
                self.lines(name, label, needed=needed)
        elif shape.sort == "yes_no" and default is None:
            self.choice(name, label, {"true": _("yes"), "false": _("no")}, needed=needed)
        elif shape.sort == "yes_no":
            self.yes(name, label, default=bool(default))
        elif shape.sort == "day":
            self.day(name, label, needed=needed, default=default if isinstance(default, date) else None)
        else:
            unit = self.words.units.get(name, UNITS.get(shape.unit, ""))
            hint = shape_in_words(shape.pattern) if shape.pattern in _HINTED else ""
            self.text(name, label, needed=needed, default=default, unit=unit, hint=hint)

    def rows(self, kind: type[Fact], name: str) -> None:
        """Several groups of fields, a row each: fractions, lines, counts; a button adds a row."""
        item = shapes_of(kind)[name].item
        assert item is not None
        for rank in self.ranks(name):
            places = st.columns(len(item.fields), vertical_alignment="bottom")
            for place, (inner, shape) in zip(places, item.fields, strict=True):
                unit_of = inner if inner in UNITS else ""
                unit = self.words.units.get(f"{name}.{inner}", UNITS.get(unit_of, ""))
                with place:
                    self._in_row(f"{name}.{rank}.{inner}", f"{name}.{inner}", shape, kind, unit, unit_of)
        self._below(name, "")
        self.labels[name] = self.words.labels.get(name, field_words(kind, name))
        self.add_a_row(name)

    def ranks(self, name: str) -> range:
        """The rows of a field of several groups, from 0; one at first."""
        return range(st.session_state.setdefault(f"{self.key}-{name}-rows", 1))

    def add_a_row(self, name: str) -> None:
        """A button that adds a row to such a field."""
        many = f"{self.key}-{name}-rows"
        st.form_submit_button(_("Add a row"), key=f"{self.key}-{name}-more", on_click=_one_more, args=(many,))

    def _in_row(self, name: str, said_of: str, shape: Shape, kind: type[Fact], unit: str, unit_of: str) -> None:
        inner = said_of.rpartition(".")[2]
        label = self.words.labels.get(said_of, field_words(kind, inner))
        options = self.words.options.get(said_of) or choices(shape)
        if options:
            self.choice(name, label, options, listed=True)
        elif shape.sort == "yes_no":
            self.choice(name, label, {"true": _("yes"), "false": _("no")}, listed=True)
        else:
            self.text(name, label, unit=unit, unit_of=unit_of)

    # --- one by one --------------------------------------------------------------------------------

    def text(
        self,
        name: str,
        label: str,
        *,
        needed: bool = False,
        default: object = None,
        unit: str = "",
        unit_of: str = "",
        hint: str = "",
    ) -> None:
        """One line. What is typed stays as it was typed, right or wrong."""
        default = self.words.defaults.get(name, default)
        empty = "" if default in (None, "", 0, ()) else str(default)
        key = self._drawn(name, empty, unit=unit, unit_of=unit_of)
        with self._place(name, hint):
            st.text_input(self._label(name, label, needed, unit), value=empty, key=key, persist_state="session")

    def lines(self, name: str, label: str, *, needed: bool = False, hint: str = "", height: int = 120) -> None:
        """Several lines, such as the codes that a scanner types one below the other."""
        empty = str(self.words.defaults.get(name, ""))
        key = self._drawn(name, empty)
        with self._place(name, hint, wide=True):
            words = self._label(name, label, needed)
            st.text_area(words, value=empty, key=key, height=height, persist_state="session")

    def day(self, name: str, label: str, *, needed: bool = False, default: date | None = None) -> None:
        """A day. One that nobody changed follows the calendar, on a page that stays open overnight."""
        given = self.words.defaults.get(name, default)
        empty = given if isinstance(given, date) else None
        key, proposed = f"{self.key}-{name}", f"{self.key}-{name}-proposed"
        if key in st.session_state and st.session_state[key] == st.session_state.get(proposed) != empty:
            st.session_state[key] = empty
        st.session_state[proposed] = empty
        self._drawn(name, empty)
        with self._place(name):
            st.date_input(
                self._label(name, label, needed),
                value=empty,
                key=key,
                format="DD/MM/YYYY",
                min_value=EARLIEST,
                max_value=today() + AHEAD,
                persist_state="session",
            )

    def choice(
        self,
        name: str,
        label: str,
        options: Mapping[str, str],
        *,
        needed: bool = False,
        default: object = None,
        listed: bool = False,
    ) -> None:
        """One of a few: side by side where they are few, else a list."""
        default = self.words.defaults.get(name, default)
        chosen = str(default) if default is not None and str(default) in options else None
        key = self._drawn(name, chosen)
        codes, words = list(options), self._label(name, label, needed)
        index = codes.index(chosen) if chosen in codes else None
        if len(codes) <= FEW and not listed and (needed or chosen is not None):
            draw = partial(st.radio, horizontal=True)
            options = {code: _plain(said) for code, said in options.items()}
        else:
            draw = partial(st.selectbox, placeholder=_("Choose"), filter_mode="contains")
        with self._place(name):
            draw(words, codes, index, key=key, format_func=_words_of(options), persist_state="session")

    def several(self, name: str, label: str, options: Mapping[str, str], *, needed: bool = False) -> None:
        """Any of a few."""
        given = self.words.defaults.get(name)
        empty = list(given) if isinstance(given, list | tuple) else []
        key = self._drawn(name, empty)
        with self._place(name):
            st.multiselect(
                self._label(name, label, needed),
                list(options),
                empty,
                key=key,
                format_func=_words_of(options),
                placeholder=_("Choose"),
                persist_state="session",
            )

    def yes(self, name: str, label: str, *, default: bool = False) -> None:
        """A box to tick."""
        empty = bool(self.words.defaults.get(name, default))
        key = self._drawn(name, empty)
        with self._place(name):
            st.checkbox(self._label(name, label, False), value=empty, key=key, persist_state="session")

    # --- around them -------------------------------------------------------------------------------

    def _drawn(self, name: str, empty: object, *, unit: str = "", unit_of: str = "") -> str:
        key = f"{self.key}-{name}"
        self.drawn[name] = Field(key, empty, unit, unit_of)
        return key

    def _label(self, name: str, label: str, needed: bool, unit: str = "") -> str:
        words = self.words.labels.get(name, label)
        self.labels[name] = words
        self._needed |= needed
        return _plain(f"{words} ({unit})" if unit else words) + (" *" if needed else "")

    @contextmanager
    def _place(self, name: str, hint: str = "", *, wide: bool = False) -> Iterator[None]:
        """Where a widget stands, with how it is filled in and what is wrong with it below."""
        with st.container(key=f"lc-{'wide' if wide else 'field'}-{self.key}-{name.replace('.', '-')}", gap="small"):
            yield
            self._below(name, hint)

    def _below(self, name: str, hint: str) -> None:
        if hint := self.words.hints.get(name, hint):
            st.html(written.hint(hint))
        for fault in self.faults:
            if fault.field == name:
                st.html(written.fault(fault.reason))


def _words_of(options: Mapping[str, str]) -> Callable[[str], str]:
    return lambda code: options.get(code, code)


def _plain(text: str) -> str:
    """Words as they are written: Streamlit reads labels and what stands side by side as Markdown."""
    return "".join(f"\\{sign}" if sign in _MARKDOWN else sign for sign in text)


_MARKDOWN = "\\`*_[]$~:"
NEEDED = N_("* needed")


def _one_more(many: str) -> None:
    st.session_state[many] += 1
