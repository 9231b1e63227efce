"""Pages with small mistakes in them: is a statement, or part of one, lost silently?

A mutant is a page with one or two typing mistakes: a character omitted, inserted, replaced or swapped with the next, or
one of the ways to mistype a mark. It is *silent* if the check has no error for it. A silent mutant has a *loss* if,
compared with the original page (`loss`):

    statement  there is one less
    kind       a statement is of another kind
    option     an option or one of its values is missing, or a free text lacks more than was touched
    mark       a statement no longer has a mark
    part       its mark has fewer parts, and fewer links lead to it
    mention    the page has fewer links to statements, and fewer links in total
    embed      the page asks to show less
    word       the recorded words of a statement differ by more letters than were touched
    note       an editor's note lacks more letters than were touched
    drawn      Markdown renders other marks, or other words, than are recorded, and the build says nothing

Other differences are not losses: other letters in prose, another existing id, a statement renamed everywhere. `drawn`
is checked on a sample, since rendering a page costs fifty times as much as reading it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from whosaid.base.model import Link, Page, Source
from whosaid.base.plain import plain_words
from whosaid.check.rules import RULES
from whosaid.ledger.joining import join
from whosaid.ledger.records import Ledger, Statement, ref_of
from whosaid.read import read_page

from .drawing import drawn_marks

# Characters that slip in near an annotation, and characters that look like them.
SIGNS: Final = "[]()#\"'`<>!/|:-,*_&\\\n \t{}=.~“”’（）［］＃\u00a0\u200b"
_MARK: Final = re.compile(r"\]\((?P<to>[\w./-]*)#(?P<id>[a-z0-9-]+)(?P<title>\s+\"[^\"\n]*\")?\)")
_SYNTAX: Final = re.compile(
    r"""
    !?\[
  | \]\([^()]*\)
  | ^[ \t>]* /{3,}[^\n]*\n (?: [ \t>]*[\w-]+:[^\n]*\n )*
  | ^[ \t>]* /{3,}$
  | ^---$ | <!-- | --> | `+
  | ^[ \t>]* [-#|+*]
    """,
    re.MULTILINE | re.VERBOSE,
)
# How a mark is mistyped: `{}` stands for its id.
_FORMS: Final = (
    "](##{})", "](.#{})", "]#({})", "](\\#{})", '](#"{})', "][{}]", "](#)", "](＃{})", "](/#{})", "](\n#{})", "](#'{})",
    "] (#{})", "](# {})", "]({})", "(#{})", "]{{#{}}}", "](#{}", "](#{}]", "[#{}]", "](#{},)", "](#{}.)", "]: #{}",
    "](&num;{})", "](%23{})", "](#{} )", "]（#{}）", "]((#{}))", "](<#{}>)", "]\\(#{})", "]`(#{})`", "]\n\n(#{})",
)  # fmt: skip
# A link that leads nowhere is a warning, since a build may add its anchor; without the anchor, it stops the build.
_ERRORS: Final = [rule for rule in RULES.values() if rule.severity == "error" or rule.name == "unknown-anchor"]


@dataclass(frozen=True)
class Original:
    """An annotated page without faults, with the sources and other pages it needs, and what it records."""

    name: str
    text: str
    sources: tuple[Source, ...]
    others: tuple[Page, ...]
    ledger: Ledger
    spots: tuple[int, ...]
    marks: tuple[re.Match[str], ...]


def original(name: str, text: str, sources: Sequence[Source], others: Sequence[Page] = ()) -> Original:
    """A page to make mutants of; raises ValueError if it has a fault itself."""
    ledger = ledger_of(text, sources, others)
    if is_told(ledger):
        raise ValueError(f"{name}: " + "; ".join(fault for rule in _ERRORS for fault in _messages(rule.name, ledger)))
    spots = {at for found in _SYNTAX.finditer(text) for at in range(found.start(), found.end() + 1)}
    return Original(
        name, text, tuple(sources), tuple(others), ledger, tuple(sorted(spots)), tuple(_MARK.finditer(text))
    )


def _messages(rule: str, ledger: Ledger) -> list[str]:
    return [fault.message for fault in RULES[rule].check(ledger)]


def ledger_of(text: str, sources: Sequence[Source], others: Sequence[Page] = ()) -> Ledger:
    """The ledger of a site with this page, `a.md`, and others."""
    return join([read_page("a.md", "docs/a.md", text), *others], sources)


def is_told(ledger: Ledger) -> bool:
    """Whether the check has an error; reading faults first, since they are already known."""
    return any(kind in ledger.faults for kind in _SLIPS) or any(
        next(iter(rule.check(ledger)), None) is not None for rule in _ERRORS
    )


_SLIPS: Final = [rule.name for rule in _ERRORS]


# Mistakes.


@dataclass(frozen=True)
class Mutant:
    """A page with mistakes: `touched` characters were removed or inserted."""

    original: Original
    text: str
    mistakes: int
    touched: int


def mutants(originals: Sequence[Original], number: int, seed: int) -> Iterator[Mutant]:
    """The given number of mutants, of all pages in turn; the same ones for the same seed."""
    random = Random(seed)
    for nth in range(number):
        page = originals[nth % len(originals)]
        if page.marks and random.random() < 0.1:
            yield _mistyped(page, random)
            continue
        at = random.choice(page.spots) if random.random() < 0.8 else random.randrange(len(page.text))
        text, touched = _mistake(page.text, at, random)
        mistakes = 1
        if random.random() < 0.5:
            near = at + random.randint(-25, 25) if random.random() < 0.7 else random.choice(page.spots)
            text, more = _mistake(text, max(0, min(near, len(text) - 1)), random)
            mistakes, touched = 2, touched + more
        yield Mutant(page, text, mistakes, touched)


