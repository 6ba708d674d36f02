"""What is changed in a module: one small thing at a time."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

FLIPPED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),  # the boundary, the opposite
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
# What no test could tell: types and decorators.
PASSED_OVER = {"annotation", "returns", "decorator_list", "type_params"}


@dataclass(frozen=True, order=True)
class Mutant:
    """One change. Places are bytes of the source."""

    line: int
    start: int
    end: int
    before: str
    after: str

    def applied(self, source: str) -> str:
        """The source with this change."""
        raw = source.encode()
        return (raw[: self.start] + self.after.encode() + raw[self.end :]).decode()

    def __str__(self) -> str:
        return f"{' '.join(self.before.split())}  →  {self.after}"


def mutants(source: str) -> list[Mutant]:
    """All changes of a module, in order of place."""
    raw = source.encode()
    starts = [0]
    for line in raw.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found: set[Mutant] = set()
    for node, after in _changes(ast.parse(source)):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        found.add(Mutant(node.lineno, start, end, raw[start:end].decode(), after))
    return sorted(found)


def _changes(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    if isinstance(node, ast.JoinedStr):  # Python 3.11 does not know the places in it
        return
    if isinstance(node, (ast.expr, ast.stmt)):
        for after in _replacements(node):
            yield node, after
    match node:
        case ast.If() | ast.While() | ast.IfExp():
            yield from _negated(node.test)
        case ast.comprehension():
            for condition in node.ifs:
                yield from _negated(condition)
        case _:
            pass
    passed_over = {id(child) for name in PASSED_OVER for child in _below(node, name)}
    for child in ast.iter_child_nodes(node):
        if id(child) not in passed_over:
            yield from _changes(child)


def _below(node: ast.AST, name: str) -> list[object]:
    value: object = getattr(node, name, None)
    return list(cast("list[object]", value)) if isinstance(value, list) else [value]


def _negated(test: ast.expr) -> Iterator[tuple[ast.expr, str]]:
    named = isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"
    single = isinstance(test, ast.Compare) and len(test.ops) == 1
    if not named and not single and not isinstance(test, ast.UnaryOp):
        yield test, f"(not ({ast.unparse(test)}))"


def _replacements(node: ast.expr | ast.stmt) -> Iterator[str]:
    match node:
        case ast.Compare():
            for at, op in enumerate(node.ops):
                for other in FLIPPED[type(op)]:
                    ops = [*node.ops[:at], other(), *node.ops[at + 1 :]]
                    yield f"({ast.unparse(ast.Compare(node.left, ops, node.comparators))})"
        case ast.BoolOp():
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield f"({ast.unparse(ast.BoolOp(other, node.values))})"
        case ast.UnaryOp(op=ast.Not()):
            yield f"({ast.unparse(node.operand)})"
        case ast.Constant(value=bool(value)):
            yield str(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield str(value + 1)
            yield f"({value - 1})"
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield "return None"
        case ast.Expr(value=ast.Call() | ast.Await(value=ast.Call())):
            yield "pass"
        case _:
            pass


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None
