from collections.abc import Callable
from random import Random

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.located_yaml import Value
from bot.domain.changes import changes
from bot.domain.meaning import meaning
from tests.making import Document, brief, brief_of, entry
from tests.strategies import brief_documents

bounded = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
small = brief_documents(most=2, crowd=3)
_TEXTS = frozenset({"text", "says", "question", "because", "was", "now", "note", "title"})


def shuffled(value: Value, random: Random) -> Value:
    """The same with its keys in another order."""
    if isinstance(value, dict):
        pairs = [(key, shuffled(part, random)) for key, part in value.items()]
        return dict(random.sample(pairs, len(pairs)))
    if isinstance(value, list):
        return [shuffled(part, random) for part in value]
    return value


def respaced(value: Value, random: Random) -> Value:
    """The same with entries in another order and other white space in the texts."""
    if isinstance(value, dict):
        return {
            key: part.replace(" ", random.choice((" ", "\u00a0", "\u2003")))
            if key in _TEXTS and isinstance(part, str)
            else respaced(part, random)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [respaced(part, random) for part in random.sample(value, len(value))]
    return value


def respaced_document(document: Document, random: Random) -> Document:
    made = respaced(document, random)
    assert isinstance(made, dict)
    return made


def mixed(value: Value, other: Value, random: Random) -> Value:
    """Now and then a part of the other."""
    if isinstance(value, dict) and isinstance(other, dict):
        return {key: mixed(part, other.get(key, part), random) for key, part in value.items()}
    if isinstance(value, list) and isinstance(other, list):
        pairs = zip(value, [*other, *value][: len(value)], strict=True)
        return [mixed(part, from_other, random) for part, from_other in pairs]
    return other if random.random() < 0.1 else value


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Document, Document]:
    """Two documents, of which the second may be the first in another form, or nearly."""
    old, other = draw(small), draw(small)
    random = Random(draw(st.integers(0, 1_000)))  # noqa: S311 -- nothing secret
    texts = {"title": other["title"], "status": other["status"]}
    made: tuple[Callable[[], Value], ...] = (
        lambda: other,
        lambda: respaced_document(old, random),
        lambda: {**old, **{key: texts[key] for key in texts if random.random() < 0.5}},
        lambda: {**old, "summary": mixed(old.get("summary", []), old.get("timeline", []), random)},
    )
    new = draw(st.sampled_from(made))()
    assert isinstance(new, dict)
    return old, new


@given(pairs())
@bounded
def test_two_states_mean_the_same_where_nothing_changed_either_way(
    documents: tuple[Document, Document],
) -> None:
    old, new = (brief_of(document) for document in documents)
    forth, back = changes(old, new), changes(new, old)
    assert bool(forth) == bool(back) == (meaning(old) != meaning(new))


@given(small, st.randoms(use_true_random=False))
@bounded
def test_a_brief_dumped_and_loaded_with_its_keys_shuffled_means_the_same(
    document: Document, random: Random
) -> None:
    old = brief_of(document)
    text = yaml.safe_dump(shuffled(document, random), allow_unicode=True, sort_keys=False)
    new = brief_of(yaml.load(text, yaml.BaseLoader))  # noqa: S506 -- every value a text, as ours
    assert changes(old, old) == changes(old, new) == changes(new, old) == []
    assert meaning(old) == meaning(new)


@given(small, st.randoms(use_true_random=False))
@bounded
def test_other_white_space_and_another_order_of_entries_mean_the_same(
    document: Document, random: Random
) -> None:
    old, new = brief_of(document), brief_of(respaced_document(document, random))
    assert changes(old, new) == []
    assert meaning(old) == meaning(new)


def test_the_hash_stays_the_same_from_run_to_run() -> None:
    whole = brief(summary=[entry("point")], timeline=[entry("event", at="2025-09-10 02:00")])
    assert meaning(whole) == ("9319616e06ac43c7e262a398edc46d4628a60d5c5debe7618eea6ccea3ebb268")
