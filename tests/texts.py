"""The texts people read: found in the code, kept with their French in one catalogue.

Run by ``make texts``. A text is the first argument of ``_``, ``N_`` or ``say`` (both of ``ngettext``),
or what a fact's class says of itself (its sentence and its fields' descriptions), or what the
reference data say of a source or a value. The
catalogue keeps the French of texts still in use; new ones come in empty, to be translated
in lifecycle.po; the compiled lifecycle.mo follows.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from lifecycle import reference
from lifecycle.events import KINDS, Part
from lifecycle.reference import wording
from lifecycle.rules import RULES

HOUSE = Path(__file__).parent.parent
FRENCH = HOUSE / "lifecycle" / "locale" / "fr" / "LC_MESSAGES" / "lifecycle.po"
MARKS = {"_": None, "N_": None, "say": None, "ngettext": (1, 2)}

Text = str | tuple[str, str]
"""A text, or a singular and its plural."""


class FrenchCatalogue(Catalog):
    """A catalogue whose header says what readers of it need, and nothing that changes by the day."""

    mime_headers = property(  # type: ignore[assignment]
        lambda _: [
            ("Language", "fr"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", "nplurals=2; plural=(n > 1);"),
        ]
    )


def texts_of_code(house: Path) -> set[Text]:
    """Every text marked in the two packages."""
    return {
        message
        for package in ("lifecycle", "dashboard")
        if (house / package).is_dir()
        for _, _, message, _, _ in extract_from_dir(
            house / package, [("**.py", "python")], keywords=MARKS, directory_filter=lambda _: True
        )
    }


def parts_of(annotation: Any) -> Iterator[type[Part]]:
    """Every group of fields that an annotation holds, however deep."""
    if get_origin(annotation) is not None:
        for inner in get_args(annotation):
            yield from parts_of(inner)
    elif isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
        for field in annotation.model_fields.values():
            yield from parts_of(field.annotation)


def texts_of_facts() -> set[Text]:
    """What the classes of facts and their groups of fields say of themselves, for help and forms."""
    models: set[Any] = set(KINDS.values())
    for kind in KINDS.values():
        for field in kind.model_fields.values():
            models.update(parts_of(field.annotation))
    found: set[Text] = set()
    for model in models:
        found.add((model.__doc__ or "").strip().partition("\n")[0])
        found.update(field.description for field in model.model_fields.values() if field.description)
    return found - {""}


def texts_of_rules() -> set[Text]:
    """What each rule says: the first line of its function."""
    return {rule.says for rule in RULES.values()}


def texts_of_reference() -> set[Text]:
    """What the reference data say of sources and values: titles, notes, licences, places."""
    return set(wording.texts(reference.load().tables))


def unreadable_marks(house: Path) -> list[str]:
    """Marked texts that are put together before they are looked up: no catalogue can hold them."""
    faults = []
    for package in ("lifecycle", "dashboard"):
        for path in sorted((house / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
                if name in MARKS and isinstance(node, ast.Call):
                    put_together = (ast.JoinedStr, ast.BinOp)
                    if any(isinstance(argument, put_together) for argument in node.args[:2]):
                        faults.append(f"{path.relative_to(house)} line {node.lineno}: {name}() takes a plain text")
    return faults


def read_french(path: Path = FRENCH) -> dict[Text, Text]:
    """Text -> its French, as the catalogue holds it; empty where there is none yet."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale="fr") if message.id}


def catalogue_of(texts: set[Text], french: dict[Text, Text]) -> FrenchCatalogue:
    """The catalogue of these texts, with the French known for them."""
    catalogue = FrenchCatalogue(
        locale="fr", domain="lifecycle", header_comment="# Texts of lifecycle in French.", fuzzy=False
    )
    for text in sorted(texts, key=lambda text: text if isinstance(text, str) else text[0]):
        known = french.get(text) or ("" if isinstance(text, str) else ("", ""))
        catalogue.add(text, known)
    return catalogue


def written(catalogue: FrenchCatalogue) -> bytes:
    """The catalogue as a .po file."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, no_location=True)
    return buffer.getvalue().rstrip(b"\n") + b"\n"


def compiled(catalogue: FrenchCatalogue) -> bytes:
    """The catalogue as the .mo file that gettext reads."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def untranslated(catalogue: FrenchCatalogue) -> list[Text]:
    """The texts without French."""
    return [m.id for m in catalogue if m.id and not (m.string if isinstance(m.string, str) else all(m.string))]


def main() -> int:
    """Bring the catalogue up to date with the code; 1 where French is still missing."""
    if faults := unreadable_marks(HOUSE):
        sys.stderr.write("\n".join(faults) + "\n")
        return 1
    french = read_french()
    texts = texts_of_code(HOUSE) | texts_of_facts() | texts_of_rules() | texts_of_reference()
    catalogue = catalogue_of(texts, french)
    FRENCH.parent.mkdir(parents=True, exist_ok=True)
    FRENCH.write_bytes(written(catalogue))
    FRENCH.with_suffix(".mo").write_bytes(compiled(catalogue))
    missing = untranslated(catalogue)
    sys.stdout.write(f"{len(texts)} texts, {len(set(french) - texts)} gone, {len(missing)} without French\n")
    for text in missing:
        sys.stdout.write(f"  {text!r}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
