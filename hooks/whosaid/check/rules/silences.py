"""Rules about rules: their severity in whosaid.yml, and where an author silences them."""

from __future__ import annotations

from collections.abc import Iterator

from ...base.filefaults import MalformedSilencing, UnusedSilencing
from ...base.model import Item, Page
from ...ledger.records import Ledger, OnePage
from .commentrepairs import nearest_rule, no_silencing, right_silencing
from .core import RULES, Fault, Rule, did_you_mean, fault_rule, page_rule, quoted, rule


def _named(page: Page) -> Iterator[tuple[Item, str]]:
    """Every place where a file names a rule, and what it is set to there: a severity, or `silenced`."""
    for setting in page.rule_settings:
        yield setting.rule, setting.severity
    for silencing in page.silencings:
        yield silencing.rule, "silenced"


def _is_guarded(ledger: Ledger, page: Page, rule: Rule, severity: str) -> bool:
    """Whether a rule cannot be set so; rules that concern any page can, on pages without annotations."""
    if not rule.gate or severity == "error":
        return False
    if rule.concerns == "annotations" or severity == "off":
        return True
    return severity == "silenced" and page.path in ledger.annotated


@page_rule(offer=nearest_rule)
def unknown_rule(one: OnePage) -> Iterator[Fault]:
    """whosaid.yml or a silencing names a rule that does not exist.

    Bad:  `rules:` with `unnamed-reson: error`
    Good: a name from `whosaid rules`
    Why:  A misspelt name would change nothing, and nobody would notice.
    """
    for name, _ in _named(one.page):
        if name.text not in RULES:
            hint = did_you_mean(name.text, RULES) or "; “whosaid rules” lists them"
            yield Fault(one.page, name.at, f"there is no rule {quoted(name.text)}{hint}")


@rule(offer=no_silencing)
def guarded_rule(ledger: Ledger) -> Iterator[Fault]:
    """whosaid.yml weakens, or a comment silences, a rule that readers and sources rely on.

    Bad:  `<!-- whosaid: ignore missing-source: we will ask later -->`
    Good: a source for the claim; `vague` is one too
    Why:  Readers can rely on every claim saying who stands behind it, and sources on nothing confidential being
          published, only if there is no exception.
    """
    for page in ledger.files.values():
        for name, severity in _named(page):
            if name.text in RULES and _is_guarded(ledger, page, RULES[name.text], severity):
                what = "silenced" if severity == "silenced" else f"set to “{severity}”"
                yield Fault(
                    page,
                    name.at,
                    f"{quoted(name.text)} cannot be {what}: readers and sources rely on it everywhere, so it is always "
                    "an error; fix what it finds and remove this",
                )


@fault_rule(offer=right_silencing)
def malformed_silencing(fault: MalformedSilencing) -> str:
    """A comment that should silence a rule is malformed, or gives no reason.

    Bad:  `<!-- whosaid: ignore quote-without-speaker -->`
    Good: `<!-- whosaid: ignore quote-without-speaker: both speakers are named in the headline -->`
    Why:  The next editor must be able to see why a rule was set aside, and whether that still holds.
    """
    match fault.detail:
        case "several":
            return f"{quoted(fault.text)} names more than one rule; write a comment for each, with its own reason"
        case "page":
            return f"this silences {quoted(fault.text)} on the whole page without a reason; write one after the colon"
        case "reason":
            return f"this silences {quoted(fault.text)} without a reason; write “whosaid: ignore {fault.text}: reason”"
        case "heading":
            return "Markdown turns this into a heading; write “<!-- whosaid: ignore rule-name: reason -->”"
        case "aside":
            return "this sets nothing aside; write “<!-- whosaid: nothing-to-note -->” above the paragraph or in it"
        case "form":
            return "this comment does not silence a rule; write “whosaid: ignore rule-name: reason”"


@fault_rule(severity="warning", offer=no_silencing)
def unused_silencing(fault: UnusedSilencing) -> str:
    """A rule is silenced where it finds nothing.

    Bad:  an “ignore” comment left behind after its sentence was corrected or moved
    Good: no comment where there is nothing to silence
    Why:  A comment that is no longer needed would hide the next fault in the same place.
    """
    return f"{quoted(fault.text)} finds nothing here, so there is nothing to silence; remove this comment"
