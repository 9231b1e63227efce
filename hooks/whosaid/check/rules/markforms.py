"""Rules about marks: the links that tie words to a statement."""

from __future__ import annotations

from ...base.faults import (
    DeclaredElsewhere,
    DeclaredOutsideText,
    LinkInMark,
    MalformedMark,
    MarkCause,
    MarkInHtml,
    MarkWithoutHash,
    MarkWithoutWords,
    NotAsRead,
    ReferenceMark,
)
from .core import fault_rule, quoted


@fault_rule
def malformed_mark(fault: MalformedMark) -> str:
    """Something that is nearly a mark: a bracket or a quote is missing, or the quotes are not straight.

    Bad:  `[the bridge is unsafe](#bridge “claim by council”)`
    Good: `[the bridge is unsafe](#bridge "claim by council")`
    Why:  Markdown would draw an ordinary link or plain text, and the claim would be without its note.
    """
    form = f'[words](#{fault.detail} "claim by …")'
    if fault.cause:
        return f"the mark of {quoted(fault.text)} {_why_no_mark(fault.cause, form, fault.detail)}"
    return (
        f"{quoted(fault.text)} looks like a mark but does not read as one; a mark is [words](#{fault.detail}) or "
        f"{form}, with straight quotes and nothing else in the brackets"
    )


def _why_no_mark(cause: MarkCause, form: str, id_: str) -> str:
    match cause:
        case "bare":
            return f"stands in the text by itself; mark the words it is about: [words](#{id_})"
        case "brackets":
            return f"has its brackets changed over; the words stand in square ones: {form}"
        case "curly":
            return f"has curly quotes round its attribution; write straight ones: {form}"
        case "hard space":
            return "has a non-breaking space behind it, as word processors make it; type the space anew"
        case "html":
            return f"is written in HTML; write {form}"
        case "in a word":
            return f"has its opening bracket behind a word and not before one; write {form}"
        case "no quotes":
            return f"has its attribution without quotes; write {form}"
        case "no round brackets":
            return f"has no round brackets round it; write {form}"
        case "no space":
            return f"has no space between the id and the attribution; write {form}"
        case "not closed":
            return f"stands behind words whose square bracket is not closed; write {form}"
        case "not opened":
            return f"stands behind words without an opening square bracket; write {form}"
        case "open address":
            return f"has no closing round bracket; write {form}"
        case "open quote":
            return f"has an attribution whose quotes are not closed; write {form}"
        case "outside":
            return f"has its attribution outside the round brackets; write {form}"
        case "paragraph":
            return (
                "belongs to words that go across the end of a paragraph; mark the words of each paragraph by "
                "themselves, with the same id"
            )
        case "round title":
            return f"has its attribution in round brackets; put it between straight quotes: {form}"
        case "space":
            return f"is cut off by a space between the two brackets; write {form}"
        case "picture":
            return "has the sign of a picture in front of it; take the exclamation mark away"
        case "spaces":
            return "has spaces in its id; an id is made of a-z, 0-9 and hyphens"
        case "two titles":
            return f"has something behind its attribution; write {form}"


@fault_rule
def mark_without_hash(fault: MarkWithoutHash) -> str:
    """A link goes to a statement's id without the `#`.

    Bad:  `[the bridge is unsafe](bridge)`
    Good: `[the bridge is unsafe](#bridge)`
    Why:  The link would lead to a missing page, and the claim would be without its note.
    """
    return f"this link goes to a file called {quoted(fault.text)}; a mark needs a hash: (#{fault.text})"


@fault_rule
def mark_without_words(fault: MarkWithoutWords) -> str:
    """A mark with no words between its brackets.

    Bad:  `[](#bridge)`
    Good: `[the bridge is unsafe](#bridge)`
    Why:  Readers would see a number and nothing it belongs to.
    """
    return f"the mark of {quoted(fault.text)} has no words between its brackets"


@fault_rule
def link_in_mark(fault: LinkInMark) -> str:
    """A link inside a mark's words, or a mark inside another link or a picture: Markdown cannot draw both.

    Bad:  `[the [bridge](https://example.org) is unsafe](#bridge)`
    Good: `[the](#bridge) [bridge](https://example.org) [is unsafe](#bridge)`
    Why:  Markdown draws one of the two links only.
    """
    if fault.detail == "around":
        return f"the mark of {quoted(fault.text)} stands in the words of another link or of a picture; take it out"
    return f"the words marked for {quoted(fault.text)} hold a link; mark the words before and after it with the same id"


@fault_rule
def mark_in_html(fault: MarkInHtml) -> str:
    """Raw HTML stands round a mark, or crosses it.

    Bad:  `<span>[the bridge is unsafe](#bridge)</span>`
    Good: `[the bridge is unsafe](#bridge)`
    Why:  Whether the mark is drawn depends on the tags, and so on chance.
    """
    return f"raw HTML stands round the mark of {quoted(fault.text)}; take the tags away"


@fault_rule
def not_as_read(fault: NotAsRead) -> str:
    """A build draws something else than the check has read, because of an extension or a tag.

    Bad:  `--8<-- "claims.md"`, which brings in text after the check has read the page
    Good: the text itself
    Why:  What is not drawn as it was checked is published without attribution.
    """
    hint = "look there for a fence, a bracket, a tag or an extension that changes what Markdown makes of it"
    return f"{fault.detail}; {hint}"


@fault_rule
def reference_mark(fault: ReferenceMark) -> str:
    """A mark written as a reference link.

    Bad:  `[the bridge is unsafe][1]` and `[1]: #bridge`
    Good: `[the bridge is unsafe](#bridge)`
    Why:  Its attribution would stand far from its words, where an edit forgets it.
    """
    return f"a mark cannot be a reference link; write [words]({fault.text}) in the text and remove this line"


@fault_rule
def declared_elsewhere(fault: DeclaredElsewhere) -> str:
    """A mark declares a statement of another page.

    Bad:  `[…](other.md#bridge "claim by council")`
    Good: `[…](other.md#bridge)`
    Why:  A statement has one attribution; a second one elsewhere would soon say something else.
    """
    return f"{quoted(fault.text)} belongs to another page and is declared there; remove the title of this link"


@fault_rule
def declared_outside_text(fault: DeclaredOutsideText) -> str:
    """A heading or an editor's note declares a statement; marks there are only mentions.

    Bad:  `# [Bridge unsafe](#bridge "claim by council")`
    Good: `# [Bridge unsafe](#bridge)`, declared in the text below
    Why:  A claim is attributed where the article makes it; headlines and notes come back to it.
    """
    where = "a heading" if fault.detail == "heading" else "an editor's note"
    return f"{quoted(fault.text)} is declared in {where}, where a mark is only a mention; declare it in the text"
