"""The theme's own pages, such as 404.html and sitemap.xml: a preview draws one only when a browser asks for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, TemplateNotFound
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from .ondemand import Draw
from .replaced import DRAW_TEMPLATE, template_replaced

_WRITTEN_WITH: Final[dict[str, tuple[str, ...]]] = {"sitemap.xml": ("sitemap.xml.gz",)}
"""What the builder writes besides."""


class LateTemplates:
    """Those of one build."""

    def __init__(self) -> None:
        self._waiting: dict[str, Draw] = {}

    @contextmanager
    def waiting(self, copies: Collection[str], later: Callable[[Draw], Draw]) -> Iterator[None]:
        """Let templates wait for one `with`; `later` says how one is then drawn.

        Not one in whose place a file of the authors waits to be copied, which shows if the template is empty; nor one
        that cannot be read: the build says so.
        """

        def wait(name: str, env: Environment, files: Files, config: MkDocsConfig, nav: Navigation) -> None:
            draw = partial(DRAW_TEMPLATE, name, env, files, config, nav)
            if name in copies or config.strict or not _is_there(name, env):
                draw()
                return
            for place in (name, *_WRITTEN_WITH.get(name, ())):
                self._waiting[place] = later(draw)

        with template_replaced(wait):
            yield

    def left(self, site: str) -> Iterator[tuple[str, Draw]]:
        """Those in whose place in the site nothing else was written, when all else is."""
        return ((place, draw) for place, draw in self._waiting.items() if not Path(site, place).exists())


def _is_there(name: str, env: Environment) -> bool:
    try:
        env.get_template(name)
    except TemplateNotFound:
        return False
    return True
