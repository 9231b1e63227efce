"""The desk under a storm: random changes, saves by hand in between, and previews that are killed. In numbers that take
minutes:

python tests/deskstorm.py 1000
"""

from __future__ import annotations

import json
import random
import re
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from previews import get, start
from sites import write_site
from tools import PATIENCE
from whosaid.check.running import check
from whosaid.desk.diskfiles import FileChanged, Replacement, replace_all
from whosaid.ledger.loading import load
from whosaid.read import read_page
from whosaid.read.prose import read_prose

PAGES: Final = ("one", "two", "three")
_WORDS: Final = "bridge ferry harbour money report school evening letter meeting road river unsafe costly late".split()
_ACCEPTED: Final = (200, 409, 422)
_KINDS = ("mark", "mark", "mark", "reword", "alter", "note", "remove", "rename", "declare", "top")

Ask = Callable[[str, object], tuple[int, Any]]
"""Asks the desk by name; the status and the answer."""


def storm_site(folder: Path) -> Path:
    """Pages of distinct sentences, one with marks and Windows line ends."""
    texts = {
        f"{page}.md": f"# {page.title()}\n\n" + "\n\n".join(_paragraph(page, n) for n in range(6)) for page in PAGES
    }
    texts["one.md"] += '\n\nThe mayor said [it would do](#it-would-do "claim by mayor").\n'
    site = write_site(folder, texts)
    file = site / "docs/one.md"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    return site


def _paragraph(page: str, number: int) -> str:
    chance = random.Random(f"{page}{number}")
    return " ".join(chance.choice(_WORDS) + chance.choice(("", "", ",")) for _ in range(30)) + f" {page}-{number}."


class Storm:
    """Random changes by the desk and by hand; after each, what must hold does."""

    def __init__(self, site: Path, seed: int = 1) -> None:
        self.docs, self.chance = site / "docs", random.Random(seed)
        self.prose = {page: self._prose(page) for page in PAGES}
        self.ids = {page: self._ids(page) for page in PAGES}
        self.seen = {"made": 0, "refused": 0, "stale": 0, "undone": 0, "by hand": 0}
        self.made: dict[str, list[set[str]]] = {page: [] for page in PAGES}  # the ids before each change, for undo
        self._numbers = iter(range(10**9))
        self._by_hand = threading.Lock()

    def edit(self, ask: Ask) -> None:
        """One random change by the desk."""
        page = self.chance.choice(PAGES)
        status, known = ask("page", {"address": f"/{page}/"})
        if status == 409:  # saved by hand at this moment
            return
        assert status == 200, known
        asked = {"address": f"/{page}/", "version": known["version"]}
        if self.chance.random() < 0.15:
            self._undo(ask, page, asked)
            return
        change, after = self._change(page, known)
        before = set(self.ids[page])
        if self.chance.random() < 0.1:
            self.save_by_hand()
        status, answer = ask("change", {**asked, "changes": [change]})
        assert status in _ACCEPTED, answer
        if status == 200:
            if answer["version"] != known["version"]:  # a change of nothing cannot be undone
                self.made[page].append(before)
            self.ids[page] = after(answer["id"])
        self._count({200: "made", 409: "stale", 422: "refused"}[status])

    def _undo(self, ask: Ask, page: str, asked: Mapping[str, str]) -> None:
        status, answer = ask("undo", asked)
        assert status in _ACCEPTED, answer
        if status == 200:
            self.ids[page] = self.made[page].pop()
            self._count("undone")

    def _change(self, page: str, known: Any) -> tuple[dict[str, Any], Callable[[str], set[str]]]:
        """A change, and the ids of the page after it, given that of what it is about."""
        ids = self.ids[page]
        own = [one["id"] for one in known["statements"]]
        what = self.chance.choice(_KINDS)
        number = next(self._numbers)
        if what == "top":
            fields = {"author": self.chance.choice((None, "Ada: Holm", f"Author {number}")), "published": "2031-05-18"}
            return {"do": "alter-top", "fields": fields}, lambda _: ids
        if what in ("mark", "declare") or not own:
            if what == "declare":
                fields = {"type": "person", "name": f"Person {number}"}
                return {"do": "declare", "id": f"person-{number}", "fields": fields}, lambda _: ids
            options = {"source": self.chance.choice(("council", "mayor", "officials"))}
            if self.chance.random() < 0.3:
                options["date"] = "2031-05-18"
            mark = {"do": "mark", "quote": self._quote(page), "kind": "claim", "options": options}
            return mark, lambda id_: ids | {id_}
        id_ = self.chance.choice(own)
        if what == "alter":
            return {"do": "alter", "id": id_, "options": {"via": "evening-post"}}, lambda _: ids
        if what == "reword":
            return {"do": "reword", "id": id_, "quote": self._quote(page)}, lambda _: ids
        if what == "note":
            return {"do": "alter", "id": id_, "note": self.chance.choice(("", f"Note {number}."))}, lambda _: ids
        if what == "rename":
            new = f"renamed-{number}"
            return {"do": "rename", "id": id_, "new": new}, lambda _: (ids - {id_}) | {new}
        return {"do": "remove", "id": id_}, lambda _: ids - {id_}

    def _quote(self, page: str) -> dict[str, str]:
        text = self.prose[page]
        words = [found.span() for found in re.finditer(r"\S+", text)]
        first = self.chance.randrange(len(words))
        last = min(first + self.chance.randrange(6), len(words) - 1)
        start, end = words[first][0], words[last][1]
        return {"exact": text[start:end], "prefix": text[max(0, start - 60) : start], "suffix": text[end : end + 60]}

    def save_by_hand(self) -> None:
        """A paragraph more at the end of a page, by a program that looks, as the desk does, what it replaces."""
        with self._by_hand:
            self._save_by_hand()

    def _save_by_hand(self) -> None:
        page = self.chance.choice(PAGES)
        file, more = self.docs / f"{page}.md", f"By hand {next(self._numbers)} on {page}."
        while True:
            before = file.read_bytes()
            newline = b"\r\n" if b"\r\n" in before else b"\n"
            after = before.rstrip() + newline * 2 + more.encode() + newline
            with suppress(FileChanged):
                replace_all([Replacement(file, before, after)])
                break
        self.prose[page] = f"{self.prose[page].rstrip()}\n\n{more}"
        self._count("by hand")

    def _count(self, what: str) -> None:
        self.seen[what] += 1

    def settle(self, page: str, ids: set[str]) -> None:
        """After a kill: a change that nobody has heard of may have been made or not."""
        found = self._ids(page)
        assert found in (self.ids[page], ids) or len(found ^ self.ids[page]) <= 2, (found, self.ids[page])
        self.ids[page] = found

    def verify(self) -> None:
        """No character is lost, no record, and no page is half written."""
        for page in PAGES:
            assert _words(self._prose(page)) == _words(self.prose[page]), page
            found = self._ids(page)
            assert found == self.ids[page], (page, found ^ self.ids[page])
        one = (self.docs / "one.md").read_bytes()
        assert one.startswith(b"\xef\xbb\xbf")
        assert one.count(b"\n") == one.count(b"\r\n")
        errors = [finding.shown() for finding in check(load(self.docs)[0]) if finding.severity == "error"]
        assert not errors, "\n".join(errors)

    def _page(self, page: str) -> Any:
        text = (self.docs / f"{page}.md").read_bytes().decode()
        return read_page(f"{page}.md", f"{page}.md", text)

    def _prose(self, page: str) -> str:
        return read_prose(self._page(page), frozenset(("text", "heading"))).text

    def _ids(self, page: str) -> set[str]:
        return {record.id.text for record in self._page(page).records if record.id is not None}


