"""`whosaid draft`: a text becomes an annotated article, and stays the same text. The cases are in tests/drafts."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import markdown
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tools import ROOT
from whosaid.api import load, run_rules
from whosaid.cli import main
from whosaid.drafting.drafts import draft
from whosaid.editing.edits import Edit, edited
from whosaid.editing.verbatim import verbatim
from whosaid.read import read_page

CASES = ROOT / "tests/drafts"
_SECTION = re.compile(r"^-- (\S+) --\n", re.MULTILINE)
# What a draft leaves to its author: questions, and what the top of the article asks for.
LEFT = {"open-question", "empty-value"}


def cases() -> dict[str, dict[str, str]]:
    """The sections of each case: the site's sources, the article, its draft from `sources:` on."""
    found = {}
    for path in sorted(CASES.glob("*.txt")):
        _, *parts = _SECTION.split(path.read_text("utf-8"))
        found[path.stem] = dict(zip(parts[::2], parts[1::2], strict=True))
    return found


def command(*args: str | Path) -> Result:
    """Run the command; whatever it is asked, it ends as it should."""
    done = CliRunner().invoke(main, ["draft", *map(str, args)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def draft_of(case: dict[str, str], folder: Path) -> str:
    """The draft of a case, written by the command into a site of its own."""
    (folder / "docs").mkdir()
    (folder / "docs/sources.yml").write_text(case.get("docs/sources.yml", "{}\n"), "utf-8")
    (folder / "article.txt").write_text(case["article"], "utf-8")
    page = folder / "docs/a.md"
    done = command(folder / "article.txt", "-o", page, "--docs", folder / "docs")
    assert done.exit_code == 0, done.output
    return page.read_text("utf-8")


@pytest.mark.parametrize("name", cases())
def test_an_article_has_this_draft(name: str, tmp_path: Path) -> None:
    """Its sources and its text with all marks are these; the check finds only what is left to decide."""
    case = cases()[name]
    text = draft_of(case, tmp_path)
    assert re.split(r"^annotating: .*\n", text, maxsplit=1, flags=re.MULTILINE)[1] == case["draft"]
    findings = run_rules(load(tmp_path / "docs")[0]).findings
    assert {finding.rule for finding in findings if finding.severity == "error"} <= LEFT


_MARK = re.compile(r"(?<!\\)\[((?:\\.|[^\[\]\\])*)\]\(#[a-z0-9-]+(?: \"[^\"]*\")?\)", re.DOTALL)
_ESCAPED = re.compile(r"\\(\W|_)|&(?:lt|amp|#\d+);")

EXTENSIONS = """
    admonition attr_list footnotes md_in_html tables toc def_list abbr sane_lists pymdownx.details pymdownx.superfences
    pymdownx.tilde pymdownx.caret pymdownx.mark pymdownx.keys pymdownx.emoji pymdownx.arithmatex pymdownx.critic
    pymdownx.magiclink pymdownx.tasklist pymdownx.snippets pymdownx.betterem pymdownx.inlinehilite pymdownx.progressbar
    pymdownx.tabbed pymdownx.saneheaders pymdownx.blocks.admonition pymdownx.blocks.details pymdownx.blocks.tab
    pymdownx.blocks.html pymdownx.blocks.definition pymdownx.blocks.caption pymdownx.fancylists pymdownx.quotes
""".split()
SIGNS = r"""
    * ** _ __ # ## 1. 2) a. iv. A) - + -- --- === = == > | || $ $$ $a$ $5 [ ] [x] [^1] [^1]: ^ ^a^ ~ ~~ ``` ` :smile: :
    :: ::: {: .a} {#b} { } {{ }} {++a++} !!! ??? ???+ /// //// ///claim !!!note <b> </b> <!-- --> <? <br> & &amp; &lt;
    &#65; &copy http://a.b/c_d_e a@b.co @user #12 \ \\ \\* ++ctrl++ --8<-- word said note claim id: (c) ... “ ” ' " ! ![
    !( ]( ](#a ) ( ] é ع html table --- |---| :--- *[a]: % 10:30:15 [TOC] [!NOTE] [[a]] [=5%] (#a) (#a
    "claim by a") /// claim: opinion show ledger.md
""".split()
PIECE = st.sampled_from([*SIGNS, "\t", "\u00a0", "\u2003", "\u2028", "    "]) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), max_size=4
)
TEXT = st.lists(st.tuples(PIECE, st.sampled_from(["", " ", "\n", "\n\n", "    "])), max_size=12).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)


def shown(markdown_text: str) -> str:
    """The text of a page, as a reader sees it."""
    page = markdown.markdown(markdown_text, extensions=EXTENSIONS)
    body = LexborHTMLParser(f"<body>{page}</body>").body
    assert body is not None
    return on_one_line(body.text(deep=True, separator=""))


def on_one_line(text: str) -> str:
    """With gaps as a browser shows them; other spaces, such as U+00A0, stay."""
    return re.sub(r"[ \t\n]+", " ", text).strip(" ")


@settings(deadline=None)
@given(TEXT)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    """Whatever signs it has, and whichever extensions are loaded, readers see exactly these characters."""
    assert shown(f"x\n\n{verbatim(text)}\n\nx") == on_one_line(f"x {text} x")


NEWS = st.sampled_from(
    """
    The mayor Ada Holm said that told denied called it baseless . , : “ ” according to officials The Gazette reported he
    she they not at least some the bridge was unsafe had no such plans and “We knew” these claims ! a letter from
    """.split()
)
ARTICLE = st.lists(NEWS | PIECE | st.sampled_from(["\n", "\n\n"]), min_size=3, max_size=40).map(" ".join)


@settings(deadline=None)
@given(ARTICLE)
def test_a_draft_is_its_text_with_marks(text: str) -> None:
    """Without its blocks, readers see the text; without its marks, comments and escapes, it is that text exactly."""
    page = read_page("a.md", "docs/a.md", draft(text, ()))
    blocks = [Edit(r.at, r.end, "") for r in page.records if r.form == "block"]
    body = edited(page.text, [Edit(0, page.body_at, ""), *blocks])
    assert shown(body) == on_one_line(text)
    assert page.faults == tuple(f for f in page.faults if f.kind in LEFT)
    bare = _MARK.sub(r"\1", re.sub("<!--.*?-->", "", body.removeprefix("\n").removeprefix("# ")))
    text_again = _ESCAPED.sub(lambda sign: sign[1] or unescape(sign[0]), bare)
    assert text_again.split() == text.split()
    assert blocks or text_again.lstrip() == text.lstrip()
