"""Answers to what a page asks, kept as long as the ledger stands where it stood."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import streamlit as st

from lifecycle import policy, reference
from lifecycle.columns import folder_of
from lifecycle.documents.sheets import Bundle, bundle_of
from lifecycle.engine import DuckDB, open_engine
from lifecycle.impact.methods import methods
from lifecycle.ledger import Head, open_ledger
from lifecycle.reports import REPORTS, Filter, Organisation, Report, balances, days_covered, organisations
from lifecycle.reports.answering import answered, question_of
from lifecycle.reports.by_method import told_by
from lifecycle.reports.comparison import Compared, compared_on
from lifecycle.reports.devices import Standing, devices
from lifecycle.reports.donated import donated
from lifecycle.reports.explaining import Explained, ExplainedDevice, explained, explained_device, facts_of_ledger
from lifecycle.reports.known import known
from lifecycle.reports.lots import Lots, LotStanding, lot_standing, lots
from lifecycle.reports.method_page import Page, html, markdown, method_page
from lifecycle.reports.published import Published, publications, said_before
from lifecycle.reports.todo import Group, grouped, todo
from lifecycle.reports.todo.due import Due
from lifecycle.reports.todo.lots import CLOSED, due_of_standings
from lifecycle.reports.workshop import Board, Fitness, Shelf, board, fitness, habits, shelf
from lifecycle.words import Sentence, language


def ledger_path() -> Path:
    """The ledger that the dashboard was opened on."""
    return Path(os.environ["LIFECYCLE_LEDGER"]).absolute()


@dataclass(frozen=True)
class Answers:
    """What a ledger answers: its position is read once for each drawing of a page, so that one page tells one state."""

    path: str
    head: Head
    edition: str
    """Edition of the reference values."""

    @staticmethod
    def now(edition: str | None = None) -> Answers:
        """The ledger where it stands, with the values of an edition, the newest if none is named."""
        path = ledger_path()
        with open_ledger(path, read_only=True) as ledger:
            return Answers(str(path), ledger.head(), reference.load(edition).edition)

    def report(self, name: str, filter: Filter) -> Report:
        """A report of ``lifecycle.reports.REPORTS``."""
        return _report(self.path, self.head.hash, self.edition, name, filter.model_dump_json())

    def standing_at(self, filter: Filter) -> Filter:
        """The filter with its position written out; refused where the ledger does not reach that far."""
        return filter.standing_at(_engine(self.path, self.head.hash))

    def moved(self, days: Filter) -> frozenset[str]:
        """The organisations of which the books tell anything within some days: one question for all of them."""
        return _moved(self.path, self.head.hash, days.model_dump_json())

    def by_method(self, filter: Filter, method: str) -> Report:
        """What a named method of others says of a perimeter, on what our own report counts."""
        found = _compared(self.path, self.head.hash, self.edition, filter.model_dump_json())
        return told_by(found, methods()[method])

    def donated(self, filter: Filter, donor: str) -> Report:
        """What one organisation gave, machine by machine."""
        return _donated(self.path, self.head.hash, self.edition, filter.model_dump_json(), donor)

    def explained(self, name: str, figure: str, filter: Filter) -> Explained:
        """A figure of a report, taken apart."""
        return _explained(self.path, self.head.hash, self.edition, name, figure, filter.model_dump_json())

    def explained_device(self, filter: Filter) -> ExplainedDevice:
        """The ledgers of mass and emissions of the device of a filter."""
        return _explained_device(self.path, self.head.hash, self.edition, filter.model_dump_json())

    def published(self, report: Report) -> tuple[Sentence, ...]:
        """When what a report answers was published, and whether it is another now."""
        return tuple(said_before(_publications(self.path, self.head.hash), report))

    def method(self, on: date) -> Page:
        """The page of method with the values in force on a day."""
        return _method(self.edition, on, language())

    def method_file(self, on: date, format: str) -> bytes:
        """The same as a file: html or md."""
        return {"html": html, "md": markdown}[format](self.method(on))

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        """The organisations that can be chosen."""
        return _perimeter(self.path, self.head.hash)[0]

    @property
    def keeper(self) -> str:
        """The code of the organisation that keeps this ledger; empty where it holds no fact."""
        return _keeper(self.path, self.head.hash)

    def registered(self, code: str) -> Mapping[str, Any]:
        """What an organisation was registered with, as far as it still holds; nothing where it was not."""
        with open_ledger(self.path, read_only=True) as ledger:
            found = known(ledger, f"organisation:{code}")
        told = [one for one in found.facts if one.kind == "organisation_registered" and one.n not in found.void]
        return dict(told[-1].content["facts"]) if told else {}

    @property
    def names(self) -> dict[str, str]:
        """Their names by code."""
        return {one.code: one.name for one in self.organisations}

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day on which anything moved."""
        return _perimeter(self.path, self.head.hash)[1]

    def codes(self) -> tuple[str, ...]:
        """The codes of all devices."""
        return _codes(self.path, self.head.hash)

    def standing(self, code: str) -> Standing | None:
        """Where a device stands now."""
        return _standing(self.path, self.head.hash, code)

    def forms(self, ns: Iterable[int]) -> Mapping[int, Mapping[str, Any]]:
        """The recorded forms of the facts at these positions: what they say, and what proves them."""
        return _forms(self.path, self.head.ledger_id, tuple(sorted(set(ns))))

    def hash_at(self, n: int) -> str:
        """The hash of the fact at a position, which binds all facts before it."""
        return self.head.hash if n == self.head.count else _hash_at(self.path, self.head.hash, n)

    def lots(self, on: date) -> Lots:
        """Where each lot stands, but those of which nothing can be declared any more on a day."""
        closed = policy.load(self.edition).deadline(CLOSED, on=on)
        return _lots(self.path, self.head.hash, on - timedelta(closed.days) if closed else on)

    def lot(self, code: str) -> LotStanding | None:
        """Where a lot stands now."""
        return _lot(self.path, self.head.hash, code)

    def due_of_lots(self, on: date, organisation: str | None) -> tuple[Due, ...]:
        """What waits in lots on a day, for one organisation or for all."""
        return due_of_standings(self.lots(on).standings, policy.load(self.edition), on=on, organisation=organisation)

    def todo(self, on: date, organisation: str | None) -> tuple[Group, ...]:
        """All that waits on a day, by sort, for one organisation or for each."""
        return _todo(self.path, self.head.hash, self.edition, on, organisation, self)

    def board(self, organisation: str) -> Board:
        """The workshop of an association; a new fact costs only what it changes."""
        kept = _boards(self.path, organisation)
        if "board" not in kept or kept["board"].head.hash != self.head.hash:
            with open_ledger(self.path, read_only=True) as ledger:
                kept["board"] = board(ledger, organisation, reference.load(), kept.get("board"))
        return kept["board"]

    def shelf(self, organisation: str) -> Shelf:
        """What is on its shelf, by category and state of work."""
        with open_ledger(self.path, read_only=True) as ledger:
            return shelf(ledger, organisation, self.board(organisation))

    def fitness(self, codes: Sequence[str], organisation: str) -> list[Fitness]:
        """Whether each of these devices can be handed over by an association, and why not."""
        with open_ledger(self.path, read_only=True) as ledger:
            return fitness(ledger, codes, organisation=organisation, reference=reference.load())

    def habits(self, organisation: str) -> dict[str, str]:
        """What it said last of how it works."""
        return _habits(self.path, self.head.hash, organisation)

    def bundle(self, filter: Filter) -> Bundle:
        """What papers on a perimeter are made from: the reports that its page has drawn."""
        return bundle_of(
            self.report,
            filter,
            names=self.names,
            begun=self.days[0] if self.days else None,
            hash_at=self.hash_at,
            edition=self.edition,
            address=os.environ.get("LIFECYCLE_ADDRESS", ""),
        )


