"""What commands share: which ledger, who records, how a refusal is told."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

import click

from lifecycle.words import N_, _, ngettext, of_system

if TYPE_CHECKING:
    from lifecycle.ledger import Ledger

P = ParamSpec("P")
R = TypeVar("R")

DEFAULT_LEDGER = "lifecycle.db"
DEFAULT_ACCOUNT = "LOCAL"

CLICK_WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("No such command {name!r}."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("{name!r} is not a valid {number_type}."),
    N_("default: {default}"),
    N_("env var: {var}"),
    N_("required"),
    N_("Positional arguments"),
    N_("Missing parameter"),
    N_("No such option {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("{value} is not in the range {range}."),
    N_("{value!r} is not a valid UUID."),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."),
    N_("Choose from:\n\t{choices}"),
    N_("Error: invalid input"),
    N_("Argument {name!r} takes {nargs} values."),
    N_("file"),
    N_("directory"),
    N_("path"),
)
"""Texts of the library that reads our options; they are looked up in our catalogue."""
CLICK_PLURALS = (
    ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
    ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
    ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
)


class WrongUse(Exception):
    """The command cannot be done as asked: exit code 2."""


class Refusal(click.ClickException):
    """Something was refused: exit code 1."""

    exit_code = 1

    def show(self, file: Any = None) -> None:  # noqa: ARG002 - the library's signature
        """The sentence, on the error output."""
        click.echo(self.message, err=True)


def today() -> date:
    """The civil day in Paris."""
    return datetime.now(ZoneInfo("Europe/Paris")).date()


def now() -> datetime:
    """The clock, for ``recorded_at``."""
    return datetime.now(UTC)


def ledger_option(function: Callable[P, R]) -> Callable[P, R]:
    """``--ledger PATH``, else LIFECYCLE_LEDGER, else lifecycle.db here."""
    return click.option(
        "--ledger",
        "ledger_path",
        metavar=_("PATH"),
        envvar="LIFECYCLE_LEDGER",
        default=DEFAULT_LEDGER,
        help=_("File of the ledger (default: {path}, or LIFECYCLE_LEDGER).").format(path=DEFAULT_LEDGER),
    )(function)


def by_option(function: Callable[P, R]) -> Callable[P, R]:
    """``--by ACCOUNT``: who records."""
    return click.option(
        "--by",
        metavar=_("ACCOUNT"),
        envvar="LIFECYCLE_BY",
        default=DEFAULT_ACCOUNT,
        help=_("Code of the account that records, never a name."),
    )(function)


def json_option(function: Callable[P, R]) -> Callable[P, R]:
    """``--json``: the answer for machines."""
    return click.option("--json", "as_json", is_flag=True, help=_("Answer in JSON, for programs."))(function)


def plainly(function: Callable[P, R]) -> Callable[P, R]:
    """What goes wrong is told in a sentence, with the exit code of its sort."""

    @functools.wraps(function)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        from lifecycle.engine import ColumnsUnreadable
        from lifecycle.intake import UnknownFormat
        from lifecycle.ledger import BadRecorder, LedgerError, LedgerMissing, NotALedger
        from lifecycle.reports import Unanswerable

        try:
            return function(*args, **kwargs)
        except (LedgerMissing, NotALedger, BadRecorder, Unanswerable, UnknownFormat) as fault:
            raise WrongUse(str(fault)) from fault
        except (LedgerError, ColumnsUnreadable) as fault:
            raise Refusal(str(fault)) from fault
        except OSError as fault:
            if fault.filename is None:  # our own output: see ``main``
                raise
            told = _("{path}: the system answered “{answer}”").format(path=fault.filename, answer=of_system(fault))
            raise Refusal(told) from fault

    return told


@contextmanager
def opened(path: str, *, read_only: bool = False) -> Iterator[Ledger]:
    """The ledger of a path, closed afterwards."""
    from lifecycle.ledger import open_ledger

    with open_ledger(path, read_only=read_only) as ledger:
        yield ledger


@contextmanager
def consulted(path: str) -> Iterator[Ledger]:
    """The same for reading; where its head contradicts it, whoever reads the answer is told."""
    with opened(path, read_only=True) as ledger:
        trouble = ledger.head_trouble()
        if trouble is not None:
            click.echo(_("Careful: {trouble}").format(trouble=trouble), err=True)
        yield ledger


@contextmanager
def asked_of(path: str, *, quiet: bool) -> Iterator[Ledger]:
    """The same for a question in figures: the columns it asks may have to be built first, from the whole ledger."""
    from lifecycle.cli.long_work import leaving, watched

    with (
        leaving(lambda: _("Interrupted before the answer; no fact was touched, ask again when you like.")),
        consulted(path) as ledger,
        watched(quiet=quiet) as line,
    ):
        if line.shown:
            from lifecycle.columns import folder_of, refresh

            refresh(ledger, folder_of(ledger.path), progress=line.doing(_("Building the columns")))
            line.doing(_("Answering"))
        yield ledger


def own_organisation(ledger: Ledger) -> str:
    """The organisation that keeps this ledger."""
    keeper = ledger.keeper()
    if keeper is None:
        raise WrongUse(
            _("{path} holds no fact yet; register its organisation first: lifecycle init").format(path=ledger.path)
        )
    return keeper


def print_json(answer: object) -> None:
    """An answer for machines, on the standard output."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=1, default=str))


def is_person() -> bool:
    """A person sits at the terminal and can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()
