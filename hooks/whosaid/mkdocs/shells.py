"""Pages of which there are thousands: the theme draws one of them, and the others are filled into a copy of it.

A theme takes ten times as long to draw a page as Whosaid does to write one about a claim. What it draws is the same for
all of them but for addresses relative to the page, so that it draws one for each depth of folders: the first page that
is that deep, with the title of no one claim and a mark instead of content. That page is filled in like the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Final

from mkdocs.structure.files import File
from msgspec import Struct

from ..base.filenames import TABLE_SCRIPT
from ..base.plain import on_one_line
from ..pages import FamilyPage, Sheet
from ..pictures import picture_path
from ..pictures.cardwords import alternative
from ..render import BuildState
from ..render.embeds import has_table
from ..render.sheets import draw_sheet
from ..site.share import claim_tags, without_share_tags
from .pagehtml import script_tag

_MARK: Final = re.compile(r"<h1 class=[\"']?ann-sheet[\"']?>\s*</h1>")
_TITLE: Final = re.compile(r"<title>([^<]*)</title>")
_DESCRIPTION: Final = re.compile(r"<meta name=[\"']?description\b[^<>]*>\n?")
_FOR_TABS: Final = re.compile(r"<script>var target=(?:(?!</script>).)*__tabbed_(?:(?!</script>).)*</script>\n?")
"""The theme's script for tabs inside a page, which no such page has."""
_INDEX: Final = ("index.md", "README.md")
_BARE: Final = "<!doctype html>\n<title></title>\n</head>\n"
"""What a page stands in if a theme or a plug-in has left no mark."""


def first_of_each_depth(paths: Iterable[str], address: Callable[[str], str]) -> tuple[str, ...]:
    """The first path of each depth of address, in their order."""
    first: dict[int, str] = {}
    alike = set[tuple[int, str]]()  # paths that are as deep, and not named `index`, have addresses that are as deep
    for path in paths:
        kind = path.count("/"), path.rpartition("/")[2] if path.endswith(_INDEX) else ""
        if kind not in alike:
            alike.add(kind)
            first.setdefault(address(path).count("/"), path)
    return tuple(first.values())


class Filling(Struct, frozen=True, array_like=True):
    """What a shell is filled with: a title as text, tags for its head and its content."""

    title: str
    tags: str
    content: str


class Shell(Struct, frozen=True):
    """A page as the theme has drawn it: the text before its title, before the end of its head, its mark, and its end.

    `address` is its own, relative to the folder of its language, and `title` the general title it was given; empty for
    a page of which only the content is ours.
    """

    start: str
    named: str
    head: str
    body: str
    end: str
    address: str
    title: str

    def filled(self, filling: Filling, script: str, address: str) -> str:
        """The page with this filling, and with the element of a script in its head."""
        title = filling.title
        named = self.named.replace(self.title, escape(title, quote=False), 1) if self.title else escape(title)
        pieces = (self.start, self.head, self.body, self.end)
        own = (piece.replace(self.address, address) if self.address else piece for piece in pieces)
        start, head, body, end = own
        return f"{start}<title>{named}</title>{head}{script}{filling.tags}{body}{filling.content}{end}"


def read_shell(html: str, address: str, title: str) -> Shell:
    """The parts of a page that the theme has drawn."""
    mark = _MARK.search(html)
    whole, end = (html[: mark.start()], _FOR_TABS.sub("", html[mark.end() :])) if mark else (_BARE, "")
    head, close, body = whole.partition("</head>")  # which a minifier may remove
    head = _DESCRIPTION.sub("", without_share_tags(f"{head}</head>").removesuffix("</head>"))
    start, named, rest = ([*_TITLE.split(head, maxsplit=1), "", ""])[:3]
    return Shell(start, named, rest, f"{close}{body}", end, address, title if mark else "")


def shells_of(files: Iterable[File], folder: str, title: str) -> dict[int, Shell]:
    """The pages that the theme has drawn, by depth. `folder` is that of their language."""
    found = {}
    for file in files:
        html = Path(file.abs_dest_path).read_text("utf-8")
        found[file.url.count("/")] = read_shell(html, address_in(file, folder), title)
    return found


def address_in(file: File, folder: str) -> str:
    """The address of a file, relative to the folder of its language."""
    return file.url.removeprefix(f"{folder}/") if folder else file.url


def filling_of(sheet: Sheet, state: BuildState, picture: str) -> Filling:
    """What is drawn of a page, whatever the theme."""
    tags, content = "", draw_sheet(sheet, state)
    if isinstance(sheet, FamilyPage):
        tags = _claim_tags(sheet, sheet.title, state, picture)
    return Filling(str(on_one_line(sheet.title)), str(tags), str(content))


def _claim_tags(sheet: FamilyPage, title: str, state: BuildState, picture: str) -> str:
    """The tags of a claim's page, with its own picture if there is one and the site's address is known."""
    site, claim, shows = state.site, sheet.family[0], ""
    if site.root and "pictures" in state.settings.publish:
        picture = site.absolute(picture_path(claim))
        shows = alternative(state.ledger, sheet.family)
    address = site.absolute(sheet.path) if site.root else ""
    return claim_tags(state.ledger, claim, title, site=site.name, address=address, picture=picture, shows=shows)


def sheet_in_html(filling: Filling, shell: Shell, file: File, folder: str) -> str:
    """The whole page that is written to this file."""
    needs_script = has_table(filling.content) and TABLE_SCRIPT not in shell.head
    script = script_tag(TABLE_SCRIPT, file.url) if needs_script else ""
    return shell.filled(filling, script, address_in(file, folder))
