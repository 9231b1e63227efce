"""The check before a build: of the docs folder, and of what only the builder knows, such as the theme's icons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from ..check.findings import Finding
from ..check.keptfaults import Kept
from ..check.running import findings_from
from ..ledger.loading import as_typed, keeps, load_settings
from ..render import BuildState, open_build_state
from ..render.buildstate import language_of
from ..site.theme import unknown_names
from .blog import signs_of
from .unreadablepages import not_found


class Checking:
    """One for all builds of a preview, with what an earlier one has read and found."""

    def __init__(self) -> None:
        self._kept: Kept | None = None

    def state_for(self, config: MkDocsConfig, *, preview: bool) -> BuildState:
        """Check the site, and hand the result to the extension."""
        docs = as_typed(Path(config.docs_dir))
        state = open_build_state(docs, self._kept_of(docs), language_of(config), preview=preview)
        if more := tuple(_more(state, config)):
            state = BuildState(state.ledger, (*state.findings, *more), state.settings, preview)
        state.signs = signs_of(config)
        config.mdx_configs.setdefault("whosaid", {})["state"] = state
        return state

    def _kept_of(self, docs: Path) -> Kept:
        storage = keeps(load_settings(docs))
        if self._kept is None or (self._kept.docs, self._kept.storage) != (docs, storage):
            self._kept = Kept(docs, storage=storage)
        return self._kept


def _more(state: BuildState, config: MkDocsConfig) -> Iterator[Finding]:
    yield from findings_from(state.ledger, unknown_names(state.ledger, config.theme.dirs))
    if state.preview:
        yield from not_found(state)