def _mistake(text: str, at: int, random: Random) -> tuple[str, int]:
    """One character less, more, another, or two swapped; how many letters that can cost or add."""
    match random.randrange(4):
        case 0:
            return text[:at] + text[at + 1 :], 1
        case 1:
            return text[:at] + random.choice(SIGNS) + text[at:], 1
        case 2:
            return text[:at] + random.choice(SIGNS) + text[at + 1 :], 1
        case _:
            return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :], 2


def _mistyped(page: Original, random: Random) -> Mutant:
    """A mark in one of the mistyped forms, with its title if it has one."""
    mark = random.choice(page.marks)
    form = random.choice(_FORMS)
    form = form.replace("#", f"{mark['to']}#") if "#" in form else form.replace("{}", mark["to"] + "{}")
    form = form.format(mark["id"])
    if mark["title"]:
        form = form.replace(mark["id"], mark["id"] + mark["title"], 1)
    return Mutant(page, page.text[: mark.start()] + form + page.text[mark.end() :], 1, 2)


# What is lost.


def loss(mutant: Mutant, *, draw: bool = False) -> str:
    """What a mutant silently lost, in the words above; empty if it has a finding or lost nothing."""
    ledger = ledger_of(mutant.text, mutant.original.sources, mutant.original.others)
    if is_told(ledger):
        return ""
    lost = _loss(mutant.original.ledger, ledger, mutant.touched)
    return lost or ("drawn" if draw and _drawn_otherwise(ledger) else "")


def _loss(before: Ledger, after: Ledger, touched: int) -> str:
    old, new = before.statements.get("a.md", ()), after.statements.get("a.md", ())
    if len(new) < len(old):
        return "statement"
    by_id = {statement.id: statement for statement in new}
    unnamed = [statement for statement in new if statement.id not in {s.id for s in old}]
    for statement in old:
        other = by_id.get(statement.id) or (unnamed.pop(0) if unnamed else None)
        if other is None:
            return "statement"
        if lost := _loss_of(statement, other, touched):
            return lost
    page, other_page = before.files["a.md"], after.files["a.md"]
    if _mentions(after) < _mentions(before) and len(other_page.links) < len(page.links):
        return "mention"
    return "embed" if len(other_page.embeds) < len(page.embeds) else ""


def _loss_of(old: Statement, new: Statement, touched: int) -> str:
    if old.kind != new.kind:
        return "kind"
    for name, items in old.record.options.items():
        others = new.record.options.get(name, ())
        if len(others) < len(items) or sum(item.implied for item in items) > sum(item.implied for item in others):
            return "option"
        texts = [" ".join(item.text for item in some) for some in (items, others)]
        if len(_missing(*texts)) > touched and not all(item.text in texts[0] for item in others):
            return "option"
    if len(new.marks) < len(old.marks) and len(_links_to(new)) < len(_links_to(old)):
        return "part" if new.marks else "mark"
    if len(_missing(old.words, new.words)) > touched or len(_missing(new.words, old.words)) > touched:
        return "" if _was_a_mention(new, old, touched) else "word"
    return "note" if len(_missing(old.record.body, new.record.body)) > touched else ""


def _was_a_mention(new: Statement, old: Statement, touched: int) -> bool:
    """Whether the words now marked were a mention before, as when a heading became a paragraph."""
    mentions = (plain_words(old.page.text[link.words_at : link.words_end]) for link in _links_to(old))
    return any(len(_missing(words, new.words)) <= touched for words in mentions)


def _links_to(statement: Statement) -> list[Link]:
    return [link for link in statement.page.links if link.id.text == statement.id and not link.file]


def _missing(before: str, after: str) -> str:
    """The letters and digits of a text that another lacks."""
    return "".join((Counter(filter(str.isalnum, before)) - Counter(filter(str.isalnum, after))).elements())


def _mentions(ledger: Ledger) -> int:
    links = ledger.files["a.md"].links
    return sum(ref_of("a.md", f"{link.file}#{link.id.text}") in ledger.by_ref for link in links)


def _drawn_otherwise(ledger: Ledger) -> bool:
    """Whether marks are rendered that are not recorded, or with other words, and the build does not say so."""
    drawn = drawn_marks(ledger)
    return drawn is not None and drawn != {
        s.id: " ".join(s.words.split()) for s in ledger.statements.get("a.md", ()) if s.marks
    }


# A run.


@dataclass
class Tally:
    """The results of a run. `lost` counts the losses by word; some of the mutants are kept as examples."""

    tried: int = 0
    by_one: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[str, Mutant]] = field(default_factory=list)

    @property
    def silent(self) -> int:
        """All losses."""
        return self.lost.total()


def run(originals: Sequence[Original], number: int, seed: int, draw_every: int = 200) -> Tally:
    """Try the given number of mutants, and render a sample of them."""
    tally = Tally()
    for mutant in mutants(originals, number, seed):
        tally.tried += 1
        if lost := loss(mutant, draw=tally.tried % draw_every == 0):
            tally.lost[lost] += 1
            tally.by_one += mutant.mistakes == 1
            tally.examples.append((lost, mutant))
    return tally


def shown(mutant: Mutant) -> str:
    """The lines in which a mutant differs from the original page."""
    old, new = mutant.original.text.split("\n"), mutant.text.split("\n")
    start = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), 0)
    end = next((n for n, pair in enumerate(zip(old[::-1], new[::-1], strict=False)) if pair[0] != pair[1]), 0)
    lines = new[start : max(len(new) - end, start + 1)]
    return f"{mutant.original.name}, line {start + 1}: {chr(10).join(lines)!r}"
