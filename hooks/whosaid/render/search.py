"""What a search plugin is given of a page: the article's words, then a section for each note.

So a claim, a denial and an opinion are each found as themselves, and the hit leads to the note. Material's plugin takes
pages apart tag by tag, which is slow, and joins words that only a tag divides: it gets a tenth of the tags.
"""

from __future__ import annotations

import re
from typing import Final

_FURNITURE: Final = re.compile(
    r'<section [^<>]*class="ann-overview.*?</section>|<a class="ann-skip"[^<>]*>[^<]*</a>'
    r'|<div class="ann-table".*?</table></div>|<ol class="ann-timeline".*?</ol>'
    r'|<div class="ann-map">.*?</svg></div></div>',
    re.DOTALL,
)
_NOTE: Final = re.compile(r'<details [^<>]*class="ann-card (?P<kind>[a-z-]+)".*?</details>', re.DOTALL)
_ID: Final = re.compile(r'<div class="ann-body" id="([^"]*)"')
_MARK: Final = re.compile(
    r'<mark [^<>]*class="ann[^<>]*>(.*?)</mark>(?:<a [^<>]*class="ann-ref[^<>]*>\d+</a>)?', re.DOTALL
)
_LABEL: Final = re.compile(
    r'<span class="ann-number"[^<>]*>[^<]*</span>|<p class="ann-tools".*?</p>|<dt>[^<]*</dt>', re.DOTALL
)
_TAG: Final = re.compile(r"<[^<>]*>")


def searchable(html: str, titles: dict[str, str]) -> str:
    """The page's HTML without what is no text of its own; `titles` are the headings of its notes, as HTML, by id.

    A note in which the author has left something out of the index stays as it is.
    """
    notes: list[str] = []

    def take(note: re.Match[str]) -> str:
        text = _LABEL.sub(" ", note.group())
        id_ = _ID.search(text)
        if id_ is None or "data-search-exclude" in text:
            return text
        notes.append(f'<h3 id="{id_[1]}">{titles.get(id_[1], id_[1])}</h3><p>{_TAG.sub(" ", text)}</p>')
        return ""

    rest = _NOTE.sub(take, _MARK.sub(r"\1", _FURNITURE.sub("", html)))
    return "\n".join([rest, *notes])
