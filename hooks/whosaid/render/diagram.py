"""Where everything of a claim map's drawing stands: who says it, what is said and who answers, in three columns.

Claims stand in the order of the text. Sources and answers stand next to the claims they are tied to, and once more
where they come back later, so that lines stay short and few cross. All of it is numbers; `svg` writes them.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct

from ..base.model import Page, Source
from ..base.vocabulary import RELATIONS, Group, StatementOption
from ..ledger.records import Ledger, Statement
from ..words.ties import ClaimMap, Sense, Tie, is_voiced, lines_of, voices_of
from ..words.wording import title_of
from .lettering import BOLD, is_right_to_left, plain_line, wrap

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
LANE: Final = 10.0  # from one line between claims to the next
_MOST_LANES: Final = 7  # what finds no room in them is told in words alone
PADDING: Final = 9.0
_GAP: Final = 14.0
_INDENT: Final = 24.0  # of what another article says
_REACH: Final = 2  # claims further apart than this have their source or answer drawn again
_STRETCH: Final = 8  # and so has the next after so many

_SIZES: Final = {"words": 13.5}
SIZE: Final = 12.0
_BOLD: Final = frozenset(("number", "state", "name"))
LEADING: Final = 1.3
_MOST_LINES: Final = {"name": 3, "kind": 4, "tie": 2}
_MOST: Final = 6
KEY_ROW: Final = 19.0  # of what the lines mean, which stands above all
KEY_ACROSS: Final = 2

Mark = Sense | StatementOption
MARKS: Final[tuple[Mark, ...]] = ("against", "for", "neither", *RELATIONS)
"""What can stand at the end of a line between statements: which way an answer points, or a relation."""


class Text(Struct, frozen=True):
    """One of a box's texts, in lines."""

    role: str
    lines: list[str]
    right_to_left: bool

    @property
    def size(self) -> float:
        return _SIZES.get(self.role, SIZE)


class Box(Struct, eq=False):
    """What is drawn of a source or a statement, its place and size.

    `rows` are the claims it is tied to, by their place in the middle column; `whole` its text, where that is cut.
    """

    texts: list[Text]
    whole: str
    href: str
    group: Group
    rows: list[int]
    left: float
    width: float
    top: float = 0

    @property
    def height(self) -> float:
        return 2 * PADDING + sum(len(text.lines) * text.size * LEADING for text in self.texts)

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


class End(Struct, eq=False):
    """Where a line meets a box: on its right or left side, below the ends of lower order there. `y` is set last."""

    box: Box
    on_right: bool
    order: tuple[float, ...]
    y: float = 0

    @property
    def x(self) -> float:
        return self.box.right if self.on_right else self.box.left


class Wire(Struct, eq=False):
    """A line between two boxes, with a mark (of MARKS) at its end; none for who says what.

    In a `lane` it runs outside the column of claims, else across the gutter between two columns.
    """

    start: End
    end: End
    mark: Mark | Literal[""]
    group: Group | None
    lane: int = -1


class Column(Struct, frozen=True):
    """Boxes one below the other, and what stands above them. Its texts begin on the left, or end on the right.

    `at` is where the head begins or ends.
    """

    head: str
    at: float
    boxes: list[Box]
    at_end: bool = False


class Diagram(Struct, frozen=True):
    """The whole drawing. `top` is where the columns begin, `beside` the room for the lanes right of the claims.

    `groups` and `marks` are those that its lines have, in the order in which they are explained.
    """

    title: str
    width: float
    height: float
    top: float
    beside: float
    columns: list[Column]
    wires: list[Wire]
    groups: Sequence[Group]
    marks: Sequence[Mark]


