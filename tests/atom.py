"""What RFC 4287 asks of an Atom feed, as far as element counts, dates and addresses go (its sections 3 and 4)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")

# How often each element may stand in a feed (4.1.1) and in an entry (4.1.2): at least, at most.
_MANY: Final = 10**6
_FEED: Final = {
    **dict.fromkeys(("id", "title", "updated"), (1, 1)),
    **dict.fromkeys(("generator", "icon", "logo", "rights", "subtitle"), (0, 1)),
    **dict.fromkeys(("author", "category", "contributor", "link", "entry"), (0, _MANY)),
}
_ENTRY: Final = {
    **dict.fromkeys(("id", "title", "updated"), (1, 1)),
    **dict.fromkeys(("content", "published", "rights", "source", "summary"), (0, 1)),
    **dict.fromkeys(("author", "category", "contributor", "link"), (0, _MANY)),
}


def faults_of(text: str) -> list[str]:
    """What in a feed is not as the standard asks; empty if nothing is."""
    feed = etree.fromstring(text.encode())
    return list(_faults(feed)) if feed.tag == f"{_ATOM}feed" else ["it is no feed"]


def _faults(feed: Any) -> Iterator[str]:
    yield from _counts(feed, _FEED)
    entries = feed.findall(f"{_ATOM}entry")
    for entry in entries:
        yield from _counts(entry, _ENTRY)
        leads = [link for link in entry.findall(f"{_ATOM}link") if link.get("rel", "alternate") == "alternate"]
        if not leads and entry.find(f"{_ATOM}content") is None:
            yield "an entry has neither content nor an alternate link"
        if feed.find(f"{_ATOM}author") is None and entry.find(f"{_ATOM}author") is None:
            yield "an entry has no author, nor has its feed"
    for element in feed.iter(f"{_ATOM}updated", f"{_ATOM}published"):
        if not _DATE.fullmatch(element.text or ""):
            yield f"{element.text!r} is no date"
    for element in feed.iter(f"{_ATOM}id"):
        if not _SCHEME.fullmatch(element.text or ""):
            yield f"{element.text!r} is no absolute address"
    for element in feed.iter(f"{_ATOM}link"):
        if not element.get("href"):
            yield "a link leads nowhere"
    for element in feed.iter(f"{_ATOM}title", f"{_ATOM}summary", f"{_ATOM}subtitle", f"{_ATOM}rights"):
        type_ = element.get("type", "text")
        if type_ not in ("text", "html", "xhtml") or (len(element) and type_ != "xhtml"):
            yield f"a {etree.QName(element).localname} is neither text nor HTML"
    for element in feed.iter(f"{_ATOM}author", f"{_ATOM}contributor"):
        if len(element.findall(f"{_ATOM}name")) != 1:
            yield "somebody has no name"
    ids = [(entry.findtext(f"{_ATOM}id"), entry.findtext(f"{_ATOM}updated")) for entry in entries]
    if len(ids) != len(set(ids)):
        yield "two entries are the same at the same time"


def _counts(parent: Any, allowed: dict[str, tuple[int, int]]) -> Iterator[str]:
    found = Counter(child.tag for child in parent if isinstance(child.tag, str))
    for tag in found:
        if tag.startswith(_ATOM) and tag.removeprefix(_ATOM) not in allowed:
            yield f"{tag.removeprefix(_ATOM)} has no place there"
    for name, (least, most) in allowed.items():
        if not least <= found[f"{_ATOM}{name}"] <= most:
            yield f"{name} stands {found[f'{_ATOM}{name}']} times"
