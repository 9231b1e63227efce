"""The claim map as a drawing in three columns: who says it, what is said, who answers.

Claims stand in the order of the text. Sources and answers stand next to the claims they are tied to, and once more
where they come back later, so that lines stay short and few cross.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from ..assets import map_stylesheet
from ..claimmap import ClaimMap, is_voiced, lines_of, voices_of
from ..ledger import Ledger, Statement
from ..model import Page, Source
from ..vocabulary import Group
from ..wording import relation_labels, title_of
from .elements import escape
from .lettering import BOLD, is_right_to_left, plain_line, wrap
from .overview import GROUPS

Address = Callable[[Statement], str]
"""Where a statement's note is, as seen from the page that the map stands on."""

SourceAddress = Callable[[Source, Page], str]
"""Where a source has its page, empty if nowhere. The page is the one whose claim it stands behind."""


def nowhere(source: Source, page: Page) -> str:
    """For maps whose sources are no links."""
    return ""


# Measures are in units of the drawing, which are pixels at the theme's usual size.
_SAYS: Final = 176.0  # the columns' widths
_SAID: Final = 336.0
_ANSWERS: Final = 240.0
_TOP: Final = 30.0  # of the columns' heads
_GUTTER: Final = 64.0
_WIDE_GUTTER: Final = 84.0  # where answers lead to several claims
_EDGE: Final = 2.0  # room for the outermost lines
_LANE: Final = 10.0  # from one line between claims to the next
_MOST_LANES: Final = 7  # what finds no room in them is told in words alone
_PADDING: Final = 9.0
_GAP: Final = 14.0
_INDENT: Final = 24.0  # of what another article says
_PER_REM: Final = 20.0
_REACH: Final = 2  # claims further apart than this have their source or answer drawn again
_STRETCH: Final = 8  # and so has the next after so many

_SIZES: Final = {"words": 13.5}
_SIZE: Final = 12.0
_BOLD: Final = frozenset(("number", "state", "name"))
_LEADING: Final = 1.3
_MOST_LINES: Final = {"name": 3, "kind": 4, "tie": 2}
_MOST: Final = 6

# What stands at the end of a line between statements: a path that points to the left, and how it is filled.
_MARKS: Final = {
    "against": ("M4 -6V6", "mark"),
    "for": ("M0 0l10 -5v10z", "full"),
    "neither": ("M1 0a4 4 0 1 1 8 0a4 4 0 1 1 -8 0", "mark hollow"),
    "refines": ("M1 0l10 -5v10z", "mark hollow"),
    "supports": ("M0 0l10 -5v10z", "full"),
    "contradicts": ("M4 -6V6", "mark"),
    "basis-for": ("M0 0l6 -5l6 5l-6 5z", "full"),
    "same-as": ("M3 -5v10M7 -5v10", "mark"),
}
_KEY: Final = {
    "against": "denied, corrected or withdrawn",
    "for": "confirmed or admitted in part",
    "neither": "answered in another way",
}


class _Text(Struct, frozen=True):
    """One of a box's texts, in lines."""

    role: str
    lines: list[str]
    right_to_left: bool

    @property
    def size(self) -> float:
        return _SIZES.get(self.role, _SIZE)


class _Box(Struct, eq=False):
    """What is drawn of a source or a statement, its place and size.

    `rows` are the claims it is tied to, by their place in the middle column; `whole` its text, where that is cut.
    """

    texts: list[_Text]
    whole: str
    href: str
    group: Group
    rows: list[int]
    left: float
    width: float
    top: float = 0

    @property
    def height(self) -> float:
        return 2 * _PADDING + sum(len(text.lines) * text.size * _LEADING for text in self.texts)

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


class _End(Struct, eq=False):
    """Where a line meets a box: on its right or left side, below the ends of lower order there. `y` is set last."""

    box: _Box
    on_right: bool
    order: tuple[float, ...]
    y: float = 0

    @property
    def x(self) -> float:
        return self.box.right if self.on_right else self.box.left


class _Wire(Struct, eq=False):
    """A line between two boxes, with a mark (of _MARKS) at its end; none for who says what.

    In a `lane` it runs outside the column of claims, else across the gutter between two columns.
    """

    start: _End
    end: _End
    mark: str
    group: Group | None
    lane: int = -1


