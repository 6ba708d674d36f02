"""Whether pictures can be drawn here: the extra `pictures` is installed."""

from functools import cache
from importlib.util import find_spec


@cache
def can_draw() -> bool:
    """Whether the library is there that draws; it is not loaded by asking."""
    try:
        return find_spec("matplotlib") is not None
    except (ImportError, ValueError):
        return False
