"""One word, one thing: a public name means the same wherever it is defined."""

import ast
from collections import defaultdict
from pathlib import Path

BOT = Path(__file__).parents[2] / "bot"
# Names that several modules define, and why.
SHARED = {
    "T": "a type variable says nothing",
    "log": "structlog's, one a module",
    "setup": "what discord.py calls in each module of commands",
    "main": "what a process begins with",
    "run": "what a command of the terminal runs, named as the command",
    "answer": "a command of the terminal and what it does, as the next four",
    "backup": "as `answer`",
    "history": "as `answer`",
    "migrate": "as `answer`",
    "verify": "as `answer`; the menu of a message has it as well",
}


def defined(path: Path) -> list[str]:
    names: list[str] = []
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            names.append(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.append(node.target.id)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return [name for name in names if not name.startswith("_")]


def test_a_name_that_two_modules_define_has_its_reason() -> None:
    homes: dict[str, set[Path]] = defaultdict(set)
    for path in BOT.rglob("*.py"):
        if "migrations" not in path.parts:
            for name in defined(path):
                homes[name].add(path)
    assert {name for name, paths in homes.items() if len(paths) > 1} == set(SHARED)
