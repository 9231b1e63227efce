"""The fixes of findings, asked for when somebody wants them: a check that only reports computes none.

Where a rule says that it can mend what it found (`mend`), the page is read again with the fix in it: a fix that does
not leave all records where they were, and the page with no more faults than before, is only offered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from ..base.faults import ReadingFault
from ..base.filefaults import MistypedId, UnreadableFile, UnusedSilencing
from ..base.filenames import MARKDOWN_SUFFIXES
from ..base.model import Page
from ..base.options import NOBODY, STATEMENT_OPTIONS
from ..base.vocabulary import DIRECT_ROUTES, ID
from ..editing.edits import Edit, edited
from ..ledger.records import Ledger, find_source, ref_of
from ..read import read_page
from .findings import Finding, Places
from .fixes import Fix, PlacedEdit, PlacedFix, line_end, line_start
from .redaction import redacted_text
from .rules import RULES, Fault


class Fixes:
    """The fixes of the findings of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._places: dict[str, Places] = {}
        self._faults: dict[str, Mapping[tuple[str, int], list[ReadingFault]]] = {}

    def of(self, finding: Finding) -> tuple[Fix, ...]:
        """The fixes of a finding, those that are safe first; none if its rule knows none."""
        rule, page = RULES[finding.rule], self._ledger.files.get(finding.path)
        if page is None or not (rule.mend or rule.offer) or _is_damaged(page):
            return ()
        if page.path not in self._places:
            self._places[page.path] = Places(page)
        at = self._places[page.path].offset(finding.line, finding.column)
        mends, offers = {}, {}
        for fault in self._causes(finding, page, at):
            for fix in rule.mend(page, fault) if rule.mend is not None else ():
                is_safe = _is_safe(self._ledger, page, finding.rule, fix)
                mends[fix.edits] = msgspec.structs.replace(fix, safe=is_safe)
            offers.update({fix.edits: fix for fix in (rule.offer(page, fault) if rule.offer is not None else ())})
        safe = [fix for fix in mends.values() if fix.safe]
        others = [fix for edits, fix in offers.items() if edits not in mends or not mends[edits].safe]
        return (*safe, *(others or ([] if safe else mends.values())))

    def placed(self, finding: Finding) -> tuple[PlacedFix, ...]:
        """The fixes for a report, which others may read: none that shows or touches what reports leave out."""
        if RULES[finding.rule].sensitive or not (fixes := self.of(finding)):
            return ()
        page = self._ledger.files[finding.path]
        shown = redacted_text(page)
        open_ones = [fix for fix in fixes if not any(_is_hidden(page.text, shown, edit) for edit in fix.edits)]
        places = self._places[page.path]
        return tuple(
            PlacedFix(
                fix.title,
                fix.safe,
                [
                    PlacedEdit(*places.line_and_column(edit.start), *places.line_and_column(edit.end), edit.text)
                    for edit in fix.edits
                ],
            )
            for fix in open_ones
        )

    def _causes(self, finding: Finding, page: Page, at: int) -> Iterable[ReadingFault | Fault]:
        """What the rule found there: a reading fault, or only a place."""
        name = finding.rule
        if name == UnusedSilencing.kind:  # known only when all rules have run
            return (UnusedSilencing(at),)
        if name not in _KINDS:
            return (Fault(page, at, finding.message),)
        if name not in self._faults:
            found: dict[tuple[str, int], list[ReadingFault]] = defaultdict(list)
            for of_page, fault in self._ledger.faults.get(name, ()):
                found[of_page.path, fault.at].append(fault)
            self._faults[name] = found
        return self._faults[name].get((page.path, at), ())


def _is_hidden(text: str, shown: str, edit: Edit) -> bool:
    """Whether there is a comment or the entry of an unnamed source in the lines of an edit."""
    start, end = line_start(text, edit.start), line_end(text, edit.end)
    return text[start:end] != shown[start:end]


_KINDS: Final = frozenset(type_.kind for type_ in ReadingFault.__subclasses__())


def _is_damaged(page: Page) -> bool:
    """Whether the text is not that of the file, so that nothing can be put in place of anything."""
    return any(isinstance(fault, UnreadableFile) for fault in page.faults)


def _is_safe(ledger: Ledger, page: Page, rule: str, fix: Fix) -> bool:
    """Whether a page has all its statements with this fix, fewer faults, and names nothing else that is not there.

    The rules about YAML read it again themselves.
    """
    if not page.path.lower().endswith(MARKDOWN_SUFFIXES):
        return True
    again = read_page(page.path, page.file, edited(page.text, fix.edits))
    before, after = _kinds_in(page), _kinds_in(again)
    if after - before or (before[rule] and after[rule] >= before[rule]):
        return False
    return _keeps_records(page, again, rule) and _unknown_names(ledger, again) <= _unknown_names(ledger, page)


def _keeps_records(page: Page, again: Page, rule: str) -> bool:
    """Whether as many statements are read again, with the ids that were right; one may be what was mistyped."""
    ids = {record.id.text for record in again.records if record.id is not None}
    right = {record.id.text for record in page.records if record.id is not None and ID.fullmatch(record.id.text)}
    return len(again.records) >= len(page.records) and len(right - ids) <= (rule == MistypedId.kind)


def _unknown_names(ledger: Ledger, page: Page) -> set[str]:
    """What a page names, as a source or as a statement, and nothing declares."""
    own = {record.id.text for record in page.records if record.id is not None}
    refs = {f"{link.file}#{link.id.text}" if link.file else link.id.text for link in page.links}
    names: set[str] = set()
    for record in page.records:
        for option, items in record.options.items():
            (refs if option in STATEMENT_OPTIONS else names if option in _NAMING else set()).update(
                item.text for item in items
            )
    known = {*own, NOBODY}
    unknown = {name for name in names if find_source(ledger.sources, page, name) is None and name not in DIRECT_ROUTES}
    return unknown | {ref for ref in refs if ref not in known and ref_of(page.path, ref) not in ledger.by_ref}


_NAMING: Final = frozenset(("source", "via", "about"))


def _kinds_in(page: Page) -> Counter[str]:
    return Counter(fault.kind for fault in (*page.faults, *(suspect.fault for suspect in page.suspects)))


def safe_fixes(fixes: Fixes, findings: Iterable[Finding]) -> Mapping[str, list[tuple[Finding, Fix]]]:
    """By page, the fixes that can be made at once, in the order of the text: of those that overlap, the first."""
    found: dict[str, list[tuple[Finding, Fix]]] = defaultdict(list)
    for finding in findings:
        found[finding.path] += [(finding, fix) for fix in fixes.of(finding)[:1] if fix.safe]
    return {path: list(_apart(of_page)) for path, of_page in found.items() if of_page}


def _apart(fixes: list[tuple[Finding, Fix]]) -> Iterator[tuple[Finding, Fix]]:
    reached = -1
    for finding, fix in sorted(fixes, key=lambda one: min(edit.start for edit in one[1].edits)):
        if min(edit.start for edit in fix.edits) > reached:
            reached = max(edit.end for edit in fix.edits)
            yield finding, fix
