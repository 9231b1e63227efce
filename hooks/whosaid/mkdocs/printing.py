"""Annotated pages for the print-site plug-in, which puts all pages of a site on one.

It gives headings and footnotes new ids, and redirects links to them. The ids of notes would be duplicates there, and
links to them dead, so that marks and notes become text; their numbers show what belongs together.
"""

from __future__ import annotations

import re
from typing import Final

_ANNOTATED: Final = re.compile(r'class="ann-|class="ann ')
_FOR_SCREENS: Final = re.compile(
    r"""
    <a[ ]      (?=[^<>]*class="ann-skip") [^<>]*> [^<]* </a>
  | <span[ ]   (?=[^<>]*id="after:)       [^<>]*>       </span>
  | <button[ ] (?=[^<>]*class="ann)       [^<>]*> [^<]* </button>
    """,
    re.VERBOSE,
)
_TAG: Final = re.compile(r"<(?P<name>[A-Za-z][\w-]*+)(?P<attributes>[^<>]*+)>")
_LINK: Final = re.compile(r"<a\s(?P<attributes>[^<>]*+)>(?P<words>[^<]*+(?:<(?!/?a[\s>])[^<]*+)*)</a>")
_HREF: Final = re.compile(r'\bhref="(?P<href>[^"]*)"')
_NAMES: Final = re.compile(r'\s(?:id|for|aria-(?:details|labelledby|describedby|controls))="[^"]*"')
_KEEP_IDS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "sup"))


def on_paper(html: str) -> str:
    """The page with its marks and notes as text; other pages are unchanged."""
    if not _ANNOTATED.search(html):
        return html
    start = html.find('<section class="ann-overview')
    end = html.find("</section>", start)
    if 0 <= start < end:
        html = html[:start] + html[end + len("</section>") :]
    html = _LINK.sub(_as_text, _FOR_SCREENS.sub("", html))
    return _TAG.sub(_without_names, html).replace('<details class="ann-card', '<details open class="ann-card')


def _as_text(link: re.Match[str]) -> str:
    href = _HREF.search(link["attributes"])
    stays = href is None or href["href"].startswith(("http:", "https:", "mailto:", "#fn")) or "headerlink" in link[0]
    return link[0] if stays else f"<span>{link['words']}</span>"


def _without_names(tag: re.Match[str]) -> str:
    is_footnote = tag["name"] == "li" and 'id="fn:' in tag["attributes"]
    return tag[0] if tag["name"] in _KEEP_IDS or is_footnote else _NAMES.sub("", tag[0])
