"""A valid file, and what becomes of it by one edit."""

VALID = """\
title: Drones over Poland
status: monitoring
timezone: Europe/Warsaw
reviewed: 2026-11-22
summary:
  - id: point
    text: Drones crossed the border.
    sources: [paper]
claims:
  - id: count
    question: How many?
    reports:
      - {id: three, says: Three, by: Army, as_of: 2025-09-10, sources: [paper]}
sources:
  paper: {title: Night of drones, publisher: The Paper}
"""


def edited(old: str, new: str) -> bytes:
    assert old in VALID
    return VALID.replace(old, new, 1).encode()
