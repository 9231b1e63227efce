"""Annotations in JSON: those of Hypothesis (a search result, or one) and W3C Web Annotations (one, pages, collections).

What has no quote cannot be placed and says so; whatever else is in the file is left alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ..base.kinds import KINDS
from ..base.vocabulary import ID
from ..editing.quotes import Quote
from .convention import said_in
from .wanted import Problem, UnusableFile, Wanted

_LISTS: Final = ("rows", "items", "@graph", "annotations")
_MOST: Final = 10_000
_DEEPEST: Final = 20  # selectors that refine each other
_DERIVED: Final = ("type: ", "route: ", "state: ")
"""What a site like this one says of a statement, and knows from its sources and answers."""
_NOTES: Final = ("commenting", "describing", "questioning", "replying", "assessing", "editing", "")

Json = Mapping[str, Any]  # what a program of somebody else has written: anything


def read_web_annotations(text: str, file: str) -> Iterator[Wanted | Problem]:
    """What is annotated, in the order of the file. Raises UnusableFile if it holds no annotations at all."""
    try:
        data = json.loads(text)
    except ValueError as error:
        place = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise UnusableFile(f"“{file}” is not JSON{place}") from None
    except RecursionError:
        raise UnusableFile(f"“{file}” is nested too deeply to be annotations") from None
    found = list(_annotations(data, 0))
    if not found:
        raise UnusableFile(
            f"“{file}” has no annotations: it is JSON, but neither of Hypothesis (“rows”) nor a W3C Web Annotation "
            "(“target”, “items”)"
        )
    if len(found) > _MOST:
        raise UnusableFile(f"“{file}” has {len(found):,} annotations, and an article can have 500 statements")
    for number, one in enumerate(found, 1):
        yield _wanted(one, f"{file}: annotation {number}")


def _annotations(data: object, depth: int) -> Iterator[Json]:
    """The annotations in what was read: things with a target, alone or in lists, pages and collections of them."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from _annotations(item, depth + 1)
    elif isinstance(data, dict):
        if "target" in data:
            yield data
        for name in (*_LISTS, "first"):
            if isinstance(data.get(name), list | dict):
                yield from _annotations(data[name], depth + 1)


def _wanted(one: Json, where: str) -> Wanted | Problem:
    targets = [target for target in _listed(one["target"]) if isinstance(target, dict)]
    quotes = tuple(quote for target in targets if (quote := _quote(target.get("selector"), 0)) is not None)
    if not quotes:
        is_reply = bool(one.get("references"))
        what = "it is a reply to another annotation" if is_reply else "it quotes no words, so it has no place"
        return Problem(where, f"{what}; it was left out")
    tags, comment = _said(one)
    own_id = _own_id(one, tags)
    said = dict(said_in(comment, [tag for tag in tags if not (own_id and tag.startswith(_DERIVED))]))
    if own_id:
        said.setdefault("id", own_id)
    return Wanted(where, quotes, said)


def _said(one: Json) -> tuple[list[str], str]:
    """The tags and the comment of an annotation; the description that a site like this one publishes is neither."""
    tags = [tag for tag in _listed(one.get("tags")) if isinstance(tag, str)]
    notes = [text for name in ("text", "bodyValue") if isinstance(text := one.get(name), str)]
    bodies = [body for body in _listed(one.get("body")) if isinstance(body, str | dict)]
    tags += [value for body in bodies if _purpose(body, one) == "tagging" and (value := _value(body))]
    is_own = any(tag.startswith("kind: ") for tag in tags)
    for body in bodies:
        purpose = _purpose(body, one)
        if purpose in _NOTES and not (is_own and purpose == "describing") and (value := _value(body)):
            notes.append(value)
    return tags, "\n".join(notes)


def _purpose(body: str | Json, one: Json) -> str:
    given = body.get("purpose") if isinstance(body, dict) else ""
    if given is None:
        given = one.get("motivation") if isinstance(one.get("motivation"), str) else ""
    return given.removeprefix("oa:") if isinstance(given, str) else ""


def _value(body: str | Json) -> str:
    """A body's text; that of HTML, without its tags."""
    if isinstance(body, str):
        return "" if body.startswith(("http://", "https://")) else body
    value = body.get("value", body.get("chars"))
    if not isinstance(value, str):
        return ""
    if body.get("format") != "text/html":
        return value
    from selectolax.lexbor import LexborHTMLParser  # here, since few annotations have HTML

    root = LexborHTMLParser(value).body
    return root.text() if root is not None else ""


def _own_id(one: Json, tags: Iterable[str]) -> str:
    """The id that a statement has on the site that published it."""
    if not any(tag.startswith("kind: ") and tag[6:] in KINDS for tag in tags):
        return ""
    id_ = str(one.get("id", "")).rpartition("#")[2]
    return id_ if ID.fullmatch(id_) else ""


def _quote(selector: object, depth: int) -> Quote | None:
    """The quote of a selector, of several for the same words, or of what refines one."""
    found: Quote | None = None
    start = -1
    for one in _listed(selector):
        if not isinstance(one, dict):
            continue
        if isinstance(exact := one.get("exact"), str) and exact.strip():
            found = found or Quote(exact, _text(one, "prefix"), _text(one, "suffix"))
        elif isinstance(at := one.get("start"), int):
            start = at
        if "refinedBy" in one and depth < _DEEPEST and (inner := _quote(one["refinedBy"], depth + 1)) is not None:
            outer = found
            found = Quote(inner.exact, inner.prefix, inner.suffix, inner.start, outer)
    if found is not None and start >= 0 and found.start < 0:
        found = Quote(found.exact, found.prefix, found.suffix, start, found.within)
    return found


def _text(one: Json, name: str) -> str:
    value = one.get(name)
    return value if isinstance(value, str) else ""


def _listed(value: object) -> list[object]:
    """One thing or several, as JSON-LD allows everywhere."""
    return value if isinstance(value, list) else [] if value is None else [value]
