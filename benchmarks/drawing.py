"""A page rendered in this process, as a builder would: its marks, and their words as a reader sees them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from bs4 import BeautifulSoup, Tag
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from whosaid.base.shapes import SettingsShape
from whosaid.ledger.records import Ledger
from whosaid.render import BuildState, WhosaidExtension

_EXTENSIONS = "admonition attr_list footnotes md_in_html tables toc pymdownx.details pymdownx.superfences".split()


class _Relpath(Treeprocessor):
    """What MkDocs passes to an extension about the page."""

    file = SimpleNamespace(src_uri="a.md")
    config = {"docs_dir": "docs"}  # noqa: RUF012

    def run(self, root: Any) -> None:
        """Does nothing: links stay unchanged."""


def drawn_marks(ledger: Ledger) -> dict[str, str] | None:
    """The words rendered for each statement of `a.md`; None if the build finds that they differ from what was read."""
    state = BuildState(ledger, (), SettingsShape())
    page = ledger.files["a.md"]
    html = _markdown(state).convert(page.text[page.body_at :])
    return None if state.differences else dict(_marks(BeautifulSoup(html, "html.parser"), ledger))


def differences(ledger: Ledger) -> list[str]:
    """The messages of what the build finds when it renders `a.md`."""
    state = BuildState(ledger, (), SettingsShape())
    page = ledger.files["a.md"]
    _markdown(state).convert(page.text[page.body_at :])
    return [finding.message for finding in state.differences]


def _markdown(state: BuildState) -> Markdown:
    markdown = Markdown(extensions=[*_EXTENSIONS, WhosaidExtension(state=state)])
    markdown.treeprocessors.register(_Relpath(markdown), "relpath", 0)
    return markdown


def _marks(soup: BeautifulSoup, ledger: Ledger) -> dict[str, str]:
    for unseen in soup.select("sup[id^=fnref], .ann-ref"):
        unseen.decompose()
    for image in soup.select("mark img"):
        image.replace_with(str(image.get("alt", "")))
    words: dict[str, list[str]] = {}
    for mark in soup.select("mark.ann:not(.ann-mention)"):
        words.setdefault(_owner(mark, ledger), []).append(" ".join(mark.get_text().split()))
    return {id_: " … ".join(parts) for id_, parts in words.items()}


def _owner(mark: Tag, ledger: Ledger) -> str:
    """The statement to which this mark, or part of a mark, belongs."""
    id_ = str(mark.get("id", ""))
    return next(s.id for s in ledger.statements["a.md"] if id_ == f"claim:{s.id}" or id_.startswith(f"claim:{s.id}:"))
