"""Reading faults of statements and sources, and of files: front matter, settings, comments, pictures."""

from __future__ import annotations

from typing import Literal

from .faults import ReadingFault

# Statements and sources.


class MissingId(ReadingFault, frozen=True):
    """`text`: the intended id, if known. `detail`: the kind of the block."""


class MistypedId(ReadingFault, frozen=True):
    """`detail`: the id of the other one. `expected`: the line of the mark, if the block is wrong."""


class MixedRoute(ReadingFault, frozen=True):
    """`direct` or `public` among names."""


class ViaNobody(ReadingFault, frozen=True):
    """A source that is nobody in particular."""


class NamesItself(ReadingFault, frozen=True):
    """`detail`: the option or the key."""


class DuplicateId(ReadingFault, frozen=True):
    """`detail`: the line of the first declaration, if it was looked up."""


class IdOfAnAnchor(ReadingFault, frozen=True):
    """An id that is already an anchor of the page."""


class IncompleteSource(ReadingFault, frozen=True, kw_only=True):
    """`detail`: the missing key."""

    detail: Literal["type", "name", "described-as"]


class ReservedSource(ReadingFault, frozen=True):
    """The id of a built-in source, or a reserved word."""


class SourceDeclaredTwice(ReadingFault, frozen=True):
    """The id of one of the site's sources."""


class PrivateKey(ReadingFault, frozen=True):
    """A key that would reveal who a source is."""


class OffTheRecord(ReadingFault, frozen=True):
    """The terms of a statement."""


class UnknownMain(ReadingFault, frozen=True):
    """`detail`: the kind of the statement named, if it is not a claim, or the path of the page that has it."""


# Files.

YamlLineCause = Literal["colon in value", "hard space", "indent", "no colon", "no space"]
"""What is wrong with a single line."""
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
"""What the parser stops at; empty if that is unclear."""


class BadYaml(ReadingFault, frozen=True):
    """`detail`: the likely mistake."""

    detail: YamlLineCause | YamlStop = ""


class DuplicateKey(ReadingFault, frozen=True):
    """`detail`: what kind of key it is."""

    detail: Literal["sources", "field", ""] = ""


class UnknownKey(ReadingFault, frozen=True):
    """A key of YAML."""


class WrongShape(ReadingFault, frozen=True, kw_only=True):
    """`detail`: what is expected there."""

    detail: Literal["text", "list", "items", "mapping", "sources"]


class NeedlessValue(ReadingFault, frozen=True):
    """A value of a list that is there already, or `none` beside others. `detail`: the key."""


class NotPublished(ReadingFault, frozen=True):
    """A link to a generated file that the site does not publish. `detail`: the part it belongs to."""


class BadPageName(ReadingFault, frozen=True):
    """`detail`: the key."""


class BadFolder(ReadingFault, frozen=True):
    """`detail`: the key."""


class BadPolicy(ReadingFault, frozen=True):
    """`expected`: the site's pages."""


class BadGuide(ReadingFault, frozen=True):
    """`expected`: the site's pages."""


class BadFont(ReadingFault, frozen=True):
    """`detail`: `missing` if there is no such file, else the key: it is no name of a font file."""


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
    """`detail`: in which way; `form` where it does not even name one rule, `aside` where none is named or needed."""

    detail: Literal["several", "page", "reason", "heading", "form", "aside"]


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


class OpenQuestion(ReadingFault, frozen=True):
    """The question, as base/questions has it."""


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
