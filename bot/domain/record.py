"""What the parts of a brief have in common: no unknown keys, ids, citations, spellings."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.texts import Id, Spelling


class Record(BaseModel):
    """Keys and values of a brief; it knows no others, and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Identified(Record):
    """What goes by an id."""

    id: Id
    """A stable name, unique in the brief: small letters, digits and hyphens. Never reuse one."""


Cited = Annotated[list[Id], Field(min_length=1, max_length=30)]
Ids = Annotated[list[Id], Field(max_length=30)]


class Findable(Record):
    """What a search also finds by other spellings."""

    also: Annotated[list[Spelling], Field(max_length=30)] = Field(default_factory=list[Spelling])
    """Other spellings to find it by; nobody is shown them."""
