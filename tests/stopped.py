"""A command that is told to stop at one precise moment: ``python stopped.py SIGNAL WHERE COMMAND…``.

WHERE is ``module:name:times``: just before that function is called for that many times, the
program gets the signal, as from a person or the system. ``-`` sends none.
"""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from itertools import count


def stop_before(where: str, number: int) -> None:
    module_name, path, times = where.split(":")
    holder: object = import_module(module_name)
    *above, name = path.split(".")
    for part in above:
        holder = getattr(holder, part)
    inner, calls = getattr(holder, name), count(1)

    def stopped(*args: object, **kwargs: object) -> object:
        if next(calls) == int(times):
            os.kill(os.getpid(), number)
        return inner(*args, **kwargs)

    setattr(holder, name, stopped)


if __name__ == "__main__":
    from lifecycle.cli import long_work, run

    signal_name, where, *command = sys.argv[1:]
    long_work.PATIENCE_S, long_work.REDRAWN_S = 0, 0.001
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background is born deaf to it
    if where != "-":
        stop_before(where, getattr(signal, signal_name))
    sys.argv = ["lifecycle", *command]
    run()