def forget() -> None:
    """Let go of what rests on columns that can no longer be read: they are built anew when they are next asked."""
    for kept in (_engine, _perimeter, _publications):
        kept.clear()


# The hash names the state of the ledger that an answer rests on: a new fact asks anew.


@st.cache_resource(max_entries=2, show_spinner=False)
def _engine(path: str, hash: str) -> DuckDB:  # noqa: ARG001
    with open_ledger(path, read_only=True) as ledger:
        return open_engine(ledger, folder_of(ledger.path))


@st.cache_resource(max_entries=2, show_spinner=False)
def _perimeter(path: str, hash: str) -> tuple[tuple[Organisation, ...], tuple[date, date] | None]:
    engine = _engine(path, hash)
    return organisations(engine), days_covered(engine)


@st.cache_resource(max_entries=2, show_spinner=False)
def _publications(path: str, hash: str) -> tuple[Published, ...]:
    return publications(_engine(path, hash))


@st.cache_resource(max_entries=8, show_spinner=False)
def _keeper(path: str, hash: str) -> str:  # noqa: ARG001
    with open_ledger(path, read_only=True) as ledger:
        return ledger.keeper() or ""


@st.cache_resource(max_entries=16, show_spinner=False)
def _boards(path: str, organisation: str) -> dict[str, Board]:  # noqa: ARG001
    return {}


@st.cache_resource(max_entries=16, show_spinner=False)
def _habits(path: str, hash: str, organisation: str) -> dict[str, str]:  # noqa: ARG001
    with open_ledger(path, read_only=True) as ledger:
        return habits(ledger, organisation)


