"""What a brief holds: the keys of `briefs/<slug>.yaml`, their types and sizes.

The sizes keep one entry readable and every address linkable; `docs/brief-format.md` explains
each key to the people who write them.
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from bot.domain.factchecks import FactCheck
from bot.domain.record import Cited, Findable, Identified, Ids, Record
from bot.domain.texts import (
    AnswerText,
    Id,
    Language,
    Line,
    Name,
    Slug,
    Text,
    Title,
    TopicTitle,
    Url,
    Words,
)
from bot.domain.when import When
from bot.domain.zones import ZoneError, zone_named


class Status(StrEnum):
    """How alive the record is."""

    DEVELOPING = "developing"
    MONITORING = "monitoring"
    CLOSED = "closed"


class Standing(StrEnum):
    """How far a report has got; the last three no longer count as an answer."""

    REPORTED = "reported"
    CORROBORATED = "corroborated"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    REFUTED = "refuted"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


# A reader must be told why a report no longer holds, or does not hold undisputed.
NEEDS_REASON = frozenset(
    {Standing.DISPUTED, Standing.REFUTED, Standing.SUPERSEDED, Standing.WITHDRAWN}
)
INACTIVE = frozenset({Standing.REFUTED, Standing.SUPERSEDED, Standing.WITHDRAWN})

Reliability = Literal["A", "B", "C", "D", "E", "F"]
CorrectionClass = Literal["withdrawn", "corrected", "refile"]


class Topic(Identified, Findable):
    """What some claims are about; in the file, the most important stands first."""

    title: TopicTitle
    """A few words, at most 60 characters."""


class SummaryPoint(Identified):
    """One short statement of what is known."""

    text: Text
    """The statement."""
    sources: Cited
    """Ids of the sources that it rests on."""


class Event(Identified, Findable):
    """Something that happened."""

    at: When
    """When, in the brief's time zone unless an offset is given."""
    text: Text
    """What happened, in a sentence or two."""
    sources: Cited
    """Ids of the sources that say so."""
    key: bool = False
    """Whether it is one of the dozen or so that the timeline opens on."""


class Report(Identified):
    """Who answers a claim's question how, and how far that answer has got."""

    says: AnswerText
    by: Line
    """Who says so."""
    as_of: When
    """When they said so."""
    sources: Cited
    """Ids of the sources that report it."""
    standing: Standing = Standing.REPORTED
    """How far it has got; “reported” if left out."""
    because: Text | None = None
    """Why it has that standing; needed once it is disputed, refuted, superseded or withdrawn."""
    since: When | None = None
    """Since when it has that standing."""
    agrees_with: Ids = Field(default_factory=list[Id])
    """Ids of reports of this claim that say something else and can be true at the same time."""

    @property
    def is_active(self) -> bool:
        """Whether it still counts as an answer."""
        return self.standing not in INACTIVE

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.standing in NEEDS_REASON and self.because is None:
            raise PydanticCustomError(
                "no_reason",
                "a {standing} report says why: add `because`",
                {"standing": self.standing.value},
            )
        return self


class Claim(Identified, Findable):
    """One question and the reports that answer it."""

    question: Line
    """The question, one that has one answer."""
    topic: Id | None = None
    """Id of the topic that it belongs to."""
    reports: Annotated[list[Report], Field(min_length=1, max_length=200)]
    """The answers. Those that no longer hold stay, with the reason."""


class Translation(Record):
    """A quotation in another language."""

    text: Words
    """The translated words."""
    by: Name
    """Who translated them."""


class Version(Record):
    """Other words that are printed as the same utterance."""

    text: Words
    """The words as they are printed there, in the language of the quote."""
    sources: Cited
    """Ids of the sources that print them."""
    note: Text | None = None
    """What is known of why they differ."""


class Quote(Identified, Findable):
    """What somebody said, word for word."""

    speaker: Name
    """Who said it."""
    role: Line | None = None
    """The office they held when they said it."""
    at: When
    """When it was said."""
    where: Line | None = None
    """Where, and to whom."""
    context: Text | None = None
    """What it answered, or what led to it."""
    language: Language
    """The language of `text`, as a code: en, pl, ru."""
    text: Words
    """The exact words in the language they were said in."""
    translations: dict[Language, Translation] = Field(default_factory=dict[Language, Translation])
    """Language code → the words in that language, and who translated them."""
    sources: Cited
    """Ids of the sources that print these words."""
    versions: Annotated[list[Version], Field(max_length=20)] = Field(default_factory=list[Version])
    """How others print these words; what differs is marked word by word."""
    note: Text | None = None
    """Where other versions differ."""

    @property
    def cited(self) -> list[str]:
        """Ids of its sources and of its versions', each once."""
        versions = (source for version in self.versions for source in version.sources)
        return list(dict.fromkeys((*self.sources, *versions)))


class Question(Identified, Findable):
    """Something nobody has answered yet."""

    text: Text
    """The question."""
    expected: When | None = None
    """When an answer may come."""


class Correction(Identified):
    """What this record had wrong; what others had wrong is a fact-check."""

    at: When
    """When it was put right."""
    kind: Annotated[CorrectionClass, Field(alias="class")]
    """withdrawn: it should not have been said; corrected: it was wrong; refile: form only."""
    entries: Cited
    """Ids of the entries that it changed."""
    was: Text
    """What the record said."""
    now: Text
    """What it says now."""
    because: Text
    """Why."""
    sources: Ids = Field(default_factory=list[Id])
    """Ids of the sources that show it."""


