"""A timeline: who said what, and who answered it, by date."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Sequence

from markupsafe import Markup

from ..base.catalogue import said
from ..base.dates import date_in_words, order_of
from ..base.markup import html, joined, said_in_html
from ..base.model import Embed
from ..base.vocabulary import KINDS
from ..ledger.records import Statement
from ..words.answers import answers_in_brief, response_by
from ..words.selection import date_of
from ..words.sentences import capital, clauses
from ..words.wording import attribution_in_brief, route_if_any
from .buildstate import BuildState
from .elements import Stash, add
from .table import article_link, draw_nothing, link_to, shown


def draw_timeline(
    frame: etree.Element, statements: Sequence[Statement], embed: Embed, state: BuildState, here: str, stash: Stash
) -> None:
    """These statements and all answers to them, without duplicates, earliest first; those without a date come last."""
    answers = (answer for statement in statements for answer in state.ledger.answers(statement))
    found = {statement.ref: statement for statement in (*statements, *answers)}
    ordered = sorted(found.values(), key=lambda s: order_of(date_of(s) or "9999-99"))
    part = shown(ordered, embed)
    if not part:
        draw_nothing(frame, ordered)
        return
    is_whole = len(part) == len(ordered)
    rows = joined(_row(statement, state, here, is_whole=is_whole) for statement in part)
    add(frame, "div").text = stash(html('<ol class="ann-timeline" role="list">{}</ol>', rows))


def _row(statement: Statement, state: BuildState, here: str, *, is_whole: bool) -> Markup:
    """A row; in a part of a timeline it tells its answers, too, since their own rows may be in another part."""
    date = date_of(statement)
    when = html('<time datetime="{}">{}</time>', date, date_in_words(date)) if date else said("Date not recorded")
    if KINDS[statement.kind].family == "response":
        who = response_by(statement)
        if statement.route.kind != "unstated" and (route := route_if_any(statement)):
            who = clauses((who, route))
    else:
        who = attribution_in_brief(state.ledger, statement)
    if not is_whole:
        who = clauses((who, answers_in_brief(state.ledger, statement)))
    words = link_to(statement, state, here)
    article = article_link(statement.page, state, here)
    row = said_in_html(
        "{when}. {who}: “{words}” In: {article}",
        when=when,
        who=capital(who),
        words=words,
        article=article,
    )
    return html("<li>{}</li>", row)
