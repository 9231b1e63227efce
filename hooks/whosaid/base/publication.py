"""What of the generated files a site publishes (`publish` in whosaid.yml), and the part that each file belongs to."""

from __future__ import annotations

import re
from typing import Final, Literal, get_args

from msgspec import Struct

from .patterns import pattern

Output = Literal["ledger", "articles", "claims", "data", "annotations", "embeds", "feeds", "pictures"]
"""A part of a site that can be left out; its articles, with their notes, cannot."""

OUTPUTS: Final[tuple[Output, ...]] = get_args(Output)

USUAL: Final[tuple[Output, ...]] = OUTPUTS[: OUTPUTS.index("pictures")]
"""What is published unless whosaid.yml says otherwise: pictures take time, and packages of their own."""

_FOLDERS: Final[dict[str, tuple[Output, ...]]] = {
    "data": ("data", "annotations"),
    "embed": ("embeds",),
    "feed": ("feeds",),
    "picture": ("pictures",),
}
"""The parts that are not in the ledger's folder, by theirs."""
_OF_LEDGER: Final[tuple[Output, ...]] = ("ledger", "articles", "claims")
_ANNOTATIONS: Final = pattern(r"data/articles/.*\.annotations\.json")
_IN_LEDGER: Final[tuple[tuple[Output, re.Pattern[str]], ...]] = (
    ("articles", pattern(r"(?:part/\d+/)?articles\.md")),
    ("claims", pattern(r"(?:(?:part/\d+/said/)?claim|compare)/.*")),
)
"""The files below the ledger's folder that are parts of their own."""


class Publication(Struct, frozen=True):
    """The parts that are published; `ledger_page` is the path of the first page of the ledger, whether it is or not."""

    ledger_page: str = "ledger.md"
    outputs: frozenset[Output] = frozenset(USUAL)

    @property
    def folder(self) -> str:
        """The folder of the ledger's other pages."""
        return self.ledger_page.removesuffix(".md")

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out that is usually there."""
        return self.outputs.issuperset(USUAL)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of the files that are published."""
        folders = {**_FOLDERS, self.folder: _OF_LEDGER}
        return tuple(folder for folder, outputs in folders.items() if not self.outputs.isdisjoint(outputs))

    def has(self, path: str) -> bool:
        """Whether a file of the site is published, as far as that can be chosen."""
        output = self.output_of(path)
        return output is None or output in self.outputs

    def output_of(self, path: str) -> Output | None:
        """The part that a file belongs to, by its path in the docs folder; None for all other files."""
        if path == self.ledger_page:
            return "ledger"
        if path.startswith(f"{self.folder}/"):
            name = path[len(self.folder) + 1 :]
            return next((output for output, names in _IN_LEDGER if names.fullmatch(name)), "ledger")
        if _ANNOTATIONS.fullmatch(path):
            return "annotations"
        folder, slash, _ = path.partition("/")
        return _FOLDERS[folder][0] if slash and folder in _FOLDERS else None


WHOLE: Final = Publication()
"""All that is usual, where it is unless whosaid.yml says otherwise."""
