"""Every address in every file of a built site, and whether something is there."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup

_SOMEWHERE = "https://site.invalid/"
_ADDRESS = re.compile(r'"(?:address|data|id|source|partOf|root|url|@id)": ?"([^"]*)"')
_NAME = re.compile(r"#(?:source:|Collection$)")  # what is only called so: a party, a collection of annotations
_IN_XML = re.compile(r'(?:href|src)="([^"]*)"|<(?:loc|link|guid[^>]*)>([^<]*)<')
_TEXTS = (".html", ".json", ".csv", ".xml", ".argdown")


def unresolved(site: Path, root: str = "") -> list[str]:
    """The addresses below `root`, or relative, that lead to no file or to no id in it, each with the file it is in.

    Those to other sites are passed over.
    """
    pages = _Pages(site)
    found = []
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if file.suffix not in _TEXTS or path.startswith(("assets/", "search/")):
            continue
        is_data = path.startswith("data/") and not path.endswith((".annotations.json", ".argdown"))
        here = urljoin(root or _SOMEWHERE, "" if is_data else path)  # what the guide says of each
        for address in dict.fromkeys(_addresses(file)):
            target = _NAME.split(urljoin(here, address.strip()))[0]
            if target.startswith(root or _SOMEWHERE) and not pages.has(target.removeprefix(root or _SOMEWHERE)):
                found.append(f"{path}: {address}")
            elif root and re.match(r"https?://example\.org/", target) and not target.startswith(root):
                found.append(f"{path}: {address} (outside {root})")
    return found


def ids_twice(site: Path) -> list[str]:
    """The ids that are in a page more than once, each with the page."""
    found = []
    for file in sorted(site.rglob("*.html")):
        counts = Counter(str(tag["id"]) for tag in _soup(file).find_all(id=True))
        found += [f"{file.relative_to(site)}: {id_}" for id_, count in counts.items() if count > 1]
    return found


def _addresses(file: Path) -> Iterator[str]:
    text = file.read_text("utf-8")
    if file.suffix == ".html":
        for tag in BeautifulSoup(text, "html.parser").find_all(True):
            if tag.name not in ("template", "textarea", "base"):
                yield from (str(tag[name]) for name in ("href", "src") if tag.get(name))
        for script in BeautifulSoup(text, "html.parser").find_all("script", type="application/ld+json"):
            yield from (address for address in _ADDRESS.findall(str(script)) if "/" in address or "#" in address)
    elif file.suffix == ".xml":
        yield from (one or two for one, two in _IN_XML.findall(text) if one or two)
    elif file.suffix == ".csv":
        yield from (row["address"] for row in csv.DictReader(text.splitlines()) if "address" in row)
    elif file.suffix == ".argdown":
        yield from re.findall(r"\]\(([^()\s]+)\)", text)
    elif not file.name.endswith("schema.json"):
        yield from (address for address in _ADDRESS.findall(text) if "/" in address or "#" in address)


class _Pages:
    def __init__(self, site: Path) -> None:
        self.site = site
        self.ids = cache(lambda file: {str(tag.get("id") or tag.get("name")) for tag in _soup(file).find_all(True)})

    def has(self, address: str) -> bool:
        """Whether an address, relative to the site's root, leads to a file, and its fragment to an id in it."""
        parts = urlsplit(address)
        file = self.site / unquote(parts.path)
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            return False
        fragment = unquote(parts.fragment)
        is_page = file.suffix == ".html" and fragment and not fragment.startswith(("__", ":~:"))
        return not is_page or fragment in self.ids(file)


def _soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text("utf-8"), "html.parser")
