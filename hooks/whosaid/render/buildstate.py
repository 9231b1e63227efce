"""What the renderer is handed: the ledger and its findings. And how it gets them where no hook hands them over."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping, MutableMapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import click
from markdown import Markdown
from msgspec import Struct, field

from ..base.shapes import Addition, SettingsShape
from ..base.vocabulary import MARKDOWN_SUFFIXES
from ..check.findings import Finding, grouped, with_severity
from ..check.running import BUILT, check_anchors, run_rules
from ..ledger.loading import as_typed, load
from ..ledger.records import Ledger
from ..ledger.targets import anchors_in
from ..site.addresses import Site
from ..words.selection import Selector

log = logging.getLogger("mkdocs.whosaid")  # where `mkdocs build --strict` counts the warnings
MORE: Final = ("<!-- more -->",)
"""Where blogs cut a post unless they are told otherwise."""
_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.INFO}


class BuildState(Struct, eq=False, dict=True):
    """One build: the ledger, its findings, the settings, and the differences that drawing has brought to light.

    `preview`: findings are shown in the pages, and errors do not stop the build. No reader ever sees one. `alone`: no
    hook sees the built pages, so that the extension looks at each itself. `site` says
    where pages are, `generated` are the paths of those that the builder was given, `source_pages` the paths of the
    pages about sources, by the source's key; `signs` are comments that other plug-ins look for in the HTML.
    """

    ledger: Ledger
    findings: tuple[Finding, ...]
    settings: SettingsShape
    preview: bool = False
    alone: bool = False
    differences: list[Finding] = field(default_factory=list)
    site: Site = field(default_factory=Site)
    generated: frozenset[str] = frozenset()
    source_pages: dict[str, str] = field(default_factory=dict)
    signs: tuple[str, ...] = MORE
    by_page: dict[str, list[Finding]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for finding in self.findings:
            self.by_page.setdefault(finding.path, []).append(finding)

    def show(self, ledger: Ledger) -> None:
        """From now on, draw this ledger: what is published of the one that was checked."""
        self.ledger = ledger
        self.__dict__.pop("selector", None)

    def is_ours(self, path: str) -> bool:
        """Whether a page has annotations, or is made of them."""
        return path in self.ledger.annotated or path in self.generated

    def changes(self, path: str, addition: Addition) -> bool:
        """Whether something is done to a page: to all with annotations and all that are ours, to others if asked."""
        if self.is_ours(path):
            return True
        return addition in self.settings.plain_pages and (addition != "comments" or bool(self.ledger.statements))

    @cached_property
    def selector(self) -> Selector:
        """What embeds ask."""
        return Selector(self.ledger)

    def address(self, here: str, there: str) -> str:
        """Where a page is, as seen from another."""
        if (known := self._addresses.get((here, there))) is None:
            known = self._addresses[here, there] = self.site.relative(here, there)
        return known

    @cached_property
    def _addresses(self) -> dict[tuple[str, str], str]:
        return {}

    def of_page(self, path: str) -> list[Finding]:
        """What a preview shows on a page: its own findings, and those of files that are no pages, which concern all."""
        if not self.preview:
            return []
        return [*self.by_page.get(path, []), *self._of_the_site]

    @cached_property
    def _of_the_site(self) -> list[Finding]:
        return [one for one in self.findings if not one.path.endswith(MARKDOWN_SUFFIXES) or not one.path.isprintable()]


def open_build_state(docs: Path, *, preview: bool = False) -> BuildState:
    """Load and check a docs folder for a hook, which looks at the built pages, too."""
    ledger, settings = load(docs)
    found = tuple(finding for finding in run_rules(ledger).findings if finding.rule not in BUILT)
    return BuildState(ledger, found, settings, preview)


class Whereabouts(Struct, frozen=True):
    """The page being rendered, as its builder tells it: path in the docs folder, the folder, the build's identity.

    `language` is the tag of the site's, `meta` the front matter that the theme will be given.
    """

    path: str
    docs: Path | None
    build: object
    language: str = ""
    meta: MutableMapping[str, Any] = field(default_factory=dict)


def whereabouts(md: Markdown) -> Whereabouts | None:
    """Where the Markdown object was told about its page: MkDocs and ProperDocs, or Zensical; None elsewhere."""
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
    """The tag of the language that a site's theme is in, by the builder's settings; empty where they name none."""
    theme = config.get("theme")
    found = (theme.get(key) for key in ("language", "locale")) if isinstance(theme, Mapping) else ()
    return next((str(tag) for tag in found if tag), "")


class _Cache:
    """The state of a build without a hook. A new build, or a page that has changed since, loads it anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: BuildState | None = None
        self._key: tuple[Path, object] | None = None

    def get(self, docs: Path, build: object, path: str, text: str) -> BuildState:
        with self._lock:
            page = self._state.ledger.files.get(path) if self._state is not None else None
            stale = page is not None and not page.text.endswith(text) and build is None
            if self._state is None or self._key != (docs, build) or stale:
                ledger, settings = load(as_typed(docs))
                self._state = BuildState(ledger, run_rules(ledger).findings, settings, alone=True)
                self._key = (docs, build)
                refuse(self._state)
            return self._state


_cache = _Cache()


def state_without_hook(docs: Path, build: object, path: str, text: str) -> BuildState:
    """The state for a builder that runs no hook; raises one click.ClickException with all findings."""
    return _cache.get(docs, build, path, text)


def refuse(state: BuildState) -> None:
    """Stop the build if there is an error; what weighs less goes to the log, as the builder's own warnings do."""
    if with_severity(state.findings, "error"):
        raise click.ClickException("\n".join(["the check found:", *map(str, grouped(state.findings))]))
    log_findings(state.findings)


def refuse_lost_links(state: BuildState, path: str, html: str) -> None:
    """Stop a build without a hook at a page whose links to its own places lead nowhere."""
    anchors = anchors_in(html)
    found = check_anchors(state.ledger, lambda page: anchors if page == path else None, path)
    if errors := with_severity(found, "error"):
        raise click.ClickException("\n".join(["the page was drawn, and:", *map(str, errors)]))


def log_findings(findings: Iterable[Finding]) -> None:
    """Each finding at the level of its severity."""
    for finding in grouped(findings):
        log.log(_LEVELS[finding.severity], "%s", finding.shown())
