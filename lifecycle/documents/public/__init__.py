"""What everybody may see: pictures to share, a badge, figures, a page that stands alone, and all of them as a site."""

from __future__ import annotations

from lifecycle.documents.public.figures import Public, as_json, public
from lifecycle.documents.public.pictures import badge, share_image
from lifecycle.documents.public.site import site

__all__ = ["Public", "as_json", "badge", "public", "share_image", "site"]
