"""A timeline: who said what, and who answered it, by date."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterable, Sequence
from typing import Final

from markupsafe import Markup

from ..base.catalogue import N_, said
from ..base.dates import date_in_words, oldest_first
from ..base.kinds import KINDS
from ..base.markup import html, joined, said_in_html
from ..base.model import Embed, Page
from ..ledger.records import Ledger, Statement
from ..words.answers import answers_in_brief, response_by
from ..words.selection import date_of
from ..words.sentences import capital, clauses
from ..words.wording import attribution_in_brief, route_if_any
from .buildstate import BuildState
from .columns import draw_nothing, shown
from .elements import Stash, add
from .links import article_link, quoted_claim_link, with_sources


def draw_timeline(
    frame: etree.Element, statements: Sequence[Statement], embed: Embed, state: BuildState, here: str, stash: Stash
) -> None:
    """These statements and all answers to them, without duplicates, earliest first; those without a date come last."""
    ordered = with_answers(state.ledger, statements)
    part = shown(ordered, embed)
    if part:
        add(frame, "div").text = stash(timeline(part, state, here))
    else:
        draw_nothing(frame, ordered)


def with_answers(ledger: Ledger, statements: Sequence[Statement]) -> Sequence[Statement]:
    """Statements and the answers to them, by date."""
    answers = (answer for statement in statements for answer in ledger.answers(statement))
    found = {statement.ref: statement for statement in (*statements, *answers)}
    return sorted(found.values(), key=lambda s: oldest_first(date_of(s)))


def timeline(statements: Iterable[Statement], state: BuildState, here: str, home: Page | None = None) -> Markup:
    """A list of statements in this order. Each tells its answers, whose own rows may be far below or on another sheet
    of paper. Statements of the page `home` do not say which article they are in.
    """
    rows = joined(_row(statement, state, here, home) for statement in statements)
    return html('<ol class="ann-timeline" role="list">{}</ol>', rows)


def _row(statement: Statement, state: BuildState, here: str, home: Page | None) -> Markup:
    date = date_of(statement)
    when = html('<time datetime="{}">{}</time>', date, date_in_words(date)) if date else said("Date not recorded")
    if KINDS[statement.kind].family == "response":
        who = response_by(statement)
        if statement.route.kind != "unstated" and (route := route_if_any(statement)):
            who = clauses((who, route))
    else:
        who = attribution_in_brief(state.ledger, statement)
    who = clauses((who, answers_in_brief(state.ledger, statement)))
    told = (statement, *state.ledger.answers(statement))
    row = said_in_html(
        _TOLD[statement.page is home],
        when=when,
        who=with_sources(capital(who), told, state, here),
        words=quoted_claim_link(statement, state, here),
        article=article_link(statement.page, state, here),
    )
    return html("<li>{}</li>", row)


_TOLD: Final = {
    # Translators: when and by whom something was said, and its words with a link, or its title
    True: N_("{when}. {who}: {words}"),
    False: N_("{when}. {who}: {words} In: {article}"),
}
"""By whether the article needs no mention."""
