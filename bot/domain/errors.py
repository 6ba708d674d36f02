"""Errors meant for a person. Anything else that escapes is a bug."""

from collections.abc import Sequence


class UserError(Exception):
    """A request we understood and refuse; its text is shown to the asker as it is."""


class NotFoundError(UserError):
    """Nothing goes by that name.

    Args:
        kind: what was looked for, as a reader calls it ("brief", "claim").
        asked: what the person gave.
        offers: names of what there is instead, nearest first.
    """

    def __init__(self, kind: str, asked: str, offers: Sequence[str] = ()) -> None:
        message = f"There is no {kind} “{asked}” here."
        if offers:
            message += " Did you mean " + " or ".join(f"“{offer}”" for offer in offers) + "?"
        super().__init__(message)
        self.kind = kind
        self.asked = asked
        self.offers = tuple(offers)


class ChooseBriefError(UserError):
    """There are several briefs and none was named."""

    def __init__(self, titles: Sequence[str]) -> None:
        listed = "\n".join(f"- {title}" for title in titles)
        super().__init__(f"Which brief? Pick one in the option `brief`:\n{listed}")


class NoBriefsError(UserError):
    """Every brief was withdrawn while the bot ran."""

    def __init__(self) -> None:
        super().__init__("There is no brief here at the moment. Please ask again later.")
