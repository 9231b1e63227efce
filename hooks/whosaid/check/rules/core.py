"""What a rule is: a pure function to faults, with its manual as docstring.

The name of the rule is the name of the function, with hyphens. The function yields only a place and a message; the
runner adds the rest. The docstring is one sentence, then `Bad:`, `Good:` and `Why:`, which names the policy or standard
that the rule is based on, if any. What a rule looks at is declared by what it gets, and so what it has to be run for
again: `@page_rule` gets one page with its statements, `@linked_rule` also the statements that these are linked with,
`@rule` the whole ledger, and `@fault_rule`, which words reading faults, those of its name.

    @rule                           an error, and part of the gate: nobody can weaken or silence it
        @rule(severity="warning")       can be set in whosaid.yml and silenced with a reason; so can "info"
    @rule(severity="error", gate=False)
    @page_rule(…)                   the same for a rule of one page: what it finds there depends on no other page
    @linked_rule(…)                 the same if it looks only at the statements that those of the page name, that answer
                                        them or say the same, on whatever page
    @rule(concerns="pages")         concerns any page: off on pages without annotations, unless whosaid.yml names the
                                        rule; there it has the severity set, and can be silenced
        @rule(concerns="every page")    the same, but a remark if whosaid.yml says nothing
        @rule(sensitive=True)           no report shows the line, since logs are often public
        @rule(severity="info", rewrite=True)    asks for a rewrite: off if the annotator did not write the text
        @page_rule(severity="info", on_request=True)    off unless whosaid.yml names it: it takes time, or guesses
        @fault_rule(misses=…)           reports something missing, which may only be unreadable
        @fault_rule(mend=…)             knows how to mend what it found without changing what the page says: quotes,
                                        brackets, white space, capitals; `whosaid check --fix` does it
        @fault_rule(offer=…)            knows what may be meant: offered to the author, who decides
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from inspect import cleandoc
from typing import Any, Final, Literal, TypedDict, TypeVar, Unpack, cast, overload

from msgspec import Struct

from ...base.faults import ReadingFault
from ...base.model import Page, Record
from ...base.vocabulary import Severity
from ...ledger.linkedpages import LinkedPage, linked_page
from ...ledger.records import Ledger, OnePage
from ..fixes import Fix
from ..redaction import redact


class Missing(Struct, frozen=True, array_like=True):
    """What was not found between two offsets of a page: `#id` of a statement, or an option or a key.

    `once`: however often it is missed on the page, it is fixed in one place.
    """

    start: int
    end: int
    name: str = ""
    once: bool = False


class Fault(Struct, frozen=True):
    """A place (a page and an offset in its text) and a message.

    `missing`: what the fault reports as missing. If it is there but unreadable, that is the finding, and this fault is
    held back.
    """

    page: Page
    at: int
    message: str
    missing: Missing | None = None


Concern = Literal["annotations", "pages", "every page"]
Check = Callable[[Ledger], Iterable[Fault]]
PageCheck = Callable[[OnePage], Iterable[Fault]]
LinkedCheck = Callable[[LinkedPage], Iterable[Fault]]
F = TypeVar("F", bound=ReadingFault)
Wording = Callable[[F], str]
Misses = Callable[[Page, ReadingFault], Missing | None]
Fixer = Callable[[Page, Any], Iterable[Fix]]
"""The fixes for a fault on a page: a reading fault of the rule's own type (hence `Any`), or a `Fault`."""


class Rule(Struct, frozen=True):
    """A named check. `subject` is the subject of its module; `severity` is the default, which whosaid.yml may change.

    `concerns`: whether it is about annotations or about any page; with "every page", it is a remark on pages without
    annotations.
    `gate`: it ensures that no claim without attribution is published, so it is an error wherever annotations are
    concerned.
    `sensitive`: its findings do not show the line. `rewrite`: it asks for other words in the article, which only the
    article's author can write. `on_request`: it is off unless whosaid.yml names it. `misses`: what its faults report as
    missing. `mend` gives the fixes that cannot change what a page says, `offer` those that an author has to choose.
    `check` finds faults in the whole ledger; `check_page`, of a rule that looks at each page on its own, in one page;
    `check_linked`, of one that looks at what a page's statements are linked with, in one page with these.
    """

    name: str
    subject: str
    severity: Severity
    concerns: Concern
    gate: bool
    sensitive: bool
    rewrite: bool
    on_request: bool
    misses: Misses | None
    mend: Fixer | None
    offer: Fixer | None
    check: Check
    check_page: PageCheck | None
    check_linked: LinkedCheck | None
    manual: str

    @property
    def summary(self) -> str:
        """What the rule finds, in one sentence."""
        return self.manual.partition("\n")[0]

    def part(self, name: str) -> str:
        """The manual's text under `Bad`, `Good` or `Why`, on one line."""
        found = re.search(rf"^[ ]*{name}:(.*(?:\n(?![ ]*[A-Z][a-z]+:).*)*)", self.manual, re.MULTILINE)
        return " ".join(found[1].split()) if found else ""


RULES: Final[dict[str, Rule]] = {}
"""All rules by name, in the order of their files."""


class Options(TypedDict, total=False):
    """What a rule may declare, as in Rule. An error is part of the gate unless `gate` says otherwise."""

    severity: Severity
    gate: bool
    concerns: Concern
    sensitive: bool
    rewrite: bool
    on_request: bool
    mend: Fixer
    offer: Fixer


class FaultOptions(Options, total=False):
    """The same for a rule that words reading faults."""

    misses: Misses


@overload
def rule(check: Check, /) -> Check: ...
@overload
def rule(**options: Unpack[Options]) -> Callable[[Check], Check]: ...
def rule(check: Check | None = None, /, **options: Unpack[Options]) -> Check | Callable[[Check], Check]:
    """Register a rule for the whole ledger."""

    def register(check: Check) -> Check:
        _register(check, check, **options)
        return check

    return register if check is None else register(check)


