"""The file that `briefbot new` writes: a valid brief, with a comment on each part."""

import json
from datetime import datetime
from string import Template
from urllib.parse import urlsplit


def starting_text(title: str, zone: str, source: str, now: datetime) -> str:
    """The text of a brief to begin with.

    Args:
        title: as typed.
        zone: IANA name.
        source: the address of its first source.
        now: in that zone; what is written is dated so.
    """
    return _START.substitute(
        title=_quoted(title),
        zone=zone,
        now=f"{now:%Y-%m-%d %H:%M}",
        today=f"{now:%Y-%m-%d}",
        publisher=_quoted(urlsplit(source).hostname or source),
        url=_quoted(source),
    )


def _quoted(text: str) -> str:
    """As YAML has it, whatever the text holds."""
    return json.dumps(text, ensure_ascii=False)


_START = Template("""\
# yaml-language-server: $$schema=brief.schema.json
#
# Replace every sentence below with your own; delete what you do not need. The ids are yours to
# choose (lower-case letters, digits, hyphens) and stay the same for good: links and corrections
# lead to them. `briefbot check` finds mistakes, `briefbot demo` shows the result.

title: $title
status: developing        # developing: news keeps coming; monitoring: little is new; closed
timezone: $zone   # of all times below that have no offset of their own
language: en              # the language you write in
reviewed: $now   # when somebody last went through all of it

topics:                   # what the claims are about, the most important first
  - id: what-happened
    title: What happened

summary:                  # readers see this first: 3 to 6 points of at most 220 characters
  - id: in-short
    text: What happened, where and when, in one sentence.
    sources: [first]
  - id: in-short-disputed
    text: What is disputed, and between whom.
    sources: [first]
  - id: in-short-open
    text: What nobody knows yet.
    sources: [first]

timeline:                 # what happened, in any order; it is shown by time
  - id: it-began
    at: $today        # also 2025-09-09 23:30, 2025-09-10 night, about 2025-09-10 03:00, 2025-09
    text: What happened then, in a sentence or two.
    key: true             # one of the dozen events that the timeline opens on
    sources: [first]

claims:                   # questions that have one answer, and all the answers that were given
  - id: how-many
    topic: what-happened
    question: How many were there?
    reports:
      - id: how-many-first
        says: an answer   # short, at most 80 characters
        by: who says so
        as_of: $today
        sources: [first]
        # reported, corroborated or confirmed; or disputed, refuted, superseded, withdrawn
        standing: reported
      # Another answer to the same question goes below; from `disputed` on, say why in `because`.
      # - id: how-many-later
      #   says: another answer
      #   by: who says so
      #   as_of: $today
      #   sources: [first]
      #   standing: confirmed
      #   because: How those who can know have shown it.

# quotes:                 # the exact words, in the language they were said in
#   - id: somebody-said
#     speaker: Their name
#     role: Their office
#     at: $today
#     language: en
#     text: "Word for word."
#     sources: [first]

# factchecks:             # what others spread that does not hold
#   - id: not-so
#     claim: What was said.
#     by: who spread it
#     spread: [first]     # sources in which it was said
#     verdict: "false"    # false, misleading, altered, unproven or outdated
#     because: What shows that it does not hold.
#     sources: [second]   # sources that show it

questions:                # what nobody has answered yet
  - id: still-open
    text: What would you like to know?

# corrections:            # only what this brief published and had wrong
#   - id: corrected-count
#     at: $now
#     class: corrected    # corrected, withdrawn or refile (only its form was wrong)
#     entries: [how-many]
#     was: What the brief said.
#     now: What it says now.
#     because: Why it was wrong, and who noticed.

sources:                  # where statements come from, by id
  first:
    about: What this page is. Put its own title in `title` instead, once you know it.
    publisher: $publisher
    url: $url
    retrieved: $today # when you read it
    # archive: https://archive.example/copy
    # reliability: B      # from A, completely reliable, to E, unreliable; F: cannot be judged
  # second:
  #   title: The title that the page itself carries
  #   publisher: Whose page it is
  #   url: https://second.example/page
""")
