"""Reading faults of statements and sources, and of files: front matter, settings, comments, pictures."""

from __future__ import annotations

from typing import Literal

from .faults import ReadingFault

# Statements and sources.


class MissingId(ReadingFault, frozen=True):
    """`text`: what it should be, if that is known. `detail`: the kind of the block."""


class MistypedId(ReadingFault, frozen=True):
    """`detail`: the id of the other one. `expected`: the line of the mark, if the block is wrong."""


class MixedRoute(ReadingFault, frozen=True):
    """A word of the route among names."""


class ViaNobody(ReadingFault, frozen=True):
    """A source that is nobody."""


class NamesItself(ReadingFault, frozen=True):
    """`detail`: the option or the key."""


class DuplicateId(ReadingFault, frozen=True):
    """`detail`: the line in which it was declared before, if it was looked for."""


class IdOfAnAnchor(ReadingFault, frozen=True):
    """An id that the page has."""


class IncompleteSource(ReadingFault, frozen=True, kw_only=True):
    """`detail`: the key that it lacks."""

    detail: Literal["type", "name", "described-as"]


class ReservedSource(ReadingFault, frozen=True):
    """An id that every site has."""


class SourceDeclaredTwice(ReadingFault, frozen=True):
    """An id of the site's."""


class PrivateKey(ReadingFault, frozen=True):
    """A key that says who a source is."""


class OffTheRecord(ReadingFault, frozen=True):
    """The terms of a statement."""


class UnknownMain(ReadingFault, frozen=True):
    """`detail`: the kind of what is named, if it is no claim."""


# Files.

YamlLineCause = Literal["colon in value", "hard space", "indent", "no colon", "no space"]
"""What is wrong in one line."""
YamlStop = Literal[
    "anchor",
    "tag",
    "second document",
    "too deep",
    "key",
    "tab",
    "sign",
    "open quote",
    "open bracket",
    "value",
    "odd character",
    "",
]
"""What a parser stops at; empty where that is not plain."""


class BadYaml(ReadingFault, frozen=True):
    """`detail`: what the author may have done."""

    detail: YamlLineCause | YamlStop = ""


class DuplicateKey(ReadingFault, frozen=True):
    """`detail`: of what it is a key."""

    detail: Literal["sources", "field", ""] = ""


class UnknownKey(ReadingFault, frozen=True):
    """A key of YAML."""


class WrongShape(ReadingFault, frozen=True, kw_only=True):
    """`detail`: what should stand there."""

    detail: Literal["text", "list", "items", "mapping", "sources"]


class BadPageName(ReadingFault, frozen=True):
    """`detail`: the key."""


class BadFolder(ReadingFault, frozen=True):
    """`detail`: the key."""


class BadPolicy(ReadingFault, frozen=True):
    """`expected`: the site's pages."""


class DamagedFrontMatter(ReadingFault, frozen=True, kw_only=True):
    """`detail`: in which way."""

    detail: Literal["unclosed", "empty", "late", "dashes", "opened on", "unopened", "formatter"]


class SwallowedFirstLine(ReadingFault, frozen=True):
    """The name before the colon."""


CommentFault = Literal["unclosed", "empty line", "ends early", "instruction", "nested", "plain text"]


class CommentShown(ReadingFault, frozen=True, kw_only=True):
    """`detail`: why it would be printed."""

    detail: CommentFault


class CommentInHtml(ReadingFault, frozen=True):
    """`detail`: how many there are in the file."""


class MalformedSilencing(ReadingFault, frozen=True, kw_only=True):
    """`detail`: in which way; `form` where it does not even name one rule."""

    detail: Literal["several", "page", "reason", "heading", "form"]


class UnusedSilencing(ReadingFault, frozen=True):
    """The name of a rule."""


class UnreadableFile(ReadingFault, frozen=True):
    """`detail`: why; empty where `text` has the system's own words for it."""

    detail: Literal["encoding", "loop", "broken link", "folder", "name", "no file", ""] = ""


class InTheWay(ReadingFault, frozen=True, kw_only=True):
    """`detail`: what it is."""

    detail: Literal["file", "folder"]


class StrayFile(ReadingFault, frozen=True, kw_only=True):
    """`detail`: which of the site's own files it looks like."""

    detail: Literal["sources", "whosaid", "backup"]


class ControlCharacter(ReadingFault, frozen=True):
    """`detail`: how many there are in the file."""


class ImageMetadata(ReadingFault, frozen=True):
    """`expected`: what the file tells."""


class ImageDetails(ReadingFault, frozen=True):
    """`expected`: what the file tells."""


class FileMetadata(ReadingFault, frozen=True):
    """`expected`: what the file tells."""


class TextTooLong(ReadingFault, frozen=True):
    """`detail`: how many characters it has."""


class TangledText(ReadingFault, frozen=True, kw_only=True):
    """`detail`: what is left open, or stands too close."""

    detail: Literal["brackets", "tags", "rows"]


class NestedTooDeep(ReadingFault, frozen=True):
    """From here on."""


# What a builder knows beside the files.


class PublishedDraft(ReadingFault, frozen=True):
    """A page that says it is a draft."""


class UnknownIcon(ReadingFault, frozen=True):
    """The name of an icon."""


class UnknownTemplate(ReadingFault, frozen=True):
    """`detail`: whether it is one of the theme’s own parts of pages."""

    detail: Literal["part", ""] = ""
