"""A transaction awaits nothing but its database: on SQLite all others wait for it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

STORAGE = Path(__file__).parents[2] / "bot" / "storage"


def strays(code: str) -> list[int]:
    """The lines that await something other than a connection within a transaction."""
    return sorted(
        node.lineno
        for function in ast.walk(ast.parse(code))
        if isinstance(function, ast.AsyncFunctionDef)
        for connections in [_connections(function)]
        if connections
        for node in ast.walk(function)
        if isinstance(node, (ast.Await, ast.AsyncFor, ast.AsyncWith))
        and not connections & _names(node)
    )


def _connections(function: ast.AsyncFunctionDef) -> set[str]:
    """The parameters that are a connection in a transaction."""
    return {
        argument.arg
        for argument in function.args.args
        if argument.annotation is not None and "AsyncConnection" in ast.unparse(argument.annotation)
    }


def _names(node: ast.Await | ast.AsyncFor | ast.AsyncWith) -> set[str]:
    """What is called, or handed to what is called."""
    return {name.id for call in _calls(node) for name in _roots(call)}


def _calls(node: ast.Await | ast.AsyncFor | ast.AsyncWith) -> list[ast.expr]:
    if isinstance(node, ast.Await):
        return [node.value]
    if isinstance(node, ast.AsyncFor):
        return [node.iter]
    return [item.context_expr for item in node.items]


def _roots(call: ast.expr) -> Iterator[ast.Name]:
    parts = [call]
    if isinstance(call, ast.Call):
        parts = [call.func, *call.args]
    for part in parts:
        root = part
        while isinstance(root, ast.Attribute):
            root = root.value
        if isinstance(root, ast.Name):
            yield root


@pytest.mark.parametrize("path", sorted(STORAGE.glob("*.py")), ids=lambda path: path.stem)
def test_a_transaction_awaits_nothing_but_its_database(path: Path) -> None:
    assert strays(path.read_text()) == []


def test_a_transaction_that_awaits_something_else_is_found() -> None:
    code = """
async def save(self, connection: AsyncConnection, row: Row) -> None:
    await connection.execute(row)
    await keep(connection, row)
    await asyncio.sleep(1)
    async with asyncio.timeout(1):
        pass
"""
    assert strays(code) == [5, 6]
