"""The rules of imports hold for whatever is written next: each forbidden import is planted."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, TypeAlias

import pytest

ROOT = Path(__file__).parents[2]
BOT = ROOT / "bot"
Rule: TypeAlias = dict[str, Any]
RULES: list[Rule] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
LAYERS: list[list[str]] = [
    layer.split(" | ") for rule in RULES if rule["type"] == "layers" for layer in rule["layers"]
]
# A rule's wildcards, as far as ours use them.
ALL = ("bot", "bot.*")
FOUND = re.compile(r"(bot[\w.]*) -> ([\w.]+)")
DOMAIN_MAY = {"bot", "cronsim", "dateparser", "pydantic", "pydantic_core", "typing_extensions"}


def places() -> Iterator[str]:
    """A module of each room, and every module that stands outside of one."""
    for path in sorted(BOT.iterdir()):
        if path.is_dir() and path.name != "__pycache__":
            yield f"bot.{path.name}.planted"
        elif path.suffix == ".py" and not path.name.startswith("__"):
            yield f"bot.{path.stem}"


def forbidden(rule: Rule) -> Iterator[tuple[str, str]]:
    """Every importing place and imported module that a rule of one kind forbids."""
    for place in places():
        for module in rule["forbidden_modules"]:
            is_within = place.startswith(f"{module}.") or place == module
            is_meant = any(
                source in ALL or place.startswith(f"{source}.") for source in rule["source_modules"]
            )
            allowed = (each.split(" -> ") for each in rule.get("ignore_imports", ()))
            may = any(fnmatchcase(place, who) and what == module for who, what in allowed)
            if is_meant and not is_within and not may:
                yield place, module


def upwards() -> Iterator[tuple[str, str]]:
    """An import from every layer to each one above it, and between neighbours."""
    rooms = {place.split(".")[1]: place for place in places()}
    for level, layer in enumerate(LAYERS):
        for room in layer:
            above = [each for upper in LAYERS[:level] for each in upper]
            for other in [*above, *(each for each in layer if each != room)]:
                yield rooms[room], rooms[other]


def planted(tree: Path, imports: set[tuple[str, str]]) -> str:
    """What import-linter says once these imports stand in a copy of the tree."""
    shutil.copytree(BOT, tree / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tree)
    for place in places():
        module = tree.joinpath(*place.split(".")).with_suffix(".py")
        lines = [f"import {what}\n" for who, what in sorted(imports) if who == place]
        before = module.read_text() if module.exists() else ""
        module.write_text("".join([before, *lines]))
    linter = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run(
        [linter, "--no-cache"], check=False, cwd=tree, capture_output=True, text=True
    )
    assert told.returncode == (1 if imports else 0), told.stdout
    return told.stdout


def found(told: str, rule: str) -> set[tuple[str, str]]:
    """The imports that stand under a rule, where the broken ones are listed."""
    _, _, section = told.partition("Broken contracts")[2].partition(f"\n{rule}\n")
    names = "|".join(re.escape(each["name"]) for each in RULES)
    section = re.split(rf"\n(?:{names})\n", section)[0]
    return {(match[1], match[2]) for match in FOUND.finditer(section)}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said once every import that any rule forbids stands in one copy of the tree."""
    everything = {each for rule in RULES for each in broken_by(rule)}
    return planted(tmp_path_factory.mktemp("planted"), everything)


def broken_by(rule: Rule) -> set[tuple[str, str]]:
    return set(upwards() if rule["type"] == "layers" else forbidden(rule))


def test_the_tree_as_it_is_breaks_no_rule(tmp_path: Path) -> None:
    assert "0 broken" in planted(tmp_path, set())


@pytest.mark.parametrize("name", [rule["name"] for rule in RULES])
def test_every_import_that_a_rule_forbids_is_refused(told: str, name: str) -> None:
    (rule,) = (rule for rule in RULES if rule["name"] == name)
    wanted = broken_by(rule)
    assert len(wanted) > 5
    assert wanted <= found(told, name)


def test_every_room_has_its_layer() -> None:
    assert {place.split(".")[1] for place in places()} == {
        room for layer in LAYERS for room in layer
    }


def test_the_domain_imports_the_standard_library_and_what_only_computes() -> None:
    for path in BOT.glob("domain/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            roots = {name.split(".")[0] for name in names}
            assert roots <= DOMAIN_MAY | set(sys.stdlib_module_names), path


def test_a_view_loads_no_database_and_no_timer() -> None:
    script = "import sys, bot.views.summary; print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", script], check=True, cwd=ROOT, capture_output=True, text=True
    )
    loaded = told.stdout.split()
    roots = {name.split(".")[0] for name in loaded}
    assert "discord" in roots
    assert not roots & {
        "sqlalchemy",
        "alembic",
        "asyncpg",
        "aiosqlite",
        "apscheduler",
        "structlog",
        "matplotlib",
    }
    rooms = {name.split(".")[1] for name in loaded if name.startswith("bot.")}
    assert rooms == {"views", "content", "domain", "pictures"}
