"""HTML is put together from text, which is escaped, and from HTML, which is not: whatever came before."""

from __future__ import annotations

import pytest
from markdown import Markdown
from markupsafe import Markup

from whosaid.base.markup import html, joined

SIGNS = "<b>1 & \"2\" '3'</b>"
ESCAPED = "&lt;b&gt;1 &amp; &quot;2&quot; &#x27;3&#x27;&lt;/b&gt;"


@pytest.mark.parametrize("first", [SIGNS, Markup(SIGNS)], ids=["text", "HTML"])
def test_text_and_html_with_the_same_signs_are_told_apart(first: str) -> None:
    """Pieces are remembered; one that was made of HTML does not stand for one made of text, nor the reverse."""
    html("<p>{}</p>", first)
    assert html("<p>{}</p>", SIGNS) == f"<p>{ESCAPED}</p>"
    assert html("<p>{}</p>", Markup(SIGNS)) == f"<p>{SIGNS}</p>"


def test_what_is_made_is_html() -> None:
    """So it is not escaped again when it becomes part of something else."""
    assert html("<i>{}</i>", joined([html("{}", 1), html("{}", "<")], ", ")) == "<i>1, &lt;</i>"


@pytest.mark.parametrize("name", ["whosaid", "whosaid.render", "whosaid.render:WhosaidExtension"])
def test_the_extension_has_the_names_that_python_markdown_accepts(name: str) -> None:
    """By its entry point, by its module, and by module and class."""
    assert "whosaid" in Markdown(extensions=[name]).preprocessors
