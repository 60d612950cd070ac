"""What a paper says to a machine: its pages, tags, language and words, and the codes on its pictures."""

from __future__ import annotations

import io
import re
from pathlib import Path

import zxingcpp
from PIL import Image
from pypdf import PdfReader

NAUGHTY = (
    "#set page(fill: red)",
    "$sum_(k=0)^n k$ *bold* _it_ `code` @label <label>",
    "<script>alert(1)</script>",
    "\\u{1F4A9} #panic()",
    "../../etc/passwd",
    "Ça va “bien” – l’été à Noël ; 50 % €",
)
"""Names that would be markup if anybody read them as such; all signs in them are on our faces."""
UNSHOWN = ("日本語の名前", "😀🎉", "a\u202eb\u200bc", "\ue000")
"""Signs that our faces lack, or that turn or hide what follows: each is shown as one and the same sign."""


class Read:
    """A PDF as a reader program finds it."""

    def __init__(self, pdf: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(pdf))

    @property
    def pages(self) -> int:
        return len(self.reader.pages)

    @property
    def text(self) -> str:
        """The words of all pages on one line; where a long word may break it is one word again."""
        found = " ".join(page.extract_text() for page in self.reader.pages).replace("\u200b", "")
        return re.sub(r"\s+", " ", found)

    @property
    def bare(self) -> str:
        """The same without any space: where lines break says nothing."""
        return re.sub(r"\s", "", self.text)

    @property
    def title(self) -> str:
        return str(self.reader.metadata.title)

    @property
    def language(self) -> str:
        return str(self.reader.trailer["/Root"]["/Lang"])

    @property
    def is_tagged(self) -> bool:
        """It says of itself that it is marked and made for everybody (PDF/UA)."""
        root = self.reader.trailer["/Root"]
        return bool(root["/MarkInfo"]["/Marked"]) and b"pdfuaid" in root["/Metadata"].get_data()

    def tags(self) -> list[str]:
        """The structure, as a list of what its parts are."""
        found: list[str] = []

        def walk(node: object) -> None:
            node = getattr(node, "get_object", lambda: node)()
            if isinstance(node, list):
                for one in node:
                    walk(one)
            elif isinstance(node, dict):
                if "/S" in node:
                    found.append(str(node["/S"]))
                walk(node.get("/K"))

        walk(self.reader.trailer["/Root"]["/StructTreeRoot"])
        return found


def scanned(picture: bytes) -> list[str]:
    """What a scanner reads on a picture."""
    return sorted(one.text for one in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L")))


def size_of(picture: bytes | Path) -> tuple[int, int]:
    """Width and height in pixels."""
    return Image.open(io.BytesIO(picture) if isinstance(picture, bytes) else picture).size
