"""Rules about what a page asks to show: parts of the ledger, and the exercise for a class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...base.faults import (
    BadNumber,
    EmbedInsideText,
    MalformedEmbed,
    UnknownArticle,
    UnknownEmbed,
    UnknownFilter,
    UnknownOrder,
)
from ...base.patterns import pattern
from ...ledger.records import OnePage
from .core import Fault, did_you_mean, fault_rule, joined, page_rule, quoted
from .linkrepairs import right_embed
from .wordrepairs import nearest_word

_CLASSROOM: Final = pattern(r"^classroom[ \t]*:", re.MULTILINE)


@fault_rule(offer=nearest_word)
def unknown_embed(fault: UnknownEmbed) -> str:
    """A link's title asks to show something that does not exist.

    Bad:  `[All](ledger.md "show artciles")`
    Good: `[All](ledger.md "show articles")`
    Why:  Nothing would be shown there, and only a reader would notice.
    """
    near = did_you_mean(fault.text, fault.expected)
    return f"{quoted(fault.text)} cannot be shown{near or '; these can: ' + ', '.join(fault.expected)}"


@fault_rule(offer=nearest_word)
def unknown_filter(fault: UnknownFilter) -> str:
    """A link's title uses a filter that does not exist, or that this embed does not have.

    Bad:  `[More](ledger.md "show claims with typ: unnamed")`
    Good: `[More](ledger.md "show claims with type: unnamed")`
    Why:  All claims would be shown, and nobody would see why.
    """
    if fault.detail == "twice":
        return f"“{fault.text}:” appears twice; write its values once, separated by commas"
    if not fault.expected:
        return f"{quoted(fault.detail)} cannot be filtered, so remove {quoted('with ' + fault.text)}"
    hint = did_you_mean(fault.text, fault.expected) or f"; it can be filtered by {joined(fault.expected, 'and')}"
    return f"{quoted(fault.detail)} cannot be filtered by {quoted(fault.text)}{hint}"


@fault_rule(offer=nearest_word)
def unknown_order(fault: UnknownOrder) -> str:
    """A link's title asks for an order that does not exist.

    Bad:  `[More](ledger.md "show claims by name")`
    Good: `[More](ledger.md "show claims by date")`
    Why:  The list would be in another order than its author wanted.
    """
    if not fault.expected:
        return f"{quoted(fault.detail)} cannot be sorted, so remove {quoted('by ' + fault.text)}"
    hint = did_you_mean(fault.text, fault.expected) or f"; write by {joined(fault.expected, 'or')}"
    return f"{quoted(fault.detail)} cannot be sorted by {quoted(fault.text)}{hint}"


@fault_rule
def bad_number(fault: BadNumber) -> str:
    """A link's title has something other than a number after “from”, or a number for an embed that is shown whole.

    Bad:  `[More](ledger.md "show claims from the start")`
    Good: `[More](ledger.md "show claims from 11")`
    Why:  It would be unclear which items to show.
    """
    if fault.detail:
        return f"{quoted(fault.detail)} is shown whole, so remove {quoted(fault.text)}"
    return f"“from” needs a number, counted from 1, not {quoted(fault.text)}"


@fault_rule(offer=nearest_word)
def unknown_article(fault: UnknownArticle) -> str:
    """A link's title names an article that does not exist.

    Bad:  `[More](ledger.md "show claims with article: artcles/a.md")`
    Good: `[More](ledger.md "show claims with article: articles/a.md")`
    Why:  Nothing would be shown.
    """
    near = did_you_mean(fault.text, fault.expected)
    return f"there is no page {quoted(fault.text)}; write its path as in a link from this page{near}"


@fault_rule
def embed_inside_text(fault: EmbedInsideText) -> str:
    """A link that asks to show something is in a line with other text, in a heading or in an editor's note.

    Bad:  `See [all](ledger.md "show articles").`
    Good: the link in a paragraph of its own
    Why:  Cards and tables are blocks; only a number fits into a sentence.
    """
    if fault.detail == "heading":
        return f"{quoted(fault.text)} cannot be shown in a heading; move the link to the text below it"
    if fault.detail == "note":
        return f"{quoted(fault.text)} cannot be shown in an editor's note; move the link to the text"
    return (
        f"a link that says {quoted(fault.text)} must be a paragraph of its own: "
        "between empty lines, with nothing else beside it, not even a list bullet"
    )


@fault_rule(mend=right_embed)
def malformed_embed(fault: MalformedEmbed) -> str:
    """A link nearly asks to show something: in capitals, entities or other quotes, or with a # in its target.

    Bad:  `[All](ledger.md (show claims))`
    Good: `[All](ledger.md "show claims")`
    Why:  Nothing would be shown there, and only a reader would notice.
    """
    return (
        f"{quoted(fault.text)} looks like something to show but is not written as such; write "
        '[words](page.md "show …"): a page without a #, then lower-case letters between straight quotes'
    )


@page_rule(severity="warning")
def claim_map_of_nothing(one: OnePage) -> Iterator[Fault]:
    """A page without statements asks for a claim map, and names no article.

    Bad:  `[Map](ledger.md "show claim map")` on the home page
    Good: `[Map](ledger.md "show claim map with article: articles/a.md")`
    Why:  Without an article, the map is that of the page itself, so readers would be told that there are no statements.
    """
    if not one.statements:
        for embed in one.page.embeds:
            if embed.what == "claim map" and not embed.filters.get("article"):
                yield Fault(
                    one.page,
                    embed.at,
                    "this page has no statements of which to show a map; name an article: "
                    "“show claim map with article: …”",
                )


@page_rule(severity="warning")
def exercise_of_nothing(one: OnePage) -> Iterator[Fault]:
    """A page without statements asks for the exercise “Who said it?”.

    Bad:  `classroom: true` on the home page
    Good: `classroom: true` on the page of an annotated article
    Why:  There would be nothing to choose, and so no exercise: the class would look for it.
    """
    if not one.statements and one.page.is_for_class:
        key = _CLASSROOM.search(one.page.text, 0, one.page.body_at)
        what = "this page has no statements that a class could be asked about; annotate some, or remove “classroom”"
        yield Fault(one.page, key.start() if key else 0, what)
