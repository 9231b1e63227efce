"""Joining the shards of a site into its folder: the bytes of one build of the whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from .builderrors import in_words, shown
from .dividing import Share
from .searchentries import INDEX
from .searching import use_pagefind
from .shardfolder import LIST, ShardList, digest_of, index_text
from .staging import folder_beside
from .swap import put_in_place

_AGAIN: Final = "build all shards again from the same files"


class CannotMerge(Exception):
    """Why shards cannot be joined, in a sentence."""


def merge_shards(folders: Sequence[Path], site: Path, *, replace: bool = False) -> int:
    """Join shards into `site`, which is written as a whole or not at all; returns the number of its files.

    With `replace`, the site may be there, and is replaced. Raises CannotMerge.
    """
    lists = {folder: _list_in(folder) for folder in folders}
    _refuse_incomplete(lists)
    _refuse_different(lists)
    _refuse_place(site, folders, replace=replace)
    try:
        new, _ = folder_beside(site.absolute())
        try:
            for folder, listed in lists.items():
                _copy(folder, listed, new)
            _write_search([*lists.values()], new)
            files = sum(1 for file in new.rglob("*") if file.is_file())
            new.chmod(0o777 & ~_umask())
            put_in_place(new, site)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        raise CannotMerge(f"cannot write the site into “{shown(site)}”: {in_words(error)}") from None
    return files


def _list_in(folder: Path) -> ShardList:
    if not (folder / LIST).is_file():
        raise CannotMerge(f"“{shown(folder)}” is not a shard of a site: there is no {LIST} in it")
    try:
        listed = msgspec.json.decode((folder / LIST).read_bytes(), type=ShardList)
    except (OSError, msgspec.DecodeError):
        raise CannotMerge(f"“{shown(folder / LIST)}” cannot be read; copy the shard again") from None
    if outside := [place for place in (*listed.own, *listed.shared) if not _is_inside(place)]:
        raise CannotMerge(f"“{shown(folder / LIST)}” names a file outside the site: {outside[0]}")
    return listed


def _is_inside(place: str) -> bool:
    path = Path(place)
    return not path.anchor and ".." not in path.parts


def _refuse_incomplete(lists: dict[Path, ShardList]) -> None:
    """Each shard must be there, once."""
    first: dict[Share, Path] = {}
    for folder, listed in lists.items():
        if (twice := first.setdefault(listed.share, folder)) is not folder:
            raise CannotMerge(f"“{shown(twice)}” and “{shown(folder)}” are the same shard, {listed.share}")
    parts = max(share.parts for share in first)
    for share, folder in first.items():
        if share.parts != parts:
            raise CannotMerge(f"“{shown(folder)}” is shard {share}, but others are of {parts}; {_AGAIN}")
    if missing := [str(Share(part, parts)) for part in range(1, parts + 1) if Share(part, parts) not in first]:
        raise CannotMerge(f"missing: shard {', '.join(missing)}")


def _refuse_different(lists: dict[Path, ShardList]) -> None:
    """All shards must have been made from the same, and have written the same beside their pages."""
    (first, one), *others = lists.items()
    for folder, other in others:
        both = f"“{shown(first)}” and “{shown(folder)}”"
        if found := [*_differing(one.made_from, other.made_from)]:
            raise CannotMerge(f"{both} were not built from the same: {'; '.join(found[:3])}. {_AGAIN.capitalize()}")
        if written := [*_differing(one.shared, other.shared)]:
            raise CannotMerge(f"{both} differ in what they wrote for all pages: {'; '.join(written[:3])}")


def _differing(some: dict[str, str], others: dict[str, str]) -> Iterator[str]:
    for name in sorted({*some, *others}):
        before, now = some.get(name, "none"), others.get(name, "none")
        if before != now:
            is_readable = len(before) < 30 and len(now) < 30  # no digest
            yield f"{name} differs ({before}, {now})" if is_readable else f"{name} differs"


def _refuse_place(site: Path, folders: Sequence[Path], *, replace: bool) -> None:
    target = Path(os.path.realpath(site))
    for folder in folders:
        source = Path(os.path.realpath(folder))
        if source.is_relative_to(target) or target.is_relative_to(source):
            raise CannotMerge(f"the site cannot be written into “{shown(site)}”, where a shard is; name another folder")
    if target.is_dir() and any(target.iterdir()) and not replace:
        raise CannotMerge(f"“{shown(site)}” is not empty; name another folder, or replace it: --replace")


def _copy(folder: Path, listed: ShardList, new: Path) -> None:
    """Copy a shard's files, each as it was when the shard was built."""
    files = {**listed.own, **(listed.shared if listed.share.part == 1 else {})}
    for place, digest in files.items():
        try:
            content = (folder / place).read_bytes()
        except OSError:
            content = b""
        if digest_of(content) != digest:
            raise CannotMerge(f"“{shown(folder / place)}” is damaged or missing; copy the shard again")
        target = new / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _write_search(lists: Sequence[ShardList], new: Path) -> None:
    """Write one index from those of all shards."""
    searches = [listed.search for listed in lists if listed.search is not None]
    if not searches:
        return
    entries = {place: found for search in searches for place, found in search.entries.items()}
    docs = [entry for place in sorted(entries) for entry in entries[place]]
    file = new / INDEX
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(index_text({**searches[0].index, "docs": docs}), "utf-8")
    if searches[0].pagefind:
        use_pagefind(new, searches[0].pagefind)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
