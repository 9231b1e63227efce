"""The claim map of each article in Argdown, for tools that draw, compare and teach arguments (argdown.org).

Every claim and every answer is a statement: `[id]: words – who says it, what was answered.` Statements of other
articles are named as an author would write them, `other.md#id`. Their ties become Argdown's support and attack:

    denial, correction, retraction    the answer attacks what it answers
    confirmation, admission           it supports it
    every other answer                neither; its text says what it answers
    supports, basis-for               supports
    refines                           supports: a particular case bears out the wider claim
    contradicts                       attacks; not `><`, since two claims that exclude each other can both fail
    same-as                           each supports the other
    restates                          neither

Attack and support say only who speaks for or against what, not who is right.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from ..base.catalogue import said, woven
from ..base.model import Page
from ..ledger.records import Ledger, Statement
from ..site.addresses import Site, stem_of
from ..words.articles import article_of, headline_with_standing
from ..words.ties import ClaimMap, Line, claim_map, lines_of, tie_in_words
from .export import Export

_ENDS: Final = {"for": "+", "against": "-", "same": "+"}
# What Argdown's lexer would take for markup: comments, data, front matter, tags, links, shortcodes.
_SIGNS: Final = re.compile(r"[\\\[\]<>{}#@*_]|/(?=[/*])|=(?==)|[.:](?=\S)")
_UNPRINTABLE: Final = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# `[-x]` is not a reference, and Argdown keeps titles in a JavaScript object, which has a `constructor` already.
_NO_TITLE: Final = re.compile(r"-|constructor\Z")


def files(ledger: Ledger, site: Site) -> Iterable[Export]:
    """One file for each article."""
    for path, statements in ledger.statements.items():
        if statements:
            page = ledger.files[path]
            yield Export(argdown_file(path), lambda page=page: _pieces(ledger, site, page))  # type: ignore[misc]


def argdown_file(path: str) -> str:
    """The Argdown file of the article on this page."""
    return f"data/articles/{stem_of(path)}.argdown"


def _pieces(ledger: Ledger, site: Site, page: Page) -> Iterator[str]:
    map_ = claim_map(ledger, page)
    title = headline_with_standing(ledger, article_of(ledger, page))
    yield f"===\ntitle: {_yaml(title)}\n===\n"
    for statement in (*map_.claims, *map_.answers):
        yield f"\n[{_title(page, statement)}]: {_text(ledger, map_, statement, site)}\n"
        for tie in map_.ties_of.get(statement.ref, ()):
            if tie.end is statement and tie.sense in _ENDS:
                yield f"  {_ENDS[tie.sense]} [{_title(page, tie.start)}]\n"
            elif tie.sense == "same":
                yield f"  + [{_title(page, tie.end)}]\n"


def _text(ledger: Ledger, map_: ClaimMap, statement: Statement, site: Site) -> str:
    """A statement's words and what readers see of it, on one line; then a link to its note, if known."""
    _, words, *lines = lines_of(ledger, map_, statement)
    standing = " ".join(said("{sentence}.", sentence=_in_argdown(map_.page, line)) for line in lines)
    text = _escaped(said("Note {number}", number=statement.number))
    note = f" [{text}]({_address(site, statement)})" if site.root else ""
    return woven(_signs_escaped, "{words} – {standing}", words=_escaped(words.text), standing=standing) + note


def _in_argdown(page: Page, line: Line) -> str:
    if line.others:
        return tie_in_words(line, _signs_escaped, (f"@[{_title(page, other)}]" for other in line.others))
    return _escaped(line.text)


def _title(page: Page, statement: Statement) -> str:
    """A statement's name: its id, preceded by the relative path of its page if that is another one."""
    if statement.page is page:
        return f"#{statement.id}" if _NO_TITLE.match(statement.id) else statement.id
    path = quote(posixpath.relpath(statement.page.path, posixpath.dirname(page.path) or "."))
    return f"{'./' if path.startswith('-') else ''}{path}#{statement.id}"


def _escaped(text: str) -> str:
    """Text escaped for Argdown, on one line."""
    return _signs_escaped(" ".join(text.split()))


def _signs_escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text)


def _yaml(text: str) -> str:
    """Text in YAML's double quotes, without a `===` that would end the front matter."""
    quoted = json.dumps(" ".join(text.split()), ensure_ascii=False).replace("==", "=\\u003d")
    return _UNPRINTABLE.sub(lambda character: f"\\u{ord(character[0]):04x}", quoted)


def _address(site: Site, statement: Statement) -> str:
    """The address of a note, without parentheses, which would end Argdown's link."""
    address = site.absolute(statement.page.path, statement.id)
    return address.replace("(", "%28").replace(")", "%29")
