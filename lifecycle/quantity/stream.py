"""Numbers between 0 and 1, the same for ever under one name.

A stream is named by what is drawn from it, so that what is drawn for one factor does not
depend on which others are drawn beside it, and what shares a name is drawn together.
"""

from __future__ import annotations

from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

STREAM = "philox-1"
"""Philox 4x64-10, a counter-based generator (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy
as 1, 2, 3", SC11), with the first 128 bits of SHA-256 of "philox-1/" and the name as its key and a counter from
zero; of each 64 bits, the highest 53 make a number. Published figures name it: another way has another name."""

_BITS = 53


def uniforms(name: str, count: int) -> NDArray[np.float64]:
    """The first ``count`` numbers of the stream of this name, each in the open interval (0, 1)."""
    key = int.from_bytes(sha256(f"{STREAM}/{name}".encode()).digest()[:16], "little")
    raw = np.asarray(np.random.Philox(key=key, counter=0).random_raw(count), np.uint64)
    # Half a step up, so that neither 0 nor 1 is ever drawn.
    return ((raw >> np.uint64(64 - _BITS)).astype(np.float64) + 0.5) / float(1 << _BITS)
