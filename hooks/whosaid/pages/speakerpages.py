"""A page for everyone who is quoted: what they said, what came through them, what is said about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from ..base.catalogue import said, woven
from ..base.kinds import KINDS
from ..base.publication import Publication
from ..base.sourcefields import FIELDS_AT, SOURCE_FIELDS
from ..ledger.records import SITE, find_source, source_key
from ..site.addresses import stem_of
from ..words.labels import type_label
from ..words.selection import Selector, Speaker
from ..words.sentences import capital, clauses, sentence
from ..words.sourcewords import source_beside_its_name
from ..words.wording import title_of
from .listing import Listing, Part, embed_of
from .markdown import escape_markdown, escape_message, file_name, heading, link, opening

_OVERLAP: Final = SOURCE_FIELDS["possibly-same-as"].words


@lru_cache(1)  # asked for by these pages and by those that link to them
def source_paths(selector: Selector, publication: Publication) -> Mapping[str, str]:
    """The path of each source's page by the source's key; none if the ledger is not published. Sources that a page
    declares are in a folder of that page.
    """
    folder = f"{publication.folder}/source"
    found = {}
    for key, speaker in selector.speakers.items() if "ledger" in publication.outputs else ():
        own = f"in/{stem_of(speaker.page.path)}/" if speaker.page else ""
        found[key] = f"{folder}/{own}{file_name(speaker.source.id)}.md"
    return found


def source_pages(selector: Selector, publication: Publication) -> Iterator[tuple[str, str | Part]]:
    """The Markdown of each page by path."""
    paths = source_paths(selector, publication)
    overlaps = _overlaps(selector)
    for key, path in paths.items():
        speaker = selector.speakers[key]
        yield from _source_page(selector, speaker, paths, overlaps[key], publication, path)


def _source_page(
    selector: Selector,
    speaker: Speaker,
    paths: Mapping[str, str],
    overlaps: list[str],
    publication: Publication,
    path: str,
) -> Iterator[tuple[str, str | Part]]:
    source = speaker.source
    name = capital(source.label)
    lines = [*opening(name, search=True), *_facts(selector, speaker, path)]
    if overlaps:
        others = clauses(link(selector.speakers[key].source.label, path, paths[key]) for key in overlaps)
        lines += [sentence(woven(escape_message, _OVERLAP, value=others)), ""]
    answers = sum(1 for statement in speaker.said if KINDS[statement.kind].family == "response")
    sections = (
        ("said", said("Statements"), "statements", "source", len(speaker.said)),
        ("answers", said("Answers to others"), "answers", "source", answers),
        ("through", said("What came through this source"), "statements", "via", len(speaker.through)),
        ("about", said("Claims that accuse {source}", source=source.label), "claims", "about", len(speaker.about)),
    )
    shown = [one for one in sections if one[-1] and not (one[0] == "answers" and answers == len(speaker.said))]
    further: list[tuple[str, Part]] = []
    for section, text, what, filter_, count in shown:
        embed = embed_of(what, filters={filter_: [speaker.key]})
        title, whole = said("{source}: {section}", source=name, section=text), said("Every statement of this site")
        listing = Listing(path, title, embed, count, whole, publication, section, len(shown))
        lines += [heading(text), "", *listing.part(), ""]
        further += listing.further()
    if not (speaker.said or speaker.through or speaker.about):
        lines += [escape_message(said("No statement of this site is attributed to this source.")), ""]
    yield path, "\n".join(lines)
    yield from further


def _facts(selector: Selector, speaker: Speaker, path: str) -> Iterator[str]:
    source = speaker.source
    type_ = escape_message(type_label(source.type))
    if speaker.page:
        article = link(title_of(speaker.page), path, speaker.page.path)
        # Translators: a type of source, such as “Named person”, and the one article that names this source
        type_ = woven(escape_message, "{type}, only in {article}", type=type_, article=article)
    yield from (sentence(type_), "")
    if more := source_beside_its_name(selector.ledger, source, speaker.page or SITE):
        yield from (sentence(escape_markdown(capital(more))), "")
    for row in FIELDS_AT["link"]:
        if url := source.text(row.name):
            yield from (f"[{escape_message(said(row.label))}]({url.translate(_IN_A_LINK)})", "")


# Where Markdown would end the address, or take its rest for a title.
_IN_A_LINK: Final = {ord(sign): f"%{ord(sign):02X}" for sign in "()'"}


def _overlaps(selector: Selector) -> Mapping[str, list[str]]:
    """The sources that may include the same people, whichever of the two says so, by key."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, speaker in selector.speakers.items():
        page = speaker.page or SITE
        for id_ in speaker.source.ids("possibly-same-as"):
            other = find_source(selector.ledger.sources, page, id_)
            if other is not None and (name := source_key(page, other)) in selector.speakers:
                for one, two in ((key, name), (name, key)):
                    if two not in found[one] and one != two:
                        found[one].append(two)
    return found
