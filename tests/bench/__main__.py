"""`make bench`: how fast, against what, in one run; prints the tables of docs/performance.md.

Every figure that matters is a ratio to a baseline of the same run: machines differ, and the
same machine differs from minute to minute.
"""

import asyncio
import os
import platform
import sys

import structlog

from tests.bench import asking, delivering, finding, loading, memory


def main() -> None:
    """Run all of it, about two minutes."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    cores = os.cpu_count()
    print(f"Python {platform.python_version()}, {cores} cores, {platform.machine()}\n")
    print("## Answers, against a bare bot\n")
    asyncio.run(asking.measure())
    print("\n## Loading, against `yaml.load` with the C loader alone\n")
    loading.measure()
    print("\n## Searching and completing, over 10,000 entries\n")
    finding.measure()
    print("\n## Memory\n")
    memory.measure()
    print("\n## Digests\n")
    asyncio.run(delivering.measure())


if __name__ == "__main__":
    sys.exit(main())