def claim_svg(ledger: Ledger, map_: ClaimMap, address: Address, source_address: SourceAddress = nowhere) -> str:
    """The drawing, with its own styles, in a region that scrolls where it is too wide."""
    row_of = {claim.ref: row for row, claim in enumerate(map_.claims)}
    lanes = _lanes(map_, row_of)
    beside = (max(lanes.values()) + 1) * _LANE if lanes else 0.0  # the room for them, right of the claims
    said_at = _SAYS + _GUTTER
    answers_at = said_at + _SAID + beside + _WIDE_GUTTER
    width = answers_at + _ANSWERS + _EDGE if map_.answers else said_at + _SAID + beside + _PADDING

    said = [_claim_box(ledger, map_, claim, said_at, address) for claim in map_.claims]
    says = list(_source_boxes(map_, source_address))
    answers = [box for s in map_.answers for box in _answer_boxes(ledger, map_, s, row_of, answers_at, address)]
    answer_boxes = {(ref, row): box for ref, box in answers for row in box.rows}
    key, top = _key(map_, {box.group for box in (*says, *(box for _, box in answers))}, width)
    heads = ["Who says it", "What is said", *(["Who answers"] if map_.answers else [])]
    top += _TOP
    _stack(said, top)
    _place(sorted(says, key=lambda box: _wish(box, said) + box.height / 2), said, top)
    _place(sorted((box for _, box in answers), key=lambda box: box.rows[0]), said, top)

    wires = [
        _Wire(_End(box, True, (row,)), _End(said[row], False, (box.top,)), "", box.group)
        for box in says
        for row in box.rows
    ]
    wires += _wires(map_, said, answer_boxes, row_of, lanes)
    _set_ends(wires)

    columns = {"says": says, "said": said, "answers": [box for _, box in answers]}
    height = max(box.bottom for boxes in columns.values() for box in boxes) + _PADDING
    title = escape(plain_line(title_of(map_.page)))
    pieces = [
        f'<div class="ann-map-frame" role="region" tabindex="0" aria-label="Claim map: {title}">'
        f'<svg class="ann-map" role="group" aria-label="Map of the claims" viewBox="0 0 {_n(width)} {_n(height)}"'
        f' style="width:{_n(width / _PER_REM)}rem" data-search-exclude="true"><style>{map_stylesheet()}</style>',
        *key,
        *(
            f'<text class="head" x="{_n(x)}" y="{_n(top - 14)}"{anchor}>{head}</text>'
            for head, x, anchor in zip(heads, (_SAYS, said_at, answers_at), (_AT_END, "", ""), strict=False)
        ),
        f'<path class="rule" d="M0 {_n(top - 6)}H{_n(width)}"/>',
        '<g aria-hidden="true">',
        *(_wire(wire, beside) for wire in wires),
        "</g>",
        *(_drawn(box, column) for column, boxes in columns.items() for box in boxes),
        "</svg></div>",
    ]
    return "".join(pieces)


# ------------------------------------------------------------------------------------------------------- what is drawn


def _claim_box(ledger: Ledger, map_: ClaimMap, claim: Statement, left: float, address: Address) -> _Box:
    indent = 0.0 if claim.page is map_.page else _INDENT
    lines = _told(ledger, map_, claim)
    return _box(lines, address(claim), claim.group, [], left + indent, _SAID - indent)


def _answer_boxes(
    ledger: Ledger, map_: ClaimMap, answer: Statement, row_of: dict[str, int], left: float, address: Address
) -> Iterator[tuple[str, _Box]]:
    """The boxes of an answer, one for each stretch of the claims it is tied to. One tied to none stands by the text."""
    ends = (tie.end if tie.start is answer else tie.start for tie in map_.ties_of.get(answer.ref, ()))
    rows = sorted({row_of[end.ref] for end in ends if end.ref in row_of})
    if not rows:
        here = ((row, claim) for row, claim in enumerate(map_.claims) if claim.page is answer.page)
        before = [row for row, claim in here if claim.number < answer.number] or [0]
        rows = before[-1:]
    lines = list(_told(ledger, map_, answer))
    for stretch in _stretches(rows):
        yield answer.ref, _box(lines, address(answer), answer.group, stretch, left, _ANSWERS)


def _source_boxes(map_: ClaimMap, source_address: SourceAddress) -> Iterator[_Box]:
    """The boxes of the sources: one for each way in which a source has come to the article, in each stretch."""
    voices = {}
    rows: dict[tuple[str, str, tuple[str, ...]], list[int]] = defaultdict(list)
    for row, claim in enumerate(map_.claims):
        for voice in voices_of(claim) if is_voiced(map_, claim) else ():
            key = (voice.source.file, voice.source.id, voice.told)
            voices[key] = voice
            rows[key].append(row)
    for key, voice in voices.items():
        lines = list(zip(("name", "kind", "kind"), voice.told, strict=False))
        for stretch in _stretches(rows[key]):
            yield _box(lines, source_address(voice.source, map_.page), voice.group, stretch, 0, _SAYS)


def _told(ledger: Ledger, map_: ClaimMap, statement: Statement) -> Iterator[tuple[str, str]]:
    for line in lines_of(ledger, map_, statement):
        others = ", ".join(map_.name(other) for other in line.others)
        yield line.role, f"{line.text} {others}" if others else line.text


