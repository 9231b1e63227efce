"""What a search plugin is given of a page: the same words with a tenth of the tags.

Material's plugin takes pages apart tag by tag, which is slow, and joins words that only a tag divides.
"""

from __future__ import annotations

import re
from typing import Final

_FURNITURE: Final = re.compile(
    r'<section [^<>]*class="ann-overview.*?</section>|<a class="ann-skip"[^<>]*>[^<]*</a>', re.DOTALL
)
_NOTE: Final = re.compile(r'<details [^<>]*class="ann-card.*?</details>', re.DOTALL)
_MARK: Final = re.compile(
    r'<mark [^<>]*class="ann[^<>]*>(.*?)</mark>(?:<a [^<>]*class="ann-ref[^<>]*>\d+</a>)?', re.DOTALL
)
_LABEL: Final = re.compile(
    r'<span class="ann-number"[^<>]*>[^<]*</span>|<p class="ann-tools".*?</p>|<dt>[^<]*</dt>', re.DOTALL
)
_TAG: Final = re.compile(r"<[^<>]*>")


def searchable(html: str) -> str:
    """The page's HTML with each note as a plain paragraph, without labels and links back, and marks as mere words."""
    return _NOTE.sub(_words, _MARK.sub(r"\1", _FURNITURE.sub("", html)))


def _words(note: re.Match[str]) -> str:
    html = _LABEL.sub(" ", note.group())
    if "data-search-exclude" in html:  # the author's own, in a note
        return html
    return f"<p>{_TAG.sub(' ', html)}</p>"
