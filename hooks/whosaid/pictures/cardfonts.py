"""The fonts in which cards are set: those of the site first, then those of the machine and of Typst itself."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Iterable
from functools import cached_property
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final
from weakref import finalize

from ..base.storage import digest

if TYPE_CHECKING:
    from typst import Fonts  # an extra, imported only where pictures are drawn

_PIXELS: Final = 72.0  # to the inch, of which a point is one 72nd
_WORDS: Final = ("Libertinus Serif",)
"""For a claim's words, if the site names no font: one that Typst has."""
_OTHERS: Final = ("Noto Sans", "Liberation Sans", "DejaVu Sans", "Arial", "Libertinus Serif")
"""For everything else, the first that there is."""
_NOBODYS: Final = "\U0010fffd"  # for private use: no font has it
_BLANK: Final = frozenset("CZM")  # categories of signs that show nothing of themselves
_PROBE: Final = b"""\
#set page(width: 40pt, height: 40pt, margin: 4pt)
#set text(font: json(bytes(sys.inputs.fonts)), size: 24pt)
#for sign in json(bytes(sys.inputs.signs)) { page[#sign] }
"""
_FAMILIES: Final = {
    **dict.fromkeys(("Han", "Hiragana", "Katakana", "Hangul", "Bopomofo"), "Noto Sans CJK"),
    **dict.fromkeys(("Latin", "Greek", "Cyrillic", "Inherited"), "Noto Sans"),
    "Arabic": "Noto Naskh Arabic",
    "Tibetan": "Noto Serif Tibetan",
}
"""By script; families of other scripts are named after them."""
_EMOJI: Final = "\U0001f000"


class NoFont(Exception):
    """`file` is named as a font and is none, is damaged, or cannot be opened."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.file = file


class CardFonts:
    """The fonts of one site. `own` are its font files, in the order in which they are used."""

    def __init__(self, own: Iterable[Path]) -> None:
        self._own = {file: _content(file) for file in own}
        self._known: dict[str, bool] = {}

    @cached_property
    def digest(self) -> bytes:
        """A digest of all that there are: the same cards look the same where it is the same."""
        every = ((one.path or "", one.family, one.weight, one.style) for one in self._found.fonts())
        others = sorted((*one, *_written(one[0])) for one in every if not one[0].startswith(self._folder))
        return digest(repr(others), *self._own.values())

    @cached_property
    def for_words(self) -> list[str]:
        """The families for a claim's words, the first choice first."""
        return self._there([*self._families, *_WORDS])

    @cached_property
    def for_others(self) -> list[str]:
        """Those for everything else: the site's second font, if it has two."""
        return self._there([*self._families[1:], *self._families[:1], *_OTHERS])

    def drawn(self, layout: bytes, **data: str) -> list[bytes]:
        """The pages of a document as PNG files; `data` are its `sys.inputs`."""
        from typst import Compiler

        compiler = Compiler(font_paths=self._found)
        made, _ = compiler.compile_with_warnings(layout, format="png", ppi=_PIXELS, sys_inputs=data)
        return made if isinstance(made, list) else [made] if made is not None else []

    def missing(self, signs: Collection[str]) -> frozenset[str]:
        """Those of these signs that no font has: each is drawn as one is that nobody has."""
        new = [one for one in sorted({*signs} - self._known.keys()) if not one.isascii() and not _shows_nothing(one)]
        if new:
            fonts, wanted = json.dumps(self.for_words), json.dumps([_NOBODYS, *new])
            nobodys, *pages = self.drawn(_PROBE, fonts=fonts, signs=wanted)
            self._known.update((sign, page != nobodys) for sign, page in zip(new, pages, strict=True))
        return frozenset(sign for sign in signs if not self._known.get(sign, True))

    @cached_property
    def _folder(self) -> str:
        """A folder with the site's fonts as Typst reads them, named by their order, for as long as they are needed."""
        folder = mkdtemp(prefix="whosaid-")
        finalize(self, rmtree, folder, ignore_errors=True)
        for nth, (file, content) in enumerate(self._own.items()):
            Path(folder, f"{nth:03}{_suffix(file)}").write_bytes(_unpacked(file, content))
        return folder

    @cached_property
    def _found(self) -> Fonts:
        from typst import Fonts

        return Fonts(font_paths=[self._folder] if self._own else [])

    @cached_property
    def _families(self) -> list[str]:
        """The families of the site's fonts, in the order of its files."""
        own = [one for one in self._found.fonts() if one.path and one.path.startswith(self._folder)]
        files = {Path(one.path or "").name[:3] for one in own}
        if unread := [file for nth, file in enumerate(self._own) if f"{nth:03}" not in files]:
            raise NoFont(unread[0])
        return list(dict.fromkeys(one.family for one in sorted(own, key=lambda one: (one.path or "", one.index))))

    def _there(self, families: Iterable[str]) -> list[str]:
        """Those of these families that there are, each once."""
        known = {family.casefold() for family in self._found.families()}
        return list(dict.fromkeys(family for family in families if family.casefold() in known))


def family_for(sign: str) -> str:
    """A family of fonts that has a letter."""
    from fontTools import unicodedata as scripts

    script = scripts.script_name(scripts.script(sign))
    if script not in ("Common", "Unknown"):
        return _FAMILIES.get(script, f"Noto Sans {script}")
    width = unicodedata.east_asian_width(sign)
    if width in "FH" or scripts.block(sign).startswith(("CJK", "Katakana")):
        return _FAMILIES["Han"]
    return "Noto Color Emoji" if width == "W" or sign >= _EMOJI else "DejaVu Sans"


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise NoFont(file) from None


def _written(path: str) -> tuple[int, int]:
    """The size of a font's file and when it was written, in ns; zeros for a font of Typst, which is in none."""
    found = Path(path).stat() if path else None
    return (found.st_size, found.st_mtime_ns) if found else (0, 0)


def _suffix(file: Path) -> str:
    return ".ttf" if file.suffix.lower().startswith(".woff") else file.suffix.lower()


def _unpacked(file: Path, content: bytes) -> bytes:
    """A font as Typst reads it: one that is packed for browsers is unpacked."""
    if not file.suffix.lower().startswith(".woff"):
        return content
    from fontTools.ttLib import TTFont

    made = BytesIO()
    try:
        font = TTFont(BytesIO(content), recalcTimestamp=False)
        font.flavor = None
        font.save(made)
    except Exception:  # in a damaged file, those of its unpackers too, which share no class
        raise NoFont(file) from None
    return made.getvalue()


def _shows_nothing(sign: str) -> bool:
    return unicodedata.category(sign)[0] in _BLANK