def _stretches(rows: list[int]) -> Iterator[list[int]]:
    """Ascending rows in parts, each of rows near one another."""
    part: list[int] = []
    for row in rows:
        if part and (row - part[-1] > _REACH or row - part[0] > _STRETCH):
            yield part
            part = []
        part.append(row)
    yield part


def _box(told: Iterable[tuple[str, str]], href: str, group: Group, rows: list[int], left: float, width: float) -> _Box:
    texts, whole, cut = [], [], False
    for role, text in told:
        line = plain_line(text)
        size = _SIZES.get(role, _SIZE) * (BOLD if role in _BOLD else 1)
        lines, shortened = wrap(line, (width - 2 * _PADDING - 4) / size, _MOST_LINES.get(role, _MOST))
        if not lines:
            continue
        texts.append(_Text(role, [*lines[:-1], f"{lines[-1]} "], is_right_to_left(line)))
        whole.append(line)
        cut = cut or shortened
    return _Box(texts, ". ".join(whole) if cut else "", href, group, rows, left, width)


# ---------------------------------------------------------------------------------------------------------- its places


def _lanes(map_: ClaimMap, row_of: dict[str, int]) -> dict[int, int]:
    """Which lane each tie between claims runs in, by its place among the ties; short ones are nearest to the claims."""
    spans = sorted(
        (abs(row_of[tie.start.ref] - row_of[tie.end.ref]), *sorted((row_of[tie.start.ref], row_of[tie.end.ref])), place)
        for place, tie in enumerate(map_.ties)
        if tie.start.ref in row_of and tie.end.ref in row_of
    )
    taken: list[list[tuple[int, int]]] = []
    lanes: dict[int, int] = {}
    for _, first, last, place in spans:
        for lane in range(_MOST_LANES):
            if lane == len(taken):
                taken.append([])
            at = bisect(taken[lane], (first, last))
            free_before = at == 0 or taken[lane][at - 1][1] <= first
            if free_before and (at == len(taken[lane]) or taken[lane][at][0] >= last):
                taken[lane].insert(at, (first, last))
                lanes[place] = lane
                break
    return lanes


def _stack(boxes: Iterable[_Box], top: float) -> None:
    """One below the other."""
    for box in boxes:
        box.top = top
        top = box.bottom + _GAP


def _wish(box: _Box, said: Sequence[_Box]) -> float:
    """Where a box would best begin: with its middle at that of its claims."""
    first, last = said[box.rows[0]], said[box.rows[-1]]
    return (first.top + last.bottom - box.height) / 2


def _place(boxes: Sequence[_Box], said: Sequence[_Box], top: float) -> None:
    """Boxes one below the other, in this order, each as near to where it would best be as the others allow.

    This is isotonic regression: those that would overlap form a block, which stands where all of it is best off.
    """
    blocks: list[tuple[float, int]] = []  # how far it is moved down from where it would be without gaps, and how many
    before = 0.0
    for box in boxes:
        moved, many = _wish(box, said) - before, 1
        while blocks and blocks[-1][0] >= moved:
            other, count = blocks.pop()
            moved, many = (other * count + moved * many) / (count + many), count + many
        blocks.append((moved, many))
        before += box.height + _GAP
    before, following = 0.0, iter(boxes)
    for moved, many in blocks:
        for _ in range(many):
            box = next(following)
            box.top = max(moved, top) + before
            before += box.height + _GAP


def _wires(
    map_: ClaimMap,
    said: list[_Box],
    answers: dict[tuple[str, int], _Box],
    row_of: dict[str, int],
    lanes: dict[int, int],
) -> Iterator[_Wire]:
    """The ties between claims, and between answers and claims. Ties between answers are told in words alone."""
    for place, tie in enumerate(map_.ties):
        start, end = row_of.get(tie.start.ref), row_of.get(tie.end.ref)
        mark = tie.sense if tie.option == "of" else tie.option
        if mark not in _MARKS:
            continue
        if start is not None and end is not None:
            if place in lanes:
                lane = lanes[place]
                down, up = (2, -lane, place), (0, lane, place)
                ends = (down, up) if start < end else (up, down)
                yield _Wire(_End(said[start], True, ends[0]), _End(said[end], True, ends[1]), mark, None, lane)
        elif end is not None:
            box = answers[tie.start.ref, end]
            group = tie.start.group if tie.option == "of" else None
            yield _Wire(_End(box, False, (end, place)), _End(said[end], True, (1, box.top, place)), mark, group)
        elif start is not None:
            box = answers[tie.end.ref, start]
            yield _Wire(_End(said[start], True, (1, box.top, place)), _End(box, False, (start, place)), mark, None)


