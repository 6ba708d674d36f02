"""The excerpts that quotes are checked against: `snapshots/<slug>/<source>.txt` beside the briefs.

A file has a head (`address`, `retrieved`, `sha256`, and `how` it was made), an empty line, and
the passages, with a line `[…]` between those that do not follow each other. The hash is of
all bytes after that empty line: `sed '1,/^$/d' FILE | sha256sum`.
"""

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from bot.content.contents import read_bytes
from bot.content.files import Stamp, stamp_of
from bot.content.problems import InvalidFileError, Problem, printable
from bot.domain import limits
from bot.domain.brief import Brief, Source
from bot.domain.folding import did_you_mean
from bot.domain.quotations import Excerpt
from bot.domain.texts import UNSEEN
from bot.domain.verbatim import Printed, plain
from bot.domain.when import When, WhenError

FOLDER = "snapshots"
RULE = "excerpt"
FETCHED = "fetched by briefbot verify"
"""What `how` says where the bot itself took the passages from the page."""
_ENDING = ".txt"
_GAP = "[…]"
_NEEDED = ("address", "retrieved", "sha256")
_KEYS = (*_NEEDED, "how")


def excerpt_path(briefs: Path, slug: str, source: str) -> Path:
    """Where the excerpt of a source of a brief is kept."""
    return briefs / FOLDER / slug / f"{source}{_ENDING}"


def stamps(briefs: Path) -> dict[str, Stamp]:
    """`<slug>/<file>` of each excerpt → its stamp; none where there is no such folder."""
    found: dict[str, Stamp] = {}
    for folder in _entries(briefs / FOLDER):
        if folder.is_dir() and not folder.name.startswith("."):
            for entry in _entries(Path(folder.path)):
                if _is_excerpt(entry):
                    name, of_file = stamp_of(entry)
                    found[f"{folder.name}/{name}"] = of_file
    return found


def read_excerpts(briefs: Path, brief: Brief) -> tuple[dict[str, Excerpt], list[Problem]]:
    """The excerpts of a brief's sources, and what is wrong with files that cannot be used.

    Args:
        briefs: the folder that holds the brief.
        brief: whose excerpts.
    """
    excerpts: dict[str, Excerpt] = {}
    problems: list[Problem] = []
    files = (entry for entry in _entries(briefs / FOLDER / brief.slug) if _is_excerpt(entry))
    for path in sorted(Path(entry.path) for entry in files):
        try:
            source = brief.sources.get(path.stem)
            if source is None:
                hint = did_you_mean(path.stem, brief.sources)
                raise _mistake(path, 1, f'no source "{path.stem}" in “{brief.slug}”{hint}')
            excerpts[path.stem] = _excerpt(path, path.stem, source, brief)
        except InvalidFileError as error:
            problems += error.problems
    return excerpts, problems


def strays(briefs: Path, slugs: Collection[str]) -> Iterator[Problem]:
    """Folders of excerpts that belong to no brief."""
    for folder in sorted(_entries(briefs / FOLDER), key=lambda entry: entry.name):
        if folder.is_dir() and not folder.name.startswith(".") and folder.name not in slugs:
            hint = did_you_mean(folder.name, slugs)
            yield _problem(Path(folder.path), 1, f'no brief "{folder.name}" beside it{hint}')


def write_excerpt(
    path: Path, *, address: str, retrieved: str, how: str, passages: Sequence[str]
) -> None:
    """Keep passages of a source; another excerpt of it in that place is replaced whole."""
    body = f"\n\n{_GAP}\n\n".join(map(plain, passages)) + "\n"
    head = {"address": address, "retrieved": retrieved, "sha256": _hash(body), "how": how}
    lines = [f"{key}: {value}" for key, value in head.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}")
    draft.write_text("\n".join((*lines, "", body)), encoding="utf-8", newline="\n")
    draft.replace(path)


def _excerpt(path: Path, name: str, source: Source, brief: Brief) -> Excerpt:
    lines = _read(path).split("\n")
    end = lines.index("") if "" in lines else len(lines)
    head = _head(path, lines[:end])
    address, retrieved, given = (head[key] for key in _NEEDED)
    if address[1] != source.url:
        message = f'of another address than source "{name}" has now: {source.url or "none"}'
        raise _mistake(path, address[0], message)
    body = "\n".join(lines[end + 1 :])
    if _hash(body) != given[1].lower():
        message = f"the passages were changed: their hash is {_hash(body)}"
        raise _mistake(path, given[0], message)
    try:
        day = When.parse(retrieved[1], brief.zone)
    except WhenError as error:
        raise _mistake(path, retrieved[0], str(error)) from None
    printed = Printed.of(_passages(lines[end + 1 :]))
    if not printed.plain:
        raise _mistake(path, len(lines), "holds no passage")
    is_fetched = head.get("how", (0, ""))[1] == FETCHED
    return Excerpt(name, address[1], day, given[1].lower(), printed, is_fetched)


def _read(path: Path) -> str:
    """The text of a file.

    Raises:
        InvalidFileError: it cannot be read, or holds what no excerpt does.
    """
    try:
        content = read_bytes(path, limits.EXCERPT_BYTES + 1)
    except OSError as error:
        raise _mistake(path, 1, f"cannot be read: {error.strerror or error}") from error
    if len(content) > limits.EXCERPT_BYTES:
        raise _mistake(path, 1, f"larger than {limits.EXCERPT_BYTES // 1024} KiB: no excerpt")
    try:
        text = content.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _mistake(path, line, "not UTF-8") from None
    if odd := UNSEEN.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        message = f"holds a character that is not seen (U+{ord(odd[0]):04X}): take it out"
        raise _mistake(path, line, message)
    return text


def _head(path: Path, lines: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Key → line and value."""
    head: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(lines, start=1):
        key, colon, value = line.partition(":")
        if not colon or key not in _KEYS:
            known = ", ".join(_KEYS)
            raise _mistake(path, number, f"expected one of {known}, a colon and a value")
        head[key] = (number, value.strip())
    for key in _NEEDED:
        if key not in head:
            raise _mistake(path, 1, f"`{key}` is missing above the first empty line")
    return head


def _passages(lines: Iterable[str]) -> Iterator[str]:
    passage: list[str] = []
    for line in (*lines, _GAP):
        if line.strip() != _GAP:
            passage.append(line)
            continue
        if text := "\n".join(passage).strip():
            yield text
        passage = []


def _hash(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _is_excerpt(entry: os.DirEntry[str]) -> bool:
    is_named = entry.name.endswith(_ENDING) and not entry.name.startswith(".")
    return is_named and entry.is_file()


def _entries(path: Path) -> list[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(path) as entries:
        return list(entries)
    return []


def _mistake(path: Path, line: int, message: str) -> InvalidFileError:
    return InvalidFileError([_problem(path, line, message)])


def _problem(path: Path, line: int, message: str) -> Problem:
    shown = printable(f"{message}; it is not used")
    return Problem(str(path), line, 1, "", shown, "warning", RULE)
