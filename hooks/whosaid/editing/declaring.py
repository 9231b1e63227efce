"""Sources: a new one, at the top of a page or in the site's sources.yml; other fields for one that is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import partial

import msgspec

from ..base.filenames import SOURCES_FILE
from ..base.model import Page
from ..base.options import RESERVED_SOURCES
from ..base.sourcefields import REVEALING_FIELDS, SOURCE_FIELDS
from ..base.vocabulary import ID
from .articletop import Fields, declaration, more_sources, plain_value, source_lines, value_of, yaml_of
from .changes import AlterSource, Declare, Refused
from .edits import Edit
from .quotes import shown
from .saying import Said
from .working import Way, Working, new_faults
from .yamlplaces import Place, places, with_entry, with_value, without

_BY_HAND = "the sources are written so that this cannot be added; write it by hand"


def declare(site: Working, path: str, change: Declare) -> Iterator[Way]:
    """A new source, behind those that are there."""
    check_free(site, path, change.id, on_site=change.on_site)
    fields = _checked(change.fields)
    home = SOURCES_FILE if change.on_site else path
    page = site.page(home)
    edit = _on_site(page, {change.id: fields}) if change.on_site else _on_page(page, {change.id: fields})
    if edit is None:
        raise Refused(_BY_HAND)
    yield Way({home: [edit]}, change.id, partial(_check, change.id, fields))


def check_free(site: Working, path: str, id_: str, *, on_site: bool) -> None:
    """Raises Refused if no new source can have this id."""
    if not ID.fullmatch(id_):
        raise Refused(f"{shown(id_)} is not an id: it has lower-case letters, digits and hyphens")
    if id_ in RESERVED_SOURCES:
        raise Refused(f"“{id_}” has a meaning of its own, so that no source can be called that")
    if id_ in site.said(SOURCES_FILE).page.own_sources:
        raise Refused(f"the site has a source “{id_}” already")
    for other in site.ledger.files if on_site else (path,):
        if id_ in (page := site.page(other)).own_sources:
            raise Refused(f"{page.file} has a source “{id_}” already")


def _checked(fields: Mapping[str, str | Sequence[str] | None]) -> Fields:
    """Fields as they can be written. Raises Refused for what no source has."""
    for name, value in fields.items():
        if name != "type" and name not in SOURCE_FIELDS:
            raise Refused(f"{shown(name)} is not a field of a source")
        if value is not None and not plain_value(value):
            raise Refused(f"“{name}:” has no value")
    given = {name: _listed(name, value) for name, value in fields.items() if value is not None}
    return {name: plain_value(value) for name, value in given.items()}


def _listed(name: str, value: str | Sequence[str]) -> str | Sequence[str]:
    """A value as the field has it: several ids may be given as one text, with commas."""
    is_list = name in SOURCE_FIELDS and SOURCE_FIELDS[name].value == "sources"
    return [part.strip() for part in value.split(",")] if is_list and isinstance(value, str) else value


def _on_page(page: Page, sources: Mapping[str, Fields]) -> Edit | None:
    return declaration(page.text[: page.body_at], sources)


def _on_site(page: Page, sources: Mapping[str, Fields]) -> Edit | None:
    """Behind the last source of sources.yml, with an empty line between them if the others have one."""
    text = page.text
    root = places(text, 0, len(text))
    if root is None or root.is_empty:
        start = "" if not text or text.endswith("\n") else "\n"
        return Edit(len(text), len(text), start + "".join(f"{line}\n" for line in source_lines(sources, "")))
    if not root.is_mapping or not root.entries:
        return None
    edit = more_sources(text, root, sources)
    is_apart = len(root.entries) > 1 and "\n\n" in text[root.entries[-2].value.end : root.entries[-1].key[0]]
    end = "\n" if edit.start == len(text) else ""
    return Edit(edit.start, edit.end, f"{chr(10) * is_apart}{edit.text}{end}") if not root.is_flow else edit


def alter_source(site: Working, path: str, change: AlterSource) -> Iterator[Way]:
    """Other fields for a source of the page or of the site."""
    home = path if change.id in site.page(path).own_sources else SOURCES_FILE
    page = site.page(home)
    if change.id not in page.own_sources:
        raise Refused(f"there is no source {shown(change.id)}")
    entry = _entry(page, change.id)
    fields = _checked(change.fields)
    removed = [name for name, value in change.fields.items() if value is None]
    edits = list(_altered(page.text, entry, fields, removed))
    yield Way({home: edits}, change.id, partial(_check, change.id, {**fields, **dict.fromkeys(removed, "")}))


def _entry(page: Page, id_: str) -> Place:
    """The fields of a source in the text of its file. Raises Refused if they cannot be told apart."""
    root: Place | None
    if page.path == SOURCES_FILE:
        root = places(page.text, 0, len(page.text))
    else:
        span = yaml_of(page.text[: page.body_at])
        top = places(page.text, *span) if span else None
        sources = top.entry("sources") if top else None
        root = sources.value if sources else None
    found = root.entry(id_) if root else None
    if found is None or not found.value.entries:
        raise Refused(_BY_HAND)
    return found.value


def _altered(text: str, source: Place, fields: Fields, removed: Sequence[str]) -> Iterator[Edit]:
    for name in removed:
        if (entry := source.entry(name)) is not None:
            yield without(text, source, entry)
    new = {name: value for name, value in fields.items() if source.entry(name) is None}
    for name, value in fields.items():
        if (entry := source.entry(name)) is not None:
            yield with_value(text, entry, value_of(value))
    if new:
        lines = [f"{name}: {value_of(value)}" for name, value in new.items()]
        stays = msgspec.structs.replace(source, entries=[one for one in source.entries if one.name not in removed])
        yield with_entry(text, stays if stays.entries else source, [", ".join(lines)] if source.is_flow else lines)


def _check(id_: str, fields: Fields, path: str, before: Said, after: Said) -> str:
    if why := new_faults(before, after):
        return why
    source = after.page.own_sources.get(id_)
    if source is None:
        return _BY_HAND
    old = before.page.own_sources.get(id_)
    kept = dict(old.fields) if old else {}
    written = [name for name, value in {**kept, **fields}.items() if value]
    if source.type == "unnamed" and (hidden := [name for name in written if name in REVEALING_FIELDS]):
        return f"an unnamed source has no “{hidden[0]}:”: it would say who that is"
    for name, value in fields.items():
        there = source.type if name == "type" else source.fields.get(name, "")
        if there != (value if isinstance(value, str) else tuple(value)):
            return f"“{name}:” would not be read back as it was meant"
    others = {name: value for name, value in source.fields.items() if name not in fields}
    if old and others != {name: value for name, value in kept.items() if name not in fields}:
        return _BY_HAND
    return "" if _but(before, id_) == _but(after, id_) else _BY_HAND


def _but(said: Said, id_: str) -> Counter[Hashable]:
    """All that a file says, apart from one source."""
    everything = said.all_but()
    own = [one for one in everything if isinstance(one, tuple) and one[:2] == ("source", id_)]
    return everything - Counter({one: everything[one] for one in own})
