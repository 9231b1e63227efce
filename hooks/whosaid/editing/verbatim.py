"""Plain text as Markdown that shows exactly this text: what has a meaning in Markdown is escaped, and nothing else.

Signs that Python-Markdown lets an author escape get a backslash, so that the source stays readable; all others become
entities, since extensions that read them (pymdown-extensions, Material) may be loaded or not. What an extension puts
in place of plain letters (curly quotation marks, ½ for 1/2) is the choice of who loads it, and stays possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .edits import Edit, edited

_BACKSLASHED: Final = frozenset("\\`*_{}[]()>#+.!-")
_NAMED: Final = {"<": "&lt;", "&": "&amp;"}

# Each alternative is one character.
_ANYWHERE: Final = re.compile(
    r"""
    [\\`*_\[\]{}#<|~^]          # emphasis, code, links, attributes, headings, HTML, tables, strikethrough, superscript
  | & (?= \#?\w+; )             # an entity
  | = (?= = )                   # ==marked==
  | \+ (?= \+ )                 # ++ctrl++
  | / (?= // )                  # a block
  | : (?= (?!\d\d?:)[\w+-]+: )  # :smile:, but not 10:30:15
  | \$ (?! (?<![^ \n]\$) \d )    # a formula, but not $5 and $10
  | (?<=\S) [ ] (?= [ ]+ (?:\n | \Z) )                 # a line break
  | [^\S \t\n] (?= [ \t]* (?:\n | \Z) )                 # white space that Markdown strips, such as U+00A0
    """,
    re.VERBOSE,
)
# The check would take it for what is left of a mark; a mark before it, for the label of a reference.
_MISLEADING: Final = re.compile(r"#(?=\w)|\](?=:)")
_AT_LINE_START: Final = re.compile(
    r"""
    ^ (?:
        (?P<code> [ \t] (?: (?<=\t) | [ ]{3} | [ ]{0,2}\t ) (?= .*[^ \t\n] ) )
      | [ ]{0,3} (?: \d+ | [A-Za-z] | [ivxlcdmIVXLCDM]+ )? (?P<sign>
            (?<=\w) [.)] (?= [ \t] | $ )                # an item of a numbered list
          | (?<!\w) > | (?<!\w) [-+] (?= [ \t] | $ | [- \t]*$ )   # a quotation, an item, a rule, an underline
          | (?<!\w) !(?=!!) | (?<!\w) \?(?=\?\?) | (?<!\w) = | (?<!\w) : (?= [ \t:] )
          | (?<!\w) \[                                       # with a backslash, it would begin a formula
          | (?<!\w) [^\S \t\n] )
    )
    """,
    re.VERBOSE | re.MULTILINE,
)


def verbatim(text: str) -> str:
    """Markdown that shows this text; paragraphs, line ends and white space are where they are in the text."""
    return edited(text, escapes(text))


def escapes(text: str) -> Iterator[Edit]:
    """What makes Markdown of a text, one edit for each character that is escaped."""
    at = {found.start(): _escaped(found[0]) for found in _ANYWHERE.finditer(text)}
    at.update((found.start(), _entity(found[0])) for found in _MISLEADING.finditer(text))
    for found in _AT_LINE_START.finditer(text):
        group = "code" if found["code"] else "sign"
        sign = text[found.start(group)]
        at[found.start(group)] = _entity(sign) if sign == "[" else _escaped(sign)
    yield from (Edit(place, place + 1, written) for place, written in sorted(at.items()))


def _escaped(sign: str) -> str:
    return f"\\{sign}" if sign in _BACKSLASHED else _NAMED.get(sign, _entity(sign))


def _entity(sign: str) -> str:
    return f"&#{ord(sign)};"
