"""The paths of the pages about sources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..base.publication import Publication
from ..site.addresses import stem_of
from ..words.selection import Selector
from .contents import file_name


@lru_cache(1)  # asked for by these pages and by those that link to them
def source_paths(selector: Selector, publication: Publication) -> Mapping[str, str]:
    """The path of each source's page by the source's key; none if the ledger is not published. Sources that a page
    declares are in a folder of that page.
    """
    folder = f"{publication.folder}/source"
    found = {}
    for key, speaker in selector.speakers.items() if "ledger" in publication.outputs else ():
        own = f"in/{stem_of(speaker.page.path)}/" if speaker.page else ""
        found[key] = f"{folder}/{own}{file_name(speaker.source.id)}.md"
    return found
