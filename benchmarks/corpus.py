"""Made-up articles, the same on every run: annotated for Whosaid, and the same text for plain Material.

One article has about 800 words and 24 statements in the mix of docs/articles/bounty-report.md: three in four
have a block of their own, most of those a note. The site is well kept: the check finds few faults. The
plain twin has an admonition with the same words for each statement: the options as text, and the note.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random
from textwrap import fill, indent

HOOK = Path(__file__).parents[1] / "hooks/attribution.py"
STATEMENTS = 24  # in one article
SETTINGS = "search: theme\n"  # as plain Material's; `search` measures the other
FOLDER = 100  # articles in one folder; navigation.prune only prunes what lies in folders

_KINDS = (*("claim",) * 16, *("denial",) * 3, *("opinion",) * 4)
_PARAGRAPHS = 8
_EACH = STATEMENTS // _PARAGRAPHS
_SOURCES = {
    "evening-post": "outlet",
    "harbour-radio": "outlet",
    "news-wire": "outlet",
    "council": "institution",
    "harbour": "institution",
    "ministry": "institution",
    "mayor": "person",
    "pilot": "person",
    "engineer": "person",
    "minutes": "document",
    "survey": "document",
    "reporter": "witness",
}
_ROUTES = ("direct", "direct", "direct", "public", "harbour-radio", "evening-post")
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "el", "or")]

_CONFIG = """\
site_name: Benchmark
site_url: ""
docs_dir: docs
theme:
  name: material
  font: false
  features: [navigation.prune]
plugins: [search]
exclude_docs: /sources.yml
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - md_in_html
  - tables
  - toc:
      permalink: true
  - pymdownx.details
  - pymdownx.superfences
