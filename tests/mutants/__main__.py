"""`make mutate`: the share of small mistakes that the tests catch, and those that they do not."""

import argparse
import os
import random
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from tests.mutants.covering import Covering
from tests.mutants.operators import Mutant, mutants
from tests.mutants.tree import ROOT, Tree
from tests.storage.postgres import serving

# Where a module's tests stand beside the room of the same name.
ALSO = {"bot/answers": ["tests/commands"]}
# A mutant that takes longer than this has made something endless, and is caught.
SECONDS = 120


def main() -> int:
    """Run what the arguments say; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("where", help="a room, such as domain, or modules", nargs="+")
    parser.add_argument("--sample", type=int, default=40, help="so many mutants; 0 for all")
    parser.add_argument("--minutes", type=float, default=10, help="begin none after so long")
    parser.add_argument("--seed", type=int, default=0, help="other mutants for another seed")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, _end)
    modules = [module for where in asked.where for module in modules_of(where)]
    chosen = sample(modules, asked.sample, asked.seed)
    with TemporaryDirectory(prefix="mutants") as folder, serving() as server:
        os.environ["DATABASE_URL"] = server.address
        tree = Tree(Path(folder))
        covering = Covering(tree, modules, mirrors(modules))
        run(tree, covering, chosen, asked.minutes)
    return 0


def run(tree: Tree, covering: Covering, chosen: list[tuple[str, Mutant]], minutes: float) -> None:
    """Try one mutant after the other, and tell of those that survive."""
    until = time.monotonic() + minutes * 60
    tried = caught = 0
    try:
        for module, mutant in chosen:
            if time.monotonic() > until:
                say(f"{minutes:g} minutes are over: {len(chosen) - tried} are not tried.")
                break
            source = (ROOT / module).read_text("utf-8")
            tests = covering.tests(module, mutant.line)
            tree.write(module, mutant.applied(source))
            survives = not tests or tree.passes(tests, SECONDS)
            tree.write(module, source)
            tried += 1
            caught += not survives
            if survives:
                say(f"{module}:{mutant.line}: {mutant}" + ("" if tests else "  (no test runs it)"))
    finally:  # who ends it early wants the figure too
        if tried:
            late = f", {tree.overrun} of them by the time limit" if tree.overrun else ""
            say(f"{caught} of {tried} are caught, {100 * caught // tried} %{late}.")


def modules_of(where: str) -> list[str]:
    """The modules of a room, a folder or a file, by their paths from the root.

    Raises:
        SystemExit: There is no such place.
    """
    for path in (ROOT / "bot" / where, ROOT / where):
        if path.is_dir():
            return sorted(found.relative_to(ROOT).as_posix() for found in path.rglob("*.py"))
        if path.is_file():
            return [path.relative_to(ROOT).as_posix()]
    raise SystemExit(f"There is no {where}: give a room, such as domain, or the path of a module.")


def mirrors(modules: list[str]) -> list[str]:
    """The files of tests that are named like these modules; whole rooms where one has none."""
    tests: set[str] = set()
    for module in modules:
        room = "/".join(module.split("/")[:2])
        folders = [room.replace("bot/", "tests/", 1), *ALSO.get(room, [])]
        stem = Path(module).stem
        named = [path for each in folders for path in (ROOT / each).glob(f"test_*{stem}*.py")]
        tests |= {path.relative_to(ROOT).as_posix() for path in named} or set(folders)
    rooms = {test for test in tests if not test.endswith(".py")}
    return sorted(rooms | {test for test in tests if str(Path(test).parent) not in rooms})


def sample(modules: list[str], size: int, seed: int) -> list[tuple[str, Mutant]]:
    """Mutants of these modules in a random order that the seed decides; all for a size of 0."""
    found = [
        (module, mutant)
        for module in modules
        for mutant in mutants((ROOT / module).read_text("utf-8"))
    ]
    random.Random(seed).shuffle(found)  # noqa: S311 -- chance, not secrecy
    chosen = found[:size] if size else found
    say(f"{len(chosen)} of {len(found)} mutants of {len(modules)} modules")
    return chosen


def _end(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(1)  # and all that was started ends too


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
