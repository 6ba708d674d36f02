"""Memory of the process, each figure in a process of its own."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.asking import SHIPPED
from tests.bench.generated import write_brief
from tests.bench.timing import head, row

_BRIEFS = 100
_LOAD = """
import gc, resource, sys
from pathlib import Path
import structlog
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
from bot.gateway.client import Bot
from bot.content.folder import BriefFolder
folder = BriefFolder(Path(sys.argv[1]))
folder.load()
bot = Bot()
gc.collect()
pages = int(Path("/proc/self/statm").read_text().split()[1])
print(pages * resource.getpagesize() // 1024**2)
"""


def measure() -> None:
    """Print the table."""
    head("process", "resident memory")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        row("discord.py imported, nothing else", f"{_mib('import discord, resource', '-')} MiB")
        row("no brief", f"{_mib(_LOAD, name)} MiB")
        row("the shipped brief", f"{_mib(_LOAD, str(SHIPPED))} MiB")
        for number in range(_BRIEFS):
            write_brief(folder, f"made-{number}", 300, number)
        row(f"{_BRIEFS} briefs of 300 entries", f"**{_mib(_LOAD, name)} MiB**")


def _mib(program: str, folder: str) -> int:
    """Megabytes that a program holds when it has done its work (Linux)."""
    if "statm" not in program:
        program += """
from pathlib import Path
pages = int(Path("/proc/self/statm").read_text().split()[1])
print(pages * resource.getpagesize() // 1024**2)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, folder], capture_output=True, text=True, check=True
    )
    return int(done.stdout)
