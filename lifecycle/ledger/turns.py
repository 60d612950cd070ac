"""Taking turns: one at a time, among all processes and threads, and never waiting for ever.

The database has a lock of its own, and stays the judge of who writes. But whoever waits for
it sleeps longer and longer, and gains nothing by having come first; here the system itself
wakes the next one as soon as the one before is done.
"""

from __future__ import annotations

import _thread
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep


class Turns:
    """Turns at something that one file stands for; the file stays empty."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._here = threading.Lock()
        self._handle = -1

    @contextmanager
    def taken(self, wait_s: float) -> Iterator[bool]:
        """Inside, nobody else has the turn; False where it did not come within ``wait_s`` seconds.

        Where the system keeps no such locks, everybody has it: what is done inside must
        then still be right, if slower.
        """
        deadline = monotonic() + wait_s
        if not self._here.acquire(timeout=wait_s):
            yield False
            return
        try:
            mine = self._wait(deadline)
            try:
                yield mine
            finally:
                if mine and self._handle >= 0:
                    _unlock(self._handle)
        finally:
            self._here.release()

    def close(self) -> None:
        """Let go of the file."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def _wait(self, deadline: float) -> bool:
        try:
            if self._handle < 0:
                self._handle = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o666)
            return _try(self._handle) or self._queue(deadline)
        except OSError:  # a folder that cannot be written, or a disk far away that knows no locks
            return True

    def _queue(self, deadline: float) -> bool:
        """Wait in line; the handle that waits in vain is left to the thread that waits on it."""
        waiting = _Waiting(self._handle)
        self._handle = -1
        if waiting.comes_until(deadline):
            self._handle = waiting.handle
        return self._handle >= 0


class _Waiting:
    """One place in the line: the system can only be asked to wait for ever, so a thread of its own does."""

    def __init__(self, handle: int) -> None:
        self.handle = handle
        self._came = _thread.allocate_lock()
        self._left = _thread.allocate_lock()
        self._over = False

    def comes_until(self, deadline: float) -> bool:
        """The turn came; else nobody waits any more, and whoever has it next gives it back."""
        self._came.acquire()
        # The bare kind of thread: the other is only started after two more changes of hands.
        _thread.start_new_thread(self._run, ())
        try:
            self._came.acquire(timeout=max(0.0, deadline - monotonic()))
        except BaseException:  # Ctrl+C: nobody waits any more
            self._leave(giving_back=True)
            raise
        return self._leave()

    def _run(self) -> None:
        """Wait, and give back what nobody waits for any more."""
        with suppress(OSError):
            _wait(self.handle)
        self._leave(giving_back=True)
        self._came.release()

    def _leave(self, *, giving_back: bool = False) -> bool:
        """The first of the two to leave changes nothing; the second knows that the turn has come."""
        with self._left:
            second, self._over = self._over, True
            if second and giving_back:
                os.close(self.handle)
        return second


if os.name == "nt":
    import msvcrt

    def _try(handle: int) -> bool:
        """Whether the lock was free and is now ours."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except PermissionError:
            return False
        return True

    def _wait(handle: int) -> None:
        """Come back with the lock."""
        while not _try(handle):
            sleep(0.001)

    def _unlock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:
    import fcntl

    def _try(handle: int) -> bool:
        """Whether the lock was free and is now ours."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait(handle: int) -> None:
        """Come back with the lock."""
        fcntl.flock(handle, fcntl.LOCK_EX)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
