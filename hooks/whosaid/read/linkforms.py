"""How links are written, as patterns: those that are marks, all others, and what only resembles one."""

from __future__ import annotations

import re
from typing import Final

from ..base.filenames import MARKDOWN_ENDINGS
from ..base.patterns import pattern

# White space inside a link may cross a line end, and inside a quotation the next line then starts with `>`.
# Possessive quantifiers (`*+`, `++`): backtracking would take quadratic time on a hostile text.
_NEXT_LINES = r"\n[ \t\n>]*+"
_WS = rf"[ \t]*+(?:{_NEXT_LINES}|(?!\n))"
_SOME_WS = rf"(?:[ \t]++(?:{_NEXT_LINES}|(?!\n))|{_NEXT_LINES}|(?<=[ \t\n])|(?<=\n>))"
_TITLE = r"""(?:"(?P<dq>[^"]*)"|'(?P<sq>[^']*)')"""
MARK_TAIL: Final = pattern(
    rf"""
    \( {_WS} (?P<file>[^\s()<>#"'“”:]*\.(?:{MARKDOWN_ENDINGS}))? \# (?P<id>[^\s()<>#"'“”‘’]+)
    (?:{_SOME_WS}{_TITLE})? {_WS} \)
    """,
    re.VERBOSE,
)
LINK_TAIL: Final = pattern(
    rf"""
    \( {_WS}
    (?P<to> <[^<>\n]*+> | [^\s()<>]*+ (?: \([^\s()]*+\) [^\s()<>]*+ )* )
    (?:{_SOME_WS}{_TITLE})? {_WS} \)
    """,
    re.VERBOSE,
)
# Anything in place of a title, in any kind of quotes.
_QUOTES = "\"'“”„‘’‚«»"
NEAR_TITLE: Final = pattern(rf"\({_WS}[^\s(){_QUOTES}]*{_WS}[{_QUOTES}(]*(?P<title>[^(){_QUOTES}]{{0,500}})")
# A mark whose words are only words is one token: most are, and it is twice as fast.
# Each branch starts with a literal character, so that the search skips all others: four times as fast.
TOKEN: Final = pattern(
    rf"""
    \[ (?P<words>[^\[\]`\\<]*) \] {MARK_TAIL.pattern}
  | \\[\\`*_{{}}\[\]()>#+.!-]
  | ``* | !\[ | \[ | \] | <!--
  | </? (?P<tag>[A-Za-z][\w-]*+) (?P<rest>[^<>\[\]`]*) >
    """,
    re.VERBOSE,
)
# What would be a link's title, but is in an attribute list after it, or cut off by an extra bracket.
TITLE_BEHIND: Final = pattern(
    r"""
    (?: \{:? [^{}\n]{0,300}? \btitle[ ]*=[ ]*["']?
      | [ ]?["“”] (?= [^"“”()\n]{1,60} ["“”]\) ) )
    (?P<title>[^"'“”{}\n]{0,500})
    """,
    re.VERBOSE,
)
REFERENCE_TAIL: Final = pattern(r"\[(?P<label>[^\]\[\n]+)\]")


def title_of_link(tail: re.Match[str]) -> tuple[str, int]:
    """A link's title, without the markers of a quotation whose lines it crosses, and where it starts."""
    group = "dq" if tail["dq"] is not None else "sq"
    title = tail[group] or ""
    return title.replace(">", " ") if "\n" in title else title, tail.start(group)
