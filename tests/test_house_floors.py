"""The floors of the house: a room imports only from lower floors, and every room has a floor."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent

FLOORS = {
    "words": 0,
    "quantity": 1,
    "codes": 1,
    "events": 1,
    "reference": 2,
    "journey": 3,
    "rules": 4,
    "impact": 4,
    "policy": 4,
    "ledger": 5,
    "people": 5,
    "columns": 6,
    "engine": 7,
    "demonstration": 8,
    "reports": 8,
    "intake": 8,
    "documents": 9,
    "cli": 11,
    "dashboard": 10,
}
"""Room -> floor. A new room is written here, once, with the floor it stands on."""

FRONT_DOOR = "lifecycle"
"""``lifecycle/__init__.py`` stands above all: it may import every room, and no room may import it."""

SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc"}


def modules_of(house: Path) -> dict[str, Path]:
    """Dotted name -> file, of every module of the two packages."""
    found = {}
    for package in ("lifecycle", "dashboard"):
        for path in sorted((house / package).rglob("*.py")):
            parts = path.relative_to(house).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def room_of(module: str) -> str:
    """The room of a dotted name; the front door for ``lifecycle`` itself."""
    package, _, inside = module.partition(".")
    return inside.partition(".")[0] or FRONT_DOOR if package == "lifecycle" else package


def imported_names(path: Path, module: str) -> Iterator[tuple[int, str, str]]:
    """(line, module, name) of every import of a file: at its top, in functions, under TYPE_CHECKING, by a call."""
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, ""
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                yield node.lineno, source, alias.name
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"import_module", "__import__"} and isinstance(node.args[0].value, str):
                yield node.lineno, node.args[0].value, ""


def imports_of(house: Path) -> dict[str, dict[str, int]]:
    """Module -> the modules of the house it imports, each with the line of its first import."""
    modules = modules_of(house)
    found: dict[str, dict[str, int]] = {name: {} for name in modules}
    for name, path in modules.items():
        for line, source, inner in imported_names(path, name):
            target = f"{source}.{inner}" if f"{source}.{inner}" in modules else source
            if target.partition(".")[0] in {"lifecycle", "dashboard"} and target != name:
                found[name].setdefault(target, line)
    return found


def floor_faults(house: Path, floors: Mapping[str, int] = FLOORS) -> list[str]:
    """One sentence for each room without a floor and each import that does not go down."""
    imports = imports_of(house)
    faults = [
        f"the room {room} has no floor; give it one in FLOORS of tests/test_house_floors.py"
        for room in sorted({room_of(module) for module in imports} - {FRONT_DOOR} - set(floors))
    ]
    for module, targets in imports.items():
        here = room_of(module)
        for target, line in targets.items():
            there = room_of(target)
            if here in (FRONT_DOOR, there) or here not in floors:
                continue
            where = f"{module} line {line} imports {target}"
            if there == FRONT_DOOR:
                faults.append(f"{where}: the front door is for those outside; import the room itself")
            elif there not in floors:
                faults.append(f"{where}: there is no such room")
            elif floors[there] >= floors[here]:
                faults.append(
                    f"{where}: {here} is on floor {floors[here]}, {there} on floor {floors[there]}; "
                    "a room imports only from lower floors"
                )
    return faults


def cycle_faults(house: Path) -> list[str]:
    """One sentence for each room whose modules import each other in a circle."""
    faults = []
    imports = imports_of(house)
    for room in sorted({room_of(module) for module in imports} - {FRONT_DOOR}):
        inside = {
            module: [target for target in targets if room_of(target) == room]
            for module, targets in imports.items()
            if room_of(module) == room
        }
        try:
            TopologicalSorter(inside).prepare()
        except CycleError as circle:
            faults.append(f"in {room}, modules import each other in a circle: {' <- '.join(circle.args[1])}")
    return faults


def name_faults(house: Path) -> list[str]:
    """One sentence for each module or folder whose name does not say what it holds."""
    return [
        f"{path.relative_to(house)}: name it after what it holds"
        for package in ("lifecycle", "dashboard", "tests")
        for path in sorted((house / package).rglob("*"))
        if (path.is_dir() or path.suffix == ".py") and path.stem.strip("_").lower() in SAYS_NOTHING
    ]


def house_of(tmp_path: Path, **files: str) -> Path:
    """A small house: file name (``__`` for a folder) -> its text."""
    for name, text in {"lifecycle": "", **files}.items():
        path = tmp_path / ("lifecycle/__init__.py" if name == "lifecycle" else f"{name.replace('__', '/')}.py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_every_room_has_a_floor_and_imports_only_from_lower_floors():
    assert floor_faults(HOUSE) == []


def test_inside_a_room_modules_do_not_import_each_other_in_a_circle():
    assert cycle_faults(HOUSE) == []


def test_every_module_is_named_after_what_it_holds():
    assert name_faults(HOUSE) == []


@pytest.mark.parametrize(
    "text",
    [
        "import lifecycle.ledger",
        "from lifecycle import ledger",
        "from lifecycle.ledger import Ledger",
        "from . import ledger",
        "from .ledger import Ledger",
        "def later():\n    from lifecycle.ledger import Ledger",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from lifecycle.ledger import Ledger",
        "import importlib\nimportlib.import_module('lifecycle.ledger')",
    ],
)
def test_an_import_from_a_higher_floor_is_a_fault_however_it_is_written(tmp_path, text):
    """journey (floor 3) imports the ledger (floor 5)."""
    house = house_of(tmp_path, lifecycle__journey=text, lifecycle__ledger="class Ledger: ...")
    (fault,) = floor_faults(house)
    assert "journey is on floor 3, ledger on floor 5" in fault


def test_an_import_from_the_same_floor_is_a_fault_but_inside_one_room_it_is_not(tmp_path):
    """rules imports impact, both on floor 4; and one file of impact imports its neighbour."""
    house = house_of(
        tmp_path,
        lifecycle__rules="from lifecycle.impact import terms",
        lifecycle__impact__terms="",
        lifecycle__impact__sums="from lifecycle.impact import terms",
    )
    (fault,) = floor_faults(house)
    assert "lifecycle.rules line 1 imports lifecycle.impact.terms" in fault


def test_an_import_from_a_lower_floor_is_no_fault(tmp_path):
    """The ledger imports journey; the dashboard imports a report; the front door imports all."""
    house = house_of(
        tmp_path,
        lifecycle="from lifecycle.ledger import Ledger\nfrom lifecycle import reports",
        lifecycle__journey="",
        lifecycle__ledger="import lifecycle.journey\nfrom lifecycle.words import N_",
        lifecycle__words="",
        lifecycle__reports="",
        dashboard__app="from lifecycle import reports\nimport dashboard.draw",
        dashboard__draw="",
    )
    assert floor_faults(house) == []


def test_a_room_without_a_floor_is_a_fault(tmp_path):
    """Someone adds lifecycle/attic.py."""
    (fault,) = floor_faults(house_of(tmp_path, lifecycle__attic=""))
    assert "attic has no floor" in fault


def test_no_room_goes_through_the_front_door(tmp_path):
    """A room asks lifecycle itself for a name, which would load the whole house."""
    (fault,) = floor_faults(house_of(tmp_path, lifecycle__cli="from lifecycle import __version__"))
    assert "front door" in fault


def test_a_circle_inside_a_room_is_a_fault(tmp_path):
    """events/a.py imports events/b.py, which imports events/a.py within a function."""
    house = house_of(
        tmp_path,
        lifecycle__events__a="from lifecycle.events import b",
        lifecycle__events__b="def late():\n    from lifecycle.events.a import thing",
    )
    (fault,) = cycle_faults(house)
    assert "circle" in fault


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "base", "manager", "_utils"])
def test_a_name_that_says_nothing_is_a_fault(tmp_path, name):
    (fault,) = name_faults(house_of(tmp_path, **{f"lifecycle__events__{name.strip('_')}": ""}))
    assert fault.endswith("name it after what it holds")
