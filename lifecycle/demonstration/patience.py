"""Work that makes a great many objects and keeps them all."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_forgotten() -> Iterator[None]:
    """Inside, Python does not look for circles of forgotten objects: five years forget none, and looking takes a third
    of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
