"""One delivery, from its row to its end, whatever Discord makes of it."""

import asyncio
import random
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias, TypeVar

import structlog

from bot.delivery.poster import (
    BusyError,
    InvalidError,
    PostingError,
    RefusedError,
    TokenRefusedError,
    UnreadableError,
)
from bot.delivery.sending import Log, StateUnreadableError
from bot.domain.delivery import (
    AnyDelivery,
    BannerDelivery,
    CorrectiveDelivery,
    Delivery,
    DigestDelivery,
    Kind,
    PublicationDelivery,
    ReplyDelivery,
)
from bot.domain.obstacles import Cause, Obstacle
from bot.storage.deliveries import Deliveries
from bot.storage.errors import StorageError
from bot.storage.leases import Leases
from bot.storage.suspensions import Suspensions

log = structlog.get_logger()

ATTEMPTS = 8
_FIRST_WAIT_SECONDS = 2.0
_LONGEST_WAIT_SECONDS = 600.0

# A digest that is refused stops its subscription. What belongs to none is tried again this often,
# for so long: a permission may come back, and a post that unarchives a thread may come first.
_REFUSED_AGAIN = timedelta(hours=1)
_PATIENCE: Mapping[Kind, timedelta] = {
    "corrective": timedelta(days=7),
    "banner": timedelta(days=1),
    "publication": timedelta(days=1),
    "reply": timedelta(days=1),
}

# Another version can read the state: in a rolling update one of its processes takes it meanwhile.
_READ_AGAIN = timedelta(minutes=1)

D = TypeVar("D", bound=Delivery)
Errand: TypeAlias = Callable[[D, Log], Awaitable[bool]]
"""Takes a claimed delivery to its end, and tells whether another part is to follow; raises a
PostingError where Discord did not do it."""


@dataclass(frozen=True, slots=True)
class Errands:
    """What is done for a delivery of each kind."""

    digest: Errand[DigestDelivery]
    corrective: Errand[CorrectiveDelivery]
    banner: Errand[BannerDelivery]
    publication: Errand[PublicationDelivery]
    reply: Errand[ReplyDelivery]

    async def run(self, delivery: AnyDelivery, logged: Log) -> bool:
        """Do it; see `Errand`."""
        match delivery:
            case DigestDelivery():
                return await self.digest(delivery, logged)
            case CorrectiveDelivery():
                return await self.corrective(delivery, logged)
            case BannerDelivery():
                return await self.banner(delivery, logged)
            case PublicationDelivery():
                return await self.publication(delivery, logged)
            case ReplyDelivery():
                return await self.reply(delivery, logged)


@dataclass(frozen=True, slots=True)
class Books:
    """Where deliveries stand."""

    leases: Leases
    deliveries: Deliveries
    suspensions: Suspensions


