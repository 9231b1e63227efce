"""The first article at the desk: annotated by both hands, from its bare text and from its draft.

The text is somebody's and no part of the project: where it is, a real browser makes the 38 statements that were made of
it by hand. The figures are actions for each of them. At the end each statement also gets the id, the title, the note
and all else that it has in the article annotated by hand, and the records are compared whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Final

from playwright.sync_api import Browser

from deskhands import Hand, Party, Wanted, spaced
from previews import served
from tools import ROOT, tab
from whosaid.api import load
from whosaid.base.model import Item
from whosaid.base.options import OPTIONS, OptionName
from whosaid.check.findings import with_severity
from whosaid.check.running import check
from whosaid.drafting.drafts import draft
from whosaid.ledger.records import BUILT_IN, Ledger, Statement

SEED: Final = ROOT.parent / "shared/seed"
FOLDERS: Final = [SEED] if (SEED / "article.txt").exists() else []
PAGE: Final = "articles/bounty-report.md"
ATTRIBUTION: Final[tuple[OptionName, ...]] = ("source", "via", "about", "certainty", "of")
_ROW: Final = re.compile(r"^\| \d+ \| `(?P<id>[\w-]+)` \|[^|]*\| (?P<start>\d+)–(?P<end>\d+) \|", re.MULTILINE)
_SOURCES: Final = ("source", "speaker", "via")


class Seed:
    """The first article, and what was written of it by hand: its statements by their ids, and who is named in them."""

    def __init__(self, folder: Path) -> None:
        self.text = (folder / "article.txt").read_text("utf-8")
        self.rows = [*_ROW.finditer((folder / "annotation.md").read_text("utf-8"))]
        self.words = {row["id"]: spaced(self.text[int(row["start"]) : int(row["end"])]) for row in self.rows}
        self.ledger, _ = load(ROOT / "docs")
        page = self.ledger.files[PAGE]
        self.records = {record.id.text: record for record in page.records if record.id}
        self.site = {**BUILT_IN, **self.ledger.sources}
        self.own = page.own_sources

    def page(self, start: str) -> str:
        """What one begins with: the bare text as a page, or what is drafted of it."""
        if start == "draft":
            return draft(self.text, self.ledger.sources.values())
        head, *paragraphs = [line for line in self.text.splitlines() if line.strip()]
        return "\n\n".join([f"# {head}", *(re.sub(r"[\[\]]", r"\\\g<0>", line) for line in paragraphs)]) + "\n"

    def first(self, number: int, start: str = "text") -> dict[str, Wanted]:
        """The first statements to be made, by id."""
        return dict(islice(self.wanted(start), number))

    def wanted(self, start: str) -> Iterator[tuple[str, Wanted]]:
        """What is to be made at the desk, by id, in the order of the text; where an answer needs to come after what it
        answers, it does: what is drafted is there from the start."""
        known: set[str] = set()
        made: set[str] = set()
        left = [*self.rows]
        while left:
            is_ready = [{item.text for item in self.records[row["id"]].items("of")} <= made for row in left]
            row = left.pop(0 if start == "draft" else is_ready.index(True))
            record = self.records[row["id"]]
            made.add(row["id"])
            one = Wanted(
                words=self.words[row["id"]],
                before=(" " + spaced(self.text[: int(row["start"])] + "."))[-12:-1],
                kind=record.kind,
                who=[self.party(item, known) for item in record.items("source")],
                via=[self.party(item, known) for item in record.items("via")],
                doubt=[item.text for item in record.items("certainty")],
                about=[self.party(item, known) for item in record.items("about")],
                answers=[self.words[item.text] for item in record.items("of")],
            )
            yield row["id"], one

    def party(self, item: Item, known: set[str]) -> Party:
        """Somebody as the desk shows them; one of the page's own is new the first time."""
        source = self.own.get(item.text)
        if source is None:
            return Party(self.site[item.text].label, implied=item.implied)
        is_new = item.text not in known
        known.add(item.text)
        return Party(source.label, source.type if is_new else "", item.implied)

    def differences(self, made: Ledger, number: int, *, whole: bool = False) -> list[str]:
        """What the first statements say otherwise in a page than by hand: who says it; `whole` is all there is."""
        options = [row.name for row in OPTIONS.values() if row.name in ATTRIBUTION or (whole and row.name != "id")]
        place = {id_: words for id_, words in self.words.items() if id_ in self.first(number)}
        there = {spaced(one.words): one for one in made.statements["desk.md"]}
        meant = {one.id: one for one in self.ledger.statements[PAGE]}
        found = [f"{words}: not there" for words in place.values() if words not in there]
        for id_, words in place.items():
            if words in there:
                named = {one.id: spaced(one.words) for one in made.statements["desk.md"]}
                mine, theirs = (
                    said(there[words], made, options, named),
                    said(meant[id_], self.ledger, options, self.words),
                )
                if whole:
                    mine, theirs = [*mine, *apart(there[words])], [*theirs, *apart(meant[id_])]
                found += [f"{id_}: {a} ≠ {b}" for a, b in zip(mine, theirs, strict=True) if a != b]
        drafted = {*place.values()} if number == len(self.words) else there.keys()
        return [*found, *(f"{words}: too much" for words in there.keys() - drafted)]


