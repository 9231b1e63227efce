"""The text of a page as readers see it, with the places in the file that it comes from."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from tools import ROOT
from whosaid.read import normalised, read_page
from whosaid.read.prose import Prose, read_prose

EXTENSIONS = ["tables", "footnotes", "attr_list", "admonition", "md_in_html", "pymdownx.superfences"]


def prose_of(text: str) -> Prose:
    """The text of a page, with its headings."""
    return read_prose(read_page("a.md", "docs/a.md", text), ("text", "heading"))


@pytest.mark.parametrize("page", sorted((ROOT / "docs/guide").glob("*.md")), ids=lambda page: page.stem)
def test_the_words_are_those_that_markdown_shows(page: Path) -> None:
    """Of each page of the guide, in their order: of its headings, paragraphs, lists and tables, not of its examples."""
    text = page.read_text("utf-8")
    body = text[read_page("a.md", "docs/a.md", text).body_at :]
    drawn = BeautifulSoup(markdown.markdown(body, extensions=EXTENSIONS), "html.parser")
    for example in drawn.select("pre, div.highlight"):
        example.decompose()
    words = drawn.get_text().split()
    assert len(words) > 300
    assert prose_of(text).text.split() == words


@pytest.mark.parametrize(
    ("text", "shown", "written"),
    [
        ("It *is* [not](x.md) so.", "is not", "is* [not"),
        ("It [is [sic] not](#a) so.", "is [sic] not so", "is [sic] not](#a) so"),
        ("A &amp; B", "& B", "&amp; B"),
        (r"5 \* 3", "* 3", r"\* 3"),
        ("> It is\n> so.", "is so", "is\n> so"),
        ("- It is\n  so.", "is so", "is\n  so"),
        ("1. It is so.", "It is", "It is"),
        ("## 1. It is so", "1. It", "1. It"),
        ("So[^1] it is.\n\n[^1]: Not.", "So it", "So[^1] it"),
        ("So <b>it</b> is.", "it is", "it</b> is"),
        ("So <!-- why? --> it is.", "So  it", "So <!-- why? --> it"),
        ("See ![a road](r.png) it.", "See  it", "See ![a road](r.png) it"),
        ("So<br>it is.", "So\nit", "So<br>it"),
        ("See `a *b*` it.", "a *b* it", "a *b*` it"),
        ("See [it][1] now.\n\n[1]: https://example.org/", "it now", "it][1] now"),
        ("See [it][2] now.", "[it][2] now", "[it][2] now"),
        ("See <https://example.org/a>.", "See https://example.org/a", "See <https://example.org/a>"),
        ("| a | b |\n|---|---|\n| **c** d | e |", "c d", "c** d"),
        ("It is[^1].{: .x }", "is.", "is[^1]."),
        ("snake_case is __so__ 2*3", "snake_case is so", "snake_case is __so"),
    ],
)
def test_a_piece_of_the_text_is_found_in_the_file(text: str, shown: str, written: str) -> None:
    """Whatever signs are in it, and none that are around it."""
    prose = prose_of(text)
    at = prose.text.index(shown)
    start, end = prose.in_file(at, at + len(shown))
    assert text[start:end] == written
    assert prose.from_file(start, end) == (at, at + len(shown))


PIECES = st.sampled_from(
    '[|]|(|)|](#a "claim by b")|](x)|![|`|``|*|__|~~|<b>|<!--|-->|&amp;|\\|\\*|\n|\n\n|> |- |1. |# || | a |{.x}|[^1]|'
    "[^1]: |[1]: y|[1]|```|    |it|is|so| |é|\U0001f600|\t|:::|/// claim|///|id: a".split("|")
) | st.just("|")


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_page_has_a_text_whose_places_are_in_order(text: str) -> None:
    """Nothing is ever raised, each character has a place, and what is one character is that of the file."""
    page, prose = normalised(text), prose_of(text)
    assert len(prose.starts) == len(prose.ends) == len(prose.text)
    assert prose.starts == sorted(prose.starts)
    for sign, start, end in zip(prose.text, prose.starts, prose.ends, strict=True):
        assert 0 <= start <= end <= len(page)
        if end - start == 1 and not sign.isspace():
            assert sign == page[start]
