"""Rules about marks: the links that tie words to a statement."""

from __future__ import annotations

from typing import Final

from ...base.model import Slip
from .core import quoted, slip_rule


@slip_rule
def malformed_mark(slip: Slip) -> str:
    """Something that is nearly a mark: a bracket or a quote is missing, or the quotes are not straight.

    Bad:  `[the bridge is unsafe](#bridge “claim by council”)`
    Good: `[the bridge is unsafe](#bridge "claim by council")`
    Why:  Markdown would draw an ordinary link or plain text, and the claim would be without its note.
    """
    cause = _WHY_NO_MARK.get(slip.expected[0]) if slip.expected else None
    form = f'[words](#{slip.detail} "claim by …")'
    if cause is not None:
        return f"the mark of {quoted(slip.text)} {cause.format(form=form, id=slip.detail)}"
    return (
        f"{quoted(slip.text)} looks like a mark but does not read as one; a mark is [words](#{slip.detail}) or "
        f"{form}, with straight quotes and nothing else in the brackets"
    )


_WHY_NO_MARK: Final = {
    "bare": "stands in the text by itself; mark the words it is about: [words](#{id})",
    "brackets": "has its brackets changed over; the words stand in square ones: {form}",
    "curly": "has curly quotes round its attribution; write straight ones: {form}",
    "hard space": "has a non-breaking space behind it, as word processors make it; type the space anew",
    "html": "is written in HTML; write {form}",
    "in a word": "has its opening bracket behind a word and not before one; write {form}",
    "no quotes": "has its attribution without quotes; write {form}",
    "no round brackets": "has no round brackets round it; write {form}",
    "no space": "has no space between the id and the attribution; write {form}",
    "not closed": "stands behind words whose square bracket is not closed; write {form}",
    "not opened": "stands behind words without an opening square bracket; write {form}",
    "open address": "has no closing round bracket; write {form}",
    "open quote": "has an attribution whose quotes are not closed; write {form}",
    "outside": "has its attribution outside the round brackets; write {form}",
    "paragraph": "belongs to words that go across the end of a paragraph; mark the words of each paragraph by "
    "themselves, with the same id",
    "round title": "has its attribution in round brackets; put it between straight quotes: {form}",
    "space": "is cut off by a space between the two brackets; write {form}",
    "picture": "has the sign of a picture in front of it; take the exclamation mark away",
    "spaces": "has spaces in its id; an id is made of a-z, 0-9 and hyphens",
    "two titles": "has something behind its attribution; write {form}",
}


@slip_rule
def mark_without_hash(slip: Slip) -> str:
    """A link goes to a statement's id without the `#`.

    Bad:  `[the bridge is unsafe](bridge)`
    Good: `[the bridge is unsafe](#bridge)`
    Why:  The link would lead to a missing page, and the claim would be without its note.
    """
    return f"this link goes to a file called {quoted(slip.text)}; a mark needs a hash: (#{slip.text})"


@slip_rule
def mark_without_words(slip: Slip) -> str:
    """A mark with no words between its brackets.

    Bad:  `[](#bridge)`
    Good: `[the bridge is unsafe](#bridge)`
    Why:  Readers would see a number and nothing it belongs to.
    """
    return f"the mark of {quoted(slip.text)} has no words between its brackets"


@slip_rule
def link_in_mark(slip: Slip) -> str:
    """A link inside a mark's words, or a mark inside another link or a picture: Markdown cannot draw both.

    Bad:  `[the [bridge](https://example.org) is unsafe](#bridge)`
    Good: `[the](#bridge) [bridge](https://example.org) [is unsafe](#bridge)`
    Why:  Markdown draws one of the two links only.
    """
    if slip.detail == "around":
        return f"the mark of {quoted(slip.text)} stands in the words of another link or of a picture; take it out"
    return f"the words marked for {quoted(slip.text)} hold a link; mark the words before and after it with the same id"


@slip_rule
def mark_in_html(slip: Slip) -> str:
    """Raw HTML stands round a mark, or crosses it.

    Bad:  `<span>[the bridge is unsafe](#bridge)</span>`
    Good: `[the bridge is unsafe](#bridge)`
    Why:  Whether the mark is drawn depends on the tags, and so on chance.
    """
    return f"raw HTML stands round the mark of {quoted(slip.text)}; take the tags away"


@slip_rule
def not_as_read(slip: Slip) -> str:
    """A build draws something else than the check has read, because of an extension or a tag.

    Bad:  `--8<-- "claims.md"`, which brings in text after the check has read the page
    Good: the text itself
    Why:  What is not drawn as it was checked is published without attribution.
    """
    hint = "look there for a fence, a bracket, a tag or an extension that changes what Markdown makes of it"
    return f"{slip.detail}; {hint}"


@slip_rule
def reference_mark(slip: Slip) -> str:
    """A mark written as a reference link.

    Bad:  `[the bridge is unsafe][1]` and `[1]: #bridge`
    Good: `[the bridge is unsafe](#bridge)`
    Why:  Its attribution would stand far from its words, where an edit forgets it.
    """
    return f"a mark cannot be a reference link; write [words]({slip.text}) in the text and remove this line"


@slip_rule
def declared_elsewhere(slip: Slip) -> str:
    """A mark declares a statement of another page.

    Bad:  `[…](other.md#bridge "claim by council")`
    Good: `[…](other.md#bridge)`
    Why:  A statement has one attribution; a second one elsewhere would soon say something else.
    """
    return f"{quoted(slip.text)} belongs to another page and is declared there; remove the title of this link"


@slip_rule
def declared_outside_text(slip: Slip) -> str:
    """A heading or an editor's note declares a statement; marks there are only mentions.

    Bad:  `# [Bridge unsafe](#bridge "claim by council")`
    Good: `# [Bridge unsafe](#bridge)`, declared in the text below
    Why:  A claim is attributed where the article makes it; headlines and notes come back to it.
    """
    where = "a heading" if slip.detail == "heading" else "an editor's note"
    return f"{quoted(slip.text)} is declared in {where}, where a mark is only a mention; declare it in the text"
