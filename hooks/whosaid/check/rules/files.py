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
from ...base.filenames import MARKDOWN_SUFFIXES
from ...ledger.records import Ledger
from .core import Fault, did_you_mean, fault_rule, joined, quoted, rule


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


@rule(severity="error", gate=False)
def same_address(ledger: Ledger) -> Iterator[Fault]:
    """Two pages have the same address, and at least one of them has annotations.

    Bad:  `bridge.md` beside `bridge/index.md`
    Good: one of the two renamed
    Why:  Only one of them would be on the site, while the ledger has the claims of both.
    """
    pages: dict[str, list[str]] = {}
    for path in ledger.files:
        if path.endswith(MARKDOWN_SUFFIXES):
            pages.setdefault(_address(path), []).append(path)
    for paths in pages.values():
        others = [path for path in paths if PurePosixPath(path).stem != "README" or _index_of(path) not in paths]
        if len(others) > 1 and any(ledger.statements.get(path) for path in others):
            message = f"this page has the same address as “{others[0]}”; rename one of them"
            yield from (Fault(ledger.files[path], 0, message) for path in others[1:])


def _address(path: str) -> str:
    """The folder that MkDocs makes of a page (with `use_directory_urls`, which is the default)."""
    page = PurePosixPath(path).with_suffix("")
    return (page.parent if page.name in ("index", "README") else page).as_posix()


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


_TAG: Final = re.compile("<[A-Za-z!?]")


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


@fault_rule(concerns="pages")
def control_character(fault: ControlCharacter) -> str:
    """A control character, such as NUL.

    Bad:  a page with U+0000 in it
    Good: the same page without it
    Why:  It is invisible, and Markdown uses some of these characters internally.
    """
    more = f" ({fault.detail} control characters in this file)" if fault.detail != "1" else ""
    return f"the invisible control character {fault.text} does not belong in a text{more}; remove it"


@fault_rule(concerns="pages", sensitive=True)
def bad_yaml(fault: BadYaml) -> str:
    """Front matter or a settings file is not valid YAML.

    Bad:  `title: Bridge: the facts`
    Good: `title: "Bridge: the facts"`
    Why:  Nothing after the fault can be relied on.
    """
    return _why_no_yaml(fault)


def _why_no_yaml(fault: BadYaml) -> str:
    shown = quoted(fault.text) if fault.text else "this line"
    match fault.detail:
        case "colon in value":
            return "the value on this line contains a colon; put it in double quotes"
        case "hard space":
            return "this line is indented with a non-breaking space, as word processors insert them; use spaces"
        case "indent":
            return f"{shown} is not aligned with the lines around it; indent it like the lines it belongs with"
        case "no colon":
            return f"there is no colon after {shown}; write “{fault.text or 'name'}:”"
        case "no space":
            return f"there is no space after the colon of {shown}; write “{fault.text or 'name'}: …”"
        case cause:
            return f"the file cannot be read from here on; {_what_stops_yaml(cause, fault.text)}"


def _what_stops_yaml(cause: YamlStop, text: str) -> str:
    match cause:
        case "anchor":
            return "“&” and “*” have a special meaning in YAML; put the value in quotes"
        case "tag":
            return "an exclamation mark has a special meaning in YAML; put the value in quotes"
        case "second document":
            return "the line “---” starts a second document here; remove it"
        case "too deep":
            return "the lists are nested too deeply"
        case "key":
            return "the name before a colon must be plain text"
        case "tab":
            return "there is a tab here; use spaces"
        case "sign":
            return f"a value cannot start with {quoted(text)}; put it in double quotes"
        case "open quote":
            return "a quotation mark is not closed, or something follows the closing one"
        case "open bracket":
            return "a bracket is not closed, or a comma is missing inside it"
        case "value":
            return "this looks like a date or a number but is not a valid one; correct it or put it in quotes"
        case "odd character":
            return "this is a character that YAML does not allow"
        case "":
            return "if a value contains a colon, a # or a quotation mark, put it in double quotes"


@fault_rule(concerns="pages", sensitive=True)
def duplicate_key(fault: DuplicateKey) -> str:
    """The same key appears twice in YAML, so one value would be lost.

    Bad:  `council:` twice in sources.yml
    Good: `council:` once
    Why:  Whosaid never guesses which of the two is meant.
    """
    more = ", or restore the missing line above it with the id of the next source" if fault.detail == "field" else ""
    return f"{quoted(fault.text)} appears twice here; keep one{more}"


@fault_rule
def unknown_key(fault: UnknownKey) -> str:
    """A key is unknown (in sources.yml or whosaid.yml) or resembles one that Whosaid knows (in front matter).

    Bad:  `tpye: institution`
    Good: `type: institution`
    Why:  A misspelt key would be ignored silently.
    """
    near = did_you_mean(fault.text, fault.expected)
    return f"there is no key {quoted(fault.text)}{near or '; the keys are ' + joined(fault.expected, 'and')}"


