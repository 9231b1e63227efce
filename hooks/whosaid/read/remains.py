"""What is left of malformed marks, so that no statement and no mention is lost silently.

Links are read by `marks`; this module reads the rest. Anything that looks like a bracket followed by an id that the
page declares is a suspect: a stray character in the target, round brackets of another script, a reference, a hash
without brackets, a code span that swallowed the second half of a mark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ..base.faults import MalformedEmbed, MalformedMark, MarkWithoutHash, NotDrawn, ReadingFault
from ..base.filenames import MARKDOWN_ENDINGS
from ..base.kinds import KIND_WORDS
from ..base.model import Link, Suspect
from ..base.options import CUE_WORDS
from ..base.patterns import pattern
from .embedlinks import is_nearly_embed
from .found import Found
from .spans import Span, lies_in

Piece = ReadingFault | Suspect

_ID: Final = r"[a-z0-9][a-z0-9-]*"
HASH_AS_ENTITY: Final = pattern(r"&#(?:0*35|[xX]0*23);|&num;|%23|＃")
_HASH: Final = pattern(rf"[#＃](?:(?P<id>{_ID}|[ \t]+[a-z0-9-]+(?=[ \t]))|\((?P<inside>{_ID})\))?")
_ATTRIBUTION: Final = rf"[\s>]*+[\"'“”‘’«„(]?[\s>]*+(?:{KIND_WORDS})\b[\s>]*+(?:{CUE_WORDS}|[\"'“”‘’»)])"
_ATTRIBUTION_AFTER: Final = pattern(_ATTRIBUTION)
_TITLE_AFTER: Final = pattern(
    rf"[^\s()]{{0,40}}[\s>]+(?:[\"'“”‘’«„]|[^\s()\"'“”]{{1,40}}[\s>]+[\"'“”](?:{KIND_WORDS})\b)"
)
_BRACKET_BEFORE: Final = pattern(r"[(（［\[][^\s()]{0,2}$")
_PAGE_OR_LINK_BEFORE: Final = pattern(r"\.md?$|\.m[^\w\s]d$|\.md[^\w\s/]$|\]\s{0,3}\(?\s{0,3}<?$")
_NO_MARK_BEFORE: Final = pattern(r"[\w/&]$|(?<!\])\{$")
_ADDRESS_BEFORE: Final = pattern(r"[/.:=?&]\S*$")
_OTHER_SITE_BEFORE: Final = pattern(r"[a-z]://[^\s<>()\[\]]*$", re.IGNORECASE)
_ENTITY: Final = pattern(r"&#[xX]?[0-9a-fA-F]{1,6};")
# An id up to its bracket, in one piece or cut by a sign or a space that slipped into it.
_UP_TO_BRACKET: Final = pattern(r"[#＃][^)\s]{0,60}(?:(?:\s|\n[ \t>]+)[^)\s]{1,60})?(?:\)[a-z0-9-]{1,60})?(?=\))")
_CLOSED_BEFORE: Final = pattern(r"\][^ \n]{0,2}$")
# An id with its attribution behind a bracket or a hash, whatever signs have come between.
_ATTRIBUTED: Final = pattern(
    rf"[\]\[(（［{{<#＃][^\w\s]{{0,3}}(?P<id>[\w-]+)[^\w\s]{{0,2}}(?=[\s\"'“”‘’«„(]){_ATTRIBUTION}"
)
_TITLE_LEFT: Final = pattern(rf"[\"'“”](?:{KIND_WORDS})\s+(?:{CUE_WORDS})\s[^\"'“”()]{{1,200}}[\"'“”]\s?\)")
# What stands behind a closing bracket where a mark's target should: one sign at least, and an id.
_BEHIND_BRACKET: Final = pattern(
    rf"[\]］](?:[ \t\u00a0]|[A-Za-z0-9](?=[(（]))?(?P<signs>[^\w\s]{{0,4}}|_[^\w\s])(?P<id>{_ID})(?P<end>\)?)"
)
_TEMPLATE: Final = pattern(r"\]\(\{[{%][^#\n]{0,200}?[%}]\}")  # of a plug-in, which inserts the target
_REFERENCE: Final = pattern(r"\]\[(?P<label>[^\]\[^\n][^\]\[\n]{0,80})\]")
_SIGNS_OF_TARGET: Final = pattern("[\\[({#（［｛＃<`\\\\]")
# A colon in the name of a page does not make it a scheme.
_EXTERNAL: Final = pattern(r"[a-z][a-z0-9+.-]+:(?!(?!//)[^#]*\.?m[^\w]?d[^\w?]?#|d?#)|//(?!#)", re.IGNORECASE)
_FOLDER: Final = pattern(r"/|(?:\.\.?/)*\.{0,2}")
_NO_ID: Final = pattern("[^a-z0-9-]")
_PATH: Final = pattern("[./]")
_NAMES_FILE: Final = pattern(r"/|\.[A-Za-z]\w*(?:[?#]|$)")
_TARGET: Final = pattern(rf"[(（](?:[^\w\s#]|[ \t])?(?P<id>{_ID})[)\s]")
_BESIDE: Final = 6  # characters between two parts of one fault
_BEFORE: Final = 40  # characters before a hash in which its address starts
_NEAR: Final = 300  # characters in which the words of a mark end
_QUOTE: Final = "\"'“”‘’"
_ASKS: Final = pattern(
    rf"(?:(?P<page>\.md[^\w\n]{{1,4}})|(?<!\w))(?P<title>[sShH][^()\n]{{3,60}})(?(page)[{_QUOTE})]|(?<=[{_QUOTE}])\))"
)
# `bridge.m`, `bridge.mdr` and other mistakes for `bridge.md`; `bridge.mdx` is a page of another generator
_NO_FILE: Final = pattern(r"^\W*$|[^/.](?:\.(?:[^/.]|dm|md[a-wyz0-9])|\.?md)$")
_SIGN_IN_ENDING: Final = pattern(r"[^/.]\.\w*+\W")
_NO_FRAGMENT: Final = pattern(r"^$|[\"“”‘’`\[\]{}<>|\\^]")
_PAGE: Final = pattern(rf"\.(?:{MARKDOWN_ENDINGS})$")
_ID_BEHIND: Final = pattern(rf"(?P<page>[\w.]{{0,20}}#)?(?P<id>{_ID})\)")
_NO_ADDRESS: Final = pattern('[\\[\\]［］＃"`^]')
_PAGE_AND_ID: Final = pattern(rf"\.md(?!(?:{MARKDOWN_ENDINGS[2:]})?$)[^?].+$|\.m[^\w]?d[^\w?]")
_ONE_SIGN_OFF: Final = pattern(rf"[^a-z0-9\s]?(?P<id>{_ID})[^\w\s/]?")
_ID_IN_PIECES: Final = pattern(r"[a-z0-9-]+(?:/|\.(?=[a-z0-9]*-))[a-z0-9-]+")
_CUT_BY_CODE: Final = pattern(rf"\]\(#(?P<id>{_ID})`+$")
_TAIL_IN_CODE: Final = pattern(
    rf"(?:^|\])\([ \t]*(?P<file>[\w./-]*)#(?P<id>{_ID})(?P<title>\s+[\"']\s*(?:{KIND_WORDS})\b)?"
)


def find_remains(text: str, span: Span, opaque: Sequence[Span], unread: Iterable[int], found: Found) -> None:
    """What is left in a run outside what has been read (`opaque`); `unread` are its `]` that no target follows."""
    hashes = list(_hashes(text, span, opaque))
    found.add(hashes)
    reported = {_fault(piece).at: _fault(piece) for piece in hashes}
    certain = {piece for piece in hashes if isinstance(piece, ReadingFault)}
    for pieces, before in (
        (_attributed(text, span, opaque), _BESIDE),
        (_titles(text, span, opaque), _NEAR),
        (_unread(text, span[1], unread, found), _BESIDE),
    ):
        places = sorted(reported)
        for piece in pieces:
            fault = _fault(piece)
            near = _near(places, fault.at, before)
            if near < 0:
                reported[fault.at] = fault
                found.add([piece])
            elif isinstance(piece, Suspect):  # one more reason to report it
                found.add([Suspect(piece.target, reported[near], nearly=piece.nearly)])
            elif reported[near] not in certain:
                found.add([piece])


def _fault(piece: Piece) -> ReadingFault:
    return piece if isinstance(piece, ReadingFault) else piece.fault


def _near(places: Sequence[int], at: int, before: int) -> int:
    """The last of the places that is within this distance before an offset, or just after it; below 0 if none is."""
    index = bisect_right(places, at + _BESIDE) - 1
    return places[index] if index >= 0 and places[index] > at - before else -1


def _hashes(text: str, span: Span, opaque: Sequence[Span]) -> Iterator[Piece]:
    """Ids with a hash that belong to no link: a mark that lost a bracket or a quote, or only a hash."""
    for match in _HASH.finditer(text, *span):
        at = match.start()
        if lies_in(at, opaque) or _is_entity(text, at):
            continue
        id_ = (match["id"] or match["inside"] or "").strip()
        fault = MalformedMark(at, match.group(), detail=id_ or "…")
        before = text[max(span[0], at - _BEFORE) : at]
        in_brackets = _BRACKET_BEFORE.search(before) is not None
        if in_brackets and (up_to := _UP_TO_BRACKET.match(text, at, span[1])):
            whole = _NO_ID.sub("", up_to.group())
            if id_ and whole != id_:
                yield Suspect(whole, fault, nearly=True)
            id_ = id_ or whole
        attributed = _ATTRIBUTION_AFTER.match(text, match.end(), span[1])
        if attributed or (in_brackets and id_ and _TITLE_AFTER.match(text, match.end(), span[1])):
            yield fault
        elif (id_ and _names_page(text, at, before)) or _CLOSED_BEFORE.search(before):
            yield Suspect("", fault)
        elif id_ and (in_brackets or match["inside"] or not _NO_MARK_BEFORE.search(before)):
            yield Suspect(id_, fault, nearly=in_brackets)
        elif id_ and text.startswith(")", match.end()) and not _ADDRESS_BEFORE.search(before):
            yield Suspect(id_, fault, nearly=True)


def _names_page(text: str, at: int, before: str) -> bool:
    """Whether a page of this site, or a link's bracket, stands right before an offset."""
    is_named = _PAGE_OR_LINK_BEFORE.search(before) is not None
    return is_named and _OTHER_SITE_BEFORE.search(text[max(0, at - _NEAR) : at]) is None


