"""The head of a page about a claim: who says it, the claim, who answered it. Alone, it would read as a fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from markupsafe import Markup

from ..base.markup import html, lang_of, said_in_html
from ..ledger.records import Statement
from ..words.answers import MOST_NAMED, answers_in_brief, state_shown
from ..words.sentences import and_more, capital, clauses, first_of, nested, quoted_in_html, sentence
from ..words.wording import attributions_in_brief, name_of
from .buildstate import BuildState
from .links import with_sources

_MOST_VOICES: Final = 5  # of those who say the same, in the first sentence; all are in the list below


def claim_head(family: Sequence[Statement], state: BuildState, here: str, above: str = "") -> Iterator[Markup]:
    """The heading, with a text `above` it, and the answers in a sentence. The first of the family gives the claim."""
    yield _heading(family, state, here, above)
    if answered := _answered(family[0], state, here):
        yield html('<p class="ann-claim-standing">{}</p>', answered)


def _heading(family: Sequence[Statement], state: BuildState, here: str, above: str) -> Markup:
    claim = family[0]
    first, more = first_of(attributions_in_brief(family, MOST_NAMED), _MOST_VOICES)
    who = with_sources(capital(and_more(clauses(first), more)), family, state, here)
    # Translators: who says the words that follow
    voice = said_in_html("{attribution}:", attribution=who)
    lang = lang_of(claim.page.language)
    is_title = claim.record.title is not None
    words = name_of(claim) if is_title else nested(name_of(claim))
    name = html('<span dir="auto"{}>{}</span>', lang, words)
    return html(
        '<h1 class="ann-claim-name">{}<span class="ann-claim-voice">{}</span> {}</h1>',
        html('<span class="ann-kind">{}</span> ', above) if above else "",
        voice,
        name if is_title else quoted_in_html(name),
    )


def _answered(claim: Statement, state: BuildState, here: str) -> Markup:
    """Who answered, in bold, or that nobody did; empty if nobody had to."""
    if answers := answers_in_brief(state.ledger, claim):
        known = state.ledger.answers(claim)
        return html("<strong>{}</strong>", with_sources(sentence(answers), known, state, here, speakers=True))
    return html("{}", sentence(state_shown(state.ledger, claim)))
