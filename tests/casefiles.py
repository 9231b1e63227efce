"""Case files: small sites with the findings and the records they must give, readable without Python.

    One sentence that says what must hold.

    -- docs/a.md --
    [the bridge is unsafe](#bridge "claim")
    -- records --
    a.md claim bridge
    -- findings --
    docs/a.md:1:1 [missing-source] does not say who

The findings must be these and no others; of each message, a part is enough; `none` stands for no findings. One that is
no error says so: `docs/a.md:1:1 warning [rule-name]`. Advice (all that is no error) counts where the case is about it:
that of the rule its folder is named after, and of every rule it names. Otherwise each new rule would change all cases.
What a comment silences stands in a section of its own, `silenced`, in the same form.

A case in the folder of a rule of the gate is about what stops a build: there, advice (a rule that can be weighed)
counts only if the case names that rule.

What `whosaid check --fix` makes of a file stands in a section `fixed:` with its name, and what is only offered to the
author in a section `offers`, each with the place of its finding. Both are compared where they are given:

    -- fixed:docs/a.md --
    [the bridge is unsafe](#bridge "claim by council")
    -- offers --
    docs/a.md:1:42 Write “council” instead of “counci”

So must the records be, if the section is there: path, kind, id and the attribution as in the short form, then
`; name: value` for each further option. `words`, `title`, `note` and `marks` (their count) are compared where they are
given. Where a case has no docs/sources.yml, it gets tests/cases/sources.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from whosaid.base.model import Item
from whosaid.base.options import SHORT_FORM_ORDER
from whosaid.check.findings import Finding
from whosaid.ledger.records import Statement

CASES = Path(__file__).parent / "cases"
_SECTION = re.compile(r"^-- (?P<name>\S+) --\n", re.MULTILINE)
_FIXED = "fixed:"
_FINDING = re.compile(r"(?P<place>\S+:\d+:\d+) (?:(?P<severity>warning|info) )?\[(?P<rule>[a-z-]+)\](?: (?P<part>.*))?")


@dataclass(frozen=True)
class Expected:
    """One line of the findings section."""

    place: str
    severity: str
    rule: str
    part: str


@dataclass(frozen=True)
class Case:
    """One case file. `records` and `offers` are None where the case says nothing of them; `fixed` is by file."""

    name: str
    must_hold: str
    files: dict[str, str]
    findings: tuple[Expected, ...]
    silenced: tuple[Expected, ...]
    records: tuple[str, ...] | None
    fixed: dict[str, str]
    offers: tuple[str, ...] | None

    def is_about(self, finding: Finding) -> bool:
        """Whether a finding must be one the case states; advice of other rules need not be."""
        named = {expected.rule for expected in (*self.findings, *self.silenced)}
        return finding.severity == "error" or finding.rule in {self.name.partition("/")[0], *named}

    def write(self, folder: Path) -> None:
        """The case's files, as they would lie on an author's disk."""
        files = {"docs/sources.yml": (CASES / "sources.yml").read_text(encoding="utf-8"), **self.files}
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")


def all_cases() -> Iterator[Case]:
    """Every case, by its path below tests/cases."""
    for path in sorted(CASES.rglob("*.txt")):
        yield read_case(path)


def read_case(path: Path) -> Case:
    """Read one case file; what is wrong with its form is a ValueError."""
    name = path.relative_to(CASES).with_suffix("").as_posix()
    head, *parts = _SECTION.split(path.read_text(encoding="utf-8"))
    sections = {key: text.rstrip("\n") + "\n" for key, text in zip(parts[::2], parts[1::2], strict=True)}
    if not head.strip() or "findings" not in sections:
        raise ValueError(f"{name}: a case starts with a sentence and has a section “-- findings --”")
    findings = _expected(name, sections.pop("findings"))
    silenced = _expected(name, sections.pop("silenced", "none"))
    records = sections.pop("records", None)
    offers = sections.pop("offers", None)
    return Case(
        name,
        " ".join(head.split()),
        {file: text for file, text in sections.items() if not file.startswith(_FIXED)},
        findings,
        silenced,
        None if records is None else _lines(records),
        {file.removeprefix(_FIXED): text for file, text in sections.items() if file.startswith(_FIXED)},
        None if offers is None else _lines(offers),
    )


def _lines(section: str) -> tuple[str, ...]:
    return tuple(line for line in section.splitlines() if line and line != "none")


def _expected(name: str, section: str) -> tuple[Expected, ...]:
    expected = []
    for line in [] if section.strip() == "none" else section.strip().splitlines():
        match = _FINDING.fullmatch(line)
        if match is None:
            raise ValueError(f"{name}: not a finding: {line!r}; write docs/a.md:1:1 [rule-name] part of the message")
        expected.append(Expected(match["place"], match["severity"] or "error", match["rule"], match["part"] or ""))
    return tuple(expected)


def record_line(statement: Statement, like: str = "") -> str:
    """A statement as one line of a records section; the parts that a writer may leave out only if `like` has them."""
    record = statement.record
    head = f"{statement.page.path} {record.kind} {statement.id}"
    for word, option in SHORT_FORM_ORDER.items():
        if option != "within" and record.items(option):
            head += f" {word} {_items(record.items(option))}"
    rest = [f"{name}: {_items(items)}" for name, items in record.options.items() if name not in ("of", "source", "via")]
    more = {
        "words": statement.words,
        "title": record.title.text if record.title else "",
        "note": " ".join(record.body.split()),
        "marks": str(len(statement.marks)),
    }
    rest += [f"{name}: {value}" for name, value in more.items() if f"; {name}: " in like]
    return "; ".join([head, *rest])


def _items(items: tuple[Item, ...]) -> str:
    return ", ".join(f"{item.text} (implied)" if item.implied else item.text for item in items)
