"""One claim as a page of its own, to be shown in a frame on other sites, never without its attribution and answers.

The answer and the source come before the words, so that a frame too low for all of it cuts the claim and not them. The
page is complete in itself: it has its own style, no script, and asks nothing of any server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Final

from markupsafe import Markup

from ..base.languages import direction_of
from ..base.markup import html, joined
from ..base.model import Page
from ..base.vocabulary import KINDS
from ..ledger.records import Ledger, Statement
from ..site.addresses import Site, stem_of
from ..words.articles import (
    answer_with_standing,
    article_of,
    headline_with_standing,
    standing_of,
    statement_with_standing,
    values_in_words,
)
from ..words.facts import facts
from ..words.wording import (
    answers_itself,
    attribution_in_brief,
    capital,
    more_answers,
    published_in_words,
    state_in_words,
)
from .export import Export

_STYLE: Final = Markup("""\
:root{color-scheme:light dark;--line:#666;--quiet:#555;--link:#0050a0}
body{background:canvas;color:canvastext;font:1rem/1.5 system-ui,sans-serif;margin:0;padding:1rem}
main{max-width:40rem;overflow-wrap:anywhere}
h1{border-inline-start:.3rem solid var(--line);font-size:1.15rem;line-height:1.4;margin:.5rem 0}
h1{padding-inline-start:.8rem}
.B h1{border-style:dashed}.C h1{border-style:double}.D h1{border-style:dotted}
p{margin:.5rem 0}dl{margin:1rem 0}dt{color:var(--quiet);font-size:.85rem;margin-top:.5rem}dd{margin:0}
a{color:var(--link)}footer,details{color:var(--quiet);font-size:.85rem}summary{padding:.3rem 0}
textarea{box-sizing:border-box;display:block;font:.8rem/1.4 monospace;width:100%}
@media(prefers-color-scheme:dark){:root{--line:#aaa;--quiet:#bbb;--link:#8ac4ff}}""")
_FRAME: Final = (
    '<iframe src="{}" title="A claim, with who says it and who answered" '
    'width="100%" height="420" loading="lazy"></iframe>'
)
_UNKNOWN: Final = "ADDRESS"


def files(ledger: Ledger, site: Site) -> Iterable[Export]:
    """A page for each claim and each opinion. An answer is shown with what it answers."""
    for path, statements in ledger.statements.items():
        title = _title(ledger, ledger.files[path])
        for statement in statements:
            if KINDS[statement.kind].family != "response":
                yield Export(fragment_path(statement), partial(_document, ledger, site, statement, title))


def fragment_path(statement: Statement) -> str:
    """Where on the site a claim's own page is."""
    return f"embed/{stem_of(statement.page.path)}/{statement.id}.html"


def _title(ledger: Ledger, page: Page) -> Callable[[], str]:
    """What the article is called, found out once for all of its claims, and only if one of them is written."""
    return cache(lambda: headline_with_standing(ledger, article_of(ledger, page)))


def _document(ledger: Ledger, site: Site, statement: Statement, title: Callable[[], str]) -> Iterator[Markup]:
    language = statement.page.language
    direction = direction_of(language)
    yield html("<!doctype html>\n")
    yield html('<html lang="{}" dir="{}">\n<head>\n', language if direction else "en", direction or "ltr")
    yield html('<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n')
    yield html('<base target="_top">\n')  # a link leads out of the frame
    yield html("<title>{}</title>\n", _line(statement_with_standing(ledger, statement)))
    yield html('<link rel="canonical" href="{}">\n', _to(site, statement, statement))
    yield from _share_tags(ledger, site, statement)
    yield html('<style>\n{}\n</style>\n</head>\n<body>\n<main class="{}">\n', _STYLE, statement.group)
    yield from _claim(ledger, statement)
    yield from _facts(ledger, site, statement)
    yield from _origin(site, statement, title())
    yield from _how_to_embed(site, statement)
    yield html("</main>\n</body>\n</html>\n")


def _share_tags(ledger: Ledger, site: Site, statement: Statement) -> Iterator[Markup]:
    facts = {
        "og:type": "article",
        "og:site_name": site.name,
        "og:title": statement_with_standing(ledger, statement),
        "og:description": standing_of(ledger, statement),
        "og:url": site.absolute(fragment_path(statement)) if site.root else "",
    }
    yield html('<meta name="description" content="{}">\n', _line(facts["og:description"]))
    yield html('<meta name="twitter:card" content="summary">\n')
    for key, value in facts.items():
        if value:
            yield html('<meta property="{}" content="{}">\n', key, _line(value))


def _claim(ledger: Ledger, statement: Statement) -> Iterator[Markup]:
    """First what was answered and who says it, then the words."""
    if told := state_in_words(ledger, statement):
        state, *answers = told
        yield html("<p><strong>{}</strong>{}.</p>\n", state, "".join(f". {answer}" for answer in answers))
    yield html("<p>{}:</p>\n", capital(attribution_in_brief(ledger, statement)))
    yield html("<h1>{}</h1>\n", capital(statement.words))


def _facts(ledger: Ledger, site: Site, statement: Statement) -> Iterator[Markup]:
    yield html("<dl>\n")
    for fact in facts(ledger, statement):
        if fact.key == "answers":
            answers = (_answer(ledger, site, statement, answer) for answer in fact.others)
            yield _fact(fact.label, (*answers, capital(more_answers(ledger, statement))))
        elif fact.links:
            yield _fact(fact.label, (html('<a href="{}">{}</a>', url, label) for label, url in fact.links))
        else:
            yield _fact(fact.label, values_in_words(ledger, fact))
    yield html("</dl>\n")


def _answer(ledger: Ledger, site: Site, here: Statement, answer: Statement) -> Markup:
    link = html('<a href="{}">note {}</a>', _to(site, here, answer), answer.number)
    elsewhere = "" if answer.page is here.page else " of another article"
    elsewhere += "" if answers_itself(answer, here) else ", given to the same claim"
    return html("{} “{}” ({}{})", answer_with_standing(ledger, answer), answer.words, link, elsewhere)


def _fact(label: str, values: Iterable[str]) -> Markup:
    """A term and what is known of it; nothing where nothing is known."""
    known = joined(html("<dd>{}</dd>\n", value) for value in values if value)
    return html("<dt>{}</dt>\n{}", label, known) if known else known


def _origin(site: Site, statement: Statement, title: str) -> Iterator[Markup]:
    address, published = _to(site, statement, statement), published_in_words(statement.page)
    back = html('<a href="{}">Note {} of its article</a>', address, statement.number)
    yield html("<footer>\n<p>{}: {}. {}.", back, title, published)
    yield html("{}</p>\n</footer>\n", f" Annotated by {site.name}." if site.name else "")


def _how_to_embed(site: Site, statement: Statement) -> Iterator[Markup]:
    address = site.absolute(fragment_path(statement)) if site.root else _UNKNOWN
    missing = "" if site.root else f" Put the address of this page in the place of {_UNKNOWN}."
    yield html("<details>\n<summary>Show this claim on another site</summary>\n")
    yield html("<p>Copy this code into your page. The answers always come along.{}</p>\n", missing)
    yield html('<textarea readonly rows="4" dir="ltr" aria-label="Code to copy">')
    yield html("{}</textarea>\n</details>\n", str(html(_FRAME, address)))  # shown as code


def _to(site: Site, here: Statement, there: Statement) -> str:
    return site.link(fragment_path(here), there.page.path, there.id)


def _line(text: str) -> str:
    return " ".join(text.split())
