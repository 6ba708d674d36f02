"""What is installed works without a clone: the built wheel, in an empty folder."""

import os
import re
import subprocess
import sys
import sysconfig
import urllib.request
import venv
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
GIVEN = ("--title", "Flood", "--timezone", "Lisbon", "--source", "https://town.example/1")
# What a console script of that entry point does.
SCRIPT = """\
#!{python}
import sys
from bot.cli import main
sys.exit(main(prog_name="briefbot"))
"""


@dataclass(frozen=True)
class Installed:
    """briefbot, installed from its wheel and from nowhere else."""

    script: Path
    packages: Path

    def run(self, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command, once it has ended."""
        return subprocess.run(
            (self.script, *arguments), cwd=folder, env=environment(), capture_output=True,
            text=True, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def demo(self, folder: Path) -> str:
        """What the demo says until it is ready, once its page was fetched and it has ended."""
        command = (self.script, "demo", "--no-browser", "--port", "0")
        with subprocess.Popen(
            command, cwd=folder, env=environment(), stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
        ) as process:  # fmt: skip
            said = ""
            try:
                for line in process.stdout or ():
                    said += line
                    if "Ctrl-C" in line:
                        break
                (address, *_) = re.findall(r"http://\S+", said) or [""]
                assert address, said
                with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 -- loopback
                    assert answer.read().startswith(b"<!doctype html>")
            finally:
                process.terminate()
                said += process.communicate()[0]
        assert process.returncode == 0, said
        return said


def environment() -> dict[str, str]:
    """Nothing that leads to the repository."""
    return {"PATH": os.defpath, "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, in an environment of its own that borrows the dependencies of this one.

    Their folder is on the path by a `.pth`; the `.pth` in it that leads to the repository is not
    followed, as Python follows those of site folders alone.
    """
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", symlinks=True)
    base = str(folder / "env")
    places = {"base": base, "platbase": base}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=places))
    with ZipFile(wheel) as archive:
        archive.extractall(packages)
        (entry,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "briefbot = bot.cli:main" in archive.read(entry).decode()
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    scripts = Path(sysconfig.get_path("scripts", "venv", vars=places))
    (scripts / "briefbot").write_text(SCRIPT.format(python=scripts / "python"))
    (scripts / "briefbot").chmod(0o755)
    return Installed(scripts / "briefbot", packages)


def test_the_wheel_is_what_runs_and_carries_the_shipped_brief(installed: Installed) -> None:
    located = subprocess.run(
        (installed.script.with_name("python"), "-c", "import bot; print(bot.__file__)"),
        cwd=installed.packages.parent, env=environment(), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert Path(located.stdout.strip()) == installed.packages / "bot" / "__init__.py"
    assert contents(installed.packages / "bot" / "example") == contents(ROOT / "briefs")


@pytest.mark.slow
def test_the_demo_in_an_empty_folder_brings_the_example_and_says_so_first(
    installed: Installed, tmp_path: Path
) -> None:
    first, *rest = installed.demo(tmp_path).splitlines()
    assert first == (
        f"There are no briefs here yet, so the example is copied to {tmp_path / 'briefs'}. It is "
        "yours to edit or delete."
    )
    assert any("edit briefs/poland-drones.yaml and ask again" in line for line in rest)
    assert contents(tmp_path / "briefs") == contents(ROOT / "briefs")


@pytest.mark.slow
def test_a_new_brief_is_checked_and_shown_without_the_example(
    installed: Installed, tmp_path: Path
) -> None:
    assert installed.run(tmp_path, "new", "flood", *GIVEN).returncode == 0
    checked = installed.run(tmp_path, "check")
    assert (checked.returncode, checked.stderr[:20]) == (0, "Files: 1. Errors: 0.")
    said = installed.demo(tmp_path)
    assert said.startswith("Ready in ")
    assert "edit briefs/flood.yaml and ask again" in said
    assert set(contents(tmp_path / "briefs")) == {"brief.schema.json", "flood.yaml"}


def contents(folder: Path) -> dict[str, bytes]:
    """What is in a folder, by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
