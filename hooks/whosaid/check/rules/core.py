"""What a rule is: a pure function from the ledger to faults, whose docstring is its manual.

The name of the rule is the name of the function, with hyphens. The function yields only where and what; the runner
adds the rest. The docstring is one sentence, then `Bad:`, `Good:` and `Why:`, which names the policy or the standard
where the rule comes from one. A rule that words a fault is declared with `@fault_rule` and gets the faults of its name.

    @rule                           an error, and part of the gate: nobody can weaken or silence it
    @rule(severity="warning")       settable in whosaid.yml, can be silenced with a reason; so is "info"
    @rule(severity="error", gate=False)
    @rule(concerns="pages")         what any page may have: off where a page has no annotations, unless whosaid.yml
                                    names the rule; there it weighs what that says, and can be silenced
    @rule(concerns="every page")    the same, but a remark where whosaid.yml says nothing
    @rule(discreet=True)            what it finds must stay unknown: no report repeats the line, since logs are public
    @rule(severity="info", rewrite=True)    asks for other words: off where the annotator did not write the text
    @fault_rule(misses=…)            concluded from something that is missing, and may only be unread
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from inspect import cleandoc
from typing import Final, Literal, TypeVar, cast, overload

from msgspec import Struct

from ...base.faults import ReadingFault
from ...base.model import Page, Record
from ...base.vocabulary import Severity
from ...ledger.records import Ledger
from ..discretion import without_hidden


class Missing(Struct, frozen=True):
    """What was looked for between two offsets of a page, and not found: `#id` of a statement, or an option or a key.

    `once`: however often it is missed on the page, it is mended in one place.
    """

    start: int
    end: int
    name: str = ""
    once: bool = False


class Fault(Struct, frozen=True):
    """Where (a page and an offset in its text) and what, in words.

    `missing`: that the fault is concluded from. Where it stands but could not be read, that is the finding, and this
    fault follows from it.
    """

    page: Page
    at: int
    message: str
    missing: Missing | None = None


Concern = Literal["annotations", "pages", "every page"]
Check = Callable[[Ledger], Iterable[Fault]]
F = TypeVar("F", bound=ReadingFault)
Word = Callable[[F], str]
Misses = Callable[[Page, ReadingFault], Missing | None]


class Rule(Struct, frozen=True):
    """A named check. `subject` is what its module is about; `severity` holds where whosaid.yml says nothing else.

    `concerns`: annotations, which only a page with annotations can have, or what any page may have; on every page, it
    is a remark where there are none.
    `gate`: it keeps the promise that no claim without attribution is published, so it is an error wherever annotations
    are concerned.
    `discreet`: no finding shows the line on which it has found something. `rewrite`: it asks for other words in the
    article itself, which only the article's author can write. `misses`: what a fault of its name is concluded
    from.
    """

    name: str
    subject: str
    severity: Severity
    concerns: Concern
    gate: bool
    discreet: bool
    rewrite: bool
    misses: Misses | None
    check: Check
    manual: str

    @property
    def summary(self) -> str:
        """What the rule finds, in one sentence."""
        return self.manual.partition("\n")[0]

    def part(self, name: str) -> str:
        """What the manual says under `Bad`, `Good` or `Why`, on one line."""
        found = re.search(rf"^[ ]*{name}:(.*(?:\n(?![ ]*[A-Z][a-z]+:).*)*)", self.manual, re.MULTILINE)
        return " ".join(found[1].split()) if found else ""


RULES: Final[dict[str, Rule]] = {}
"""All rules by name, in the order of their files."""


@overload
def rule(check: Check, /) -> Check: ...
@overload
def rule(
    *,
    severity: Severity = "error",
    gate: bool | None = None,
    concerns: Concern = "annotations",
    discreet: bool = False,
    rewrite: bool = False,
) -> Callable[[Check], Check]: ...
def rule(
    check: Check | None = None,
    /,
    *,
    severity: Severity = "error",
    gate: bool | None = None,
    concerns: Concern = "annotations",
    discreet: bool = False,
    rewrite: bool = False,
) -> Check | Callable[[Check], Check]:
    """Register a rule that looks at the whole ledger. An error is part of the gate unless `gate` says otherwise."""

    def register(check: Check) -> Check:
        _register(check, check, severity, gate, concerns, discreet=discreet, rewrite=rewrite)
        return check

    return register if check is None else register(check)


@overload
def fault_rule(word: Word[F], /) -> Word[F]: ...
@overload
def fault_rule(
    *,
    severity: Severity = "error",
    gate: bool | None = None,
    concerns: Concern = "annotations",
    discreet: bool = False,
    misses: Misses | None = None,
) -> Callable[[Word[F]], Word[F]]: ...
def fault_rule(
    word: Word[F] | None = None,
    /,
    *,
    severity: Severity = "error",
    gate: bool | None = None,
    concerns: Concern = "annotations",
    discreet: bool = False,
    misses: Misses | None = None,
) -> Word[F] | Callable[[Word[F]], Word[F]]:
    """Register the rule that words the faults of its own name; `misses` says what one of them is concluded from."""

    def register(word: Word[F]) -> Word[F]:
        name = word.__name__.replace("_", "-")

        def check(ledger: Ledger) -> Iterator[Fault]:
            for page, fault in ledger.faults.get(name, ()):
                yield Fault(page, fault.at, word(cast("F", fault)), misses(page, fault) if misses is not None else None)

        _register(word, check, severity, gate, concerns, discreet=discreet, misses=misses)
        return word

    return register if word is None else register(word)


def _register(
    function: Callable[..., object],
    check: Check,
    severity: Severity,
    gate: bool | None,
    concerns: Concern,
    *,
    discreet: bool,
    rewrite: bool = False,
    misses: Misses | None = None,
) -> None:
    name = function.__name__.replace("_", "-")
    about = (sys.modules[function.__module__].__doc__ or "").strip().removeprefix("Rules about ")
    subject = re.split("[.:]", about, maxsplit=1)[0]
    is_gate = severity == "error" if gate is None else gate
    manual = cleandoc(function.__doc__ or "")
    subject = subject[:1].upper() + subject[1:]
    RULES[name] = Rule(name, subject, severity, concerns, is_gate, discreet, rewrite, misses, check, manual)


def missing_in(page: Page, record: Record, option: str) -> Missing:
    """That an option was not found in the lines of a record's options, or in its link."""
    if record.form == "short":
        return Missing(record.at, record.end, option)
    start = page.text.find("\n", record.at, record.end)
    empty_lines = _empty_lines(page.text)
    after = bisect_left(empty_lines, record.at)
    end = empty_lines[after] if after < len(empty_lines) else record.end
    return Missing(start, min(end, record.end), option)


@lru_cache(maxsize=2)
def _empty_lines(text: str) -> list[int]:
    """Where they are; a record that is not closed would look for one in all of the text."""
    return [found.start() for found in re.finditer("\n(?=\n)", text)]


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`; did you mean “x”?`, or nothing if no choice is near."""
    near = nearest(word[:60], tuple(choices)[:2000])
    return f"; did you mean “{near}”?" if near else ""


@lru_cache(maxsize=64)
def nearest(word: str, choices: tuple[str, ...]) -> str:
    """The choice that is most like a word; empty where none is."""
    near = get_close_matches(word, choices, 1, 0.65)
    return near[0] if near else ""


_QUOTED: Final = 500  # characters are looked at; a piece may carry the rest of a line


def quoted(text: str) -> str:
    """A piece of the author's text inside a message: on one line, cut where long, without comments for the desk."""
    if "<!--" in text:
        text = without_hidden(text)
    line = " ".join("".join(c if c.isprintable() else " " for c in text[:_QUOTED]).split())
    return f"“{line[:57]}…”" if len(line) > 60 else f"“{line}”"


def one_of(choices: Iterable[str]) -> str:
    """`a, b or c`."""
    *most, last = choices
    return f"{', '.join(most)} or {last}" if most else last
