"""Builds that are killed and previews under a storm of saves. In numbers that take minutes:

python tests/endurance.py kills 100
python tests/endurance.py storm 300
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from previews import served, wait_for
from sites import CONFIG, QUIET, SOURCES, build, files_of, write_site
from tools import PATIENCE, exe

CLAIM: Final = 'The council said [the bridge is unsafe](#bridge "claim by council").\n'
EPOCH: Final = {"SOURCE_DATE_EPOCH": "0"}


# Kills.


def kill_builds(site: Path, count: int, seed: int = 1) -> dict[str, int]:
    """How often a build killed at a random moment left the old site, how often the new one; AssertionError otherwise.

    The text changes from build to build, so that old and new differ. Some builds end before they are killed.
    """
    chance = random.Random(seed)
    seen = {"old": 0, "new": 0, "killed": 0, "left behind": 0}
    environment = {**os.environ, **EPOCH}
    times = []
    for _ in range(2):
        start = time.monotonic()
        assert build(site, env=EPOCH).returncode == 0
        times.append(time.monotonic() - start)
    for number in range(count):
        before = files_of(site / "site")
        (site / "docs/index.md").write_text(f"# Home {number}\n")
        process = subprocess.Popen([exe("mkdocs"), "build", "-q"], cwd=site, env=environment, stderr=subprocess.DEVNULL)
        try:
            process.wait(chance.uniform(0.3, 1) * min(times))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(PATIENCE)
            seen["killed"] += 1
        now = files_of(site / "site")
        seen["left behind"] += any("being-built" in entry.name for entry in site.iterdir())
        if now == before:
            seen["old"] += 1
        else:
            assert build(site, "--site-dir", "whole", env=EPOCH).returncode == 0
            assert now == files_of(site / "whole"), f"build {number} left a site that is neither old nor new"
            seen["new"] += 1
    return seen


# Saves.


def _text(path: str, text: str) -> Callable[[Path], None]:
    return _bytes(path, text.encode())


def _bytes(path: str | bytes, data: bytes) -> Callable[[Path], None]:
    def save(site: Path) -> None:
        file = Path(os.fsdecode(os.path.join(os.fsencode(site), os.fsencode(path))))  # noqa: PTH118
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    return save


def _link(path: str, target: str) -> Callable[[Path], None]:
    return lambda site: (site / path).symlink_to(target)


def _pipe(site: Path) -> None:
    os.mkfifo(site / "docs/b-pipe.md")


_OUTLETS: Final = ", ".join(f"evening-post{number}" for number in range(1000))

NO_DAYS: Final = (
    *("2019-02-29", "1900-02-29", "2023-04-31", "2023-13-01", "2023-00-10", "2023-01-32", "0000", "0000-01-01"),
    *("２０２３-04-01", "٢٠٢٣-04-01", "2023-４-01", "2023-4-1", "20230401", "2023-04-01T25:00Z", "2023-04-01T14:30"),
)
"""Dates that do not exist, or are not written as dates."""


def dated(written: str) -> str:
    """A page with this date in its front matter, as it stands and quoted, and in an option."""
    front = f'---\npublished: {written}\nupdated: "{written}"\n---\n'
    return f"{front}[Words](#x).\n\n/// claim\nid: x\nsource: council\ndate: {written}\n///\n"


PAGES: Final[Mapping[str, tuple[str, bytes]]] = {
    "utf-16": ("save the file as UTF-8", "# Seen\n\nWords.\n".encode("utf-16")),
    "latin-1": ("save the file as UTF-8", "Wörter.\n".encode("latin-1")),
    "no-template": ("the theme has no template", b"---\ntemplate: nope.html\n---\n" + CLAIM.encode()),
    "a-part": ("no template for whole pages", b"---\ntemplate: partials/nav.html\n---\n" + CLAIM.encode()),
    "a-password": ("the theme has no template", b"---\ntemplate: /etc/passwd\n---\n" + CLAIM.encode()),
    "no-icon": ("the theme has no icon", b"---\nicon: ../.icons/material/account\n---\n" + CLAIM.encode()),
    "a-list": ("[wrong-shape]", b"---\ndescription: [a, b]\nhide: 3\n---\n" + CLAIM.encode()),
    "no-source": ("does not say who", b'[words](#x "claim")\n'),
    "no-yaml": ("[bad-yaml]", b"---\ntitle: A: B\n---\n" + CLAIM.encode()),
    "no-end": ("unclosed-block", b"[x](#x)\n\n/// claim\nid: x\nsource: council\n"),
    "a-long-route": ("steps", f"[x](#x)\n\n/// claim\nid: x\nvia: {_OUTLETS}\n///\n".encode()),
    "not-as-read": ("drawn 2 times", CLAIM.encode() + b'\n--8<-- "part.txt"\n'),
    "no-address": ("[malformed-mark]", b'[It moved](1. m "claim by mayor")\n'),
    **{f"no-day-{at}": ("[bad-date]", dated(written).encode()) for at, written in enumerate(NO_DAYS)},
}
"""Pages with a fault, by the name of their file: what each says in a preview, and what it holds."""

FILES: Final[Mapping[str, tuple[str, Callable[[Path], None]]]] = {
    "b-broken": ("leads to a file that does not exist", _link("docs/b-broken.md", "nowhere.md")),
    "b-round": ("cannot be read", _link("docs/b-round.md", "b-round.md")),
    "b-pipe": ("a pipe or a device", _pipe),
    "a name that is not UTF-8": ("is not UTF-8", _bytes(b"docs/b\xff.md", b"Words.\n")),
    "sources": ("sources.yml:", _text("docs/sources.yml", "council: [\n")),
    "settings": ("whosaid.yml:", _text("docs/whosaid.yml", "rules: [\n")),
    "a ledger like a feed": ("bad-page-name", _text("docs/whosaid.yml", "ledger-page: feed/articles.xml.md\n")),
}
"""The same for other files, and for pages that cannot be read."""

SITE: Final[Mapping[str, tuple[str, Callable[[Path], None]]]] = {
    "a loop of links": ("leads back to a folder above it", _link("docs/loop", ".")),
    "a broken mkdocs.yml": ("Config value", _text("mkdocs.yml", CONFIG + "nav: 3\n")),
    "a folder like the stylesheet": ("in the way of", _text("docs/assets/whosaid.css/b.txt", "Words.\n")),
    "a file like the ledger's folder": ("in the way of", _text("docs/ledger", "Words.\n")),
    "a file like the data's folder": ("in the way of", _text("docs/data", "Words.\n")),
    "a file like the embeds' folder": ("in the way of", _text("docs/embed", "Words.\n")),
    "a page like a file of the theme": ("in the way of", _text("docs/404.html.md", "Words.\n")),
    "a page like the map of the site": ("in the way of", _text("docs/sitemap.xml.md", "Words.\n")),
    "a page like the home page": ("in the way of", _text("docs/index.html.md", "Words.\n")),
    "what the theme fails on": ("the theme cannot draw a page", _text("docs/b.md", "---\nhide: 3\n---\nWords.\n")),
    "two pages of one address": ("would both be", _text("docs/a/index.md", "Words.\n")),
    "a README of one address": ("would both be", _text("docs/a/README.md", "Words.\n")),
}
"""The same for what keeps the whole site from being built."""

STORM_CONFIG: Final = CONFIG.replace("attr_list, ", "attr_list, {pymdownx.snippets: {base_path: docs}}, ", 1)


def storm_site(folder: Path) -> Path:
    """The site that is saved to."""
    return write_site(folder, {"a.md": CLAIM, "part.txt": "[again](#bridge)\n"}, STORM_CONFIG)


def save_pages(site: Path) -> None:
    """All of `PAGES` at once, each under `b-` and its name."""
    for name, (_, data) in PAGES.items():
        _bytes(f"docs/b-{name}.md", data)(site)


def restore(site: Path) -> None:
    """Undo every fault; nothing is written that is as it was."""
    for path in (site / "docs").glob("b*"):
        path.unlink()
    for name in ("loop", "ledger", "data", "embed", "404.html.md", "sitemap.xml.md", "index.html.md"):
        (site / "docs" / name).unlink(missing_ok=True)
    for name in ("a", "assets"):
        shutil.rmtree(site / "docs" / name, ignore_errors=True)
    for name, text in {"mkdocs.yml": STORM_CONFIG, "docs/sources.yml": SOURCES, "docs/whosaid.yml": QUIET}.items():
        if (site / name).read_text("utf-8") != text:
            (site / name).write_text(text, "utf-8")


def storm(site: Path, saves: int, seed: int = 1) -> dict[str, int]:
    """Save faults and good text in turn, faster than they can be built; then all is well, and the page must say so."""
    chance = random.Random(seed)
    faults = [save for _, save in (*FILES.values(), *SITE.values())]
    faults += [_bytes(f"docs/b-{name}.md", data) for name, (_, data) in PAGES.items()]
    with served(site) as home:
        wait_for("ann-card", home + "a/")
        for number in range(saves):
            restore(site)
            if number % 3:
                chance.choice(faults)(site)
            (site / "docs/index.md").write_text(f"# Save {number}\n")
            time.sleep(chance.choice((0, 0.01, 0.1, 0.4, 1.5)))
        restore(site)
        (site / "docs/index.md").write_text("# After the storm\n")
        wait_for("After the storm", home, absent="could not be built")
        wait_for("ann-card", home + "a/", absent="could not be built")
    return {"saves": saves, "builds": (site / "serve.log").read_text().count("Building documentation...")}


def main(what: str, count: str) -> None:
    """One of the two, in a folder of its own; prints what was seen."""
    with TemporaryDirectory() as folder:
        site = storm_site(Path(folder))
        print(kill_builds(site, int(count)) if what == "kills" else storm(site, int(count)))


if __name__ == "__main__":
    main(*sys.argv[1:])
