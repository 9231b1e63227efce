"""What is found in a page that has just been typed, long before the whole site is checked again.

The page is read anew and joined with the pages that it names, which takes milliseconds at any size of the site. Rules
that look at more than that are asked after a pause; until then, what they found last stays where the text has moved it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

import msgspec

from ..base.embeddable import SOURCE_FILTERS
from ..base.faults import ReadingFault
from ..base.filefaults import NotPublished, UnknownMain, UnreadableFile, UnusedSilencing
from ..base.filenames import SETTINGS_FILE, SOURCES_FILE
from ..base.model import Page
from ..base.options import STATEMENT_OPTIONS
from ..check.findings import Finding, Places, sort_findings
from ..check.rules import RULES
from ..check.running import run_rules
from ..ledger.joining import join
from ..ledger.records import Ledger, page_of
from .positions import Positions
from .snapshots import Snapshot

_OF_THE_SITE: Final = frozenset(type_.kind for type_ in (NotPublished, UnknownMain, UnreadableFile, UnusedSilencing))
_FAULTS: Final = frozenset(type_.kind for type_ in ReadingFault.__subclasses__()) - _OF_THE_SITE
AT_ONCE: Final = frozenset(rule.name for rule in RULES.values() if rule.check_page is not None or rule.name in _FAULTS)
"""The rules that a page, and those it names, are enough for."""


def ledger_around(snapshot: Snapshot, page: Page) -> Ledger:
    """The ledger of a page, as it is now, with those that it names."""
    files = snapshot.ledger.files
    around = {path: files[path] for path in (SOURCES_FILE, SETTINGS_FILE, *_named(page)) if path in files}
    return join((around | {page.path: page}).values(), snapshot.ledger.sources.values(), snapshot.publication)


def ledger_now(snapshot: Snapshot, page: Page) -> Ledger:
    """The ledger of the site, with a page as it is now; what is known of how others relate to it is older."""
    around, before = ledger_around(snapshot, page), snapshot.ledger
    own = around.statements.get(page.path, ())
    return msgspec.structs.replace(
        before,
        files={**before.files, page.path: page},
        sources=around.sources,
        statements={**before.statements, page.path: own},
        by_ref={**before.by_ref, **{one.ref: one for one in own}},
    )


def findings_at_once(snapshot: Snapshot, page: Page) -> tuple[Finding, ...]:
    """The findings in a page as it is now: new ones of the rules AT_ONCE, those of the others as they were."""
    checked = run_rules(ledger_around(snapshot, page))
    new = (finding for finding in checked.findings if finding.path == page.path and finding.rule in AT_ONCE)
    before = snapshot.page(page.path)
    stay = _moved(before, page, snapshot.findings.get(page.path, ())) if before is not None else ()
    return sort_findings((*new, *stay))


def _named(page: Page) -> Iterator[str]:
    """The paths that a page names."""
    names = [link.file for link in page.links]
    for record in page.records:
        for option in STATEMENT_OPTIONS & record.options.keys():
            names += [item.text.rpartition("#")[0] for item in record.options[option]]
    for embed in page.embeds:
        names += [unquote(item.text) for item in embed.filters.get("article", ())]
        for key in ("same-as", *SOURCE_FILTERS):
            names += [unquote(item.text).rpartition("#")[0] for item in embed.filters.get(key, ())]
    return (page_of(page.path, name) for name in names if name)


def _moved(before: Page, page: Page, findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """What other rules found, where its text is now; not what was found in text that has been replaced."""
    start, end, by = _changed(before.text, page.text)
    old, new = Positions(before.text), Places(page)
    for finding in findings:
        at = old.place(finding.line, finding.column)
        if finding.rule in AT_ONCE or start < at < end:
            continue
        line, column = new.line_and_column(at if at <= start else at + by)
        yield msgspec.structs.replace(finding, line=line, column=column)


def _changed(before: str, now: str) -> tuple[int, int, int]:
    """The start and the end of what was replaced in a text, and by how much the text behind it has moved."""
    most = min(len(before), len(now))
    start = _alike(before[:most], now[:most])
    same = _alike(before[start:][::-1], now[start:][::-1])
    return start, len(before) - same, len(now) - len(before)


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common from their start."""
    differing = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differing, min(len(one), len(other)))
