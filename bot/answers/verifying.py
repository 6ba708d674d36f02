"""Whether what was posted, or stands in a picture, is still what the brief says."""

from bot.answers.channels import may_see
from bot.answers.opening import opened
from bot.answers.replying import begin, reply
from bot.domain.errors import BriefGoneError, NotFoundError, UserError
from bot.domain.folding import closest
from bot.domain.references import Reference, read_reference
from bot.domain.telling import present
from bot.domain.verifying import verified
from bot.services import Interaction
from bot.storage.posts import Post
from bot.views.places import Place
from bot.views.registry import render
from bot.views.verifying import Told, verified_view

_CANDIDATES = 5
_NOT_OURS = (
    "That message is not on record here, or stands where you cannot see it. On record are my "
    "digests and what was posted to a channel of this server by a button or by /quote. A past "
    "state is not: give me what stands in small print under it, such as flood@12."
)


async def answer_verified(interaction: Interaction, reference: str) -> None:
    """Tell the asker alone how what a reference means stands now.

    Raises:
        UserError: it cannot be read, or there is nothing of that kind.
    """
    await begin(interaction)
    found = read_reference(reference)
    if isinstance(found, int):
        await _answer_message(interaction, found)
        return
    library = interaction.client.services.library
    if found.entry is None and found.name in library.slugs:
        await _answer_whole(interaction, found)
        return
    slug, entry = await _meant(interaction, found)
    await _answer(interaction, Told(slug, found.revision, [entry]))


async def answer_message_verified(interaction: Interaction, message_id: int) -> None:
    """Tell the asker alone how what a message carried stands now.

    Raises:
        UserError: it is not on record in this server, or in a channel hidden from the asker: the
            same is said of both.
    """
    await begin(interaction)
    await _answer_message(interaction, message_id)


async def _answer_message(interaction: Interaction, message_id: int) -> None:
    post = await interaction.client.services.history.posts.of_message(message_id)
    if post is None or not await _is_theirs(interaction, post):
        raise UserError(_NOT_OURS)
    await _answer(interaction, Told(post.slug, post.revision, post.entries, post.posted_at))


async def _is_theirs(interaction: Interaction, post: Post) -> bool:
    """Nobody is told what was posted elsewhere, to somebody else, or where they cannot look."""
    if interaction.channel_id == post.channel_id:
        return True
    return (
        post.guild_id is not None
        and interaction.guild_id == post.guild_id
        and await may_see(interaction.client, interaction.user, post.channel_id)
    )


async def _meant(interaction: Interaction, reference: Reference) -> tuple[str, str]:
    """Brief and entry of a reference to one entry."""
    services, name = interaction.client.services, reference.name
    library = services.library
    if reference.entry is not None:
        if name not in library.slugs:  # words would find another brief
            near = closest(name, library.slugs, most=3)
            raise NotFoundError("brief", name, near, library.slugs)
        return name, reference.entry
    # An entry that is gone is the one that most needs to be found.
    holding = await services.history.archive.holding(library.slugs, reference.revision, name)
    holding = holding or [brief.slug for brief in library.briefs if present(brief, name)]
    if not holding:
        raise NotFoundError("brief or entry", name, others=library.slugs)
    if len(holding) > 1:
        full = " or ".join(f"{slug}/{name}@{reference.revision}" for slug in holding[:_CANDIDATES])
        raise UserError(f"Several briefs have an entry “{name}”. Write which one: {full}.")
    return holding[0], name


async def _answer_whole(interaction: Interaction, reference: Reference) -> None:
    """Of a brief as a whole: what changed since."""
    history = interaction.client.services.history
    latest = await history.revisions.latest(reference.name)
    number = latest.number if latest else 0
    place = Place("changes", reference.name, 1, f"{reference.revision}~{number}")
    library, showing = await opened(interaction, place)
    view = render(library, place, showing=showing)
    await reply(interaction, view)


async def _answer(interaction: Interaction, told: Told) -> None:
    services = interaction.client.services
    if told.slug not in services.library.slugs:
        raise BriefGoneError
    now = services.library.get(told.slug)
    number = await services.history.number(now)  # records it first, if it is new
    archive = services.history.archive
    past = await archive.get(told.slug, told.revision)
    if number != past.latest:  # another process published a later file
        now = (await archive.get(told.slug, past.latest)).library.get(told.slug)
    found = verified(past.library.get(told.slug), now, told.entries)
    view = verified_view(now, told, past.latest, found)
    await reply(interaction, view)
