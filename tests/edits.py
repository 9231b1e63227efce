"""Random edits to a small site in one preview, which after each must show what a new preview shows that draws all.

python tests/edits.py 200 1 2 3    # so many edits, once for each seed
"""

from __future__ import annotations

import os
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from inprocess import InProcess
from sites import CONFIG, QUIET, SOURCES, write_site

SEARCH: Final = "search/search_index.json"
_CONFIG: Final = re.sub(r"hooks: .*\n", "validation: {links: {anchors: warn}}\n", CONFIG)
_NO_CONFIG: Final = "nav: 3\n"
_WORDS: Final = "bridge winter ferry money people school letter road river open closed unsafe late new old".split()
_IDS: Final = ("one", "two", "three", "four")
_PAGES: Final = ("a.md", "b.md", "c.md", "news/d.md", "news/e.md", "plain.md")
_TITLES: Final = ("The bridge", "A <b>ferry</b> & more", "Bad: title", '"Quoted: title"', "Über die Brücke")
_ALERT: Final = re.compile(rb'<div role="alert".*?</li>', re.DOTALL)
"""A notice up to what stopped the build; what follows is only what is new since the last one."""


def start(folder: Path) -> Path:
    """The site before the first edit."""
    pages = {path: f'# Page {path}\n\n[It is so](#one "claim by council").\n' for path in _PAGES[:-1]}
    pages["b.md"] += '\nThe mayor says [no](#two "denial of a.md#one by mayor").\n'
    pages["plain.md"] = "# Plain\n\nSee [a](a.md#one), [the ledger](ledger.md) and [d](news/d.md).\n"
    pages["index.md"] = '# Home\n\n[All articles](ledger.md "show articles")\n\n[All](ledger.md "show 3 claims")\n'
    return write_site(folder, {**pages, "part.txt": "Words.\n"}, _CONFIG)


