"""What an author can do about the findings under the cursor: their fixes, a source that is not declared, a reason why
one is no fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final

from lsprotocol import types as lsp

from ..base.faults import UnknownOutlet, UnknownSource
from ..base.filenames import SOURCES_FILE
from ..base.vocabulary import ATTRIBUTED_TYPES, SOURCE_TYPES
from ..check.findings import Finding
from ..check.fixing import Fixes, safe_fixes
from ..check.rules import RULES
from ..editing.changes import Change, Declare, Refused, Silence
from ..editing.edits import Edit
from ..editing.planning import planned
from .diagnostics import diagnostics
from .replies import Place, place_of
from .sites import Sites
from .workspaceedits import workspace_edit

FIX_ALL: Final = "source.fixAll.whosaid"
KINDS: Final = [lsp.CodeActionKind.QuickFix, FIX_ALL]
_ID: Final = re.compile(r"[a-z0-9-]+")
_REASON: Final = "reason-to-be-written"
"""Stands for the reason in a plan, and is taken out of it: an author has to write one, and is told so until then."""


async def actions(sites: Sites, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """What can be done about the findings in a range; if an editor asks for that, all that is safe on the page."""
    place = await place_of(sites, params.text_document.uri, params.range.start)
    if place is None:
        return []
    only = params.context.only
    if only and all(FIX_ALL.startswith(kind) for kind in only):
        return [*_all_safe(place)]
    found = [(one, shown) for one, shown in _shown(place) if _meet(shown.range, params.range)]
    fixes = Fixes(place.ledger)
    made = [
        action for one, shown in found for action in (*_fixes(place, fixes, one, shown), *_sources(place, one, shown))
    ]
    return [*made, *(action for one, shown in found for action in _silences(place, one, shown))]


def _shown(place: Place) -> Iterator[tuple[Finding, lsp.Diagnostic]]:
    findings = place.site.findings(place.page)
    yield from zip(findings, diagnostics(findings, place.page, place.positions, place.snapshot.manual), strict=True)


def _meet(one: lsp.Range, other: lsp.Range) -> bool:
    return one.start <= other.end and other.start <= one.end


def _fixes(place: Place, fixes: Fixes, finding: Finding, shown: lsp.Diagnostic) -> Iterator[lsp.CodeAction]:
    for fix in fixes.of(finding):
        yield from _action(place, fix.title, {place.page.path: fix.edits}, shown, is_preferred=fix.safe)


def _all_safe(place: Place) -> Iterator[lsp.CodeAction]:
    found = safe_fixes(Fixes(place.ledger), place.site.findings(place.page)).get(place.page.path, ())
    if edits := [edit for _, fix in found for edit in fix.edits]:
        edit = workspace_edit(place.site, place.snapshot, {place.page.path: edits})
        yield lsp.CodeAction("Fix all that changes nothing but the form", kind=FIX_ALL, edit=edit)


def _sources(place: Place, finding: Finding, shown: lsp.Diagnostic) -> Iterator[lsp.CodeAction]:
    """A source with the id that nobody has, of each type: which it is, only the author knows."""
    at = place.positions.place(finding.line, finding.column)
    found = _ID.match(place.page.text, at)
    if found is None or finding.rule not in (UnknownSource.kind, UnknownOutlet.kind):
        return
    types = [type_ for type_ in SOURCE_TYPES.values() if type_.id in ATTRIBUTED_TYPES]
    for type_ in sorted(types, key=lambda one: (one.id == "outlet") != (finding.rule == UnknownOutlet.kind)):
        title = f"Declare source “{found[0]}”: {type_.label}"
        yield from _planned(place, title, _declared(place, found[0], type_.id), shown)


def _declared(place: Place, id_: str, type_: str) -> Declare:
    """In sources.yml, if there is one; an unnamed source on the page, since it is known from one article alone."""
    words = id_.replace("-", " ")
    if type_ == "unnamed":
        return Declare(id=id_, fields={"described-as": words, "type": type_, "reason": "not-stated"})
    fields = {"name": words.title() if type_ == "person" else words.capitalize(), "type": type_}
    return Declare(id=id_, fields=fields, on_site=SOURCES_FILE in place.ledger.files)


def _silences(place: Place, finding: Finding, shown: lsp.Diagnostic) -> Iterator[lsp.CodeAction]:
    """The comment that silences a finding, in which the author writes why."""
    if not RULES[finding.rule].gate:
        at = place.positions.place(finding.line, finding.column)
        change = Silence(rule=finding.rule, at=at, reason=_REASON)
        yield from _planned(place, f"Silence “{finding.rule}” here, and write why", change, shown)


def _planned(place: Place, title: str, change: Change, shown: lsp.Diagnostic) -> Iterator[lsp.CodeAction]:
    """A change that the engine plans; nothing if it refuses to."""
    with suppress(Refused):
        edits = planned(place.ledger, place.page.path, [change]).edits
        yield from _action(place, title, {path: [*map(_without_reason, made)] for path, made in edits.items()}, shown)


def _without_reason(edit: Edit) -> Edit:
    return Edit(edit.start, edit.end, edit.text.replace(f" {_REASON}", ""))


def _action(
    place: Place, title: str, edits: Mapping[str, Sequence[Edit]], shown: lsp.Diagnostic, *, is_preferred: bool = False
) -> Iterator[lsp.CodeAction]:
    with suppress(Refused):
        yield lsp.CodeAction(
            title,
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[shown],
            is_preferred=is_preferred or None,
            edit=workspace_edit(place.site, place.snapshot, edits),
        )
