"""What others said that does not hold. It is no correction: this brief never said it."""

from typing import Literal

from pydantic import Field

from bot.domain.record import Cited, Findable, Identified, Ids
from bot.domain.texts import Id, Line, Text
from bot.domain.when import When

FactVerdict = Literal["false", "misleading", "altered", "unproven", "outdated"]


class FactCheck(Identified, Findable):
    """What others said that does not hold, who spread it, and what shows that."""

    claim: Text
    """What was said."""
    by: Line
    """Who spread it."""
    spread: Cited
    """Ids of the sources in which it was said. They have no voice in the entries it touches."""
    verdict: FactVerdict
    """false, misleading, altered, unproven or outdated."""
    because: Text
    """Why it does not hold."""
    sources: Cited
    """Ids of the sources that contradict it; for “unproven”, of those in which it is not found."""
    since: When | None = None
    """Since when that is known."""
    entries: Ids = Field(default_factory=list[Id])
    """Ids of the entries that it touches; a report stands for its claim."""

    @property
    def cited(self) -> list[str]:
        """Ids of the sources that contradict it, and of those that spread it, each once."""
        return list(dict.fromkeys((*self.sources, *self.spread)))
