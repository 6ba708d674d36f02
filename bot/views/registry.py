"""Views by name, so that a button can open one that holds buttons itself."""

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from bot.content.library import Library
from bot.domain.errors import BriefGoneError, UserError
from bot.views.persistent import PersistentView
from bot.views.places import Place
from bot.views.showing import PRESENT, Showing


class View(Protocol):
    """A page of the library as one message."""

    def __call__(
        self, library: Library, place: Place, *, showing: Showing = PRESENT
    ) -> PersistentView:
        """Make the view.

        Args:
            library: where the briefs are.
            place: what is asked for; the nearest there is, is shown.
            showing: to whom, and in which state.

        Raises:
            UserError: where nothing near it is left.
        """
        ...


class OtherVersionError(UserError):
    """What a button leads to is of another version of us.

    Args:
        command: what leads to the like.
    """

    def __init__(self, command: str = "/brief") -> None:
        super().__init__(
            f"That button is from another version of me. Please ask anew with {command}."
        )


ViewT = TypeVar("ViewT", bound=View)
_views: dict[str, View] = {}


def shows(name: str) -> Callable[[ViewT], ViewT]:
    """Declare a function the view of that name, as it stands in custom_ids."""

    def register(view: ViewT) -> ViewT:
        _views[name] = view
        return view

    return register


def render(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """The view that a place asks for; see `View`."""
    view = _views.get(place.view)
    if view is None:
        raise OtherVersionError
    if place.slug and place.slug not in library.slugs:
        # A person's words find the nearest brief; a button leads to its own or to none.
        raise BriefGoneError
    return view(library, place, showing=showing)


def load_views() -> None:
    """Import every module beside this one, so that all have declared their views."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)], "bot.views."):
        importlib.import_module(module.name)


def registered() -> dict[str, View]:
    """All views by name, for the tests that try each."""
    return dict(_views)