def _attributed(text: str, span: Span, opaque: Sequence[Span]) -> Iterator[Piece]:
    for match in _ATTRIBUTED.finditer(text, *span):
        is_opaque = lies_in(match.start(), opaque) or lies_in(match.start("id"), opaque)
        if not is_opaque and not _is_entity(text, match.start("id") - 1):
            yield MalformedMark(match.start(), match.group(), detail=match["id"])


def _is_entity(text: str, at: int) -> bool:
    """Whether a hash is that of an entity, such as `&#61;`."""
    return text.startswith("&", at - 1) and _ENTITY.match(text, at - 1) is not None


def _titles(text: str, span: Span, opaque: Sequence[Span]) -> Iterator[Piece]:
    """Attributions whose link is lost."""
    for match in _TITLE_LEFT.finditer(text, *span):
        if not lies_in(match.start(), opaque):
            yield MalformedMark(match.start(), match.group(), detail="…")


def _unread(text: str, end: int, closings: Iterable[int], found: Found) -> Iterator[Piece]:
    """Closing brackets that are followed by something other than a link's target."""
    for close in closings:
        behind = _BEHIND_BRACKET.match(text, close, end)
        if _TEMPLATE.match(text, close):
            continue
        if text.startswith("](", close):
            piece = text[close : min(end, close + 40)].partition("\n")[0]
            yield Suspect("", MalformedMark(close, piece, detail=behind["id"] if behind else "…"))
        elif behind is not None and (_SIGNS_OF_TARGET.search(behind["signs"]) or behind["end"]):
            fault = MalformedMark(close, behind.group(), detail=behind["id"])
            if reference := _REFERENCE.match(text, close, end):
                found.references.append((reference["label"].lower(), fault))
            else:
                yield Suspect(behind["id"], fault, nearly=True)


