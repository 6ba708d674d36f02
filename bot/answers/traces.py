"""By what somebody who asked to be forgotten is still held to a limit, without their id."""

from hashlib import blake2b, sha256

from bot.services import Interaction


def trace_of(interaction: Interaction) -> str:
    """A hash of the asker's id, the same in all processes of one bot.

    Its key is made of the bot's token, which is not in the database: whoever has that alone
    cannot try out whose hash it is.
    """
    token = interaction.client.http.token or ""
    key = sha256(f"trace of a challenge {token}".encode()).digest()
    return blake2b(str(interaction.user.id).encode(), key=key, digest_size=16).hexdigest()
