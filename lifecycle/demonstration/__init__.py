"""A demonstration: invented people and machines, lived through day by day and recorded like real ones. Floor 8.

Its parameters, with their sources, are in ``data/demo``; all organisations are invented and their names say so.
"""

from __future__ import annotations

from lifecycle.demonstration.building import build
from lifecycle.demonstration.notebook import Batch
from lifecycle.demonstration.place import prepare
from lifecycle.demonstration.setting import FIRST, FIVE_YEARS, Setting, demo_folder, load
from lifecycle.demonstration.simulation import batches

__all__ = ["FIRST", "FIVE_YEARS", "Batch", "Setting", "batches", "build", "demo_folder", "load", "prepare"]
