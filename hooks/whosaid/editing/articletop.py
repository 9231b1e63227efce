"""The top of an article as commands write it: every key that must be known, filled in or asked for.

A key without a value is a finding until it is filled in or removed (empty-value); a comment behind it says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import yaml

from ..base.plain import on_one_line
from ..read.spans import Span
from .edits import Edit
from .yamlplaces import Place, indent_of, places, with_entry

ASKED: Final = {
    "title": "the headline",
    "description": "one or two sentences for lists and search engines",
    "author": "who wrote it; unknown if it does not say",
    "outlet": "who published it first; unknown if that is not known",
    "published": "when that was, such as 2031-05-18; unknown if that is not known",
    "language": "a code: en, de, pt-BR",
    "genre": "news, analysis or opinion",
    "url": "where it was published; remove this line if that is here",
    "archive-url": "a copy in a web archive; remove this line if there is none",
    "licence": "the terms on which you may show it; remove this line if it is your own",
}
"""The keys that must be known, as MetaShape names them, and what each asks for."""

_ANNOTATING: Final = "annotating: own  # others, if the text is not yours to change"
_TEXT: Final = frozenset(("tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"))

_OPENING: Final = re.compile(r"-{3}[ \t]*\n")
_CLOSING: Final = re.compile(r"^(?:-{3}|\.{3})[ \t]*\n?\Z", re.MULTILINE)
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]+")

Fields = Mapping[str, str | Sequence[str]]
"""A source's fields by name; lists are lists of ids."""


def article_top(known: Mapping[str, str], sources: Mapping[str, Fields] | None = None) -> str:
    """The front matter of an article, with its rulers; the text begins right behind it.

    `known`: the values of keys of ASKED, and of any others; all others of ASKED are asked for. `sources` are the page's
    own, by id. Any text can be a value: it is quoted where YAML would read something else, and put on one line.
    """
    lines = [_line(key, known.get(key, ""), asks) for key, asks in ASKED.items()]
    lines += [_line(key, value) for key, value in known.items() if key not in ASKED]
    if "annotating" not in known:
        lines.append(_ANNOTATING)
    if sources:
        lines += ["sources:", *source_lines(sources)]
    return "\n".join(["---", *lines, "---", ""])


def _line(key: str, value: str, asks: str = "") -> str:
    return f"{key}: {scalar(value)}" if value.strip() or not asks else f"{key}:  # {asks}"


def source_lines(sources: Mapping[str, Fields], indent: str = "  ", step: str = "  ") -> Iterator[str]:
    """The lines that declare sources, each id with this indentation, and each field with a step more."""
    for id_, fields in sources.items():
        yield f"{indent}{scalar(id_)}:"
        yield from (f"{indent}{step}{name}: {value_of(value)}" for name, value in fields.items())


def value_of(value: str | Sequence[str]) -> str:
    """A field of a source as it is written."""
    return scalar(value) if isinstance(value, str) else f"[{', '.join(map(scalar, value))}]"


def declaration(top: str, sources: Mapping[str, Fields]) -> Edit | None:
    """What declares new sources in the front matter of a page, or makes one, if it has none.

    None if there are no sources, or if those that are there are written so that no line can be added.
    """
    if not sources:
        return None
    return _under(top, "sources", source_lines(sources), lambda there: more_sources(top, there, sources))


def page_silencing(top: str, rule: str, reason: str) -> Edit | None:
    """What silences a rule for the whole page in its front matter, or makes one, if it has none.

    None if `ignore:` is written so that no line can be added.
    """
    line = f"{rule}: {scalar(reason)}"
    return _under(top, "ignore", [f"  {line}"], lambda there: with_entry(top, there, [line]))


def _under(top: str, key: str, lines: Iterable[str], more: Callable[[Place], Edit]) -> Edit | None:
    """What adds lines below a key of the front matter; `more` adds them to what is there already."""
    new = "".join(f"{line}\n" for line in lines)
    if not top:
        return Edit(0, 0, f"---\n{key}:\n{new}---\n\n")
    span = yaml_of(top)
    root = places(top, *span) if span else None
    there = root.entry(key) if root else None
    if there is not None and there.value.is_empty:
        at = top.find("\n", there.key[1]) + 1
        return Edit(at, at, new)
    if there is not None:
        return more(there.value) if there.value.is_mapping and there.value.entries else None
    if span is None or re.search(rf"^{key}:", top, re.MULTILINE):
        return None
    return Edit(span[1], span[1], f"{key}:\n{new}")


def more_sources(text: str, mapping: Place, sources: Mapping[str, Fields]) -> Edit:
    """What adds sources to others, behind the last one and indented like it."""
    if mapping.is_flow:
        return with_entry(text, mapping, [", ".join(f"{scalar(id_)}: {_in_braces(sources[id_])}" for id_ in sources)])
    return with_entry(text, mapping, [*source_lines(sources, "", indent_of(text, mapping) or "  ")])


def _in_braces(fields: Fields) -> str:
    return f"{{{', '.join(f'{name}: {value_of(value)}' for name, value in fields.items())}}}"


def yaml_of(top: str) -> Span | None:
    """Where the YAML between the rulers of a front matter is."""
    opening, closing = _OPENING.match(top), _CLOSING.search(top)
    return (opening.end(), closing.start()) if opening and closing and opening.end() <= closing.start() else None


def scalar(text: str) -> str:
    """A text as a value or an item of a list in YAML, on one line: as it is, or in quotes where YAML needs them.

    Control characters, which YAML refuses, count as white space.
    """
    text = _on_one_line(text)
    return text if _is_plain(text) else f'"{"".join(map(_escaped, text))}"'


def plain_value(value: str | Sequence[str]) -> str | Sequence[str]:
    """A field of a source as it is read, once it is written."""
    return _on_one_line(value) if isinstance(value, str) else tuple(map(_on_one_line, value))


def _on_one_line(text: str) -> str:
    """A text on one line. Control characters, which YAML refuses, count as white space."""
    return on_one_line(_CONTROL.sub(" ", text))


def _is_plain(text: str) -> bool:
    """Whether YAML reads the same text without quotes, as an item of a list and as a value."""
    try:
        read = yaml.compose(f"a: {text}\nb: [{text}]", yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    values = [node for _, node in read.value] if isinstance(read, yaml.MappingNode) else []
    items = [*values[:1], *values[1].value] if len(values) == 2 else []
    return len(items) == 2 and all(item.tag in _TEXT and item.value == text for item in items)


def _escaped(sign: str) -> str:
    if sign in '\\"':
        return f"\\{sign}"
    return sign if sign.isprintable() else f"\\U{ord(sign):08x}"
