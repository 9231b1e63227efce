"""Articles no one would write, for tests of the page: very long, very short, of all kinds of blocks, right to left."""

from __future__ import annotations

from typing import Final

ORDINARY: Final = (
    "The council says {}.",
    "According to The Evening Post, {}.",
    "Two officials told the paper that {}, though neither would be named and neither gave a date.",
    "The minutes record that {}.",
    "It is said in the town that {}.",
)
DECLARED: Final = (
    "claim by council",
    "claim by evening-post",
    "claim by officials via evening-post",
    "claim by minutes",
    "claim by vague",
)


def article_of(statements: int, in_paragraph: int = 5) -> str:
    """An article with so many statements, the types in turn; each twentieth is denied in a block of its own."""
    paragraphs = []
    for first in range(1, statements + 1, in_paragraph):
        numbers = range(first, min(first + in_paragraph, statements + 1))
        paragraphs.append("\n".join(_sentence(number) for number in numbers))
        paragraphs += [_DENIAL.format(number) for number in numbers if number % 20 == 0]
    return "\n\n".join(["# The long dispute over the bridge", *paragraphs, ""])


def _sentence(number: int) -> str:
    if number % 20 == 0:
        return f"The mayor [denies all of this](#s-{number})."
    words = f'[the bridge was closed on day {number} of the repairs](#s-{number} "{DECLARED[number % 5]}")'
    return ORDINARY[number % 5].format(words)


_DENIAL: Final = """\
/// denial
    id: s-{0}
    of: s-1
    source: mayor
    date: 2031-05-17
    scope: general

The mayor said so to the council, and gave no particulars.

///"""

_LONG: Final = " ".join(["The river rose again that week, and nobody who lived by it was surprised."] * 29)

MIXED: Final = f"""\
---
title: Many kinds of blocks
---

# Many kinds of blocks

The council says that [the bridge is safe](#safe "claim by council"). {_LONG}
Officials think [it is not](#not-safe "claim by officials via evening-post").

| Year | What was found |
|---|---|
| 2029 | [Rust on both piers](#rust "claim by minutes") |
| 2030 | [Cracks in the deck of the bridge, by the northern end](#cracks "claim by minutes via evening-post") |
| 2031 | Nothing, [says the mayor](#nothing "claim by mayor") |

## Lists

- [The road is closed](#road "claim by council"):
    - [lorries go round by the mill](#lorries "claim by vague");
    - buses do not go at all.
- [The school is open](#school "claim by own-voice").

1. First, [the piers were painted](#painted "claim by evening-post").
2. Then nothing was done.

> Nobody told us. [The bridge shook when we walked over it](#shook "claim by mayor via evening-post"),
> and [the council knew it](#knew "claim by officials via evening-post").

![The bridge from the north](bridge.svg)

[The picture was taken in May](#picture "claim by own-voice").[^1] The sensor's last words were:

```text
2031-05-17T04:12:09Z bridge-north strain=0.00042 temperature=11.2 status=nominal operator=unattended note=none
```

[It had not been read since April](#sensor "claim by minutes").[^2]

!!! note "What the law says"
    [A bridge is looked at each year](#law "claim by minutes"), and the findings are public.

??? question "Who pays?"
    [The county pays](#county "claim by vague"); [the town would rather not](#op-pay "opinion").

=== "Before"

    [The toll was two coins](#toll-before "claim by minutes").

=== "After"

    [The toll is five coins](#toll-after "claim by council").

The toll
:   [What is paid to cross](#toll "claim by own-voice").

### A heading of [the bridge is safe](#safe)

The mayor [denies that anything is wrong](#r-mayor) and [thinks the toll fair](#op-toll "opinion by mayor").

/// denial
    id: r-mayor
    of: not-safe, cracks
    source: mayor
    where: a_very_long_address_without_any_place_to_break_it_in_two.example.org/and/a/path/that/goes/on/and/on
    date: 2031-05-17

A note with `code_that_is_longer_than_the_column_and_cannot_be_broken_anywhere`, and a list:

- one
- two

///

/// claim | The bridge was never insured
    source: council
    id: alone
    alone: yes
///

[^1]: By a walker.
[^2]: It stands at the northern end, and [its battery was flat](#battery "claim by officials via evening-post").
"""

ARABIC: Final = """\
---
title: الجسر
language: ar
---

# أغلق [المجلس الجسر](#closed) يوم الثلاثاء

قال مجلس البلدة إن [الجسر أُغلق لأسباب تتعلق بالسلامة](#closed "claim by council"). وقال مسؤولان إن
[الدعامات لم تُفحص منذ سنوات](#unchecked) ولم يذكرا تاريخًا محددًا. [نفت العمدة ذلك](#r-mayor)
نفيًا قاطعًا أمام الصحفيين، وقالت إن كل شيء على ما يرام. وكتبت صحيفة The Evening Post أن
[الطريق سيبقى مغلقًا حتى الصيف](#summer "claim by evening-post"). [ينبغي أن يُهدم الجسر](#op-down "opinion").

/// claim
    id: unchecked
    source: officials
    via: evening-post
    certainty: alleged
    about: council

قال المسؤولان ذلك في مكالمة هاتفية.

///

/// denial
    id: r-mayor
    of: unchecked
    source: mayor
    date: 2031-05-17
///

| السنة | ما وُجد |
|---|---|
| 2029 | [صدأ في الدعامتين](#rust "claim by minutes") |
"""

PICTURE: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 600"><path d="M0 0h1600v600H0z" fill="#9ab"/></svg>'
)

PAGES: Final = {
    "long.md": article_of(300),
    "short.md": article_of(3, 3),
    "mixed.md": MIXED,
    "bridge.svg": PICTURE,
}
