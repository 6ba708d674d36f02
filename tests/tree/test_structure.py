"""The shape that the tree keeps."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import bot.views
from bot.views.registry import load_views, registered

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "bot").rglob("*.py"))
VIEWS = [module.name for module in pkgutil.iter_modules(bot.views.__path__, "bot.views.")]
# Written apart, so that this file does not hold it.
MOCKS = re.compile("Magic" + r"Mock|unittest\.m" + r"ock|\bm" + "ocker")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_and_says_what_lives_there(module: Path) -> None:
    text = module.read_text()
    assert len(text.splitlines()) <= 400
    assert text.startswith('"""')


@pytest.mark.parametrize("name", VIEWS)
def test_every_page_can_be_opened_by_a_button(name: str) -> None:
    load_views()
    module = importlib.import_module(name)
    pages = [
        function
        for title, function in inspect.getmembers(module, inspect.isfunction)
        if title.endswith("_page") and function.__module__ == name
    ]
    assert all(page in registered().values() for page in pages)


def test_every_view_has_one_name() -> None:
    load_views()
    assert len(set(registered().values())) == len(registered())


def test_our_own_code_is_never_mocked() -> None:
    tests = (ROOT / "tests").rglob("*.py")
    assert [str(path) for path in tests if MOCKS.search(path.read_text())] == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    banned = re.compile(r"pytest\.(mark\.)?(sk" + r"ip|xf" + "ail)")
    tests = (ROOT / "tests").rglob("*.py")
    assert [str(path) for path in tests if banned.search(path.read_text())] == []


def test_the_image_is_built_from_one_image_that_is_given_by_its_digest() -> None:
    bases = set(re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE))
    (base,) = bases
    assert re.fullmatch(r"python:3\.13-slim@sha256:[0-9a-f]{64}", base)