def _words(text: str) -> list[str]:
    return text.split()


# A preview in a process of its own, which can be killed.


class Served:
    """A preview of a site that is started again when it was killed."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.begin()

    def begin(self) -> None:
        """Start it, and find the token in its first page."""
        self.server, self.home = start(self.site)
        page = get(self.home)
        found = re.search(r'data-token="([^"]+)"', page)
        assert found is not None, page[:2000]
        self.token = found[1]

    def ask(self, name: str, asked: object) -> tuple[int, Any]:
        """Ask the desk; ConnectionError and the like when it is killed."""
        headers = {
            "Content-Type": "application/json",
            "Origin": self.home.rstrip("/"),
            "X-Whosaid-Desk": self.token,
        }
        request = urllib.request.Request(f"{self.home}-/desk/{name}", json.dumps(asked).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
                return reply.status, json.loads(reply.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())

    def kill(self) -> None:
        """As `kill -9` does it."""
        self.server.kill()
        self.server.wait(PATIENCE)


@contextmanager
def saving(storm: Storm, pauses: tuple[float, ...]) -> Iterator[None]:
    """Saves by hand in the meantime."""
    stop = threading.Event()

    def save() -> None:
        while not stop.wait(random.choice(pauses)):
            storm.save_by_hand()

    thread = threading.Thread(target=save)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def run(site: Path, edits: int, kills: int, seed: int = 1) -> dict[str, int]:
    """The whole storm, with this number of changes and of kills in the middle of one."""
    storm, served = Storm(site, seed), Served(site)
    try:
        for number in range(kills + 1):
            with saving(storm, (0.05, 0.3, 1)):
                for _ in range(edits // (kills + 1)):
                    storm.edit(served.ask)
            storm.verify()
            if number < kills:
                _kill_in_a_change(storm, served)
    finally:
        served.kill()
    return {**storm.seen, "kills": kills}


def _kill_in_a_change(storm: Storm, served: Served) -> None:
    timer = threading.Timer(storm.chance.choice((0.001, 0.01, 0.02, 0.03, 0.05, 0.1)), served.server.kill)
    before = {page: set(ids) for page, ids in storm.ids.items()}
    timer.start()
    with suppress(OSError, urllib.error.URLError, json.JSONDecodeError):
        storm.edit(served.ask)
    timer.join()
    served.kill()
    for page in PAGES:
        storm.settle(page, before[page])
        storm.made[page].clear()
    storm.verify()
    served.begin()


def main(count: str) -> None:
    """The storm, in a folder of its own; prints what was seen."""
    with TemporaryDirectory() as folder:
        print(run(storm_site(Path(folder)), int(count), int(count) // 20))


if __name__ == "__main__":
    main(*sys.argv[1:])
