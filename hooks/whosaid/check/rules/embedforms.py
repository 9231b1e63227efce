"""Rules about embeds: what a page asks to be drawn from the ledger."""

from __future__ import annotations

from ...base.model import Slip
from .core import did_you_mean, one_of, quoted, slip_rule


@slip_rule
def unknown_embed(slip: Slip) -> str:
    """A link's title asks to show something that there is not.

    Bad:  `[All](ledger.md "show artciles")`
    Good: `[All](ledger.md "show articles")`
    Why:  Nothing would be drawn there, and only a reader would notice.
    """
    near = did_you_mean(slip.text, slip.expected)
    return f"{quoted(slip.text)} cannot be shown{near or '; what can be: ' + ', '.join(slip.expected)}"


@slip_rule
def unknown_filter(slip: Slip) -> str:
    """A link's title narrows what is shown by something it cannot be narrowed by.

    Bad:  `[More](ledger.md "show claims with typ: unnamed")`
    Good: `[More](ledger.md "show claims with type: unnamed")`
    Why:  All claims would be shown, and nobody would see why.
    """
    if slip.detail == "twice":
        return f"“{slip.text}:” stands twice; put its values together, with commas between them"
    if not slip.expected:
        return f"{quoted(slip.detail)} cannot be narrowed, so take {quoted('with ' + slip.text)} out"
    hint = did_you_mean(slip.text, slip.expected) or f"; what it can be narrowed by: {', '.join(slip.expected)}"
    return f"{quoted(slip.detail)} cannot be narrowed by {quoted(slip.text)}{hint}"


@slip_rule
def unknown_order(slip: Slip) -> str:
    """A link's title asks for an order that there is not.

    Bad:  `[More](ledger.md "show claims by name")`
    Good: `[More](ledger.md "show claims by date")`
    Why:  Nothing else can be meant by it than one of these.
    """
    if not slip.expected:
        return f"{quoted(slip.detail)} cannot be ordered, so take {quoted('by ' + slip.text)} out"
    hint = did_you_mean(slip.text, slip.expected) or f"; write by {one_of(slip.expected)}"
    return f"{quoted(slip.detail)} cannot be ordered by {quoted(slip.text)}{hint}"


@slip_rule
def bad_number(slip: Slip) -> str:
    """A link's title begins with what is no number, or has a number though what it asks for is shown whole.

    Bad:  `[More](ledger.md "show claims from the start")`
    Good: `[More](ledger.md "show claims from 11")`
    Why:  Nobody could say which of them are to be shown.
    """
    if slip.detail:
        return f"{quoted(slip.detail)} is shown whole, so take {quoted(slip.text)} out"
    return f"“from” wants a number, counted from 1, not {quoted(slip.text)}"


@slip_rule
def unknown_article(slip: Slip) -> str:
    """A link's title asks for what is on a page that does not exist.

    Bad:  `[More](ledger.md "show claims with article: artcles/a.md")`
    Good: `[More](ledger.md "show claims with article: articles/a.md")`
    Why:  Nothing would be shown.
    """
    near = did_you_mean(slip.text, slip.expected)
    return f"there is no page {quoted(slip.text)}; name it as a link from this page would{near}"


@slip_rule
def embed_inside_text(slip: Slip) -> str:
    """A link whose title asks to show something stands in a line with other text, in a heading or in an editor's note.

    Bad:  `See [all](ledger.md "show articles").`
    Good: the link in a paragraph of its own
    Why:  Cards and tables are blocks; within a sentence there is room for a number only.
    """
    if slip.detail == "heading":
        return f"{quoted(slip.text)} cannot be drawn in a heading; put the link into the text below it"
    if slip.detail == "note":
        return f"{quoted(slip.text)} cannot be drawn in an editor's note; put the link into the text"
    return (
        f"a link that says {quoted(slip.text)} must be a paragraph of its own: "
        "between empty lines, with nothing else beside it, not even the sign of a list"
    )


@slip_rule
def malformed_embed(slip: Slip) -> str:
    """A link nearly asks to show something: in capitals, entities or other quotes, or leading to a place in a page.

    Bad:  `[All](ledger.md (show claims))`
    Good: `[All](ledger.md "show claims")`
    Why:  Nothing would be drawn there, and only a reader would notice.
    """
    return (
        f"{quoted(slip.text)} looks like something to show but does not read as that; write "
        '[words](page.md "show …"): a page without a #, then small letters between straight quotes'
    )
