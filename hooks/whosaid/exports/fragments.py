"""One claim as a file of its own, to be embedded in a frame on other sites, never without its attribution and answers.

The answer and the source come before the words, so that a frame that is too low cuts off the claim and not them. The
page is self-contained: it has its own style and no script, and requests nothing from any server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Final

from markupsafe import Markup

from ..base.catalogue import N_, in_language_of, language, said
from ..base.kinds import KINDS
from ..base.languages import direction_of
from ..base.markup import defined, html, isolated, joined, lang_of, said_in_html
from ..base.model import Page
from ..base.plain import on_one_line
from ..ledger.records import Ledger, Statement
from ..site.addresses import Site, stem_of
from ..words.answers import answers_itself, more_answers, state_in_words
from ..words.articles import (
    answer_with_standing,
    article_of,
    headline_statements,
    headline_with_standing,
    standing_of,
    title_with_standing,
    values_in_words,
)
from ..words.facts import facts
from ..words.namesapart import names_apart, published_apart
from ..words.sentences import capital, nested, sentence
from ..words.wording import attribution_in_brief
from .export import Export

_STYLE: Final = Markup("""\
:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:1rem;max-width:40rem}
body{overflow-wrap:anywhere}h1{border:0 solid #777;border-inline-start-width:.3rem;font-size:1.15rem}
h1{padding-inline-start:.8rem}a{color:inherit}
.B h1{border-style:dashed}.C h1{border-style:double}.D h1{border-style:dotted}dd{margin:0 0 .5rem}
dt,footer,details{font-size:.85rem;opacity:.8}textarea{box-sizing:border-box;width:100%}""")
"""In the system's own colours, light or dark: it is in every one of them."""
_FRAME: Final = '<iframe src="{}" title="{}" width="100%" height="420" loading="lazy"></iframe>'
_UNKNOWN: Final = "ADDRESS"


def files(ledger: Ledger, site: Site) -> Iterable[Export]:
    """A page for each claim and each opinion. An answer is shown with what it answers."""
    for path, statements in ledger.statements.items():
        title = _title(ledger, ledger.files[path])
        for statement in statements:
            if KINDS[statement.kind].family != "response":
                yield Export(fragment_path(statement), partial(_written, ledger, site, statement, title))


def fragment_path(statement: Statement) -> str:
    """The path of a claim's own page on the site."""
    return f"embed/{stem_of(statement.page.path)}/{statement.id}.html"


def _title(ledger: Ledger, page: Page) -> Callable[[], Markup]:
    """The title of an article, determined once for all of its claims, and only if one of them is written."""
    named = headline_statements(ledger, page) or ledger.statements[page.path]
    found = cache(lambda _: names_apart(headline_with_standing(ledger, article_of(ledger, page)), ledger, *named))
    return lambda: found(language())


def _written(ledger: Ledger, site: Site, statement: Statement, title: Callable[[], Markup]) -> list[Markup]:
    with in_language_of(statement.page.language):
        return list(_document(ledger, site, statement, title))


def _document(ledger: Ledger, site: Site, statement: Statement, title: Callable[[], Markup]) -> Iterator[Markup]:
    tag = language()
    yield html("<!doctype html>\n")
    yield html('<html lang="{}" dir="{}">\n<head>\n', tag, direction_of(tag))
    yield html('<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n')
    yield html('<base target="_top">\n')  # links open outside the frame
    yield html("<title>{}</title>\n", on_one_line(title_with_standing(ledger, statement)))
    yield html('<link rel="canonical" href="{}">\n', _to(site, statement, statement))
    yield from _share_tags(ledger, site, statement)
    yield html('<style>\n{}\n</style>\n</head>\n<body>\n<main class="{}">\n', _STYLE, statement.group)
    yield from _claim(ledger, statement)
    yield from _facts(ledger, site, statement)
    yield from _origin(site, statement, title())
    yield from how_to_embed(site, statement)
    yield html("</main>\n</body>\n</html>\n")


def _share_tags(ledger: Ledger, site: Site, statement: Statement) -> Iterator[Markup]:
    """What a share shows, each said once: the description is also that for search engines."""
    yield html('<meta property="og:type" content="article">\n')
    title, description = title_with_standing(ledger, statement), standing_of(ledger, statement)
    yield html('<meta property="og:title" content="{}">\n', on_one_line(title))
    yield html('<meta name="description" property="og:description" content="{}">\n', on_one_line(description))
    if site.root:
        yield html('<meta property="og:url" content="{}">\n', site.absolute(fragment_path(statement)))


def _claim(ledger: Ledger, statement: Statement) -> Iterator[Markup]:
    """The answers and the source first, then the words."""
    if standing := state_in_words(ledger, statement):
        state, *answers = standing
        first = said_in_html("{sentence}.", sentence=html("<strong>{}</strong>", state))
        told = (html(" {}", names_apart(sentence(answer), ledger, *ledger.answers(statement))) for answer in answers)
        yield html("<p>{}</p>\n", joined([first, *told]))
    who = names_apart(capital(attribution_in_brief(ledger, statement)), ledger, statement)
    # Translators: who says the words that follow
    yield html("<p>{}</p>\n", said_in_html("{attribution}:", attribution=who))
    lang = lang_of(statement.page.language)
    yield html('<h1 dir="auto"{}>{}</h1>\n', lang, capital(statement.words))


def _facts(ledger: Ledger, site: Site, statement: Statement) -> Iterator[Markup]:
    yield html("<dl>\n")
    for fact in facts(ledger, statement):
        values: Iterable[str]
        if fact.key == "answers":
            answers = (_answer(ledger, site, statement, answer) for answer in fact.others)
            values = (*answers, capital(more_answers(ledger, statement)))
        elif fact.links:
            values = (html('<a href="{}">{}</a>', url, label) for label, url in fact.links)
        else:
            values = (names_apart(value, ledger, statement, *fact.others) for value in values_in_words(ledger, fact))
        yield html("{}\n", defined(fact.label, values))
    yield html("</dl>\n")


def _answer(ledger: Ledger, site: Site, here: Statement, answer: Statement) -> Markup:
    link = html('<a href="{}">{}</a>', _to(site, here, answer), said("note {number}", number=answer.number))
    message = _GIVEN[answer.page is here.page, answers_itself(answer, here)]
    told = names_apart(answer_with_standing(ledger, answer), ledger, answer, *ledger.answers(answer))
    return said_in_html(message, answer=told, words=isolated(nested(answer.words)), note=link)


_GIVEN: Final = {
    (True, True): N_("{answer} “{words}” ({note})"),
    (False, True): N_("{answer} “{words}” ({note} of another article)"),
    (True, False): N_("{answer} “{words}” ({note}, given to the same claim)"),
    (False, False): N_("{answer} “{words}” ({note} of another article, given to the same claim)"),
}
"""The wording by whether an answer is in the same article, and was given to this very claim."""


def _origin(site: Site, statement: Statement, title: Markup) -> Iterator[Markup]:
    address, published = _to(site, statement, statement), published_apart(statement.page)
    back = html('<a href="{}">{}</a>', address, said("Note {number} in the article", number=statement.number))
    # Translators: a link to the note, the title of the article, when and where it appeared
    origin = said_in_html("{note}: {title}. {published}.", note=back, title=title, published=published)
    by = html(" {}", said("Annotated by {site}.", site=site.name)) if site.name else ""
    yield html("<footer>\n<p>{}{}</p>\n</footer>\n", origin, by)


def how_to_embed(site: Site, statement: Statement) -> Iterator[Markup]:
    """A panel with the code that shows this claim on another site."""
    address = site.absolute(fragment_path(statement)) if site.root else _UNKNOWN
    how = [said("Copy this code into your page. The answers are always included.")]
    if not site.root:
        how.append(said("Put the address of this page in the place of {word}.", word=_UNKNOWN))
    frame = html(_FRAME, address, said("A claim, with who says it and who answered"))
    yield html("<details>\n<summary>{}</summary>\n", said("Show this claim on another site"))
    yield html("<p>{}</p>\n", " ".join(how))
    yield html('<textarea readonly rows="4" dir="ltr" aria-label="{}">', said("Code to copy"))
    yield html("{}</textarea>\n</details>\n", str(frame))  # as text, not as a frame


def _to(site: Site, here: Statement, there: Statement) -> str:
    return site.link(fragment_path(here), there.page.path, there.id)
