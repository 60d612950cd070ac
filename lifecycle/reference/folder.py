"""The files of a reference folder, read strictly; faults are collected, not raised one by one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from lifecycle.reference.faults import BadReference
from lifecycle.words import Sentence, say

M = TypeVar("M", bound=BaseModel)

_HERE = Path(__file__).parent


@cache
def reference_folder() -> Path:
    """Where the reference files are: inside an installed package, or beside the package in a checkout."""
    installed = _HERE.parent / "_data" / "reference"
    return installed if installed.is_dir() else _HERE.parents[1] / "data" / "reference"


class Folder:
    """A reference folder under reading, with the faults found so far."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise BadReference([say("{folder} is not a folder; the reference data belong there", folder=root)])
        self.root = root
        self.faults: list[Sentence] = []

    def fault(self, file: str, key: str, reason: Sentence | str) -> None:
        """Note that a key of a file is wrong."""
        self.faults.append(say("{file}: {key}: {reason}", file=file, key=key, reason=reason))

    def names(self, room: str) -> list[str]:
        """The TOML files of a room of the folder, as paths from the folder."""
        return sorted(path.relative_to(self.root).as_posix() for path in (self.root / room).glob("*.toml"))

    def read(self, file: str) -> dict[str, Any]:
        """The content of a TOML file, its decimals as written; empty, with a fault, where it cannot be read."""
        try:
            return tomllib.loads((self.root / file).read_text(encoding="utf-8"), parse_float=Decimal)
        except FileNotFoundError:
            self.faults.append(say("{file} is missing", file=file))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
            self.faults.append(say("{file} cannot be read: {trouble}", file=file, trouble=trouble))
        return {}

    def card(self, model: type[M], content: object, *, file: str, key: str) -> M | None:
        """One entry, or None with its faults noted."""
        try:
            return model.model_validate(content)
        except ValidationError as wrong:
            for error in wrong.errors():
                where = ".".join([key, *(str(step) for step in error["loc"])]).strip(".")
                self.fault(file, where, _reason(error["type"], error["msg"]))
        return None

    def cards(self, model: type[M], content: dict[str, Any], *, file: str, entry: str) -> list[M]:
        """The ``[[entry]]`` tables of a file; what stands above them holds for each unless it says otherwise."""
        shared = {name: content[name] for name in ("edition", "source", "legal_ref", "verified") if name in content}
        entries = content.get(entry, [])
        if not isinstance(entries, list):
            self.fault(file, entry, say("write it as [[{entry}]] tables", entry=entry))
            return []
        found = []
        for rank, table in enumerate(entries, start=1):
            whole = {**shared, **table} if isinstance(table, Mapping) else table
            if card := self.card(model, whole, file=file, key=_name(entry, rank, table)):
                found.append(card)
        return found

    def refuse_others(self, content: Mapping[str, Any], known: Iterable[str], *, file: str) -> None:
        """Note each key at the top of a file that nobody reads."""
        for name in sorted(set(content) - set(known)):
            self.fault(file, name, say("unknown key; remove it or correct its name"))


def _name(entry: str, rank: int, table: object) -> str:
    if isinstance(table, Mapping) and "name" in table:
        return f"{entry} {table['name']} {table.get('key', '')}".strip()
    code = (
        next((table[name] for name in ("id", "code", "category") if name in table), rank)
        if isinstance(table, Mapping)
        else rank
    )
    return f"{entry} {code}"


def _reason(kind: str, message: str) -> Sentence | str:
    if kind == "extra_forbidden":
        return say("unknown key; remove it or correct its name")
    if kind == "missing":
        return say("is missing")
    return message.removeprefix("Value error, ")
