"""The result of one check, from which every format is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property
from hashlib import sha256

from msgspec import Struct

from ..findings import Finding, sort_findings
from ..fixes import PlacedFix

VERSION = 1  # of the fingerprints and of the JSON; an incompatible change makes it 2


class Report(Struct, frozen=True, dict=True):
    """`findings` to act on, those `silenced`, and what was checked: the number of `statements`, and the `files`.

    `strict`: warnings make the check fail too. `fixes` gives those of a finding.
    """

    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]
    statements: int
    files: tuple[str, ...]
    strict: bool = False
    fixes: Callable[[Finding], tuple[PlacedFix, ...]] = lambda _: ()

    @cached_property
    def all(self) -> tuple[Finding, ...]:
        """Every finding, silenced or not, by place."""
        return sort_findings((*self.findings, *self.silenced))

    @cached_property
    def fingerprints(self) -> Mapping[Finding, str]:
        """An identifier for each finding that survives new lines above it and a new wording of its message.

        It is a hash of the rule, the file and the faulty line; equal ones are distinguished by their order.
        """
        seen: Counter[tuple[str, str, str]] = Counter()
        names = {}
        for finding in self.all:
            key = (finding.rule, finding.path, finding.excerpt)
            names[finding] = sha256("\n".join((*key, str(seen[key]))).encode("utf-8", "surrogateescape")).hexdigest()[
                :32
            ]
            seen[key] += 1
        return names

    def fails(self, finding: Finding) -> bool:
        """Whether this finding makes the check fail."""
        severity = finding.severity
        return not finding.silenced and (severity == "error" or (self.strict and severity == "warning"))

    @property
    def failed(self) -> bool:
        """Whether the check fails."""
        return any(self.fails(finding) for finding in self.findings)

    def summary(self) -> str:
        """One line: what was found in how many files, or what was checked if nothing was found."""
        counts = Counter[str](finding.severity for finding in self.findings)
        names = {"error": "error", "warning": "warning", "info": "remark"}
        parts = [count(counts[severity], name) for severity, name in names.items() if counts[severity]]
        if parts:
            found = f"{', '.join(parts)} in {count(len({finding.file for finding in self.findings}), 'file')}"
        else:
            pages = sum(1 for file in self.files if not file.endswith(".yml"))
            found = f"{count(self.statements, 'statement')} on {count(pages, 'page')}: nothing to fix"
        return f"{found}; {len(self.silenced):,} silenced." if self.silenced else f"{found}."

    def statistics(self) -> str:
        """How often each rule found something, the most frequent first, and how often it was silenced."""
        found = Counter(finding.rule for finding in self.findings)
        silenced = Counter(finding.rule for finding in self.silenced)
        rules = sorted(found.keys() | silenced.keys(), key=lambda rule: (-found[rule], -silenced[rule], rule))
        lines = (f"{found[rule]:>7,}  {rule}" for rule in rules)
        more = (f" ({silenced[rule]:,} silenced)" if silenced[rule] else "" for rule in rules)
        return "".join(f"{line}{rest}\n" for line, rest in zip(lines, more, strict=True))


def count(number: int, what: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
