"""The Python-Markdown extension `whosaid`: the second door.

    preprocessor    reads the page as the check does and cuts the annotation blocks out (cut)
    block processor renders the editor's notes (cut)
    tree processor  turns links into marks and records into notes, and compares drawn with read (draw)
    postprocessors  take comments out (uncommented), and look for annotations that are left as text

A hook hands over a `Board` (the ledger and its findings). Without one the extension loads it itself, and stops the
build with a single message that lists all findings, before the first page is drawn.
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
from ..base.vocabulary import CUE_WORDS, KIND_WORDS
from ..check.findings import Finding, with_severity
from ..check.rules.limits import UNDRAWABLE
from ..read import read_page
from .board import (
    MORE,
    Board,
    Whereabouts,
    board_without_hook,
    log,
    log_findings,
    open_board,
    refuse_lost_links,
    whereabouts,
)
from .changed import changed_before
from .compare import difference
from .cut import NotesProcessor, cut_blocks
from .draw import Drawing, banner, draw, draw_excerpt
from .embeds import draw_embeds, find_embeds
from .safemeta import Meta, make_safe
from .uncommented import comments_for_readers, printed_comments, without_code, without_comments

__all__ = ["Board", "WhosaidExtension", "banner", "log", "log_findings", "open_board"]

_BEFORE_ALL: Final = 40  # before snippets (32) and all that changes lines: the text is still the author's
_AFTER_TOC: Final = 5  # with toc and registered after it: headings have ids, and none of our digits in their titles
_AFTER_RAW_HTML: Final = 0  # when every stashed piece of HTML is back in its place
# What must not be left as text, by a sign that is in every such piece and in few other pages.
_LEFT_OVER: Final = {
    "///": re.compile(rf"(?:^|(?<=[\s>]))/{{3,}}[ \t]*(?:{KIND_WORDS})\b"),  # a block's first line
    "](#": re.compile(r"\]\(#[a-z0-9-]+"),  # a mark
    "title=": re.compile(  # a mark drawn as an ordinary link
        rf"<a\b[^<>]*\btitle=[\"']\s*(?:{KIND_WORDS})(?:\s+(?:{CUE_WORDS})\b|\s*[\"'])"
    ),
    'class="admonition ': re.compile(rf"class=\"admonition (?:{KIND_WORDS})\""),  # a lookalike
}

_UNMISTAKABLE: Final = frozenset(("///", "title=", 'class="admonition '))  # also on a page without annotations


class WhosaidExtension(Extension):
    """Named `whosaid` in mkdocs.yml. `docs`: the docs folder, for builders that do not tell it."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            "docs": ["docs", "The docs folder, where the builder does not tell it"],
            "board": ["", "The ledger and its findings, from a hook"],
        }
        usable = {name: value for name, value in kwargs.items() if _is_usable(name, value)}
        self.unusable = {name: value for name, value in kwargs.items() if name not in usable}
        super().__init__(**usable)

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processors, with the state of one page between them."""
        state = _State(self, md)
        notes = NotesProcessor(md.parser)
        md.parser.blockprocessors.register(notes, "whosaid-notes", 200)
        md.preprocessors.register(_Read(md, state, notes), "whosaid", _BEFORE_ALL)
        md.treeprocessors.register(_Draw(md, state), "whosaid", _AFTER_TOC)
        md.postprocessors.register(_TakeCommentsOut(md, state), "whosaid-comments", _AFTER_RAW_HTML)
        md.postprocessors.register(_LookForRemains(md, state), "whosaid", _AFTER_RAW_HTML)


def _is_usable(option: str, value: object) -> bool:
    return isinstance(value, {"docs": str, "board": Board}.get(option, ()))


class _State:
    """What the processors of one Markdown object share while they work on one page."""

    def __init__(self, extension: WhosaidExtension, md: Markdown) -> None:
        self.extension, self.md = extension, md
        self.drawing: Drawing | None = None
        self.board: Board | None = None
        self.token = ""
        self.path = self.language = ""
        self.meta: Meta = {}
        self.is_drawn = False  # before that, postprocessors are called for pieces such as the table of contents

    def find_board(self, where: Whereabouts, text: str) -> Board:
        for name, value in self.extension.unusable.items():  # here, where MkDocs shows the sentence and no traceback
            raise ClickException(
                f"the extension whosaid cannot use “{name}: {value}”; its only option is “docs”, the name of the docs "
                "folder, and all settings are in whosaid.yml in that folder"
            )
        handed = self.extension.getConfig("board")
        if isinstance(handed, Board):
            return handed
        docs = where.docs or Path(self.extension.getConfig("docs"))
        return board_without_hook(docs, where.build, where.path, text)


class _Read(Preprocessor):
    """The author's text, before anything has changed it."""

    def __init__(self, md: Markdown, state: _State, notes: NotesProcessor) -> None:
        super().__init__(md)
        self.state, self.notes = state, notes

    def run(self, lines: list[str]) -> list[str]:
        state = self.state
        state.drawing, state.token, self.notes.token, state.is_drawn = None, "", "", False
        where = whereabouts(self.md)
        if where is None:
            return lines
        text = "\n".join(lines)
        board = state.board = state.find_board(where, text)
        state.path, state.language, state.meta = where.path, where.language, where.meta
        if where.path in board.generated:
            return lines
        page = board.ledger.files.get(where.path)
        if page is None:
            self._look_outside(where, text, board)
            return lines
        findings = board.of_page(where.path)
        if any(finding.rule in UNDRAWABLE for finding in findings):
            return ["", banner(findings), ""]
        differences: list[Finding] = []
        if page.text.endswith(text):  # MkDocs takes the front matter off
            cut = cut_blocks(page, len(page.text) - len(text))
        else:
            read = read_page(page.path, page.file, text)
            if (changed := changed_before(page, read)) is not None:
                differences.append(difference(page, *changed))  # which is said once, not again of the words drawn
            cut = cut_blocks(read, 0)
        state.token = self.notes.token = cut.token
        stash = self.md.htmlStash
        state.drawing = Drawing(page, board, findings, stash.store, stash.rawHtmlBlocks, differences)
        return cut.text.split("\n")

    def _look_outside(self, where: Whereabouts, text: str, board: Board) -> None:
        """A page that is no file of the docs folder, made by a plug-in perhaps: it may hold no annotations."""
        page = read_page(where.path, where.path, text)
        for record in page.records:
            what = f"this {record.kind} is on a page that is no file of the docs folder, so it cannot be checked"
            board.differences.append(difference(page, record.at, what))