class Editor:
    """Makes edits, each with its seed's choices. `did` is what the last one was."""

    def __init__(self, site: Path, seed: int) -> None:
        self.site, self.docs, self.random = site, site / "docs", random.Random(seed)
        self.did = ""

    def edit(self) -> None:
        """One to three edits, as saved at once."""
        self.did = ""
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            edit = self.random.choice(_EDITS)
            self.did += f"{edit.__name__} "
            edit(self)

    # Parts.

    def _page(self) -> Path:
        found = sorted(file for file in self.docs.rglob("*.md") if file.is_file())
        file = self.random.choice(found)
        self.did += f"{file.relative_to(self.docs)} "
        return file

    def _words(self, number: int = 4) -> str:
        return " ".join(self.random.choices(_WORDS, k=number))

    def _ref(self, here: Path) -> str:
        page = self.random.choice((*_PAGES, here.relative_to(self.docs).as_posix()))
        if self.docs / page == here:
            return self.random.choice(_IDS)
        return f"{os.path.relpath(self.docs / page, here.parent)}#{self.random.choice(_IDS)}"

    def _append(self, file: Path, text: str) -> None:
        file.write_text(f"{file.read_text('utf-8')}\n{text}\n", "utf-8")

    def _source(self) -> str:
        return self.random.choice(("council", "mayor", "officials", "minutes", "own-voice", "evening-post", "harbour"))

    # Edits of pages.

    def prose(self) -> None:
        self._append(self._page(), f"{self._words(9).capitalize()}.")

    def claim(self) -> None:
        kind = self.random.choice(("claim", "claim", "opinion"))
        id_ = self.random.choice(_IDS)
        self._append(self._page(), f'They say [{self._words()}](#{id_} "{kind} by {self._source()}").')

    def denial(self) -> None:
        file, kind = self._page(), self.random.choice(("denial", "denial", "no-comment", "partial-admission"))
        title = f"{kind} of {self._ref(file)} by {self._source()}"
        self._append(file, f'And [{self._words()}](#{self.random.choice(_IDS)} "{title}").')

    def block(self) -> None:
        file, id_ = self._page(), self.random.choice(_IDS)
        option = self.random.choice(("same-as", "supports", "refines", "about", "via", "date", "where"))
        value = {"about": self._source(), "via": "evening-post", "date": "2020-06", "where": "a letter"}
        given = f"{option}: {value.get(option, self._ref(file))}"
        head = f"/// claim | {self._words(2)}\nid: {id_}\nsource: {self._source()}\n{given}"
        self._append(file, f"[{self._words()}](#{id_})\n\n{head}\n\nA note, see [there]({self._ref(file)}).\n\n///")

    def mention(self) -> None:
        file = self._page()
        self._append(file, f"Again [{self._words(2)}]({'#' * self.random.choice((0, 1))}{self._ref(file)}).")

    def heading(self) -> None:
        self._append(self._page(), f"## {self._words(2)}")

    def link(self) -> None:
        file = self._page()
        to = self.random.choice(("part.txt", "ledger.md", "ledger.md#nowhere", "plain.md", "data/claims.json", "x.md"))
        self._append(file, f"[A link]({os.path.relpath(self.docs / to, file.parent)})")

    def embed(self) -> None:
        file = self._page()
        what = self.random.choice(("claims", "articles", "claims with state: disputed", "number of claims", "sources"))
        what = self.random.choice((what, "source mix", "claim map", "timeline"))
        to = os.path.relpath(self.docs / "ledger.md", file.parent)
        self._append(file, f'[More]({to} "show {what}")')

    def cut(self) -> None:
        file = self._page()
        paragraphs = file.read_text("utf-8").split("\n\n")
        del paragraphs[self.random.randrange(len(paragraphs))]
        file.write_text("\n\n".join(paragraphs), "utf-8")

    def front_matter(self) -> None:
        file = self._page()
        body = re.sub(r"\A---\n.*?\n---\n", "", file.read_text("utf-8"), flags=re.DOTALL)
        lines = {
            "title": self.random.choice(_TITLES),
            "published": "2026-0" + self.random.choice("123"),
            "description": self.random.choice(("Some <i>words</i>", "More")),
            "outlet": "The Post",
            "language": self.random.choice(("de", "en")),
            "embargo": self.random.choice(("2000-01-01T00:00Z", "2999-01-01T00:00Z")),
            "via": "direct",
            "draft": "true",
            "sources": "{insider: {type: unnamed, described-as: somebody inside}}",
        }
        chosen = self.random.sample(sorted(lines), self.random.randint(0, 3))
        head = "".join(f"{key}: {lines[key]}\n" for key in chosen)
        file.write_text(f"---\n{head}---\n{body}" if head else body, "utf-8")

    def broken(self) -> None:
        file = self._page()
        fault = self.random.choice(
            ('[words](#x "claim")', "/// claim\nid: y\nsource: council", '[It](1. m "claim by mayor")', "[z](#zz)",
             "<!-- whosaid: ignore relative-date -->", "```\nopen", "![p](none.png)", "[a][", "<div markdown>")
        )  # fmt: skip
        self._append(file, fault)

    def only_findings(self) -> None:
        """Nothing that readers see: a rule is silenced on a page, with or without need, or no longer."""
        file = self._page()
        text, comment = file.read_text("utf-8"), "<!-- whosaid: ignore undated-response: told in the text -->"
        file.write_text(text.replace(comment, "") if comment in text else f"{comment}\n{text}", "utf-8")

    def only_addresses(self) -> None:
        """Another file, with the very same text, in another folder."""
        file = self._page()
        if file.name != "index.md":
            (self.docs / "moved").mkdir(exist_ok=True)
            file.rename(self.docs / "moved" / file.name)

    def again(self) -> None:
        file = self._page()
        file.write_text(f'# New {self._words(2)}\n\n[So it is](#one "claim by {self._source()}").\n', "utf-8")

    # Edits of the site.

    def rename(self) -> None:
        file = self._page()
        if file.name != "index.md":
            file.rename(self.docs / self.random.choice(_PAGES))

    def delete(self) -> None:
        file = self._page()
        if file.name != "index.md":
            file.unlink()

    def new(self) -> None:
        file = self.docs / self.random.choice(_PAGES)
        file.parent.mkdir(exist_ok=True)
        file.write_text(f'{self._words(3)}\n\n[Words](#two "claim by {self._source()}").\n', "utf-8")

    def other_file(self) -> None:
        file = self.docs / "part.txt"
        file.unlink() if file.exists() and self.random.random() < 0.3 else file.write_text(self._words())

    def sources(self) -> None:
        lines = [line for line in SOURCES.splitlines() if self.random.random() < 0.95]
        if self.random.random() < 0.5:
            lines.append("harbour: {name: the harbour, type: institution}")
        text = "\n".join(lines) + "\n"
        if self.random.random() < 0.5:
            text = text.replace("Ada Brook", self.random.choice(("Ada B.", "A. <Brook>", "Ada Brooke")))
        if self.random.random() < 0.2:
            text = text.replace("type: person", "type: institution")
        if self.random.random() < 0.1:
            text = "council: [\n"
        (self.docs / "sources.yml").write_text(text, "utf-8")

    def settings(self) -> None:
        text = self.random.choice(("", QUIET, QUIET, QUIET.replace("undated-response: off", "undated-response: info")))
        extra = (
            "ledger-page: all.md\n",
            "plain-pages: [none]\n",
            "rules-folder: rules\n",
            "feed-id: x\n",
            "rules: [\n",
        )
        (self.docs / "whosaid.yml").write_text(text + (self.random.choice(extra) if self.random.random() < 0.3 else ""))

    def config(self) -> None:
        text = _CONFIG
        if self.random.random() < 0.3:
            text = text.replace("site_name: Test", "site_name: Other <name>")
        if self.random.random() < 0.2:
            text += "use_directory_urls: false\n"
        if self.random.random() < 0.3:
            text += "nav: [index.md, {More: [a.md, Bee: b.md]}, ledger.md]\n"
        if self.random.random() < 0.2:
            text += "draft_docs: plain.md\n"
        if self.random.random() < 0.2:
            text = text.replace("tables,", "tables, {toc: {permalink: true}},")
        if self.random.random() < 0.1:
            text = text.replace("tables,", "tables, {pymdownx.snippets: {base_path: docs}},")
        if self.random.random() < 0.1:
            text = _NO_CONFIG
        (self.site / "mkdocs.yml").write_text(text, "utf-8")

    def broken_site(self) -> None:
        (self.docs / self.random.choice(("data", "ledger"))).write_text("Words.\n")

    def mend(self) -> None:
        for name in ("data", "ledger"):
            (self.docs / name).unlink(missing_ok=True)
        for name, text in {"whosaid.yml": QUIET, "sources.yml": SOURCES}.items():
            (self.docs / name).write_text(text, "utf-8")
        (self.site / "mkdocs.yml").write_text(_CONFIG, "utf-8")
        for file in self.docs.rglob("*.md"):
            if self.random.random() < 0.3 and file.name != "index.md":
                file.write_text('# Mended\n\n[It is so](#one "claim by council").\n', "utf-8")


