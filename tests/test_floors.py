"""The house stands on its floors: docs/architecture.md holds the plan, this test walks every import."""

import ast
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "verifier"
PLAN = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "training" not in p.parts)
MOST_LINES = 400


def table(heading: str) -> dict[str, str]:
    """The two columns of the table under a heading of the plan."""
    section = PLAN.split(f"## {heading}")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|$", section, re.MULTILINE))


FLOORS = {
    room: int(floor)
    for floor, rooms in table("Floors").items()
    if floor.isdigit()
    for room in re.findall(r"`(\w+)`", rooms)
}
HOMES = {
    package.strip(): re.findall(r"`([\w/*]+)`", homes)
    for packages, homes in table("Homes of outside packages").items()
    if "`" in homes
    for package in packages.split(",")
}


def room_of(module: Path) -> str:
    first = module.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@cache
def imports(module: Path) -> tuple[tuple[str, int], ...]:
    """Absolute names of everything a module imports, with the line, also inside functions."""
    return tuple(_imports(module))


def _imports(module: Path) -> Iterator[tuple[str, int]]:
    here = ["verifier", *module.relative_to(PACKAGE).with_suffix("").parts]
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                deeper = stem == "verifier"
                yield (f"{stem}.{alias.name}" if deeper else stem), node.lineno


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_from_floors_below(module: Path) -> None:
    room = room_of(module)
    for name, line in imports(module):
        parts = name.split(".")
        if parts[0] != "verifier":
            continue
        other = parts[1] if len(parts) > 1 and parts[1] in FLOORS else "__init__"
        if other == room and other != "__init__":
            continue
        assert other != "training", f"{module}:{line} imports the training room"
        assert FLOORS[other] < FLOORS[room], f"{module}:{line}: {room} (floor {FLOORS[room]}) imports {name}"


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_an_outside_package_is_imported_only_at_home(module: Path) -> None:
    place = module.relative_to(PACKAGE).with_suffix("").as_posix()
    for name, line in imports(module):
        package = name.split(".")[0]
        if package == "verifier" or package in sys.stdlib_module_names:
            continue
        assert package in HOMES, f"{module}:{line} imports {package}, which has no home in docs/architecture.md"
        at_home = any(fnmatch(place, home) or place.startswith(home + "/") for home in HOMES[package])
        assert at_home, f"{module}:{line} imports {package} away from its home {HOMES[package]}"


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_is_a_small_room(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_every_room_stands_on_a_floor() -> None:
    rooms = {room_of(m) for m in MODULES} - {"resources"}
    assert rooms <= set(FLOORS)
