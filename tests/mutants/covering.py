"""Which tests run which lines."""

from collections.abc import Sequence
from pathlib import Path

from coverage import CoverageData

from tests.mutants.tree import Tree

# As long as any room takes on a busy machine.
SECONDS = 900


class Covering:
    """What the tests of one chunk run. Those of a mutant need not run but these.

    Raises:
        SystemExit: Not all tests pass as the code stands.
    """

    def __init__(self, tree: Tree, modules: Sequence[str], tests: Sequence[str]) -> None:
        folders = sorted({f"--cov={Path(module).parent}" for module in modules})
        if not tree.passes(tests, SECONDS, *folders, "--cov-context=test", "--cov-report="):
            said = tree.log.read_text("utf-8")
            raise SystemExit(f"The tests must pass before mutants are made:\n{said}")
        self._root = tree.root
        self._data = CoverageData(str(tree.root / ".coverage"))
        self._data.read()

    def tests(self, module: str, line: int) -> list[str]:
        """The tests that run a line; those that run any of the module where none is known to.

        The latter is so for what is done once, at the import. Those of the module's own file
        come first, as they are the likeliest to notice.
        """
        lines = self._data.contexts_by_lineno(str(self._root / module))
        contexts = [name for name in lines.get(line, []) if name]
        contexts = contexts or [name for each in lines.values() for name in each if name]
        own = f"test_{Path(module).stem}"
        tests = {name.rpartition("|")[0] for name in contexts}
        return sorted(tests, key=lambda test: (own not in test, test))
