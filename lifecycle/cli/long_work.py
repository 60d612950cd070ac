"""Long work at a terminal: how far it is, on a line drawn again and again, and what stopping it leaves."""

from __future__ import annotations

import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from time import monotonic
from types import FrameType
from typing import NoReturn

import click

from lifecycle.words import _

Told = Callable[[int, int], None]
"""Told how much is done, of how much."""

PATIENCE_S = 0.5
"""What is done within this time shows no line."""
REDRAWN_S = 0.2


class Terminated(KeyboardInterrupt):
    """The system asks the program to end (SIGTERM), as a person does with Ctrl+C."""


def code_of(stopped: BaseException) -> int:
    """The exit code that shells know: 130 where a person stopped the program, 143 where the system did.

    A question that found no more input was not answered: what it was about is refused.
    """
    if isinstance(stopped, EOFError):
        return 1
    return 128 + (signal.SIGTERM if isinstance(stopped, Terminated) else signal.SIGINT)


class Interrupted(click.ClickException):
    """A person stopped the work: what was kept and what to do, in a sentence."""

    exit_code = code_of(KeyboardInterrupt())

    def show(self, file: object = None) -> None:  # noqa: ARG002 - the library's signature
        """The sentence, on the error output."""
        click.echo(self.message, err=True)


class Ended(Interrupted):
    """The same, where the system stopped it."""

    exit_code = code_of(Terminated())


def stop_once() -> None:
    """From now on the first Ctrl+C, or the system's word, stops the work; tidying up after it is not stopped again."""

    def stop(number: int, _frame: FrameType | None) -> NoReturn:
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, signal.SIG_IGN)
        raise Terminated if number == signal.SIGTERM else KeyboardInterrupt

    for one in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(one) is not signal.SIG_IGN:  # a shell started us not to be stopped
            signal.signal(one, stop)


@contextmanager
def leaving(words: Callable[[], str]) -> Iterator[None]:
    """Inside, stopping the work is told in these words."""
    try:
        yield
    except KeyboardInterrupt as stopped:
        raise (Ended if isinstance(stopped, Terminated) else Interrupted)(words()) from stopped


@contextmanager
def watched(*, quiet: bool = False) -> Iterator[Line]:
    """A line that says how far the work inside is; nothing where ``quiet``, or where no terminal shows it."""
    line = Line(shown=not quiet and sys.stderr.isatty())
    if not line.shown:
        yield line
        return
    ended = threading.Event()
    # In the context of here: another thread would speak another language.
    drawing = threading.Thread(target=copy_context().run, args=(line.draw_until, ended), daemon=True)
    drawing.start()
    try:
        yield line
    finally:
        ended.set()
        drawing.join()


class Line:
    """What is being done, and how much of it is done."""

    def __init__(self, *, shown: bool) -> None:
        self.shown = shown
        self._words = ""
        self._share: float | None = None
        self._since = monotonic()
        self._drawn = 0

    def doing(self, words: str) -> Told:
        """From now on this is done; call what comes back as it advances."""
        self._words, self._share, self._since = words, None, monotonic()

        def advanced(done: int, total: int) -> None:
            self._share = done / total if total else None

        return advanced

    def draw_until(self, ended: threading.Event) -> None:
        """Draw the line until the work has ended, then take it away."""
        wait = PATIENCE_S
        while not ended.wait(wait):
            wait = REDRAWN_S
            self._draw(self._text())
        if self._drawn:
            self._draw("")
            self._write("\r")

    def _text(self) -> str:
        share, seconds = self._share, int(monotonic() - self._since)
        if share is None:
            return _("{work}… {seconds} s").format(work=self._words, seconds=seconds) if self._words else ""
        return _("{work}… {percent} %").format(work=self._words, percent=int(100 * share))

    def _draw(self, text: str) -> None:
        text = text[: shutil.get_terminal_size().columns - 1]
        self._write("\r" + text.ljust(self._drawn))
        self._drawn = len(text)

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
