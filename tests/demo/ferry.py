"""A brief of an incident that never was, with something of everything."""

from bot.content.located_yaml import Value
from tests.making import Document, claim, correction, document, entry, quote, report, source

SLUG = "ferry"
LISTED = "# Nobody\n- was **hurt**, <@1> @everyone"
"""Words whose mark-up belongs to them."""


def ferry(**parts: Value) -> Document:
    """Fourteen events, so two pages; a known, a disputed and an open claim; parts replace some."""
    events = [
        entry(f"hour-{hour}", at=f"2026-03-04 {hour:02}:00", text=f"Position report {hour}.")
        for hour in range(6, 18)
    ]
    whole = document(
        title="Ferry aground off Łąkowo",
        status="developing",
        summary=[
            entry("aground", text="A car ferry ran aground in the morning."),
            entry("ashore", text="Everybody was brought ashore."),
        ],
        timeline=[
            *events,
            entry("towed", at="2026-03-05", text="Tugs towed the ferry to Zatoka Żabia."),
            entry("inquiry", at="2026-04", text="An inquiry was opened.", sources=["agency"]),
        ],
        claims=[
            {
                **claim("speed", report("log", "12 knots"), report("crew", "About 20 knots")),
                "question": "How fast was the ferry?",
            },
            {
                **claim("aboard", report("list", "212", standing="confirmed")),
                "question": "How many people were aboard?",
            },
            {
                **claim("cause", report("rudder", "A broken rudder")),
                "question": "Why did the ferry run aground?",
            },
        ],
        quotes=[
            quote("nobody", LISTED, speaker="Harbour master", at="2026-03-04 09:00"),
            quote(
                "fog",
                "We saw nothing but fog.",
                speaker="Captain Łucja Żak",
                at="2026-03-04 12:00",
                translations={"pl": {"text": "Widzieliśmy tylko mgłę.", "by": "The Paper"}},
            ),
            quote("rudder-said", "The rudder broke.", speaker="Captain Łucja Żak"),
            quote("calm", "The sea was calm.", speaker="Coastguard", at="2026-03-06"),
        ],
        questions=[{"id": "why-there", "text": "Why was the ferry so close to the shore?"}],
        corrections=[correction("fewer", "aboard", at="2026-03-05")],
        sources={
            "paper": source(url="https://paper.example/ferry", reliability="B"),
            "agency": source(title="Ferry aground", publisher="The Agency"),
        },
    )
    return {**whole, **parts}


def section(name: str) -> list[Value]:
    """The entries of one of its sections."""
    entries = ferry()[name]
    assert isinstance(entries, list)
    return entries
