"""Reads the docs folder from disk: the only module that reads an author's files."""

from __future__ import annotations

import gc
import os
import re
import stat
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Final, Literal

import msgspec

from ..base.faults import ReadingFault
from ..base.filefaults import (
    BadFont,
    BadGuide,
    BadPolicy,
    ControlCharacter,
    FileMetadata,
    ImageDetails,
    ImageMetadata,
    InTheWay,
    StrayFile,
    UnreadableFile,
    WrongShape,
)
from ..base.filenames import (
    DOCUMENT_SUFFIXES,
    HTML_SUFFIXES,
    IMAGE_SUFFIXES,
    MARKDOWN_ENDINGS,
    MARKDOWN_SUFFIXES,
    OUTPUT_FILES,
    SETTINGS_FILE,
    SOURCES_FILE,
)
from ..base.model import Page, RuleSetting
from ..base.patterns import pattern
from ..base.shapes import DEFAULT_SETTINGS, SettingsShape
from ..base.webaddress import WEB_ADDRESS
from ..read import normalised, read_html, read_page, read_sources, read_yaml_comments
from ..read.media import HARDLY_TELLING, revelations
from ..read.yamlfields import Reading, read_fields
from ..read.yamltext import Mapping as YamlMapping
from ..read.yamltext import Scalar, compose
from .buildersettings import language_of_site
from .joining import join
from .keptpages import KeptPages
from .records import Ledger

