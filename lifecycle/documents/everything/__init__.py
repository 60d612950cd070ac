"""Everything out: the whole ledger in open formats, in one folder from which it can be made again."""

from __future__ import annotations

from lifecycle.documents.everything.again import rebuilt, restored_from
from lifecycle.documents.everything.folder import FACTS, Written, export_open
from lifecycle.documents.everything.packed import packed

__all__ = ["FACTS", "Written", "export_open", "packed", "rebuilt", "restored_from"]
