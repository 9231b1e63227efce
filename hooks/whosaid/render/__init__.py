"""The Python-Markdown extension `whosaid`.

    preprocessor    reads the page as the check does, and extracts the annotation blocks (extract)
    block processor renders the editor's notes (extract)
    tree processors turn links into marks and records into notes, and compare drawn with read (draw); in a preview, show
                    what was found on the page
    postprocessors  remove comments (uncommented), and look for annotations that are left as text

The plug-in hands over a `BuildState` (the ledger and its findings). Without it, the extension loads the folder itself,
and stops the build with one message that lists all findings, before the first page is drawn.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from itertools import chain
from pathlib import Path
from typing import Any, Final

from click import ClickException
from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from ..base.catalogue import in_language
from ..base.kinds import KIND_WORDS
from ..base.options import CUE_WORDS
from ..check.findings import Finding, with_severity
from ..read import read_page
from .buildstate import (
    MORE,
    BuildState,
    Whereabouts,
    log,
    log_findings,
    open_build_state,
    refuse_lost_links,
    state_without_hook,
    whereabouts,
)
from .changed import changed_before
from .compare import difference
from .draw import Drawing, banner, draw, draw_banner, draw_excerpt
from .extract import NotesProcessor, extract_blocks
from .safemeta import Meta, make_safe
from .uncommented import comments_for_readers, printed_comments, without_code, without_comments

__all__ = ["BuildState", "WhosaidExtension", "banner", "log", "log_findings", "open_build_state"]

_BEFORE_ALL: Final = 40  # before snippets (32) and everything else that changes lines: the text is still the author's
_AFTER_TOC: Final = 5  # like toc, but registered after it: headings have ids, and no numbers of notes in their titles
_AFTER_TITLE: Final = -1  # MkDocs takes the page's title from its first element, so a box above it comes later
_AFTER_RAW_HTML: Final = 0  # when all stashed HTML has been put back
# What must not be left as text, by a string that is in each of them and on few other pages.
_LEFT_OVER: Final = {
    "///": re.compile(rf"(?:^|(?<=[\s>]))/{{3,}}[ \t]*(?:{KIND_WORDS})\b"),  # a block's first line
    "](#": re.compile(r"\]\(#[a-z0-9-]+"),  # a mark
    "title=": re.compile(  # a mark rendered as an ordinary link
        rf"<a\b[^<>]*\btitle=[\"']\s*(?:{KIND_WORDS})(?:\s+(?:{CUE_WORDS})\b|\s*[\"'])"
    ),
    'class="admonition ': re.compile(rf"class=\"admonition (?:{KIND_WORDS})\""),  # a lookalike
}

_UNMISTAKABLE: Final = frozenset(("///", "title=", 'class="admonition '))  # also on a page without annotations


class WhosaidExtension(Extension):
    """The extension, `whosaid` in mkdocs.yml. `docs`: the docs folder, for builders that do not provide it."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            "docs": ["docs", "The docs folder, if the builder does not provide it"],
            "state": ["", "The ledger and its findings, from the plug-in"],
        }
        usable = {name: value for name, value in kwargs.items() if _is_usable(name, value)}
        self.unusable = {name: value for name, value in kwargs.items() if name not in usable}
        super().__init__(**usable)

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processors, with the state of one page between them."""
        work = _PageWork(self, md)
        notes = NotesProcessor(md.parser)
        md.parser.blockprocessors.register(notes, "whosaid-notes", 200)
        md.preprocessors.register(_Read(md, work, notes), "whosaid", _BEFORE_ALL)
        md.treeprocessors.register(_Draw(md, work), "whosaid", _AFTER_TOC)
        md.treeprocessors.register(_ShowFindings(md, work), "whosaid-findings", _AFTER_TITLE)
        md.postprocessors.register(_RemoveComments(md, work), "whosaid-comments", _AFTER_RAW_HTML)
        md.postprocessors.register(_LookForRemains(md, work), "whosaid", _AFTER_RAW_HTML)


def makeExtension(**kwargs: Any) -> WhosaidExtension:  # the name for which Python-Markdown looks
    """The extension, for those who name it by its module, `whosaid.render`."""
    return WhosaidExtension(**kwargs)


def _is_usable(option: str, value: object) -> bool:
    return isinstance(value, {"docs": str, "state": BuildState}.get(option, ()))


class _PageWork:
    """The state shared by the processors of one Markdown object while they work on a page."""

    def __init__(self, extension: WhosaidExtension, md: Markdown) -> None:
        self.extension, self.md = extension, md
        self.drawing: Drawing | None = None
        self.state: BuildState | None = None
        self.token = ""
        self.path = self.language = ""
        self.meta: Meta = {}
        self.is_drawn = False  # before that, postprocessors run for parts such as the table of contents

    def find_state(self, where: Whereabouts, text: str) -> BuildState:
        for name, value in self.extension.unusable.items():  # here, where MkDocs shows the message without a traceback
            raise ClickException(
                f"the extension whosaid cannot use “{name}: {value}”; its only option is “docs”, the name of the docs "
                "folder, and all settings are in whosaid.yml in that folder"
            )
        handed = self.extension.getConfig("state")
        if isinstance(handed, BuildState):
            return handed
        docs = where.docs or Path(self.extension.getConfig("docs"))
        return state_without_hook(docs, where, text)


class _Read(Preprocessor):
    """Reads the author's text, before anything has changed it."""

    def __init__(self, md: Markdown, work: _PageWork, notes: NotesProcessor) -> None:
        super().__init__(md)
        self.work, self.notes = work, notes

    def run(self, lines: list[str]) -> list[str]:
        work = self.work
        work.drawing, work.token, self.notes.token, work.is_drawn = None, "", "", False
        where = whereabouts(self.md)
        if where is None:
            return lines
        text = "\n".join(lines)
        state = work.state = work.find_state(where, text)
        work.path, work.language, work.meta = where.path, where.language, where.meta
        if where.path in state.generated:
            return lines
        page = state.ledger.files.get(where.path)
        if page is None:
            self._look_outside(where, text, state)
            return lines
        findings = state.of_page(where.path)
        if not state.is_drawable(where.path):
            return ["", banner(findings), ""]
        differences: list[Finding] = []
        if page.text.endswith(text):  # MkDocs removes the front matter
            extracted = extract_blocks(page, len(page.text) - len(text))
        else:
            read = read_page(page.path, page.file, text)
            if (changed := changed_before(page, read)) is not None:
                differences.append(difference(page, *changed))  # reported once, not again for the words drawn
            extracted = extract_blocks(read, 0)
        work.token = self.notes.token = extracted.token
        stash = self.md.htmlStash
        work.drawing = Drawing(page, state, findings, stash.store, stash.rawHtmlBlocks, differences)
        return extracted.text.split("\n")

    def _look_outside(self, where: Whereabouts, text: str, state: BuildState) -> None:
        """Report annotations on a page that is not a file of the docs folder, such as one of another plug-in."""
        page = read_page(where.path, where.path, text)
        for record in page.records:
            what = f"this {record.kind} is on a page that is not a file of the docs folder, so it cannot be checked"
            state.differences.append(difference(page, record.at, what))


