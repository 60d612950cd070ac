"""What each column of a report means: derived from its columns and figures, and written with every file."""

from __future__ import annotations

from lifecycle.reports.dictionary.entries import DICTIONARY, Entry, entries, entry_table, told_of
from lifecycle.reports.dictionary.meaning import Meaning
from lifecycle.reports.dictionary.names import MEANINGS

__all__ = ["DICTIONARY", "MEANINGS", "Entry", "Meaning", "entries", "entry_table", "told_of"]
