"""Papers that a person takes home or signs: of a hand-over, for a donor."""

from __future__ import annotations

from lifecycle.documents.papers.handover import handover_paper
from lifecycle.documents.papers.receipt import donor_receipt

__all__ = ["donor_receipt", "handover_paper"]
