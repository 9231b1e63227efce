"""How ids, routes, embeds and links inside links are put right: what an author has to choose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...base.faults import (
    DeclaredElsewhere,
    LinkInMark,
    MalformedEmbed,
    MarkInHtml,
    MarkWithoutWords,
    ReadingFault,
    ReferenceMark,
)
from ...base.filefaults import DuplicateId, MissingId, MistypedId
from ...base.model import Embed, Link, Page
from ...base.patterns import pattern
from ...editing.edits import Edit
from ...read import read_embed
from ...read.blockoptions import OPTION
from ...read.linkforms import LINK_TAIL
from ..fixes import Fix, line_end, line_start, remove_line, write_instead
from .core import Fault
from .yamlrepairs import without_item

_QUOTES: Final = "\"'“”„‟‘’«»"
_IN_LINK: Final = pattern(r"\]\([^\s()]*[ ]+$")
_FAR: Final = 300  # characters of the address before a title


def with_id(page: Page, fault: MissingId) -> Iterator[Fix]:
    """The id of the words that are marked for a block without one."""
    end = line_end(page.text, fault.at)
    option = OPTION.match(page.text, end + 1)
    indent = page.text[end + 1 : option.start("key")] if option is not None else "    "
    if fault.text:
        yield Fix(f"Write “id: {fault.text}”", (Edit(end, end, f"\n{indent}id: {fault.text}"),))


def id_of_same_letters(page: Page, fault: MistypedId) -> Iterator[Fix]:
    """The id of the other one, if only a sign in it is wrong."""
    if "".join(filter(str.isalnum, fault.text)) == "".join(filter(str.isalnum, fault.detail)):
        yield from same_id(page, fault)


def same_id(page: Page, fault: MistypedId) -> Iterator[Fix]:
    """The id of the words for the block, or that of the block for the words."""
    at = fault.at + 1 if page.text.startswith("#", fault.at) else fault.at
    yield from write_instead(page, ReadingFault(at, fault.text), fault.detail)


def without_name(page: Page, fault: ReadingFault) -> Iterator[Fix]:
    """A list without a name that cannot be in it."""
    yield from without_item(page, fault.at, fault.text, f"Remove “{fault.text}”")


def without_repeated_name(page: Page, fault: Fault) -> Iterator[Fix]:
    """A route without the name that it comes back to."""
    name = re.compile(r"[a-z0-9-]+").match(page.text, fault.at)
    if name is not None:
        yield from without_item(page, fault.at, name.group(), f"Remove “{name.group()}” from the route")


def not_alone(page: Page, fault: Fault) -> Iterator[Fix]:
    """Without the line that says a block stands alone."""
    yield from remove_line(page, fault.at, "Remove “alone:”")


def only_mentioned(page: Page, fault: DeclaredElsewhere) -> Iterator[Fix]:
    """Without the title that declares another page's statement."""
    title = re.compile(r"""(?P<to>[^\s()]+)\s+(?:"[^"]*"|'[^']*')(?=\s*\))""").match(page.text, fault.at)
    if title is not None:
        yield Fix("Remove the link’s title", (Edit(title.end("to"), title.end(), ""),))


def marked_around(page: Page, fault: LinkInMark) -> Iterator[Fix]:
    """The words before and after the link as two marks of the same statement."""
    mark = next((one for one in page.links if one.words_at <= fault.at < one.words_end), None)
    close = page.text.find("](", fault.at)
    inner = LINK_TAIL.match(page.text, close + 1) if fault.detail != "around" and close >= 0 else None
    if mark is not None and inner is not None and inner.end() <= mark.words_end:
        words = _parts_around(page.text, mark, fault.at, inner.end())
        yield Fix("Mark the words before and after the link", (Edit(mark.at, mark.end, words),))


def _parts_around(text: str, mark: Link, start: int, end: int) -> str:
    before, after = text[mark.words_at : start], text[end : mark.words_end]
    tails = [text[mark.words_end : mark.end], f"](#{mark.id.text})"]
    for part in (before, after):
        if not part.strip():
            continue
        head, rest = len(part) - len(part.lstrip()), len(part.rstrip())
        marked = f"{part[:head]}[{part[head:rest]}{tails.pop(0)}{part[rest:]}"
        before, after = (marked, after) if part is before else (before, marked)
    return f"{before}{text[start:end]}{after}"


