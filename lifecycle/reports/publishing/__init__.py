"""Publishing a report, listing what was published, and running it again to the same digits."""

from __future__ import annotations

from lifecycle.reports.publishing.again import Again, run_again
from lifecycle.reports.publishing.listed import published
from lifecycle.reports.publishing.making import Publishing, publish

__all__ = ["Again", "Publishing", "publish", "published", "run_again"]
