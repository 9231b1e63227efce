"""Rules about names: sources, statements, kinds, options, and the words of a mark's title."""

from __future__ import annotations

from typing import Final

from ...base.faults import (
    OptionNotForKind,
    ReadingFault,
    ShortFormOrder,
    ShortFormWord,
    UnknownAnchor,
    UnknownBlock,
    UnknownKind,
    UnknownOption,
    UnknownOutlet,
    UnknownSource,
    UnknownStatement,
    UnknownTarget,
)
from ...base.model import Page
from ...base.options import OPTIONS, SHORT_FORM_ORDER
from .core import Missing, did_you_mean, fault_rule, joined, nearest, quoted, with_article
from .wordrepairs import (
    kind_of_same_letters,
    nearest_kind,
    nearest_outlet,
    nearest_source,
    nearest_target,
    nearest_word,
    right_cue,
    right_order,
    same_letters,
    target_of_same_letters,
    without_option,
)


def _source_missed(page: Page, fault: ReadingFault) -> Missing:
    return Missing(0, 0, f"source {fault.text}", once=not nearest(fault.text, fault.expected))


@fault_rule(misses=_source_missed, mend=same_letters, offer=nearest_source)
def unknown_source(fault: UnknownSource) -> str:
    """A name is not a source of the site or of the page.

    Bad:  `source: counci`
    Good: `source: council`, with `council:` in docs/sources.yml
    Why:  A claim would be attributed to nobody.
    """
    if fault.detail:
        return (
            f"the source {quoted(fault.expected[0])} is never used, but {fault.detail} places name "
            f"{quoted(fault.text)}, which is not declared; give both the same id"
        )
    hint = "; add it to sources.yml, or to “sources:” at the top of this page"
    return f"there is no source {quoted(fault.text)}{did_you_mean(fault.text, fault.expected) or hint}"


@fault_rule(misses=_source_missed, mend=same_letters, offer=nearest_outlet)
def unknown_outlet(fault: UnknownOutlet) -> str:
    """A name in `via` is not a source.

    Bad:  `via: evenin-post`
    Good: `via: evening-post`
    Why:  The route would be missing a step.
    """
    near = did_you_mean(fault.text, (*fault.expected, "direct", "public"))
    return f"there is no source {quoted(fault.text)}{near or '; add it to sources.yml, or write “direct” or “public”'}"


def _statement_missed(page: Page, fault: ReadingFault) -> Missing | None:

    return Missing(0, len(page.text), f"#{fault.text}", once=True) if "#" not in fault.text else None


@fault_rule(misses=_statement_missed, offer=nearest_word)
def unknown_statement(fault: UnknownStatement) -> str:
    """`of` or a relation names a statement that does not exist.

    Bad:  `of: brigde`
    Good: `of: bridge`, or `of: other-article.md#bridge`
    Why:  Readers of the claim would not see the answer.
    """
    near = did_you_mean(fault.text, fault.expected)
    return f"“{fault.detail}:” names {quoted(fault.text)}, but no statement has that id{near}"


def _target_missed(page: Page, fault: ReadingFault) -> Missing | None:
    return Missing(0, len(page.text), fault.text, once=True) if not fault.detail else None


@fault_rule(misses=_target_missed, mend=target_of_same_letters, offer=nearest_target)
def unknown_target(fault: UnknownTarget) -> str:
    """A link goes to an id that does not exist but resembles a statement's, or that the built page lacks.

    Bad:  `[the bridge is unsafe](#brigde)`
    Good: `[the bridge is unsafe](#bridge)`
    Why:  The words would lead nowhere, and their attribution would be missing.
    """
    if fault.expected:
        return f"nothing on {_target(fault)}; did you mean “{fault.expected[0]}”?"
    return f"nothing on {_target(fault)}; {_DECLARE}"


