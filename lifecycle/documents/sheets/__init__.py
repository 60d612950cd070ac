"""Impact sheets, one page A4 each: of an association, for a donor, for a funder."""

from __future__ import annotations

from lifecycle.documents.sheets.association import association_sheet
from lifecycle.documents.sheets.bundle import Bundle, bundle_of, made_from
from lifecycle.documents.sheets.donor import donor_sheet
from lifecycle.documents.sheets.funder import funder_sheet

__all__ = ["Bundle", "association_sheet", "bundle_of", "donor_sheet", "funder_sheet", "made_from"]
