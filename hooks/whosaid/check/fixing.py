"""The fixes of findings, asked for when somebody wants them: a check that only reports computes none.

Where a rule says that it can mend what it found (`mend`), the file is read again with the fix in it: one that loses a
statement, names what is not there, or leaves as many faults as there were, is only offered, or not even that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

import msgspec

from ..base.faults import ReadingFault
from ..base.filefaults import BadYaml, MistypedId, UnreadableFile, UnusedSilencing
from ..base.filenames import MARKDOWN_SUFFIXES, SOURCES_FILE
from ..base.model import Page
from ..base.options import NOBODY, STATEMENT_OPTIONS, OptionName
from ..base.shapes import SettingsShape
from ..base.vocabulary import DIRECT_ROUTES, ID
from ..editing.edits import Edit, edited
from ..editing.working import read_again
from ..ledger.records import Ledger, find_source, ref_of
from ..read.yamlfields import read_fields
from ..read.yamltext import Mapping as YamlMapping
from ..read.yamltext import compose
from .findings import Finding, Places
from .fixes import Fix, PlacedEdit, PlacedFix, line_end, line_start
from .redaction import redacted_text
from .rules import RULES, Fault

_MOST: Final = (
    100  # fixes of one page that are tried out; reading a page with thousands of faults as often takes minutes
)


class Fixes:
    """The fixes of the findings of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._trials: dict[str, _Trials] = {}
        self._faults: dict[str, Mapping[tuple[str, int], list[ReadingFault]]] = {}

    def of(self, finding: Finding) -> tuple[Fix, ...]:
        """The fixes of a finding, those that are safe first; none if its rule knows none."""
        rule, page = RULES[finding.rule], self._ledger.files.get(finding.path)
        if page is None or not (rule.mend or rule.offer) or _is_damaged(page):
            return ()
        trials = self._on(page)
        mends, offers = {}, {}
        for fault in self._causes(finding, page, trials.places.offset(finding.line, finding.column)):
            for fix in rule.mend(page, fault) if rule.mend is not None else ():
                mends[fix.edits] = msgspec.structs.replace(fix, safe=trials.is_safe(finding.rule, fix))
            offers.update({fix.edits: fix for fix in (rule.offer(page, fault) if rule.offer is not None else ())})
        safe = [fix for fix in mends.values() if fix.safe]
        others = [fix for edits, fix in offers.items() if edits not in mends or not mends[edits].safe]
        return tuple(map(_titled, (*safe, *(others or ([] if safe else mends.values())))))

    def _on(self, page: Page) -> _Trials:
        if page.path not in self._trials:
            self._trials[page.path] = _Trials(self._ledger, page)
        return self._trials[page.path]

    def placed(self, finding: Finding) -> tuple[PlacedFix, ...]:
        """The fixes for a report, which others may read: none that shows or touches what reports leave out."""
        if RULES[finding.rule].sensitive or not (fixes := self.of(finding)):
            return ()
        page = self._ledger.files[finding.path]
        shown = redacted_text(page)
        open_ones = [fix for fix in fixes if not any(_is_hidden(page.text, shown, edit) for edit in fix.edits)]
        places = self._on(page).places
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


_LONGEST: Final = 160  # characters of a title


def _titled(fix: Fix) -> Fix:
    """The fix with its title on one line, whatever the author's text in it is."""
    title = " ".join("".join(sign if sign.isprintable() else " " for sign in fix.title[: 2 * _LONGEST]).split())
    short = f"{title[: _LONGEST - 1]}…" if len(title) > _LONGEST else title
    return fix if short == fix.title else msgspec.structs.replace(fix, title=short)


def _is_hidden(text: str, shown: str, edit: Edit) -> bool:
    """Whether there is a comment or the entry of an unnamed source in the lines of an edit."""
    start, end = line_start(text, edit.start), line_end(text, edit.end)
    return text[start:end] != shown[start:end]


_KINDS: Final = frozenset(type_.kind for type_ in ReadingFault.__subclasses__())


def _is_damaged(page: Page) -> bool:
    """Whether the text is not that of the file, so that nothing can be put in place of anything."""
    return any(isinstance(fault, UnreadableFile) for fault in page.faults)


class _Trials:
    """What is known of a page, and of what it would be with a fix."""

    def __init__(self, ledger: Ledger, page: Page) -> None:
        self._ledger, self._page = ledger, page
        self.places = Places(page)
        self._left = _MOST

    @cached_property
    def _kinds(self) -> Counter[str]:
        return _kinds_in(self._page)

    @cached_property
    def _unknown(self) -> set[str]:
        return _unknown_names(self._ledger, self._page)

    def is_safe(self, rule: str, fix: Fix) -> bool:
        """Whether a file has all its statements with a fix, fewer faults, and names nothing else that is not there."""
        if self._left <= 0:
            return False
        self._left -= 1
        again = _read_again(self._page, edited(self._page.text, fix.edits))
        before, after = self._kinds, _kinds_in(again)
        if before[rule] and after[rule] >= before[rule]:
            return False
        if after - before and (rule != BadYaml.kind or self._page.records):  # nothing else could be read before
            return False
        return _keeps_records(self._page, again, rule) and _unknown_names(self._ledger, again) <= self._unknown


def _read_again(page: Page, text: str) -> Page:
    """A file with another text."""
    if page.path == SOURCES_FILE or page.path.lower().endswith(MARKDOWN_SUFFIXES):
        return read_again(page, text)
    node, faults = compose(text, 0, len(text))
    faults += read_fields(node, SettingsShape).faults if isinstance(node, YamlMapping) else []
    return Page(page.path, page.file, text, faults=tuple(faults))


def _keeps_records(page: Page, again: Page, rule: str) -> bool:
    """Whether as many statements are read again, with the ids that were right; one may be what was mistyped."""
    ids = {record.id.text for record in again.records if record.id is not None}
    right = {record.id.text for record in page.records if record.id is not None and ID.fullmatch(record.id.text)}
    return len(again.records) >= len(page.records) and len(right - ids) <= (rule == MistypedId.kind)


def _unknown_names(ledger: Ledger, page: Page) -> set[str]:
    """What a page names, as a source or as a statement, and nothing declares."""
    own = {record.id.text for record in page.records if record.id is not None}
    refs = {f"{link.file}#{link.id.text}" if link.file else link.id.text for link in page.links}
    refs |= {item.text for record in page.records for option in STATEMENT_OPTIONS for item in record.items(option)}
    names = {item.text for record in page.records for option in _NAMING for item in record.items(option)}
    unknown = {ref for ref in refs - own - {NOBODY} if ref_of(page.path, ref) not in ledger.by_ref}
    return unknown | {name for name in names - DIRECT_ROUTES.keys() if find_source(ledger.sources, page, name) is None}


_NAMING: Final[tuple[OptionName, ...]] = ("source", "via", "about")


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
