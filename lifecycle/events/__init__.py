"""Every kind of fact, one class each. Floor 1.

The class alone decides the stored form, the options of ``lifecycle record KIND``, the
columns of a spreadsheet, and what ``lifecycle journey`` prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from lifecycle.events.arrival import (
    AnnouncedLine,
    Collected,
    DifferentDevices,
    DonationAnnounced,
    HardwareRead,
    Medium,
    Received,
    Relabelled,
    SameDevice,
    Weighed,
)
from lifecycle.events.books import (
    Corrected,
    FactorDeclared,
    LedgerRestored,
    Narrowing,
    PaperIssued,
    Publication,
    PublishedFigure,
    PublishedTable,
    ReportPublished,
    ReportPublishedOnce,
    SlipUpdated,
    StockCounted,
)
from lifecycle.events.end import (
    CertificateWithdrawn,
    Depolluted,
    Discarded,
    Fraction,
    Line,
    LotDispatched,
    LotOpened,
    LotPacked,
    LotReceived,
    LotRegrouped,
    LotUnpacked,
    Parent,
    RefusedThing,
    TreatmentCertified,
    WasteEnded,
)
from lifecycle.events.envelope import (
    ENVELOPE,
    Custody,
    Data,
    DonorKind,
    Evidence,
    Fact,
    Legal,
    Part,
    Work,
    canonical,
)
from lifecycle.events.fleet import FleetUnitLeft, FleetUnitRetired
from lifecycle.events.money import GrantAwarded, TrainingHeld
from lifecycle.events.organisations import (
    AuthorisationGranted,
    AuthorisationWithdrawn,
    OrganisationRegistered,
)
from lifecycle.events.use import (
    ContributionReceived,
    Found,
    GivenBack,
    HandedOver,
    Lost,
    Returned,
    SubstitutionAnswered,
    SupportGiven,
    TakenIn,
    Transferred,
    UseConfirmed,
)
from lifecycle.events.workshop import (
    Check,
    DataSanitised,
    MadeReady,
    MediaAbsent,
    MediaDestroyed,
    PartInstalled,
    PartRemoved,
    Repaired,
    SoftwareInstalled,
    Tested,
    Triaged,
)
from lifecycle.words import say


def _versions(root: type[Fact]) -> dict[tuple[str, int], type[Fact]]:
    found: dict[tuple[str, int], type[Fact]] = {}
    for child in root.__subclasses__():
        if "kind" in child.__dict__:
            found[child.kind, child.kind_version] = child
        found |= _versions(child)
    return found


GROUPS = ("organisations", "arrival", "workshop", "use", "end", "fleet", "people_and_money", "books")
"""Groups of kinds, in the order of a life, then what stands beside it."""

VERSIONS: Mapping[tuple[str, int], type[Fact]] = dict(sorted(_versions(Fact).items(), key=lambda one: one[0][1]))
"""Kind and version -> class, found from the classes themselves: what was stored once is read for ever."""

_NEWEST = {kind: known for (kind, _version), known in VERSIONS.items()}
KINDS: Mapping[str, type[Fact]] = dict(sorted(_NEWEST.items(), key=lambda one: GROUPS.index(one[1].group)))
"""Kind -> class of its newest version, in the order in which people read them."""


class UnknownKind(ValueError):
    """The ledger holds, or was given, a kind of fact that this version does not know."""


def read(form: Mapping[str, Any]) -> Fact:
    """The fact of a stored form.

    Raises :class:`UnknownKind` for a kind or a version this program does not know, and
    pydantic's ``ValidationError`` (every fault at once) where a field is wrong.
    """
    kind = form.get("kind")
    newest = KINDS.get(kind) if isinstance(kind, str) else None
    if newest is None:
        raise UnknownKind(say("unknown kind of fact {kind}; known: {kinds}", kind=kind, kinds=", ".join(sorted(KINDS))))
    version = form.get("kind_version", newest.kind_version)
    known = VERSIONS.get((newest.kind, version)) if isinstance(version, int) else None
    if known is None:
        ours = ", ".join(str(one) for name, one in VERSIONS if name == kind)
        raise UnknownKind(
            say("{kind} version {theirs} is not known here (known: {ours})", kind=kind, theirs=version, ours=ours)
        )
    envelope = {name: form[name] for name in ENVELOPE if name in form}
    for derived in ("kind", "kind_version", "also"):
        envelope.pop(derived, None)
    extra = set(form) - set(ENVELOPE) - {"facts"}
    fields = form.get("facts", {})
    if not isinstance(fields, Mapping):
        fields = {"facts": fields}
    return known.model_validate({**fields, **{name: form[name] for name in extra}, **envelope})


__all__ = [
    "ENVELOPE",
    "KINDS",
    "VERSIONS",
    "AnnouncedLine",
    "AuthorisationGranted",
    "AuthorisationWithdrawn",
    "CertificateWithdrawn",
    "Check",
    "Collected",
    "ContributionReceived",
    "Corrected",
    "Custody",
    "Data",
    "DataSanitised",
    "Depolluted",
    "DifferentDevices",
    "Discarded",
    "DonationAnnounced",
    "DonorKind",
    "Evidence",
    "Fact",
    "FactorDeclared",
    "FleetUnitLeft",
    "FleetUnitRetired",
    "Found",
    "Fraction",
    "GivenBack",
    "GrantAwarded",
    "HandedOver",
    "HardwareRead",
    "LedgerRestored",
    "Legal",
    "Line",
    "Lost",
    "LotDispatched",
    "LotOpened",
    "LotPacked",
    "LotReceived",
    "LotRegrouped",
    "LotUnpacked",
    "MadeReady",
    "MediaAbsent",
    "MediaDestroyed",
    "Medium",
    "Narrowing",
    "OrganisationRegistered",
    "PaperIssued",
    "Parent",
    "Part",
    "PartInstalled",
    "PartRemoved",
    "Publication",
    "PublishedFigure",
    "PublishedTable",
    "Received",
    "RefusedThing",
    "Relabelled",
    "Repaired",
    "ReportPublished",
    "ReportPublishedOnce",
    "Returned",
    "SameDevice",
    "SlipUpdated",
    "SoftwareInstalled",
    "StockCounted",
    "SubstitutionAnswered",
    "SupportGiven",
    "TakenIn",
    "Tested",
    "TrainingHeld",
    "Transferred",
    "TreatmentCertified",
    "Triaged",
    "UnknownKind",
    "UseConfirmed",
    "ValidationError",
    "WasteEnded",
    "Weighed",
    "Work",
    "canonical",
    "read",
]
