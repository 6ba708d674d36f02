"""What a person is told whose challenge was answered."""

from bot.content.folder import BriefFolder
from bot.delivery.sending import Composed
from bot.storage.challenges import Challenges
from bot.storage.delivery import Delivery
from bot.views.replies import reply_message


class Replier:
    """Composes replies.

    Args:
        challenges: what was answered.
        folder: the briefs that it is about.
    """

    def __init__(self, challenges: Challenges, folder: BriefFolder) -> None:
        self._challenges = challenges
        self._folder = folder

    async def compose(self, delivery: Delivery) -> Composed | None:
        """What is told; None where the challenge was forgotten with its server."""
        (number,) = delivery.subject
        challenge = await self._challenges.get(int(number))
        if challenge is None:
            return None
        held = self._folder.held(challenge.slug)
        message = reply_message(challenge, held.brief if held else None)
        return Composed([(message, ())], None, challenge.revision or 0)
