"""The words readers see, in the language of what is being drawn.

Each message stands in English where it is used, whole and with named parts. Other languages are gettext catalogues,
one file each (`locale/de.po`), which translators get from `locale/whosaid.pot`; what a catalogue lacks stays English,
and so does what cannot be said, as it has other parts.

    said("denied by {who}", who=label)               a message
    counted(3, "{n} statement", "{n} statements")    one that counts
    woven(escape, "only in {link}", link=html)       one whose parts are markup already
    parted("only in {link}", "link")                 what stands before and after its one part
    N_("disputed")                                   one that a list declares, to be said elsewhere

A label that also stands inside a sentence is declared as it stands there; `capital` makes it begin one. Keys, ids and
messages to authors are no readers' words and stay English. A comment that starts with `Translators:` goes along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Final, NamedTuple

from .patterns import pattern

ENGLISH: Final = "en"
LOCALE: Final = Path(__file__).parent.parent / "locale"
"""The folder of the catalogues."""

STOP: Final = "."
_STOP_IN_TAGS: Final = pattern(r"\.(?:</[a-z]+>)+\s*\Z")
LANGUAGE_TAG: Final = pattern(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


class _Language(NamedTuple):
    """What messages are said in; and the tags of the page they stand on and of its site, whatever there is for them."""

    tag: str
    messages: NullTranslations
    page: str = ""
    site: str = ""


_SOURCE: Final = _Language(ENGLISH, NullTranslations())
_spoken: ContextVar[_Language] = ContextVar("language", default=_SOURCE)


def N_(message: str) -> str:
    """A message declared as data, which `said` is given where it is shown."""
    return message


def said(message: str, /, **parts: str | int) -> str:
    """A message in the language of what is being drawn, its parts filled in; nothing is looked for in a part."""
    text = _spoken.get().messages.gettext(message) if message else ""
    return _filled(text, parts) if parts else text


def counted(n: int, one: str, many: str, /, **parts: str | int) -> str:
    """A message in the form that its language has for this number, which is its part `n`."""
    return _filled(_spoken.get().messages.ngettext(one, many, n), {"n": number(n), **parts})


def woven(escape: Callable[[str], str], message: str, /, **parts: str) -> str:
    """A message as markup: `escape` makes its own words safe, the parts are markup already."""
    return _woven(escape, _spoken.get().messages.gettext(message), parts)


def counted_woven(escape: Callable[[str], str], n: int, one: str, many: str, /, **parts: str) -> str:
    """A message that counts, as markup likewise."""
    return _woven(escape, _spoken.get().messages.ngettext(one, many, n), {"n": escape(number(n)), **parts})


def _filled(text: str, parts: Mapping[str, str | int]) -> str:
    if any(str(part).endswith(STOP) for part in parts.values()):
        return _woven(str, text, {name: str(part) for name, part in parts.items()})
    return text.format_map(parts)


def _woven(escape: Callable[[str], str], text: str, parts: Mapping[str, str]) -> str:
    made, before = list[str](), ""
    for words, part in _pieces(text):
        # An abbreviation at the end of a sentence has one full stop: “Acme Inc.”, “2024 р.”
        rest = words.removeprefix(STOP) if words.startswith(STOP) and ends_in_stop(before) else words
        before = parts[part] if part else ""
        made += escape(rest), before
    return "".join(made)


def ends_in_stop(markup: str) -> bool:
    """Whether the last sign that a reader sees of some markup is a full stop."""
    return markup.rstrip().endswith(STOP) or _STOP_IN_TAGS.search(markup) is not None


def parted(message: str, part: str) -> tuple[str, str]:
    """What stands before and after the one part of a message, for parts that are no text."""
    text = _spoken.get().messages.gettext(message)
    before, _, after = text.partition(f"{{{part}}}")
    return before, after


@cache  # by the translated text
def _pieces(text: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((words, part) for words, part, _, _ in Formatter().parse(text))


def number(n: int) -> str:
    """A count as it is written: `1,234`."""
    tag = language()
    if tag == ENGLISH:
        return f"{n:,}"
    from babel.numbers import format_decimal  # as below

    return format_decimal(n, locale=tag.replace("-", "_"))


def language() -> str:
    """The tag of the language in which messages are said; English where there is no catalogue for what was asked."""
    return _spoken.get().tag


def page_language() -> str:
    """The tag of the language of the page that is being drawn, if only as that of its site; empty if none is known."""
    return _spoken.get().page


def site_language() -> str:
    """The tag of the language of the site, in which are all texts that do not say theirs; empty if it is not known."""
    return _spoken.get().site


def in_language(*tags: object) -> AbstractContextManager[None]:
    """Say all messages in the first of these languages (`de`, `pt-BR`) that has a catalogue; English if none has.

    The first is that of the page, the last that of the site.
    """
    asked = [*filter(None, map(tag_of, tags))] or [""]
    found = next(filter(None, map(_language, filter(None, asked))), _SOURCE)
    return _speaking(found._replace(page=asked[0], site=asked[-1]))


def in_language_of(text: str) -> AbstractContextManager[None]:
    """Say all messages in the language of a text with this tag; where it has no catalogue, as until now."""
    tag, now = tag_of(text), _spoken.get()
    found = (_language(tag) if tag else None) or now
    return _speaking(found._replace(page=tag or now.page, site=now.site))


@contextmanager
def _speaking(language: _Language) -> Iterator[None]:
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def has_catalogue(tag: str) -> bool:
    """Whether messages can be said in the language of a tag; English needs none."""
    return tag == ENGLISH or (LOCALE / f"{tag}.po").is_file()


def tag_of(tag: object) -> str:
    """A language's tag as pages have it, with hyphens, from a setting of any kind; empty if that is none."""
    return tag.replace("_", "-") if isinstance(tag, str) and LANGUAGE_TAG.fullmatch(tag) else ""


