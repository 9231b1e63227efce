"""Rules about embeds: what a page asks to be drawn from the ledger."""

from __future__ import annotations

from ..model import Slip
from .core import did_you_mean, one_of, quoted, slip_rule


@slip_rule
def unknown_embed(slip: Slip) -> str:
    """A link's title asks to show something that there is not.

    Bad:  `[All](ledger.md "show artciles")`
    Good: `[All](ledger.md "show articles")`
    Why:  Nothing would be drawn there, and only a reader would notice.
    """
    near = did_you_mean(slip.text, slip.expected)
    return f"{quoted(slip.text)} cannot be shown{near or '; write “show ' + one_of(slip.expected) + '”'}"


@slip_rule
def embed_inside_text(slip: Slip) -> str:
    """A link whose title asks to show something stands in a line with other text.

    Bad:  `See [all](ledger.md "show articles").`
    Good: the link in a paragraph of its own
    Why:  Cards and tables are blocks; within a sentence there is no room for them.
    """
    return f"a link that says {quoted(slip.text)} must be a paragraph of its own; put an empty line before and after it"
