"""`make screenshots`: pictures of the built site at three widths and in both schemes, and those that are kept.

README shows article, home and an open note, reduced to few colours to keep the repository small. The site's picture for
shares is drawn from its SVG.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser

from sites import ARTICLE, LATER, serve
from tools import ROOT, browser, new_tab, rest
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


def main(site: Path, folder: Path) -> None:
    """Pictures of the site built in `site` into `folder`, and the kept ones from them."""
    folder.mkdir(parents=True, exist_ok=True)
    KEPT.mkdir(exist_ok=True)
    source = Path(PICTURE).with_suffix(".svg")
    shutil.copy(ROOT / "docs" / source, site / source)  # not published; from a disk it could not load its fonts
    with serve(site) as served, browser() as chromium:
        for name, path in PAGES.items():
            for width, height in SIZES:
                for scheme in SCHEMES:
                    file = folder / f"{name}-{width}-{scheme}.png"
                    picture(chromium, served.address + path, file, width, height, scheme)
                    if name in ("home", "article"):
                        keep(file, KEPT / file.name)
        picture(chromium, served.address + PAGES["note"], folder / "note.png", 1280, 800, "light")
        keep(folder / "note.png", KEPT / "note.png")
        map_ = f"{served.address}ledger/article/{ARTICLE}/#claims-sources-and-answers"
        picture(chromium, map_, folder / "map.png", 1280, 800, "light", "#claims-sources-and-answers")
        keep(folder / "map.png", KEPT / "map.png")
        drawn = ROOT / "docs" / PICTURE
        picture(chromium, f"{served.address}{source}", folder / drawn.name, *PICTURE_SIZE, "light")
        keep(folder / drawn.name, drawn)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
