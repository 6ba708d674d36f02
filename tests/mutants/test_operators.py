"""The mutants of a module."""

import ast
from pathlib import Path

import pytest

from tests.mutants.__main__ import mirrors, sample
from tests.mutants.operators import mutants

DOMAIN = Path(__file__).parents[2] / "bot" / "domain"


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("a < b", ["(a <= b)", "(a >= b)"]),
        ("a == b", ["(a != b)"]),
        ("a in b", ["(a not in b)"]),
        ("a and b", ["(a or b)"]),
        ("not a", ["(a)"]),
        ("LIMIT = 5", ["LIMIT = (4)", "LIMIT = 6"]),
        ("KEPT = True", ["KEPT = False"]),
        ("if a:\n    b", ["if (not (a)):\n    b"]),
        ("f(a)", ["pass"]),
        ("def f():\n    return a", ["def f():\n    return None"]),
        (
            "é = f'é' if a < b else c",
            ["é = f'é' if (a <= b) else c", "é = f'é' if (a >= b) else c"],
        ),
    ],
)
def test_a_mutant_is_one_small_mistake(source: str, changed: list[str]) -> None:
    assert sorted(mutant.applied(source) for mutant in mutants(source)) == sorted(changed)


@pytest.mark.parametrize(
    "source",
    ["def f(a: Literal[1]) -> Literal[2]: ...", "@once(3)\ndef f(): ...", "if TYPE_CHECKING: ..."],
)
def test_what_no_test_could_tell_is_passed_over(source: str) -> None:
    assert mutants(source) == []


def test_every_mutant_is_another_program() -> None:
    source = (DOMAIN / "figures.py").read_text("utf-8")
    for mutant in mutants(source):
        assert ast.dump(ast.parse(mutant.applied(source))) != ast.dump(ast.parse(source))


def test_a_seed_always_chooses_the_same() -> None:
    modules = ["bot/domain/when.py", "bot/domain/zones.py"]
    assert sample(modules, 5, seed=1) == sample(modules, 5, seed=1) != sample(modules, 5, seed=2)


def test_the_mirrors_a_module_are_those_named_like_it_and_else_its_whole_room() -> None:
    assert mirrors(["bot/fetching/guard.py"]) == ["tests/fetching/test_guard.py"]
    assert mirrors(["bot/fetching/guard.py", "bot/fetching/bodies.py"]) == ["tests/fetching"]