def said(one: Statement, ledger: Ledger, options: Sequence[OptionName], words: Mapping[str, str]) -> list[object]:
    """What a statement says, with the names of sources and the `words` of statements in the place of ids."""
    record, sources = one.record, {**BUILT_IN, **ledger.sources, **one.page.own_sources}
    found: list[object] = [record.kind]
    for name in options:
        kind = OPTIONS[name].value
        if kind == "statement":
            found.append((name, sorted(words[item.text] for item in record.items(name))))
        elif kind in _SOURCES:
            found.append((name, sorted((sources[item.text].label, item.implied) for item in record.items(name))))
        else:
            found.append((name, sorted(item.text for item in record.items(name))))
    return found


def apart(one: Statement) -> list[object]:
    """What a statement has besides: its id, its title, its note."""
    return [one.id, one.record.title and one.record.title.text, spaced(one.record.body)]


def annotate(
    chromium: Browser, site: Path, seed: Seed, hand: type[Hand], start: str, number: int, *, whole: bool = False
) -> float:
    """Annotate the article at the desk of a preview of `site`; the median of the actions for each statement."""
    file = site / "docs/desk.md"
    file.write_text(seed.page(start), "utf-8")
    counts: list[int] = []
    with served(site) as home, tab(chromium, reduced_motion="reduce") as page:
        worker = hand(page)
        worker.arrive(f"{home}desk/")
        if start == "draft":
            worker.widen()
        for wanted in seed.first(number, start).values():
            counts.append(worker.correct(wanted) if start == "draft" else worker.annotate(wanted))
        if whole:
            Finisher(worker, seed).finish()
    print(f"{hand.__name__}, {start}: {sorted(counts)}, median {median(counts)}", flush=True)
    return median(counts)


class Finisher:
    """What is said of a statement besides its attribution, at its form: the id first, since others name it."""

    def __init__(self, worker: Hand, seed: Seed) -> None:
        self.worker, self.seed = worker, seed

    def finish(self) -> None:
        """All statements."""
        for id_, words in self.seed.words.items():
            self._open(words)
            self.worker.form.get_by_label("Id", exact=True).fill(id_)
            self.worker.save()
        for id_, words in self.seed.words.items():
            self._open(words)
            self._fill(id_)
            self.worker.save()

    def _open(self, words: str) -> None:
        self.worker.reopen(words)
        more = self.worker.form.locator("details")
        more.evaluate_all("all => all.forEach((one) => { one.open = true; })")

    def _fill(self, id_: str) -> None:
        record, form = self.seed.records[id_], self.worker.form
        form.get_by_label("In short").fill(record.title.text if record.title else "")
        form.get_by_label("Note").fill(record.body)
        for name, items in record.options.items():
            row = OPTIONS[name]
            label = name.replace("-", " ").capitalize()
            if name in ATTRIBUTION or name == "id":
                continue
            for item in items:
                if row.value == "statement":
                    form.get_by_role("combobox", name=label, exact=True).fill(item.text)
                    form.page.keyboard.press("Enter")
                elif row.value == "term":
                    form.locator(f"fieldset:has(input[value='{item.text}']) input[value='{item.text}']").last.check()
                else:
                    form.get_by_label(label, exact=True).fill(item.text)


def findings(site: Path) -> tuple[Ledger, list[str]]:
    """The ledger of a site, and the errors on the article's page that are not about its top."""
    ledger, _ = load(site / "docs")
    errors = [one for one in with_severity(check(ledger), "error") if one.path == "desk.md"]
    return ledger, [str(one) for one in errors if one.rule != "empty-value"]
