"""No words of Whosaid are outside the catalogue: a whole site in a language that only tests have.

In it every message is in accented letters between ⟦ ⟧. The author writes Greek, and so do the theme and Babel, since
the language calls itself Greek: an English letter that a reader sees was said by the engine and is in no catalogue.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any
from xml.etree import ElementTree

import pytest
from babel.messages.catalog import Catalog
from bs4 import BeautifulSoup

from sites import QUIET, build, write_site
from tools import ROOT, exe, run
from translations import template, text_of
from whosaid.base.embeddable import EMBEDS
from whosaid.base.kinds import KINDS
from whosaid.base.options import CERTAINTY, OPTIONS

CONFIG = f"""\
site_name: Εφημερίδα
site_url: https://example.org/
theme: {{name: material, language: el, font: false}}
extra: {{generator: false}}
exclude_docs: |
  /sources.yml
  /whosaid.yml
markdown_extensions: [attr_list, footnotes, tables, toc, whosaid, {{pymdownx.snippets: {{base_path: docs}}}}]
hooks: [{ROOT}/hooks/attribution.py, later.py]
"""
# What a plug-in does that builds a site in several languages, one inside the other.
OTHER_LANGUAGE = "def on_post_build(config):\n    config.theme['language'] = 'en'\n"
SOURCES = """\
council: {name: το συμβούλιο, type: institution}
mayor: {name: Άντα, type: person, role: δήμαρχος, for: council, interest: εκλογές, url: https://example.org/1}
post: {name: Ταχυδρόμος, type: outlet, archive-url: https://example.org/2}
radio: {name: Ραδιόφωνο, type: outlet}
officials: {type: unnamed, described-as: δύο υπάλληλοι, count: 2, knows-how: ήταν εκεί, possibly-same-as: [residents]}
residents: {type: unnamed, described-as: κάτοικοι, reason: φόβος}
minutes: {name: τα πρακτικά, type: document, inspectable: no, url: https://example.org/3}
witness: {name: ο ανταποκριτής, type: witness}
silent: {name: κανείς, type: institution}
"""
# What an option says where its value is free; the others take their terms in turn.
VALUES = {
    "via": ["post", "radio, post", "residents (implied), mayor, post", "direct", "public", "minutes"],
    "where": ["Πλατεία", ""],
    "date": ["2020-06-27", "2020-06", "2020", "unknown", "2020-06-27T14:30+02:00", ""],
    "asked": ["2020-06-26", "unknown", ""],
    "about": ["council, mayor", "silent"],
    "url": ["https://example.org/4"],
    "archive-url": ["https://example.org/5"],
    "at": ["σελίδα 2"],
    "period": ["2019"],
    "translated-from": ["ar", "de"],
    "translated-by": ["outlet", "post"],
    "deleted": ["2020-07-01"],
    "embargo": ["2020-06-27T14:30+02:00", ""],
    "certainty": [", ".join(CERTAINTY[:5]), ", ".join(CERTAINTY[5:])],
}
WHO = [
    "council",
    "mayor",
    "officials",
    "residents",
    "minutes",
    "post",
    "witness",
    "own-voice",
    "vague",
    "mayor, council",
]
SEEN = (
    "aria-label",
    "title",
    "alt",
    "placeholder",
    "data-label",
    "data-text",
    "data-copy",
    "data-copied",
    "data-filter",
    "data-order",
    "data-own",
    "data-notes",
)
NOT_WORDS = re.compile(r"https?://\S+|404 - Not found|\bUTC\b")  # the second is Material's own, in every language


def article(page: str, other: str) -> str:
    """A page with every kind, option, term and relation."""
    ids = [f"c{n}" for n in range(12)]
    blocks = [_block("claim", id_, n, ids[:n]) for n, id_ in enumerate(ids)]
    blocks += [_block("opinion", f"o{n}", n, ids) for n in range(2)]
    blocks.append("Η [γνώμη](#plain) μας.\n\n/// opinion\n    id: plain\n///\n")
    for n, kind in enumerate(kind for kind, row in KINDS.items() if row.family == "response"):
        blocks.append(_block(kind, f"r{n}", n, ids, of=f"c{n % 6}"))
        blocks.append(_block(kind, f"s{n}", n + 1, ids, of=f"{other}#c{n % 4}, c{n % 6}, r0"))
    return f"{_HEAD}{''.join(blocks)}{_OF_THEIR_OWN}"


_HEAD = """\
---
title: Η γέφυρα
description: Τι έγινε
published: 2020-06-28
updated: 2020-06-29
outlet: Ταχυδρόμος
---
# Η [γέφυρα](#c1) και [άλλα](#c2)

"""
ELSEWHERE = ("alone", "denies", "within")  # options that not every block can have
_OF_THEIR_OWN = """\
Δεν [ήταν εκεί](#nobody).

/// denial
    id: nobody
    of: none
    source: mayor
    denies: ότι ήταν
///

[Είπε ότι](#outer "claim by council") [ήταν εκεί](#inner).

/// claim
    id: inner
    source: mayor
    within: outer
///

/// claim | Μόνο του
    id: lone
    source: council
    alone: yes
///
"""


def _block(kind: str, id_: str, n: int, others: list[str], of: str = "") -> str:
    """A statement with the n-th value of each option; relations to the first statements, each in its turn."""
    family = KINDS[kind].family
    lines = [f"source: {WHO[n % len(WHO)]}", *([f"of: {of}"] if of else [])]
    for option in OPTIONS.values():
        if family not in option.families or option.name in ("id", "source", "of", *ELSEWHERE):
            continue
        if option.value == "statement":
            value = others[n % len(others)] if others and (n + len(option.name)) % 3 == 0 and of != "x" else ""
        else:
            values = VALUES.get(option.name) or list(option.terms)
            value = values[n % len(values)] if n % 4 != 3 else ""
        lines += [f"{option.name}: {value}"] if value and value != id_ else []
    options = "\n".join(f"    {line}" for line in (f"id: {id_}", *lines))
    return f"Λόγια [για το {n}](#{id_}) εδώ.\n\n/// {kind} | Τίτλος {n}\n{options}\n\nΣχόλιο.\n\n///\n\n"


def pseudo() -> str:
    """The catalogue: every message in accented letters, between marks, its parts where they were."""
    wanted, catalog = template(), Catalog(locale="el", charset="utf-8")
    for message in wanted:
        if message.id:
            forms = [message.id] if isinstance(message.id, str) else list(message.id)
            strings = tuple(f"⟦{_accented(form)}⟧" for form in forms)
            catalog.add(message.id, strings[0] if isinstance(message.id, str) else strings)
    return text_of(catalog)


_LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "áƀçđéƒğĥíĵķļɱñóþɋŕšťúṽŵẋýž", strict=True))
_ACCENTS = str.maketrans({**_LETTERS, **{letter.upper(): accented.upper() for letter, accented in _LETTERS.items()}})


def _accented(message: str) -> str:
    return "".join(
        words.translate(_ACCENTS) + (f"{{{part}}}" if part else "") for words, part, _, _ in Formatter().parse(message)
    )


TAG_OR_ANCHOR = re.compile(
    r"(?:kind|type|route|state|certainty|source|via|of|within): [a-z0-9#./, ()-]+|claim:[a-z]+\d*(?::\d+)?|lone"
)
"""What stays English in data: a term behind its key, and the place of a statement in its page."""


def english_in(text: str) -> list[str]:
    """The words in English letters, each with its context."""
    plain = NOT_WORDS.sub("", text)
    return [plain[max(0, word.start() - 40) : word.end() + 20] for word in re.finditer(r"[A-Za-z]+", plain)]


def seen(html: str) -> str:
    """All that a reader of a page sees, is told or finds in a share of it; what it says to machines; no code."""
    soup = BeautifulSoup(html, "html.parser")
    told = [str(tag[name]) for tag in soup.find_all(True) for name in SEEN if tag.get(name)]
    told += [str(tag["content"]) for tag in soup.select('meta[name=description], meta[property$="title"]')]
    told += [
        str(tag["content"]) for tag in soup.select('meta[property="og:description"], meta[property="og:site_name"]')
    ]
    told += [text for tag in soup.select("textarea") for text in re.findall('title="([^"]*)"', tag.get_text())]
    told += [
        text
        for tag in soup.select('script[type="application/ld+json"]')
        for text in _texts(json.loads(tag.string or ""))
    ]
    for code in soup.select("script, style, textarea, code"):
        code.decompose()
    return "\n".join([*told, soup.get_text("\n")])


def _texts(data: Any, key: str = "") -> Iterator[str]:
    """The words in JSON that people read."""
    match data:
        case dict():
            for name, value in data.items():
                yield from _texts(value, name)
        case list():
            for value in data:
                yield from _texts(value, key)
        case str() if key in _WORDS:
            yield data


_WORDS = frozenset("description headline name text label value attribution standing in-words words title".split())


def test_the_article_has_every_kind_and_option() -> None:
    """What an author can write is in it, so that what readers see of it is looked at."""
    text = article("a.md", "b.md")
    assert [kind for kind in KINDS if f"/// {kind} " not in text] == []
    assert [option for option in OPTIONS if f"\n    {option}: " not in text] == []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site built, by an engine that has one more file."""
    folder = tmp_path_factory.mktemp("pseudo")
    shutil.copytree(ROOT / "hooks/whosaid", folder / "engine/whosaid")
    (folder / "engine/whosaid/locale/el.po").write_text(pseudo(), "utf-8")
    embeds = "".join(f'[Όλα](a.md "show {what}")\n\n' for what, row in EMBEDS.items() if not row.inline)
    orders = "".join(f'[Όλα](a.md "show statements by {order}")\n\n' for order in ("date", "type", "route", "state"))
    parts = '[Όλα](a.md "show 2 claims from 2")\n\n[Όλα](a.md "show 2 claims from 999")\n'
    pages = {
        "index.md": f"# Αρχή\n\n{embeds}{orders}{parts}",
        "a.md": article("a.md", "b.md"),
        "b.md": article("b.md", "a.md").replace("2020-06-28", "unknown").replace("outlet: Ταχυδρόμος\n", ""),
        # Its title is known only when it is drawn, and the ledger's pages are then generated again.
        "d.md": '--8<-- "late.txt"\n\nΤο [είπε](#x "claim by witness").\n',
        "late.txt": "# Αργά\n",
        "c.md": '---\ntitle: Σύντομο\n---\n# Σύντομο\n\nΤο [είπε](#x "claim by witness").\n',
    }
    pages["whosaid.yml"] = f"plain-pages: [styles, comments, titles, share, mend]\n{QUIET}"
    write_site(folder, pages, CONFIG, SOURCES)
    (folder / "later.py").write_text(OTHER_LANGUAGE)
    done = build(folder, env={"PYTHONPATH": str(folder / "engine")})
    assert done.returncode == 0, done.stderr
    return folder / "site"


PAGES = {
    "articles": ["a/index.html", "b/index.html", "c/index.html", "d/index.html"],
    "the home page with every embed": ["index.html"],
    "the page for what is not found": ["404.html"],
    "the ledger": ["ledger/**/*.html"],
    "claims shown elsewhere": ["embed/**/*.html"],
}


@pytest.mark.parametrize("patterns", PAGES.values(), ids=PAGES)
def test_no_page_has_english_words(site: Path, patterns: list[str]) -> None:
    """Everything an author can record is worded in the language of the site."""
    files = [file for pattern in patterns for file in sorted(site.glob(pattern))]
    assert files
    for file in files:
        text = seen(file.read_text("utf-8"))
        assert "⟦" in text
        assert english_in(text) == [], file


def test_no_feed_has_english_words(site: Path) -> None:
    """Nor has any entry."""
    files = [*(site / "feed").glob("*.xml")]
    assert files
    for file in files:
        texts = [
            element.text or ""
            for element in ElementTree.parse(file).iter()
            if element.tag.endswith(("title", "summary", "content", "name"))
        ]
        text = "\n".join(BeautifulSoup(part, "html.parser").get_text(" ") for part in texts)
        assert text.count("⟦") > 9
        assert english_in(text) == []


def test_what_data_says_in_words_is_in_the_language(site: Path) -> None:
    """Sentences are for readers, also in data; keys and terms stay what they are everywhere."""
    articles = [*(site / "data/articles").glob("*.json")]
    assert articles
    for file in [site / "data/claims.json", *articles]:
        data = json.loads(file.read_text("utf-8"))
        assert english_in("\n".join(text for text in _texts(data) if not TAG_OR_ANCHOR.fullmatch(text))) == [], file
    states = {row["state"] for row in json.loads((site / "data/claims.json").read_text("utf-8"))["statements"]}
    assert {"Withdrawn", "Answered"} <= states


def test_an_export_is_in_the_language_of_the_theme(site: Path, tmp_path: Path) -> None:
    """As the site's own data is; the command can be told another."""
    env = {"PYTHONPATH": str(site.parent / "engine"), "SOURCE_DATE_EPOCH": "1714700000"}
    for more, same in (((), True), (("--language", "el"), True), (("--language", "en"), False)):
        command = "import sys; from whosaid.console import main; sys.exit(main())"
        done = run([exe("python"), "-c", command, "export", tmp_path, *more], site.parent, env)
        assert done.returncode == 0, done.stderr
        assert (_worded(tmp_path) == _worded(site)) == same


def _worded(folder: Path) -> list[tuple[str, str]]:
    with (folder / "data/claims.csv").open(encoding="utf-8", newline="") as file:
        return [(row["attribution"], row["answers"]) for row in csv.DictReader(file)]


def test_argdown_has_no_english_words(site: Path) -> None:
    """But for the names of statements."""
    files = [*(site / "data/articles").glob("*.argdown")]
    assert files
    for file in files:
        text = re.sub(
            r"^title: |@?\[[^\]⟦]*\]|\(https?:[^)]*\)|\\u[0-9a-f]{4}", "", file.read_text("utf-8"), flags=re.MULTILINE
        )
        assert english_in(text) == [], file


def test_a_bare_word_is_found() -> None:
    """In the text of a page as in what only a screen reader says."""
    assert english_in(seen("<p>⟦šáíđ⟧ said</p>"))
    assert english_in(seen('<p aria-label="Note ⟦5⟧">Όλα</p>'))