@overload
def page_rule(check: PageCheck, /) -> PageCheck: ...
@overload
def page_rule(**options: Unpack[Options]) -> Callable[[PageCheck], PageCheck]: ...
def page_rule(
    check: PageCheck | None = None, /, **options: Unpack[Options]
) -> PageCheck | Callable[[PageCheck], PageCheck]:
    """Register a rule for each page on its own; its faults are on that page."""

    def register(check: PageCheck) -> PageCheck:
        def check_all(ledger: Ledger) -> Iterator[Fault]:
            return (fault for one in ledger.by_page() for fault in check(one))

        _register(check, check_all, check, **options)
        return check

    return register if check is None else register(check)


@overload
def linked_rule(check: LinkedCheck, /) -> LinkedCheck: ...
@overload
def linked_rule(**options: Unpack[Options]) -> Callable[[LinkedCheck], LinkedCheck]: ...
def linked_rule(
    check: LinkedCheck | None = None, /, **options: Unpack[Options]
) -> LinkedCheck | Callable[[LinkedCheck], LinkedCheck]:
    """Register a rule for each page with the statements that its own are linked with; its faults are on that page."""

    def register(check: LinkedCheck) -> LinkedCheck:
        def check_all(ledger: Ledger) -> Iterator[Fault]:
            return (fault for one in ledger.by_page() for fault in check(linked_page(ledger, one)))

        _register(check, check_all, check_linked=check, **options)
        return check

    return register if check is None else register(check)


@overload
def fault_rule(word: Wording[F], /) -> Wording[F]: ...
@overload
def fault_rule(**options: Unpack[FaultOptions]) -> Callable[[Wording[F]], Wording[F]]: ...
def fault_rule(
    word: Wording[F] | None = None, /, **options: Unpack[FaultOptions]
) -> Wording[F] | Callable[[Wording[F]], Wording[F]]:
    """Register the rule that words the faults of its own name; `misses` gives what a fault reports as missing."""
    misses = options.get("misses")

    def register(word: Wording[F]) -> Wording[F]:
        name = _name_of(word)

        def check(ledger: Ledger) -> Iterator[Fault]:
            for page, fault in ledger.faults.get(name, ()):
                yield Fault(page, fault.at, word(cast("F", fault)), misses(page, fault) if misses is not None else None)

        _register(word, check, **options)
        return word

    return register if word is None else register(word)


_NO_DOCSTRINGS: Final = (
    "this text is a docstring, which Python leaves out if PYTHONOPTIMIZE is 2 or with -OO; run Python without it"
)


def _register(
    function: Callable[..., object],
    check: Check,
    check_page: PageCheck | None = None,
    check_linked: LinkedCheck | None = None,
    *,
    severity: Severity = "error",
    gate: bool | None = None,
    concerns: Concern = "annotations",
    sensitive: bool = False,
    rewrite: bool = False,
    on_request: bool = False,
    misses: Misses | None = None,
    mend: Fixer | None = None,
    offer: Fixer | None = None,
) -> None:
    name = _name_of(function)
    about = (sys.modules[function.__module__].__doc__ or "").strip().removeprefix("Rules about ")
    subject = re.split("[.:]", about, maxsplit=1)[0]
    is_gate = severity == "error" if gate is None else gate
    manual = cleandoc(function.__doc__ or _NO_DOCSTRINGS)
    subject = subject[:1].upper() + subject[1:] or "Rules"
    RULES[name] = Rule(
        name,
        subject,
        severity,
        concerns,
        is_gate,
        sensitive,
        rewrite,
        on_request,
        misses,
        mend,
        offer,
        check,
        check_page,
        check_linked,
        manual,
    )


def _name_of(function: Callable[..., object]) -> str:
    return function.__name__.replace("_", "-")


def missing_in(page: Page, record: Record, option: str) -> Missing:
    """A missing option, looked for in the lines of a record's options, or in its link."""
    if record.form == "short":
        return Missing(record.at, record.end, option)
    start = page.text.find("\n", record.at, record.end)
    empty_lines = _empty_lines(page.text)
    after = bisect_left(empty_lines, record.at)
    end = empty_lines[after] if after < len(empty_lines) else record.end
    return Missing(start, min(end, record.end), option)


@lru_cache(maxsize=2)
def _empty_lines(text: str) -> list[int]:
    """Their offsets, found once: an unclosed record would otherwise search the rest of the text."""
    return [found.start() for found in re.finditer("\n(?=\n)", text)]


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`; did you mean “x”?`, or an empty text if no choice is close."""
    near = nearest(word[:60], tuple(choices)[:2000])
    return f"; did you mean “{near}”?" if near else ""


@lru_cache(maxsize=64)
def nearest(word: str, choices: tuple[str, ...]) -> str:
    """The choice closest to a word; empty if none is close."""
    near = get_close_matches(word, choices, 1, 0.65)
    return near[0] if near else ""


_QUOTED: Final = 500  # characters are looked at, of what may be the rest of a line


def quoted(text: str) -> str:
    """The author's text inside a message: on one line, shortened if long, without comments."""
    if "<!--" in text:
        text = redact(text)
    text = text[:_QUOTED]
    line = " ".join((text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)).split())
    return f"“{line[:57]}…”" if len(line) > 60 else f"“{line}”"


def with_article(noun: str) -> str:
    """`a claim`, `an opinion`."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def joined(choices: Iterable[str], joint: Literal["and", "or"]) -> str:
    """`a, b or c`, `a, b and c`."""
    *most, last = choices
    return f"{', '.join(most)} {joint} {last}" if most else last
