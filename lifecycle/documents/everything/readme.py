"""What the folder says of itself, to whoever opens it without this program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lifecycle.words import N_, say

_FILES: tuple[tuple[str, str], ...] = (
    (
        "facts.jsonl",
        N_(
            "every fact, one line each, in order: the form that was hashed (RFC 8785 JSON). Its SHA-256 is "
            "the hash of the fact, and stands in the next line as previous_hash."
        ),
    ),
    (
        "kinds/",
        N_("the same facts, one table for each kind, with all its fields: CSV for spreadsheets, Parquet for programs."),
    ),
    ("receipts.jsonl", N_("for each batch of facts the receipt that was given: identities, positions, hash.")),
    (
        "books/legs",
        N_(
            "the books: which grams left which account and entered which, fact by fact. The legs of a fact "
            "add up to nothing."
        ),
    ),
    ("books/breaches", N_("which facts break which rule, from when on, and until when.")),
    ("state/devices", N_("where each device stands now.")),
    ("reference/", N_("the reference values in force for each edition, and their sources with their licences.")),
    ("evidence/", N_("papers that facts name by their SHA-256, where there are any.")),
    ("dictionary", N_("every column of every table: what it holds and what it means.")),
    ("manifest.json", N_("which ledger, how many facts, the last hash.")),
    ("SHA256SUMS", N_("the digest of every file; check them with: sha256sum --check SHA256SUMS")),
)


def readme(language: str, manifest: Mapping[str, Any], keeper: str) -> str:
    """The text in a language."""
    return "\n".join(_lines(language, manifest, keeper)) + "\n"


def _lines(language: str, manifest: Mapping[str, Any], keeper: str) -> Iterator[str]:
    def told(words: str, **values: object) -> str:
        return say(words, **values).in_language(language)

    yield "# " + told(N_("The whole ledger of {keeper}, in open formats"), keeper=keeper)
    yield ""
    yield told(
        N_("Ledger {ledger_id}, {count} facts, last hash {hash}; exported on {day}."),
        **{name: manifest[name] for name in ("ledger_id", "count", "hash")},
        day=manifest["exported_on"],
    )
    yield ""
    yield "## " + told(N_("What is here"))
    yield ""
    for name, words in _FILES:
        yield f"- `{name}` – {told(words)}"
    yield ""
    yield told(
        N_(
            "Masses are whole grams, money whole euro cents, times minutes. In CSV: `;` between cells, UTF-8 with a "
            "byte order mark, an apostrophe before a text that a spreadsheet would run; Parquet and JSON hold every "
            "text to the letter. A row whose column void is true was corrected later and counts for nothing."
        )
    )
    yield ""
    yield "## " + told(N_("How to read it again"))
    yield ""
    yield told(
        N_(
            "With lifecycle: `lifecycle restore FOLDER --ledger NEW.db` makes the same ledger, with the same "
            "hashes, and works its books out anew."
        )
    )
    yield told(N_("Without: each line of facts.jsonl is a JSON object; its facts are told by kinds/ and dictionary."))
    yield ""
    yield "## " + told(N_("What is not here"))
    yield ""
    yield told(
        N_(
            "Names and notes about people: they are in a file of their own, which a backup holds. Recipients "
            "are pseudonyms. Serial numbers are here: do not publish this folder as it is."
        )
    )
