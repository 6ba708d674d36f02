"""The JSON Schema of briefs, for editors."""

import json
from typing import TypeAlias, cast

from bot.domain.brief import BriefFile

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def schema_text() -> str:
    """The schema as it is committed, `briefs/brief.schema.json`."""
    made = cast("dict[str, Json]", BriefFile.model_json_schema(by_alias=True))
    schema: Json = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(_untitled(schema), indent=2, ensure_ascii=True) + "\n"


def _untitled(node: Json) -> Json:
    """Without the titles that pydantic makes of names: editors show them above descriptions."""
    if isinstance(node, dict):
        return {
            key: _untitled(value)
            for key, value in node.items()
            if not (key == "title" and isinstance(value, str))
        }
    if isinstance(node, list):
        return [_untitled(value) for value in node]
    return node