def right_embed(page: Page, fault: MalformedEmbed) -> Iterator[Fix]:
    """What a link asks to show in lower case and in straight quotes."""
    text, end = page.text, fault.at + len(fault.text)
    right = " ".join(fault.text.lower().split())
    if not text.startswith(fault.text, fault.at) or not isinstance(read_embed(right), Embed):
        return
    around = [place for place in (fault.at - 1, end) if text[place : place + 1] in tuple(_QUOTES)]
    edits = [Edit(fault.at, end, right), *(Edit(place, place + 1, '"') for place in around)]
    edits = sorted((one for one in edits if text[one.start : one.end] != one.text), key=lambda one: one.start)
    if edits and len(around) == 2 and _IN_LINK.search(text[max(0, fault.at - _FAR) : fault.at - 1]):
        yield Fix(f'Write "{right}"', tuple(edits))


def without_mark(page: Page, fault: MarkWithoutWords) -> Iterator[Fix]:
    """The text without a mark of nothing."""
    mark = next((one for one in page.links if one.at == fault.at), None)
    if mark is not None:
        start = mark.at - (page.text[mark.at - 1 : mark.at] == " ")
        yield Fix("Remove the mark", (Edit(start, mark.end, ""),))


def without_tags(page: Page, fault: MarkInHtml) -> Iterator[Fix]:
    """The mark without the tags right around it."""
    mark = next((one for one in page.links if one.at == fault.at), None)
    opened = re.compile(r"<(?P<name>\w+)[^<>\n]*>$").search(page.text[: mark.at][-_FAR:]) if mark is not None else None
    if mark is not None and opened is not None:
        closing = f"</{opened['name']}>"
        if page.text.startswith(closing, mark.end):
            edits = (Edit(mark.at - len(opened.group()), mark.at, ""), Edit(mark.end, mark.end + len(closing), ""))
            yield Fix(f"Remove the tags <{opened['name']}> and {closing}", edits)


_REFERENCE: Final = pattern(
    r"""
    [ ]{0,3} \[ (?P<label>[^\]\n]+) \]: [ \t]*\n?[ \t]* (?P<to>\#[a-z0-9-]+)
    (?: [ \t]*\n?[ \t]+ (?P<title> "[^"\n]*" | '[^'\n]*' ) )?
    [ \t]* (?:\n|\Z)
    """,
    re.VERBOSE,
)


def in_the_text(page: Page, fault: ReferenceMark) -> Iterator[Fix]:
    """The target of a reference link where its words are, if it has one use."""
    target = _REFERENCE.match(page.text, fault.at)
    if target is None:
        return
    uses = list(re.finditer(re.escape(f"][{target['label']}]"), page.text))
    if len(uses) == 1:
        title = f" {target['title']}" if target["title"] else ""
        edits = (Edit(*uses[0].span(), f"]({target['to']}{title})"), Edit(*target.span(), ""))
        yield Fix(f"Write [words]({target['to']}{title}) in the text", tuple(sorted(edits, key=lambda one: one.start)))


def one_declaration(page: Page, fault: DuplicateId) -> Iterator[Fix]:
    """The words as one more mark of the statement that is there already."""
    mark = next((one for one in page.links if one.declares and one.id.at == fault.at), None)
    if mark is not None:
        end = mark.id.at + len(mark.id.text)
        yield Fix(f"Mark the words as more of “{fault.text}”: without a title", (Edit(end, mark.end - 1, ""),))


def standing_alone(page: Page, fault: Fault) -> Iterator[Fix]:
    """A block with a title that says it stands alone."""
    block = next((one for one in page.records if one.at == fault.at), None)
    if block is not None and block.title is not None and block.id is not None:
        end = line_end(page.text, block.id.at)
        indent = page.text[line_start(page.text, block.id.at) : block.id.at].partition("id")[0]
        yield Fix("Write “alone: yes”: no words are marked for it", (Edit(end, end, f"\n{indent}alone: yes"),))
