"""A copy of the tree, and its tests run in it: each time in a new process, forked from this one."""

import importlib
import importlib.util
import os
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "data", "dist")
# What tests import; all of it together takes longer than most tests.
SLOW = (
    "aiosqlite", "alembic.command", "apscheduler.schedulers.asyncio", "asyncpg",
    "discord.ext.commands", "jsonschema_rs", "protego", "pydantic_settings", "rapidfuzz",
    "simcord", "sqlalchemy.ext.asyncio", "structlog", "trafilatura", "yaml",
)  # fmt: skip


class Tree:
    """A copy, whose modules may be changed."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "tree"
        self.log = folder / "log"
        self.overrun = 0  # how often the time was over
        shutil.copytree(ROOT, self.root, ignore=LEFT_OUT)
        for name in SLOW:
            importlib.import_module(name)

    def write(self, module: str, source: str) -> None:
        """Change a module. What was compiled before goes, as it may have the same size and time."""
        path = self.root / module
        path.write_text(source, "utf-8")
        Path(importlib.util.cache_from_source(path)).unlink(missing_ok=True)

    def passes(self, tests: Sequence[str], seconds: float, *asked: str) -> bool:
        """Whether all these tests pass within so long."""
        process = os.fork()
        if not process:
            os._exit(self._run([*asked, *tests]))
        until = time.monotonic() + seconds
        try:
            while time.monotonic() < until:
                ended, status = os.waitpid(process, os.WNOHANG)
                if ended:
                    return status == 0
                time.sleep(0.02)  # the system tells of an end only who asks
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
        os.waitpid(process, 0)
        self.overrun += 1
        return False

    def _run(self, asked: Sequence[str]) -> int:
        """In the forked process: run pytest; gives its exit code."""
        os.setsid()
        os.chdir(self.root)
        os.environ["PYTHONPATH"] = str(self.root)  # for the processes that tests start
        sys.path.insert(0, str(self.root))
        for name in [name for name in sys.modules if name.split(".")[0] in {"bot", "tests"}]:
            del sys.modules[name]
        log = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        # The same examples for each mutant, few, and no search for the smallest.
        hypothesis.settings.register_profile(
            "mutants",
            max_examples=20,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        hypothesis.settings.load_profile("mutants")
        already = "ignore::pytest.PytestAssertRewriteWarning"  # what was imported before the fork
        return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-W", already, *asked]))
