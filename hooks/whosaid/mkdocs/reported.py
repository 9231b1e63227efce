"""How findings are logged: each once, and in a preview after a save only those that are new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache

from mkdocs.exceptions import PluginError

from ..check.findings import Finding, with_severity
from ..render import log, log_findings
from .build import Build


class Reports:
    """The findings of all builds of a preview; `builds` are those in progress.

    Builds inside each other, one for each language, have the same findings: each is logged once. A preview logs only
    those that its last build did not have.
    """

    def __init__(self, builds: Sequence[Build]) -> None:
        self.builds, self.serving = builds, False
        self._logged: set[Finding] = set()
        self._checked, self._drawn = Reported(), Reported()

    def begin(self, *, serving: bool) -> None:
        """Before the outermost build."""
        self.serving = serving
        self._logged.clear()

    def checked(self, findings: Iterable[Finding], *, strict: bool) -> None:
        """Log what the check has found; errors (with --strict, warnings too) stop a build, but not a preview."""
        self._report(list(findings), self._checked, strict=strict)

    def drawn(self, findings: Iterable[Finding], waiting: Container[str] = ()) -> None:
        """Log what was found while pages were drawn, except the `waiting`; errors stop a build, but not a preview."""
        self._report(list(findings), self._drawn, strict=False, waiting=waiting)

    def drawn_later(self, findings: Iterable[Finding]) -> None:
        """Log what was found on pages that have waited."""
        log_findings(self._drawn.more(findings))

    def stop(self, why: str) -> None:
        """Stop a build; in a preview, only log the reason."""
        if not self.serving:
            raise PluginError(why)
        log.error(why)

    def _report(self, found: list[Finding], reported: Reported, *, strict: bool, waiting: Container[str] = ()) -> None:
        unlogged = [finding for finding in found if finding not in self._logged]
        self._logged.update(unlogged)
        if self.serving and len(self.builds) == 1:
            new, others = reported.news(unlogged, waiting)
            log_findings(new)
            if others:
                log.info(f"{others}.")
        else:
            log_findings(unlogged)
        stopping = with_severity(found, "error") + (with_severity(found, "warning") if strict else [])
        if stopping and not self.serving:
            raise PluginError(f"{len(stopping)} to fix; nothing is published until then.")


_Name = tuple[str, str, str]
"""What a finding is called: the path of its page, its rule, and its message without numbers."""


class Reported:
    """The findings of the last build, identified independently of their lines."""

    def __init__(self) -> None:
        self._last: Counter[_Name] | None = None
        self._waiting: Counter[_Name] = Counter()

    def news(self, findings: Iterable[Finding], waiting: Container[str] = ()) -> tuple[list[Finding], str]:
        """The findings that the last build did not have, and a summary of the others; empty after the first build.

        What the last build had on pages that are `waiting` is not known yet.
        """
        is_first, had = self._last is None, (self._last or Counter()) + self._waiting
        self._last = Counter()
        new = []
        for finding in findings:
            name = _name(finding)
            self._last[name] += 1
            if self._last[name] > had[name]:
                new.append(finding)
        if is_first:
            return new, ""
        gone, unchanged = had - self._last, (had & self._last).total()
        self._waiting = Counter({name: number for name, number in gone.items() if name[0] in waiting})
        fixed = (gone - self._waiting).total()
        parts = [f"{fixed} fixed" if fixed else "", f"{unchanged} unchanged" if unchanged else ""]
        return new, ", ".join(filter(None, parts))

    def more(self, findings: Iterable[Finding]) -> list[Finding]:
        """The new ones among those of a page that has waited."""
        new, last = [], self._last if self._last is not None else Counter()
        for finding in findings:
            name = _name(finding)
            last[name] += 1
            if self._waiting[name]:
                self._waiting[name] -= 1
            else:
                new.append(finding)
        return new


def _name(finding: Finding) -> _Name:
    return finding.path, finding.rule, _without_numbers(finding.message)


@lru_cache(16_384)  # most findings are those of the last build
def _without_numbers(message: str) -> str:
    return re.sub(r"\d+", "", message)
