"""What Discord would refuse of the requests of a test run, where its description is given.

The environment's `DISCORD_OPENAPI` names the file; a relative name counts from this project's
folder. Without it nothing is checked.
"""

import json
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from tests.openapi.description import Description, Violation

# From here, whatever folder a test has gone to.
ROOT = Path(__file__).parents[2]
_MOST_TOLD = 10


def violations(method: str, path: str, body: Any) -> list[Violation]:  # noqa: ANN401 -- any JSON
    """What Discord would refuse in a request.

    Args:
        method: in capitals.
        path: what follows /api/v10, without a query.
        body: JSON; of a multipart body its `payload_json`; None if there is none.

    Raises:
        OSError: the description cannot be read.
    """
    given = os.environ.get("DISCORD_OPENAPI")
    return opened(ROOT / given).violations(method, path, body) if given else []


def told(found: Iterable[Violation]) -> str:
    """Violations for whoever reads why a test failed, each once; empty without any."""
    lines = list(dict.fromkeys(map(str, found)))
    if len(lines) > _MOST_TOLD:
        lines[_MOST_TOLD:] = [f"and {len(lines) - _MOST_TOLD} more"]
    return "\n".join(["Discord would refuse:", *lines]) if lines else ""


@cache
def opened(path: Path) -> Description:
    """A description, read once a process."""
    return Description(json.loads(path.read_bytes()))
