"""How YAML is put right: quotes, colons, spaces and indentation of sources.yml, whosaid.yml and front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...base.filefaults import BadYaml, DamagedFrontMatter, NeedlessValue, SwallowedFirstLine
from ...base.filenames import MARKDOWN_SUFFIXES
from ...base.model import Page
from ...base.patterns import pattern
from ...editing.edits import Edit, edited
from ...read.yamltext import compose
from ..fixes import Fix, Written, line_end, line_start, remove_line

_VALUE: Final = pattern(r"(?P<before>[ ]*(?:- )?[\w-]+:[ ]+|[ ]*- )(?P<value>[^\s#\"'\[{|>][^\n]*?)[ \t]*$")


def right_yaml(page: Page, fault: BadYaml) -> Iterator[Fix]:
    """The line as it must be, if only its signs and white space are wrong."""
    for fix in _right_line(page.text, fault):
        if page.path.lower().endswith(MARKDOWN_SUFFIXES) or _reads_further(page, fault, fix):
            yield fix


def _right_line(text: str, fault: BadYaml) -> Iterator[Fix]:
    at, behind_key = fault.at, fault.at + len(fault.text)
    match fault.detail:
        case "no space":
            yield Fix("Write a space after the colon", (Edit(behind_key + 1, behind_key + 1, " "),))
        case "no colon":
            end = line_start(text, at) + len(text[line_start(text, at) : line_end(text, at)].rstrip())
            yield Fix("Write a colon at the end of the line", (Edit(end, end, ":"),))
        case "hard space":
            yield Fix("Write spaces instead of non-breaking ones", tuple(_plain_indent(text, at)))
        case "tab":
            yield from _spaces_for_tabs(text, at)
        case "indent":
            start = line_start(text, at)
            yield Fix("Indent the line like those around it", (Edit(start, at, _right_indent(text, start)),))
        case "colon in value" | "sign" | "anchor":
            yield from _in_quotes(text, at)
        case "second document":
            yield from remove_line_of_yaml(text, at)
        case _:
            return


def likely_yaml(page: Page, fault: BadYaml) -> Iterator[Fix]:
    """The line as it may be meant: its value in quotes, or a quotation mark or a bracket that is missing at its end."""
    text, end = page.text, line_end(page.text, fault.at)
    match fault.detail:
        case "tag" | "value":
            fixes = _in_quotes(text, fault.at)
        case "open quote" if text[fault.at : end].count(text[fault.at]) == 1:
            fixes = iter([Fix("Close the quotation mark at the end of the line", (Edit(end, end, text[fault.at]),))])
        case "open bracket":
            sign = "]" if text[fault.at : end].rfind("[") >= text[fault.at : end].rfind("{") else "}"
            fixes = iter([Fix("Close the bracket at the end of the line", (Edit(end, end, sign),))])
        case _:
            return
    yield from (fix for fix in fixes if _reads_further(page, fault, fix))


def _reads_further(page: Page, fault: BadYaml, fix: Fix) -> bool:
    """Whether the YAML can be read behind the fault, and not only after another one before it."""
    text = edited(page.text, fix.edits)
    end = len(text) - (len(page.text) - page.body_at) if page.path.lower().endswith(MARKDOWN_SUFFIXES) else len(text)
    start = line_end(text, 0) + 1 if end < len(text) and text.startswith("---") else 0
    stop = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, start, end) if start else None
    _, faults = compose(text, start, stop.start() if stop is not None else end)
    return all(not isinstance(one, BadYaml) or one.at > line_end(text, fault.at) for one in faults)


def _in_quotes(text: str, at: int) -> Iterator[Fix]:
    """The value of a line in double quotes; not where a comment may stand behind it."""
    start = line_start(text, at)
    line = _VALUE.fullmatch(text, start, line_end(text, at))
    if line is None or re.search(r" #|[\[{]", line["value"]):
        return
    signs = (Edit(found.start(), found.start(), "\\") for found in re.compile(r"[\\\"]").finditer(text, *line.span(2)))
    edits = (Edit(line.start(2), line.start(2), '"'), *signs, Edit(line.end(2), line.end(2), '"'))
    yield Fix("Put the value in double quotes", edits)


def _plain_indent(text: str, at: int) -> Iterator[Edit]:
    for place in range(line_start(text, at), line_end(text, at)):
        if not text[place].isspace():
            return
        if text[place] == "\u00a0":
            yield Edit(place, place + 1, " ")


def _spaces_for_tabs(text: str, at: int) -> Iterator[Fix]:
    """Spaces in place of the tabs at the start of this line and of those below that start alike."""
    start, edits = line_start(text, at), []
    tabs = re.compile(r"[ \t]*").match(text, start)
    if tabs is None or not tabs.end() > at or tabs.end() == line_end(text, at):
        return
    indent, place = _right_indent(text, start), start
    while text.startswith(tabs.group(), place) and not text[place + len(tabs.group())].isspace():
        edits.append(Edit(place, place + len(tabs.group()), indent))
        place = min(line_end(text, place) + 1, len(text) - 1)
    yield Fix("Indent with spaces instead of tabs", tuple(edits))


def _right_indent(text: str, start: int) -> str:
    """How a line should be indented: like the one above it, or, below a key without a value, like the one under it."""
    above = text[:start].rstrip("\n \t").rpartition("\n")[2]
    below = text[line_end(text, start) + 1 :].partition("\n")[0]
    spaces, under = _spaces(above), _spaces(below)
    if not re.search(r":[ \t]*(?:#.*)?$", above):
        return spaces
    return under if len(under) > len(spaces) else f"{spaces}  "


def _spaces(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" ")))


def remove_line_of_yaml(text: str, at: int) -> Iterator[Fix]:
    """Without the line of hyphens that would start a second document."""
    if text[line_start(text, at) : line_end(text, at)].strip() == "---":
        yield Fix("Remove the line of hyphens", (Edit(line_start(text, at), line_end(text, at) + 1, ""),))


def single_value(page: Page, fault: NeedlessValue) -> Iterator[Fix]:
    """A list without a value that it already has."""
    if fault.text != "none":
        yield from without_item(page, fault.at, fault.text, f"Remove the second “{fault.text}”")


def without_item(page: Page, at: int, written: str, title: str) -> Iterator[Fix]:
    """A list without one of its items, and without its line if that is all there is."""
    text = page.text
    if not text.startswith(written, at):
        return
    end = at + len(written)
    implied = re.compile(r"[ \t]*\(implied\)").match(text, end)
    end = implied.end() if implied is not None else end
    before = re.compile(r"[ \t]*,[ \t]*$").search(text[line_start(text, at) : at])
    behind = re.compile(r"[ \t]*,[ \t]*").match(text, end)
    alone = re.compile(r"[ \t>]*(?:-|[\w-]+:)[ \t]*$").fullmatch(text[line_start(text, at) : at])
    if before is not None:
        yield Fix(title, (Edit(at - len(before.group()), end, ""),))
    elif behind is not None:
        yield Fix(title, (Edit(at, behind.end(), ""),))
    elif alone is not None and not text[end : line_end(text, end)].strip():
        yield from remove_line(page, at, title)


_PAIR: Final = pattern(
    r"""
    (?: [^\s:,{}\[\]#"'] [^:,{}\[\]#\n]* | "[^"\n]*" ) :
    [ ]* (?: "[^"\n]*" | '[^'\n]*' | [^,{}\[\]\n"']* )
    """,
    re.VERBOSE,
)


def without_key(page: Page, fault: Written) -> Iterator[Fix]:
    """A mapping without one of its keys, whose value is text on the same line."""
    text, start, end = page.text, line_start(page.text, fault.at), line_end(page.text, fault.at)
    if (line := _KEY_LINE.fullmatch(text, start, end)) is not None and not _is_continued(text, line):
        yield from remove_line(page, fault.at, "Remove this line")
        return
    for pair in _PAIR.finditer(text, text.rfind("{", start, fault.at) + 1 or end, end):
        if pair.start() <= fault.at < pair.end():
            before = re.compile(r",[ ]*$").search(text[start : pair.start()])
            behind = re.compile(r"[ ]*,[ ]*").match(text, pair.end())
            if before is not None:
                edit = Edit(pair.start() - len(before.group()), len(text[: pair.end()].rstrip(" ")), "")
            else:
                edit = Edit(pair.start(), behind.end() if behind is not None else pair.end(), "")
            yield Fix("Remove this key", (edit,))


_KEY_LINE: Final = pattern(r"(?P<indent>[ ]*)[^\s:{}\[\]#][^:{}\[\]#\n]*:[ ]+[^\s{\[|>][^\n]*")


def _is_continued(text: str, line: re.Match[str]) -> bool:
    """Whether the value goes on in the next line."""
    below = text[line.end() + 1 : line_end(text, line.end() + 1)]
    return bool(below.strip()) and len(below) - len(below.lstrip(" ")) > len(line["indent"])


# The lines around front matter.


def right_rulers(page: Page, fault: DamagedFrontMatter) -> Iterator[Fix]:
    """The lines of three hyphens where they belong."""
    text, end = page.text, line_end(page.text, fault.at)
    match fault.detail:
        case "unclosed" if text[page.body_at - 1 : page.body_at] == "\n" and text[page.body_at :][:1] in (
            "",
            "\n",
            "#",
        ):
            yield Fix("Close the front matter with ---", (Edit(page.body_at, page.body_at, "---\n"),))
        case "dashes":
            yield Fix("Write three hyphens", (Edit(fault.at, end, "---"),))
        case "late":
            yield Fix("Remove the empty lines above the front matter", (Edit(0, fault.at, ""),))
        case "opened on":
            opened = re.compile(r"-{3}[ \t]+").match(text)
            if opened is not None:
                yield Fix("Write --- on a line of its own", (Edit(3, opened.end(), "\n"),))
        case "unopened":
            yield Fix("Write --- above the front matter", (Edit(0, 0, "---\n"),))
        case _:
            return


def empty_line_above(page: Page, fault: SwallowedFirstLine) -> Iterator[Fix]:
    """An empty line above the first one, which is then text."""
    yield Fix("Leave an empty line above it", (Edit(0, 0, "\n"),))
