"""Where Discord takes what its description leaves out; each was looked at, and is as narrow."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Divergence:
    """One value in one place that is no violation."""

    method: str
    template: str
    """The path, as the description has it."""
    pointer: str
    """A regular expression for all of the JSON pointer."""
    value: object
    """The one that is sent; any other is a violation still."""
    reason: str

    def covers(self, method: str, template: str, pointer: str, value: object) -> bool:
        """Whether it is about that."""
        return (
            (method, template) == (self.method, self.template)
            and type(value) is type(self.value)  # False is no 0
            and value == self.value
            and re.fullmatch(self.pointer, pointer) is not None
        )


_COMMANDS = "/applications/{application_id}/commands"
_THREADS = "/channels/{channel_id}/threads"
_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
_ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"

_NUMBERED = (
    "The reference numbers uploaded files from 0 on (resources/message and reference, Uploading "
    "Files); the description knows the ids of attachments that are there already alone."
)

DIVERGENCES = (
    Divergence("PATCH", _ORIGINAL, r"/attachments/0/id", value=0, reason=_NUMBERED),
    Divergence("POST", _CALLBACK, r"/data/attachments/0/id", value=0, reason=_NUMBERED),
    Divergence(
        "PUT", _COMMANDS, r"/\d+/nsfw", value=False,
        reason="The reference has it (interactions/application-commands, Application Command "
        "Object); discord.py always sends it.",
    ),
    Divergence(
        "PUT", _COMMANDS, r"(/\d+(/options/\d+)+)/channel_types/\d+", value=16,
        reason="GUILD_MEDIA in the reference (resources/channel, Channel Types); discord.py sends "
        "it along with every forum.",
    ),
    Divergence(
        "POST", _CALLBACK, r"/data/tts", value=False,
        reason="The reference has it for an answer of any kind that is a message "
        "(interactions/receiving-and-responding); the description has it for a new message, not "
        "for an update. discord.py always sends it.",
    ),
    Divergence(
        "POST", _THREADS, r"/type", value=11,
        reason="Known for a thread in a text channel alone; in a forum it can be nothing else. "
        "discord.py always sends it there.",
    ),
    Divergence(
        "PATCH", _ORIGINAL, r"/tts", value=False,
        reason="discord.py posts it as a first follow-up (`POST /webhooks/…`, which has it); "
        "SimCord notes what that comes to, an edit of the deferred answer.",
    ),
    Divergence(
        "POST", _THREADS, r"/message/tts", value=False,
        reason="Known for every other new message. discord.py always sends it.",
    ),
)  # fmt: skip
