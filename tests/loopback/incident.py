"""A small brief of an incident that never was."""

FERRY = """\
title: Ferry aground off Harbour Point
status: developing
timezone: Europe/Dublin
reviewed: 2026-03-04 18:00
summary:
  - id: aground
    text: A car ferry ran aground on a sandbank in the morning.
    sources: [coastguard]
claims:
  - id: on-board
    question: How many people were on board?
    reports:
      - id: coastguard-noon
        says: "212"
        by: the coastguard
        as_of: 2026-03-04 12:00
        sources: [coastguard]
        standing: confirmed
sources:
  coastguard:
    title: Vessel aground off Harbour Point
    publisher: Coastguard
    url: https://coastguard.example/aground
    reliability: A
"""
