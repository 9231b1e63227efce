"""The shapes of the YAML an author writes: sources.yml, whosaid.yml and front matter.

Declared once, as msgspec types: the reader checks against them and JSON Schemas for editors come from them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, get_args

from msgspec import UNSET, Meta, Struct, UnsetType, defstruct, field

from .dates import DATE, MOMENT
from .faults import BadCount, BadDate, BadId, BadLanguage, BadUrl
from .filefaults import BadFolder, BadFont, BadGuide, BadPageName, BadPolicy
from .publication import USUAL, Output, Publication
from .sourcefields import SOURCE_FIELDS, FieldValue
from .vocabulary import ID
from .webaddress import WEB_ADDRESS


def _whole(pattern: re.Pattern[str]) -> str:
    """The pattern for a whole text; Python's `$` alone would allow a newline at the end."""
    return rf"^(?:{pattern.pattern})(?!\n)$"


Id = Annotated[str, Meta(pattern=_whole(ID), extra={"fault": BadId})]
Moment = Annotated[str, Meta(pattern=_whole(MOMENT), extra={"fault": BadDate})]
Date = Annotated[str, Meta(pattern=_whole(DATE), extra={"fault": BadDate})]
WebAddress = Annotated[str, Meta(pattern=_whole(WEB_ADDRESS), extra={"fault": BadUrl})]
_NOT_A_COUNT: Final = r"[-\u2212\u2013]\s*\d|[-+]?0+\s*$|[-+]?\d*[.,]\d+\s*$|[-+]?\.?(?:[Ii][Nn][Ff]|[Nn][Aa][Nn])\s*$"
Count = Annotated[str, Meta(pattern=rf"^(?=.*\w)(?!\s*(?:{_NOT_A_COUNT}))", extra={"fault": BadCount})]
Language = Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$", extra={"fault": BadLanguage})]
_PAGE_OR_ADDRESS: Final = rf"^(?:{WEB_ADDRESS.pattern}|(?!.*\.\./)[^/.:][^\\:]*\.md)$"
_FONT_FILE: Final = r"^(?!.*\.\./)[^/.:][^\\:]*\.(?:ttf|otf|ttc|woff2?|TTF|OTF|TTC|WOFF2?)$"
FontFile = Annotated[str, Meta(pattern=_FONT_FILE, extra={"fault": BadFont})]
YesNo = Literal["yes", "no", "true", "false"]
SeverityWord = Literal["error", "warning", "info", "off"]
TypeId = Literal["witness", "document", "person", "institution", "unnamed", "outlet"]


_FIELD_TYPES: Final[Mapping[FieldValue, Any]] = {  # typing forms, for which Python has no static type
    "text": str,
    "url": WebAddress,
    "count": Count,
    "yes-no": YesNo,
    "source": Id,
    "sources": list[Id],
}
SourceEntry: Final = defstruct(
    "SourceEntry",
    [
        ("type", TypeId),
        *((row.attribute, _FIELD_TYPES[row.value] | UnsetType, UNSET) for row in SOURCE_FIELDS.values()),
    ],
    namespace={"__doc__": "One entry of sources.yml, or of a page's `sources:`."},
    rename={row.attribute: row.name for row in SOURCE_FIELDS.values()},
    kw_only=True,
)


Genre = Literal["news", "analysis", "opinion"]
GENRES: Final = get_args(Genre)
"""What an article can be."""


class MetaShape(Struct, rename="kebab", kw_only=True):
    """The front matter keys that Whosaid reads. Other keys belong to the theme or to plug-ins."""

    title: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    author: str | UnsetType = UNSET
    outlet: str | UnsetType = UNSET
    published: Date | UnsetType = UNSET
    updated: Date | UnsetType = UNSET
    url: WebAddress | UnsetType = UNSET
    archive_url: WebAddress | UnsetType = UNSET
    licence: str | UnsetType = UNSET
    language: Language | UnsetType = UNSET
    genre: Genre | UnsetType = UNSET
    main: str | UnsetType = UNSET
    embargo: Moment | UnsetType = UNSET
    classroom: YesNo | UnsetType = UNSET
    via: list[str] | UnsetType = UNSET
    annotating: Literal["own", "others"] | UnsetType = UNSET
    ignore: dict[str, str] | UnsetType = UNSET
    # Material's keys; it ends in a traceback if they hold anything else.
    icon: str | UnsetType = UNSET
    template: str | UnsetType = UNSET
    status: str | UnsetType = UNSET
    subtitle: str | UnsetType = UNSET
    hide: list[Literal["navigation", "toc", "path", "footer", "tags", "feedback"]] | UnsetType = UNSET


