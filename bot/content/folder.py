"""The folder of briefs, watched: an edit is live at once, a mistake changes nothing.

A look at the files' sizes and times four times a second is the truth; a change is read when
two looks in a row agree, so that a file half written is not taken for a broken one. It works
alike for editors that rename, network folders and containers, and costs a few microseconds a
file; notifications of the kernel would add a dependency to save a quarter of a second.
"""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, TypeAlias

import structlog

from bot.content import snapshots
from bot.content.contents import read_bytes
from bot.content.files import Stamp, changed_at, is_brief, namesake, refusal_of, slug_of, stamp_of
from bot.content.library import Library
from bot.content.parse import Parsed, parse
from bot.content.problems import InvalidFileError, Problem, first_of_each, printable
from bot.content.search import Index
from bot.domain import limits
from bot.domain.brief import Brief
from bot.domain.quotations import Checks

log = structlog.get_logger()

POLL_SECONDS = 0.25
Listener: TypeAlias = Callable[["Reload"], None]


@dataclass(frozen=True, slots=True)
class Reload:
    """What one look at the folder changed."""

    changed: tuple[str, ...] = ()
    """Slugs whose file is new or was saved with other content, and holds a valid brief."""
    removed: tuple[str, ...] = ()
    """Slugs whose file is gone."""
    problems: tuple[Problem, ...] = ()
    """Mistakes in files that were just saved; their last good brief stays."""
    checked: tuple[str, ...] = ()
    """Slugs of briefs that stay, and whose quotes were checked anew as their excerpts changed."""


class _Look(NamedTuple):
    """Stamps of all files: of briefs by name, of excerpts by `<slug>/<name>`."""

    briefs: dict[str, Stamp]
    excerpts: dict[str, Stamp]


@dataclass(frozen=True, slots=True)
class Held:
    """A brief of the library, what it was read from, and where that stands."""

    brief: Brief
    text: str
    path: Path
    written_at: datetime
    """When the file was changed last, as its file system says: no copying sets it back."""


@dataclass(slots=True)
class _File:
    stamp: Stamp | None = None
    digest: bytes = b""
    index: Index | None = None
    text: str | None = None
    """What the index was made of."""
    good: Stamp = (0, 0, 0, 0)
    """The stamp of that."""
    problems: tuple[Problem, ...] = ()
    checks: Checks = field(default_factory=Checks)
    excerpt_problems: tuple[Problem, ...] = ()
    """Excerpts that are not used."""


