"""The folder of one shard: the files that it has drawn, and a list of them that tells with which others they belong.

Beside its own files, the first shard has those that all shards write in the same way, such as styles, the sitemap and
the page for addresses that lead nowhere. Of those, the others have only the digests: they must be the same.
"""

from __future__ import annotations

import json
import platform
import subprocess
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import msgspec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils import get_build_date
from msgspec import Struct

from ..render.buildstate import language_of
from .builderrors import shown
from .dividing import Share, wanted
from .searchentries import INDEX
from .searching import Searching
from .sharded import ShardedBuild

LIST: Final = "whosaid-shard.json"
"""The file with the list."""


class Search(Struct, frozen=True):
    """What the search has of the pages of one shard.

    `index` is the theme's without any page, `entries` are those of each page by its place among all pages of the site.
    `pagefind` is the language in which Pagefind reads them; empty if the site has its theme's search.
    """

    index: dict[str, Any]
    entries: dict[int, list[dict[str, Any]]]
    pagefind: str = ""


class ShardList(Struct, frozen=True):
    """What a shard is, and what it has: digests of files by their places in the site.

    `made_from`: what all shards of a site must have been made from, each by the name under which an author knows it.
    """

    share: Share
    made_from: dict[str, str]
    own: dict[str, str]
    shared: dict[str, str]
    search: Search | None


def pack(sharded: ShardedBuild, searching: Searching, config: MkDocsConfig, place: Path) -> None:
    """When everything is written: leave in the folder what belongs to this shard, and add the list.

    `place` is where the folder will be when the build has succeeded.
    """
    drawn = wanted()
    assert sharded.share is not None
    assert drawn is not None
    drawn.folder = shown(place)
    site = Path(config.site_dir)
    search = _taken_out(site, sharded, language_of(config) or "en" if searching.is_pagefind else "")
    own, shared = {}, {}
    for file in sorted(file for file in site.rglob("*") if file.is_file()):
        path = file.relative_to(site).as_posix()
        if path in sharded.own:
            own[path] = digest_of(file.read_bytes())
            continue
        if path not in sharded.others:
            shared[path] = digest_of(file.read_bytes())
        if path in sharded.others or sharded.share.part > 1:
            file.unlink()
    made_from = _made_from(sharded, config)
    encoded = msgspec.json.encode(ShardList(sharded.share, made_from, own, shared, search))
    (site / LIST).write_bytes(encoded)


def index_text(index: dict[str, Any]) -> str:
    """An index as the search plug-ins write it."""
    return json.dumps(index, separators=(",", ":"))


def digest_of(content: bytes) -> str:
    """A digest of a file's content."""
    return sha256(content).hexdigest()


def _taken_out(site: Path, sharded: ShardedBuild, pagefind: str) -> Search | None:
    """The index of this shard's pages, taken out of its files."""
    file = site / INDEX
    if not file.is_file():
        return None
    text, entries = file.read_text("utf-8"), sharded.entries()
    index = json.loads(text)
    if index_text(index) != text or index.get("docs") != [entry for one in entries.values() for entry in one]:
        raise PluginError("--shard cannot divide this search, whose index is more than the entries of its pages")
    file.unlink()
    return Search({**index, "docs": []}, entries, pagefind)


def _made_from(sharded: ShardedBuild, config: MkDocsConfig) -> dict[str, str]:
    assert config.config_file_path is not None
    places = "\n".join(sorted([*sharded.own, *sharded.others]))
    packages = {f"the package {one.name}": one.version for one in distributions()}
    hooks: dict[str, ModuleType] = config["hooks"]
    texts = (Path(module.__file__).read_bytes() for module in hooks.values() if module.__file__)
    return {
        "the commit": _commit(Path(config.config_file_path).parent),
        "the folder of pages": _folder_digest(Path(config.docs_dir)),
        "the settings": digest_of(_settings(config).encode()),
        "the hooks": digest_of(b"\n".join(texts)),
        "the theme's own folder": _folder_digest(Path(config.theme.custom_dir)) if config.theme.custom_dir else "",
        "the list of what is published": digest_of(places.encode()),
        "the day": get_build_date(),
        "Python": platform.python_version(),
        **dict(sorted(packages.items())),
    }


def _commit(folder: Path) -> str:
    """The commit that the site is at; none if it is not in a repository, or there is no git."""
    try:
        told = subprocess.run(("git", "rev-parse", "HEAD"), cwd=folder, capture_output=True, text=True, check=False)
    except OSError:
        return "none"
    return told.stdout.strip()[:12] or "none"


def _settings(config: MkDocsConfig) -> str:
    """The configuration, without the folder of this shard."""
    values = [{**one, "site_dir": ""} for one in config.user_configs]
    return json.dumps(
        values, sort_keys=True, default=lambda value: getattr(value, "__qualname__", type(value).__name__)
    )


def _folder_digest(folder: Path) -> str:
    """A digest of all files below a folder."""
    found = sha256()
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        found.update(f"{file.relative_to(folder).as_posix()}\n{digest_of(file.read_bytes())}\n".encode())
    return found.hexdigest()
