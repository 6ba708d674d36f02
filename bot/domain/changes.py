"""What two states of one brief tell differently: meaning decides, not text.

`meaning.py` says what is no change, `likeness.py` what is only put in other words. An entry whose
id changed is withdrawn, and another is new.
"""

from collections.abc import Container, Iterator

from bot.domain import telling
from bot.domain.brief import Brief, Claim, Correction, Entry, Question, Quote, Source, Standing
from bot.domain.change import Change, ChangeKind
from bot.domain.claims import claim_state, with_reports
from bot.domain.likeness import is_reworded
from bot.domain.meaning import (
    BRIEF_PARTS,
    Key,
    RankedEntry,
    differing_fields,
    items,
    parts_of_brief,
)
from bot.domain.origins import earned
from bot.domain.when import When

# What is written in sentences or as a name; any other part that differs is another fact.
_PROSE = frozenset({
    "text", "says", "by", "question", "because", "note", "context", "where", "role", "speaker",
    "was", "now", "title", "about", "publisher", "origin", "claim",
})  # fmt: skip
# They tell about a standing; what changed in them as it changed goes without saying.
_OF_STANDING = frozenset({"because", "since"})


_BY_ITSELF = frozenset({ChangeKind.CORRECTION, ChangeKind.NEW})
_IMPORTANCE = {kind: rank for rank, kind in enumerate(ChangeKind)}


def changes(old: Brief, new: Brief) -> list[Change]:
    """What the newer state tells differently, the most important first, then by place.

    What a new correction names is told by it alone, unless it is new itself: nobody has read
    that yet, right or wrong. A new source is told by what cites it.
    """
    found = differences(old, new)
    corrections = [change for change in found if change.kind is ChangeKind.CORRECTION]
    named = {entry for correction in corrections for entry in correction.entries}
    by_correction = set(with_reports(named, old, new))
    found = [change for change in found if not _is_told(change, by_correction)]
    if not any(_is_new_source(change) for change in found):
        return found
    cited = {source for change in found if change.section != "sources" for source in change.sources}
    return [each for each in found if not (_is_new_source(each) and each.entry in cited)]


def differences(old: Brief, new: Brief) -> list[Change]:
    """The same with what corrections tell."""
    then, now = items(old), items(new)
    found = [((-1, 0, 0), change) for change in _of_brief(old, new)]
    for key, item in now.items():
        if key in then:
            found += [(item.place, change) for change in _differences(then[key], item, old, new)]
        elif not _goes_with_claim(key, then):
            found.append((item.place, _added(item, new)))
    for key, item in then.items():
        if key not in now and not _goes_with_claim(key, now):
            found.append((item.place, _removed(item, new)))
    found.sort(key=lambda placed: (_IMPORTANCE[placed[1].kind], placed[0]))
    return [change for _, change in found]


def _is_told(change: Change, told: Container[str]) -> bool:
    """Whether a correction says it, which names it or the claim that it answers."""
    return change.kind not in _BY_ITSELF and change.entry in told


def _is_new_source(change: Change) -> bool:
    return change.kind is ChangeKind.NEW and change.section == "sources"


def _goes_with_claim(key: Key, others: Container[Key]) -> bool:
    """Whether it is a report of a claim that the other state has not at all."""
    _, claim, _ = key
    return bool(claim) and ("claims", "", claim) not in others


def _of_brief(old: Brief, new: Brief) -> Iterator[Change]:
    then, now = parts_of_brief(old), parts_of_brief(new)
    for part in BRIEF_PARTS:
        if then[part] != now[part]:
            was, is_now = str(getattr(old, part)), str(getattr(new, part))
            kind = ChangeKind.STATUS if part == "status" else ChangeKind.FACT
            if part == "title" and is_reworded(was, is_now, new.language):
                kind = ChangeKind.REWORDED
            yield Change(kind, "", "brief", part, was, is_now, new.title, ())


def _added(item: RankedEntry, new: Brief) -> Change:
    part, text = telling.text(item.held)
    if isinstance(item.held, Correction):
        return _change(ChangeKind.CORRECTION, item, new, (part, item.held.was, text))
    return _change(ChangeKind.NEW, item, new, (part, None, text))


def _removed(item: RankedEntry, new: Brief) -> Change:
    kind = ChangeKind.ANSWERED if isinstance(item.held, Question) else ChangeKind.WITHDRAWN
    part, text = telling.text(item.held)
    return _change(kind, item, new, (part, text, None))


def _differences(
    before: RankedEntry, item: RankedEntry, old: Brief, new: Brief
) -> Iterator[Change]:
    fields = differing_fields(item.held, before.held)
    for field in fields:
        if field in _OF_STANDING and "standing" in fields:
            continue
        shown = telling.differing_words(field, (before.held, old), (item.held, new))
        kind = _kind(field, item.held, shown, new.language)
        then, now = getattr(before.held, field), getattr(item.held, field)
        yield _change(kind, item, new, shown, (_time(then), _time(now)))
    if isinstance(before.held, Claim) and isinstance(item.held, Claim):
        was = claim_state(before.held, old)
        is_now = claim_state(item.held, new)
        # Reports that differ in white space alone may count as other answers; they are not.
        if was is not is_now and (
            _answer_differently(before.held, item.held)
            or _standings(before.held, old) != _standings(item.held, new)
        ):
            yield _change(ChangeKind.STANDING, item, new, ("state", was.value, is_now.value))


def _kind(field: str, held: Entry | Source, shown: telling.Shown, language: str) -> ChangeKind:
    _, was, now = shown
    if field == "standing":
        return ChangeKind.STANDING
    if was is None or now is None or field not in _PROSE:
        return ChangeKind.FACT
    if isinstance(held, Quote) and field == "text":
        return ChangeKind.FACT  # somebody's exact words
    if isinstance(held, Source):
        language = held.language or language
    return ChangeKind.REWORDED if is_reworded(was, now, language) else ChangeKind.FACT


def _time(value: object) -> When | None:
    return value if isinstance(value, When) else None


def _answer_differently(before: Claim, claim: Claim) -> bool:
    then = {report.id: report for report in before.reports}
    now = {report.id: report for report in claim.reports}
    return then.keys() != now.keys() or any(differing_fields(now[name], then[name]) for name in now)


def _standings(claim: Claim, brief: Brief) -> list[Standing]:
    """How far each report has got, for all that its sources bear out."""
    return [earned(brief, report) for report in claim.reports]


def _change(
    kind: ChangeKind,
    item: RankedEntry,
    new: Brief,
    shown: telling.Shown,
    times: tuple[When | None, When | None] = (None, None),
) -> Change:
    section, _, name = item.key
    cited = tuple(source for source in telling.cited(item) if source in new.sources)
    title, entries = telling.title(item), telling.belonging(item.held)
    return Change(kind, name, section, *shown, title, cited, entries, times)
