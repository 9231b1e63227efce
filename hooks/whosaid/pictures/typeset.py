"""Cards are set by Typst, many at a time, and made small: of the same cards and fonts come the same bytes.

Typst comes as one package with all that it needs: it breaks lines, and sets right-to-left and Asian scripts, emoji and
mixed text from whichever fonts have the letters.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from io import BytesIO
from typing import Final

import msgspec
from msgspec import Struct

from .cardfonts import CardFonts
from .cardwords import Card

AT_ONCE: Final = 16
"""So many cards share the start of Typst; more would only take more memory."""
_COLOURS: Final = 64  # letters have soft edges; emoji look right with so many
_LAYOUT: Final = files(__package__).joinpath("cards.typ")


class Picture(Struct, array_like=True):
    """A PNG file, and the letters that were to be in it and are in no font."""

    png: bytes
    missing: str = ""


def pictures_of(cards: Sequence[Card], fonts: CardFonts) -> Iterator[Picture]:
    """The picture of each card."""
    data = msgspec.json.encode(cards).decode()
    named = json.dumps({"words": fonts.for_words, "other": fonts.for_others})
    pages = fonts.drawn(_LAYOUT.read_bytes(), cards=data, fonts=named)
    missing = fonts.missing(frozenset().union(*(card.letters for card in cards)))
    for card, page in zip(cards, pages, strict=True):
        yield Picture(_made_small(page), "".join(sorted(card.letters & missing)))


def _made_small(png: bytes) -> bytes:
    """The same picture with a palette: a third of the bytes."""
    from PIL import Image  # only where pictures are drawn

    made = BytesIO()
    with Image.open(BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(made, "PNG")
    return made.getvalue()
