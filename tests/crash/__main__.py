"""`make crash`: hundreds of deliveries under kill -9, on both databases; fails if one is wrong."""

import argparse
import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from tests.crash.databases import KINDS
from tests.crash.run import Plan, crash


def main() -> int:
    """Run what the arguments say; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--deliveries", type=int, default=600)
    parser.add_argument("--seconds", type=float, default=240, help="at most")
    parser.add_argument("--database", choices=KINDS, help="else one after the other")
    parser.add_argument("--without", default="", help="nonce,readback: must find duplicates")
    asked = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    failed = False
    for kind in KINDS:
        if asked.database not in (None, kind):
            continue
        plan = Plan(kind, asked.deliveries, asked.seconds, without=asked.without)
        with TemporaryDirectory(prefix="crash") as folder:
            report = asyncio.run(crash(plan, Path(folder)))
        sys.stdout.write(f"{report}\n")
        sys.stdout.flush()
        failed |= not report.is_right
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
