"""The state of a build for the renderer: the ledger and its findings, from the plug-in or loaded here."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping, MutableMapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import click
from markdown import Markdown
from markupsafe import Markup
from msgspec import Struct, field

from ..base.filenames import MARKDOWN_SUFFIXES
from ..base.shapes import Addition, SettingsShape
from ..check.findings import Finding, grouped, with_severity
from ..check.keptfaults import Kept
from ..check.rules.limits import UNDRAWABLE
from ..check.running import BUILT, check_anchors, run_rules
from ..ledger.loading import as_typed, load
from ..ledger.records import Ledger, Statement
from ..ledger.targets import anchors_in
from ..site.addresses import Site, place_of, placed
from ..words.selection import Selector

log = logging.getLogger("mkdocs.whosaid")  # where `mkdocs build --strict` counts the warnings
MORE: Final = ("<!-- more -->",)
"""The default comment at which blogs end an excerpt."""
ANYWHERE: Final = "\0"
"""Not a page: what is drawn for it can be shown on any (`BuildState.placed`)."""

_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.INFO}


class BuildState(Struct, eq=False, dict=True):
    """One build: the ledger, its findings, the settings, and the differences found while drawing.

    `preview`: findings are shown in the pages, and errors do not stop the build; no reader ever sees one. `alone`: no
    plug-in sees the built pages, so that the extension checks each itself. `site` has the addresses of pages,
    `generated` the paths of generated pages; `source_pages` the paths of the pages about sources, by the source's key,
    and `claim_pages` those of the pages about claims, by the claim's ref. `signs` are comments that other plug-ins look
    for in the HTML.
    """

    ledger: Ledger
    findings: tuple[Finding, ...]
    settings: SettingsShape
    preview: bool = False
    alone: bool = False
    differences: list[Finding] = field(default_factory=list)
    site: Site = field(default_factory=Site)
    generated: frozenset[str] = frozenset()
    source_pages: Mapping[str, str] = field(default_factory=dict)
    claim_pages: Mapping[str, str] = field(default_factory=dict)
    signs: tuple[str, ...] = MORE
    by_page: dict[str, list[Finding]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for finding in self.findings:
            self.by_page.setdefault(finding.path, []).append(finding)

    def show(self, ledger: Ledger) -> None:
        """Draw this ledger from now on: the published part of the one that was checked."""
        if ledger is self.ledger:
            return
        self.ledger = ledger
        self.__dict__.pop("selector", None)
        self.__dict__.pop("pieces", None)
        self.__dict__.pop("has_exercises", None)

    def is_ours(self, path: str) -> bool:
        """Whether a page has annotations, or is generated from them."""
        return path in self.ledger.annotated or path in self.generated

    def changes(self, path: str, addition: Addition) -> bool:
        """Whether a page gets an addition: annotated and generated pages do, others if the settings say so."""
        if self.is_ours(path):
            return True
        return addition in self.settings.plain_pages and (addition != "comments" or bool(self.ledger.statements))

    @cached_property
    def selector(self) -> Selector:
        """Selections for embeds."""
        return Selector(self.ledger)

    @cached_property
    def has_exercises(self) -> bool:
        """Whether any article asks for the exercise “Who said it?”."""
        return any(self.ledger.files[path].is_for_class for path in self.ledger.statements)

    def source_address(self, here: str, key: str) -> str:
        """The address of the page about the source with this key; empty if there is none."""
        path = self.source_pages.get(key)
        return self.address(here, path) if path else ""

    def claim_address(self, here: str, statement: Statement) -> str:
        """The address of the page about a claim, which is one for all that say the same; empty if there is none."""
        path = self.claim_pages.get(statement.ref)
        return self.address(here, path) if path else ""

    def address(self, here: str, there: str) -> str:
        """The address of a page relative to another."""
        return place_of(there) if here == ANYWHERE else self.site.relative(here, there)

    def placed(self, piece: Markup, here: str) -> Markup:
        """A piece that was made for anywhere, on this page."""
        return placed(piece, place_of if here == ANYWHERE else self.site.from_page(here))

    @cached_property
    def pieces(self) -> dict[tuple[str, str], Markup]:
        """Pieces drawn for anywhere, by language and the ref of their statement."""
        return {}

    def of_page(self, path: str) -> list[Finding]:
        """The findings a preview shows on a page: its own, and those of other files, which concern all pages."""
        if not self.preview:
            return []
        return [*self.by_page.get(path, []), *self._of_the_site]

    def is_drawable(self, path: str) -> bool:
        """Whether a preview shows a page, and not what was found on it instead."""
        return all(finding.rule not in UNDRAWABLE for finding in self.of_page(path))

    @cached_property
    def _of_the_site(self) -> list[Finding]:
        return [one for one in self.findings if not one.path.endswith(MARKDOWN_SUFFIXES) or not one.path.isprintable()]


def open_build_state(docs: Path, kept: Kept | None = None, language: str = "", *, preview: bool = False) -> BuildState:
    """Load and check a docs folder for the plug-in, which knows the site's language and checks the built pages, too."""
    kept = Kept(docs) if kept is None else kept
    ledger, settings = load(docs, kept.pages, language=language)
    found = tuple(finding for finding in run_rules(ledger, kept.faults).findings if finding.rule not in BUILT)
    return BuildState(ledger, found, settings, preview)


