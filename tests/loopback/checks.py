"""What Discord refuses in the body of a message: error 50035, Invalid Form Body."""

from collections.abc import Iterator
from typing import Any, cast

from tests.loopback.payloads import COMPONENTS_V2
from tests.loopback.state import Json

# resources/message and components/reference. That the text of all Text Displays together may
# not exceed 4,000 is not documented; clients found it.
MOST_TEXT = 4_000
MOST_COMPONENTS = 40
MOST_CUSTOM_ID = 100
MOST_NONCE = 25
SELECT = 3


def components(node: Any) -> Iterator[Json]:  # noqa: ANN401 -- any JSON
    """Every component in a body, nested ones too, in the order of the message."""
    if isinstance(node, list):
        for part in cast("list[Any]", node):
            yield from components(part)
    elif isinstance(node, dict):
        component = cast("Json", node)
        if "type" in component:
            yield component
        for key in ("components", "accessory", "component"):
            yield from components(component.get(key))


def text_of(body: Json) -> str:
    """All that a person reads in a message, a line a part."""
    shown = [part["content"] for part in components(body.get("components")) if part["type"] == 10]
    return "\n".join([*filter(None, [body.get("content")]), *shown])


def custom_ids(body: Json) -> dict[str, str]:
    """Label or placeholder → custom_id, of what can be pressed or chosen from."""
    return {
        part.get("label") or part.get("placeholder") or "": part["custom_id"]
        for part in components(body.get("components"))
        if "custom_id" in part and not part.get("disabled")
    }


def menus(body: Json) -> dict[str, dict[str, str]]:
    """Of each menu: custom_id → what can be chosen, label → value."""
    return {
        part["custom_id"]: {each["label"]: each["value"] for each in part["options"]}
        for part in components(body.get("components"))
        if part["type"] == SELECT
    }


def mistake(body: Json) -> str | None:
    """Why Discord would refuse such a message; None where it would not."""
    parts = list(components(body.get("components")))
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    is_v2 = bool((body.get("flags") or 0) & COMPONENTS_V2)
    units = sum(
        len(part["content"].encode("utf-16-le")) // 2 for part in parts if "content" in part
    )
    refusals = {
        "a message is empty": not (body.get("content") or body.get("embeds") or parts),
        "content and embeds do not go with Components V2": is_v2
        and bool(body.get("content") or body.get("embeds")),
        "Text Display needs the flag IS_COMPONENTS_V2": not is_v2
        and any(part["type"] in (9, 10, 12, 13, 14, 17) for part in parts),
        f"more than {MOST_COMPONENTS} components": len(parts) > MOST_COMPONENTS,
        f"more than {MOST_TEXT} characters of text": units > MOST_TEXT,
        "a custom_id is used twice": len(set(ids)) < len(ids),
        "a custom_id is too long": any(not 1 <= len(i) <= MOST_CUSTOM_ID for i in ids),
        "the nonce is too long": len(str(body.get("nonce") or "")) > MOST_NONCE,
    }
    return next((reason for reason, is_so in refusals.items() if is_so), None)
