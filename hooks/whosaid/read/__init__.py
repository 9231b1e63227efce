"""The reader of the author's syntax: text in, a `Page` out. The check and the renderer both use it.

1. `frontmatter` reads the top of the file and says where the Markdown starts (`yamltext` composes its YAML,
   `yamlfields` checks it against the shapes; `values` and `spans` serve all that follows).
2. `lines` goes through the lines once: it skips what is not text (`skipped`), finds `nearmisses` and cuts the rest
   into `runs` of text. `openblocks` follows the annotation blocks from line to line (`blocks` and `blockoptions` read
   their first lines and options, `joined` those that a formatter joined).
3. `marks` reads the links of each run, in the forms of `linkforms`; a title may hold the attribution itself
   (`shortform`), or say what to show there (`embedlinks`). `remains` finds what is left of malformed marks, and
   `causes` says what is wrong with them. `hiddenmarks` finds annotations in what is not text.
4. `silencing` reads the comments in which an author silences a rule.
5. `tangles` finds text that Markdown could not process in reasonable time.
6. `html` reads pages that are not Markdown and are published unchanged.
7. Here the parts are put together. What could not be read is kept in the page as faults; nothing is ever raised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from ..base.faults import MalformedMark, ReadingFault, UnclosedFence
from ..base.filefaults import ControlCharacter, OpenQuestion, UnknownMain
from ..base.kinds import KINDS
from ..base.model import Page, Record, Suspect
from ..base.patterns import pattern
from ..base.plain import explicit_ids
from ..base.questions import ASKED
from .causes import with_cause
from .comments import Comment, find_comments, hidden_by, shown_comments
from .embedlinks import read_embed
from .frontmatter import read_front_matter, read_sources
from .hiddenmarks import HIDDEN, raw_links
from .html import read_html
from .lines import read_lines
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

# Python-Markdown uses two of these as placeholders; none of them belongs in a text.
_CONTROL: Final = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROLS: Final = tuple(
    chr(code) for code in (*range(32), 127) if code not in b"\t\n\r"
)  # looked for first: eight times as fast


def normalised(text: str) -> str:
    """The text without a byte order mark, with single newlines as line ends: the basis of all positions."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read_page(path: str, file: str, text: str, site_language: str = "") -> Page:
    """Read the Markdown page at `path` (relative to the docs folder), shown to the author as `file`.

    `site_language` is the tag of the language of the pages that do not say theirs; empty if it is not known.
    """
    text = normalised(text)
    front = read_front_matter(text, file)
    lines = read_lines(text, front.body_at)
    found = lines.found
    found.look_up_references(text)
    records = tuple(sorted((*lines.records, *found.records), key=lambda record: record.at))
    faults = [*front.faults, *(front.of_annotations if records else ()), *found.faults]
    if any(sign in text for sign in _CONTROLS) and (control := _CONTROL.search(text)) is not None:
        count = len(_CONTROL.findall(text))
        faults.append(ControlCharacter(control.start(), f"U+{ord(control.group()):04X}", detail=str(count)))
    comments = find_comments(text, front.body_at, lines)
    inline = read_comments(text, front.body_at, comments, records, lambda at: lines.is_code(text, at))
    above = read_yaml_comments(text, 0, front.body_at)
    faults += [*above.faults, *inline.faults]
    faults.extend(shown_comments(text, front.body_at, comments, lines))
    faults.extend(_questions(text, comments))
    faults.extend(find_tangles(text, front.body_at, lines))
    faults.extend(fault for fault in raw_links(text, front.body_at) if not lines.is_code(text, fault.at))
    if "main" in front.meta:
        faults.extend(_main(front.meta["main"], front.main_at, records))
    ids = explicit_ids(text, hidden_by(comments, len(text)))
    by_hand = tuple(item for item in ids if not lines.is_code(text, item.at))
    if any(isinstance(fault, UnclosedFence) for fault in faults):
        faults = _with_swallowed(text, faults, lines.code)
    faults = [with_cause(text, fault) if isinstance(fault, MalformedMark) else fault for fault in faults]
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
        tuple(faults),
        tuple(_with_causes(text, found.suspects, records)),
        (*front.silencings, *above.found, *inline.found),
        via=front.via,
        destinations=tuple(found.destinations),
        site_language=site_language,
    )


def _with_causes(text: str, suspects: Iterable[Suspect], records: Iterable[Record]) -> Iterator[Suspect]:
    """The suspects, those that are marks of this page with their cause, which would take too long to find for all."""
    declared = {record.id.text for record in records if record.id is not None}
    for suspect in suspects:
        fault = suspect.fault
        if isinstance(fault, MalformedMark) and (suspect.target in declared or (declared and not suspect.target)):
            suspect = msgspec.structs.replace(suspect, fault=with_cause(text, fault))
        yield suspect


def _with_swallowed(text: str, faults: Iterable[ReadingFault], code: Sequence[tuple[int, int]]) -> list[ReadingFault]:
    """The faults; those of unclosed fences say so if there are annotations in code that one may have swallowed."""
    detail = "annotations" if any(HIDDEN.search(text, start, end) for start, end in code) else ""
    return [
        msgspec.structs.replace(fault, detail=detail) if isinstance(fault, UnclosedFence) else fault for fault in faults
    ]


def _questions(text: str, comments: Iterable[Comment]) -> Iterator[ReadingFault]:
    """A fault for each question of a draft that is still there."""
    for comment in comments:
        if comment.where != "plain text" and (asked := ASKED.match(text, comment.at)):
            yield OpenQuestion(comment.at, asked["words"])


def _main(id_: str, at: int, records: tuple[Record, ...]) -> Iterator[ReadingFault]:
    """A fault if the main claim is not one of these records, or is an answer."""
    kinds = {record.id.text: record.kind for record in records if record.id is not None}
    claims = tuple(name for name, kind in kinds.items() if KINDS[kind].family != "response")
    if id_ not in claims:
        yield UnknownMain(at, id_, claims, kinds.get(id_, ""))
