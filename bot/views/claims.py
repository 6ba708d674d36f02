"""Claims: all by topic, one on a card, and the ladder of all that was said about it."""

from collections.abc import Iterator, Sequence

from bot.content.library import Library
from bot.content.search import SearchItem
from bot.domain import limits
from bot.domain.brief import Brief, Claim, Standing, Topic
from bot.domain.claims import (
    Answer,
    ClaimState,
    answers,
    backing,
    best_first,
    claim_state,
    competing,
    touching,
    voice,
)
from bot.domain.counting import count
from bot.domain.errors import NotFoundError
from bot.domain.folding import closest
from bot.domain.origins import earned
from bot.domain.texts import visible
from bot.views.frame import Frame, Menu, framed
from bot.views.offering import numbers_action
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.reading import first_fitting, one_line, room_on_card
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import best_citation, bullet, citations, in_quotes, literal, small
from bot.views.times import day
from bot.views.vocabulary import SIGNS, STATES

# What an argument begins with that names a topic and not words; alone it means all of them.
TOPIC = "#"
_OTHERS = 3
_ANSWER = 120
_OTHER = 60
_QUESTION = 200


@shows("claims")
def claims_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """Every claim under its topic: its question, the best answer, and how many compete.

    Argument: none, `#topic`, or words that the claims hold.
    """
    brief = library.get(place.slug)
    note = "" if brief.claims else "This brief holds no claims yet."
    blocks, heading = library.once(brief, _lines), TITLES["claims"]
    asked = "" if place.argument.startswith("@") else place.argument
    is_searched = bool(asked) and not asked.startswith(TOPIC)
    if is_searched:
        holding = {item.id for item in _holding(library, brief, asked)}
        blocks = [block for block in blocks if block.id in holding]
        # What a reader typed is never said by us to others.
        found = "found by a search" if showing.is_posted else f"with {in_quotes(asked)}"
        heading = f"{count(len(blocks), 'claim')} {found}"
    elif topic := _topic(brief, asked):
        of_topic = {claim.id for claim in brief.claims if claim.topic == topic.id}
        blocks = [block for block in blocks if block.id in of_topic]
        heading = f"Claims: {literal(topic.title)}"
        note = note if blocks else "This topic holds no claims yet."
    frame = Frame(
        heading,
        place,
        note=note,
        menu=topics_menu(brief) if brief.topics else None,
        pick="Open a claim",
        may_post=bool(blocks) or not is_searched,
    )
    return framed(brief, blocks, frame, showing=showing)


def topics_menu(brief: Brief) -> Menu:
    """A menu that opens a topic; of claims where the brief has no topics."""
    if not brief.topics:
        options = tuple((claim.question, claim.id) for claim in brief.claims)
        return Menu("Open a claim", "claim", options[: limits.SELECT_OPTIONS])
    topics = tuple((topic.title, TOPIC + topic.id) for topic in brief.topics)
    return Menu("Open a topic", "claims", topics[: limits.SELECT_OPTIONS])


@shows("claim")
def claim_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """One claim on a card: the best answer, who gives it, the others, and how it stands."""
    brief = library.get(place.slug)
    claim = brief.by_id.get(place.argument)
    if not isinstance(claim, Claim):
        note = "That claim is no longer in the brief. These are the ones that are."
        gone = Frame(TITLES["claims"], place.to("claims"), note=note, pick="Open a claim")
        return framed(brief, library.once(brief, _lines), gone, showing=showing)
    frame = Frame(
        literal(heading_of(claim)),
        place,
        entry=claim.id,
        actions=(
            ("How this changed", place.to("reports", claim.id)),
            *numbers_action(brief, claim, place),
        ),
        back=place.to("claims", f"{TOPIC}{claim.topic}" if claim.topic else ""),
        may_challenge=True,
    )
    return framed(brief, _card(brief, claim), frame, showing=showing)


def heading_of(claim: Claim) -> str:
    """Its question, shortened where it is very long."""
    return one_line(claim.question, _QUESTION)


def claims_place(library: Library, brief: Brief, asked: str) -> Place:
    """The claim of that id or question, or the claims that hold these words.

    Raises:
        NotFoundError: with the nearest questions.
    """
    asked = visible(asked)
    by_question = {claim.question: claim for claim in brief.claims}
    entry = brief.by_id.get(asked)
    if isinstance(entry, Claim):
        return Place("claim", brief.slug, 1, entry.id)
    if asked in by_question:
        return Place("claim", brief.slug, 1, by_question[asked].id)
    found = _holding(library, brief, asked)
    if len(found) == 1:
        return Place("claim", brief.slug, 1, found[0].id)
    if found:
        return Place("claims", brief.slug, 1, " ".join(asked.split()).lstrip("@# "))
    near = closest(asked, by_question, most=3)
    raise NotFoundError("claim", asked, near, list(by_question))


def _holding(library: Library, brief: Brief, words: str) -> Sequence[SearchItem]:
    found = library.index(brief).search(words, kinds=("claim",))
    return () if found.is_partial else found.hits


def _topic(brief: Brief, argument: str) -> Topic | None:
    named = argument.removeprefix(TOPIC)
    return next((topic for topic in brief.topics if argument and topic.id == named), None)


