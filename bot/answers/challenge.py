"""“Challenge or add a source”: the button, the form, and what becomes of what is sent."""

import re
from dataclasses import dataclass
from typing import Self

import discord
from pydantic import TypeAdapter, ValidationError
from typing_extensions import override

from bot.answers.errors import without_database
from bot.answers.forms import Typed, answers_form, given_back
from bot.answers.items import PersistentItem
from bot.answers.traces import trace_of
from bot.content.library import Library
from bot.domain import limits
from bot.domain.brief import Url
from bot.domain.challenge import NewChallenge
from bot.domain.errors import BriefGoneError, UserError
from bot.domain.texts import visible
from bot.services import Inbox, Interaction
from bot.storage.errors import StorageError
from bot.storage.posts import Post
from bot.views import buttons
from bot.views.challenge import LINK, TEXT, challenge_form, challenge_taken
from bot.views.places import ENTRIES, Place

_LINKS = TypeAdapter[str](Url)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a challenge is about."""

    slug: str
    entry: str = ""
    """The id of one entry; empty where it is about what a message shows, or the whole brief."""
    message_id: int = 0
    """A message of ours that everybody can read; 0 for none."""
    revision: int | None = None
    """The number of the past state that was read; None for the present."""

    def packed(self) -> str:
        """As a form's custom_id, which fits whatever it holds; see `_FORM`."""
        revision = self.revision or ""
        return f"q1:{self.message_id:x}:{revision}:{self.slug}:{self.entry}"

    @classmethod
    def unpacked(cls, match: re.Match[str]) -> Self:
        """From a match of `_FORM`."""
        revision = int(match["revision"]) if match["revision"] else None
        return cls(match["slug"], match["entry"], int(match["message"], 16), revision)

    @classmethod
    def of_place(cls, place: Place, message: discord.Message | None = None) -> Self:
        """What a page shows, and the message that it stands in."""
        public = message is not None and not message.flags.ephemeral
        entry = place.argument if place.view in ENTRIES else ""
        message_id = message.id if message is not None and public else 0
        return cls(place.slug, entry, message_id, place.revision)


_FORM = (
    r"q1:(?P<message>[0-9a-f]{1,16}):(?P<revision>\d{0,5}):"
    rf"(?P<slug>[a-z0-9-]{{1,{limits.SLUG}}}):(?P<entry>[a-z0-9-]{{0,{limits.ID}}})"
)


class ChallengeButton(PersistentItem, template=buttons.ASK):
    """Opens the form."""

    @override
    async def pressed(self, interaction: Interaction) -> None:
        place = Place.unpacked(self.match)
        await open_form(interaction, Subject.of_place(place, interaction.message))


async def open_form(interaction: Interaction, subject: Subject) -> None:
    """Show the form to whoever asked.

    Raises:
        BriefGoneError: the brief is no longer here.
    """
    services = interaction.client.services
    if subject.slug not in services.library.slugs:
        raise BriefGoneError
    brief = services.library.get(subject.slug)
    await interaction.response.send_modal(challenge_form(brief, subject.entry, subject.packed()))


@answers_form(_FORM)
async def take(interaction: Interaction, match: re.Match[str], typed: Typed) -> None:
    """Keep what was sent, and say under which number and what happens next."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    subject = Subject.unpacked(match)
    services = interaction.client.services
    words = _storable(typed.get(TEXT, ""))
    library = services.library
    try:
        _check(library, subject, words)
        new = await _new(interaction, subject, words, _link(typed.get(LINK, "")))
        challenge = await services.inbox.challenges.add(new, trace_of(interaction))
    except UserError as error:
        raise UserError(f"{error}{given_back(words)}") from error
    except StorageError as error:
        told = without_database(interaction, error)
        raise UserError(f"{told}{given_back(words)}") from error
    view = challenge_taken(library.get(challenge.slug), challenge)
    await interaction.edit_original_response(view=view)


def _check(library: Library, subject: Subject, words: str) -> None:
    if subject.slug not in library.slugs:
        raise BriefGoneError
    if not words.strip():
        raise UserError("Please say what is wrong or missing: the field was empty.")
    if len(words) > limits.CHALLENGE_TEXT:
        raise UserError(f"Please say it in at most {limits.CHALLENGE_TEXT:,} characters.")


async def _new(
    interaction: Interaction, subject: Subject, words: str, link: str | None
) -> NewChallenge:
    inbox = interaction.client.services.inbox
    post = await _post(interaction, inbox, subject)
    entries = (subject.entry,) if subject.entry else post.entries if post else ()
    # A channel of direct messages tells who it is with.
    is_public = interaction.guild_id is not None
    return NewChallenge(
        user_id=interaction.user.id,
        guild_id=interaction.guild_id,
        channel_id=interaction.channel_id if is_public else None,
        message_id=subject.message_id or None if is_public else None,
        slug=subject.slug,
        revision=post.revision if post else subject.revision,
        entries=entries,
        text=words,
        link=link,
        created_at=inbox.clock(),
    )


async def _post(interaction: Interaction, inbox: Inbox, subject: Subject) -> Post | None:
    """What was kept of the message; None for one that is of another place than they say."""
    if not subject.message_id:
        return None
    post = await inbox.posts.of_message(subject.message_id)
    is_theirs = (
        post is not None and post.channel_id == interaction.channel_id and post.slug == subject.slug
    )
    return post if is_theirs else None


def _link(typed: str) -> str | None:
    """The link, if one was given; it is kept, and never fetched."""
    if not typed.strip():
        return None
    try:
        return _LINKS.validate_python(typed.strip())
    except ValidationError:
        raise UserError(
            "I cannot keep that link. Give a full address that begins with http:// or https:// and "
            f"has at most {limits.LINK_URL} characters, or leave it out. "
            f"You gave: {typed.strip()}"
        ) from None


def _storable(typed: str) -> str:
    """As it was typed, but for what is not seen, and what no database can hold."""
    return visible(typed.encode(errors="replace").decode())