Addition = Literal["styles", "comments", "titles", "share", "mend", "none"]
"""What may be done to pages without annotations."""


SearchWord = Literal["auto", "pagefind", "theme"]
"""Which search a site has; `auto` goes by the number of its pages."""


class SettingsShape(Struct, rename="kebab", kw_only=True):
    """docs/whosaid.yml: the settings of the site. `ledger-page` is the path of the page with all claims.

    `rules-folder` is the folder of the pages about the rules; without it, there are none.
    `unnamed-sources-policy` is where the site says when it grants anonymity: one of its pages, or a web address.
    `reading-guide` is where the site tells its readers how to read an article, in the same form.
    `feed-id` distinguishes the feeds of this site from others: any unique text, never changed once chosen.
    `plain-pages` is what is done to pages without annotations: `styles` adds the stylesheet and the script,
    `comments` removes comments if the site has annotations, `share` adds metadata for link previews on other sites,
    `mend` fixes faults of the theme; `none` leaves the pages unchanged.
    `publish` is what is published besides the articles with their notes: the `ledger`, the list of all `articles`, the
    pages about `claims`, the `data`, the `annotations`, `embeds` and `feeds`; `none` for none of them. `pictures`, one
    of each claim for shares on other sites, are drawn only where this names them.
    `picture-fonts` are font files in the docs folder, in which pictures are set: the first font is for a claim's words,
    the next one for all else, and whatever letters they lack are looked for in the others, then in those of the system.
    `preview` says whether a preview does only what is looked at (`quick`), or draws everything on every save (`whole`).
    `cache` says whether what was read, found and drawn is kept for the next run in `.cache/whosaid` beside mkdocs.yml.
    `workers` is the number of processes that draw a site; `auto`: as many as there are cores.
    `search` says which search the site has: its theme's (`theme`), one that loads only what it needs (`pagefind`), or
    the one that suits the number of its pages (`auto`).
    `rules` sets the severity of rules: an error stops every build, a warning a strict one, an info none; off turns a
    rule off.
    """

    ledger_page: Annotated[
        str,
        Meta(
            pattern=r"^(?!.*\.\./)(?!.*\.(?:css|csv|html|js|json|svg|xml)\.md$)[^/.][^\\]*\.md$",
            extra={"fault": BadPageName},
        ),
    ] = "ledger.md"
    rules_folder: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*$", extra={"fault": BadFolder})] = ""
    unnamed_sources_policy: Annotated[str, Meta(pattern=_PAGE_OR_ADDRESS, extra={"fault": BadPolicy})] = ""
    reading_guide: Annotated[str, Meta(pattern=_PAGE_OR_ADDRESS, extra={"fault": BadGuide})] = ""
    feed_id: str = ""
    plain_pages: list[Addition] = field(default_factory=lambda: ["styles", "comments", "titles"])
    publish: list[Output | Literal["none"]] = field(default_factory=lambda: [*USUAL])
    picture_fonts: list[FontFile] = field(default_factory=list)
    preview: Literal["quick", "whole"] = "quick"
    cache: YesNo = "yes"
    workers: Literal["auto", "1", "2", "3", "4", "5", "6", "7", "8"] = "auto"
    search: SearchWord = "auto"
    rules: dict[str, SeverityWord] = {}

    @property
    def publication(self) -> Publication:
        """What is published, and where."""
        return Publication(self.ledger_page, frozenset(output for output in self.publish if output != "none"))


OWN_KEYS: Final = frozenset(
    "outlet published updated embargo url archive-url licence language genre classroom via annotating sources "
    "ignore".split()
)
"""The keys of front matter that are Whosaid's own."""

THEME_SHAPES: Final[dict[str, Literal["mapping", "items"]]] = {"search": "mapping", "tags": "items"}
"""Further front matter keys of Material, and what they must hold (details of the rule `wrong-shape`)."""

DEFAULT_SETTINGS: Final = SettingsShape()