class Whereabouts(Struct, frozen=True):
    """The page being rendered, from its builder: path in the docs folder, the folder, the build's identity.

    `language` is the site's language tag, `meta` the front matter that the theme will get.
    """

    path: str
    docs: Path | None
    build: object
    language: str = ""
    meta: MutableMapping[str, Any] = field(default_factory=dict)


def whereabouts(md: Markdown) -> Whereabouts | None:
    """The page that a Markdown object converts, for MkDocs, ProperDocs and Zensical; None for other programs."""
    if "relpath" in md.treeprocessors:
        relpath: Any = md.treeprocessors["relpath"]  # MkDocs: structure/pages.py, untyped from here
        file, config = getattr(relpath, "file", None), getattr(relpath, "config", None)
        if file is not None and config is not None:
            meta = getattr(getattr(file, "page", None), "meta", {})
            return Whereabouts(file.src_uri, Path(config["docs_dir"]), config, language_of(config), meta)
    for processor in md.preprocessors:
        page: Any = getattr(processor, "page", None)  # Zensical: extensions/context.py
        config = getattr(processor, "config", None)
        if page is not None and isinstance(config, Mapping) and "docs_dir" in config:
            root = Path(config.get("root_dir") or Path.cwd())
            return Whereabouts(str(page.path), root / config["docs_dir"], None, language_of(config), page.meta)
    return None


def language_of(config: Mapping[str, Any]) -> str:
    """The language tag of a site's theme, from the builder's settings; empty if they have none."""
    theme = config.get("theme")
    found = (theme.get(key) for key in ("language", "locale")) if isinstance(theme, Mapping) else ()
    return next((str(tag) for tag in found if tag), "")


class _Cache:
    """The state of a build without the plug-in, loaded again for a new build or a changed page."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: BuildState | None = None
        self._key: tuple[Path, object] | None = None

    def get(self, docs: Path, where: Whereabouts, text: str) -> BuildState:
        with self._lock:
            page = self._state.ledger.files.get(where.path) if self._state is not None else None
            stale = page is not None and not page.text.endswith(text) and where.build is None
            if self._state is None or self._key != (docs, where.build) or stale:
                ledger, settings = load(as_typed(docs), language=where.language)
                self._state = BuildState(ledger, run_rules(ledger).findings, settings, alone=True)
                self._key = (docs, where.build)
                refuse(self._state)
            return self._state


_cache = _Cache()


def state_without_hook(docs: Path, where: Whereabouts, text: str) -> BuildState:
    """The state for a build without the plug-in; raises one click.ClickException with all findings."""
    return _cache.get(docs, where, text)


def refuse(state: BuildState) -> None:
    """Stop the build if there is an error; other findings are logged like the builder's own warnings."""
    if with_severity(state.findings, "error"):
        raise click.ClickException("\n".join(["the check found:", *map(str, grouped(state.findings))]))
    log_findings(state.findings)


def refuse_lost_links(state: BuildState, path: str, html: str) -> None:
    """Stop a build without the plug-in at a page with broken links to its own anchors."""
    anchors = anchors_in(html)
    found = check_anchors(state.ledger, lambda page: anchors if page == path else None, path)
    if errors := with_severity(found, "error"):
        raise click.ClickException("\n".join(["the page was drawn, and:", *map(str, errors)]))


def log_findings(findings: Iterable[Finding]) -> None:
    """Log each finding at the level of its severity."""
    for finding in grouped(findings):
        log.log(_LEVELS[finding.severity], "%s", finding.shown())
