"""Communes, their groupings and departments, cut down from the package ``@etalab/decoupage-administratif``.

Run once a vintage, by hand: ``python tests/territory.py FOLDER VINTAGE``, where FOLDER holds the package's
``communes.json``, ``epci.json`` and ``departements.json``. What stands in ``data/reference/territory`` is its answer.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

GOAL = Path(__file__).parent.parent / "data" / "reference" / "territory"
CURRENT, QUARTER = "commune-actuelle", "arrondissement-municipal"


def communes(told: list[dict], groupings: list[dict]) -> Iterator[tuple]:
    """Code, name, municipal population, grouping, and the commune it lies in where it is none of its own today."""
    grouping = {member["code"]: one["code"] for one in groupings for member in one["membres"]}
    names = {one["code"]: one["nom"] for one in told if one["type"] == CURRENT}
    found: dict[str, tuple] = {}
    for one in sorted(told, key=lambda one: one["type"] != CURRENT):
        within = "" if one["type"] == CURRENT else one.get("commune") or one.get("chefLieu", "")
        if one["code"] not in found and (not within or within in names):
            found[one["code"]] = (
                one["code"],
                one["nom"],
                one.get("population", ""),
                grouping.get(one["code"], ""),
                within,
            )
        for old in one.get("anciensCodes", ()):
            found.setdefault(old, (old, one["nom"], "", "", within or one["code"]))
    return (found[code] for code in sorted(found))


def write(name: str, header: tuple[str, ...], rows: Iterable[tuple]) -> None:
    """A table with ``;`` between cells and one line a row."""
    GOAL.mkdir(parents=True, exist_ok=True)
    with (GOAL / name).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def main(folder: str, vintage: str) -> None:
    """The three tables of a vintage."""
    read = {
        name: json.loads((Path(folder) / f"{name}.json").read_text("utf-8"))
        for name in ("communes", "epci", "departements")
    }
    header = ("code", "name", "population", "grouping", "within")
    write(f"communes-{vintage}.csv", header, communes(read["communes"], read["epci"]))
    write(f"groupings-{vintage}.csv", ("code", "name"), sorted((one["code"], one["nom"]) for one in read["epci"]))
    write(
        f"departments-{vintage}.csv",
        ("code", "name"),
        sorted((one["code"], one["nom"]) for one in read["departements"]),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
