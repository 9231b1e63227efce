"""Draws a generated page in the place of MkDocs, which would convert Markdown; all else is done as for other pages.

Other plug-ins get a page with a mark as its Markdown. If they leave it at that, as nearly all do, there is nothing to
convert; what they add is converted, and the page stands in the place of the mark.
"""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from ..ledger.targets import anchors_in
from ..pages.contents import Content
from ..render import BuildState
from ..render.indexpage import Headings, draw_blocks
from .ledgerfile import MARK


def draw_page(
    page: Page, content: Content, state: BuildState, headings: Headings, config: MkDocsConfig, files: Files
) -> None:
    """Do for a generated page what `Page.render` does for one of an author."""
    drawn, contents = draw_blocks(list(content.blocks), state, page.file.src_uri, headings)
    if (page.markdown or "").strip() == MARK:
        page.content, page.links_to_anchors = str(drawn), {}
    else:
        Page.render(page, config, files)
        page.content = (page.content or "").replace(MARK, drawn, 1)
    page.toc = get_toc([*contents])
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *anchors_in(page.content)}
