"""Rules about files: YAML, front matter, what can be read at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from ...base.filefaults import (
    BadFolder,
    BadPageName,
    BadPolicy,
    BadYaml,
    CommentInHtml,
    CommentShown,
    ControlCharacter,
    DamagedFrontMatter,
    DuplicateKey,
    InTheWay,
    StrayFile,
    SwallowedFirstLine,
    UnknownKey,
    UnreadableFile,
    WrongShape,
    YamlStop,
)
from ...base.vocabulary import MARKDOWN_SUFFIXES
from ...ledger.records import Ledger
from .core import Fault, did_you_mean, fault_rule, one_of, quoted, rule


@fault_rule(concerns="pages")
def unreadable_file(fault: UnreadableFile) -> str:
    """A file or folder that cannot be read: no permission, broken link, not UTF-8, a loop of links.

    Bad:  a page saved as Windows-1252
    Good: the same page saved as UTF-8
    Why:  What cannot be read cannot be checked.
    """
    match fault.detail:
        case "encoding":
            return f"this file is not UTF-8: the byte {fault.text} cannot be read; save the file as UTF-8"
        case "loop":
            return "this link leads back to a folder above it; remove the link"
        case "broken link":
            return "this link leads to a file that is not there; mend it or remove it"
        case "folder":
            return "this is a folder, but a file of this name is expected; give it another name"
        case "name":
            return "the name of this file or folder is not UTF-8; give it another name"
        case "no file":
            return "this is a pipe or a device, not a file with text; remove it or give it another name"
        case "":
            return f"this file cannot be read ({fault.text})"


@fault_rule(severity="error", gate=False)
def in_the_way(fault: InTheWay) -> str:
    """A file or folder of the docs folder stands where the site gets one from Whosaid.

    Bad:  a file `docs/data`, a folder `docs/assets/whosaid.css/`
    Good: the same under another name
    Why:  There cannot be a file and a folder of one name, so the site could not be written.
    """
    match fault.detail:
        case "file":
            return f"the site gets a folder “{fault.text}”, and this file is in its way; give it another name"
        case "folder":
            return f"the site gets a file “{fault.text}”, and this folder is in its way; give it another name"


@rule(severity="error", gate=False)
def same_address(ledger: Ledger) -> Iterator[Fault]:
    """Two pages get the same address, and one of them has annotations.

    Bad:  `bridge.md` beside `bridge/index.md`
    Good: one of the two under another name
    Why:  Of the two, only one would be in the site, while the ledger has the claims of both.
    """
    pages: dict[str, list[str]] = {}
    for path in ledger.files:
        if path.endswith(MARKDOWN_SUFFIXES):
            pages.setdefault(_address(path), []).append(path)
    for paths in pages.values():
        others = [path for path in paths if PurePosixPath(path).stem != "README" or _index_of(path) not in paths]
        if len(others) > 1 and any(ledger.statements.get(path) for path in others):
            message = f"this page has the same address as “{others[0]}”; give one of them another name"
            yield from (Fault(ledger.files[path], 0, message) for path in others[1:])


def _address(path: str) -> str:
    """The folder that MkDocs makes of a page; another one where `use_directory_urls` is off."""
    page = PurePosixPath(path).with_suffix("")
    return (page.parent if page.name in ("index", "README") else page).as_posix()


def _index_of(path: str) -> str:
    """MkDocs leaves a README out where there is an index beside it."""
    return PurePosixPath(path).with_stem("index").as_posix()


@rule(severity="error", gate=False)
def html_in_name(ledger: Ledger) -> Iterator[Fault]:
    """A page, or a folder with pages in it, is named like a piece of HTML.

    Bad:  `articles/<b>bridge.md`
    Good: `articles/bridge.md`
    Why:  Builders make titles of such names. Some print them on every page of the site as they are, as HTML that works.
    """
    told: set[str] = set()
    for path, page in ledger.files.items() if ledger.by_ref else ():
        if path.endswith(MARKDOWN_SUFFIXES) and (tag := _TAG.search(path)) is not None:
            end = path.find("/", tag.start())
            named, what = (path, "file") if end < 0 else (path[:end], "folder")
            if named not in told:
                told.add(named)
                message = f"the name of this {what}, {quoted(PurePosixPath(named).name)}, reads as HTML and may be made"
                yield Fault(page, 0, f"{message} a title that works as such; give it a name without “<”")


_TAG: Final = re.compile("<[A-Za-z!?]")


@fault_rule(concerns="pages")
def stray_file(fault: StrayFile) -> str:
    """A file in the docs folder that looks like the desk's own, but is not read, and would be published.

    Bad:  `sources.yaml`, `articles/sources.yml`, `bridge.md~`, `bridge.md.bak`
    Good: one `sources.yml` at the top of the docs folder; backups outside of it
    Why:  What stands in it was never meant for readers: a draft, a comment, a source nobody may know.
    """
    if fault.detail == "backup":
        return (
            f"{quoted(fault.text)} looks like a copy that an editor has left behind, and would be published; "
            "delete it or move it out of this folder"
        )
    return (
        f"{quoted(fault.text)} is not read, and would be published; only “{fault.detail}.yml” at the top of the docs "
        "folder is read: move what it holds there and delete it, or give it another name"
    )


@fault_rule(concerns="pages")
def control_character(fault: ControlCharacter) -> str:
    """A character that is no text, such as NUL.

    Bad:  a page with U+0000 in it
    Good: the same page without it
    Why:  It is invisible, and Markdown uses some of these signs for itself.
    """
    more = f" ({fault.detail} of its kind in this file)" if fault.detail != "1" else ""
    return f"the invisible character {fault.text} has no place in a text{more}; remove it"


@fault_rule(concerns="pages", discreet=True)
def bad_yaml(fault: BadYaml) -> str:
    """Front matter or a settings file is not readable as YAML.

    Bad:  `title: Bridge: the facts`
    Good: `title: "Bridge: the facts"`
    Why:  Nothing below the fault can be relied on.
    """
    return _why_no_yaml(fault)


def _why_no_yaml(fault: BadYaml) -> str:
    shown = quoted(fault.text) if fault.text else "this line"
    match fault.detail:
        case "colon in value":
            return "the value in this line has a colon in it; put it between double quotes"
        case "hard space":
            return "this line is indented with a non-breaking space, as word processors make it; use spaces"
        case "indent":
            return f"{shown} does not stand under its neighbours; give it the same indent as the lines it belongs to"
        case "no colon":
            return f"there is no colon after {shown}; write “{fault.text or 'name'}:”"
        case "no space":
            return f"there is no space after the colon of {shown}; write “{fault.text or 'name'}: …”"
        case cause:
            return f"this cannot be read from here on; {_what_stops_yaml(cause, fault.text)}"


def _what_stops_yaml(cause: YamlStop, text: str) -> str:
    match cause:
        case "anchor":
            return "“&” and “*” have a meaning in YAML; put the value between quotes"
        case "tag":
            return "an exclamation mark has a meaning in YAML; put the value between quotes"
        case "second document":
            return "a line “---” starts a second document here; remove it"
        case "too deep":
            return "the lists stand inside each other too deeply"
        case "key":
            return "a name before the colon must be plain text"
        case "tab":
            return "there is a tab here; use spaces"
        case "sign":
            return f"no value can start with {quoted(text)}; put it between double quotes"
        case "open quote":
            return "this quotation mark is not closed, or something stands behind the closing one"
        case "open bracket":
            return "this bracket is not closed, or a comma is missing in it"
        case "value":
            return "this looks like a date or a number but is none; correct it or put it between quotes"
        case "odd character":
            return "there is a character here that YAML does not allow"
        case "":
            return "if a value holds a colon, a # or a quote, put it between double quotes"


@fault_rule(concerns="pages", discreet=True)
def duplicate_key(fault: DuplicateKey) -> str:
    """A name stands twice in YAML, so that one value would be lost.

    Bad:  `council:` twice in sources.yml
    Good: `council:` once
    Why:  Which of the two is meant can only be guessed.
    """
    more = ", or look for a lost line above it, with the id of the next source" if fault.detail == "field" else ""
    return f"{quoted(fault.text)} stands twice here; keep one{more}"


@fault_rule
def unknown_key(fault: UnknownKey) -> str:
    """A key that Whosaid does not know, in sources.yml or whosaid.yml; in front matter, one that is nearly one of ours.

    Bad:  `tpye: institution`
    Good: `type: institution`
    Why:  A misspelt key would be left out without a word.
    """
    near = did_you_mean(fault.text, fault.expected)
    return f"no key is called {quoted(fault.text)}{near or '; the keys are ' + one_of(fault.expected)}"


@fault_rule(concerns="pages", discreet=True)
def wrong_shape(fault: WrongShape) -> str:
    """A text where a list is expected, or the other way round.

    Bad:  `name: [the, council]`
    Good: `name: the council`
    Why:  A value read as something else would say something else.
    """
    if fault.detail == "sources" and fault.text != "sources":
        return "this is no source; write one entry for each: its id, a colon, and its fields below"
    return f"{quoted(fault.text)} {_what_is_expected(fault)}"


def _what_is_expected(fault: WrongShape) -> str:
    match fault.detail:
        case "text":
            return "should be a text on its line"
        case "list":
            return "should be a list of ids: “a, b”, or one on each line after a hyphen"
        case "items":
            return "should be a list: “[a, b]”, or one on each line after a hyphen"
        case "mapping":
            return "should hold “name: value” lines"
        case "sources":
            return "should hold one entry for each source: its id, a colon, and its fields below"


@fault_rule
def bad_page_name(fault: BadPageName) -> str:
    """`ledger-page` is no name of a page in the docs folder.

    Bad:  `ledger-page: /ledger`
    Good: `ledger-page: ledger.md`
    Why:  The page would be written outside the site, or not at all.
    """
    return f"{quoted(fault.text)} is no name for a page; write a name in the docs folder that ends in .md"


@fault_rule
def bad_folder(fault: BadFolder) -> str:
    """`rules-folder` is no name of a folder in the docs folder.

    Bad:  `rules-folder: ../rules`
    Good: `rules-folder: rules`
    Why:  The pages would be written outside the site, or not at all.
    """
    return f"{quoted(fault.text)} is no name for a folder; write letters, digits, hyphens, and / for folders inside"


@fault_rule
def bad_policy(fault: BadPolicy) -> str:
    """`unnamed-sources-policy` names neither a page of this site nor a web address.

    Bad:  `unnamed-sources-policy: our policy`
    Good: `unnamed-sources-policy: about/sources.md`
    Why:  Other sites are told where to read it, and would find nothing there (the Trust Project, schema.org).
    """
    near = did_you_mean(fault.text, fault.expected)
    end = near or "; write the path of a page in the docs folder, or an address that starts with https://"
    return f"{quoted(fault.text)} is no page of this site and no web address{end}"


@fault_rule(concerns="pages")
def damaged_front_matter(fault: DamagedFrontMatter) -> str:
    """Front matter that MkDocs prints as text: not closed, not at the top, or reformatted.

    Bad:  an empty line before the first `---`
    Good: `---` in the first line and in a line after the last key
    Why:  Title, date and sources of the page would be printed as text, and not be known.
    """
    match fault.detail:
        case "unclosed":
            return "the front matter is not closed; end it with a line “---”"
        case "empty":
            return (
                "front matter without a key is printed, and a comment in it as a heading; write a key into it, such "
                "as “title:”, or remove it"
            )
        case "late":
            return "front matter must start in the first line; remove what stands before it"
        case "dashes":
            return f"{quoted(fault.text)} is no line of three hyphens; write “---” round the front matter"
        case "opened on":
            return "something stands behind the first “---”; write it on a line of its own"
        case "unopened":
            return "the front matter is not opened; write a line “---” above its first key"
        case "formatter":
            return (
                "the front matter has been turned into text, as mdformat does without its mdformat-frontmatter "
                "plug-in; restore the lines between “---” and “---”"
            )


@fault_rule(concerns="pages")
def swallowed_first_line(fault: SwallowedFirstLine) -> str:
    """A first line like `Update: …`, which MkDocs takes for metadata and does not print.

    Bad:  `Update: the bridge is open again.` as the first line
    Good: front matter, a heading or an empty line before it
    Why:  A sentence of the article would be missing from the page.
    """
    return (
        f"MkDocs takes a first line that starts with {quoted(fault.text)} for metadata and drops it; "
        "put a heading or front matter before it"
    )


@fault_rule(concerns="pages")
def comment_shown(fault: CommentShown) -> str:
    """A comment that would be printed for all to read: it has no end, or stands where there are no comments.

    Bad:  `The bridge <!-- ask her again`
    Good: `The bridge <!-- ask her again -->`
    Why:  What an author notes for the desk may name a source. Nobody but the desk may read it.
    """
    return f"this comment would be printed: {_why_shown(fault)}"


def _why_shown(fault: CommentShown) -> str:
    match fault.detail:
        case "unclosed":
            return "it has no end; write --> after it"
        case "empty line":
            return "there is an empty line in it; remove that line, or let it start its line, without indent"
        case "ends early":
            return "browsers end it before its “-->”, at “--!>”, or at a “>” right at its start; take that out"
        case "instruction":
            return "“<?” or “<![” starts something that browsers end at the first “>”; write <!-- … --> instead"
        case "nested":
            return "another one starts in it; end this one first"
        case "plain text":
            return (
                "titles, options, values and the words for an image are plain text; put it on a line of its own "
                "in the text, or behind a # in YAML"
            )


@fault_rule(severity="error", gate=False, concerns="pages")
def comment_in_html(fault: CommentInHtml) -> str:
    """A page of HTML in the docs folder has a comment in it.

    Bad:  `chart.html` with `<!-- figures from her, do not name -->`
    Good: the same file without the comment
    Why:  Comments are taken out of Markdown, but a page of HTML is published as it is, for everybody to read.
    """
    more = f" ({fault.detail} of them in this file)" if fault.detail != "1" else ""
    return f"this comment would be published{more}: a file of HTML goes out as it is; take the comment out"
