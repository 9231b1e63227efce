"""The two halves of what MkDocs does to convert a page, so that a page can be read now and converted later.

Both together are `_populate_page` of the versions that `replaced` names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page


def read_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Read a page, with its front matter. A plug-in may give another in its place."""
    with _current(page, config):
        found: Any = config.plugins.on_pre_page(page, config=config, files=files)
        found.read_source(config)
        found.markdown = config.plugins.on_page_markdown(found.markdown, page=found, config=config, files=files)
    return found  # type: ignore[no-any-return]


def convert_page(page: Page, config: MkDocsConfig, files: Files, render: Callable[[], None]) -> None:
    """Convert a page that was read."""
    with _current(page, config):
        render()
        page.content = config.plugins.on_page_content(page.content or "", page=page, config=config, files=files)


@contextmanager
def _current(page: Page, config: MkDocsConfig) -> Iterator[None]:
    config._current_page = page
    try:
        yield
    except Exception as error:
        reason = "" if isinstance(error, BuildError) else f" {error}"  # that is printed immediately afterwards
        build.log.error(f"Error reading page '{page.file.src_uri}':{reason}")
        raise
    finally:
        config._current_page = None
