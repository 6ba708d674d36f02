"""The brief that briefbot ships with, for those who have none."""

from pathlib import Path

import bot
from bot.config import ConfigError

_PACKAGE = Path(bot.__file__).parent


def example_folder() -> Path:
    """Where the shipped brief is: in the installed package, or in the clone that it is run from."""
    installed = _PACKAGE / "example"
    return installed if installed.is_dir() else _PACKAGE.parent / "briefs"


def is_bare(folder: Path) -> bool:
    """Whether there is nothing at all, so that an example is in nobody's way."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def copy_example(folder: Path) -> None:
    """Copy the shipped brief, its excerpts and the schema to a folder, to be edited there.

    Its files belong to whoever copies, also where the package's own are read-only.

    Raises:
        ConfigError: nothing can be written there.
    """
    example = example_folder()
    try:
        for path in sorted(example.rglob("*")):
            target = folder / path.relative_to(example)
            if path.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
    except OSError as error:
        raise ConfigError(
            f"The example cannot be copied to {folder}: {error.strerror}. Start the demo where you "
            "may write, or name a folder of briefs: `briefbot demo FOLDER`."
        ) from None
