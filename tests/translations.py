"""Readers' words for translators: the template with all of them, and whether each language has them right.

make translations             brings the template and every catalogue up to date, and says what is left to do
make translations ARGS=de     begins a catalogue: hooks/whosaid/locale/de.po, to be filled in with any editor of PO
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po, write_po

from whosaid.base.catalogue import LOCALE, has_its_parts

ENGINE: Final = LOCALE.parent
TEMPLATE: Final = LOCALE / "whosaid.pot"
_KEYWORDS: Final = {
    "said": None,
    "N_": None,
    "counted": (2, 3),
    "woven": (2,),
    "said_in_html": None,
    "counted_in_html": (2, 3),
}
_HEADER: Final = "# The words that readers see. A part in braces, such as {n}, stays as it is; see CONTRIBUTING.md."
_TOP: Final = re.compile(r"(?:#(?: .*)?\n)*")
"""The comment at the top of a catalogue: its glossary."""
_TO_TRANSLATE: Final = ("is missing", "is not translated")
_UNKNOWN: Final = re.compile(
    '^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Project-Id|Report-Msgid|.*EMAIL@|.*LL@).*\n', re.MULTILINE
)


def template() -> Catalog:
    """Every message in the code, by Babel's own extractor, with what its comments tell translators."""
    catalog = Catalog(header_comment=_HEADER, charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        ENGINE, [("**.py", "python")], keywords=_KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for name, line, message, comments, context in found:
        catalog.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return catalog


def text_of(catalog: Catalog) -> str:
    """A catalogue as a file: the same messages give the same bytes."""
    stream = BytesIO()
    write_po(stream, catalog, width=120, sort_by_file=True, include_lineno=False)
    return _UNKNOWN.sub("", stream.getvalue().decode())


def faults(file: Path, wanted: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue, each in a line."""
    try:
        locale = Locale.parse(file.stem)
    except (ValueError, UnknownLocaleError):
        yield f"{file.name}: “{file.stem}” is no language; a catalogue is named after one, as in de.po or pt_BR.po"
        return
    try:
        catalog = read(file)
    except PoFileError as error:
        yield f"{file.name}: {error}"
        return
    plural = get_plural(locale)
    if (catalog.num_plurals, catalog.plural_expr) != (plural.num_plurals, plural.plural_expr):
        yield f"{file.name}: Plural-Forms must be {plural.plural_forms}"
    for message in wanted:
        if message.id:
            translated = catalog.get(message.id)
            found = _faults(message, translated, plural.num_plurals) if translated else [_TO_TRANSLATE[0]]
            yield from (f"{file.name}: “{_first(message)}” {fault}" for fault in found)
    known = {_first(message) for message in wanted}
    yield from (f"{file.name}: “{_first(m)}” is no message any more" for m in catalog if _first(m) not in known)


def read(file: Path) -> Catalog:
    """A catalogue as it stands; a PoFileError tells what cannot be read."""
    with file.open("rb") as stream:
        return read_po(stream, locale=file.stem, abort_invalid=True)


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _faults(message: Message, translated: Message, forms: int) -> Iterator[str]:
    strings = [translated.string] if isinstance(translated.string, str) else list(translated.string or ())
    if not all(strings):
        yield _TO_TRANSLATE[1]
        return
    if translated.fuzzy:
        yield "is marked fuzzy, as nobody has looked at it"
    is_plural = not isinstance(message.id, str)
    if len(strings) != (forms if is_plural else 1):
        yield f"has {len(strings)} forms, and the language has {forms}"
    for string in strings:
        if not has_its_parts(message.id, [string] if is_plural else string):
            yield f"has other parts in braces: “{string}”"
        if re.search(r"[<>&]", string):
            yield f"has HTML in it: “{string}”"
        if string.strip() == string and _first(message).strip() != _first(message):
            yield f"has lost a space at an end: “{string}”"


def update(file: Path, wanted: Catalog) -> None:
    """Bring a catalogue up to date, or begin it: new messages are empty, old ones go, the glossary at its top stays."""
    is_there = file.is_file()
    catalog = read(file) if is_there else Catalog(locale=file.stem, charset="utf-8")
    top = _top(file.read_text("utf-8")) if is_there else f"{_HEADER}\n"
    catalog.update(wanted, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    text = text_of(catalog)
    file.write_text(top + text.removeprefix(_top(text)), "utf-8")  # Babel would wrap it, and lose its columns


def _top(text: str) -> str:
    found = _TOP.match(text)
    return found[0] if found else ""


def main(*tags: str) -> int:
    """Do both for every language, and begin those with these tags; the number of faults in the others.

    What is only left to translate is no fault: readers see it in English until somebody does who speaks the language.
    """
    wanted = template()
    try:
        named = {LOCALE / f"{Locale.parse(tag, sep='-')}.po" for tag in tags}
    except (ValueError, UnknownLocaleError):
        print(f"“{' '.join(tags)}” is no language; write its tag, as in ARGS=de or ARGS=pt-BR")
        return 1
    LOCALE.mkdir(exist_ok=True)
    TEMPLATE.write_text(text_of(wanted), "utf-8")
    begun = {file for file in named if not file.is_file()}
    files = sorted({*LOCALE.glob("*.po"), *named})
    for file in files:
        update(file, wanted)
    new = {file: len(list(faults(file, wanted))) for file in sorted(begun)}
    found = [fault for file in files if file not in begun for fault in faults(file, wanted)]
    print(*(f"{file.name} is there, with {count} messages to translate." for file, count in new.items()), sep="\n")
    left = sum(fault.endswith(_TO_TRANSLATE) for fault in found)
    to_do = f"{left + sum(new.values())} to translate, {len(found) - left} to mend"
    counts = f"{len(wanted)} messages, {len(files)} languages; {to_do}."
    print(*found, counts, sep="\n")
    return len(found) - left


if __name__ == "__main__":
    sys.exit(bool(main(*sys.argv[1:])))
