"""What stands above an article: the main claim and who answered it, the counts, the lines' meaning, what to show.

    byline      who wrote it, where and when it appeared
    main claim  who says it, and who denies it, in two sentences
    counts      the source mix in a sentence, as a bar, and as a legend of the four lines
    controls    the switch, the filters and the tables, each one click away

Everything works without a script: switch and filters are native radio buttons and checkboxes, which filters.css
evaluates. A small script beside them restores a reader's choice while the page is read, so that nothing moves later.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from markupsafe import Markup
from msgspec import Struct

from ..base.catalogue import N_, counted, number, said
from ..base.languages import tags_here, tags_of
from ..base.markup import html, said_in_html
from ..base.model import Page
from ..base.vocabulary import Group
from ..ledger.records import Ledger, Statement
from ..site.addresses import link_between
from ..site.assets import restoring_script
from ..words.labels import route_label, type_label
from ..words.mainclaim import SAYS, SAYS_ELSEWHERE, MainClaim, main_claim_in_words
from ..words.mix import Mix, mix_in_words, mix_of
from ..words.namesapart import byline_apart, labels_apart, names_apart
from ..words.sentences import capital, listed
from .buildstate import BuildState
from .classroom import draw_exercise, way_in
from .elements import Stash, add, add_choice, add_text, fill
from .links import ALL_STATEMENTS, SIDE_BY_SIDE, comparison_of, with_sources
from .mixtables import draw_mix_tables
from .notes import Display, to_page
from .paper import draw_paper_choice, draw_paper_line

_FROM: Final[dict[Group, str]] = {
    "A": N_("{n} from somebody or something named"),
    "B": N_("{n} from people unnamed, or documents nobody can inspect"),
    "C": N_("{n} from another outlet"),
    "D": N_("{n} from nobody but the article"),
}
_LINES: Final[dict[Group, str]] = {
    # Translators: whom a statement is from, in a legend of lines; so with the next three
    "A": N_("named source"),
    "B": N_("unnamed source"),
    "C": N_("another outlet"),
    "D": N_("nobody but the article"),
}
_ANSWERS: Final = {
    "s-disputed": N_("Disputed, and the denials"),
    "s-answered": N_("Has an answer"),
}
_SWITCH: Final = {
    # Translators: what is shown, after “Show”; so with the next two
    "attributed": N_("what is attributed"),
    "everything": N_("everything"),
    "nothing": N_("nothing"),
}
"""The first is shown unless a reader chooses another."""


class OverviewLinks(Struct, frozen=True):
    """The addresses that an overview leads to: the article's own ledger and the site's reading guide, if they exist."""

    ledger: str = ""
    guide: str = ""


def draw_overview(
    state: BuildState,
    statements: tuple[Statement, ...],
    displays: Iterable[Display],
    links: OverviewLinks,
    stash: Stash,
) -> etree.Element:
    """The overview of a page with these statements and their displays."""
    ledger, page = state.ledger, statements[0].page
    mix = mix_of(ledger, statements)
    section = etree.Element("section", {"class": "ann-overview", "aria-label": said("Sources of this article")})
    section.attrib.update({"data-search-exclude": "true", **tags_here()})
    add(section, "p", {"class": "ann-byline"}).text = stash(byline_apart(page))
    if (main := main_claim_in_words(ledger, page)) is not None:
        _main_claim(section, main, state, page, stash)
    _summary(section, mix, stash)
    draw_bar(section, statements)
    _legend(section, statements, links.guide)
    draw_paper_line(section, mix.total)
    controls = add(section, "div", {"class": "ann-controls"})
    add_choice(controls, "ann-switch", "ann-show", said("Show"), _SWITCH)
    add(controls, "p", {"class": "ann-live", "role": "status", "data-text": _shown(mix.total)})
    _filters(controls, mix, displays)
    # Here, since a browser may already show what stands above, but nothing of what an opened list of filters moves.
    controls[-1].tail = stash(Markup(f"<script>{restoring_script()}</script>"))
    _panel(controls, ledger, mix, statements, links.ledger)
    if page.is_for_class and not state.alone:  # its script is the plug-in's
        controls[-1].tail = stash(way_in())
        controls.tail = stash(draw_exercise(statements))
    return section


def _main_claim(section: etree.Element, main: MainClaim, state: BuildState, page: Page, stash: Stash) -> None:
    """The main claim, as a link to its note, and the answers to it."""
    statement = main.statement
    href = f"#{statement.id}" if not main.title else link_between(page.path, statement.page.path, statement.id)
    box = add(section, "div", {"class": "ann-main"})
    paragraph = add(box, "p")
    link = etree.Element("a", {"class": f"ann-line ann-{statement.group.lower()}", "href": href, "dir": "auto"})
    link.attrib.update({name: tag for name, tag in tags_of(statement.page.language).items() if name == "lang"})
    before, after = _around(main, state.ledger)
    paragraph.text = stash(before)
    paragraph.append(link)
    link.text = stash(html("{}", main.claim))
    link.tail = stash(after)
    if main.answered:
        answered = with_sources(main.answered, state.ledger.answers(statement), state, page.path, speakers=True)
        add(box, "p", {"class": "ann-answered"}).text = stash(answered)
    if comparison := comparison_of(statement, state):
        fill(add(box, "p", {"class": "ann-facts"}), [to_page(state, page, comparison, said(SIDE_BY_SIDE))], stash)


def _around(main: MainClaim, ledger: Ledger) -> tuple[Markup, Markup]:
    """What stands before and after the claim in its sentence; its full stop is not underlined with it."""
    place = Markup("\0")
    opening, stop = main.stop
    claim = html("{}{}{}", opening, place, stop)
    message = SAYS_ELSEWHERE if main.title else SAYS
    parts = {"title": main.title} if main.title else {}
    attribution = names_apart(main.attribution, ledger, main.statement)
    before, _, after = said_in_html(message, attribution=attribution, claim=claim, **parts).partition(place)
    return before, after


def _shown(total: int) -> str:
    """The text for the number of notes shown, which the script fills in."""
    return counted(total, "{shown} of {total} note shown", "{shown} of {total} notes shown", shown="%1", total="%2")


def _by_group(statements: tuple[Statement, ...]) -> dict[Group, int]:
    return {group: sum(1 for s in statements if s.group == group) for group in _FROM}


def draw_bar(section: etree.Element, statements: tuple[Statement, ...]) -> None:
    """The source mix of these statements as a bar, with a text alternative."""
    shown = {group: count for group, count in _by_group(statements).items() if count}
    # Translators: of so many statements; then how many of them are from whom
    words = said(
        "Of {total}: {parts}",
        total=number(len(statements)),
        parts=listed(said(_FROM[group], n=number(count)) for group, count in shown.items()),
    )
    bar = add(section, "div", {"class": "ann-bar", "role": "img", "aria-label": words})
    # Set in advance, so that no part of the bar moves when the next one loads.
    bar.set("style", f"grid-template-columns:{' '.join(f'minmax(.2rem,{count}fr)' for count in shown.values())}")
    for group in shown:
        add(bar, "span", {"class": f"ann-{group.lower()}"})


def _summary(section: etree.Element, mix: Mix, stash: Stash) -> None:
    labels = [mix.through[0].label] if mix.through is not None else []
    add(section, "p", {"class": "ann-summary"}).text = stash(labels_apart(mix_in_words(mix), labels))


def draw_mix(frame: etree.Element, ledger: Ledger, statements: tuple[Statement, ...], here: str, stash: Stash) -> None:
    """The source mix of any statements, on the page `here`: the sentence, the bar, the tables."""
    mix = mix_of(ledger, statements)
    section = add(frame, "section", {"data-search-exclude": "true", "aria-label": said("Source mix")})
    _summary(section, mix, stash)
    draw_bar(section, statements)
    draw_mix_tables(section, ledger, mix, statements, here)


def draw_legend(parent: etree.Element, counts: Mapping[Group, int] | None = None) -> etree.Element:
    """The four lines, each below the words that say what it means, and how many statements have it."""
    legend = add(parent, "ul", {"class": "ann-legend", "role": "list", "aria-label": said("What the lines mean")})
    for group, words in _LINES.items():
        item = add(legend, "li")
        add(item, "span", {"class": f"ann-line ann-{group.lower()}"}, capital(said(words)))
        if counts is not None:
            add_text(item, f" {number(counts[group])}")
    return legend


def _legend(section: etree.Element, statements: tuple[Statement, ...], guide: str) -> None:
    legend = draw_legend(section, _by_group(statements))
    if guide:
        add(add(legend, "li"), "a", {"href": guide}, said("How to read this page"))


def _filters(controls: etree.Element, mix: Mix, displays: Iterable[Display]) -> None:
    """Chips: each shows the notes of one term; several show the notes of any of them."""
    box = add(controls, "details", {"class": "ann-choose"})
    add(box, "summary", {}, said("Filter"))
    groups = add(box, "div", {"class": "ann-filters"})
    known = Counter(term for display in displays for term in display.classes.split())
    author = ("s-author", said("Own voice and opinion together"), known["s-author"])
    types = ((f"t-{id_}", type_label(id_), count) for id_, count in mix.by_type.items())
    _chips(groups, said("Who says it"), (*types, author))
    routes = ((f"r-{id_}", route_label(id_), count) for id_, count in mix.by_route.items() if id_ != "none")
    _chips(groups, said("How it reached this article"), routes)
    _chips(groups, said("Answers"), ((term, said(text), known[term]) for term, text in _ANSWERS.items()))


def _chips(groups: etree.Element, title: str, chips: Iterable[tuple[str, str, int]]) -> None:
    """A group of chips: the class of each, its words and how many notes it shows; none that would show nothing."""
    if not (shown := [chip for chip in chips if chip[-1]]):
        return
    fields = add(groups, "fieldset")
    add(fields, "legend", {}, title)
    for term, text, count in shown:
        label = add(fields, "label", {"class": "ann-chip"})
        add(label, "input", {"type": "checkbox", "class": "ann-filter", "id": f"ann_f-{term}", "value": term})
        add_text(label, f" {text} ")
        add(label, "span", {"class": "ann-chip-count"}, number(count))


def _panel(
    controls: etree.Element, ledger: Ledger, mix: Mix, statements: tuple[Statement, ...], article_ledger: str
) -> None:
    panel = add(controls, "details", {"class": "ann-panel"})
    add(panel, "summary", {}, said("How this article is sourced"))
    draw_mix_tables(panel, ledger, mix, statements, statements[0].page.path)
    order = said(
        "The order says how far a reader can hold someone to a statement, not how true it is. "
        "These are counts, not a score."
    )
    add(panel, "p", {}, order)
    if article_ledger:
        text = said(ALL_STATEMENTS)
        add(add(panel, "p"), "a", {"href": article_ledger}, text)
    draw_paper_choice(panel)
