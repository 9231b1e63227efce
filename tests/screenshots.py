"""`make screenshots`: pictures of the built site at three widths and in both schemes, and those that are kept.

README shows article, home and an open note, reduced to few colours to keep the repository small. The guide's first page
shows the desk, at work on the article that it drafts. The site's picture for shares is drawn from its SVG.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PIL import Image
from playwright.sync_api import Browser

from previews import served
from sites import ARTICLE, LATER, serve, write_site
from test_draft import block
from tools import ROOT, browser, new_tab, rest
from whosaid.drafting.drafts import draft
from whosaid.site.share import PICTURE, PICTURE_SIZE

PAGES: Final = {
    "home": "",
    "article": f"{ARTICLE}/",
    "note": f"{ARTICLE}/#bounty-offer",
    "ledger": "ledger/",
    "guide": "guide/writing/",
    "later": f"{LATER}/",
    "compact": f"ledger/article/{ARTICLE}/",
}
SIZES: Final = ((1440, 900), (1024, 768), (390, 844))
SCHEMES: Final = ("light", "dark")
KEPT: Final = ROOT / "docs/.screenshots"  # README's; a folder with a dot is not published
COLOURS: Final = 128


def picture(chromium: Browser, address: str, file: Path, width: int, height: int, scheme: str, at: str = "") -> None:
    """One page, as it first shows in a window of this size, or scrolled to its first element `at`."""
    tab = new_tab(chromium, viewport={"width": width, "height": height}, color_scheme=scheme)
    rest(tab, address)
    if at:
        tab.locator(at).first.evaluate("part => part.scrollIntoView()")
    tab.screenshot(path=file)
    tab.context.close()


def keep(picture: Path, file: Path) -> None:
    """A copy of a picture in few colours."""
    with Image.open(picture) as image:
        reduced = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        reduced.save(file, optimize=True)


def desk(chromium: Browser, file: Path) -> None:
    """The desk in a preview of the guide's bridge article as it is drafted, with the form of one statement open."""
    text = block('text title="bridge.txt"')
    with TemporaryDirectory() as folder:
        site = write_site(Path(folder), {"first.md": draft(text, ())}, sources="")
        with served(site) as home:
            tab = new_tab(chromium, viewport={"width": 1440, "height": 860}, reduced_motion="reduce")
            tab.goto(f"{home}first/")
            tab.get_by_role("button", name="Annotate").click()
            tab.locator(".ann").last.click()
            tab.locator("whosaid-desk .form").wait_for()
            tab.evaluate("document.fonts.ready")
            tab.screenshot(path=file)
            tab.context.close()


def main(site: Path, folder: Path) -> None:
    """Pictures of the site built in `site` into `folder`, and the kept ones from them."""
    folder.mkdir(parents=True, exist_ok=True)
    KEPT.mkdir(exist_ok=True)
    source = Path(PICTURE).with_suffix(".svg")
    shutil.copy(ROOT / "docs" / source, site / source)  # not published; from a disk it could not load its fonts
    with serve(site) as built, browser() as chromium:
        for name, path in PAGES.items():
            for width, height in SIZES:
                for scheme in SCHEMES:
                    file = folder / f"{name}-{width}-{scheme}.png"
                    picture(chromium, built.address + path, file, width, height, scheme)
                    if name in ("home", "article"):
                        keep(file, KEPT / file.name)
        picture(chromium, built.address + PAGES["note"], folder / "note.png", 1280, 800, "light")
        keep(folder / "note.png", KEPT / "note.png")
        map_ = f"{built.address}ledger/article/{ARTICLE}/#claims-sources-and-answers"
        picture(chromium, map_, folder / "map.png", 1280, 800, "light", "#claims-sources-and-answers")
        keep(folder / "map.png", KEPT / "map.png")
        desk(chromium, folder / "desk.png")
        with Image.open(folder / "desk.png") as image:
            reduced = image.convert("RGB").quantize(COLOURS // 2, dither=Image.Dither.NONE).convert("RGB")
            reduced.save(ROOT / "docs/guide/desk.webp", lossless=True, method=6)
        drawn = ROOT / "docs" / PICTURE
        picture(chromium, f"{built.address}{source}", folder / drawn.name, *PICTURE_SIZE, "light")
        keep(folder / drawn.name, drawn)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