class Source(Findable):
    """Where a statement comes from."""

    title: Line | None = None
    """The title that the source itself carries."""
    about: Line | None = None
    """What it is, in your own words, where its title is not known."""
    publisher: Name
    """Who published it."""
    url: Url | None = None
    """Its address, exactly as it is."""
    published: When | None = None
    """When it was published."""
    retrieved: When | None = None
    """When you read it."""
    archive: Url | None = None
    """The address of an archived copy."""
    reliability: Reliability = "F"
    """Admiralty code: A completely, B usually, C fairly, D not usually reliable, E unreliable,
    F cannot be judged."""
    origin: Name | None = None
    """The agency, office or other source that it copies; those with one origin count as one."""
    language: Language | None = None
    """The language it is in, as a code."""
    note: Text | None = None
    """What a reader should beware of."""

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if (self.title is None) == (self.about is None):
            raise PydanticCustomError(
                "source_name",
                "a source has either `title`, or `about` where its title is not known",
            )
        return self

    @property
    def name(self) -> str:
        """Its title, or what it is."""
        return self.title or self.about or ""


Entry = SummaryPoint | Event | Claim | Report | Quote | FactCheck | Question | Correction
SECTIONS = ("summary", "timeline", "claims", "quotes", "factchecks", "questions", "corrections")
"""The lists of entries, in the order of the file. Topics are none: they only sort claims."""


def _a_zone(name: str) -> str:
    try:
        zone_named(name)
    except ZoneError as error:
        told = {"name": name, "hint": error.hint}
        raise PydanticCustomError("zone", "no time zone “{name}”{hint}", told) from None
    return name


class BriefFile(Record):
    """A brief: the record of one incident."""

    title: Title
    """What it is about."""
    status: Status
    """developing, monitoring or closed."""
    timezone: Annotated[str, AfterValidator(_a_zone)]
    """The zone of all times that carry no offset, such as Europe/Warsaw."""
    language: Language = "en"
    """The language that the brief is written in, as a code."""
    reviewed: When
    """When somebody last went through all of it."""
    topics: list[Topic] = Field(default_factory=list[Topic], max_length=100)
    """What the claims are about, the most important first."""
    summary: Annotated[list[SummaryPoint], Field(max_length=100)] = Field(
        default_factory=list[SummaryPoint]
    )
    """What is known, in a few statements."""
    timeline: list[Event] = Field(default_factory=list[Event], max_length=20_000)
    """What happened, in any order; it is shown by time."""
    claims: list[Claim] = Field(default_factory=list[Claim], max_length=5_000)
    """Questions, and who answers them how."""
    quotes: list[Quote] = Field(default_factory=list[Quote], max_length=5_000)
    """What was said, word for word."""
    factchecks: list[FactCheck] = Field(default_factory=list[FactCheck], max_length=2_000)
    """What others said that does not hold."""
    questions: list[Question] = Field(default_factory=list[Question], max_length=500)
    """What nobody knows yet."""
    corrections: list[Correction] = Field(default_factory=list[Correction], max_length=2_000)
    """What this record had wrong."""
    sources: dict[Id, Source] = Field(default_factory=dict[Id, Source])
    """Id → where statements come from."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone that local times are in."""
        return zone_named(self.timezone)


class Brief(BriefFile):
    """A brief and the name it goes by, its file's."""

    model_config: ClassVar[ConfigDict] = ConfigDict(ignored_types=(cached_property,))

    slug: Slug

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Every entry but the sources, in the order of the file."""
        entries: dict[str, Entry] = {}
        for section in self.sections.values():
            for entry in section:
                entries[entry.id] = entry
                if isinstance(entry, Claim):
                    entries.update((report.id, report) for report in entry.reports)
        return entries

    @property
    def sections(self) -> dict[str, Sequence[Entry]]:
        """Name → entries, in the order of the file; reports stand within their claims."""
        return {name: getattr(self, name) for name in SECTIONS}

    @cached_property
    def chronology(self) -> list[Event]:
        """The timeline by time; entries of the same time keep the file's order."""
        return sorted(self.timeline, key=lambda event: event.at.sort_key)

    @cached_property
    def silenced(self) -> dict[str, frozenset[str]]:
        """Id of a claim or a report → the sources that have no voice in it.

        They spread what a fact-check that touches the claim says does not hold.
        """
        touched: dict[str, set[str]] = {}
        for check in self.factchecks:
            for entry in check.entries:
                touched.setdefault(entry, set()).update(check.spread)
        found: dict[str, frozenset[str]] = {}
        for claim in self.claims if touched else ():
            ids = (claim.id, *(report.id for report in claim.reports))
            spread = frozenset[str]().union(*(touched.get(name, ()) for name in ids))
            found.update(dict.fromkeys(ids, spread))
        return found

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Source id → its number, from 1: in the order of first citation, then the uncited."""
        order: dict[str, None] = {}
        for point in self.summary:
            order.update(dict.fromkeys(point.sources))
        for event in self.chronology:
            order.update(dict.fromkeys(event.sources))
        for claim in self.claims:
            for report in claim.reports:
                order.update(dict.fromkeys(report.sources))
        for quote in self.quotes:
            order.update(dict.fromkeys(quote.cited))
        for check in self.factchecks:
            order.update(dict.fromkeys(check.cited))
        for correction in self.corrections:
            order.update(dict.fromkeys(correction.sources))
        order.update(dict.fromkeys(self.sources))
        return {source: number for number, source in enumerate(order, start=1)}
