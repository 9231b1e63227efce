"""The first article, annotated at the desk from its bare text: by mouse alone and by keyboard alone.

The text is somebody's and no part of the project: where it is, a real browser makes the 38 statements that were made of
it by hand. The file then passes the check, and says the same of the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from deskhands import Hand, Keyboard, Mouse, Party, Wanted, spaced
from previews import served
from sites import write_site
from tools import ROOT, tab
from whosaid.api import load
from whosaid.base.model import Item
from whosaid.base.options import OptionName
from whosaid.check.findings import with_severity
from whosaid.check.running import check
from whosaid.ledger.records import BUILT_IN, Ledger, Statement

SEED = ROOT.parent / "shared/seed"
FOLDERS = [SEED] if (SEED / "article.txt").exists() else []
_ROW = re.compile(r"^\| \d+ \| `(?P<id>[\w-]+)` \|[^|]*\| (?P<start>\d+)–(?P<end>\d+) \|", re.MULTILINE)
PAGE = "articles/bounty-report.md"
NAMING: Final[tuple[OptionName, ...]] = ("source", "via", "about")


class Hands:
    """What was written by hand: the statements of the first article, by their ids, and who is named in them."""

    def __init__(self, ledger: Ledger) -> None:
        page = ledger.files[PAGE]
        self.records = {record.id.text: record for record in page.records if record.id}
        self.site = {**BUILT_IN, **ledger.sources}
        self.own = page.own_sources

    def wanted(self, text: str, rows: Sequence[re.Match[str]]) -> Iterator[tuple[str, Wanted]]:
        """What is to be made at the desk, by id, in the order of the text; an answer comes after what it answers."""
        words = {row["id"]: spaced(text[int(row["start"]) : int(row["end"])]) for row in rows}
        known: set[str] = set()
        made: set[str] = set()
        left = [*rows]
        while left:
            is_ready = [{item.text for item in self.records[row["id"]].items("of")} <= made for row in left]
            row = left.pop(is_ready.index(True))
            record = self.records[row["id"]]
            made.add(row["id"])
            yield (
                row["id"],
                Wanted(
                    words=words[row["id"]],
                    before=(" " + spaced(text[: int(row["start"])] + "."))[-12:-1],
                    kind=record.kind,
                    who=[self.party(item, known) for item in record.items("source")],
                    via=[self.party(item, known) for item in record.items("via")],
                    doubt=[item.text for item in record.items("certainty")],
                    about=[self.party(item, known) for item in record.items("about")],
                    answers=[words[item.text] for item in record.items("of")],
                ),
            )

    def party(self, item: Item, known: set[str]) -> Party:
        """Somebody as the desk shows them; one of the page's own is new the first time."""
        source = self.own.get(item.text)
        if source is None:
            return Party(self.site[item.text].label, implied=item.implied)
        is_new = item.text not in known
        known.add(item.text)
        return Party(source.label, source.type if is_new else "", item.implied)


def said(statement: Statement, ledger: Ledger) -> dict[str, object]:
    """What a statement says, with the names of sources and the words of statements in the place of ids."""
    record = statement.record
    sources = {**BUILT_IN, **ledger.sources, **statement.page.own_sources}
    found: dict[str, object] = {"kind": record.kind}
    for name in NAMING:
        found[name] = sorted((sources[item.text].label, item.implied) for item in record.items(name))
    found["certainty"] = sorted(item.text for item in record.items("certainty"))
    return found


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize(
    ("hand", "number"), [(Mouse, 38), (Keyboard, 14), pytest.param(Keyboard, 38, marks=pytest.mark.trials)]
)
def test_the_first_article_is_annotated_from_its_bare_text(
    chromium: Browser, tmp_path: Path, folder: Path, hand: Callable[[Page], Hand], number: int
) -> None:
    """In seven actions for most statements; the records are those written by hand."""
    text = (folder / "article.txt").read_text("utf-8")
    rows = [*_ROW.finditer((folder / "annotation.md").read_text("utf-8"))]
    by_hand, _ = load(ROOT / "docs")
    site = write_site(tmp_path, {}, sources=(ROOT / "docs/sources.yml").read_text("utf-8"))
    head, *paragraphs = [line for line in text.splitlines() if line.strip()]
    file = site / "docs/desk.md"
    file.write_text(
        "\n\n".join([f"# {head}", *(re.sub(r"[\[\]]", r"\\\g<0>", line) for line in paragraphs)]) + "\n", "utf-8"
    )
    with served(site) as home, tab(chromium, reduced_motion="reduce") as page:
        worker = hand(page)
        worker.arrive(f"{home}desk/")
        todo = dict(islice(Hands(by_hand).wanted(text, rows), number))
        counts = [worker.annotate(wanted) for wanted in todo.values()]
    print(f"{hand}: {sorted(counts)}, median {median(counts)}")
    ledger, _ = load(site / "docs")
    errors = [finding for finding in with_severity(check(ledger), "error") if finding.path == "desk.md"]
    assert errors == []
    made = {spaced(one.words): one for one in ledger.statements["desk.md"]}
    meant = {one.id: one for one in by_hand.statements[PAGE]}
    place = {row["id"]: spaced(text[int(row["start"]) : int(row["end"])]) for row in rows}
    for id_, words in place.items():
        if id_ not in todo:
            continue
        assert said(made[words], ledger) == said(meant[id_], by_hand), words
        answered = {spaced(one.words) for one in ledger.related(made[words], "of")}
        assert answered == {place[one.id] for one in by_hand.related(meant[id_], "of")}, words
    assert len(rows) == 38
    assert len(made) == len(todo) == number
    assert median(counts) <= 7
