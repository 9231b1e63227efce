"""The front matter of pages that have not changed: MkDocs reads the YAML of each page again in every build."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any, Final

from mkdocs.utils import meta

FrontMatter = tuple[str, dict[str, Any]]
"""A page's text without its front matter, and what that says."""
_READ: Final[Callable[[str], FrontMatter]] = meta.get_data


class KeptFrontMatter:
    """That of the pages of the last build, by the whole text of the page: it depends on nothing else."""

    def __init__(self) -> None:
        self._last: dict[str, FrontMatter] = {}
        self._read: dict[str, FrontMatter] = {}

    @contextmanager
    def remembered(self) -> Iterator[None]:
        """Let MkDocs have it from here for one `with`."""
        self._last, self._read = self._read, {}
        meta.get_data = self._get  # type: ignore[assignment]  # the parameter has another name
        try:
            yield
        finally:
            meta.get_data = _READ  # type: ignore[assignment]

    def _get(self, text: str) -> FrontMatter:
        if (known := self._last.get(text)) is None:
            known = _READ(text)
        self._read[text] = known
        body, said = known
        return body, deepcopy(said)  # plug-ins add to what a page has
