"""Draws embeds: what a paragraph asks for from the ledger is shown above its link.

A new embed is a row in EMBEDS (vocabulary) and a line in _DRAWN.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import unquote

from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.serializers import to_html_string
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from ..base.catalogue import counted, number, page_language, said
from ..base.embeddable import EMBEDS
from ..base.languages import tags_here, tags_of
from ..base.model import Embed, Page, Source
from ..ledger.records import Statement, page_of, source_key
from ..pages import CARDS, index_path
from ..read import read_embed
from ..site.addresses import link_between
from .buildstate import BuildState
from .cards import draw_cards
from .claimmap import draw_claim_map
from .columns import draw_nothing, shown
from .elements import Stash, add, literal
from .overview import draw_mix
from .speakertable import draw_outlets, draw_sources
from .table import draw_table
from .timeline import draw_timeline

_HEADING: Final = re.compile(r"h([1-6])")


class Place(Struct, eq=False):
    """The place of an embed in the tree: its paragraph, the parent of that, and the level of the heading above.

    For a number inside a sentence, `paragraph` is its link.
    """

    embed: Embed
    paragraph: etree.Element
    parent: etree.Element
    level: int


class Request(Struct, eq=False):
    """An embed to be drawn into `frame`, on the page `here`, below a heading of `level`."""

    frame: etree.Element
    embed: Embed
    state: BuildState
    here: str
    level: int
    stash: Stash


def find_embeds(root: etree.Element) -> list[Place]:
    """The embeds of a page, in order."""
    if not any(link.get("title", "").lstrip().startswith("show") for link in root.iter("a")):
        return []
    return list(_places(root))


def _places(root: etree.Element) -> Iterator[Place]:
    parents = {child: parent for parent in root.iter() for child in parent}
    alone: dict[etree.Element, bool] = {}  # by paragraph
    level = 1
    for element in root.iter():
        if isinstance(element.tag, str) and (heading := _HEADING.fullmatch(element.tag)):
            level = int(heading[1])
        elif element.tag == "a" and "title" in element.attrib and "#" not in element.get("href", ""):
            embed, parent = read_embed(element.get("title", "")), parents[element]
            if isinstance(embed, Embed) and EMBEDS[embed.what].inline:
                yield Place(embed, element, parent, level)
            elif isinstance(embed, Embed):
                if parent not in alone:
                    alone[parent] = _is_alone(parent)
                if alone[parent]:
                    yield Place(embed, parent, parents[parent], level)


def _is_alone(paragraph: etree.Element) -> bool:
    """Whether a paragraph has one child and nothing else, apart from the links back at the end of a footnote."""
    children = [child for child in paragraph if child.get("class") != "footnote-backref"]
    around = "".join([paragraph.text or "", *(child.tail or "" for child in paragraph)])
    return paragraph.tag == "p" and len(children) == 1 and not around.replace(NBSP_PLACEHOLDER, "").strip()


def draw_embeds(places: list[Place], state: BuildState, here: str, stash: Stash) -> None:
    """Draw each embed above its link, which stays as a link to more."""
    for place in places:
        if EMBEDS[place.embed.what].inline:
            _put_number(place, state, here)
            continue
        frame = etree.Element("div", {"class": "ann-embed", **tags_here()})
        frame.tail, place.paragraph.tail = place.paragraph.tail, None
        place.parent[list(place.parent).index(place.paragraph)] = frame
        _DRAWN[place.embed.what](Request(frame, place.embed, state, here, place.level, stash))
        del place.paragraph[0].attrib["title"]
        place.paragraph.attrib.update(tags_of(page_language()))  # which is the author's
        frame.append(place.paragraph)


def embed_in_html(embed: Embed, state: BuildState, here: str, level: int, link: Markup | None = None) -> Markup:
    """An embed as finished HTML, for generated pages; `here` is the page, relative to which it
    has its addresses. `link` stands below it.
    """
    stashed: list[Markup] = []

    def stash(piece: Markup) -> str:
        stashed.append(piece)
        return f"\x02{len(stashed) - 1}\x03"

    frame = etree.Element("div", {"class": "ann-embed"})
    _DRAWN[embed.what](Request(frame, embed, state, here, level, stash))
    for anchor in frame.iter("a"):  # resolved here, since no builder will
        path, sign, id_ = anchor.get("href", "").partition("#")
        if path:
            anchor.set("href", f"{state.address(here, page_of(here, unquote(path)))}{sign}{id_}")
    if link is not None:
        add(frame, "p").text = stash(link)
    drawn = to_html_string(frame)
    return Markup(re.sub("\x02(\\d+)\x03", lambda match: stashed[int(match[1])], drawn))


def shows_ledger(html: str) -> bool:
    """Whether a page shows something of the ledger, which needs its stylesheet."""
    return 'class="ann-embed"' in html or 'class="ann-sheet"' in html


def has_table(html: str) -> bool:
    """Whether a page has a table that can be sorted and filtered."""
    return 'class="ann-find"' in html


def _put_number(place: Place, state: BuildState, here: str) -> None:
    """Replace the text of the link with the number."""
    link = place.paragraph
    link[:] = []
    link.text = literal(number(state.selector.count(place.embed, here)))
    del link.attrib["title"]


def _cards(request: Request) -> None:
    """All cards asked for; without a number, the newest, and a link to the list of all articles if there is one."""
    state, embed, here = request.state, request.embed, request.here
    articles = [article for article in state.selector.articles if article.page.path != here]
    index = index_path(state.settings.ledger_page)
    if is_cut := not embed.most and embed.start == 1 and len(articles) > CARDS and index in state.generated:
        embed = replace(embed, most=CARDS)
    some = shown(articles, embed)
    if articles and not some:
        draw_nothing(request.frame, articles)
    else:
        draw_cards(request.frame, some, f"h{min(request.level + 1, 6)}", state, here, request.stash)
    if is_cut:
        text = counted(len(articles), "All {n} article", "All {n} articles")
        add(add(request.frame, "p"), "a", {"href": link_between(here, index)}, text)


def _table(request: Request) -> None:
    statements = request.state.selector.statements(request.embed, request.here)
    draw_table(request.frame, statements, request.embed, request.state, request.here, request.stash)


def _timeline(request: Request) -> None:
    statements = request.state.selector.statements(request.embed, request.here)
    draw_timeline(request.frame, statements, request.embed, request.state, request.here, request.stash)


def _mix(request: Request) -> None:
    statements = request.state.selector.statements(request.embed, request.here)
    if statements:
        draw_mix(request.frame, request.state.ledger, statements, request.here, request.stash)
    else:
        add(request.frame, "p", {}, said("There are no such statements."))


def _map(request: Request) -> None:
    """The claim maps of the articles asked for, or of the page itself."""
    state, here = request.state, request.here
    asked = state.selector.article_paths(request.embed, here) or [here]

    def address(statement: Statement) -> str:
        return f"{state.address(here, statement.page.path)}#{statement.id}"

    def source_address(source: Source, page: Page) -> str:
        return state.source_address(here, source_key(page, source))

    for path in dict.fromkeys(asked):
        page = state.ledger.files.get(path) or Page(path, path, "")
        frame = add(request.frame, "section", {"class": "ann-map"})
        draw_claim_map(frame, state.ledger, page, request.stash, address, source_address, request.level)


def _sources(request: Request) -> None:
    draw_sources(request.frame, request.embed, request.state, request.here, request.stash)


def _outlets(request: Request) -> None:
    draw_outlets(request.frame, request.embed, request.state, request.here, request.stash)


_DRAWN: Final[dict[str, Callable[[Request], None]]] = {
    "articles": _cards,
    "statements": _table,
    "claims": _table,
    "opinions": _table,
    "answers": _table,
    "timeline": _timeline,
    "claim map": _map,
    "source mix": _mix,
    "sources": _sources,
    "outlets": _outlets,
}
assert _DRAWN.keys() == {what for what, row in EMBEDS.items() if not row.inline}
