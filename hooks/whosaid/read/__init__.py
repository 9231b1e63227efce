"""The one reader of the author's syntax: text in, a `Page` out. The check and the renderer both use it.

1. `frontmatter` reads the top of the file and says where the Markdown starts.
2. `lines` goes through the lines once: it leaves out what is not text (`skipped`), finds the annotation blocks
   (`blocks`, or `joined` by a formatter) and `nearmisses`, and cuts the rest into runs of text.
3. `marks` reads the links of each run; a title may hold the attribution itself (`shortform`), or say what to draw
   there (`embedlinks`). `remains` looks at what is left of marks that did not read as such, and `causes` says why.
4. `silencing` reads the comments in which an author lets a rule be broken.
5. `tangles` finds what Markdown would not get through.
6. `html` looks through pages that are not Markdown and are published as they are.
7. Here the parts are put together. What could not be read stays in the page as slips; nothing is ever raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from ..base.model import Page, Record, Slip, Suspect
from ..base.plain import ids_by_hand
from ..base.vocabulary import KINDS
from .causes import with_cause
from .comments import shown_comments
from .embedlinks import read_embed
from .frontmatter import read_front_matter, read_sources
from .html import read_html
from .lines import read_lines
from .marks import HIDDEN, raw_links
from .silencing import read_comments, read_yaml_comments
from .tangles import find_tangles

__all__ = [
    "normalised",
    "read_embed",
    "read_html",
    "read_page",
    "read_sources",
    "read_yaml_comments",
]

# Python-Markdown marks its own places with two of these; none of them has a place in a text.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def normalised(text: str) -> str:
    """The text without byte order mark, every line end a single newline: what all positions count in."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read_page(path: str, file: str, text: str) -> Page:
    """Read the Markdown page at `path` (relative to the docs folder), shown to the author as `file`."""
    text = normalised(text)
    front = read_front_matter(text, file)
    lines = read_lines(text, front.body_at)
    found = lines.found
    found.look_up_references(text)
    records = tuple(sorted((*lines.records, *found.records), key=lambda record: record.at))
    slips = [*front.slips, *(front.of_annotations if records else ()), *found.slips]
    if (control := _CONTROL.search(text)) is not None:
        count = len(_CONTROL.findall(text))
        slips.append(Slip("control-character", control.start(), f"U+{ord(control.group()):04X}", detail=str(count)))
    inline = read_comments(text, front.body_at, records, lambda at: lines.is_hidden(text, at))
    above = read_yaml_comments(text, 0, front.body_at)
    slips += [*above.slips, *inline.slips]
    if "<!--" in text:
        slips.extend(shown_comments(text, front.body_at, lines))
    slips.extend(find_tangles(text, front.body_at, lines))
    slips.extend(slip for slip in raw_links(text, front.body_at) if not lines.is_code(text, slip.at))
    if "main" in front.meta:
        slips.extend(_main(front.meta["main"], front.main_at, records))
    by_hand = tuple(item for item in ids_by_hand(text) if not lines.is_code(text, item.at))
    if any(slip.kind == "unclosed-fence" for slip in slips):
        slips = _with_swallowed(text, slips, lines.code)
    slips = [with_cause(text, slip) if slip.kind == "malformed-mark" else slip for slip in slips]
    return Page(
        path,
        file,
        text,
        front.body_at,
        front.meta,
        front.sources,
        records,
        tuple(found.links),
        tuple(lines.headings),
        by_hand,
        tuple(found.embeds),
        tuple(slips),
        tuple(_with_causes(text, found.suspects, records)),
        (*front.silencings, *above.found, *inline.found),
        via=front.via,
    )


def _with_causes(text: str, suspects: Iterable[Suspect], records: Iterable[Record]) -> Iterator[Suspect]:
    """Those that are a mark of this page told with their cause, which takes too long to look for in all others."""
    declared = {record.id.text for record in records if record.id is not None}
    for suspect in suspects:
        if suspect.slip.kind == "malformed-mark" and (suspect.target in declared or (declared and not suspect.target)):
            suspect = msgspec.structs.replace(suspect, slip=with_cause(text, suspect.slip))
        yield suspect


def _with_swallowed(text: str, slips: Iterable[Slip], code: Sequence[tuple[int, int]]) -> list[Slip]:
    """Fences that are not closed say so if there are annotations in code, which one of them may have swallowed."""
    detail = "annotations" if any(HIDDEN.search(text, start, end) for start, end in code) else ""
    return [msgspec.structs.replace(slip, detail=detail) if slip.kind == "unclosed-fence" else slip for slip in slips]


def _main(id_: str, at: int, records: tuple[Record, ...]) -> Iterator[Slip]:
    """A slip where the main claim is none of these records, or none but an answer."""
    kinds = {record.id.text: record.kind for record in records if record.id is not None}
    claims = tuple(name for name, kind in kinds.items() if KINDS[kind].family != "response")
    if id_ not in claims:
        yield Slip("unknown-main", at, id_, claims, kinds.get(id_, ""))
