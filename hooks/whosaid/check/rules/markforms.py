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
from .linkrepairs import in_the_text, marked_around, only_mentioned, without_mark, without_tags
from .markrepairs import from_html, right_mark, titled_mark, with_hash


@fault_rule(mend=right_mark, offer=from_html)
def malformed_mark(fault: MalformedMark) -> str:
    """Something is nearly a mark: a bracket or a quotation mark is missing, or the quotes are not straight.

    Bad:  `[the bridge is unsafe](#bridge “claim by council”)`
    Good: `[the bridge is unsafe](#bridge "claim by council")`
    Why:  Markdown would render an ordinary link or plain text, and the claim would have no note.
    """
    form = f'[words](#{fault.detail} "claim by …")'
    if fault.cause:
        return f"the mark of {quoted(fault.text)} {_why_no_mark(fault.cause, form, fault.detail)}"
    return (
        f"{quoted(fault.text)} looks like a mark but is not one; a mark is [words](#{fault.detail}) or "
        f"{form}, with straight quotes and nothing else in the brackets"
    )


def _why_no_mark(cause: MarkCause, form: str, id_: str) -> str:
    match cause:
        case "bare":
            return f"is in the text by itself; mark the words it is about: [words](#{id_})"
        case "brackets":
            return f"has its brackets swapped; put the words in square brackets: {form}"
        case "curly":
            return f"has curly quotes around its attribution; use straight ones: {form}"
        case "hard space":
            return "is followed by a non-breaking space, as word processors insert them; retype the space"
        case "html":
            return f"is written in HTML; write {form}"
        case "in a word":
            return f"has its opening bracket right after a word instead of before one; write {form}"
        case "no quotes":
            return f"has no quotes around its attribution; write {form}"
        case "no round brackets":
            return f"is not in round brackets; write {form}"
        case "no space":
            return f"has no space between the id and the attribution; write {form}"
        case "not closed":
            return f"follows words whose square bracket is not closed; write {form}"
        case "not opened":
            return f"follows words without an opening square bracket; write {form}"
        case "open address":
            return f"has no closing round bracket; write {form}"
        case "open quote":
            return f"has an attribution whose quotes are not closed; write {form}"
        case "outside":
            return f"has its attribution outside the round brackets; write {form}"
        case "paragraph":
            return (
                "belongs to words that run across two paragraphs; mark the words of each paragraph separately, with "
                "the same id"
            )
        case "round title":
            return f"has its attribution in round brackets; put it between straight quotes: {form}"
        case "space":
            return f"has a space between its two pairs of brackets; write {form}"
        case "picture":
            return "has an exclamation mark before it, which makes it an image; remove the exclamation mark"
        case "spaces":
            return "has spaces in its id; an id consists of a-z, 0-9 and hyphens"
        case "two titles":
            return f"has something after its attribution; write {form}"


@fault_rule(mend=titled_mark, offer=with_hash)
def mark_without_hash(fault: MarkWithoutHash) -> str:
    """A link goes to a statement's id without the `#`.

    Bad:  `[the bridge is unsafe](bridge)`
    Good: `[the bridge is unsafe](#bridge)`
    Why:  The link would lead to a missing page, and the claim would have no note.
    """
    return f"this link goes to a file called {quoted(fault.text)}; a mark needs a hash: (#{fault.text})"


@fault_rule(offer=without_mark)
def mark_without_words(fault: MarkWithoutWords) -> str:
    """A mark with no words between its brackets.

    Bad:  `[](#bridge)`
    Good: `[the bridge is unsafe](#bridge)`
    Why:  Readers would see a number that belongs to nothing.
    """
    return f"the mark of {quoted(fault.text)} has no words between its brackets"


@fault_rule(offer=marked_around)
def link_in_mark(fault: LinkInMark) -> str:
    """A link inside a mark's words, or a mark inside another link or an image: Markdown cannot render both.

    Bad:  `[the [bridge](https://example.org) is unsafe](#bridge)`
    Good: `[the](#bridge) [bridge](https://example.org) [is unsafe](#bridge)`
    Why:  Markdown renders only one of the two links.
    """
    if fault.detail == "around":
        return f"the mark of {quoted(fault.text)} is inside another link or an image; move it out"
    return f"the words marked {quoted(fault.text)} contain a link; mark the words before and after it with the same id"


@fault_rule(offer=without_tags)
def mark_in_html(fault: MarkInHtml) -> str:
    """Raw HTML surrounds a mark or overlaps it.

    Bad:  `<span>[the bridge is unsafe](#bridge)</span>`
    Good: `[the bridge is unsafe](#bridge)`
    Why:  Whether the mark is rendered depends on the tags, and so on chance.
    """
    return f"raw HTML surrounds the mark of {quoted(fault.text)}; remove the tags"


@fault_rule
def not_as_read(fault: NotAsRead) -> str:
    """A build renders something other than what the check read, because of an extension or a tag.

    Bad:  `--8<-- "claims.md"`, which inserts text after the check has read the page
    Good: the text itself
    Why:  A statement that is not rendered as it was checked may lose its attribution.
    """
    hint = "look there for a fence, a bracket, a tag or an extension that changes how Markdown reads it"
    return f"{fault.detail}; {hint}"


@fault_rule(offer=in_the_text)
def reference_mark(fault: ReferenceMark) -> str:
    """A mark written as a reference link.

    Bad:  `[the bridge is unsafe][1]` and `[1]: #bridge`
    Good: `[the bridge is unsafe](#bridge)`
    Why:  Its attribution would be far from its words, and easily missed when they are edited.
    """
    return f"a mark cannot be a reference link; write [words]({fault.text}) in the text and remove this line"


@fault_rule(offer=only_mentioned)
def declared_elsewhere(fault: DeclaredElsewhere) -> str:
    """A mark declares a statement of another page.

    Bad:  `[…](other.md#bridge "claim by council")`
    Good: `[…](other.md#bridge)`
    Why:  A statement has one attribution; a second one elsewhere would soon differ from it.
    """
    return f"{quoted(fault.text)} belongs to another page and is declared there; remove this link's title"


@fault_rule
def declared_outside_text(fault: DeclaredOutsideText) -> str:
    """A heading or an editor's note declares a statement; marks there are only mentions.

    Bad:  `# [Bridge unsafe](#bridge "claim by council")`
    Good: `# [Bridge unsafe](#bridge)`, declared in the text below
    Why:  A claim is attributed where the article makes it; headlines and notes only refer to it.
    """
    where = "a heading" if fault.detail == "heading" else "an editor's note"
    return f"{quoted(fault.text)} is declared in {where}, where a mark is only a mention; declare it in the text"