@fault_rule(severity="warning", concerns="pages", misses=_target_missed)
def unknown_anchor(fault: UnknownAnchor) -> str:
    """A link goes to an id that is neither a statement nor, as far as the text shows, an anchor of that page.

    Bad:  `[the bridge is unsafe](#bridge)`, and nothing declares `bridge`
    Good: `[the bridge is unsafe](#bridge "claim by council")`
    Why:  The words may be a claim whose attribution is missing. Other extensions add anchors that only a build shows,
          so the check only warns; a page that is built without the anchor is an error (unknown-target).
    """
    return (
        f"nothing on {_target(fault)}; {_DECLARE}; on a page with annotations, the build stops unless the page has "
        "that anchor"
    )


_DECLARE: Final = "if this is a claim, declare it in the link’s title or in a block"


def _target(fault: ReadingFault) -> str:
    where = quoted(fault.detail) if fault.detail else "this page"
    return f"{where} has the id {quoted(fault.text.removeprefix('#'))}"


@fault_rule(mend=same_letters, offer=nearest_word)
def unknown_block(fault: UnknownBlock) -> str:
    """A block's name is nearly one that Whosaid knows.

    Bad:  `/// clam`
    Good: `/// claim`
    Why:  Markdown would print it as text, and the claim would be lost.
    """
    near = did_you_mean(fault.text, fault.expected)
    return f"there is no block {quoted(fault.text)}{near or '; the blocks are ' + joined(fault.expected, 'and')}"


@fault_rule(mend=kind_of_same_letters, offer=nearest_kind)
def unknown_kind(fault: UnknownKind) -> str:
    """The title of a mark does not start with a kind of statement.

    Bad:  `[…](#bridge "clam by council")`
    Good: `[…](#bridge "claim by council")`
    Why:  Claims, denials and opinions are shown and counted differently.
    """
    word = fault.text.split(" ")[0]
    near = did_you_mean(word, fault.expected)
    return f"a mark's title starts with what it is (claim, opinion, denial, …), not with {quoted(word)}{near}"


@fault_rule(mend=same_letters, offer=nearest_word)
def unknown_option(fault: UnknownOption) -> str:
    """A line of a block's header is not an option.

    Bad:  `sorce: council`
    Good: `source: council`
    Why:  Its value would be lost.
    """
    near = did_you_mean(fault.text, fault.expected)
    hint = near or "; if the note starts here, leave an empty line before it"
    return f"there is no option {quoted(fault.text)}{hint}"


@fault_rule(offer=without_option)
def option_not_for_kind(fault: OptionNotForKind) -> str:
    """A statement has an option that its kind does not allow.

    Bad:  `of: bridge` in a claim
    Good: `of: bridge` in a denial
    Why:  It has no meaning there, so it is probably a mistake.
    """
    families = OPTIONS[SHORT_FORM_ORDER.get(fault.text, fault.text)].families
    whose = "answers such as a denial" if families == ("response",) else "claims and opinions"
    return f"{quoted(fault.text)} belongs to {whose}, not to {with_article(fault.detail)}"


@fault_rule(mend=same_letters, offer=right_cue)
def short_form_word(fault: ShortFormWord) -> str:
    """A mark's title has an unexpected word.

    Bad:  `"claim from council"`
    Good: `"claim by council"`
    Why:  The word could be part of a name, and Whosaid never guesses.
    """
    near = did_you_mean(fault.text, fault.expected)
    if fault.detail == "after the kind" and not near:
        what = "in place of" if fault.text in _PREPOSITIONS else "before"
        return f"“by” is missing {what} {quoted(fault.text)}; a title reads “kind of … by … via … within …”"
    hint = near or "; separate names in a list with commas"
    return f"{quoted(fault.text)} is not expected here{hint}; a title reads “kind of … by … via … within …”"


_PREPOSITIONS: Final = frozenset("according at from in on source to through with".split())


@fault_rule(mend=right_order)
def short_form_order(fault: ShortFormOrder) -> str:
    """The parts of a mark's title are in the wrong order, or appear twice.

    Bad:  `"denial by council of bridge"`
    Good: `"denial of bridge by council"`
    Why:  In a fixed order, every title reads like a sentence.
    """
    return f"{quoted(fault.text)} is in the wrong place; write “kind of … by … via … within …”, each at most once"