class Courier:
    """Takes one delivery at a time to where it belongs.

    Args:
        books: where deliveries stand.
        errands: what is done for each kind.
        clock: the time now.
        lease: for how long a further part is held.
    """

    def __init__(
        self,
        books: Books,
        errands: Errands,
        clock: Callable[[], datetime],
        lease: timedelta,
    ) -> None:
        self.owner = secrets.token_hex(8)
        """Who holds the leases: this process, this time."""
        self.refused_token = asyncio.Event()
        """Set when Discord refuses our token."""
        self._books = books
        self._errands = errands
        self._clock = clock
        self._lease = lease

    async def deliver(self, delivery: AnyDelivery) -> None:
        """Bring it to an end, or to its next try; then, at once, the parts that follow it."""
        following: AnyDelivery | None = delivery
        while following is not None:
            logged: Log = log.bind(delivery=following.id, kind=following.kind)
            if isinstance(following, DigestDelivery):
                logged = logged.bind(subscription=following.subscription_id)
            try:
                following = await self._deliver(following, logged)
            except StorageError as error:
                # Nothing can be noted, so that it is taken up again when its lease ends.
                logged.warning("delivery_left", reason=str(error))
                return

    async def _deliver(self, delivery: AnyDelivery, logged: Log) -> AnyDelivery | None:
        """The part that follows, held; None where none does, or somebody else has it."""
        try:
            if await self._errands.run(delivery, logged):
                return await self._books.leases.following(
                    delivery, self._clock(), self.owner, self._lease
                )
        except RefusedError as error:
            await self._refused(delivery, str(error), logged)
        except (InvalidError, UnreadableError) as error:
            await self._give_up(delivery, str(error), logged)
        except BusyError as error:
            later = self._clock() + timedelta(seconds=error.seconds)
            await self._unsent(delivery)
            await self._books.leases.retry(delivery, later, str(error), free=True)
            logged.info("delivery_waits", seconds=error.seconds)
        except StateUnreadableError as error:
            await self._leave(delivery, str(error), logged)
        except TokenRefusedError:
            self.refused_token.set()
        except (PostingError, TimeoutError) as error:
            cause = error.cause if isinstance(error, PostingError) else Cause(Obstacle.NO_ANSWER)
            await self._again(delivery, cause.stored, logged)
        except StorageError:
            raise
        except Exception as error:  # one delivery's bug must not stop the others
            logged.exception("delivery_failed")
            bug = Cause(Obstacle.BUG, type(error).__name__)
            await self._again(delivery, bug.stored, logged)
        return None

    async def _refused(self, delivery: Delivery, reason: str, logged: Log) -> None:
        now = self._clock()
        await self._unsent(delivery)
        if isinstance(delivery, DigestDelivery):
            await self._books.suspensions.suspend(delivery.subscription_id, reason, now)
            await self._books.leases.retry(delivery, now, reason, free=True)
            logged.warning("subscription_suspended", reason=reason)
        elif self._is_overdue(delivery):
            await self._give_up(delivery, reason, logged)
        else:
            await self._books.leases.retry(delivery, now + _REFUSED_AGAIN, reason, free=True)
            logged.warning("delivery_refused", reason=reason)

    async def _unsent(self, delivery: Delivery) -> None:
        """Note that the request of this try made nothing; an earlier one may have."""
        if delivery.first_sent_at is None:
            await self._books.leases.thaw(delivery)

    async def _leave(self, delivery: Delivery, reason: str, logged: Log) -> None:
        """To whoever can read what it is to tell; a digest until it is history."""
        if self._is_overdue(delivery):
            await self._give_up(delivery, reason, logged)
            return
        later = self._clock() + _READ_AGAIN
        await self._books.leases.retry(delivery, later, reason, free=True)
        if delivery.error != reason:  # once, not each minute
            logged.warning("delivery_unreadable", reason=reason)

    def _is_overdue(self, delivery: Delivery) -> bool:
        """Whether what belongs to no subscription has waited for as long as it may."""
        patience = _PATIENCE.get(delivery.kind)
        return patience is not None and self._clock() - delivery.created_at > patience

    async def _give_up(self, delivery: Delivery, reason: str, logged: Log) -> None:
        await self._books.deliveries.dead(delivery, reason, self._clock())
        logged.warning("delivery_dead", reason=reason)

    async def _again(self, delivery: Delivery, reason: str, logged: Log) -> None:
        """Later, and later each time; after the last, never."""
        if delivery.attempts + 1 >= ATTEMPTS:
            await self._give_up(delivery, reason, logged)
            return
        longest = min(_FIRST_WAIT_SECONDS * 2**delivery.attempts, _LONGEST_WAIT_SECONDS)
        seconds = random.uniform(longest / 2, longest)  # noqa: S311 -- only to spread the tries
        later = self._clock() + timedelta(seconds=seconds)
        await self._books.leases.retry(delivery, later, reason)
        logged.info("delivery_retried", reason=reason, in_seconds=round(seconds, 1))
