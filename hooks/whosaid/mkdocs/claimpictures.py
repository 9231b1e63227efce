"""Pictures of claims: drawn many at a time when everything else is written, or in a preview when one is asked for.

A picture is kept under a digest of what stands on it and of the fonts, so that one is drawn only when that is new. They
are drawn by threads of this process, and never by copies of it, in which the threads of the library would be missing.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

import msgspec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from ..base.shapes import SettingsShape
from ..base.storage import Store
from ..ledger.loading import as_typed, keeps
from ..ledger.records import Statement
from ..pictures import INSTALL, picture_path
from ..pictures.cardfonts import CardFonts, NoFont, family_for
from ..pictures.cardwords import Card, card_of
from ..pictures.typeset import AT_ONCE, Picture, pictures_of
from ..render import BuildState, log
from .deferred import DeferredFile

_NEEDED: Final = ("typst", "fontTools", "brotli")
_AT_HAND: Final = 512
"""So many pictures are drawn before they are written: all of a large site would not fit into memory."""
_MOST_SHOWN: Final = 20  # letters, in a message
_MISSING: Final = (
    "No font has “%s”: missing in the picture of %s. Install a font that has it, such as %s, or name a file of one "
    "under “picture-fonts” in whosaid.yml"
)
_T = TypeVar("_T")


class PictureFile(DeferredFile):
    """The picture of a claim; `family` are the statements that say the same, the first of which it shows."""

    def __init__(self, family: tuple[Statement, ...], pictures: ClaimPictures, config: MkDocsConfig) -> None:
        super().__init__(picture_path(family[0]), config)
        self.family, self.pictures = family, pictures

    def is_media_file(self) -> bool:
        """No, or plug-ins that make pictures smaller would look for it in the docs folder."""
        return False

    def take_over(self, new: DeferredFile) -> None:
        assert isinstance(new, PictureFile)
        self.family, self.pictures = new.family, new.pictures

    def write(self) -> None:
        self.pictures.write([self])


class ClaimPictures:
    """The pictures of one build."""

    def __init__(self, state: BuildState, config: MkDocsConfig) -> None:
        self.state, self._config = state, config
        self._docs = Path(config.docs_dir)

    @cached_property
    def store(self) -> Store | None:
        """Where they are kept for the next build."""
        return Store(as_typed(self._docs), "pictures") if keeps(self.state.settings) else None

    @cached_property
    def _fonts(self) -> CardFonts:
        return CardFonts([self._docs / file for file in self.state.settings.picture_fonts])

    def write(self, files: Sequence[PictureFile]) -> None:
        """Write these pictures, and say which letters no font has."""
        missing = dict[str, list[str]]()
        for part in batched(files, _AT_HAND):
            try:
                pictures = self._pictures([self._card(file.family) for file in part])
            except NoFont as error:
                name = error.file.relative_to(self._docs).as_posix()
                raise PluginError(f"“picture-fonts” in whosaid.yml: “{name}” cannot be read as a font") from None
            for file, picture in zip(part, pictures, strict=True):
                _write_bytes(picture.png, Path(file.abs_dest_path))
                for sign in picture.missing:
                    missing.setdefault(sign, []).append(file.family[0].ref)
        _tell_missing(missing)

    def _card(self, family: tuple[Statement, ...]) -> Card:
        return card_of(self.state.ledger, family, self.state.site.name)

    def _pictures(self, cards: Sequence[Card]) -> list[Picture]:
        """The picture of each card, as it was kept or drawn now; none is drawn twice."""
        keys = [self._key(card) for card in cards]
        by_key = dict(zip(keys, cards, strict=True))
        found = {key: picture for key in by_key if (picture := self._kept(key)) is not None}
        new = [key for key in by_key if key not in found]
        for key, picture in zip(new, self._drawn([by_key[key] for key in new]), strict=True):
            found[key] = picture
            if self.store is not None:
                self.store.keep(key, picture)
        return [found[key] for key in keys]

    def _drawn(self, cards: Sequence[Card]) -> Iterator[Picture]:
        wanted = self.state.settings.workers
        with ThreadPoolExecutor(os.cpu_count() if wanted == "auto" else int(wanted)) as threads:
            drawn = threads.map(lambda batch: [*pictures_of(batch, self._fonts)], batched(cards, AT_ONCE))
            yield from chain.from_iterable(drawn)

    def _key(self, card: Card) -> bytes:
        parts = self._fonts.digest, msgspec.msgpack.encode(card)
        return self.store.key(*parts) if self.store is not None else b"".join(parts)

    def _kept(self, key: bytes) -> Picture | None:
        return self.store.find(key, _decode) if self.store is not None else None


_decode: Final = msgspec.msgpack.Decoder(Picture).decode


def require_packages(settings: SettingsShape) -> None:
    """Stop if pictures are asked for and cannot be drawn; tell if they are of no use."""
    outputs = settings.publication.outputs
    if "pictures" not in outputs:
        return
    if not all(map(find_spec, _NEEDED)):
        raise PluginError(f"“publish” in whosaid.yml names “pictures”, which need more packages; run: {INSTALL}")
    if "claims" not in outputs:
        log.warning("“publish” in whosaid.yml names “pictures” without “claims”, whose pages show them; add it there")


def batched(items: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    """The items in pieces of so many."""
    return (items[start : start + size] for start in range(0, len(items), size))


def _write_bytes(content: bytes, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _tell_missing(missing: Mapping[str, Sequence[str]]) -> None:
    """Say which letters are in no font, by the font that has them; `missing` has the claims that each is in."""
    by_family: dict[str, list[str]] = defaultdict(list)
    for sign in sorted(missing):
        by_family[family_for(sign)].append(sign)
    for family, signs in by_family.items():
        claims = dict.fromkeys(claim for sign in signs for claim in missing[sign])
        more = f" and {len(claims) - 1} more" if len(claims) > 1 else ""
        log.info(_MISSING, "".join(signs[:_MOST_SHOWN]), f"{next(iter(claims))}{more}", family)
