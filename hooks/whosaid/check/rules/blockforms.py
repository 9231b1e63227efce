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
from ...base.model import Page
from ...base.vocabulary import KINDS
from .core import Missing, fault_rule, quoted


@fault_rule
def unclosed_block(fault: UnclosedBlock) -> str:
    """A block is not closed before the next one, or at all. Blocks never stand inside each other.

    Bad:  `/// claim`, `id: bridge`, and no `///` after it
    Good: `/// claim`, `id: bridge`, `///`
    Why:  Where it ends decides what is the editor's note and what is the article.
    """
    return f"the block {quoted(fault.text)} is not closed before {fault.detail}; end it with /// on a line of its own"


@fault_rule
def malformed_closing(fault: MalformedClosing) -> str:
    """The line that should close a block has something else on it, or another number of slashes.

    Bad:  `/// end`
    Good: `///`
    Why:  Where it ends decides what is the editor's note and what is the article.
    """
    if fault.detail.isdigit():
        slashes = len(fault.text)
        return f"this line has {slashes} slashes, but the block was opened with {fault.detail}; use the same number"
    how = "write three slashes" if not fault.text.strip("/") else "write /// alone on its line"
    return f"{quoted(fault.text)} does not close the {fault.detail} block; {how}"


def _first_line_missed(page: Page, fault: ReadingFault) -> Missing:
    before = bisect_left(page.records, fault.at, key=lambda record: record.at) - 1
    return Missing(page.records[before].end if before >= 0 else page.body_at, fault.at)


@fault_rule(misses=_first_line_missed)
def stray_closing(fault: StrayClosing) -> str:
    """A closing line with no block to close.

    Bad:  `///` twice after one block
    Good: `///` once
    Why:  It often closes a block whose first line is misspelt, and then a claim is lost.
    """
    return "there is no open block here to close; remove this line, or look for a mistake in the block's first line"


@fault_rule
def malformed_header(fault: MalformedHeader) -> str:
    """Something stands after a block's name that is not a title.

    Bad:  `/// claim: The bridge is unsafe`
    Good: `/// claim | The bridge is unsafe`
    Why:  Text that is neither title nor option would be lost.
    """
    return f"{quoted(fault.text)} cannot stand after the block's name; a title follows a bar: “/// {fault.detail} | …”"


@fault_rule
def header_slashes(fault: HeaderSlashes) -> str:
    """A block starts with two slashes instead of three.

    Bad:  `// claim`
    Good: `/// claim`
    Why:  Markdown would print the block as text, and the claim would be lost.
    """
    return f"{quoted(fault.text)} has two slashes; a block starts with three"


@fault_rule
def block_inside_line(fault: BlockInsideLine) -> str:
    """A block's first line does not stand on a line of its own.

    Bad:  `The bridge is closed. /// claim`
    Good: `/// claim` on the next line
    Why:  Markdown would print the block as text, and the claim would be lost.
    """
    return f"{quoted(fault.text)} must start a line of its own"


@fault_rule
def joined_lines(fault: JoinedLines) -> str:
    """A formatter has joined the lines of a block into one.

    Bad:  `/// claim id: bridge source: council ///`
    Good: each on its own line; in the formatter, turn prose wrap off
    Why:  What belongs to which option can no longer be told, and nothing here is guessed.
    """
    return (
        f"the lines of this block ({quoted(fault.text)}) stand on one line, as formatters make them; put each on its "
        "own line and turn prose wrap off (Prettier: proseWrap: preserve; mdformat: wrap = keep)"
    )


@fault_rule(concerns="pages")
def formatter_damage(fault: FormatterDamage) -> str:
    """A footnote or an admonition that a formatter has turned into plain text, and what stood in it into code.

    Bad:  `\\[^1\\]: The minutes.`
    Good: `[^1]: The minutes.`
    Why:  What stands in it is no longer read, so a source or a note may be gone from the page.
    """
    if fault.detail == "footnote":
        what = f"the footnote {quoted(fault.text)} has backslashes, so it is none any more; remove them"
    else:
        below = f"the text below {quoted(fault.text)}"
        what = f"{below} is not indented, so it does not belong to it; indent it by four spaces"
    return (
        f"{what}, and look for what has become code (formatters do this to syntax they do not know; "
        "mdformat knows it with its plug-in mdformat-mkdocs)"
    )


