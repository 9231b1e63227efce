"""Metadata of a page for programs: the article and its statements as schema.org's JSON-LD, and links to the feeds.

Every statement is a node of its own, whose `description` says who stands behind it and what was answered. Only named
sources become nodes for people and bodies; unnamed ones appear only in descriptions. There is never a `ClaimReview` or
a rating, since nothing here judges truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from markupsafe import Markup
from msgspec import Struct

from ..base.catalogue import said
from ..base.dates import exact_date
from ..base.kinds import KINDS, SILENT
from ..base.languages import direction_of
from ..base.markup import html, joined
from ..base.model import Page, Source
from ..base.options import OWN_OUTLET
from ..base.vocabulary import AUTHOR_TYPES
from ..base.webaddress import WEB_ADDRESS
from ..ledger.records import MOST_SHARED, Ledger, Statement, declared_in, find_source
from ..site.addresses import Site
from ..words.articles import answer_with_standing, article_of, headline_with_standing, standing_in_words, standing_of
from ..words.sentences import capital
from ..words.sourcewords import source_in_words
from .feeds import FEEDS, title_of_feed
from .jsontext import json_of

Node = dict[str, Any]  # of JSON-LD: any JSON

_GENRES: Final = {"analysis": "AnalysisNewsArticle", "opinion": "OpinionNewsArticle"}
_PARTIES: Final = {"person": "Person", "institution": "Organization", "outlet": "NewsMediaOrganization"}
_FAMILIES: Final = {"claim": "Claim", "opinion": "Statement", "response": "Comment"}
_CORRECTIONS: Final = frozenset(("correction", "retraction"))  # schema.org has no separate term for the second


def feed_links(site: Site, path: str) -> Markup:
    """The link tags by which feed readers find the site's feeds on any page."""
    link = '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">\n'
    return joined(html(link, title_of_feed(feed, site), site.link(path, feed.path)) for feed in FEEDS)


def linked_data(ledger: Ledger, page: Page, site: Site, policy: str = "") -> str:
    """The tag with the article as JSON-LD; empty for a page without statements.

    `policy` is the page or the web address of the site's policy on unnamed sources, if it has one. Addresses are
    absolute if the site's address is known, otherwise relative to the page; a node's `@id` is the address of its note.
    """
    if not ledger.statements.get(page.path):
        return ""
    return f'<script type="application/ld+json">{json_of(_View(ledger, page, site).article(policy))}</script>\n'


