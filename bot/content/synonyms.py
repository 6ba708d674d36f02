"""What people write for the keys and values of a brief, and what they mean by it."""

from collections.abc import Iterable, Mapping

from bot.domain.folding import did_you_mean, fold

# For each word the keys that it may be meant for; which of them it is, the place decides.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "accessed": ("retrieved",),
    "after": ("now",),
    "answer": ("says",),
    "answers": ("reports",),
    "archived": ("archive",),
    "article": ("title",),
    "author": ("publisher", "speaker", "by"),
    "before": ("was",),
    "body": ("text",),
    "cause": ("because",),
    "citations": ("sources",),
    "claim": ("question", "says"),
    "comment": ("note",),
    "content": ("text",),
    "correction": ("corrections",),
    "credibility": ("reliability",),
    "date": ("at", "as_of", "published", "reviewed", "expected"),
    "datetime": ("at", "as_of", "published"),
    "day": ("at", "as_of", "published"),
    "description": ("text", "about", "note"),
    "event": ("text",),
    "events": ("timeline",),
    "from": ("by", "origin"),
    "grade": ("reliability",),
    "headline": ("title",),
    "href": ("url",),
    "ids": ("entries",),
    "key": ("id",),
    "kind": ("class",),
    "lang": ("language",),
    "link": ("url",),
    "location": ("where",),
    "modified": ("reviewed",),
    "name": ("id", "speaker", "title", "publisher"),
    "new": ("now",),
    "notes": ("note",),
    "office": ("role",),
    "old": ("was",),
    "outlet": ("publisher",),
    "overview": ("summary",),
    "person": ("speaker", "by"),
    "place": ("where",),
    "position": ("role",),
    "quotations": ("quotes",),
    "rating": ("reliability",),
    "reason": ("because",),
    "ref": ("sources",),
    "references": ("sources",),
    "refs": ("sources",),
    "said": ("text", "says"),
    "site": ("publisher",),
    "slug": ("id",),
    "source": ("sources", "by"),
    "state": ("status", "standing"),
    "statement": ("text", "says"),
    "status": ("standing",),
    "time": ("at", "as_of"),
    "tz": ("timezone",),
    "type": ("class",),
    "updated": ("reviewed", "since"),
    "variants": ("versions",),
    "what": ("text", "says"),
    "when": ("at", "as_of", "expected"),
    "who": ("by", "speaker"),
    "why": ("because",),
    "zone": ("timezone",),
}
_VALUES: Mapping[str, tuple[str, ...]] = {
    "active": ("developing",),
    "alleged": ("reported",),
    "claimed": ("reported",),
    "clarified": ("refile",),
    "complete": ("closed",),
    "contested": ("disputed",),
    "contradicted": ("disputed",),
    "debunked": ("refuted",),
    "denied": ("disputed",),
    "done": ("closed",),
    "ended": ("closed",),
    "error": ("corrected",),
    "false": ("refuted",),
    "final": ("closed",),
    "finished": ("closed",),
    "fixed": ("corrected",),
    "live": ("developing",),
    "obsolete": ("superseded",),
    "ongoing": ("developing",),
    "open": ("developing",),
    "outdated": ("superseded",),
    "over": ("closed",),
    "proven": ("confirmed",),
    "removed": ("withdrawn",),
    "replaced": ("superseded",),
    "retracted": ("withdrawn",),
    "supported": ("corroborated",),
    "true": ("confirmed",),
    "typo": ("refile",),
    "unconfirmed": ("reported",),
    "unknown": ("F",),
    "verified": ("confirmed",),
    "watching": ("monitoring",),
    "wrong": ("refuted", "corrected"),
}


def key_meant(asked: str, known: Iterable[str]) -> str:
    """`; did you mean "at"?` for a key that there is not; nothing where none is near."""
    return _meant(asked, list(known), _KEYS)


def value_meant(asked: str, known: Iterable[str]) -> str:
    """As `key_meant`, for a value that is none of those a key may have."""
    return _meant(asked, list(known), _VALUES)


def _meant(asked: str, known: list[str], synonyms: Mapping[str, tuple[str, ...]]) -> str:
    for word in synonyms.get(fold(asked.strip()), ()):
        if word in known:
            return f'; did you mean "{word}"?'
    return did_you_mean(asked, known)
