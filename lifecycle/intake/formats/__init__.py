"""Foreign formats, one module each. A new format is a new module here: nothing else lists it.

A module says ``recognises(source)`` by content, never by name, and ``read(source, context)``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from typing import Protocol, cast

from lifecycle.intake.draft import Context, Reading
from lifecycle.intake.source import Source


class Reader(Protocol):
    """What a module of a format offers."""

    def recognises(self, source: Source) -> bool:
        """True where the content is of this format, whole or damaged."""

    def read(self, source: Source, context: Context) -> Reading:
        """All that the file says; faults are collected, never raised."""


def _readers() -> dict[str, Reader]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: cast(Reader, importlib.import_module(f"{__name__}.{name}")) for name in names}


READERS: Mapping[str, Reader] = _readers()
"""Format -> its module."""


def recognise(source: Source) -> str | None:
    """The format of a file, by its content; None where no reader knows it."""
    return next((name for name, reader in READERS.items() if reader.recognises(source)), None)