class _View(Struct, frozen=True):
    """The ledger as seen from one page."""

    ledger: Ledger
    page: Page
    site: Site

    def article(self, policy: str) -> Node:
        meta, ledger = self.page.meta, self.ledger
        article = article_of(ledger, self.page)
        here = self.address(self.page.path)
        owner = self.owner(policy)
        standing = standing_in_words(ledger, article)
        return _filled(
            {
                "@context": "https://schema.org",
                "@type": _GENRES.get(meta.get("genre", ""), "NewsArticle"),
                "@id": here,
                "url": here,
                "headline": headline_with_standing(ledger, article),
                "description": f"{standing} {meta.get('description', '')}".strip(),
                "inLanguage": self.page.language if direction_of(self.page.language) else None,
                "author": self.byline(),
                "publisher": self.publisher(owner),
                "sdPublisher": owner,
                "datePublished": exact_date(meta.get("published", "")),
                "dateModified": exact_date(meta.get("updated", "")),
                "license": _licence(meta.get("licence", "")),
                "isBasedOn": _work(url=meta.get("url"), archivedAt=meta.get("archive-url")),
                "correction": [self.reference(answer) for answer in self.corrections_by_publisher()],
                "mentions": list(self.parties()),
                "hasPart": [self.statement(statement) for statement in article.statements],
            }
        )

    def statement(self, statement: Statement) -> Node:
        record, ledger = statement.record, self.ledger
        answers, family = ledger.answers(statement), ledger.families.get(statement.ref, ())
        sources = () if statement.kind in SILENT else statement.sources
        concerned = statement.sources if statement.kind in SILENT else ledger.parties(statement)
        return _filled(
            {
                **self.reference(statement),
                "text": statement.words,
                "description": self.description(statement),
                "author": _once(self.author(source) for source in sources),
                "about": _once(self.party(source) for source in concerned),
                "dateCreated": exact_date(record.value("date")),
                "isBasedOn": [*self.documents(statement), *self.route(statement)],
                "citation": _work(
                    url=record.value("url"), archivedAt=record.value("archive-url"), expires=record.value("deleted")
                ),
                "temporalCoverage": record.value("period"),
                "translationOfWork": _work(inLanguage=record.value("translated-from")),
                "translator": self.translator(statement),
                "sameAs": [self.of(other) for other in family[:MOST_SHARED] if other is not statement],
                "parentItem": [self.reference(other) for other in ledger.related(statement, "of")],
                "comment": [self.reference(answer) for answer in answers],
                "correction": [self.reference(answer) for answer in answers if answer.kind in _CORRECTIONS],
            }
        )

    def reference(self, statement: Statement) -> Node:
        """A reference to a statement by type and name; one of another page includes its description."""
        type_ = "CorrectionComment" if statement.kind in _CORRECTIONS else _FAMILIES[KINDS[statement.kind].family]
        is_quote = statement.record.value("quote") == "direct"
        node: Node = {"@type": [type_, "Quotation"] if is_quote else type_, "@id": self.of(statement)}
        return node if statement.page is self.page else {**node, "description": self.description(statement)}

    def description(self, statement: Statement) -> str:
        """Who stands behind it and what was answered; for an answer, also its details."""
        is_answer = KINDS[statement.kind].family == "response"
        return (answer_with_standing if is_answer else standing_of)(self.ledger, statement)

    def author(self, source: Source) -> Node | None:
        return self.byline() if source.type in AUTHOR_TYPES else self.party(source)

    def party(self, source: Source) -> Node | None:
        """A node for a named person or body; None for all others, who appear only in descriptions."""
        if source.type not in _PARTIES or not source.name:
            return None
        id_ = self.address(declared_in(self.page, source) or "index.md", f"source:{source.id}")
        return {"@type": _PARTIES[source.type], "@id": id_, "name": source.name}

    def parties(self) -> Iterator[Node]:
        """A node for everyone named on the page, with their details."""
        seen: set[str] = set()
        for statement in self.ledger.statements[self.page.path]:
            steps = (step.source for step in statement.route.steps)
            for source in (*statement.sources, *steps, *self.ledger.parties(statement)):
                node = None if source.id in seen else self.party(source)
                if node is not None:
                    seen.add(source.id)
                    role = source.text("role") if source.type == "person" else ""
                    known = source_in_words(self.ledger, source, statement.page)
                    more = {"jobTitle": role, "description": known if known != capital(source.name) else ""}
                    yield _filled({**node, "url": source.text("url"), **more})

    def documents(self, statement: Statement) -> Iterator[Node]:
        for source in statement.sources:
            if source.type == "document":
                known = source_in_words(self.ledger, source, statement.page)
                found = {"name": source.name, "description": known, "url": source.text("url")}
                yield _filled({"@type": "CreativeWork", **found, "archivedAt": source.text("archive-url")})

    def route(self, statement: Statement) -> list[Node]:
        """The route: a work of the nearest outlet or person, based on a work of the next."""
        works: list[Node] = []
        for step in reversed(statement.route.steps):
            node, is_outlet = self.party(step.source), step.source.type == "outlet"
            teller = "" if node is not None else said("Told by {who}.", who=step.source.label)
            inferred = said("That it came this way is inferred by the editor.") if step.implied else ""
            work = {
                "@type": "CreativeWork",
                "publisher" if is_outlet else "author": node,
                "description": f"{teller} {inferred}".strip(),
                "isBasedOn": works,
            }
            works = [_filled(work)]
        return works

    def translator(self, statement: Statement) -> Node | None:
        """The translator of its words: somebody of that name, or the outlet in which the article appeared."""
        name = statement.record.value("translated-by")
        if name == OWN_OUTLET:
            return self.publisher(self.owner(""))
        source = find_source(self.ledger.sources, statement.page, name)
        return self.party(source) if source is not None else None

    def byline(self) -> Node | None:
        """The article's author: the source of that name, if there is one; otherwise a person."""
        name = self.page.meta.get("author", "")
        if name in ("", "unknown"):
            return None
        is_body = name in (self.page.meta.get("outlet"), self.site.name)
        return self.named(name) or {"@type": "Organization" if is_body else "Person", "name": name}

    def owner(self, policy: str) -> Node | None:
        """The publisher of the site, and so of these metadata."""
        if not self.site.name:
            return None
        address = self.address(policy) if policy and not WEB_ADDRESS.fullmatch(policy) else policy
        address_of_site = self.site.root
        return _filled(
            {"@type": "Organization", "name": self.site.name, "url": address_of_site, "unnamedSourcesPolicy": address}
        )

    def publisher(self, owner: Node | None) -> Node | None:
        """The outlet in which the article appeared; the site itself if it names no outlet and no original."""
        meta = self.page.meta
        outlet = meta.get("outlet", "")
        if outlet == self.site.name or not (outlet or meta.get("url")):
            return owner
        return None if outlet in ("", "unknown") else self.named(outlet) or {"@type": "Organization", "name": outlet}

    def corrections_by_publisher(self) -> list[Statement]:
        """Corrections by the article's own outlet; others corrected what they had said elsewhere."""
        outlet = self.page.meta.get("outlet") or self.site.name
        statements = self.ledger.statements[self.page.path]
        found = (answer for statement in statements for answer in self.ledger.answers(statement))
        return list(
            {
                answer.ref: answer
                for answer in found
                if answer.kind in _CORRECTIONS and any(source.name == outlet for source in answer.sources)
            }.values()
        )

    def named(self, name: str) -> Node | None:
        own = next((source for source in self.page.sources if source.name == name), None)
        source = self.ledger.sources_by_name.get(name) or own
        return self.party(source) if source is not None else None

    def of(self, statement: Statement) -> str:
        return self.address(statement.page.path, statement.id)

    def address(self, path: str, id_: str = "") -> str:
        return self.site.link(self.page.path, path, id_)


def _filled(node: Node) -> Node:
    """The node without empty values; a list of one item is replaced by the item."""
    known = {key: value for key, value in node.items() if value not in (None, "", [])}
    return {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in known.items()}


def _work(**addresses: str | None) -> Node | None:
    known = _filled(addresses)
    return {"@type": "CreativeWork", **known} if known else None


def _licence(text: str) -> Node | str:
    return text if WEB_ADDRESS.fullmatch(text) or not text else {"@type": "CreativeWork", "name": text}


def _once(nodes: Iterable[Node | None]) -> list[Node]:
    return list({node.get("@id", node["name"]): node for node in nodes if node is not None}.values())
