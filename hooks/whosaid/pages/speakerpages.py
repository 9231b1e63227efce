"""A page for everyone who is quoted: who it is, what matters most of it, what it said, what is said about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from markupsafe import Markup
from msgspec import Struct

from ..base.catalogue import counted, said
from ..base.kinds import KINDS
from ..base.markup import html, said_in_html
from ..base.publication import Publication
from ..base.sourcefields import FIELDS_AT, SOURCE_FIELDS
from ..ledger.records import SITE, find_source, source_key
from ..words.selection import Selector, Speaker
from ..words.sentences import and_others, capital, clauses_in_html, first_of, sentence, together
from ..words.speakers import counts_in_words, told_first, who_it_is
from ..words.wording import title_of
from .contents import Block, Content, Heading, IndexPage, link, paragraph, with_links
from .listing import Listing, Part, embed_of
from .sourcepaths import source_paths
from .telling import tell

_OVERLAP: Final = SOURCE_FIELDS["possibly-same-as"].words
_MOST_TITLES: Final = 2  # of articles, in a sentence; of more, only the number is told
_MOST_OTHERS: Final = 12  # sources to see also


class _Sources(Struct, frozen=True):
    """The sources of a site: the paths of their pages, and by key those who may be the same people, and those who speak
    for a source.
    """

    selector: Selector
    paths: Mapping[str, str]
    overlaps: Mapping[str, list[str]]
    speaking: Mapping[str, list[str]]
    publication: Publication

    def links(self, keys: Iterable[str]) -> list[Markup]:
        """The names of these sources as links."""
        return [link(self.selector.speakers[key].source.label, self.paths[key]) for key in keys]


def source_pages(selector: Selector, publication: Publication) -> Iterator[tuple[str, IndexPage | Part]]:
    """Each page by path."""
    paths = source_paths(selector, publication)
    overlaps, speaking = _referred(selector, "possibly-same-as"), _referred(selector, "for")
    for key, there in [(key, there) for key, found in overlaps.items() for there in found]:
        if key not in overlaps[there]:
            overlaps[there].append(key)
    sources = _Sources(selector, paths, overlaps, speaking, publication)
    for key, path in paths.items():
        yield from _source_page(sources, selector.speakers[key], path)


def _source_page(sources: _Sources, speaker: Speaker, path: str) -> Iterator[tuple[str, IndexPage | Part]]:
    sections = list(_sections(speaker, path, sources.publication))
    yield path, IndexPage(path, True, partial(_content, sources, speaker, path, sections))
    for _, listing in sections:
        yield from listing.further()


def _sections(speaker: Speaker, path: str, publication: Publication) -> Iterator[tuple[str, Listing]]:
    """The heading of each section, and what it lists."""
    label = speaker.source.label
    answers = sum(1 for statement in speaker.said if KINDS[statement.kind].family == "response")
    sections = (
        ("said", said("Statements"), "statements", "source", len(speaker.said)),
        ("answers", said("Answers to others"), "answers", "source", answers),
        ("through", said("What came through this source"), "statements", "via", len(speaker.through)),
        ("about", said("Claims that accuse {source}", source=label), "claims", "about", len(speaker.about)),
    )
    shown = [one for one in sections if one[-1] and not (one[0] == "answers" and answers == len(speaker.said))]
    for section, text, what, filter_, count in shown:
        embed = embed_of(what, filters={filter_: [speaker.key]})
        title, whole = (
            said("{source}: {section}", source=capital(label), section=text),
            said("Every statement of this site"),
        )
        yield text, Listing(path, title, embed, count, whole, publication, section, len(shown))


def _content(sources: _Sources, speaker: Speaker, path: str, sections: Iterable[tuple[str, Listing]]) -> Content:
    return Content(capital(speaker.source.label), _blocks(sources, speaker, path, sections))


def _blocks(sources: _Sources, speaker: Speaker, path: str, sections: Iterable[tuple[str, Listing]]) -> Iterator[Block]:
    yield Heading(capital(speaker.source.label), level=1)
    for told in told_first(sources.selector.ledger, speaker):
        yield paragraph(tell(told, sources.selector, path, sources.publication))
    yield from _who(sources, speaker, path)
    for text, listing in sections:
        yield Heading(text)
        yield from listing.part()


def _who(sources: _Sources, speaker: Speaker, path: str) -> Iterator[Block]:
    """Who it is, in what articles, how much there is of it; where to read on."""
    source, ledger, page = speaker.source, sources.selector.ledger, speaker.page or SITE
    bodies = (find_source(ledger.sources, page, id_) for id_ in source.ids("for"))
    keys = ((body.label, source_key(page, body)) for body in bodies if body is not None)
    pages = {label: sources.paths[key] for label, key in keys if key in sources.paths}
    counts = counts_in_words(ledger, speaker) or said("No statement of this site is attributed to this source.")
    who = with_links(who_it_is(ledger, source, page), path, pages)
    yield paragraph(who, *_where(speaker), counts)
    if more := [*_see_also(sources, speaker), *_websites(speaker)]:
        yield paragraph(*more)


def _where(speaker: Speaker) -> Iterator[str]:
    """The articles that a source is in."""
    found = {one.page.path: one.page for one in (*speaker.said, *speaker.through, *speaker.about)}
    if len(found) > _MOST_TITLES:
        yield counted(len(found), "It appears in {n} article.", "It appears in {n} articles.")
    elif found:
        titles = Markup(together(link(title_of(page), page.path) for page in found.values()))
        yield said_in_html("It appears in {articles}.", articles=titles)


def _see_also(sources: _Sources, speaker: Speaker) -> Iterator[Markup]:
    """Those who speak for a source, and those who may be the same people."""
    if others := sources.speaking[speaker.key]:
        first, more = first_of(sources.links(others), _MOST_OTHERS)
        names = Markup(and_others(clauses_in_html(first), more))
        yield said_in_html("See also who speaks for it: {sources}.", sources=names)
    if others := sources.overlaps[speaker.key]:
        yield Markup(sentence(said_in_html(_OVERLAP, value=clauses_in_html(sources.links(others)))))


def _websites(speaker: Speaker) -> Iterator[Markup]:
    for row in FIELDS_AT["link"]:
        if url := speaker.source.text(row.name):
            yield html('<a href="{}">{}</a>', url, said(row.label))


def _referred(selector: Selector, field: str) -> dict[str, list[str]]:
    """By key of a source, the keys of those that name it in a field."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, speaker in selector.speakers.items():
        page = speaker.page or SITE
        for id_ in speaker.source.ids(field):
            other = find_source(selector.ledger.sources, page, id_)
            name = source_key(page, other) if other is not None else ""
            if name in selector.speakers and name != key and key not in found[name]:
                found[name].append(key)
    return found