@st.cache_resource(max_entries=2, show_spinner=False)
def _codes(path: str, hash: str) -> tuple[str, ...]:  # noqa: ARG001
    with open_ledger(path, read_only=True) as ledger:
        return tuple(sorted(row.subject.partition(":")[2] for row in ledger.states("device")))


@st.cache_resource(max_entries=64, show_spinner=False)
def _standing(path: str, hash: str, code: str) -> Standing | None:  # noqa: ARG001
    with open_ledger(path, read_only=True) as ledger:
        return next(iter(devices(ledger, subject=f"device:{code}")), None)


@st.cache_resource(max_entries=64, show_spinner=False)
def _forms(path: str, ledger_id: str, ns: tuple[int, ...]) -> Mapping[int, Mapping[str, Any]]:  # noqa: ARG001
    # A fact at its position never changes: what is kept holds whatever comes after.
    with open_ledger(path, read_only=True) as ledger:
        return {entry.n: entry.content for entry in ledger.entries(ns)}


@st.cache_resource(max_entries=64, show_spinner=False)
def _hash_at(path: str, hash: str, n: int) -> str:  # noqa: ARG001
    with open_ledger(path, read_only=True) as ledger:
        return next((entry.hash for entry in ledger.facts(after=n - 1, upto=n)), "")


@st.cache_resource(max_entries=4, show_spinner=False)
def _lots(path: str, hash: str, ended_since: date) -> Lots:  # noqa: ARG001
    with open_ledger(path, read_only=True) as ledger:
        return lots(ledger, ended_since=ended_since)


@st.cache_resource(max_entries=64, show_spinner=False)
def _lot(path: str, hash: str, code: str) -> LotStanding | None:  # noqa: ARG001
    with open_ledger(path, read_only=True) as ledger:
        return lot_standing(ledger, code)


@st.cache_resource(max_entries=128, show_spinner=False)
def _report(path: str, hash: str, edition: str, name: str, filter: str) -> Report:
    asked = Filter.model_validate_json(filter)
    return REPORTS[name].answer(_engine(path, hash), asked, reference.load(edition), "")


@st.cache_resource(max_entries=64, show_spinner=False)
def _moved(path: str, hash: str, days: str) -> frozenset[str]:
    found = balances(_engine(path, hash), Filter.model_validate_json(days), by="organisation")
    return frozenset(str(row["slice"]) for row in found.table("moves").records())


@st.cache_resource(max_entries=16, show_spinner=False)
def _compared(path: str, hash: str, edition: str, filter: str) -> Compared:
    asked = Filter.model_validate_json(filter)
    ours = _report(path, hash, edition, "impact", filter)
    return compared_on(_engine(path, hash), ours, reference.load(edition), on=asked.last_day or date.today())


@st.cache_resource(max_entries=16, show_spinner=False)
def _donated(path: str, hash: str, edition: str, filter: str, donor: str) -> Report:  # noqa: ARG001
    return donated(_engine(path, hash), Filter.model_validate_json(filter), donor)


@st.cache_resource(max_entries=8, show_spinner=False)
def _method(edition: str, on: date, language: str) -> Page:  # noqa: ARG001
    return method_page(reference.load(edition), on=on)


@st.cache_resource(max_entries=16, show_spinner=False)
def _explained(path: str, hash: str, edition: str, name: str, figure: str, filter: str) -> Explained:
    asked, engine = Filter.model_validate_json(filter), _engine(path, hash)
    report = answered(engine, question_of(name), asked, reference.load(edition))
    with open_ledger(path, read_only=True) as ledger:
        return explained(engine, report, figure, facts_of_ledger(ledger))


@st.cache_resource(max_entries=16, show_spinner=False)
def _explained_device(path: str, hash: str, edition: str, filter: str) -> ExplainedDevice:
    asked, engine = Filter.model_validate_json(filter), _engine(path, hash)
    with open_ledger(path, read_only=True) as ledger:
        return explained_device(engine, asked, reference.load(edition), facts_of_ledger(ledger))


@st.cache_resource(max_entries=16, show_spinner=False)
def _todo(
    path: str,
    hash: str,  # noqa: ARG001
    edition: str,
    on: date,
    organisation: str | None,
    _answers: Answers,
) -> tuple[Group, ...]:
    with open_ledger(path, read_only=True) as ledger:
        return grouped(
            todo(
                ledger,
                _engine(path, _answers.head.hash),
                on=on,
                reference=reference.load(edition),
                policy=policy.load(edition),
                organisations=_answers.organisations,
                organisation=organisation,
                board_of=_answers.board,
                of_lots=_answers.due_of_lots(on, organisation),
            )
        )