"""


@dataclass(frozen=True)
class Site:
    """The two sites of a corpus, each a folder with `mkdocs.yml` and `docs`."""

    annotated: Path
    plain: Path
    articles: int

    @property
    def statements(self) -> int:
        """The number of statements on all pages."""
        return self.articles * STATEMENTS


def write_site(folder: Path, articles: int) -> Site:
    """Write both sites below `folder`."""
    site = Site(folder / f"annotated-{articles}", folder / f"plain-{articles}", articles)
    _write(site.annotated / "mkdocs.yml", f"{_CONFIG}  - whosaid\nhooks:\n  - {HOOK}\n")
    _write(site.annotated / "docs/whosaid.yml", SETTINGS)
    _write(site.annotated / "docs/sources.yml", "".join(_source(*row) for row in _SOURCES.items()))
    _write(site.plain / "mkdocs.yml", _CONFIG)
    for docs in (site.annotated / "docs", site.plain / "docs"):
        _write(docs / "index.md", "# Benchmark\n")
    for number in range(articles):
        annotated, plain = article(number)
        path = f"docs/{number // FOLDER:03}/{number:05}.md"
        _write(site.annotated / path, annotated)
        _write(site.plain / path, plain)
    return site


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _source(id_: str, type_: str, margin: str = "") -> str:
    name = "described-as" if type_ == "unnamed" else "name"
    reason = f"{margin}  reason: they would lose their work\n" if type_ == "unnamed" else ""
    return f"{margin}{id_}:\n{margin}  {name}: the {id_} of Lorvan\n{margin}  type: {type_}\n{reason}"


def article(number: int) -> tuple[str, str]:
    """The text of one article, annotated and plain."""
    return _Author(number).write()


class _Author:
    """Invents one article. Everything is derived from its number."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.random = Random(number)
        self.kinds = list(_KINDS)
        self.random.shuffle(self.kinds)
        self.kinds.insert(0, "claim")  # so that there is something to answer
        self.claims: list[str] = []
        self.own_source = "local-aides" if number % 10 == 0 else ""

    def write(self) -> tuple[str, str]:
        title = self._words(9)
        front = f"---\ntitle: {title}\ndescription: {self._words(14)}\n"
        front += f"published: 2026-02-{self.number % 28 + 1:02}\nlanguage: en\ngenre: analysis\n"
        sources = f"sources:\n{_source(self.own_source, 'unnamed', '  ')}" if self.own_source else ""
        annotated, plain = [f"{front}{sources}---\n\n# {title}\n"], [f"{front}---\n\n# {title}\n"]
        for paragraph in range(_PARAGRAPHS):
            if paragraph in (3, 6):
                heading = f"## {self._words(4)}\n"
                annotated.append(heading)
                plain.append(heading)
            marked, text = self._paragraph(paragraph * _EACH)
            annotated += marked
            plain += text
        return "\n".join(annotated), "\n".join(plain)

    def _paragraph(self, first: int) -> tuple[list[str], list[str]]:
        """About 100 words with three statements; each list has the paragraph, followed by its boxes."""
        marked, plain, blocks, admonitions = [], [], [], []
        for number in range(first, first + _EACH):
            kind, id_ = self.kinds[number], f"{self._word()}-{number}"
            if kind == "claim":
                self.claims.append(id_)
            lead, words, more = self._words(11), self._words(13).lower(), self._words(6)
            end = f"and *{self._word()}* {self._word()}"
            plain.append(f"{lead} {words}. {more}, {end}.")
            mention = f"[{more}](#{self.random.choice(self.claims)})" if self._one_in(5) else more
            options, title, note = self._options(kind), "", ""
            if number % 4 == 3:
                mark = f'[{words}](#{id_} "{_short_form(kind, options)}")'
            else:
                mark = f"[{words}](#{id_})"
                options.update(self._more_options(kind))
                title = self._words(7) if self._one_in(2) else ""
                note = "" if self._one_in(6) else self._note()
                blocks.append(_block(kind, title, {"id": id_, **options}, note))
            marked.append(f"{lead} {mark}. {mention}, {end}.")
            admonitions.append(_admonition(number + 1, kind, title, options, note))
        return [_filled(marked), *blocks], [_filled(plain), *admonitions]

    def _options(self, kind: str) -> dict[str, str]:
        options = {}
        if kind == "denial":
            options["of"] = ", ".join(self.claims[-2:])
        if kind != "opinion":
            own = [self.own_source] if self.own_source else []
            options["source"] = self.random.choice([*_SOURCES, *own, "own-voice", "vague"])
            if options["source"] in own or _SOURCES.get(options["source"], "outlet") not in ("outlet", "witness"):
                options["via"] = self.random.choice(_ROUTES)
        return options

    def _more_options(self, kind: str) -> dict[str, str]:
        """What only a block can say."""
        options = {}
        if kind == "denial":
            options.update({"where": self._words(2), "date": "2026-02-11", "scope": "general"})
        elif self._one_in(2):
            options["certainty"] = self.random.choice(("alleged", "believed, partial", "possible"))
        if kind == "claim" and self._one_in(3):
            options["about"] = self.random.choice(("council", "harbour, ministry"))
        elif len(self.claims) > 1 and self._one_in(6):
            options["supports"] = self.claims[0]
        return options

    def _note(self) -> str:
        return _filled([f"{self._words(12)}." for _ in range(self.random.randint(1, 2))])

    def _one_in(self, chances: int) -> bool:
        return self.random.randrange(chances) == 0

    def _words(self, number: int) -> str:
        return " ".join(self._word() for _ in range(number)).capitalize()

    def _word(self) -> str:
        return "".join(self.random.choices(_SYLLABLES, k=self.random.choice((1, 2, 2, 3))))


def _short_form(kind: str, options: dict[str, str]) -> str:
    words = {"of": "of", "source": "by", "via": "via"}
    return " ".join([kind, *(f"{words[name]} {value}" for name, value in options.items())])


def _block(kind: str, title: str, options: dict[str, str], note: str) -> str:
    header = f"/// {kind} | {title}" if title else f"/// {kind}"
    lines = [header, *(f"    {name}: {value}" for name, value in options.items())]
    return "\n".join([*lines, "", note, "///", ""] if note else [*lines, "///", ""])


def _admonition(number: int, kind: str, title: str, options: dict[str, str], note: str) -> str:
    facts = "\n".join(f"{name.capitalize()}: {value}." for name, value in options.items())
    heading = f"{number} {kind.capitalize()}: {title}" if title else f"{number} {kind.capitalize()}"
    inside = indent(f"{facts}\n\n{note}".strip("\n"), "    ")
    return f'??? note "{heading}"\n\n{inside}\n'


def _filled(sentences: list[str]) -> str:
    return fill(" ".join(sentences), 100, break_long_words=False, break_on_hyphens=False) + "\n"