class _Draw(Treeprocessor):
    """Draws on the tree of the page, which has links, headings and ids."""

    def __init__(self, md: Markdown, work: _PageWork) -> None:
        super().__init__(md)
        self.work = work

    def run(self, root: etree.Element) -> None:
        page = self.work.drawing.page.language if self.work.drawing is not None else ""
        with in_language(page, self.work.language):
            self._draw(root)

    def _draw(self, root: etree.Element) -> None:
        work = self.work
        if work.state is not None and work.state.alone and work.state.changes(work.path, "titles"):
            make_safe(work.meta, getattr(self.md, "toc_tokens", ()))
        if work.drawing is not None and "excerpt" in self.md.treeprocessors:  # of Material's blog, on another page
            draw_excerpt(root, work.drawing)
        elif work.drawing is not None and work.state is not None:
            draw(root, work.drawing)
            work.is_drawn = True
            work.state.differences.extend(work.drawing.differences)


class _ShowFindings(Treeprocessor):
    """Shows what was found on a page, at its top; it is nothing unless this is a preview."""

    def __init__(self, md: Markdown, work: _PageWork) -> None:
        super().__init__(md)
        self.work = work

    def run(self, root: etree.Element) -> None:
        drawing = self.work.drawing
        if self.work.is_drawn and drawing is not None and (shown := [*drawing.findings, *drawing.differences]):
            root.insert(0, draw_banner(shown))


class _RemoveComments(Postprocessor):
    """Removes comments from the HTML of any page or heading, annotated or not."""

    def __init__(self, md: Markdown, work: _PageWork) -> None:
        super().__init__(md)
        self.work = work

    def run(self, text: str) -> str:
        state, path = self.work.state, self.work.path
        if state is None:  # text that another extension converts
            handed, path = self.work.extension.getConfig("state"), ""
            state = handed if isinstance(handed, BuildState) else None
        if state is not None and not state.changes(path, "comments"):
            return text
        return without_comments(text, state.signs if state is not None else MORE)


class _LookForRemains(Postprocessor):
    """Looks for annotations left as text in the HTML, which snippets or macros brought in too late."""

    def __init__(self, md: Markdown, work: _PageWork) -> None:
        super().__init__(md)
        self.work = work

    def run(self, text: str) -> str:
        work = self.work
        if work.state is None or work.drawing is None:
            return text
        if work.token and f"{work.token}-" in text:
            marker = rf"{work.token}-(?:open|close|place)-\d+"
            text = re.sub(rf"<p>{marker}(?:</p>)?|{marker}", "", text)
        path, is_ours = work.path, work.path in work.state.ledger.annotated
        if work.state.alone and is_ours and work.is_drawn:
            refuse_lost_links(work.state, path, text)
        if with_severity(work.drawing.findings, "error"):  # in a preview; the remains are what they are about
            return text
        signs = [sign for sign in _LEFT_OVER if sign in text and (is_ours or sign in _UNMISTAKABLE)]
        if signs or (is_ours and "!--" in text):
            page, prose = work.drawing.page, without_code(text)
            for sign in work.state.signs:
                prose = prose.replace(sign, "")
            remains = chain.from_iterable(_LEFT_OVER[sign].finditer(prose) for sign in signs)
            reported = " ".join(finding.message for finding in work.drawing.differences)
            for remain in dict.fromkeys(match.group() for match in remains):
                if "#" in remain and f"“{remain.rpartition('#')[2]}”" in reported:
                    continue  # reported at its own place
                what = f"“{remain}” is left in the page, so it is neither drawn nor checked"
                work.state.differences.append(difference(page, 0, what))
            if is_ours and "!--" in prose and not printed_comments(prose) <= comments_for_readers(page.text):
                at = max(page.text.find("<!--"), 0)
                work.state.differences.append(difference(page, at, "a comment is printed in the page"))
        return text
