"""Codes on a photo, and the label that shows how a scanner is set."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

import zxingcpp
from markupsafe import Markup
from PIL import Image, UnidentifiedImageError

MOST_SIDE = 4096


def codes_on(photo: bytes) -> list[str]:
    """The texts of the codes that can be read on a photo, each once."""
    try:
        with Image.open(BytesIO(photo)) as opened:
            opened.thumbnail((MOST_SIDE, MOST_SIDE))
            picture = opened.convert("L")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return []
    return list(dict.fromkeys(found.text for found in zxingcpp.read_barcodes(picture) if found.text))


def label(text: str, words: str) -> Markup:
    """A text as a bar code, drawn as a picture; ``words`` says what it is to who does not see it."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    drawn = zxingcpp.write_barcode_to_svg(made)
    picture = b64encode(drawn.encode()).decode()
    return Markup(
        '<figure class="lc-barcode"><img src="data:image/svg+xml;base64,{}" alt="{}">'
        "<figcaption>{}</figcaption></figure>"
    ).format(picture, words, text)
