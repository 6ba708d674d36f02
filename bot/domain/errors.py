"""Errors meant for a person. Anything else that escapes is a bug."""

from collections.abc import Sequence


class UserError(Exception):
    """A request we understood and refuse; its text is shown to the asker as it is."""


class NotFoundError(UserError):
    """Nothing goes by that name.

    Args:
        kind: what was looked for, as a reader calls it ("brief", "claim").
        asked: what the person gave.
        near: names that are much like it, nearest first.
        others: names of some that there are, shown where none is near.
    """

    def __init__(
        self, kind: str, asked: str, near: Sequence[str] = (), others: Sequence[str] = ()
    ) -> None:
        message = f"There is no {kind} “{asked}” here."
        if near:
            message += f" Did you mean {_listed(near, 'or')}?"
        elif others:
            message += f" There is, for example, {_listed(others, 'and')}."
        super().__init__(message)
        self.kind = kind
        self.asked = asked
        self.near = tuple(near)


def _listed(names: Sequence[str], joined: str) -> str:
    *first, last = (f"“{name}”" for name in names[:3])
    return f"{', '.join(first)} {joined} {last}" if first else last


class ChooseBriefError(UserError):
    """There are several briefs and none was named."""

    def __init__(self, titles: Sequence[str]) -> None:
        listed = "\n".join(f"- {title}" for title in titles)
        super().__init__(f"Which brief? Pick one in the option `brief`:\n{listed}")


class NoBriefsError(UserError):
    """Every brief was withdrawn while the bot ran."""

    def __init__(self) -> None:
        super().__init__("There is no brief here at the moment. Please ask again later.")


class BriefGoneError(UserError):
    """What was asked about stood in a brief that is no longer here."""

    def __init__(self) -> None:
        super().__init__("That brief is no longer here. /brief list shows those that are.")
