"""A generated page that the theme draws, as HTML: what Markdown makes of an author's page with the same embeds.

Headings get their ids and signs from the site's own extension for tables of contents, as on authors' pages.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from markdown import Markdown
from markupsafe import Markup

from ..base.markup import joined
from ..pages.contents import Block, Heading, Shown
from ..pages.listing import as_written
from .buildstate import BuildState
from .elements import literal
from .embeds import embed_in_html

_TOC: Final = ("toc", "markdown.extensions.toc")


class Headings:
    """Draws the headings of all generated pages. `options` are those of the site's extensions, by name."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._options = options

    @cached_property
    def _markdown(self) -> Markdown:
        options: Mapping[str, Any] = next((self._options[name] for name in _TOC if self._options.get(name)), {})
        return Markdown(extensions=["toc"], extension_configs={"toc": options})

    @cached_property
    def keep_levels(self) -> bool:
        """Whether a heading of the first level is an h1, from which a builder takes the title of a page."""
        return bool(self._markdown.treeprocessors["toc"].base_level == 0)  # type: ignore[attr-defined]

    def draw(self, headings: Sequence[Heading]) -> tuple[list[Markup], list[Any]]:
        """The headings of one page, and its table of contents as the extension gives it."""
        tree, md = etree.Element("div"), self._markdown
        for heading in headings:
            attributes = {"id": heading.id} if heading.id else {}
            etree.SubElement(tree, f"h{heading.level}", attributes).text = literal(heading.words)
        md.treeprocessors["toc"].run(tree)
        return [self._in_html(element) for element in tree], md.toc_tokens  # type: ignore[attr-defined]

    def _in_html(self, element: etree.Element) -> Markup:
        drawn = self._markdown.serializer(element)
        for processor in self._markdown.postprocessors:
            drawn = processor.run(drawn)
        return Markup(drawn)


def draw_blocks(
    blocks: Sequence[Block], state: BuildState, here: str, headings: Headings
) -> tuple[Markup, Sequence[Any]]:
    """The content of the page `here`, and its table of contents."""
    drawn, contents = headings.draw([block for block in blocks if isinstance(block, Heading)])
    return joined(_parts(blocks, iter(drawn), state, here), "\n"), contents


def _parts(blocks: Sequence[Block], headings: Iterator[Markup], state: BuildState, here: str) -> Iterator[Markup]:
    level = 1
    for block in blocks:
        if isinstance(block, Heading):
            level = block.level
            yield next(headings)
        elif isinstance(block, Shown):
            link = state.placed(block.link, here)
            yield embed_in_html(as_written(block.embed, here), state, here, level, link)
        else:
            yield state.placed(block, here)
