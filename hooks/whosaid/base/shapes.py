"""The shapes of the YAML an author writes: sources.yml, whosaid.yml and front matter.

Declared once, as msgspec types: the reader checks against them and JSON Schemas for editors come from them.
"""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from .dates import DATE, MOMENT
from .faults import BadCount, BadDate, BadId, BadLanguage, BadUrl
from .filefaults import BadFolder, BadPageName, BadPolicy
from .vocabulary import ID, WEB_ADDRESS


def _whole(pattern: re.Pattern[str]) -> str:
    """The pattern for the whole of a text; Python's `$` alone would let a line end follow."""
    return rf"^(?:{pattern.pattern})(?!\n)$"


Id = Annotated[str, Meta(pattern=_whole(ID), extra={"fault": BadId})]
Moment = Annotated[str, Meta(pattern=_whole(MOMENT), extra={"fault": BadDate})]
Date = Annotated[str, Meta(pattern=_whole(DATE), extra={"fault": BadDate})]
WebAddress = Annotated[str, Meta(pattern=_whole(WEB_ADDRESS), extra={"fault": BadUrl})]
_NO_COUNT: Final = r"[-\u2212\u2013]\s*\d|[-+]?0+\s*$|[-+]?\d*[.,]\d+\s*$|[-+]?\.?(?:[Ii][Nn][Ff]|[Nn][Aa][Nn])\s*$"
Count = Annotated[str, Meta(pattern=rf"^(?=.*\w)(?!\s*(?:{_NO_COUNT}))", extra={"fault": BadCount})]
Language = Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$", extra={"fault": BadLanguage})]
YesNo = Literal["yes", "no", "true", "false"]
SeverityWord = Literal["error", "warning", "info", "off"]
TypeId = Literal["witness", "document", "person", "institution", "unnamed", "outlet"]


class SourceShape(Struct, rename="kebab", kw_only=True):
    """One entry of sources.yml, or of a page's `sources:`."""

    type: TypeId
    name: str | UnsetType = UNSET
    for_: Id | UnsetType = field(name="for", default=UNSET)
    role: str | UnsetType = UNSET
    url: WebAddress | UnsetType = UNSET
    archive_url: WebAddress | UnsetType = UNSET
    inspectable: YesNo | UnsetType = UNSET
    described_as: str | UnsetType = UNSET
    count: Count | UnsetType = UNSET
    reason: str | UnsetType = UNSET
    knows_how: str | UnsetType = UNSET
    corroborated_by: list[Id] | UnsetType = UNSET
    possibly_same_as: list[Id] | UnsetType = UNSET
    interest: str | UnsetType = UNSET


class MetaShape(Struct, rename="kebab", kw_only=True):
    """The keys of a page's front matter that Whosaid reads. Other keys belong to the theme or to plugins."""

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
    genre: Literal["news", "analysis", "opinion"] | UnsetType = UNSET
    main: Id | UnsetType = UNSET
    embargo: Moment | UnsetType = UNSET
    classroom: YesNo | UnsetType = UNSET
    via: list[str] | UnsetType = UNSET
    annotating: Literal["own", "others"] | UnsetType = UNSET
    ignore: dict[str, str] | UnsetType = UNSET
    # Material's, which ends in a traceback where they hold anything else.
    icon: str | UnsetType = UNSET
    template: str | UnsetType = UNSET
    status: str | UnsetType = UNSET
    subtitle: str | UnsetType = UNSET
    hide: list[Literal["navigation", "toc", "path", "footer", "tags", "feedback"]] | UnsetType = UNSET


Addition = Literal["styles", "comments", "titles", "share", "mend", "none"]
"""What is done to pages without annotations."""


class SettingsShape(Struct, rename="kebab", kw_only=True):
    """docs/whosaid.yml: the settings of the site. `ledger-page` is where the page of all claims is put.

    `rules-folder` is where the pages about the rules are put; there are none where it is not named.
    `unnamed-sources-policy` is where the site says when it grants anonymity: a page of its own, or a web address.
    `feed-id` keeps the feeds of this site apart from those of others: any text of its own, never changed once chosen.
    `plain-pages` is what is done to pages without annotations: `styles` has the stylesheet and the script on them,
    `comments` takes comments out where the site has annotations, `share` tells other sites what a link to them shows,
    `mend` mends the theme's faults; `none` leaves them as they are.
    `rules` weighs the rules: an error stops every build, a warning a strict one, an info none; off is not looked for.
    """

    ledger_page: Annotated[
        str,
        Meta(
            pattern=r"^(?!.*\.\./)(?!.*\.(?:css|csv|html|js|json|svg|xml)\.md$)[^/.][^\\]*\.md$",
            extra={"fault": BadPageName},
        ),
    ] = "ledger.md"
    rules_folder: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*$", extra={"fault": BadFolder})] = ""
    unnamed_sources_policy: Annotated[
        str,
        Meta(pattern=rf"^(?:{WEB_ADDRESS.pattern}|(?!.*\.\./)[^/.:][^\\:]*\.md)$", extra={"fault": BadPolicy}),
    ] = ""
    feed_id: str = ""
    plain_pages: list[Addition] = field(default_factory=lambda: ["styles", "comments", "titles"])
    rules: dict[str, SeverityWord] = {}


OWN_KEYS: Final = frozenset(
    "outlet published updated url archive-url licence language genre via annotating sources ignore".split()
)
"""The keys of front matter that are Whosaid's own."""

THEME_SHAPES: Final[dict[str, Literal["mapping", "items"]]] = {"search": "mapping", "tags": "items"}
"""More keys of Material in front matter, and what they must hold (details of the rule `wrong-shape`)."""

DEFAULT_SETTINGS: Final = SettingsShape()