def attributed_target(to: str, at: int) -> ReadingFault:
    """The target of a link whose title is an attribution, but whose target is not an id."""
    _, hash_, fragment = HASH_AS_ENTITY.sub("#", to).rpartition("#")
    return _malformed(to, at, fragment) if hash_ else MarkWithoutHash(at, to)


def _malformed(to: str, at: int, fragment: str) -> ReadingFault:
    """A target with a hash; the faulty text starts at `fragment`, if the target contains it."""
    cut = to.rfind("#")
    cut = 0 if cut < 0 or to[:cut].endswith("&") else cut
    return MalformedMark(at + cut, to[cut:].strip("<>"), detail=_NO_ID.sub("", fragment) or "…")


def find_behind_target(to: str, text: str, at: int) -> Iterator[Suspect]:
    """An id, or part of one, that a bracket cut off from its target: `[words](other.md)bridge)`, `(/#brid)ge)`."""
    behind = _ID_BEHIND.match(text, at)
    if behind is None:
        return
    fault = MalformedMark(at, behind["id"], detail=behind["id"])
    if behind["page"]:
        yield Suspect("", fault)
    elif _PAGE.search(to):
        yield Suspect("" if "-" in behind["id"] else f"{to}#{behind['id']}", fault)
    elif "#" in to or not _NAMES_FILE.search(to):
        yield Suspect(_NO_ID.sub("", to.rpartition("#")[2]) + behind["id"], fault, nearly=True)