class BriefFolder:
    """The briefs of a folder, always the last good state of each.

    Args:
        path: the folder; files ending in .yaml or .yml directly in it are briefs.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.library = Library()
        self._on_reload: Listener | None = None
        self._files: dict[str, _File] = {}
        self._excerpts: dict[str, Stamp] = {}
        self._before = _Look({}, {})
        self._missing = False
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the files as they are now."""
        files = list(self._files.values())  # at once: the watching thread adds and removes some
        return sorted(p for file in files for p in (*file.problems, *file.excerpt_problems))

    def held(self, slug: str) -> Held | None:
        """The brief of that name with its file's last good text; None where there is none."""
        for name, file in list(self._files.items()):
            if slug_of(name) == slug and file.text is not None and file.index is not None:
                return Held(file.index.brief, file.text, self.path / name, changed_at(file.good))
        return None

    def touched_at(self, slug: str) -> datetime | None:
        """When its file was changed last, also where that made it invalid; None without one."""
        stamps = [file.stamp for name, file in list(self._files.items()) if slug_of(name) == slug]
        return max((changed_at(stamp) for stamp in stamps if stamp is not None), default=None)

    def load(self) -> Reload:
        """Read what has changed since the last time, and swap the library in one go."""
        self._before = self._seen()
        return self._read(self._before)

    def start(self, on_reload: Listener | None = None) -> None:
        """Watch until `stop`, in a thread of its own.

        Args:
            on_reload: told of every change and every mistake, in that thread.
        """
        self._on_reload = on_reload
        self._thread = threading.Thread(target=self._watch, name="brief-folder", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; returns when the thread has ended."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(POLL_SECONDS):
            try:
                self._look()
            except Exception:  # the watch goes on whatever a file does
                log.exception("brief_folder_look_failed", folder=str(self.path))

    def _look(self) -> None:
        seen = self._seen()
        settled = seen == self._before
        self._before = seen
        known = {name: file.stamp for name, file in self._files.items()}
        if not settled or seen == (known, self._excerpts):
            return
        reload = self._read(seen)
        if self._on_reload is not None and reload != Reload():
            self._on_reload(reload)

    def _seen(self) -> _Look:
        """The stamps of all files; those known before where the folder is away."""
        try:
            with os.scandir(self.path) as entries:
                stamps = dict(stamp_of(entry) for entry in entries if _is_file(entry))
        except OSError as error:
            if not self._missing:
                log.warning("brief_folder_missing", folder=str(self.path), reason=error.strerror)
            self._missing = True
            known = {name: file.stamp for name, file in self._files.items() if file.stamp}
            return _Look(known, self._excerpts)
        if self._missing:
            log.info("brief_folder_back", folder=str(self.path))
        self._missing = False
        return _Look(stamps, snapshots.stamps(self.path))

    def _read(self, seen: _Look) -> Reload:
        stamps = seen.briefs
        removed = [name for name in self._files if name not in stamps]
        for name in removed:
            del self._files[name]
            log.info("brief_removed", path=printable(str(self.path / name)))
            self._forget_namesake(name)
        touched = [
            name
            for name, stamp in sorted(stamps.items())
            if name not in self._files or self._files[name].stamp != stamp
        ]
        changed = [name for name in touched if self._read_file(name, stamps[name])]
        with_other_excerpts = self._other_excerpts(seen.excerpts)
        checked = [
            name
            for name, file in self._files.items()
            if slug_of(name) in with_other_excerpts and name not in changed and file.index
        ]
        for name in (*changed, *checked):
            self._check_quotes(self._files[name])
        if changed or removed or checked:
            self.library = self._library()
        return Reload(
            changed=tuple(slug_of(name) for name in changed),
            checked=tuple(slug_of(name) for name in checked),
            removed=tuple(slug for slug in map(slug_of, removed) if slug not in self._served()),
            problems=tuple(p for name in touched for p in self._files[name].problems),
        )

    def _other_excerpts(self, stamps: dict[str, Stamp]) -> set[str]:
        """Slugs with an excerpt that is new, changed or gone; from now on they are known."""
        differing = stamps.items() ^ self._excerpts.items()
        self._excerpts = stamps
        return {name.partition("/")[0] for name, _ in differing}

    def _check_quotes(self, file: _File) -> None:
        """Compare the quotes of a good brief with the excerpts as they are now."""
        if file.index is None:
            return
        brief = file.index.brief
        excerpts, problems = snapshots.read_excerpts(self.path, brief)
        file.checks = Checks(brief, excerpts)
        file.excerpt_problems = tuple(problems)
        for problem in problems:
            log.warning("excerpt_not_used", problem=str(problem))

    def _forget_namesake(self, name: str) -> None:
        """Have the file read anew that was refused beside one that is gone now."""
        other = namesake(name, self._files)
        if other is not None:
            kept = self._files[other]
            self._files[other] = _File(index=kept.index, checks=kept.checks)

    def _served(self) -> set[str]:
        return {file.index.brief.slug for file in self._files.values() if file.index is not None}

    def _library(self) -> Library:
        files = [(file.index, file.checks) for file in self._files.values()]
        served = [(index, checks) for index, checks in files if index is not None]
        checks = {index.brief.slug: of_brief for index, of_brief in served}
        return Library((index for index, _ in served), checks)

    def _read_file(self, name: str, stamp: Stamp) -> bool:
        """Read one file; tells whether it gave a brief other than the one before."""
        file = self._files.setdefault(name, _File())
        file.stamp = stamp
        path = self.path / name
        try:
            content = read_bytes(path, limits.FILE_BYTES + 1)
            digest = blake2b(content, digest_size=16).digest()
            if digest == file.digest:
                if not file.problems:
                    file.good = stamp
                return False
            file.digest = digest
            parsed = self._parsed(content, name)
        except InvalidFileError as error:
            file.problems = tuple(error.problems)
        except OSError as error:
            file.digest = b""
            message = f"cannot be read: {error.strerror or error}"
            file.problems = (Problem(str(path), 1, 1, "", message),)
        else:
            file.text = content.decode()
            file.good = stamp
            file.index = Index(parsed.brief)
            file.problems = ()
            log.info("brief_loaded", path=printable(str(path)), entries=len(parsed.brief.by_id))
            return True
        for problem in first_of_each(file.problems):
            quoted = {"quoted": problem.quoted} if problem.quoted else {}
            is_served = bool(file.index)
            log.error("brief_invalid", problem=str(problem), serving_last_good=is_served, **quoted)
        return False

    def _parsed(self, content: bytes, name: str) -> Parsed:
        other = namesake(name, self._files)
        if other is not None:
            message = refusal_of(other)
            raise InvalidFileError([Problem(str(self.path / name), 1, 1, "", message)])
        return parse(content, str(self.path / name))


def _is_file(entry: os.DirEntry[str]) -> bool:
    return is_brief(entry.name) and not entry.is_dir()
