"""The rule manual: each rule's docstring as text for a terminal and as a page of the site."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from .rules import RULES, Rule

_SEVERITIES: Final = {
    "error": "An error: it stops every build.",
    "warning": "A warning: it stops a build with --strict.",
    "info": "A remark: it never stops a build.",
}


_ON_REQUEST: Final = "Off unless whosaid.yml names it."
_OFF_FOR_OTHERS: Final = "Off on pages with `annotating: others`, whose text is by somebody else."


def manual_text(rule: Rule) -> str:
    """The rule's manual in plain text, as `whosaid check --explain` prints it."""
    examples = [f"{name + ':':<6}{rule.part(name)}" for name in ("Bad", "Good", "Why") if rule.part(name)]
    return "\n".join(
        [
            f"{rule.name}: {rule.summary}",
            "",
            *examples,
            "",
            _SEVERITIES[rule.severity],
            *filter(None, [how_to_mend(rule)]),
            how_to_silence(rule),
        ]
    )


def how_to_mend(rule: Rule) -> str:
    """What mends the findings of a rule for the author; empty if nothing does."""
    if rule.mend is not None:
        return "“whosaid check --fix” mends it where nothing but the form is wrong."
    return "The preview and editors offer a fix." if rule.offer is not None else ""


def how_to_silence(rule: Rule) -> str:
    """What an author can do about the rule besides fixing what it finds."""
    if rule.gate:
        return "It is part of the gate: it can be neither weakened nor silenced."
    others = f"{_OFF_FOR_OTHERS} " if rule.rewrite else f"{_ON_REQUEST} " if rule.on_request else ""
    return (
        f"{others}To silence it in one place: <!-- whosaid: ignore {rule.name}: reason -->. "
        f"For the whole site: “{rule.name}: off” (or error, warning, info) under “rules:” in whosaid.yml."
    )


def rule_pages(folder: str) -> dict[str, str]:
    """The manual as Markdown pages by path: one per rule, and `index.md` with all of them by subject."""
    pages = {posixpath.join(folder, f"{rule.name}.md"): "\n".join(_page(rule)) for rule in RULES.values()}
    return {posixpath.join(folder, "index.md"): "\n".join(_index()), **pages}


def _page(rule: Rule) -> Iterator[str]:
    yield from ("---", f"title: {rule.name}", "---", "", f"# {rule.name}", "", rule.summary, "")
    yield from ("**Bad:** " + rule.part("Bad"), "", "**Good:** " + rule.part("Good"), "")
    yield from ("## Why", "", rule.part("Why"), "", "## Severity", "", _SEVERITIES[rule.severity], "")
    if mending := how_to_mend(rule):
        yield from (mending, "")
    if rule.gate:
        yield from (how_to_silence(rule), "")
    else:
        yield from (_OFF_FOR_OTHERS, "") if rule.rewrite else (_ON_REQUEST, "") if rule.on_request else ()
        yield from ("To silence it in one place:", "", "```markdown")
        yield from (f"<!-- whosaid: ignore {rule.name}: reason -->", "```", "")
        yield from ("To set its severity for the whole site, in `docs/whosaid.yml`:", "", "```yaml", "rules:")
        yield from (f"  {rule.name}: off  # or error, warning, info", "```", "")
    yield "[All rules](index.md)"


def _index() -> Iterator[str]:
    yield from ("---", "title: Rules", "---", "", "# Rules", "")
    yield from (f"The check has {len(RULES)} rules. A rule of the gate can be neither weakened nor silenced.", "")
    yield from ("`whosaid check --fix` mends what is marked so, where nothing but the form is wrong.")
    yield from ("The preview and editors offer what may be meant, and the author decides.", "")
    for subject, rules in groupby(RULES.values(), key=lambda rule: rule.subject):
        yield from (f"## {subject}", "", "| Rule | What it finds | Severity | Fix |", "|---|---|---|---|")
        for rule in rules:
            severity = "gate" if rule.gate else rule.severity
            fix = "`--fix`" if rule.mend is not None else "offered" if rule.offer is not None else ""
            yield f"| [{rule.name}]({rule.name}.md) | {rule.summary.replace('|', '&#124;')} | {severity} | {fix} |"
        yield ""