@fault_rule
def not_an_option(fault: NotAnOption) -> str:
    """A line directly below a block's header is not `name: value`.

    Bad:  the note directly below the options
    Good: an empty line between options and note
    Why:  It could be an option, misspelt, or the start of the note; nothing here is guessed.
    """
    match fault.detail:
        case "colon":
            return f"there is no colon after {quoted(fault.text)}; write “{fault.text}: …”"
        case "list":
            return "options are no list; take the hyphen or star away before each of them"
        case "silencing":
            comment = f"<!-- whosaid: ignore {fault.text or 'rule-name'}: reason -->"
            return f"a silencing cannot stand inside a block; write “{comment}” on a line of its own above the block"
        case "comment":
            return "a comment cannot stand among a block's options; write it above the block, as “<!-- … -->”"
        case "":
            return f"{quoted(fault.text)} is no option; write “name: value”, and leave an empty line before the note"


@fault_rule
def option_after_blank(fault: OptionAfterBlank) -> str:
    """An option stands below an empty line, where Markdown takes it for the note.

    Bad:  `/// claim`, an empty line, `id: bridge`
    Good: `/// claim`, `id: bridge`
    Why:  It would be printed in the note, and the attribution would be gone.
    """
    return f"the option {quoted(fault.text)} stands after an empty line; options follow the block's first line directly"


@fault_rule
def duplicate_option(fault: DuplicateOption) -> str:
    """An option stands twice in a block.

    Bad:  `source: council` and `source: mayor`
    Good: `source: council, mayor`
    Why:  One of the two values would be lost.
    """
    return f"“{fault.text}:” stands twice in this block; several values are separated by commas"


@fault_rule
def two_on_one_line(fault: TwoOnOneLine) -> str:
    """An option stands at the end of another's line.

    Bad:  `where: Town halldate: 2024-05`
    Good: `where: Town hall` and `date: 2024-05` on two lines
    Why:  The second option would be swallowed by the first.
    """
    return f"{quoted(fault.text)} looks like an option on another's line; give it a line of its own"


@fault_rule(concerns="pages")
def unclosed_fence(fault: UnclosedFence) -> str:
    """A fence of code that is not closed: some viewers take all that follows for code, others for text.

    Bad:  `` ``` `` above the code, and none below it
    Good: `` ``` `` above the code and below it
    Why:  Claims below it would be printed as an example.
    """
    return (
        f"the code that starts with {quoted(fault.text)} here is never closed; end it with {fault.text} on its own line"
    )


def _same_piece(page: Page, fault: ReadingFault) -> Missing:
    """What hides one statement of a paragraph (code, HTML, a comment) hides all others in it."""
    start = page.text.rfind("\n\n", max(0, fault.at - _PARAGRAPH), fault.at)
    return Missing(0, 0, f"{fault.detail} from {start}", once=start >= 0 and fault.detail not in _LINES)


_LINES: Final = ("a block's first line", "an option")
_PARAGRAPH: Final = 2_000  # characters; few are longer


@fault_rule(misses=_same_piece)
def not_drawn(fault: NotDrawn) -> str:
    """An annotation stands where text is not rendered: in a comment, raw HTML, indented code, a block's first lines.

    Bad:  `<div>[the bridge is unsafe](#bridge "claim by council")</div>`
    Good: `<div markdown>`, or the text outside the tags; examples go between ``` fences
    Why:  A claim that readers cannot see answered or attributed is published without either.
    """
    what = f"{quoted(fault.text)} stands in {fault.detail} and would not be drawn"
    if "<fig" in fault.detail:
        return f'{what}; write <figure markdown="span"> and <figcaption markdown="span"> (extension md_in_html)'
    return f"{what}; take it out of there (an example goes between ``` fences)"


@fault_rule
def lookalike(fault: Lookalike) -> str:
    """An admonition, a callout or a container named like one of our blocks; it would be drawn without any check.

    Bad:  `!!! claim "The bridge is unsafe"`
    Good: `/// claim | The bridge is unsafe`
    Why:  It would look checked to readers, and is not.
    """
    kind = fault.detail if fault.detail in KINDS else "claim"
    return f"{quoted(fault.text)} looks like a {kind} but would not be checked; write it as a block, “/// {kind} | …”"
