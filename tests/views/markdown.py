"""Discord's markdown: the rules of the npm package discord-markdown-parser, for bots' messages.

Taken from discord-markdown-parser 1.3.1 (Apache License 2.0, itself on simple-markdown of Khan
Academy, MIT), `parse(text, "extended")`: regular expressions, order and what each rule looks back
at. By hand, 80,000 texts made of mark-up were parsed by both, to the same trees. Left out are the
rules for emoji of Unicode and for ¯\\_(ツ)_/¯, which change no meaning. Added is a rule for lists,
which Discord shows and the package does not know: simple-markdown's, item by item.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

# What JavaScript's \s is, and Python's is not quite.
_S = r"\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_HREF = rf"[{_S}]*<?((?:\([^)]*\)|[^{_S}\\]|\\.)*?)>?(?:[{_S}]+['\"]([\s\S]*?)['\"])?[{_S}]*"
_NAME = r"[-_'\w]{1,32}"


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a text: what Discord takes it for, and what it holds."""

    kind: str
    text: str = ""
    """Its words, where it holds no other parts."""
    children: "tuple[Node, ...]" = ()
    target: str = ""
    """Where a link leads."""


@dataclass(slots=True)
class _State:
    """What rules look back at."""

    before: "re.Match[str] | None" = None
    """What was taken last."""
    in_quote: bool = False
    in_emphasis: bool = False
    knows_lists: bool = True

    @property
    def text_before(self) -> str:
        return self.before[0] if self.before else ""

    @property
    def begins_line(self) -> bool:
        """As the package finds it out: whether the last group that was taken is a line break."""
        if self.before is None:
            return True
        groups = (self.before[0], *self.before.groups())
        return groups[-1] == "\n"