def find_in_target(to: str, title: str, at: int) -> Iterator[Suspect]:
    """A link to somewhere else whose target may be that of a mark, but for one character."""
    if _EXTERNAL.match(to):
        if "/" not in to:  # a colon that has slipped into an id: `he:ard`
            yield Suspect(_NO_ID.sub("", to), MarkWithoutHash(at, to))
        return
    path, hash_, fragment = HASH_AS_ENTITY.sub("#", to).strip("<>").rpartition("#")
    id_ = _NO_ID.sub("", to)
    if hash_:
        fault = _malformed(to, at, fragment)
        if path and fragment and _FOLDER.fullmatch(path):
            yield Suspect(fault.detail, fault, nearly=True)
        elif (
            "#" in path
            or ":" in path
            or _names_no_file(path)
            or not _PATH.search(path)
            or _NO_FRAGMENT.search(fragment)
        ):
            yield Suspect("", fault)
        else:
            yield Suspect(id_, fault)
    elif not to or _PAGE_AND_ID.search(to) or _NO_ADDRESS.search(to):
        yield Suspect("", MarkWithoutHash(at, to))
    elif id_ and (_ONE_SIGN_OFF.fullmatch(to) or _ID_IN_PIECES.fullmatch(to) or not _PATH.search(to)):
        yield Suspect("" if title else id_, MarkWithoutHash(at, to), nearly=not title)
    elif id_ and to.islower() and not _NAMES_FILE.search(to):
        yield Suspect(id_, MarkWithoutHash(at, to), nearly=True)


def _names_no_file(path: str) -> bool:
    name = path[max(path.rfind("/"), path.rfind("?"), 0) :]
    return _NO_FILE.search(path) is not None or _SIGN_IN_ENDING.search(name) is not None


def find_in_code(text: str, start: int, end: int, found: Found, *, is_open: bool) -> None:
    """The second half of a mark in a code span that swallowed it; a whole mark is an example.

    `is_open`: whether a bracket is open before it.
    """
    if not is_open and text[start - 1 : start] != "]":
        found.add(_cut_by_code(text, start, end))
        return
    span = text[start:end]
    inside = span.strip("`")
    at, bracket = start + span.find(inside), inside.find("[")
    for tail in _TAIL_IN_CODE.finditer(inside):
        if 0 <= bracket < tail.start():
            break
        hash_at = at + tail.start("id") - 1
        fault = NotDrawn(hash_at, f"#{tail['id']}", detail="a code span")
        found.add([fault if tail["title"] else Suspect(target_of(tail), fault, nearly=not tail["file"])])


def _cut_by_code(text: str, start: int, end: int) -> Iterator[Suspect]:
    """A mark in whose target a code span ends: `` `[words](#brid`ge) ``."""
    if (cut := _CUT_BY_CODE.search(text, start, end)) and (rest := _ID_BEHIND.match(text, end)):
        fault = NotDrawn(cut.start("id") - 1, f"#{cut['id']}", detail="a code span")
        yield Suspect(cut["id"] + rest["id"], fault, nearly=True)


def find_swallowed(text: str, code: Iterable[Span], found: Found) -> None:
    """Whole marks in the code spans of a run with an unpaired backtick: they may not be code."""
    for start, end in code:
        for tail in _TAIL_IN_CODE.finditer(text, start, end):
            at = tail.start("id") - 1
            fault = NotDrawn(at, f"#{tail['id']}", detail="a code span")
            found.suspects.append(Suspect(target_of(tail), fault))


def target_of(mark: re.Match[str]) -> str:
    """The statement, on this page or another, that a mark outside the text refers to."""
    return f"{mark['file']}#{mark['id']}" if mark["file"] else mark["id"]


def find_unclosed(text: str, end: int, brackets: Iterable[int], links: Sequence[Link], found: Found) -> None:
    """Unclosed opening brackets: the words of the next mark, or of a bare id, may start there."""
    starts = [link.at for link in links]
    for at in brackets:
        index = bisect_right(starts, at)
        target = _TARGET.search(text, at, min(end, at + _NEAR))
        ids = (links[index].id.text if index < len(links) else "", target["id"] if target else "")
        for id_ in filter(None, ids):
            found.suspects.append(Suspect(id_, MalformedMark(at, "[", detail=id_)))


def find_asked(text: str, span: Span, opaque: Sequence[Span], found: Found) -> None:
    """What asks to show something without being a link: one of its brackets is missing."""
    for title in _ASKS.finditer(text, *span):
        asked = title["title"].rstrip(_QUOTE)
        if not lies_in(title.start("title"), opaque) and is_nearly_embed(asked):
            found.faults.append(MalformedEmbed(title.start("title"), asked))
