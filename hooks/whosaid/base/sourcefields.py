"""The fields of a source's entry, each declared once: what authors write, what readers are told, what the data says.

The shape of sources.yml, the schemas, the notes, the JSON and the columns of the tables follow these rows; to add a
field, add a row here and a line to the guide. The type, which every entry has, is not one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from keyword import iskeyword
from typing import Final, Literal, get_args

from msgspec import Struct

from .catalogue import N_
from .vocabulary import SourceTypeId

FieldValue = Literal["text", "url", "count", "yes-no", "source", "sources"]
"""What a field holds; `source` is a source's id, `sources` a list of them."""

Place = Literal["name", "beside", "after", "link", "statement"]
"""Where readers see a field: as the source's name; beside it (“mayor of Wick”); after that, as a sentence (“Interest:
she sold the land.”); as a link; or once with each statement, for all of its sources together."""


class SourceField(Struct, frozen=True):
    """A field of a source.

    `meaning` says in the data's schema what it is; a field without it is in the data only as the source's `label`.
    `words` is the message for readers, with the part `{value}`, or `{source}` in a link; without it, they see the value
    alone, unless `sourcewords` has a function for it. `label` is the text of a link on the source's own page.
    If `types` are given, readers see it only of sources of these types.
    At the same place, a lower `rank` comes first, and the same rank in the order of the rows.
    What `reveals` who a source is, is never read for an unnamed one.
    """

    name: str
    value: FieldValue
    place: Place
    meaning: str = ""
    words: str = ""
    label: str = ""
    types: tuple[SourceTypeId, ...] = ()
    rank: int = 1
    reveals: bool = False

    @property
    def attribute(self) -> str:
        """Its name in Python."""
        name = self.name.replace("-", "_")
        return f"{name}_" if iskeyword(name) else name


_ROWS: Final = (
    SourceField("name", "text", "name", reveals=True),
    # Translators: the body that somebody speaks for
    SourceField("for", "source", "beside", "the source it speaks for", N_("for {value}")),
    SourceField("role", "text", "beside", "what it is or does", rank=0),
    SourceField(
        "url", "url", "link", "its address; never that of an unnamed source", label=N_("Website"), reveals=True
    ),
    SourceField(
        "archive-url",
        "url",
        "link",
        "an archived copy of that",
        N_("{source}, archived copy"),
        label=N_("Archived copy"),
        reveals=True,
    ),
    SourceField(
        "inspectable", "yes-no", "after", "whether others can look into a document", types=("document",), rank=2
    ),
    SourceField("described-as", "text", "name"),
    SourceField("count", "count", "beside", "how many people an unnamed source is", N_("number of people: {value}")),
    SourceField("reason", "text", "after", "why it is not named; `not-stated` is an answer", types=("unnamed",)),
    SourceField(
        "knows-how",
        "text",
        "after",
        "how an unnamed source would know",
        N_("How they would know: {value}"),
        types=("unnamed",),
    ),
    SourceField(
        "corroborated-by",
        "sources",
        "statement",
        "the sources that say the same independently",
        N_("Also said, independently, by: {value}"),
    ),
    SourceField(
        "possibly-same-as",
        "sources",
        "statement",
        "unnamed groups that may be some of the same people; never merged",
        N_("May be some of the same people as: {value}"),
        rank=0,
    ),
    SourceField("interest", "text", "after", "what it stands to gain or lose", N_("Interest: {value}")),
)
SOURCE_FIELDS: Final[Mapping[str, SourceField]] = {row.name: row for row in _ROWS}
"""By name, in the order of the data."""
FIELDS_AT: Final[Mapping[Place, tuple[SourceField, ...]]] = {
    place: tuple(sorted((row for row in _ROWS if row.place == place), key=lambda row: row.rank))
    for place in get_args(Place)
}
"""The fields by the place where readers see them, in the order in which they do."""
DATA_FIELDS: Final = tuple(row for row in _ROWS if row.meaning)
"""The fields that the data has under their own names."""
SOURCE_REFERENCES: Final = tuple(row.name for row in _ROWS if row.value in ("source", "sources"))
"""The fields that name other sources."""
REVEALING_FIELDS: Final = frozenset(row.name for row in _ROWS if row.reveals)
"""The fields that reveal who a source is. They are not read if the source is unnamed."""
