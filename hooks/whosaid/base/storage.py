"""What is kept between runs, in `.cache/whosaid` beside mkdocs.yml: what has not changed is not done again.

A kept file is used only as it was written, and only by the versions that wrote it: it starts with a digest of its
content and of the program that reads, checks and stores. Anything else (damaged, half-written, of another version, not
to be read) counts as nothing kept, which costs time and nothing more; so does a folder that cannot be written to. The
folder can be deleted at any time. It holds plain data, never code.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from .filenames import BUILDER_FILES

FOLDER: Final = Path(".cache", "whosaid")
_SIZE: Final = 32  # bytes of a digest
_NOTES: Final = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# What Whosaid keeps between runs. Safe to delete.\n",
}
"""Files that tell version control and backups to leave the folder out."""
_STAGES: Final = ("base", "read", "ledger", "detect", "check")
"""The parts of the program that decide what is kept of the check."""
_ENDINGS: Final = (".css", ".js", ".po", ".py", ".typ", ".yml")
_INSTALLED: Final = (".dist-info", ".egg-info")
_SPARED: Final = 3600
"""Seconds for which a kept file stays that is no longer used."""


_encode: Final = msgspec.msgpack.Encoder().encode

T = TypeVar("T")


def digest(*parts: str | bytes) -> bytes:
    """A digest of some content: whoever has another content has another digest."""
    hashed = blake2b(digest_size=_SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hashed.update(len(data).to_bytes(8, "big"))
        hashed.update(data)
    return hashed.digest()


class Storage:
    """One kept file of a site. `name`: what it holds."""

    def __init__(self, docs: Path, name: str) -> None:
        folder = _folder_of(docs)
        # Kept records name the author's files as they were typed.
        self.file = None if folder is None else folder / f"{name}-{digest(docs.as_posix()).hex()[:16]}"

    def read(self) -> bytes:
        """What is kept; empty if nothing usable is."""
        try:
            data = self.file.read_bytes() if self.file is not None else b""
        except OSError:
            return b""
        content = data[_SIZE:]
        return content if data[:_SIZE] == digest(_version(), content) else b""

    def decoded(self, decode: Callable[[bytes], T]) -> T | None:
        """What is kept, decoded with msgspec; None if nothing usable is, or nothing that can be decoded."""
        content = self.read()
        try:
            return decode(content) if content else None
        except msgspec.MsgspecError:
            return None

    def keep(self, value: object) -> None:
        """Keep a value instead, encoded with msgspec, unless it has a file name that is not UTF-8."""
        with suppress(UnicodeEncodeError):
            self.write(_encode(value))

    def write(self, content: bytes) -> None:
        """Keep this instead, or keep nothing if that is not possible. Of runs at the same time, the last one counts."""
        if self.file is not None:
            with suppress(OSError):
                _prepare(self.file.parent)
                _replace(self.file, digest(_version(), content) + content)


class Store:
    """Many kept values of a site, each in a file of its own, whose name is a digest of all that it was made from.

    So what is found is never outdated: what is made from something else has another name. `name`: what they are.
    That includes the whole program and all that is installed beside it.
    """

    def __init__(self, docs: Path, name: str) -> None:
        folder = _folder_of(docs)
        self.folder = None if folder is None else folder / f"{name}-{digest(docs.as_posix()).hex()[:16]}"

    def key(self, *parts: str | bytes) -> bytes:
        """The name of what this program makes from these parts."""
        return digest(_program(), *parts)

    def find(self, key: bytes, decode: Callable[[bytes], T]) -> T | None:
        """What was kept under this name, decoded with msgspec; None if nothing was, or if it is damaged."""
        if self.folder is None:
            return None
        file = self.folder / key.hex()
        try:
            data = file.read_bytes()
            content = data[_SIZE:]
            if data[:_SIZE] != digest(key, content):
                return None
            found = decode(content)
            with suppress(OSError):  # as in a folder that can only be read
                os.utime(file)
        except (OSError, msgspec.MsgspecError):
            return None
        return found

    def keep(self, key: bytes, value: object) -> None:
        """Keep a value, encoded with msgspec, or nothing if that is not possible."""
        if self.folder is None:
            return
        with suppress(OSError, UnicodeEncodeError):
            content = _encode(value)
            _prepare(self.folder.parent)
            self.folder.mkdir(exist_ok=True)
            _replace(self.folder / key.hex(), digest(key, content) + content)

    def sweep(self) -> None:
        """Remove what was neither found nor kept in the last hour, in which other builds may have run."""
        with suppress(OSError):
            for entry in os.scandir(self.folder) if self.folder is not None else ():
                if entry.stat(follow_symlinks=False).st_mtime < time.time() - _SPARED:
                    Path(entry.path).unlink()


def _replace(file: Path, content: bytes) -> None:
    """Write a file so that it is always whole. Raises OSError."""
    part = file.with_name(f"{file.name}.{os.getpid()}-{time.monotonic_ns()}")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def _folder_of(docs: Path) -> Path | None:
    """The folder for the site of a docs folder; None if no builder's settings are found above it."""
    try:
        above = docs.resolve().parents
        return next((one / FOLDER for one in above if any((one / name).is_file() for name in BUILDER_FILES)), None)
    except (OSError, RuntimeError):  # not to be looked into, or a loop of links
        return None


def _prepare(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _NOTES.items():
        if not (folder / name).exists():
            (folder / name).write_text(text, "utf-8")


@cache
def _version() -> bytes:
    """A digest of all that decides what is kept: the program, Python, and what encodes, reads YAML, knows languages."""
    import babel  # here, since a check that keeps nothing does not need it
    import yaml

    return digest(sys.version, msgspec.__version__, yaml.__version__, babel.__version__, *_source(_STAGES))


@cache
def _program() -> bytes:
    """A digest of all that decides what is drawn: the whole program, and every package with its version."""
    return digest(_version(), *sorted(_packages()), *_source(("",)))


def _packages() -> Iterator[str]:
    """The installed packages: their folders are named with their versions."""
    for place in sys.path:
        with suppress(OSError):
            yield from (file.name for file in Path(place).iterdir() if file.name.endswith(_INSTALLED))


def _source(stages: Iterable[str]) -> Iterator[bytes]:
    """The text of these parts of the program; the empty name stands for all."""
    package = Path(__file__).parents[1]
    for stage in stages:
        found = (Path(folder, name) for folder, _, names in os.walk(package / stage) for name in names)
        for file in sorted(file for file in found if file.name.endswith(_ENDINGS)):
            yield file.read_bytes()
