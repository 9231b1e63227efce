"""Annotated pages without faults, with every container and form, to introduce mistakes into; each from its number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from textwrap import indent
from typing import Final

from whosaid.base.model import Page, Source
from whosaid.base.vocabulary import SOURCE_TYPES
from whosaid.ledger.loading import load
from whosaid.read import read_page

from .mutants import Original, original

TYPES: Final[Mapping[str, str]] = {
    "council": "institution",
    "mayor": "person",
    "engineers": "unnamed",
    "inspection-report": "document",
    "evening-post": "outlet",
    "harbour-radio": "outlet",
}
"""The sources of invented pages, and their types. No wrong letter turns one id into another, or into a route word."""

SOURCES: Final = tuple(
    Source(id_, f"the {id_}", SOURCE_TYPES[type_].id, {"described-as": f"the {id_}"}, {"": 0})
    for id_, type_ in TYPES.items()
)
_WORDS: Final = (
    "bridge council winter ferry harbour money report people school evening letter meeting road river closed open "
    "unsafe costly late repaired promised counted warned heard wrote asked old new second whole narrow public"
).split()
_CONTAINERS: Final = ("", "", "", "> ", "- ", "1. ", "| ", "note", "footnote")


def originals(root: Path, number: int = 20) -> list[Original]:
    """This project's articles, the tests' sample, and so many invented pages."""
    ledger, _ = load(root / "docs")
    own = [
        original(page.path, page.text, [*ledger.sources.values()], [_named_by(page)])
        for path, page in ledger.files.items()
        if path.startswith("articles/")
    ]
    sample = original("sample.md", (root / "tests/sample.md").read_text("utf-8"), SOURCES)
    return [*own, sample, *(original(f"invented {n}", _Author(n).write(), SOURCES) for n in range(number))]


_ELSEWHERE: Final = re.compile(r"([\w-]+\.md)#([a-z0-9-]+)")


def _named_by(page: Page) -> Page:
    """A page with the statements on another page that this one names."""
    named = dict.fromkeys(_ELSEWHERE.findall(page.text))
    text = "\n\n".join(f'[It is so](#{id_} "claim by own-voice").' for _, id_ in named)
    path = next((path for path, _ in named), "b.md")
    return read_page(path, f"docs/{path}", text)


class _Author:
    """Writes one page: a paragraph for each container, each with marks, mentions and blocks."""

    def __init__(self, number: int) -> None:
        self.random = Random(number)
        self.number = number
        self.claims: list[str] = []
        self.count = 0
        self.notes: list[str] = []

    def write(self) -> str:
        containers = [*_CONTAINERS]
        self.random.shuffle(containers)
        front = f"---\ntitle: {self._words(5)}\npublished: 2026-03-0{self.number % 9 + 1}\n---\n\n"
        parts = [f"# {self._words(4).capitalize()}"]
        for nth, container in enumerate(containers):
            if nth in (3, 6):
                parts.append(self._heading(nth))
            parts.append(self._paragraph(container))
            if self._one_in(3):
                parts.append(self.random.choice(_ASIDES))
        return front + "\n\n".join([*parts, *self.notes]) + "\n"

    def _heading(self, nth: int) -> str:
        words = f"{self._words(2)} [{self._words(2)}](#{self.random.choice(self.claims)})"
        return f"## {words}" if nth == 3 else f"{words}\n------------"

    def _paragraph(self, container: str) -> str:
        marks, blocks = [], []
        for _ in range(self.random.randint(1, 3)):
            mark, block = self._statement()
            marks.append(f"{self._words(3)} {mark}")
            blocks += [block] if block else []
        if self._one_in(2):
            marks.append(f"{self._words(2)} [{self._words(2)}](#{self.random.choice(self.claims)})")
        return _IN[container](self, ". ".join(marks) + ".", blocks)

    def _statement(self) -> tuple[str, str]:
        """The mark, and the block if there is one."""
        self.count += 1
        id_ = f"{self.random.choice(_WORDS)}-{self.count}"
        kind = self.random.choice(["denial", "no-comment", "claim"]) if self.claims and self._one_in(3) else "claim"
        of = self.random.choice(self.claims) if kind != "claim" else ""
        if kind == "claim":
            self.claims.append(id_)
        source = self.random.choice(["council", "mayor", "engineers", "council, mayor", "inspection-report"])
        via = self.random.choice(["", "evening-post", "evening-post, harbour-radio (implied)", "direct"])
        words = self._marked_words()
        if self._one_in(2):
            title = " ".join(filter(None, [kind, of and f"of {of}", f"by {source}", via and f"via {via}"]))
            return f'[{words}](#{id_} "{title}")', ""
        options = {"id": id_, "of": of, "source": source, "via": via, **self._options(kind)}
        mark = f"[{words}](#{id_})"
        if self._one_in(4):
            mark += f" {self._words(1)} [{self._words(2)}](#{id_})"
        return mark, self._block(kind, options)

    def _options(self, kind: str) -> dict[str, str]:
        if kind != "claim":
            return {"date": "2026-02-11", "where": self._words(2)}
        certainty = self.random.choice(["", "alleged", "believed, partial"])
        return {"where": self._words(3), "certainty": certainty, "about": self.random.choice(["", "mayor"])}

    def _block(self, kind: str, options: dict[str, str]) -> str:
        title = f" | {self._words(4)}" if self._one_in(2) else ""
        margin = "    " if self._one_in(2) else ""
        lines = [f"/// {kind}{title}", *(f"{margin}{name}: {value}" for name, value in options.items() if value)]
        note = f"\n{self._words(9)}, see [{self._words(2)}](#{self.random.choice(self.claims)}).\n"
        more = f"\n- {self._words(3)}\n- {self._words(4)}\n" if self._one_in(4) else ""
        return "\n".join([*lines, *([note + more] if self._one_in(2) else []), "///"])

    def _marked_words(self) -> str:
        words = self._words(self.random.randint(3, 8))
        return self.random.choice(
            [words, words, words, f"the *{words}* of it", f"**{words}**", f"it `{words}` so", f"a [sic] {words}",
             f"“{words}”", f"{words}\nand {words}", f"{words} & more", f"it is {words}, {words}"]
        )  # fmt: skip

    def _words(self, number: int) -> str:
        return " ".join(self.random.choices(_WORDS, k=number))

    def _one_in(self, chances: int) -> bool:
        return self.random.randrange(chances) == 0

    # Containers.

    def _plain(self, text: str, blocks: list[str]) -> str:
        return "\n\n".join([text, *blocks])

    def _quotation(self, text: str, blocks: list[str]) -> str:
        return indent(self._plain(text, blocks), "> ", lambda line: True)

    def _list(self, text: str, blocks: list[str]) -> str:
        return "\n\n".join([f"- {self._words(3)}\n- {text.replace(chr(10), ' ')}", *blocks])

    def _numbered(self, text: str, blocks: list[str]) -> str:
        inside = "\n\n".join([f"{self._words(2)}:", text, *blocks])
        return "1. " + indent(inside, "    ").lstrip()

    def _table(self, text: str, blocks: list[str]) -> str:
        row = text.replace("\n", " ")
        return "\n\n".join([f"| {self._words(1)} | {self._words(1)} |\n|---|---|\n| {row} | x |", *blocks])

    def _admonition(self, text: str, blocks: list[str]) -> str:
        return "\n\n".join([f"!!! note\n{indent(text, '    ')}", *blocks])

    def _footnote(self, text: str, blocks: list[str]) -> str:
        name = self.count
        self.notes.append(f"[^{name}]: {text.replace(chr(10), ' ')}")
        return "\n\n".join([f"{self._words(5)}[^{name}].", *blocks])


_IN: Final[dict[str, Callable[[_Author, str, list[str]], str]]] = {
    "": _Author._plain,
    "> ": _Author._quotation,
    "- ": _Author._list,
    "1. ": _Author._numbered,
    "| ": _Author._table,
    "note": _Author._admonition,
    "footnote": _Author._footnote,
}
_ASIDES: Final = (
    "```text\n[an example](#example)\n```",
    "See [the ledger](ledger.md) and `a [sign](#sign)`.",
    "<!-- whosaid: ignore relative-date: it is quoted -->\nLast year it was so.",
    "A word, <b>bold</b>, and *another* one & more.",
    '[Every claim](ledger.md "show claims")',
    "![A bridge](bridge.jpg)",
    "***",
)
