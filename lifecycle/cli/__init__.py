"""The command line: one command for each thing the library does. Floor 10.

Light on purpose: what a command needs is imported when it runs, so that ``--help`` answers at once.
"""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Sequence
from itertools import zip_longest

import click

from lifecycle.words import LOCALE_DIR, choose_language, language


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0 done, 1 something was refused, 2 wrong use, 130 interrupted."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak(given)
    # After the language is chosen: the texts of the commands are read as they are built.
    from lifecycle.cli.commands import lifecycle
    from lifecycle.cli.doors import WrongUse

    try:
        code = lifecycle.main(args=given, prog_name="lifecycle", standalone_mode=False)
        sys.stdout.flush()
    except WrongUse as fault:
        click.echo(str(fault), err=True)
        return 2
    except click.ClickException as fault:
        fault.show()
        return fault.exit_code
    except (click.Abort, KeyboardInterrupt) as stopped:
        from lifecycle.cli.long_work import code_of
        from lifecycle.words import _

        click.echo(_("Interrupted: what was recorded before is kept, nothing else was."), err=True)
        return code_of(stopped.__cause__ or stopped.__context__ or stopped)
    except BrokenPipeError:
        _close_output()
        return 0
    except OSError as fault:
        if fault.filename is not None:  # a file of ours, not the output: a fault of the program
            raise
        from lifecycle.words import _, of_system

        _close_output()
        click.echo(_("The answer cannot be written: {reason}.").format(reason=of_system(fault)), err=True)
        return 1
    return int(code or 0)


def _close_output() -> None:
    """Whoever read our output has read enough, or it is full: closing it again would only complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak(arguments: Sequence[str]) -> None:
    """Choose the language before the first text is needed, for our own texts and for click's."""
    for first, second in zip_longest(arguments, arguments[1:], fillvalue=""):
        name, _equals, value = first.partition("=")
        if name == "--language" and (value or second) in {"fr", "en"}:
            choose_language(value or second)
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain("lifecycle", str(LOCALE_DIR))
    gettext.textdomain("lifecycle")


def run() -> None:
    """The installed command."""
    from lifecycle.cli.long_work import code_of, stop_once

    stop_once()
    try:
        sys.exit(main())
    except KeyboardInterrupt as stopped:  # before there was anything to stop
        sys.exit(code_of(stopped))
