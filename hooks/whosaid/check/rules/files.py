"""Rules about files: YAML, front matter, what can be read at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from ...base.model import Slip
from ...base.vocabulary import MARKDOWN_SUFFIXES
from ...ledger.records import Ledger
from .core import Fault, did_you_mean, one_of, quoted, rule, slip_rule


@slip_rule(concerns="pages")
def unreadable_file(slip: Slip) -> str:
    """A file or folder that cannot be read: no permission, broken link, not UTF-8, a loop of links.

    Bad:  a page saved as Windows-1252
    Good: the same page saved as UTF-8
    Why:  What cannot be read cannot be checked.
    """
    return {
        "encoding": f"this file is not UTF-8: the byte {slip.text} cannot be read; save the file as UTF-8",
        "loop": "this link leads back to a folder above it; remove the link",
        "broken link": "this link leads to a file that is not there; mend it or remove it",
        "folder": "this is a folder, but a file of this name is expected; give it another name",
        "name": "the name of this file or folder is not UTF-8; give it another name",
        "no file": "this is a pipe or a device, not a file with text; remove it or give it another name",
    }.get(slip.detail, f"this file cannot be read ({slip.text})")


@slip_rule(severity="error", gate=False)
def in_the_way(slip: Slip) -> str:
    """A file or folder of the docs folder stands where the site gets one from Whosaid.

    Bad:  a file `docs/data`, a folder `docs/assets/whosaid.css/`
    Good: the same under another name
    Why:  There cannot be a file and a folder of one name, so the site could not be written.
    """
    return {
        "file": f"the site gets a folder “{slip.text}”, and this file is in its way; give it another name",
        "folder": f"the site gets a file “{slip.text}”, and this folder is in its way; give it another name",
    }[slip.detail]


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


@slip_rule(concerns="pages")
def stray_file(slip: Slip) -> str:
    """A file in the docs folder that looks like the desk's own, but is not read, and would be published.

    Bad:  `sources.yaml`, `articles/sources.yml`, `bridge.md~`, `bridge.md.bak`
    Good: one `sources.yml` at the top of the docs folder; backups outside of it
    Why:  What stands in it was never meant for readers: a draft, a comment, a source nobody may know.
    """
    if slip.detail == "backup":
        return (
            f"{quoted(slip.text)} looks like a copy that an editor has left behind, and would be published; "
            "delete it or move it out of this folder"
        )
    return (
        f"{quoted(slip.text)} is not read, and would be published; only “{slip.detail}.yml” at the top of the docs "
        "folder is read: move what it holds there and delete it, or give it another name"
    )


@slip_rule(concerns="pages")
def control_character(slip: Slip) -> str:
    """A character that is no text, such as NUL.

    Bad:  a page with U+0000 in it
    Good: the same page without it
    Why:  It is invisible, and Markdown uses some of these signs for itself.
    """
    more = f" ({slip.detail} of its kind in this file)" if slip.detail != "1" else ""
    return f"the invisible character {slip.text} has no place in a text{more}; remove it"


@slip_rule(concerns="pages", discreet=True)
def bad_yaml(slip: Slip) -> str:
    """Front matter or a settings file is not readable as YAML.

    Bad:  `title: Bridge: the facts`
    Good: `title: "Bridge: the facts"`
    Why:  Nothing below the fault can be relied on.
    """
    known = {
        "anchor": "“&” and “*” have a meaning in YAML; put the value between quotes",
        "tag": "an exclamation mark has a meaning in YAML; put the value between quotes",
        "second document": "a line “---” starts a second document here; remove it",
        "too deep": "the lists stand inside each other too deeply",
        "key": "a name before the colon must be plain text",
        "tab": "there is a tab here; use spaces",
        "sign": f"no value can start with {quoted(slip.text)}; put it between double quotes",
        "open quote": "this quotation mark is not closed, or something stands behind the closing one",
        "open bracket": "this bracket is not closed, or a comma is missing in it",
        "value": "this looks like a date or a number but is none; correct it or put it between quotes",
        "odd character": "there is a character here that YAML does not allow",
    }
    if slip.detail in _IN_THIS_LINE:
        shown = quoted(slip.text) if slip.text else "this line"
        return _IN_THIS_LINE[slip.detail].format(text=shown, name=slip.text or "name")
    hint = known.get(slip.detail, "if a value holds a colon, a # or a quote, put it between double quotes")
    return f"this cannot be read from here on; {hint}"


_IN_THIS_LINE: Final = {
    "colon in value": "the value in this line has a colon in it; put it between double quotes",
    "hard space": "this line is indented with a non-breaking space, as word processors make it; use spaces",
    "indent": "{text} does not stand under its neighbours; give it the same indent as the lines it belongs to",
    "no colon": "there is no colon after {text}; write “{name}:”",
    "no space": "there is no space after the colon of {text}; write “{name}: …”",
}


@slip_rule(concerns="pages", discreet=True)
def duplicate_key(slip: Slip) -> str:
    """A name stands twice in YAML, so that one value would be lost.

    Bad:  `council:` twice in sources.yml
    Good: `council:` once
    Why:  Which of the two is meant can only be guessed.
    """
    more = ", or look for a lost line above it, with the id of the next source" if slip.detail == "field" else ""
    return f"{quoted(slip.text)} stands twice here; keep one{more}"


@slip_rule
def unknown_key(slip: Slip) -> str:
    """A key that Whosaid does not know, in sources.yml or whosaid.yml; in front matter, one that is nearly one of ours.

    Bad:  `tpye: institution`
    Good: `type: institution`
    Why:  A misspelt key would be left out without a word.
    """
    near = did_you_mean(slip.text, slip.expected)
    return f"no key is called {quoted(slip.text)}{near or '; the keys are ' + one_of(slip.expected)}"


@slip_rule(concerns="pages", discreet=True)
def wrong_shape(slip: Slip) -> str:
    """A text where a list is expected, or the other way round.

    Bad:  `name: [the, council]`
    Good: `name: the council`
    Why:  A value read as something else would say something else.
    """
    expected = {
        "text": "should be a text on its line",
        "list": "should be a list of ids: “a, b”, or one on each line after a hyphen",
        "items": "should be a list: “[a, b]”, or one on each line after a hyphen",
        "mapping": "should hold “name: value” lines",
        "sources": "should hold one entry for each source: its id, a colon, and its fields below",
    }
    if slip.detail == "sources" and slip.text != "sources":
        return "this is no source; write one entry for each: its id, a colon, and its fields below"
    return f"{quoted(slip.text)} {expected[slip.detail]}"


@slip_rule
def bad_page_name(slip: Slip) -> str:
    """`ledger-page` is no name of a page in the docs folder.

    Bad:  `ledger-page: /ledger`
    Good: `ledger-page: ledger.md`
    Why:  The page would be written outside the site, or not at all.
    """
    return f"{quoted(slip.text)} is no name for a page; write a name in the docs folder that ends in .md"


@slip_rule
def bad_folder(slip: Slip) -> str:
    """`rules-folder` is no name of a folder in the docs folder.

    Bad:  `rules-folder: ../rules`
    Good: `rules-folder: rules`
    Why:  The pages would be written outside the site, or not at all.
    """
    return f"{quoted(slip.text)} is no name for a folder; write letters, digits, hyphens, and / for folders inside"


@slip_rule
def bad_policy(slip: Slip) -> str:
    """`unnamed-sources-policy` names neither a page of this site nor a web address.

    Bad:  `unnamed-sources-policy: our policy`
    Good: `unnamed-sources-policy: about/sources.md`
    Why:  Other sites are told where to read it, and would find nothing there (the Trust Project, schema.org).
    """
    near = did_you_mean(slip.text, slip.expected)
    end = near or "; write the path of a page in the docs folder, or an address that starts with https://"
    return f"{quoted(slip.text)} is no page of this site and no web address{end}"


@slip_rule(concerns="pages")
def damaged_front_matter(slip: Slip) -> str:
    """Front matter that MkDocs prints as text: not closed, not at the top, or reformatted.

    Bad:  an empty line before the first `---`
    Good: `---` in the first line and in a line after the last key
    Why:  Title, date and sources of the page would be printed as text, and not be known.
    """
    return {
        "unclosed": "the front matter is not closed; end it with a line “---”",
        "empty": "front matter without a key is printed, and a comment in it as a heading; write a key into it, such "
        "as “title:”, or remove it",
        "late": "front matter must start in the first line; remove what stands before it",
        "dashes": f"{quoted(slip.text)} is no line of three hyphens; write “---” round the front matter",
        "opened on": "something stands behind the first “---”; write it on a line of its own",
        "unopened": "the front matter is not opened; write a line “---” above its first key",
    }.get(
        slip.detail,
        "the front matter has been turned into text, as mdformat does without its mdformat-frontmatter plug-in; "
        "restore the lines between “---” and “---”",
    )


@slip_rule(concerns="pages")
def swallowed_first_line(slip: Slip) -> str:
    """A first line like `Update: …`, which MkDocs takes for metadata and does not print.

    Bad:  `Update: the bridge is open again.` as the first line
    Good: front matter, a heading or an empty line before it
    Why:  A sentence of the article would be missing from the page.
    """
    return (
        f"MkDocs takes a first line that starts with {quoted(slip.text)} for metadata and drops it; "
        "put a heading or front matter before it"
    )


@slip_rule(concerns="pages")
def comment_shown(slip: Slip) -> str:
    """A comment that would be printed for all to read: it has no end, or stands where there are no comments.

    Bad:  `The bridge <!-- ask her again`
    Good: `The bridge <!-- ask her again -->`
    Why:  What an author notes for the desk may name a source. Nobody but the desk may read it.
    """
    why = {
        "unclosed": "it has no end; write --> after it",
        "empty line": "there is an empty line in it; remove that line, or let it start its line, without indent",
        "ends early": "browsers end it before its “-->”, at “--!>”, or at a “>” right at its start; take that out",
        "instruction": "“<?” or “<![” starts something that browsers end at the first “>”; write <!-- … --> instead",
        "nested": "another one starts in it; end this one first",
        "plain text": "titles, options, values and the words for an image are plain text; put it on a line of its own "
        "in the text, or behind a # in YAML",
    }
    return f"this comment would be printed: {why[slip.detail]}"


@slip_rule(severity="error", gate=False, concerns="pages")
def comment_in_html(slip: Slip) -> str:
    """A page of HTML in the docs folder has a comment in it.

    Bad:  `chart.html` with `<!-- figures from her, do not name -->`
    Good: the same file without the comment
    Why:  Comments are taken out of Markdown, but a page of HTML is published as it is, for everybody to read.
    """
    more = f" ({slip.detail} of them in this file)" if slip.detail != "1" else ""
    return f"this comment would be published{more}: a file of HTML goes out as it is; take the comment out"
