"""Rules about the form of annotation blocks."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from ...base.faults import (
    BlockInsideLine,
    DuplicateOption,
    FormatterDamage,
    HeaderSlashes,
    JoinedLines,
    Lookalike,
    MalformedClosing,
    MalformedHeader,
    NotAnOption,
    NotDrawn,
    OptionAfterBlank,
    ReadingFault,
    StrayClosing,
    TwoOnOneLine,
    UnclosedBlock,
    UnclosedFence,
)
from ...base.kinds import KINDS
from ...base.model import Page
from .blockrepairs import (
    as_block,
    bar_before_title,
    bar_before_words,
    close_fence,
    closed_block,
    no_empty_line,
    no_stray_closing,
    on_its_own_line,
    on_next_line,
    one_list,
    one_option_a_line,
    only_slashes,
    right_closing,
    right_option,
    three_slashes,
    undone,
    undone_above_code,
)
from .core import Missing, fault_rule, quoted, with_article


@fault_rule(offer=closed_block)
def unclosed_block(fault: UnclosedBlock) -> str:
    """A block is not closed before the next one starts, or not at all. Blocks cannot be nested.

    Bad:  `/// claim`, `id: bridge`, and no `///` after it
    Good: `/// claim`, `id: bridge`, `///`
    Why:  The closing line separates the editor's note from the article.
    """
    return f"the block {quoted(fault.text)} is not closed before {fault.detail}; end it with /// on a line of its own"


@fault_rule(mend=right_closing, offer=only_slashes)
def malformed_closing(fault: MalformedClosing) -> str:
    """The line that should close a block has something else on it, or the wrong number of slashes.

    Bad:  `/// end`
    Good: `///`
    Why:  The closing line separates the editor's note from the article.
    """
    if fault.detail.isdigit():
        slashes = len(fault.text)
        return f"this line has {slashes} slashes, but the block was opened with {fault.detail}; use the same number"
    how = "write three slashes" if not fault.text.strip("/") else "write /// alone on its line"
    return f"{quoted(fault.text)} does not close the {fault.detail} block; {how}"


def _first_line_missed(page: Page, fault: ReadingFault) -> Missing:
    before = bisect_left(page.records, fault.at, key=lambda record: record.at) - 1
    return Missing(page.records[before].end if before >= 0 else page.body_at, fault.at)


@fault_rule(misses=_first_line_missed, offer=no_stray_closing)
def stray_closing(fault: StrayClosing) -> str:
    """A closing line without an open block.

    Bad:  `///` twice after one block
    Good: `///` once
    Why:  Often the first line of a block is misspelt, and its claim is lost.
    """
    return "no block is open here; remove this line, or look for a typo in the block's first line"


@fault_rule(mend=bar_before_title, offer=bar_before_words)
def malformed_header(fault: MalformedHeader) -> str:
    """A block's name is followed by something other than a title.

    Bad:  `/// claim: The bridge is unsafe`
    Good: `/// claim | The bridge is unsafe`
    Why:  Text that is neither a title nor an option would be lost.
    """
    return f"{quoted(fault.text)} cannot follow the block's name; put a bar before a title: “/// {fault.detail} | …”"


@fault_rule(mend=three_slashes)
def header_slashes(fault: HeaderSlashes) -> str:
    """A block starts with two slashes instead of three.

    Bad:  `// claim`
    Good: `/// claim`
    Why:  Markdown would print the block as text, and the claim would be lost.
    """
    return f"{quoted(fault.text)} has two slashes; a block starts with three"


@fault_rule(mend=on_its_own_line)
def block_inside_line(fault: BlockInsideLine) -> str:
    """A block does not start on a line of its own.

    Bad:  `The bridge is closed. /// claim`
    Good: `/// claim` on the next line
    Why:  Markdown would print the block as text, and the claim would be lost.
    """
    return f"{quoted(fault.text)} must be at the start of a line of its own"


@fault_rule(mend=one_option_a_line)
def joined_lines(fault: JoinedLines) -> str:
    """A formatter has joined the lines of a block into one.

    Bad:  `/// claim id: bridge source: council ///`
    Good: each on its own line; turn off prose wrapping in the formatter
    Why:  It is no longer clear which text belongs to which option, and Whosaid never guesses.
    """
    return (
        f"the lines of this block ({quoted(fault.text)}) have been joined into one, probably by a formatter; put each "
        "on its own line and turn off prose wrapping (Prettier: proseWrap: preserve; mdformat: wrap = keep)"
    )


@fault_rule(concerns="pages", mend=undone, offer=undone_above_code)
def formatter_damage(fault: FormatterDamage) -> str:
    """A formatter has turned a footnote or an admonition into plain text, and its content into code.

    Bad:  `\\[^1\\]: The minutes.`
    Good: `[^1]: The minutes.`
    Why:  Its content is no longer read, so a source or a note may be missing from the page.
    """
    if fault.detail == "footnote":
        what = f"the backslashes in {quoted(fault.text)} turn this footnote into text; remove them"
    else:
        below = f"the text below {quoted(fault.text)}"
        what = f"{below} is not indented, so it is not part of it; indent it by four spaces"
    return (
        f"{what}, and check what has become code (formatters do this to syntax they do not know; "
        "mdformat needs its plug-in mdformat-mkdocs)"
    )


@fault_rule(mend=right_option)
def not_an_option(fault: NotAnOption) -> str:
    """A line directly below a block's header is not `name: value`.

    Bad:  the note directly below the options
    Good: an empty line between options and note
    Why:  It could be a misspelt option or the start of the note, and Whosaid never guesses.
    """
    match fault.detail:
        case "colon":
            return f"there is no colon after {quoted(fault.text)}; write “{fault.text}: …”"
        case "list":
            return "options are not a list; remove the hyphen or asterisk before each of them"
        case "silencing":
            comment = f"<!-- whosaid: ignore {fault.text or 'rule-name'}: reason -->"
            return f"a rule cannot be silenced inside a block; write “{comment}” on a line of its own above the block"
        case "comment":
            return "a comment cannot appear among a block's options; put it above the block, as “<!-- … -->”"
        case "":
            return f"{quoted(fault.text)} is not an option; write “name: value”, and leave an empty line before a note"


@fault_rule(mend=no_empty_line)
def option_after_blank(fault: OptionAfterBlank) -> str:
    """An option comes after an empty line, where it would be read as part of the note.

    Bad:  `/// claim`, an empty line, `id: bridge`
    Good: `/// claim`, `id: bridge`
    Why:  It would be printed in the note, and the attribution would be lost.
    """
    return f"the option {quoted(fault.text)} comes after an empty line; options directly follow the block's first line"


@fault_rule(offer=one_list)
def duplicate_option(fault: DuplicateOption) -> str:
    """A block has the same option twice.

    Bad:  `source: council` and `source: mayor`
    Good: `source: council, mayor`
    Why:  One of the two values would be lost.
    """
    return f"“{fault.text}:” appears twice in this block; separate several values with commas"


@fault_rule(mend=on_next_line)
def two_on_one_line(fault: TwoOnOneLine) -> str:
    """An option is at the end of another option's line.

    Bad:  `where: Town halldate: 2024-05`
    Good: `where: Town hall` and `date: 2024-05` on two lines
    Why:  The second option would be swallowed by the first.
    """
    return f"{quoted(fault.text)} looks like an option at the end of another one's line; put it on a line of its own"


@fault_rule(concerns="pages", offer=close_fence)
def unclosed_fence(fault: UnclosedFence) -> str:
    """A code fence is not closed: some programs take everything after it for code, others for text.

    Bad:  `` ``` `` above the code, and none below it
    Good: `` ``` `` above the code and below it
    Why:  Claims below it would be printed as an example.
    """
    return f"the code fence {quoted(fault.text)} opened here is never closed; end it with {fault.text} on its own line"


def _same_piece(page: Page, fault: ReadingFault) -> Missing:
    """Whatever hides one statement of a paragraph (code, HTML, a comment) hides the others too."""
    start = page.text.rfind("\n\n", max(0, fault.at - _PARAGRAPH), fault.at)
    return Missing(0, 0, f"{fault.detail} from {start}", once=start >= 0 and fault.detail not in _LINES)


_LINES: Final = ("a block's first line", "an option")
_PARAGRAPH: Final = 2_000  # characters; few paragraphs are longer


@fault_rule(misses=_same_piece)
def not_drawn(fault: NotDrawn) -> str:
    """An annotation is where it is not rendered: in a comment, raw HTML, indented code or a block's first lines.

    Bad:  `<div>[the bridge is unsafe](#bridge "claim by council")</div>`
    Good: `<div markdown>`, or the text outside the tags; examples go between ``` fences
    Why:  A claim whose attribution and answers readers cannot see is published without them.
    """
    what = f"{quoted(fault.text)} is in {fault.detail} and would not be rendered"
    if "<fig" in fault.detail:
        return f'{what}; write <figure markdown="span"> and <figcaption markdown="span"> (extension md_in_html)'
    return f"{what}; move it out of there (an example goes between ``` fences)"


@fault_rule(offer=as_block)
def lookalike(fault: Lookalike) -> str:
    """An admonition, callout or container has the name of an annotation block; it would be rendered unchecked.

    Bad:  `!!! claim "The bridge is unsafe"`
    Good: `/// claim | The bridge is unsafe`
    Why:  Readers would take it for a checked statement, and it is not.
    """
    kind = fault.detail if fault.detail in KINDS else "claim"
    what = f"{quoted(fault.text)} looks like {with_article(kind)} but would not be checked"
    return f"{what}; write it as a block, “/// {kind} | …”"