_PAGES_NAMED: Final = {"unnamed-sources-policy": BadPolicy, "reading-guide": BadGuide}  # or web addresses
_SUFFIXES: Final = (*MARKDOWN_SUFFIXES, *HTML_SUFFIXES, *IMAGE_SUFFIXES, *DOCUMENT_SUFFIXES)
_OWN_FILES: Final[dict[str, Literal["sources", "whosaid"]]] = {"sources": "sources", "whosaid": "whosaid"}
_OWN_NAME: Final = pattern(r"(?:.*/)?(?P<own>sources|whosaid)\.ya?ml", re.IGNORECASE)
# How editors, file managers and operating systems name the copies they make of a file.
_LEFT_BEHIND: Final = pattern(
    rf"""
    (?:.*/)?
    (?: [^/]* (?: ~ | \.(?:autosave|asd|bak|backup|old|orig|rej|save|sw[op]|te?mp) )
      | \#[^/]*\#
      | ~\$[^/]*
      | (?:eh)?thumbs\.db
      | (?:[^\W\d]+[ _-](?:of|von|de|di)[ _-])? (?:sources|whosaid)(?![a-z]) [^/]* \.ya?ml [^/]*
      | [^/]* \.(?:{MARKDOWN_ENDINGS}) [\s.(~_-] [^/]*
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LOCK: Final = "~$"  # prefix of Word's lock files, which name the person who opened the document
_BAD_BYTES: Final = pattern("[\udc80-\udcff]")

Unsaved = Mapping[str, str]
"""The texts of files as an editor has them, by path in the docs folder: they count, whatever is on the disk."""
_ALL_SAVED: Final[Unsaved] = {}


def as_typed(folder: Path) -> Path:
    """A folder relative to the current one, as the author would type it; absolute if there is no such path, as between
    drives on Windows.
    """
    try:
        return Path(os.path.relpath(folder))
    except (ValueError, OSError):
        return folder


def load(
    docs: Path, known: KeptPages | None = None, unsaved: Unsaved = _ALL_SAVED, language: str = ""
) -> tuple[Ledger, SettingsShape]:
    """The ledger of a docs folder, and its settings. Unreadable files are included, with their fault.

    `known`: the pages that were read before; they are not read again if their text is the same. `language`: that of
    the site, as a builder knows it that runs; without one, mkdocs.yml says it.
    """
    collecting = gc.isenabled()
    gc.disable()  # everything created here stays in use; garbage collection takes a quarter of the time
    try:
        return _load(docs, known if known is not None else KeptPages(), unsaved, language_of_site(docs, language))
    finally:
        if collecting:
            gc.enable()


def load_settings(docs: Path) -> SettingsShape:
    """Only the settings, for callers that need them before the check."""
    file = _read_yaml(docs, SETTINGS_FILE, _ALL_SAVED)
    return _read_settings(docs, file, [])[1] if file is not None else DEFAULT_SETTINGS


def keeps(settings: SettingsShape) -> bool:
    """Whether what was read and found is kept for the next run."""
    return settings.cache in ("yes", "true")


def _load(docs: Path, known: KeptPages, unsaved: Unsaved, language: str) -> tuple[Ledger, SettingsShape]:
    files = dict(_files(docs)) | {path: None for path in unsaved if path.lower().endswith(MARKDOWN_SUFFIXES)}
    read = (
        _read_file(docs, path, known, unsaved, language) if fault is None else _failed(docs, path, fault)
        for path, fault in files.items()
    )
    pages = [page for page in read if page is not None]
    known.keep(page for page in pages if page.path.lower().endswith(MARKDOWN_SUFFIXES))
    sources = _read_sources(docs, unsaved, known)
    settings_file = _read_yaml(docs, SETTINGS_FILE, unsaved)
    settings = DEFAULT_SETTINGS
    extra = []
    if sources is not None:
        extra.append(sources)
    if settings_file is not None:
        settings_file, settings = _read_settings(docs, settings_file, [page.path for page in pages])
        extra.append(settings_file)
    extra.extend(_name_clashes(docs, settings))
    site_sources = sources.sources if sources is not None else ()
    is_file = partial(_is_file, docs)
    return join([*pages, *extra], site_sources, settings.publication, is_file, known.statements), settings


def _read_sources(docs: Path, unsaved: Unsaved, known: KeptPages) -> Page | None:
    """The file with the site's sources; the one that is known if its text is the same."""
    page, before = _read_yaml(docs, SOURCES_FILE, unsaved), known.sources
    if (
        page is not None
        and before is not None
        and not page.faults
        and (page.file, page.text) == (before.file, before.text)
    ):
        return before
    read = read_sources_file(page) if page is not None else None
    known.sources = read if page is not None and not page.faults else None
    return read


def read_sources_file(page: Page) -> Page:
    """sources.yml with what its text says: the sources, silencings, and faults besides those of the file."""
    text = page.text
    node, faults = compose(text, 0, len(text))
    found = read_sources(node, page.file, faults)
    silenced = read_yaml_comments(text, 0, len(text))
    all_faults = (*page.faults, *faults, *silenced.faults)
    return msgspec.structs.replace(page, sources=found, faults=all_faults, silencings=tuple(silenced.found))


def _read_settings(docs: Path, page: Page, paths: list[str]) -> tuple[Page, SettingsShape]:
    node, faults = compose(page.text, 0, len(page.text))
    settings = DEFAULT_SETTINGS
    rule_settings: tuple[RuleSetting, ...] = ()
    if isinstance(node, YamlMapping):
        reading = read_fields(node, SettingsShape)
        faults.extend(reading.faults)
        for setting, fault in _PAGES_NAMED.items():
            named = reading.fields.get(setting)
            if isinstance(named, str) and named not in paths and not WEB_ADDRESS.fullmatch(named):
                faults.append(fault(reading.at[setting], named, tuple(paths)))
        faults.extend(_missing_fonts(docs, reading))
        severities = reading.tables.get("rules", ())
        rule_settings = tuple(RuleSetting(rule, severity) for rule, severity in severities)
        rules = {rule.text: severity for rule, severity in severities}
        settings = msgspec.convert({**reading.fields, "rules": rules}, SettingsShape)
    elif isinstance(node, Scalar) and not node.text:
        pass
    elif node is not None:
        faults.append(WrongShape(node.at, SETTINGS_FILE, detail="mapping"))
    return msgspec.structs.replace(page, faults=(*page.faults, *faults), rule_settings=rule_settings), settings


def _missing_fonts(docs: Path, reading: Reading) -> Iterator[BadFont]:
    for font in reading.fields.get("picture-fonts", ()):
        if not _is_file(docs, font):
            yield BadFont(reading.at[f"picture-fonts {font}"], font, detail="missing")


def _is_file(docs: Path, path: str) -> bool:
    return os.path.isfile(docs / path)  # noqa: PTH113  # pathlib raises for a name that is too long


def _name_clashes(docs: Path, settings: SettingsShape) -> Iterator[Page]:
    """Files where the site needs a folder, and folders where it needs a file."""
    rules = (settings.rules_folder,) if settings.rules_folder else ()
    for path in ("assets", *settings.publication.folders, *rules):
        if _is_file(docs, path):
            yield _failed(docs, path, InTheWay(0, path, detail="file"))
    for path in OUTPUT_FILES:
        if os.path.isdir(docs / path):  # noqa: PTH112
            yield _failed(docs, path, InTheWay(0, path, detail="folder"))


def _files(docs: Path) -> Iterator[tuple[str, ReadingFault | None]]:
    """The paths of pages, pictures and documents that MkDocs would use, or a fault if one cannot be read."""
    pending: list[tuple[str, frozenset[tuple[int, int]]]] = [("", frozenset())]
    while pending:
        folder, above = pending.pop()
        try:
            entries = sorted(os.scandir(docs / folder), key=lambda entry: entry.name)
            status = (docs / folder).stat()
        except OSError as error:
            yield folder, UnreadableFile(0, error.strerror or "unknown reason")
            continue
        identity = (status.st_dev, status.st_ino)
        if identity in above:
            yield folder, UnreadableFile(0, folder, detail="loop")
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith(".") or path == "templates":  # MkDocs leaves them out, too
                continue
            if _BAD_BYTES.search(entry.name):  # no builder can turn it into an address
                yield path, UnreadableFile(0, detail="name")
            elif _is_folder(entry):
                pending.append((path, above | {identity}))
            elif entry.name.lower().endswith(_SUFFIXES) and not entry.name.startswith(_LOCK):
                yield path, None
            elif is_private(path) and path not in (SOURCES_FILE, SETTINGS_FILE):
                own = _OWN_NAME.fullmatch(path)
                looks_like = _OWN_FILES[own["own"].lower()] if own else "backup"
                yield path, StrayFile(0, path, detail=looks_like)
            elif (fault := _why_unreadable(entry.path)) is not None and fault.detail:
                yield path, fault


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder; if that cannot be determined, it is read as a file, which reports the reason."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def is_private(path: str) -> bool:
    """Whether a file in the docs folder is private: settings, sources, and copies left behind by editors."""
    return _OWN_NAME.fullmatch(path) is not None or _LEFT_BEHIND.fullmatch(path) is not None


def _read_file(docs: Path, path: str, known: KeptPages, unsaved: Unsaved, language: str) -> Page | None:
    """A page; a picture or a document only if there is a fault in it."""
    if path.lower().endswith(MARKDOWN_SUFFIXES):
        return _read_markdown(docs, path, known, unsaved, language)
    if path.lower().endswith(HTML_SUFFIXES):
        text, faults = _read_text(f"{docs}/{path}")  # in any encoding, since only browsers need to read it
        page = read_html(path, _shown(docs, path), normalised(text))
        return page if page.faults else _failed(docs, path, faults[0]) if faults and not text else None
    if (fault := _why_unreadable(f"{docs}/{path}")) is not None:
        return _failed(docs, path, fault)
    try:
        kinds = revelations(docs / path)
    except OSError as error:
        return _failed(docs, path, UnreadableFile(0, error.strerror or "unknown reason"))
    return _failed(docs, path, _fault_of_metadata(path, kinds)(0, Path(path).name, kinds)) if kinds else None


def _fault_of_metadata(path: str, kinds: tuple[str, ...]) -> type[ReadingFault]:
    if path.lower().endswith(DOCUMENT_SUFFIXES):
        return FileMetadata
    return ImageDetails if HARDLY_TELLING.issuperset(kinds) else ImageMetadata


def _read_markdown(docs: Path, path: str, known: KeptPages, unsaved: Unsaved, language: str) -> Page:
    text, faults = _text_of(docs, path, unsaved)
    file = _shown(docs, path)
    if not faults:
        return known.find(path, file, normalised(text), language) or read_page(path, file, text, language)
    page = read_page(path, file, text, language)
    others = (fault for fault in page.faults if not isinstance(fault, ControlCharacter))  # bad bytes look like them
    return msgspec.structs.replace(page, faults=(*others, *faults))


def _read_yaml(docs: Path, name: str, unsaved: Unsaved) -> Page | None:
    if name not in unsaved and not os.path.lexists(docs / name):  # a broken link exists, and is a finding
        return None
    text, faults = _text_of(docs, name, unsaved)
    return Page(name, _shown(docs, name), normalised(text), faults=tuple(faults))


def _text_of(docs: Path, path: str, unsaved: Unsaved) -> tuple[str, list[ReadingFault]]:
    """A file's text as the editor has it, or else as it is on the disk. No text in an editor shows what encoding the
    file has: that fault stays until it is saved in another.
    """
    if path not in unsaved:
        return _read_text(f"{docs}/{path}")
    _, faults = _read_text(f"{docs}/{path}")
    text = normalised(unsaved[path])
    return text, [msgspec.structs.replace(f, at=min(f.at, len(text))) for f in faults if f.detail == "encoding"]


def _read_text(file: str) -> tuple[str, list[ReadingFault]]:
    """The file's text; bytes that are not UTF-8 are replaced, so that the rest can still be checked."""
    if (fault := _why_unreadable(file)) is not None:
        return "", [fault]
    try:
        with open(file, "rb", buffering=0) as opened:  # noqa: PTH123  # of each page at every save: a path takes as long
            data = opened.readall()
    except OSError as error:
        return "", [UnreadableFile(0, error.strerror or "unknown reason")]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        at = len(normalised(data[: error.start].decode("utf-8")))
        fault = UnreadableFile(at, f"0x{data[error.start]:02X}", detail="encoding")
        text = data.decode("utf-8", "surrogateescape")  # one character per bad byte, so that columns are right
        return _BAD_BYTES.sub("\ufffd", text), [fault]


def _why_unreadable(file: str) -> ReadingFault | None:
    try:
        mode = os.stat(file).st_mode  # noqa: PTH116
        if stat.S_ISREG(mode):
            return None
        return UnreadableFile(0, detail="folder" if stat.S_ISDIR(mode) else "no file")  # reading a pipe would never end
    except FileNotFoundError:
        return UnreadableFile(0, detail="broken link")
    except OSError as error:
        return UnreadableFile(0, error.strerror or "unknown reason")


def _failed(docs: Path, path: str, fault: ReadingFault) -> Page:
    return Page(path, _shown(docs, path), "", faults=(fault,))


@lru_cache(maxsize=10_000)  # asked for each page at every save
def _shown(docs: Path, path: str) -> str:
    """A file's name in messages: the path as the author would type it. Bytes that are not UTF-8 appear as `\\xff`."""
    return os.fsencode((docs / path).as_posix()).decode("utf-8", "backslashreplace")
