"""One run of the check: what every format is written from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256

from msgspec import Struct

from ..findings import Finding, sort_findings

VERSION = 1  # of the fingerprints and of the JSON; a change that readers notice makes it 2


class Report(Struct, frozen=True, dict=True):
    """`findings` to act on, those `silenced`, and what was checked: how many statements, and which `files`.

    `strict`: warnings fail too.
    """

    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]
    statements: int
    files: tuple[str, ...]
    strict: bool = False

    @cached_property
    def all(self) -> tuple[Finding, ...]:
        """Every finding, silenced or not, by place."""
        return sort_findings((*self.findings, *self.silenced))

    @cached_property
    def fingerprints(self) -> Mapping[Finding, str]:
        """A name for each finding that stays when lines are added above it or its message is worded anew.

        It is made of the rule, the file and the faulty line; equal ones are told apart by their order.
        """
        seen: Counter[tuple[str, str, str]] = Counter()
        names = {}
        for finding in self.all:
            key = (finding.rule, finding.path, finding.piece)
            names[finding] = sha256("\n".join((*key, str(seen[key]))).encode("utf-8", "surrogateescape")).hexdigest()[
                :32
            ]
            seen[key] += 1
        return names

    def fails(self, finding: Finding) -> bool:
        """Whether this finding makes the check fail."""
        weight = finding.severity
        return not finding.silenced and (weight == "error" or (self.strict and weight == "warning"))

    @property
    def failed(self) -> bool:
        """Whether the check fails."""
        return any(self.fails(finding) for finding in self.findings)

    def summary(self) -> str:
        """One line: what was found in how many files, or what was checked if nothing was."""
        weights = Counter[str](finding.severity for finding in self.findings)
        names = {"error": "error", "warning": "warning", "info": "remark"}
        parts = [count(weights[weight], name) for weight, name in names.items() if weights[weight]]
        if parts:
            said = f"{', '.join(parts)} in {count(len({finding.file for finding in self.findings}), 'file')}"
        else:
            pages = sum(1 for file in self.files if not file.endswith(".yml"))
            said = f"{count(self.statements, 'statement')} on {count(pages, 'page')}: nothing to mend"
        return f"{said}; {len(self.silenced):,} silenced." if self.silenced else f"{said}."

    def statistics(self) -> str:
        """How often each rule has found something, the most frequent first, with what is silenced of it."""
        found = Counter(finding.rule for finding in self.findings)
        silenced = Counter(finding.rule for finding in self.silenced)
        rules = sorted(found.keys() | silenced.keys(), key=lambda rule: (-found[rule], -silenced[rule], rule))
        lines = (f"{found[rule]:>7,}  {rule}" for rule in rules)
        more = (f" ({silenced[rule]:,} silenced)" if silenced[rule] else "" for rule in rules)
        return "".join(f"{line}{rest}\n" for line, rest in zip(lines, more, strict=True))


def count(number: int, what: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
