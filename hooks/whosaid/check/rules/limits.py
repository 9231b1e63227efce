"""Rules about size: what the check can read, but no page can be built from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...base.filefaults import NestedTooDeep, TangledText, TextTooLong
from ...base.vocabulary import LONGEST_TEXT
from ...ledger.records import LONGEST_WORDS, MOST_SOURCES, MOST_STATEMENTS, OnePage
from ...read.tangles import DEEPEST
from .core import Fault, fault_rule, page_rule, quoted

LONGEST_LINE: Final = 100_000  # characters; Python-Markdown's time grows faster than the line

UNDRAWABLE: Final = frozenset(
    (
        "too-many-statements too-many-sources route-too-long line-too-long tangled-text nested-too-deep unreadable-file"
    ).split()
)
"""Rules for whose findings a preview shows the message instead of the page."""


@page_rule
def too_many_statements(one: OnePage) -> Iterator[Fault]:
    """A page has more than 500 statements.

    Bad:  a whole year's articles on one page
    Good: a page for each article
    Why:  Neither a reader nor a browser copes with such a page.
    """
    if len(one.statements) > MOST_STATEMENTS:
        message = (
            f"this page has {len(one.statements):,} statements; split it, {MOST_STATEMENTS} is the maximum for a page"
        )
        yield Fault(one.page, one.statements[MOST_STATEMENTS].record.at, message)


@page_rule
def route_too_long(one: OnePage) -> Iterator[Fault]:
    """A claim has come through more than 50 outlets.

    Bad:  `via:` with all members of an association
    Good: `via:` with the outlets that had it from each other
    Why:  `via` says who had it from whom. Outlets that had it from the same source are not a route.
    """
    for statement in one.statements:
        if len(steps := statement.record.items("via")) > MOST_SOURCES:
            message = f"this route has {len(steps):,} steps; {MOST_SOURCES} is the maximum"
            yield Fault(statement.page, steps[MOST_SOURCES].at, message)


@page_rule
def too_many_sources(one: OnePage) -> Iterator[Fault]:
    """A statement has more than 50 sources, or is about more than 50 parties.

    Bad:  `source:` with everyone who signed a letter
    Good: `letter: {name: the residents’ letter, type: document}` in sources.yml, and `source: letter`
    Why:  The note lists all of them, and no reader gets to the end of such a note.
    """
    for statement in one.statements:
        for option in ("source", "about"):
            if len(items := statement.record.items(option)) > MOST_SOURCES:
                message = (
                    f"“{option}:” has {len(items):,} names, and {MOST_SOURCES} is the maximum; declare a source that "
                    "stands for all of them, such as their letter or their association"
                )
                yield Fault(statement.page, items[MOST_SOURCES].at, message)


@page_rule(concerns="pages")
def line_too_long(one: OnePage) -> Iterator[Fault]:
    """A line has more than 100,000 characters.

    Bad:  a book on one line
    Good: an empty line between its paragraphs
    Why:  The longer a line is, the longer it takes to render, until no page can be built at all.
    """
    if len(one.page.text) <= LONGEST_LINE:
        return
    at = 0
    for line in one.page.text.split("\n"):
        if len(line) > LONGEST_LINE:
            message = (
                f"this line has {len(line):,} characters; split it into paragraphs, {LONGEST_LINE:,} is the maximum"
            )
            yield Fault(one.page, at, message)
        at += len(line) + 1


@page_rule
def text_too_long(one: OnePage) -> Iterator[Fault]:
    """A value, a title, a heading or the words of a claim are too long.

    Bad:  a source whose `name:` is a paragraph
    Good: `name: the harbour office`, and the paragraph in the editor's note
    Why:  They are repeated in notes, tables, feeds and files. A name or a title can have 12,000 characters, the words
          of a claim 5,000.
    """
    for fault in one.page.faults:
        if isinstance(fault, TextTooLong):
            message = _too_long(f"the text of {quoted(fault.text)}", int(fault.detail), LONGEST_TEXT)
            yield Fault(one.page, fault.at, message)
    for heading in one.page.headings:
        if len(heading.text) > LONGEST_TEXT:
            yield Fault(one.page, heading.at, _too_long("this heading", len(heading.text), LONGEST_TEXT))
    for statement in one.statements:
        size = sum(mark.words_end - mark.words_at for mark in statement.marks)
        if size > LONGEST_WORDS:
            what = f"the marked text of “{statement.id}”"
            yield Fault(statement.page, statement.marks[0].at, _too_long(what, size, LONGEST_WORDS))


def _too_long(what: str, size: int, most: int) -> str:
    return f"{what} has {size:,} characters; shorten it, {most:,} is the maximum"


@fault_rule
def tangled_text(fault: TangledText) -> str:
    """A long text has thousands of unclosed brackets or tags, or of headings or rules without an empty line.

    Bad:  `[[[[[[[…`, thousands of times
    Good: the same in a code block, or as `\\[`
    Why:  From each of them Markdown searches all the text that follows, until no page can be built at all.
    """
    match fault.detail:
        case "brackets":
            return (
                "this text has so many unclosed “[” and “](” that it would take minutes to render; close them, write "
                "“\\[” where a bracket is meant, or split the text into paragraphs"
            )
        case "tags":
            return (
                "from here on, so many “<” have no “>” that the page would take minutes to render; close the tags, or "
                "write “&lt;” where the character itself is meant"
            )
        case "rows":
            return (
                "these lines have so many headings or rules with no empty line between them that the page would take "
                "minutes to render; put empty lines between them"
            )


@fault_rule
def nested_too_deep(fault: NestedTooDeep) -> str:
    """A list, a quotation, an admonition or an element with Markdown in it is nested forty levels deep.

    Bad:  `- - - - - -`, forty times on one line
    Good: `***` for a rule; a list inside a list, perhaps inside another
    Why:  Markdown gives up on it, and no page can be built at all.
    """
    return f"this line is nested {DEEPEST} or more levels deep; move it out of some of them"
