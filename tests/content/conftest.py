"""A folder with one brief, watched while a test lasts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.content.watching import Watched, titled


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    path = tmp_path / "briefs"
    path.mkdir()
    (path / "drones.yaml").write_bytes(titled("First"))
    watched = Watched(path)
    yield watched
    watched.folder.stop()
