"""Which files are briefs, and what they go by."""

from collections.abc import Iterable
from pathlib import PurePath

from bot.content.problems import visible

ENDINGS = (".yaml", ".yml")


def is_brief(name: str) -> bool:
    """Whether a file of that name is taken for a brief; editors' hidden copies are not."""
    return name.endswith(ENDINGS) and not name.startswith(".")


def slug_of(name: str) -> str:
    """The slug of the brief in a file."""
    return PurePath(name).stem


def namesake(name: str, others: Iterable[str]) -> str | None:
    """The first of other files whose brief has the same slug."""
    return next((n for n in others if n != name and slug_of(n) == slug_of(name)), None)


def refusal_of(namesake: str) -> str:
    """Why a file is not read beside its namesake."""
    return f"“{visible(namesake)}” goes by the same name: keep one of the two"
