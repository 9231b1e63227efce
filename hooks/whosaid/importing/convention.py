"""What a comment and tags say of a statement, by a convention that docs/guide/importing.md explains.

A line `name: text` of a comment, or a tag of that form, says one thing, if its name is one of these; a tag that is the
name of a kind says the kind. All else of a comment is the editor's note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ..base.kinds import KINDS
from ..base.options import OPTIONS

NAMES: Final = frozenset(("kind", "type", "note", "answer", *OPTIONS)) - {"alone"}
"""What can be said of a statement by name."""

_OTHER_NAMES: Final = {
    "by": "source",
    "speaker": "source",
    "who": "source",
    "route": "via",
    "comment": "note",
    "answers": "of",
    "answer-to": "of",
}
_LINE: Final = re.compile(r"[ \t]*(?P<name>[A-Za-z][A-Za-z -]{0,20}?)[ \t]*[:=][ \t]*(?P<value>\S.*?)[ \t]*")


def name_of(written: str) -> str:
    """The name that is meant, `source` for `Speaker`; empty if it is none of them."""
    name = "-".join(written.lower().replace("_", " ").replace("-", " ").split())
    name = _OTHER_NAMES.get(name, name)
    return name if name in NAMES else ""


def said_in(comment: str, tags: Iterable[str] = ()) -> Mapping[str, str]:
    """What a comment and tags say, by name; of what is said twice, the comment counts, and its first line."""
    said: dict[str, str] = {}
    note = [line for line in comment.split("\n") if not _say(line, said)]
    if text := "\n".join(note).strip():
        said["note"] = "\n\n".join(filter(None, (said.get("note", ""), text)))
    for tag in tags:
        if tag.strip().lower() in KINDS:
            said.setdefault("kind", tag.strip().lower())
        else:
            _say(tag, said)
    return said


def _say(line: str, said: dict[str, str]) -> bool:
    """Whether a line says something by name, and has been kept."""
    found = _LINE.fullmatch(line.rstrip("\r"))
    name = name_of(found["name"]) if found else ""
    if not found or not name:
        return False
    said.setdefault(name, found["value"])
    return True