def lay_out(ledger: Ledger, map_: ClaimMap, address: Address, source_address: SourceAddress) -> Diagram:
    """The drawing of a map that has a claim at least."""
    row_of = {claim.ref: row for row, claim in enumerate(map_.claims)}
    lanes = _lanes(map_, row_of)
    beside = (max(lanes.values()) + 1) * LANE if lanes else 0.0
    said_at = _SAYS + _GUTTER
    answers_at = said_at + _SAID + beside + _WIDE_GUTTER
    width = answers_at + _ANSWERS + _EDGE if map_.answers else said_at + _SAID + beside + PADDING

    said = [_claim_box(ledger, map_, claim, said_at, address) for claim in map_.claims]
    says = list(_source_boxes(map_, source_address))
    answer_boxes = [box for s in map_.answers for box in _answer_boxes(ledger, map_, s, row_of, answers_at, address)]
    answers = [box for _, box in answer_boxes]
    groups = sorted({box.group for box in (*says, *answers)})
    used = {_mark_of(tie) for tie in map_.ties}
    marks = [mark for mark in MARKS if mark in used]
    top = KEY_ROW * -(-(len(groups) + len(marks)) // KEY_ACROSS) + _TOP
    _stack(said, top)
    _place(sorted(says, key=lambda box: _wish(box, said) + box.height / 2), said, top)
    _place(sorted(answers, key=lambda box: box.rows[0]), said, top)

    wires = [
        Wire(End(box, True, (row,)), End(said[row], False, (box.top,)), "", box.group)
        for box in says
        for row in box.rows
    ]
    wires += _wires(map_, said, {(ref, row): box for ref, box in answer_boxes for row in box.rows}, row_of, lanes)
    _set_ends(wires)

    columns = [Column("Who says it", _SAYS, says, at_end=True), Column("What is said", said_at, said)]
    if answers:
        columns.append(Column("Who answers", answers_at, answers))
    height = max(box.bottom for column in columns for box in column.boxes) + PADDING
    return Diagram(title_of(map_.page), width, height, top, beside, columns, wires, groups, marks)


# ------------------------------------------------------------------------------------------------------- what is drawn


def _claim_box(ledger: Ledger, map_: ClaimMap, claim: Statement, left: float, address: Address) -> Box:
    indent = 0.0 if claim.page is map_.page else _INDENT
    lines = _told(ledger, map_, claim)
    return _box(lines, address(claim), claim.group, [], left + indent, _SAID - indent)


def _answer_boxes(
    ledger: Ledger, map_: ClaimMap, answer: Statement, row_of: dict[str, int], left: float, address: Address
) -> Iterator[tuple[str, Box]]:
    """The boxes of an answer, one for each stretch of the claims it is tied to. One tied to none stands by the text."""
    ends = (tie.end if tie.start is answer else tie.start for tie in map_.ties_of.get(answer.ref, ()))
    rows = sorted({row_of[end.ref] for end in ends if end.ref in row_of})
    if not rows:
        here = map_.rows_of.get(answer.page.path, [])
        before = bisect(here, (answer.number, 0))
        rows = [here[before - 1][1] if before else 0]
    lines = list(_told(ledger, map_, answer))
    for stretch in _stretches(rows):
        yield answer.ref, _box(lines, address(answer), answer.group, stretch, left, _ANSWERS)


def _source_boxes(map_: ClaimMap, source_address: SourceAddress) -> Iterator[Box]:
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
        yield line.role, f"{line.text} {others}{line.more}" if others else line.text


def _stretches(rows: list[int]) -> Iterator[list[int]]:
    """Ascending rows in parts, each of rows near one another."""
    part: list[int] = []
    for row in rows:
        if part and (row - part[-1] > _REACH or row - part[0] > _STRETCH):
            yield part
            part = []
        part.append(row)
    yield part


def _box(told: Iterable[tuple[str, str]], href: str, group: Group, rows: list[int], left: float, width: float) -> Box:
    texts, whole, cut = [], [], False
    for role, text in told:
        line = plain_line(text)
        size = _SIZES.get(role, SIZE) * (BOLD if role in _BOLD else 1)
        lines, shortened = wrap(line, (width - 2 * PADDING - 4) / size, _MOST_LINES.get(role, _MOST))
        if not lines:
            continue
        texts.append(Text(role, [*lines[:-1], f"{lines[-1]} "], is_right_to_left(line)))
        whole.append(line)
        cut = cut or shortened
    return Box(texts, ". ".join(whole) if cut else "", href, group, rows, left, width)


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


def _stack(boxes: Iterable[Box], top: float) -> None:
    """One below the other."""
    for box in boxes:
        box.top = top
        top = box.bottom + _GAP


def _wish(box: Box, said: Sequence[Box]) -> float:
    """Where a box would best begin: with its middle at that of its claims."""
    first, last = said[box.rows[0]], said[box.rows[-1]]
    return (first.top + last.bottom - box.height) / 2


def _place(boxes: Sequence[Box], said: Sequence[Box], top: float) -> None:
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
    said: list[Box],
    answers: dict[tuple[str, int], Box],
    row_of: dict[str, int],
    lanes: dict[int, int],
) -> Iterator[Wire]:
    """The ties between claims, and between answers and claims. Ties between answers are told in words alone."""
    for place, tie in enumerate(map_.ties):
        start, end = row_of.get(tie.start.ref), row_of.get(tie.end.ref)
        mark = _mark_of(tie)
        if mark not in MARKS:
            continue
        if start is not None and end is not None:
            if place in lanes:
                lane = lanes[place]
                down, up = (2, -lane, place), (0, lane, place)
                ends = (down, up) if start < end else (up, down)
                yield Wire(End(said[start], True, ends[0]), End(said[end], True, ends[1]), mark, None, lane)
        elif end is not None:
            box = answers[tie.start.ref, end]
            group = tie.start.group if tie.option == "of" else None
            yield Wire(End(box, False, (end, place)), End(said[end], True, (1, box.top, place)), mark, group)
        elif start is not None:
            box = answers[tie.end.ref, start]
            yield Wire(End(said[start], True, (1, box.top, place)), End(box, False, (start, place)), mark, None)


def _mark_of(tie: Tie) -> Mark:
    return tie.sense if tie.option == "of" else tie.option


def _set_ends(wires: Iterable[Wire]) -> None:
    """Spread the ends on each side of each box evenly, in their order."""
    sides: dict[tuple[int, bool], list[End]] = defaultdict(list)
    for wire in wires:
        for end in (wire.start, wire.end):
            sides[id(end.box), end.on_right].append(end)
    for ends in sides.values():
        ends.sort(key=lambda end: end.order)
        for number, end in enumerate(ends, start=1):
            end.y = end.box.top + end.box.height * number / (len(ends) + 1)
