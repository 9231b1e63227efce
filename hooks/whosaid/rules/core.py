"""What a rule is: a pure function from the ledger to faults, whose docstring is its manual.

The name of the rule is the name of the function, with hyphens. The function yields only where and what; the runner
adds the rest. A rule that words a slip is declared with `@slip_rule` and gets the slips of its own name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Final

from msgspec import Struct

from ..findings import Severity
from ..ledger import Ledger
from ..model import Page, Slip


class Fault(Struct, frozen=True):
    """Where (a page and an offset in its text) and what, in words."""

    page: Page
    at: int
    message: str


class Rule(Struct, frozen=True):
    """A named check. `summary`, `bad` and `good` come from the docstring."""

    name: str
    severity: Severity
    check: Callable[[Ledger], Iterable[Fault]]
    manual: str

    @property
    def summary(self) -> str:
        """What the rule finds, in one sentence."""
        return self.manual.partition("\n")[0]


RULES: Final[dict[str, Rule]] = {}
"""All rules by name, in the order of their files."""


def rule(check: Callable[[Ledger], Iterable[Fault]]) -> Callable[[Ledger], Iterable[Fault]]:
    """Register a rule that looks at the whole ledger."""
    _register(check.__name__, check, check.__doc__)
    return check


def slip_rule(word: Callable[[Slip], str]) -> Callable[[Slip], str]:
    """Register the rule that words the slips of its own name."""
    name = word.__name__.replace("_", "-")

    def check(ledger: Ledger) -> Iterator[Fault]:
        for page, slip in ledger.slips.get(name, ()):
            yield Fault(page, slip.at, word(slip))

    _register(word.__name__, check, word.__doc__)
    return word


def _register(function: str, check: Callable[[Ledger], Iterable[Fault]], manual: str | None) -> None:
    name = function.replace("_", "-")
    RULES[name] = Rule(name, "error", check, (manual or "").strip())


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`; did you mean “x”?`, or nothing if no choice is near."""
    near = get_close_matches(word[:60], list(choices)[:2000], 1, 0.65)
    return f"; did you mean “{near[0]}”?" if near else ""


def quoted(text: str) -> str:
    """A piece of the author's text inside a message: on one line, cut where long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"“{line[:57]}…”" if len(line) > 60 else f"“{line}”"


def one_of(choices: Iterable[str]) -> str:
    """`a, b or c`."""
    *most, last = choices
    return f"{', '.join(most)} or {last}" if most else last
