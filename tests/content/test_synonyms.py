"""Words that are no near miss of what is meant, but mean it."""

import pytest

from bot.content.synonyms import key_meant, value_meant
from bot.domain import vocabulary
from bot.domain.brief import BriefFile, Claim, Event, Quote, Report, Source, Status
from bot.domain.factchecks import FactCheck
from bot.domain.record import Record


def keys(model: type[Record]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


@pytest.mark.parametrize(
    ("model", "asked", "meant"),
    [
        (Event, "date", "at"),
        (Event, "When", "at"),
        (Report, "date", "as_of"),
        (Report, "reason", "because"),
        (Report, "status", "standing"),
        (Source, "link", "url"),
        (Source, "date", "published"),
        (Source, "accessed", "retrieved"),
        (Quote, "author", "speaker"),
        (BriefFile, "events", "timeline"),
        (BriefFile, "topic", "topics"),
        (BriefFile, "tags", "topics"),
        (BriefFile, "fact-checks", "factchecks"),
        (Claim, "topics", "topic"),
        (Claim, "category", "topic"),
        (Claim, "aka", "also"),
        (Source, "aliases", "also"),
        (Quote, "spellings", "also"),
        (Event, "important", "key"),
        (Report, "compatible", "agrees_with"),
        (Source, "rating", "reliability"),
        (FactCheck, "rating", "verdict"),
        (FactCheck, "speaker", "by"),
        (FactCheck, "says", "claim"),
        (Event, "txet", "text"),
        (Event, "zzz", None),
    ],
)
def test_a_key_is_known_by_another_word_for_it(
    model: type[Record], asked: str, meant: str | None
) -> None:
    assert key_meant(asked, keys(model)) == (f'; did you mean "{meant}"?' if meant else "")


@pytest.mark.parametrize(
    ("known", "asked", "meant"),
    [
        (list(Status), "ongoing", "developing"),
        (list(Status), "Finished", "closed"),
        (list(vocabulary.STANDING), "proven", "confirmed"),
        (list(vocabulary.STANDING), "wrong", "refuted"),
        (list(vocabulary.VERDICT), "wrong", "false"),
        (list(vocabulary.VERDICT), "debunked", "false"),
        (list(vocabulary.VERDICT), "doctored", "altered"),
        (list(vocabulary.CORRECTION_CLASS), "wrong", "corrected"),
        (list(vocabulary.RELIABILITY), "unknown", "F"),
        (list(Status), "zzz", None),
    ],
)
def test_a_value_is_known_by_another_word_for_it(
    known: list[str], asked: str, meant: str | None
) -> None:
    assert value_meant(asked, known) == (f'; did you mean "{meant}"?' if meant else "")
