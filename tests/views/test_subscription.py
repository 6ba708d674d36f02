"""What managers see of their digests is what Discord takes, however many there are."""

from dataclasses import asdict

import pytest

from bot.domain.subscription import Subscription
from bot.views.subscription import accounts_view
from tests.loopback.checks import mistake
from tests.making import brief_of, document
from tests.storage.making import a_subscription
from tests.views.browsing import library_of


def kept(number: int) -> Subscription:
    new = a_subscription(zone="America/Argentina/ComodRivadavia", channel_id=10**18 + number)
    return Subscription(
        **asdict(new),
        id=number,
        paused=False,
        paused_until=None,
        suspended_reason="may_not_write",
        suspended_at=None,
        told=False,
        last_revision=None,
        last_delivered_at=None,
        quiet_slots=0,
    )


@pytest.mark.parametrize("count", [0, 1, 25, 200])
def test_a_list_of_digests_fits_and_counts_what_it_leaves_out(count: int) -> None:
    library = library_of(brief_of(document(title="A long title of a brief " * 4 + "end"), "ferry"))
    view = accounts_view(library, [kept(number) for number in range(1, count + 1)])
    body = {"flags": 1 << 15, "components": view.to_components()}
    assert mistake(body) is None
    assert ("more: `/digest show`" in str(body)) is (count >= 25)