class _Draw(Treeprocessor):
    """The tree of the page, with links, headings and ids in it."""

    def __init__(self, md: Markdown, state: _State) -> None:
        super().__init__(md)
        self.state = state

    def run(self, root: etree.Element) -> None:
        with in_language(self.state.language):
            self._draw(root)

    def _draw(self, root: etree.Element) -> None:
        state = self.state
        if state.board is not None and state.board.alone and state.board.changes(state.path, "titles"):
            make_safe(state.meta, getattr(self.md, "toc_tokens", ()))
        if state.board is not None and state.path in state.board.generated:
            draw_embeds(find_embeds(root), state.board, state.path, self.md.htmlStash.store)
        elif state.drawing is not None and "excerpt" in self.md.treeprocessors:  # of Material's blog, on another page
            draw_excerpt(root, state.drawing)
        elif state.drawing is not None and state.board is not None:
            draw(root, state.drawing)
            state.is_drawn = True
            state.board.differences.extend(state.drawing.differences)


class _TakeCommentsOut(Postprocessor):
    """The HTML of any page or heading, also of those that Whosaid has nothing else to do with."""

    def __init__(self, md: Markdown, state: _State) -> None:
        super().__init__(md)
        self.state = state

    def run(self, text: str) -> str:
        board, path = self.state.board, self.state.path
        if board is None:  # text that another extension has converted
            handed, path = self.state.extension.getConfig("board"), ""
            board = handed if isinstance(handed, Board) else None
        if board is not None and not board.changes(path, "comments"):
            return text
        return without_comments(text, board.signs if board is not None else MORE)


class _LookForRemains(Postprocessor):
    """The HTML of the page: annotations that came in later than the reader (snippets, macros) are left as text."""

    def __init__(self, md: Markdown, state: _State) -> None:
        super().__init__(md)
        self.state = state

    def run(self, text: str) -> str:
        state = self.state
        if state.board is None or state.drawing is None:
            return text
        if state.token and f"{state.token}-" in text:
            marker = rf"{state.token}-(?:open|close|place)-\d+"
            text = re.sub(rf"<p>{marker}(?:</p>)?|{marker}", "", text)
        path, is_ours = state.path, state.path in state.board.ledger.annotated
        if state.board.alone and is_ours and state.is_drawn:
            refuse_lost_links(state.board, path, text)
        if with_severity(state.drawing.findings, "error"):  # a preview; what is left is what they are about
            return text
        signs = [sign for sign in _LEFT_OVER if sign in text and (is_ours or sign in _UNMISTAKABLE)]
        if signs or (is_ours and "!--" in text):
            page, prose = state.drawing.page, without_code(text)
            for sign in state.board.signs:
                prose = prose.replace(sign, "")
            remains = chain.from_iterable(_LEFT_OVER[sign].finditer(prose) for sign in signs)
            told = " ".join(finding.message for finding in state.drawing.differences)
            for remain in dict.fromkeys(match.group() for match in remains):
                if "#" in remain and f"“{remain.rpartition('#')[2]}”" in told:
                    continue  # at its own place
                what = f"“{remain}” is left in the page, so it is neither drawn nor checked"
                state.board.differences.append(difference(page, 0, what))
            if is_ours and "!--" in prose and not printed_comments(prose) <= comments_for_readers(page.text):
                at = max(page.text.find("<!--"), 0)
                state.board.differences.append(difference(page, at, "a comment is printed in the page"))
        return text