def _lines(brief: Brief) -> list[Block]:
    """A block for each claim, topic by topic; those without one come last."""
    titles = {topic.id: literal(topic.title) for topic in brief.topics}
    order = {topic: rank for rank, topic in enumerate(titles)}
    claims = sorted(brief.claims, key=lambda claim: order.get(claim.topic or "", len(order)))
    others = "Other claims" if titles else ""
    return [claim_line(brief, claim, titles.get(claim.topic or "", others)) for claim in claims]


def claim_line(brief: Brief, claim: Claim, heading: str = "") -> Block:
    """A claim in two lines: its question; where it stands, and the best answer."""
    state, standing = claim_state(claim, brief), best_first(claim, brief)
    told = [_standing(brief, claim, state)]
    said: tuple[str, ...] = ()
    if standing:
        told.append(_said(brief, standing[0]))
        said = tuple(report.id for report in standing[0].reports)
    if against := len(competing(claim, brief)):
        told.append(count(against, "competing answer"))
    text = f"**{literal(one_line(claim.question))}**\n{' · '.join(told)}"
    place = Place("claim", brief.slug, 1, claim.id)
    return Block(text, claim.id, heading, claim.question, place, also=said)


def dispute_line(brief: Brief, claim: Claim) -> Block:
    """A disputed claim in a few lines: its question, and the answers that compete."""
    standing = competing(claim, brief) or answers(claim, brief)
    ranked = [answer for answer in best_first(claim, brief) if answer in standing]
    told = [_said(brief, answer, _OTHER) for answer in ranked[:_OTHERS]]
    if len(ranked) == 1:
        told.append("contested")
    elif len(ranked) > _OTHERS:
        told.append(f"{len(ranked) - _OTHERS} more")
    text = f"**{literal(one_line(claim.question))}**\n{' · '.join(told)}"
    said = tuple(report.id for answer in ranked[:_OTHERS] for report in answer.reports)
    place = Place("claim", brief.slug, 1, claim.id)
    return Block(text, claim.id, label=claim.question, place=place, also=said)


def _standing(brief: Brief, claim: Claim, state: ClaimState) -> str:
    """`✅ confirmed`: how far the best answer has got, or where the claim stands."""
    if state is not ClaimState.KNOWN:
        return STATES[state]
    best = best_first(claim, brief)[0]
    reached = {earned(brief, report) for report in best.reports}
    known = Standing.CONFIRMED if Standing.CONFIRMED in reached else Standing.CORROBORATED
    return f"{SIGNS[known]} {known.value}"


def _said(brief: Brief, answer: Answer, most: int = _ANSWER) -> str:
    """An answer, who speaks for it, and when: `**three** — the ministry, 4 March 2026 [7]`."""
    speaks = voice(answer, brief)
    report = speaks.report
    by = f"{literal(one_line(report.by, most))}, {day(report.as_of)}"
    return f"**{literal(one_line(answer.says, most))}** — {by} {citations(brief, [speaks.source])}"


def _card(brief: Brief, claim: Claim) -> list[Block]:
    standing, room = best_first(claim, brief), room_on_card(brief.title, heading_of(claim))
    told = (
        [
            "\n".join(_answers(brief, claim, standing[: others + 1])),
            "\n".join(map(small, _small(brief, claim, len(standing) - others - 1))),
        ]
        for others in range(_OTHERS, -1, -1)
    )
    said = tuple(report.id for answer in standing[: _OTHERS + 1] for report in answer.reports)
    checks = tuple(check.id for check in touching(claim, brief)[:1])
    answered, about = first_fitting(told, room)
    return [Block(answered, claim.id, also=said), Block(about, also=(claim.id, *checks))]


def _answers(brief: Brief, claim: Claim, shown: Sequence[Answer]) -> Iterator[str]:
    """The best answer, those that exclude it and those that go with it."""
    yield _said(brief, shown[0]) if shown else "No answer stands any more."
    against = {answer.says for answer in competing(claim, brief)}
    is_contested = bool(shown) and shown[0].says in against
    excluding = [each for each in shown[1:] if is_contested and each.says in against]
    for name, others in (
        ("Other answers", excluding),
        ("Also said", [each for each in shown[1:] if each not in excluding]),
    ):
        if others:
            yield f"{name}:"
            yield from (bullet([_said(brief, each, _OTHER)]) for each in others)


def _small(brief: Brief, claim: Claim, more: int) -> Iterator[str]:
    """How many answers are left out, what it rests on, what others said that is false."""
    if more > 0:
        yield f"{count(more, 'more answer')} under “How this changed”"
    state = claim_state(claim, brief)
    backed = backing(claim.reports, brief)
    told = [_standing(brief, claim, state)]
    told.append(f"{count(backed.sources, 'source')}, {count(backed.origins, 'origin')}")
    if backed.is_weak:
        told.append("unreliable sources alone")
    if gone := sum(not report.is_active for report in claim.reports):
        told.append(f"{count(gone, 'report')} no longer {'stands' if gone == 1 else 'stand'}")
    yield " · ".join(told)
    checks = touching(claim, brief)
    if checks:
        first = checks[0]
        others = f" and {len(checks) - 1} more" if len(checks) > 1 else ""
        said = in_quotes(one_line(first.claim, _ANSWER))
        line = f"Also said, but {first.verdict}: {said}{others}"
        yield f"{line} {best_citation(brief, first.sources)}"