@fault_rule(concerns="pages", sensitive=True)
def wrong_shape(fault: WrongShape) -> str:
    """A key has text where a list is expected, or the other way round.

    Bad:  `name: [the, council]`
    Good: `name: the council`
    Why:  The value would be read as something other than what the author means.
    """
    if fault.detail == "sources" and fault.text != "sources":
        return "this is not a source; write one entry per source: its id, a colon, and its fields below"
    return f"{quoted(fault.text)} {_what_is_expected(fault)}"


def _what_is_expected(fault: WrongShape) -> str:
    match fault.detail:
        case "text":
            return "should be text on a single line"
        case "list":
            return "should be a list of ids: “a, b”, or one per line after a hyphen"
        case "items":
            return "should be a list: “[a, b]”, or one item per line after a hyphen"
        case "mapping":
            return "should contain “name: value” lines"
        case "sources":
            return "should contain one entry per source: its id, a colon, and its fields below"


@fault_rule
def bad_page_name(fault: BadPageName) -> str:
    """`ledger-page` is not the name of a page in the docs folder.

    Bad:  `ledger-page: /ledger`
    Good: `ledger-page: ledger.md`
    Why:  The page would be written outside the site, or not at all.
    """
    return f"{quoted(fault.text)} is not a valid page name; write a path in the docs folder that ends in .md"


@fault_rule
def bad_folder(fault: BadFolder) -> str:
    """`rules-folder` is not the name of a folder in the docs folder.

    Bad:  `rules-folder: ../rules`
    Good: `rules-folder: rules`
    Why:  The pages would be written outside the site, or not at all.
    """
    return f"{quoted(fault.text)} is not a valid folder name; use letters, digits, hyphens, and / for subfolders"


@fault_rule
def bad_policy(fault: BadPolicy) -> str:
    """`unnamed-sources-policy` names neither a page of this site nor a web address.

    Bad:  `unnamed-sources-policy: our policy`
    Good: `unnamed-sources-policy: about/sources.md`
    Why:  The site's data tells others where to read the policy (the Trust Project, schema.org).
    """
    near = did_you_mean(fault.text, fault.expected)
    end = near or "; write the path of a page in the docs folder, or an address that starts with https://"
    return f"{quoted(fault.text)} is neither a page of this site nor a web address{end}"


@fault_rule(concerns="pages")
def damaged_front_matter(fault: DamagedFrontMatter) -> str:
    """Front matter is not closed, not at the top, or reformatted, so that MkDocs prints it as text.

    Bad:  an empty line before the first `---`
    Good: `---` on the first line, and on a line after the last key
    Why:  The page's title, date and sources would be printed as text instead of being read.
    """
    match fault.detail:
        case "unclosed":
            return "the front matter is not closed; end it with a line “---”"
        case "empty":
            return (
                "front matter without a key is printed, and a comment in it becomes a heading; add a key, such as "
                "“title:”, or remove the front matter"
            )
        case "late":
            return "front matter must start on the first line; remove what comes before it"
        case "dashes":
            return f"{quoted(fault.text)} is not a line of three hyphens; write “---” above and below the front matter"
        case "opened on":
            return "something follows the first “---” on its line; put “---” on a line of its own"
        case "unopened":
            return "the front matter has no opening line; write “---” above its first key"
        case "formatter":
            return (
                "the front matter has been turned into text, as mdformat does without its mdformat-frontmatter "
                "plug-in; restore the lines between “---” and “---”"
            )


@fault_rule(concerns="pages")
def swallowed_first_line(fault: SwallowedFirstLine) -> str:
    """The first line is like `Update: …`, which MkDocs takes for metadata and does not print.

    Bad:  `Update: the bridge is open again.` as the first line
    Good: front matter, a heading or an empty line above it
    Why:  A sentence of the article would be missing from the page.
    """
    return (
        f"MkDocs takes a first line that starts with {quoted(fault.text)} for metadata and drops it; "
        "put a heading or front matter above it"
    )


@fault_rule(concerns="pages")
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


@fault_rule(severity="error", gate=False, concerns="pages")
def comment_in_html(fault: CommentInHtml) -> str:
    """An HTML file in the docs folder contains a comment.

    Bad:  `chart.html` with `<!-- figures from her, do not name -->`
    Good: the same file without the comment
    Why:  Comments are removed from Markdown, but an HTML file is published as it is, for everybody to read.
    """
    more = f" ({fault.detail} of them in this file)" if fault.detail != "1" else ""
    return f"this comment would be published{more}: HTML files are published as they are; remove the comment"
