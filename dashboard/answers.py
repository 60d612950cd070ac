"""Answers to what a page asks, kept as long as the ledger stands where it stood."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from lifecycle import reference
from lifecycle.engine import DuckDB, open_engine
from lifecycle.ledger import Head, open_ledger
from lifecycle.reports import FORMATS, REPORTS, Filter, Organisation, Report, days_covered, organisations
from lifecycle.reports.devices import Standing, devices
from lifecycle.words import language

DEFAULT_LEDGER = "lifecycle.db"


def ledger_path() -> Path:
    """The ledger that the dashboard was opened on."""
    return Path(os.environ.get("LIFECYCLE_LEDGER", DEFAULT_LEDGER)).absolute()


def position() -> Head:
    """Where the ledger stands now."""
    with open_ledger(ledger_path(), read_only=True) as ledger:
        return ledger.head()


def answer(name: str, filter: Filter) -> Report:
    """A report of ``lifecycle.reports.REPORTS``."""
    return _answer(str(ledger_path()), position().hash, name, filter.model_dump_json())


def exported(name: str, filter: Filter, format: str) -> bytes:
    """The same report as a file."""
    return _exported(str(ledger_path()), position().hash, name, filter.model_dump_json(), format, language())


def perimeter() -> tuple[Organisation, ...]:
    """The organisations that can be chosen."""
    return organisations(_engine(str(ledger_path()), position().hash))


def years() -> tuple[int, ...]:
    """The years in which anything moved, newest first."""
    days = days_covered(_engine(str(ledger_path()), position().hash))
    return tuple(range(days[1].year, days[0].year - 1, -1)) if days else ()


def standings() -> Mapping[str, Standing]:
    """Every device by its code, and where it stands now."""
    return _standings(str(ledger_path()), position().hash)


# The hash names the state of the ledger that an answer rests on: a new fact asks anew.


@st.cache_resource(max_entries=2, show_spinner=False)
def _engine(path: str, hash: str) -> DuckDB:  # noqa: ARG001
    with open_ledger(path, read_only=True) as ledger:
        return open_engine(ledger, ledger.path.with_name(f"{ledger.path.name}.columns"))


@st.cache_resource(max_entries=2, show_spinner=False)
def _standings(path: str, hash: str) -> Mapping[str, Standing]:  # noqa: ARG001
    with open_ledger(path, read_only=True) as ledger:
        return {one.device_id: one for one in devices(ledger)}


@st.cache_resource(max_entries=64, show_spinner=False)
def _answer(path: str, hash: str, name: str, filter: str) -> Report:
    return REPORTS[name].answer(_engine(path, hash), Filter.model_validate_json(filter), reference.load(), "")


@st.cache_resource(max_entries=64, show_spinner=False)
def _exported(path: str, hash: str, name: str, filter: str, format: str, language: str) -> bytes:  # noqa: ARG001
    return FORMATS[format](_answer(path, hash, name, filter))
