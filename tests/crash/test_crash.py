"""A short run of `make crash`."""

from pathlib import Path

import pytest

from tests.crash.databases import KINDS, Kind
from tests.crash.run import Plan, crash

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_is_doubled_and_nothing_lost_whatever_breaks(
    kind: Kind, tmp_path: Path
) -> None:
    report = await crash(Plan(kind, deliveries=80, seconds=6, vanishing=2), tmp_path)
    assert report.is_right, report
    assert report.findings.due > 5, report
    assert report.done["kills"], report


async def test_without_its_care_it_doubles(tmp_path: Path) -> None:
    plan = Plan("sqlite", deliveries=80, seconds=4, vanishing=0, without="nonce,readback")
    for attempt in range(4):  # it is luck which faults strike; four times without is none
        report = await crash(plan, tmp_path / str(attempt))
        assert not report.findings.losses, report
        if report.findings.duplicates:
            return
    pytest.fail("nothing was doubled, so this test could not see it if it were")
