"""A claim map's drawing written as SVG, with its own styles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..base.vocabulary import Group
from ..site.assets import map_stylesheet
from ..words.wording import relation_labels
from .diagram import KEY_ACROSS, KEY_ROW, LANE, LEADING, MARKS, PADDING, SIZE, Box, Diagram, Mark, Wire
from .elements import escape
from .lettering import plain_line, wrap
from .overview import GROUPS

_PER_REM: Final = 20.0
_AT_END: Final = ' text-anchor="end"'

# What stands at the end of a line between statements: a path that points to the left, and how it is filled.
_SHAPES: Final = {
    "against": ("M4 -6V6", "mark"),
    "for": ("M0 0l10 -5v10z", "full"),
    "neither": ("M1 0a4 4 0 1 1 8 0a4 4 0 1 1 -8 0", "mark hollow"),
    "refines": ("M1 0l10 -5v10z", "mark hollow"),
    "supports": ("M0 0l10 -5v10z", "full"),
    "contradicts": ("M4 -6V6", "mark"),
    "basis-for": ("M0 0l6 -5l6 5l-6 5z", "full"),
    "same-as": ("M3 -5v10M7 -5v10", "mark"),
}
assert tuple(_SHAPES) == MARKS


def svg_of(diagram: Diagram) -> str:
    """The drawing in a region that scrolls where it is too wide."""
    width = _n(diagram.width)
    pieces = [
        '<div class="ann-map-frame" role="region" tabindex="0"'
        f' aria-label="Claim map: {escape(plain_line(diagram.title))}">'
        f'<svg class="ann-map" role="group" aria-label="Map of the claims" viewBox="0 0 {width} {_n(diagram.height)}"'
        f' style="width:{_n(diagram.width / _PER_REM)}rem" data-search-exclude="true">'
        f"<style>{map_stylesheet()}</style>",
        *_key(diagram),
        *(
            f'<text class="head" x="{_n(column.at)}" y="{_n(diagram.top - 14)}"{_AT_END if column.at_end else ""}>'
            f"{column.head}</text>"
            for column in diagram.columns
        ),
        f'<path class="rule" d="M0 {_n(diagram.top - 6)}H{width}"/>',
        '<g aria-hidden="true">',
        *(_wire(wire, diagram.beside) for wire in diagram.wires),
        "</g>",
        *(_box(box, at_end=column.at_end) for column in diagram.columns for box in column.boxes),
        "</svg></div>",
    ]
    return "".join(pieces)


def _key(diagram: Diagram) -> Iterator[str]:
    """What the lines mean that are in this drawing."""
    room = diagram.width / KEY_ACROSS
    samples = [(_line("M0 0H34", group), GROUPS[group]) for group in diagram.groups]
    samples += [(_sample(mark), _meaning(mark)) for mark in diagram.marks]
    for place, (sample, text) in enumerate(samples):
        x, y = room * (place % KEY_ACROSS), 10.0 + KEY_ROW * (place // KEY_ACROSS)
        label = wrap(text, (room - 60) / SIZE, 1)[0][0]
        yield f'<g transform="translate({_n(x + 2)} {_n(y)})">{sample}<text class="key" x="44" y="4">{label}</text></g>'


def _meaning(mark: Mark) -> str:
    """What an answer with this mark does; relations are called as everywhere."""
    match mark:
        case "against":
            return "denied, corrected or withdrawn"
        case "for":
            return "confirmed or admitted in part"
        case "neither" | "same":
            return "answered in another way"
        case relation:
            return relation_labels(relation)[0].lower()


def _sample(mark: Mark) -> str:
    shape, classes = _SHAPES[mark]
    both = f'<path class="{classes}" transform="translate(34 0) scale(-1 1)" d="{shape}"/>' if mark == "same-as" else ""
    return f'<path class="bond" d="M0 0H34"/><path class="{classes}" d="{shape}"/>{both}'


def _wire(wire: Wire, beside: float) -> str:
    start, end = wire.start, wire.end
    if wire.lane >= 0:
        x, turn = end.x + (wire.lane + 1) * LANE, 5 if start.y < end.y else -5
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
        shape, classes = _SHAPES[wire.mark]
        for at in (end, start) if wire.mark == "same-as" else (end,):
            turned = "" if at.on_right else " scale(-1 1)"
            marks += f'<path class="{classes}" transform="translate({_n(at.x)} {_n(at.y)}){turned}" d="{shape}"/>'
    return (_line(path, wire.group) if wire.group else f'<path class="bond" d="{path}"/>') + marks


def _line(path: str, group: Group, more: str = "") -> str:
    inner = f'<path class="inner" d="{path}"/>' if group == "C" else ""
    return f'<g class="ann-{group.lower()}"><path class="line{more}" d="{path}"/>{inner}</g>'


def _box(box: Box, *, at_end: bool) -> str:
    side = box.right if at_end else box.left
    frame = "box" if at_end else "box framed"
    html = [f'<a href="{escape(box.href)}">' if box.href else "<g>"]
    if box.whole:
        html.append(f"<title>{escape(box.whole)}</title>")
    size = f'width="{_n(box.width)}" height="{_n(box.height)}"'
    html.append(f'<rect class="{frame}" x="{_n(box.left)}" y="{_n(box.top)}" {size}/>')
    html.append(_line(f"M{_n(side)} {_n(box.top)}V{_n(box.bottom)}", box.group, " bar"))
    left, right = box.left + PADDING + 2, box.right - PADDING - 2
    y = box.top + PADDING
    for text in box.texts:
        x = right if at_end or text.right_to_left else left
        attributes = ' direction="rtl"' if text.right_to_left else _AT_END if at_end else ""
        for line in text.lines:
            html.append(
                f'<text class="{text.role}" x="{_n(x)}" y="{_n(y + text.size)}"{attributes}>{escape(line)}</text>'
            )
            y += text.size * LEADING
    html.append("</a>" if box.href else "</g>")
    return "".join(html)


def _n(number: float) -> str:
    """A number as short as it can be."""
    return f"{number:.1f}".removesuffix(".0")