def parse(text: str, *, knows_lists: bool = True) -> tuple[Node, ...]:
    """The parts of a text, with texts beside each other made one."""
    text = re.sub(r"\r\n?", "\n", text).replace("\f", "").replace("\t", "    ")
    return _parse(text, _State(knows_lists=knows_lists))


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    """All parts, from the outside in."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def read(nodes: Sequence[Node]) -> str:
    """The words that a reader sees."""
    return "".join(node.text + read(node.children) for node in nodes)


_Match = Callable[[str, _State], "re.Match[str] | None"]


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    match: _Match
    group: int | None = None
    """What holds other parts; None for a rule whose words are all there is."""
    words: int | str = 0
    """The group of its words, or the words."""
    weight: float = field(default=-1)
    """Of emphasis: the longest match wins, and of equals the one that weighs most."""


def _anywhere(pattern: str) -> _Match:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text, _: compiled.match(text)


def _at_line(pattern: str) -> _Match:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text, state: compiled.match(text) if state.begins_line else None


def _quote(text: str, state: _State) -> "re.Match[str] | None":
    is_start = re.search(r"^\Z|\n *\Z", state.text_before)
    return None if not is_start or state.in_quote else _QUOTE.match(text)


def _item(text: str, state: _State) -> "re.Match[str] | None":
    is_start = state.knows_lists and re.search(r"^\Z|\n *\Z", state.text_before)
    return _ITEM.match(text) if is_start else None


_QUOTE = re.compile(r"( *>>> ([\s\S]*))|( *> [^\n]*(\n *> [^\n]*)*\n?)")
_ITEM = re.compile(r" *(?:[*+-]|\d+\.) +([^\n]*)(\n|\Z)", re.ASCII)
_EM = (
    r"_((?:__|\\[\s\S]|[^\\_])+?)_\b"
    rf"|\*(?![{_S}])((?:\*\*|\\[\s\S]|[{_S}]+(?:\\[\s\S]|[^{_S}*\\]|\*\*)|[^{_S}*\\])+?)\*(?!\*)"
)
_RULES = (
    _Rule("subtext", _at_line(r"-# +([^\n]+?)(\n|\Z)"), 1),
    _Rule("heading", _at_line(r"(#{1,3}) +([^\n]+?)(\n|\Z)"), 2),
    _Rule("spoiler", _anywhere(r"\|\|([\s\S]+?)\|\|"), 1),
    _Rule("codeBlock", _anywhere(r"```(([a-zA-Z0-9_+\-.#]+?)\n+)?\n*([\s\S]+?)\n*```"), words=3),
    _Rule("blockQuote", _quote, 0),
    _Rule("list", _item, 1),
    _Rule("text", _anywhere(rf"\\([^0-9A-Za-z{_S}])"), words=1),
    _Rule("autolink", _anywhere(r"<([^: >]+:\/[^ >]+)>"), words=1),
    _Rule("url", _anywhere(rf"(https?:\/\/[^{_S}<]+[^<.,:;\"')\]{_S}])"), words=1),
    _Rule("link", _anywhere(rf"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]\({_HREF}\)"), 1),
    _Rule("em", _anywhere(_EM), 0, weight=0.2),
    _Rule("strong", _anywhere(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)"), 1, weight=0.1),
    _Rule("underline", _anywhere(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)"), 1, weight=0),
    _Rule("channel", _anywhere(r"<#(\d{17,20})>")),
    _Rule("emoji", _anywhere(r"<(a)?:(\w{2,32}):(\d{17,21})>")),
    _Rule("everyone", _anywhere(r"@everyone")),
    _Rule(
        "guildNavigation",
        _anywhere(r"<(\d{17,20}):(?:(customize|browse|guide)|(linked-roles)(:\d{17,20})?)>"),
    ),
    _Rule("here", _anywhere(r"@here")),
    _Rule("role", _anywhere(r"<@&(\d{17,20})>")),
    _Rule(
        "slashCommand",
        lambda text, _: re.match(rf"<\/({_NAME}(?: {_NAME}){{0,2}})?:(\d{{17,21}})>", text),
    ),
    _Rule("timestamp", _anywhere(r"<t:(-?\d+)(?::(R|t|T|d|D|f|F))?>")),
    _Rule("user", _anywhere(r"<@!?(\d{17,20})>")),
    _Rule("strikethrough", _anywhere(r"~~([\s\S]+?)~~(?!_)"), 1),
    _Rule("inlineCode", _anywhere(r"(`+)([\s\S]*?[^`])\1(?!`)"), words=2),
    _Rule("text", _anywhere(r"\n"), words="\n"),
    _Rule("text", _anywhere(rf"[\s\S]+?(?=[^0-9A-Za-z{_S}]|\n|\w+:[^{_S}]|\Z)")),
)
_EMPHASIS = [rule for rule in _RULES if rule.weight >= 0]


def _parse(text: str, state: _State) -> tuple[Node, ...]:
    nodes: list[Node] = []
    while text:
        rule, found = _first(text, state)
        for node in _nodes(rule, found, state):
            if node.kind == "text" and nodes and nodes[-1].kind == "text":
                nodes[-1] = Node("text", nodes[-1].text + node.text)
            else:
                nodes.append(node)
        state.before = found
        text = text[found.end() :]
    return tuple(nodes)


def _first(text: str, state: _State) -> "tuple[_Rule, re.Match[str]]":
    matches = ((rule, rule.match(text, state)) for rule in _RULES)
    rule, found = next((rule, found) for rule, found in matches if found is not None)
    if rule.weight < 0:
        return rule, found
    emphasis = [(each, each.match(text, state)) for each in _EMPHASIS]
    return max(
        ((each, match) for each, match in emphasis if match is not None),
        key=lambda weighed: len(weighed[1][0]) + weighed[0].weight,
    )


def _nodes(rule: _Rule, found: "re.Match[str]", state: _State) -> Sequence[Node]:
    words, inside, target = "", "", ""
    match rule.kind:
        case "blockQuote":
            is_whole = re.match(r" *>>> ?", found[0]) is not None
            syntax = r"\A *>>> ?" if is_whole else r"(?:\A|(?<=[\n\u2028\u2029])) *> ?"
            inside, state = re.sub(syntax, "", found[0]), replace(state, in_quote=True)
        case "em":
            is_nested, state = state.in_emphasis, replace(state, in_emphasis=True)
            if is_nested:
                return _parse(found[2] or found[1], state)
            inside = found[2] or found[1]
        case "heading":
            inside = re.sub(rf"^[{_S}]+|[{_S}]+\Z", "", found[2])
        case "link":
            inside, target = found[1], re.sub(rf"\\([^0-9A-Za-z{_S}])", r"\1", found[2])
        case "url" | "autolink":
            words = target = found[1]
        case _ if rule.group is not None:
            inside = found[rule.group]
        case _:
            words = rule.words if isinstance(rule.words, str) else found[rule.words] or ""
    return [Node(rule.kind, words, _parse(inside, state), target)]
