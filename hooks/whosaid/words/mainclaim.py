"""The main claim of an article: which it is, and how the top of the page says it.

The author names it, `main:` in front matter. If not, it is a claim that the headline makes; if that makes several or
none, then of these, or of the article's claims, the contested one with the most answers, or else the first attributed
one. An article in its own voice only has none, unless its headline makes the claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from ..base.catalogue import N_, parted
from ..base.kinds import KINDS, State
from ..base.model import Page
from ..base.vocabulary import ATTRIBUTED_TYPES
from ..ledger.records import Ledger, Statement, state_of
from .answers import FEW_NAMED, answers_or_state
from .articles import headline_statements
from .sentences import capital, nested, quoted, sentence
from .wording import attribution_in_brief, shortened, title_of

_CONTESTED: Final[frozenset[State | str]] = frozenset(("withdrawn", "corrected", "disputed"))
_ENDS: Final = (".", "?", "!", "…", "؟", "。", "？", "！")

MOST_WORDS: Final = 240
"""Maximum length, in characters, of a claim at the top of a page, where who denies it must be on the first screen."""

SAYS: Final = N_("{attribution}: {claim}")
"""The sentence that says the main claim."""
SAYS_ELSEWHERE: Final = N_("{attribution}: {claim} (from “{title}”)")
"""The same for a claim of another article."""


class MainClaim(Struct, frozen=True):
    """A main claim in parts of a sentence: who says it, the claim itself, and in a sentence of its own who answered.

    `claim` is the title that the editor gave it, or the article's words in quotation marks. `stop` is what makes it a
    sentence, before and after it; empty if it ends like one. `title` is that of its article, if that is another one.
    `answered` is empty if nothing is shown.
    """

    statement: Statement
    attribution: str
    claim: str
    stop: tuple[str, str]
    title: str
    answered: str

    @property
    def stopped(self) -> str:
        """The claim with its full stop."""
        before, after = self.stop
        return f"{before}{self.claim}{after}"


def main_claim(ledger: Ledger, page: Page) -> Statement | None:
    """The statement that an article is about; None if nobody but the article stands behind what it says."""
    named = ledger.find(page, page.meta.get("main", ""))
    if named is not None and KINDS[named.kind].family != "response":
        return named
    if headline := headline_statements(ledger, page):
        return foremost(ledger, headline) or headline[0]
    return foremost(ledger, [one for one in ledger.statements.get(page.path, ()) if one.kind == "claim"])


def foremost(ledger: Ledger, claims: Sequence[Statement]) -> Statement | None:
    """Of several claims, the contested one with the most answers, or else the first that is attributed."""
    contested = [claim for claim in claims if state_of(ledger, claim) in _CONTESTED]
    if contested:
        return max(contested, key=lambda claim: len(ledger.answers(claim)))  # the first of those with the most
    return next((claim for claim in claims if claim.type in ATTRIBUTED_TYPES), None)


def main_claim_in_words(ledger: Ledger, page: Page) -> MainClaim | None:
    """The main claim of a page for its top; None if it has none."""
    claim = main_claim(ledger, page)
    return claim_in_words(ledger, claim, page.path) if claim is not None else None


def claim_in_words(ledger: Ledger, claim: Statement, path: str) -> MainClaim:
    """A claim for the top of the page with this path."""
    words, ends = _claim(claim)
    return MainClaim(
        claim,
        capital(attribution_in_brief(ledger, claim)),
        words,
        ("", "") if ends else parted(N_("{sentence}."), "sentence"),
        nested(title_of(claim.page)) if claim.page.path != path else "",
        sentence(answers_or_state(ledger, claim, FEW_NAMED)),
    )


def _claim(statement: Statement) -> tuple[str, bool]:
    """A claim, and whether it ends like a sentence."""
    if statement.record.title is not None:
        words = capital(shortened(statement.record.title.text, MOST_WORDS))
        return words, words.endswith(_ENDS)
    words = shortened(statement.words.rstrip(" .,;:"), MOST_WORDS)
    return quoted(words), words.endswith(_ENDS)
