"""The claim map in a page: a list first, then the same as a drawing (diagram, svg)."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Iterator
from typing import Final

from ..base.model import Page
from ..ledger.records import Ledger, Statement
from ..words.ties import ClaimMap, claim_map, is_voiced, lines_of, voices_of
from .diagram import Address, SourceAddress, lay_out, nowhere
from .elements import Stash, escape, fill
from .lettering import plain_line
from .svg import svg_of

_MOST_TIMES: Final = 20  # that an answer to many claims is told in full


def draw_claim_map(
    frame: etree.Element,
    ledger: Ledger,
    page: Page,
    stash: Stash,
    address: Address,
    source_address: SourceAddress = nowhere,
) -> None:
    """Put a page's map into an empty element. The addresses go into it as they are given, for the page it stands on."""
    map_ = claim_map(ledger, page)
    drawing = [svg_of(lay_out(ledger, map_, address, source_address))] if map_.claims else []
    if map_.claims or map_.answers:
        fill(frame, [claim_list(ledger, map_, address), *drawing], stash)
    else:
        fill(frame, ["<p>There is no claim on this page.</p>"], stash)


def claim_list(ledger: Ledger, map_: ClaimMap, address: Address) -> str:
    """Each claim with who says it, what became of it and what it is tied to; below it its answers."""
    html = ['<ul class="ann-map-list">']
    told: Counter[str] = Counter()
    for claim in map_.claims:
        html.append(f"<li>{_item(ledger, map_, claim, address)}")
        items = "".join(f"<li>{item}</li>" for item in _items_below(ledger, map_, claim, address, told))
        html.append(f"<ul>{items}</ul></li>" if items else "</li>")
    rest = (answer for answer in map_.answers if answer.ref not in told)
    html.extend(f"<li>{_item(ledger, map_, answer, address)}</li>" for answer in rest)
    return "".join([*html, "</ul>"])


def _items_below(
    ledger: Ledger, map_: ClaimMap, claim: Statement, address: Address, told: Counter[str]
) -> Iterator[str]:
    """The answers to a claim, each followed by the answers to it. One that was told often enough is only named."""
    waiting, seen = [claim], {claim.ref}
    while waiting:
        statement = waiting.pop()
        if statement is not claim:
            told[statement.ref] += 1
            if told[statement.ref] > _MOST_TIMES:
                yield f'<p dir="auto">Answered in {_link(map_, statement, address)}, as told above</p>'
                continue
            yield _item(ledger, map_, statement, address)
        answers = [answer for answer in map_.answers_to(statement) if answer.ref not in seen]
        seen.update(answer.ref for answer in answers)
        waiting.extend(reversed(answers))


def _item(ledger: Ledger, map_: ClaimMap, statement: Statement, address: Address) -> str:
    number, words, *lines = lines_of(ledger, map_, statement)
    link = f'<a href="{escape(address(statement))}">{escape(plain_line(number.text))}</a>'
    html = [f'<p dir="auto">{link} {escape(plain_line(words.text))}</p>']
    for line in lines:
        text = escape(plain_line(line.text))
        if line.role == "state":
            text = f"<strong>{text}</strong>"
        if line.others:
            text += f" {', '.join(_link(map_, other, address) for other in line.others)}{line.more}"
        html.append(f'<p dir="auto">{text}</p>')
        if line.role == "who" and is_voiced(map_, statement):
            for voice in voices_of(statement):
                html.append(f'<p dir="auto">{escape(" · ".join(plain_line(text) for text in voice.told))}</p>')
    return "".join(html)


def _link(map_: ClaimMap, statement: Statement, address: Address) -> str:
    return f'<a href="{escape(address(statement))}">{escape(plain_line(map_.name(statement)))}</a>'
