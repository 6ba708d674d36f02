import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from bot.domain.brief import BriefFile
from bot.terminal.schema import schema_text

ROOT = Path(__file__).parents[2]


def test_the_committed_schema_is_that_of_the_model() -> None:
    committed = (ROOT / "briefs" / "brief.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(), "run: briefbot schema > briefs/brief.schema.json"


def test_every_key_of_a_brief_is_described_and_no_other_allowed() -> None:
    schema: dict[str, Any] = json.loads(schema_text())
    fields = {field.alias or name for name, field in BriefFile.model_fields.items()}
    assert set(schema["properties"]) == fields
    assert schema["additionalProperties"] is False
    records = [schema, *(one for one in schema["$defs"].values() if one["type"] == "object")]
    for record in records:
        assert record["additionalProperties"] is False
        for name, described in record["properties"].items():
            assert described.get("description") or "$ref" in described, name


def test_the_class_of_a_correction_goes_by_its_name_in_files() -> None:
    schema: dict[str, Any] = json.loads(schema_text())
    assert "class" in schema["$defs"]["Correction"]["properties"]
    assert "kind" not in schema["$defs"]["Correction"]["properties"]


def test_each_value_of_a_list_of_them_has_a_description_of_its_own() -> None:
    lists = list(enums(json.loads(schema_text())))
    assert len(lists) == 5
    for node in lists:
        assert len(set(node["enumDescriptions"])) == len(node["enum"])
        assert all(node["enumDescriptions"])


def enums(node: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 -- any JSON
    if isinstance(node, dict):
        found = cast("dict[str, Any]", node)
        if "enum" in found:
            yield found
        for inner in found.values():
            yield from enums(inner)