@cache
def _language(tag: str) -> _Language | None:
    """That of the tag, or else of what is left without its last parts: `zh-Hant-TW`, `zh-Hant`, `zh`.

    So who asks for `zh-Hant` where there is only `zh` gets words in the other script, and not in English.
    """
    parts = [_cased(part, nth) for nth, part in enumerate(tag.split("-"))]
    for end in range(len(parts), 0, -1):
        name = "-".join(parts[:end])
        if name == ENGLISH:
            return _SOURCE
        if (file := LOCALE / f"{name.replace('-', '_')}.po").is_file():
            return _Language(name, _messages(file))
    return None


def _cased(part: str, nth: int) -> str:
    """A part of a tag as files are named: `zh`, `Hant`, `TW`."""
    return part.lower() if not nth else part.title() if len(part) == 4 else part.upper()


def _messages(file: Path) -> NullTranslations:
    """What a catalogue says; nothing if it is damaged, which `make translations` tells."""
    # Only where something is translated: these take as long to load as all else.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    compiled = BytesIO()
    try:
        with file.open("rb") as stream:
            catalog = read_po(stream, abort_invalid=True)
        for message in catalog:
            if message.id and not has_its_parts(message.id, message.string or ""):
                message.string = ""
        write_mo(compiled, catalog)
        compiled.seek(0)
        return GNUTranslations(compiled)
    except (PoFileError, ValueError):
        return NullTranslations()


def has_its_parts(message: str | Sequence[str], translated: str | Sequence[str]) -> bool:
    """Whether a translation can be said: it has the parts of its message; one that counts may leave out the number."""
    if isinstance(message, str):
        return parts_of(str(translated)) == parts_of(message)
    parts = parts_of(message[1])
    return all(parts - {"n"} <= parts_of(form) <= parts for form in translated)


def parts_of(text: str) -> set[str]:
    """The parts in braces of a message, each with all that stands in them."""
    try:
        pieces = list(Formatter().parse(text))
    except ValueError:
        return {"braces that do not close"}
    return {f"{part}{conversion or ''}{spec or ''}" for _, part, spec, conversion in pieces if part is not None}
