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
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final, TypeVar

import babel
import msgspec
import yaml

from .filenames import BUILDER_FILES

FOLDER: Final = Path(".cache", "whosaid")
_SIZE: Final = 32  # bytes of a digest
_NOTES: Final = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# What Whosaid keeps between runs. Safe to delete.\n",
}
"""Files that tell version control and backups to leave the folder out."""
_STAGES: Final = ("base", "read", "ledger", "detect", "check")
"""The parts of the program that decide what is kept."""


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
        if self.file is None:
            return
        part = self.file.with_name(f"{self.file.name}.{os.getpid()}-{time.monotonic_ns()}")
        try:
            _prepare(self.file.parent)
            part.write_bytes(digest(_version(), content) + content)
            part.replace(self.file)
        except OSError:
            with suppress(OSError):
                part.unlink()


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
    return digest(sys.version, msgspec.__version__, yaml.__version__, babel.__version__, *_own_source())


def _own_source() -> Iterator[bytes]:
    package = Path(__file__).parents[1]
    for stage in _STAGES:
        for file in sorted(file for ending in ("py", "yml") for file in (package / stage).rglob(f"*.{ending}")):
            yield file.read_bytes()
