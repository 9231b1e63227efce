"""Rules about files: what can be read, names and addresses, what would be published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from ...base.filefaults import (
    CommentInHtml,
    CommentShown,
    ControlCharacter,
    InTheWay,
    NotPublished,
    StrayFile,
    UnreadableFile,
)
from ...base.filenames import MARKDOWN_SUFFIXES
from ...base.patterns import pattern
from ...ledger.records import Ledger, OnePage
from .commentrepairs import mended_comment, no_control_characters, no_empty_lines, no_turn, remove_comment
from .core import Fault, fault_rule, page_rule, quoted, rule


@fault_rule(concerns="pages")
def unreadable_file(fault: UnreadableFile) -> str:
    """A file or folder cannot be read: no permission, a broken or circular link, or not UTF-8.

    Bad:  a page saved in the encoding Windows-1252
    Good: the same page saved as UTF-8
    Why:  A file that cannot be read cannot be checked.
    """
    match fault.detail:
        case "encoding":
            return f"this file is not UTF-8: the byte {fault.text} cannot be read; save the file as UTF-8"
        case "loop":
            return "this link leads back to a folder above it; remove the link"
        case "broken link":
            return "this link leads to a file that does not exist; fix or remove the link"
        case "folder":
            return "this is a folder, but a file with this name is expected; rename the folder"
        case "name":
            return "the name of this file or folder is not UTF-8; rename it"
        case "no file":
            return "this is a pipe or a device, not a text file; remove or rename it"
        case "":
            return f"this file cannot be read ({fault.text})"


@fault_rule(severity="error", gate=False)
def in_the_way(fault: InTheWay) -> str:
    """A file or folder in the docs folder has the name of one that Whosaid adds to the site.

    Bad:  a file `docs/data`, a folder `docs/assets/whosaid.css/`
    Good: the same under another name
    Why:  A file and a folder cannot have the same name, so the site could not be written.
    """
    match fault.detail:
        case "file":
            return f"the site needs a folder “{fault.text}”, and this file is in the way; rename the file"
        case "folder":
            return f"the site needs a file “{fault.text}”, and this folder is in the way; rename the folder"


@fault_rule(severity="error", gate=False)
def not_published(fault: NotPublished) -> str:
    """A link leads to a part of the site that `publish` in whosaid.yml leaves out.

    Bad:  `[Every claim](ledger.md)`, and `publish: [feeds]` in whosaid.yml
    Good: the same link, and `publish: [feeds, ledger]`
    Why:  The link would lead nowhere.
    """
    return (
        f"{quoted(fault.text)} is not published: “publish” in whosaid.yml leaves out “{fault.detail}”; "
        "add it there, or let the link lead to another page"
    )


@rule(severity="error", gate=False)
def same_address(ledger: Ledger) -> Iterator[Fault]:
    """Two pages have the same address, or only differ in capital letters, and at least one of them has annotations.

    Bad:  `bridge.md` beside `bridge/index.md`, `Bridge.md` or, if both have annotations, `bridge.annotations.md`
    Good: one of the two renamed
    Why:  Only one of them would be on the site, while the ledger has the claims of both. Many disks and some hosts take
          capital and small letters for the same; and the data of an article ends in `.annotations.json`.
    """
    pages: dict[str, list[str]] = {}
    for path in ledger.files:
        if path.endswith(MARKDOWN_SUFFIXES):
            pages.setdefault(_address(path).lower(), []).append(path)
    for paths in pages.values():
        if len(paths) == 1:
            continue
        others = [path for path in paths if PurePosixPath(path).stem != "README" or _index_of(path) not in paths]
        if len(others) > 1 and any(ledger.statements.get(path) for path in others):
            for path in others[1:]:
                is_same = _address(path) == _address(others[0])
                how = "has the same address as" if is_same else "differs only in capital letters from"
                yield Fault(ledger.files[path], 0, f"this page {how} “{others[0]}”; rename one of them")
    annotated = {_address(path).lower(): path for path, own in ledger.statements.items() if own}
    for address, path in annotated.items():
        if (other := annotated.get(address.removesuffix(_ANNOTATIONS))) not in (path, None):
            message = f"the data of this page has the same name as the annotations of “{other}”; rename one of them"
            yield Fault(ledger.files[path], 0, message)


_ANNOTATIONS: Final = ".annotations"
"""The end of the name of a file with the annotations of an article, before `.json`."""


def _address(path: str) -> str:
    """The folder that MkDocs makes of a page (with `use_directory_urls`, which is the default)."""
    folder, slash, name = path.rpartition("/")
    stem = name.rpartition(".")[0]
    return folder if stem in ("index", "README") else f"{folder}{slash}{stem}"


def _index_of(path: str) -> str:
    """The index page beside a README, for which MkDocs leaves the README out."""
    return PurePosixPath(path).with_stem("index").as_posix()


@rule(severity="error", gate=False)
def html_in_name(ledger: Ledger) -> Iterator[Fault]:
    """The name of a page, or of a folder with pages, contains HTML.

    Bad:  `articles/<b>bridge.md`
    Good: `articles/bridge.md`
    Why:  Builders turn names into titles, and some print them unescaped on every page of the site.
    """
    reported: set[str] = set()
    for path, page in ledger.files.items() if ledger.by_ref else ():
        if path.endswith(MARKDOWN_SUFFIXES) and (tag := _TAG.search(path)) is not None:
            end = path.find("/", tag.start())
            named, what = (path, "file") if end < 0 else (path[:end], "folder")
            if named not in reported:
                reported.add(named)
                message = f"the name of this {what}, {quoted(PurePosixPath(named).name)}, contains HTML and may"
                yield Fault(page, 0, f"{message} become a title that browsers run; give it a name without “<”")


_TAG: Final = pattern("<[A-Za-z!?]")


@fault_rule(concerns="pages")
def stray_file(fault: StrayFile) -> str:
    """A file in the docs folder looks private, but Whosaid does not read it, and it would be published.

    Bad:  `sources.yaml`, `articles/sources.yml`, `bridge.md~`, `bridge.md.bak`
    Good: one `sources.yml` at the top of the docs folder; backups outside it
    Why:  It may hold what was never meant for readers: a draft, a comment, a confidential source.
    """
    if fault.detail == "backup":
        return (
            f"{quoted(fault.text)} looks like a copy left behind by an editor, and would be published; "
            "delete it or move it out of this folder"
        )
    return (
        f"{quoted(fault.text)} is not read, and would be published; only “{fault.detail}.yml” at the top of the docs "
        "folder is read: move the content there and delete this file, or rename it"
    )


@fault_rule(concerns="pages", mend=no_control_characters)
def control_character(fault: ControlCharacter) -> str:
    """A control character, such as NUL.

    Bad:  a page with U+0000 in it
    Good: the same page without it
    Why:  It is invisible, and Markdown uses some of these characters internally.
    """
    more = f" ({fault.detail} control characters in this file)" if fault.detail != "1" else ""
    return f"the invisible control character {fault.text} does not belong in a text{more}; remove it"


@page_rule(severity="warning", concerns="pages", offer=no_turn)
def hidden_direction(one: OnePage) -> Iterator[Fault]:
    """An invisible character turns the direction of what follows, and nothing turns it back on the same line.

    Bad:  `name: Ada` U+202E `Brook`, which readers see as “Ada koorB”
    Good: the same name without the invisible character
    Why:  Readers would see other words than those recorded, up to who denies what (Unicode Technical Report 36).
    """
    if one.page.text.isascii():
        return
    for line in _WITH_DIRECTION.finditer(one.page.text):
        if (at := _turned(line[0])) is not None:
            sign = f"U+{ord(line[0][at]):04X}"
            message = f"the invisible character {sign} turns the direction of what follows; remove it"
            yield Fault(one.page, line.start() + at, message)


_WITH_DIRECTION: Final = pattern("^[^\n]*[\u202a-\u202e\u2066-\u2069][^\n]*", re.MULTILINE)
_CLOSED_BY: Final = {"\u202a": "\u202c", "\u202b": "\u202c"} | dict.fromkeys("\u2066\u2067\u2068", "\u2069")


def _turned(line: str) -> int | None:
    """Where the first of these characters is that forces a direction, or that no other one ends."""
    open_at: list[int] = []
    for at, sign in enumerate(line):
        if sign in "\u202d\u202e":
            return at
        if sign in _CLOSED_BY:
            open_at.append(at)
        elif open_at and sign == _CLOSED_BY[line[open_at[-1]]]:
            open_at.pop()
    return open_at[0] if open_at else None


@fault_rule(concerns="pages", mend=no_empty_lines, offer=mended_comment)
def comment_shown(fault: CommentShown) -> str:
    """A comment would be printed: it has no end, or is where comments are not recognised.

    Bad:  `The bridge <!-- ask her again`
    Good: `The bridge <!-- ask her again -->`
    Why:  A private note may name a confidential source, and must not reach readers.
    """
    return f"this comment would be printed: {_why_shown(fault)}"


def _why_shown(fault: CommentShown) -> str:
    match fault.detail:
        case "unclosed":
            return "it has no end; write “-->” after it"
        case "empty line":
            return "it contains an empty line; remove that line, or start the comment at the beginning of a line"
        case "ends early":
            return "browsers end it before its “-->”, at a “--!>”, or at a “>” right at its start; remove that"
        case "instruction":
            return "browsers end what starts with “<?” or “<![” at the first “>”; write <!-- … --> instead"
        case "nested":
            return "another comment starts inside it; end this one first"
        case "plain text":
            return (
                "titles, options, values and alternative texts are plain text; put it on a line of its own in the "
                "text, or after a # in YAML"
            )


@fault_rule(severity="error", gate=False, concerns="pages", offer=remove_comment)
def comment_in_html(fault: CommentInHtml) -> str:
    """An HTML file in the docs folder contains a comment.

    Bad:  `chart.html` with `<!-- figures from her, do not name -->`
    Good: the same file without the comment
    Why:  Comments are removed from Markdown, but an HTML file is published as it is, for everybody to read.
    """
    more = f" ({fault.detail} of them in this file)" if fault.detail != "1" else ""
    return f"this comment would be published{more}: HTML files are published as they are; remove the comment"