_OFTEN: Final = (Editor.prose, Editor.claim, Editor.denial, Editor.block, Editor.mention, Editor.cut, Editor.mend)
_EDITS: Final[tuple[Callable[[Editor], None], ...]] = (
    *(edit for edit in _OFTEN for _ in range(3)),
    *(Editor.heading, Editor.link, Editor.embed, Editor.front_matter, Editor.broken, Editor.again, Editor.rename),
    *(
        Editor.delete,
        Editor.new,
        Editor.other_file,
        Editor.sources,
        Editor.settings,
        Editor.config,
        Editor.front_matter,
    ),
    *(Editor.broken_site, Editor.claim, Editor.denial),
    *(Editor.only_findings, Editor.only_findings, Editor.only_addresses),
)


NOW: Final = "1700000000"  # between the two embargoes that pages get


def differences(folder: Path, edits: int, seed: int) -> Iterator[str]:
    """What the preview showed that a new one does not, with the edit after which it did."""
    editor = Editor(start(folder), seed)
    preview = InProcess(editor.site)
    try:
        for number in range(edits):
            if number and number % 50 == 0:
                print(f"seed {seed}: {number} edits", file=sys.stderr, flush=True)
            editor.edit()
            preview.rebuild()
            if (editor.site / "mkdocs.yml").read_text("utf-8") == _NO_CONFIG:
                if not _ALERT.search(preview.get("")[1]):
                    yield f"seed {seed}, edit {number}: no notice"
                continue
            whole = InProcess(editor.site, quick=False)
            try:
                for path, what in _compared(preview, whole, editor.random):
                    yield f"seed {seed}, edit {number} ({editor.did.strip()}): {path}: {what}"
            finally:
                whole.close()
    finally:
        preview.close()


def _compared(preview: InProcess, whole: InProcess, chance: random.Random) -> Iterator[tuple[str, str]]:
    expected = whole.files()
    alerts = [_ALERT.findall(one.get("")[1]) for one in (preview, whole)]
    if alerts[0] != alerts[1]:
        yield "index.html", f"the notices differ: {_first_difference(*map(b''.join, alerts))}"
    if alerts[1]:  # the site could not be built
        return
    paths = sorted(expected.keys() - {SEARCH})
    chance.shuffle(paths)
    if chance.random() < 0.3:  # an author looks at few pages between two saves
        yield from _different(preview, expected, paths[:3])
        return
    yield from _different(preview, expected, [*paths, SEARCH])
    if more := preview.files().keys() - expected.keys():
        yield "", f"also has {sorted(more)}"


def _different(preview: InProcess, expected: Mapping[str, bytes], paths: list[str]) -> Iterator[tuple[str, str]]:
    for path in paths:
        status, found = preview.get(path)
        if status != "200 OK" or found != expected[path]:
            yield path, f"{status} {_first_difference(found, expected[path])}"


def _first_difference(one: bytes, other: bytes) -> str:
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"{one[max(0, at - 60) : at + 60]!r} instead of {other[max(0, at - 60) : at + 60]!r}"


def main(edits: int, *seeds: int) -> int:
    """All edits for each seed; prints the differences, and how many there were."""
    os.environ["SOURCE_DATE_EPOCH"] = NOW
    count = 0
    for seed in seeds:
        with TemporaryDirectory() as folder:
            for found in differences(Path(folder), edits, seed):
                count += 1
                print(found, flush=True)
    print(f"{edits * len(seeds)} edits, {count} differences")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
