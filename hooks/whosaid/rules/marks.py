"""Rules about marks: the links that tie words to a statement."""

from __future__ import annotations

from ..model import Slip
from .core import quoted, slip_rule


@slip_rule
def malformed_mark(slip: Slip) -> str:
    """Something that is nearly a mark: a bracket or a quote is missing, or the quotes are not straight.

    Bad:  `[the bridge is unsafe](#bridge “claim by council”)`
    Good: `[the bridge is unsafe](#bridge "claim by council")`
    Why:  Markdown would draw an ordinary link or plain text, and the claim would be without its note.
    """
    return (
        f"{quoted(slip.text)} looks like a mark but does not read as one; a mark is [words](#{slip.detail}) or "
        f'[words](#{slip.detail} "claim by …"), with straight quotes and nothing else in the brackets'
    )


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
    """A link inside a mark's words, which Markdown cannot draw.

    Bad:  `[the [bridge](https://example.org) is unsafe](#bridge)`
    Good: `[the](#bridge) [bridge](https://example.org) [is unsafe](#bridge)`
    Why:  Markdown draws one of the two links only.
    """
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
