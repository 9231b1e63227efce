"""Small mistakes that `whosaid check --fix` mends by itself: all statements are then as they were before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from whosaid.check.fixing import Fixes, safe_fixes
from whosaid.check.running import run_rules
from whosaid.editing.edits import edited
from whosaid.ledger.records import Ledger

from .annotated import originals
from .measures import Bench
from .mutants import Mutant, Original, is_told, ledger_of, mutants, shown

_MOST_ROUNDS: Final = 20
_LEAST: Final = 0.6  # of the mistakes in signs and white space alone


@dataclass
class Repairs:
    """Of the mistakes with an error: how many are in signs and white space alone, and how many are mended.

    `worse`: pages with an error that the mistake alone did not give.
    """

    told: int = 0
    signs: int = 0
    mended: int = 0
    mended_signs: int = 0
    worse: list[str] = field(default_factory=list)


def repairs(originals: Sequence[Original], number: int, seed: int) -> Repairs:
    """Make and mend the given number of mistakes."""
    tally = Repairs()
    for mutant in mutants(originals, number, seed):
        before = _ledger(mutant, mutant.text)
        if not is_told(before):
            continue
        after = _ledger(mutant, _mended(mutant, before))
        in_signs = _letters(mutant.text) == _letters(mutant.original.text)
        is_mended = not is_told(after) and _statements(after) == _statements(mutant.original.ledger)
        tally.told += 1
        tally.signs += in_signs
        tally.mended += is_mended
        tally.mended_signs += is_mended and in_signs
        if mutant.mistakes == 1 and not is_mended and _is_worse(before, after):
            tally.worse.append(shown(mutant))
    return tally


def _ledger(mutant: Mutant, text: str) -> Ledger:
    return ledger_of(text, mutant.original.sources, mutant.original.others)


def _mended(mutant: Mutant, ledger: Ledger) -> str:
    text = mutant.text
    for _ in range(_MOST_ROUNDS):
        found = [finding for finding in run_rules(ledger).findings if finding.path == "a.md"]
        fixes = safe_fixes(Fixes(ledger), found).get("a.md", ())
        if not fixes:
            break
        text = edited(text, [edit for _, fix in fixes for edit in fix.edits])
        ledger = _ledger(mutant, text)
    return text


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _is_worse(before: Ledger, after: Ledger) -> bool:
    rules = [
        {finding.rule for finding in run_rules(one).findings if finding.severity == "error"} for one in (before, after)
    ]
    return bool(rules[1] - rules[0])


def _statements(ledger: Ledger) -> list[tuple[Any, ...]]:
    """What is recorded of a page, without its places; of several types, since only compared."""
    return [
        (
            statement.id,
            statement.kind,
            {name: [(item.text, item.implied) for item in items] for name, items in statement.record.options.items()},
            statement.words,
            statement.record.body,
            statement.record.title.text if statement.record.title is not None else "",
            len(statement.marks),
        )
        for statement in ledger.statements.get("a.md", ())
    ]


def mending(bench: Bench) -> None:
    """Small mistakes in annotated pages: how many does `--fix` mend by itself?"""
    tally = repairs(originals(Path(__file__).parent.parent), bench.options.mutants // 10, bench.options.seed)
    for page in tally.worse:
        print(f"  worse: {page}")
    share = tally.mended_signs / tally.signs
    bench.row(
        "mistakes in signs that `--fix` mends", f"{share:.0%} of {tally.signs:,}", f"≥ {_LEAST:.0%}", share >= _LEAST
    )
    bench.row("all small mistakes that `--fix` mends", f"{tally.mended / tally.told:.0%} of {tally.told:,}", "", True)
