"""The JSON Schema of briefs, for editors."""

import json
from typing import TypeAlias, cast

from bot.domain import vocabulary
from bot.domain.brief import BriefFile

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def schema_text() -> str:
    """The schema as it is committed, `briefs/brief.schema.json`."""
    made = cast("dict[str, Json]", BriefFile.model_json_schema(by_alias=True))
    schema: Json = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(_shown(schema), indent=2, ensure_ascii=True) + "\n"


def _shown(node: Json) -> Json:
    """Without the titles that pydantic makes of names, which editors show above descriptions.

    With what each value of a list of them means.
    """
    if isinstance(node, dict):
        shown = {
            key: _shown(value)
            for key, value in node.items()
            if not (key == "title" and isinstance(value, str))
        }
        return shown | _meanings(shown.get("enum"))
    if isinstance(node, list):
        return [_shown(value) for value in node]
    return node


def _meanings(values: Json) -> dict[str, Json]:
    """`enumDescriptions`, which VS Code and the YAML language server show beside each value."""
    meanings = next((each for each in vocabulary.ALL if list(each) == values), None)
    return {} if meanings is None else {"enumDescriptions": [*meanings.values()]}
