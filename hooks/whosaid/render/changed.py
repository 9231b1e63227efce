"""Finds changes by other plug-ins to a page's text before it is drawn: data and embeds say what the check read."""

from __future__ import annotations

from typing import Final

from ..base.model import Page, Record
from ..base.plain import plain_words

HEADLINE: Final = "the headline"
Said = dict[str, str]
"""What a page says, by its name in a sentence."""


def changed_before(page: Page, now: Page) -> tuple[int, str] | None:
    """The offset of the first difference between the page to be drawn and the page checked, and a message.

    None if no claim is concerned. `now` is the page to be drawn, after macros and included files.
    """
    if not page.records and not now.records:
        return None
    read, drawn = _said(page), _said(now)
    if HEADLINE not in read:  # none was recorded
        drawn.pop(HEADLINE, None)
    for name in {**read, **drawn}:
        if read.get(name) != drawn.get(name):
            at = next((record.at for record in page.records if name.endswith(f" of “{_id(record)}”")), 0)
            was, became = (f"“{said[name]}”" if name in said else "nothing" for said in (read, drawn))
            what = f"{name} is {was} in the file and {became} when the page is drawn, by something that runs before"
            return at, f"{what} Whosaid, such as a macro; write it out"
    return None


def _said(page: Page) -> Said:
    said: Said = {}
    for record in page.records:
        id_ = _id(record)
        said[f"the kind of “{id_}”"] = record.kind
        said[f"the title of “{id_}”"] = record.title.text if record.title else ""
        said[f"the note of “{id_}”"] = " ".join(record.body.split())
        for option, items in sorted(record.options.items()):
            said[f"the option “{option}” of “{id_}”"] = ", ".join(item.text for item in items)
    for link in page.links:
        name, words = f"the mark of “{link.id.text}”", plain_words(page.text[link.words_at : link.words_end])
        if not link.file and f"the kind of “{link.id.text}”" in said:
            said[name] = f"{said[name]} … {words}" if name in said else words
    if page.headings:
        said[HEADLINE] = page.headings[0].text
    return said


def _id(record: Record) -> str:
    return record.id.text if record.id else ""
