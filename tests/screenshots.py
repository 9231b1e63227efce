"""`make screenshots`: pictures of the built site, at three widths and in both schemes, and the README's own."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser

from sites import ARTICLE, serve
from tools import ROOT, browser

PAGES = {"home": "", "article": f"{ARTICLE}/", "note": f"{ARTICLE}/#bounty-offer", "ledger": "ledger/"}
README_PICTURE = ROOT / "docs/assets/article.png"


def picture(chromium: Browser, address: str, file: Path, width: int, height: int, scheme: str) -> None:
    """One page, as it first shows in a window of this size."""
    context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    tab = context.new_page()
    tab.goto(address, wait_until="networkidle")
    tab.screenshot(path=file)
    context.close()


def main(site: Path, folder: Path) -> None:
    """Pictures of the site built in `site` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with serve(site) as served, browser() as chromium:
        for name, path in PAGES.items():
            for width, height in ((1440, 900), (1024, 768), (390, 844)):
                for scheme in ("light", "dark"):
                    file = folder / f"{name}-{width}-{scheme}.png"
                    picture(chromium, served.address + path, file, width, height, scheme)
        picture(chromium, served.address + PAGES["note"], README_PICTURE, 1280, 800, "light")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
