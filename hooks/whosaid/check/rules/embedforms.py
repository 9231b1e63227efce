"""Rules about embeds: what a page asks to be drawn from the ledger."""

from __future__ import annotations

from ...base.faults import (
    BadNumber,
    EmbedInsideText,
    MalformedEmbed,
    UnknownArticle,
    UnknownEmbed,
    UnknownFilter,
    UnknownOrder,
)
from .core import did_you_mean, fault_rule, one_of, quoted


@fault_rule
def unknown_embed(fault: UnknownEmbed) -> str:
    """A link's title asks to show something that there is not.

    Bad:  `[All](ledger.md "show artciles")`
    Good: `[All](ledger.md "show articles")`
    Why:  Nothing would be drawn there, and only a reader would notice.
    """
    near = did_you_mean(fault.text, fault.expected)
    return f"{quoted(fault.text)} cannot be shown{near or '; what can be: ' + ', '.join(fault.expected)}"


@fault_rule
def unknown_filter(fault: UnknownFilter) -> str:
    """A link's title narrows what is shown by something it cannot be narrowed by.

    Bad:  `[More](ledger.md "show claims with typ: unnamed")`
    Good: `[More](ledger.md "show claims with type: unnamed")`
    Why:  All claims would be shown, and nobody would see why.
    """
    if fault.detail == "twice":
        return f"“{fault.text}:” stands twice; put its values together, with commas between them"
    if not fault.expected:
        return f"{quoted(fault.detail)} cannot be narrowed, so take {quoted('with ' + fault.text)} out"
    hint = did_you_mean(fault.text, fault.expected) or f"; what it can be narrowed by: {', '.join(fault.expected)}"
    return f"{quoted(fault.detail)} cannot be narrowed by {quoted(fault.text)}{hint}"


@fault_rule
def unknown_order(fault: UnknownOrder) -> str:
    """A link's title asks for an order that there is not.

    Bad:  `[More](ledger.md "show claims by name")`
    Good: `[More](ledger.md "show claims by date")`
    Why:  Nothing else can be meant by it than one of these.
    """
    if not fault.expected:
        return f"{quoted(fault.detail)} cannot be ordered, so take {quoted('by ' + fault.text)} out"
    hint = did_you_mean(fault.text, fault.expected) or f"; write by {one_of(fault.expected)}"
    return f"{quoted(fault.detail)} cannot be ordered by {quoted(fault.text)}{hint}"


@fault_rule
def bad_number(fault: BadNumber) -> str:
    """A link's title begins with what is no number, or has a number though what it asks for is shown whole.

    Bad:  `[More](ledger.md "show claims from the start")`
    Good: `[More](ledger.md "show claims from 11")`
    Why:  Nobody could say which of them are to be shown.
    """
    if fault.detail:
        return f"{quoted(fault.detail)} is shown whole, so take {quoted(fault.text)} out"
    return f"“from” wants a number, counted from 1, not {quoted(fault.text)}"


@fault_rule
def unknown_article(fault: UnknownArticle) -> str:
    """A link's title asks for what is on a page that does not exist.

    Bad:  `[More](ledger.md "show claims with article: artcles/a.md")`
    Good: `[More](ledger.md "show claims with article: articles/a.md")`
    Why:  Nothing would be shown.
    """
    near = did_you_mean(fault.text, fault.expected)
    return f"there is no page {quoted(fault.text)}; name it as a link from this page would{near}"


@fault_rule
def embed_inside_text(fault: EmbedInsideText) -> str:
    """A link whose title asks to show something stands in a line with other text, in a heading or in an editor's note.

    Bad:  `See [all](ledger.md "show articles").`
    Good: the link in a paragraph of its own
    Why:  Cards and tables are blocks; within a sentence there is room for a number only.
    """
    if fault.detail == "heading":
        return f"{quoted(fault.text)} cannot be drawn in a heading; put the link into the text below it"
    if fault.detail == "note":
        return f"{quoted(fault.text)} cannot be drawn in an editor's note; put the link into the text"
    return (
        f"a link that says {quoted(fault.text)} must be a paragraph of its own: "
        "between empty lines, with nothing else beside it, not even the sign of a list"
    )


@fault_rule
def malformed_embed(fault: MalformedEmbed) -> str:
    """A link nearly asks to show something: in capitals, entities or other quotes, or leading to a place in a page.

    Bad:  `[All](ledger.md (show claims))`
    Good: `[All](ledger.md "show claims")`
    Why:  Nothing would be drawn there, and only a reader would notice.
    """
    return (
        f"{quoted(fault.text)} looks like something to show but does not read as that; write "
        '[words](page.md "show …"): a page without a #, then small letters between straight quotes'
    )