def _set_ends(wires: Iterable[_Wire]) -> None:
    """Spread the ends on each side of each box evenly, in their order."""
    sides: dict[tuple[int, bool], list[_End]] = defaultdict(list)
    for wire in wires:
        for end in (wire.start, wire.end):
            sides[id(end.box), end.on_right].append(end)
    for ends in sides.values():
        ends.sort(key=lambda end: end.order)
        for number, end in enumerate(ends, start=1):
            end.y = end.box.top + end.box.height * number / (len(ends) + 1)


# ------------------------------------------------------------------------------------------------------------- its SVG

_AT_END: Final = ' text-anchor="end"'


def _wire(wire: _Wire, beside: float) -> str:
    start, end = wire.start, wire.end
    if wire.lane >= 0:
        x, turn = end.x + (wire.lane + 1) * _LANE, 5 if start.y < end.y else -5
        path = (
            f"M{_n(start.x)} {_n(start.y)}H{_n(x - 5)}q5 0 5 {turn}V{_n(end.y - turn)}q0 {turn} -5 {turn}H{_n(end.x)}"
        )
    else:
        left, right = (start, end) if start.x < end.x else (end, start)
        over = left.x + (beside if wire.mark else 0)
        middle = _n((over + right.x) / 2)
        path = f"M{_n(left.x)} {_n(left.y)}H{_n(over)}C{middle} {_n(left.y)} {middle} {_n(right.y)} "
        path += f"{_n(right.x)} {_n(right.y)}"
    marks = ""
    if wire.mark:
        shape, classes = _MARKS[wire.mark]
        for at in (end, start) if wire.mark == "same-as" else (end,):
            turned = "" if at.on_right else " scale(-1 1)"
            marks += f'<path class="{classes}" transform="translate({_n(at.x)} {_n(at.y)}){turned}" d="{shape}"/>'
    return (_line(path, wire.group) if wire.group else f'<path class="bond" d="{path}"/>') + marks


def _line(path: str, group: Group, more: str = "") -> str:
    inner = f'<path class="inner" d="{path}"/>' if group == "C" else ""
    return f'<g class="ann-{group.lower()}"><path class="line{more}" d="{path}"/>{inner}</g>'


def _drawn(box: _Box, column: str) -> str:
    ends_right = column == "says"
    side = box.right if ends_right else box.left
    frame = "box" if ends_right else "box framed"
    html = [f'<a href="{escape(box.href)}">' if box.href else "<g>"]
    if box.whole:
        html.append(f"<title>{escape(box.whole)}</title>")
    size = f'width="{_n(box.width)}" height="{_n(box.height)}"'
    html.append(f'<rect class="{frame}" x="{_n(box.left)}" y="{_n(box.top)}" {size}/>')
    html.append(_line(f"M{_n(side)} {_n(box.top)}V{_n(box.bottom)}", box.group, " bar"))
    left, right = box.left + _PADDING + 2, box.right - _PADDING - 2
    y = box.top + _PADDING
    for text in box.texts:
        x = right if ends_right or text.right_to_left else left
        attributes = ' direction="rtl"' if text.right_to_left else _AT_END if ends_right else ""
        for line in text.lines:
            html.append(
                f'<text class="{text.role}" x="{_n(x)}" y="{_n(y + text.size)}"{attributes}>{escape(line)}</text>'
            )
            y += text.size * _LEADING
    html.append("</a>" if box.href else "</g>")
    return "".join(html)


def _key(map_: ClaimMap, groups: Iterable[Group], width: float) -> tuple[list[str], float]:
    """What the lines mean that are in this map, and how high that is."""
    used = {tie.sense if tie.option == "of" else tie.option for tie in map_.ties}
    items = [(_line("M0 0H34", group), GROUPS[group]) for group in sorted(groups)]
    for mark, (shape, classes) in _MARKS.items():
        if mark in used:
            text = _KEY.get(mark) or relation_labels(mark)[0].lower()
            both = f'<path class="{classes}" transform="translate(34 0) scale(-1 1)" d="{shape}"/>'
            sample = f'<path class="bond" d="M0 0H34"/><path class="{classes}" d="{shape}"/>'
            items.append((sample + (both if mark == "same-as" else ""), text))
    across = 2
    pieces = []
    for place, (sample, text) in enumerate(items):
        x, y = width / across * (place % across), 10.0 + 19 * (place // across)
        label = wrap(text, (width / across - 60) / _SIZE, 1)[0][0]
        pieces.append(
            f'<g transform="translate({_n(x + 2)} {_n(y)})">{sample}<text class="key" x="44" y="4">{label}</text></g>'
        )
    return pieces, 19.0 * -(-len(items) // across)


def _n(number: float) -> str:
    """A number as short as it can be."""
    return f"{number:.1f}".removesuffix(".0")
