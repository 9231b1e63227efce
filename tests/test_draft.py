"""`whosaid draft`: a text becomes an annotated article, and stays the same text. The cases are in tests/drafts."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from time import process_time
from typing import Any

import markdown
import odf.text
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.office import Annotation
from odf.opendocument import OpenDocumentText
from selectolax.lexbor import LexborHTMLParser

from tools import ROOT, exe, run
from whosaid.api import load, run_rules
from whosaid.base.questions import QUESTIONS
from whosaid.cli import main
from whosaid.drafting.drafts import draft
from whosaid.editing.edits import Edit, edited
from whosaid.editing.verbatim import verbatim
from whosaid.read import read_page

CASES = ROOT / "tests/drafts"
_SECTION = re.compile(r"^-- (\S+) --\n", re.MULTILINE)
# What a draft leaves to its author: questions, and what the top of the article asks for.
LEFT = {"open-question", "empty-value"}
GUIDE = (ROOT / "docs/guide/drafting.md").read_text("utf-8")


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
    assert {finding.rule for finding in findings if finding.severity != "info"} <= LEFT


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
    !( ]( ](#a ) ( ] é ع html table --- |---| :--- *[a]: % 10:30:15 [TOC] [!NOTE] [[a]] [=5%] (#a) (#b
    /// claim: opinion show ledger.md
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


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one source."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/sources.yml").write_text("holm:\n  name: Ada Holm\n  type: person\n", "utf-8")
    return tmp_path


MARKED = """\
---
title: The bridge
sources:
  residents:
    type: unnamed
    described-as: residents
    reason: not-stated
custom: kept
---

# The *bridge*

Residents said [the bridge was unsafe](#unsafe "claim by residents").
Ada Holm denied this.

- Officials said [the `cable`](other.md) was *old*, and that the town allegedly knew.

> "We closed it at once," Holm said.

**Later,** residents said the lane was allegedly shut.
"""

ADDED = MARKED
for before, after in (
    ("Ada Holm denied this.", '[Ada Holm denied this](#r-holm "denial of unsafe by holm").'),
    ('"We closed it at once,"', '["We closed it at once,"](#closed-once "claim by holm")'),
    (
        "the lane was allegedly shut.",
        "[the lane was allegedly shut](#lane-allegedly-shut).\n\n"
        "/// claim\n    id: lane-allegedly-shut\n    source: residents\n    certainty: alleged\n///",
    ),
):
    ADDED = ADDED.replace(before, after)


@pytest.mark.parametrize("written", [lambda t: t, lambda t: "\ufeff" + t.replace("\n", "\r\n")], ids=["LF", "CRLF"])
def test_more_adds_to_what_is_marked(site: Path, written: Any) -> None:
    """What has no mark gets one where Markdown allows it; all else stays, byte for byte."""
    page = site / "docs/a.md"
    page.write_bytes(written(MARKED).encode())
    done = command("--more", page, "--docs", site / "docs")
    assert (done.exit_code, done.output) == (0, f"Proposals added to {page.as_posix()}: 3.\n")
    assert page.read_bytes() == written(ADDED).encode()
    assert command("--more", page, "--docs", site / "docs").output.endswith(": 0.\n")


SAVED_PAGE = """<!DOCTYPE html><html lang="en"><head><title>Bridge closed - The Gazette</title>
<meta name="author" content="Ben Example"><meta property="og:site_name" content="The Gazette">
<script>var said = "The mayor said nothing";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Bridge closed</h1><p>Residents said the <b>bridge</b> was <i>unsafe</i> &amp; old, with [loose] cables.</p>
<h2>The *answer*<span
class="mw-editsection">[edit]</span></h2>
<p>Ada Holm denied this. She said the town had closed the bridge on the day it knew.</p></article>
<footer><p>Contact us. All rights reserved.</p></footer></body></html>"""

DOCX_XML = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Bridge closed</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Residents said the bridge was unsafe.</w:t></w:r>
<w:r><w:footnoteReference w:id="2"/></w:r>
<w:r><w:commentReference w:id="0"/></w:r><w:del w:id="9"><w:r><w:delText>Not so.</w:delText></w:r></w:del></w:p>
<w:p><w:ins w:id="8"><w:r><w:t>Ada Holm</w:t></w:r></w:ins><w:r><w:br/><w:t>denied this.</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Bolts</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Nuts</w:t></w:r></w:p>
</w:body></w:document>"""
DOCX_PARTS = {
    "[Content_Types].xml": """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>""",
    "_rels/.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
Target="word/document.xml"/></Relationships>""",
    "word/_rels/document.xml.rels": """<Relationships
xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="c"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>
<Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
Target="styles.xml"/><Relationship Id="f"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>
<Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
Target="numbering.xml"/></Relationships>""",
    "word/footnotes.xml": """<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:id="2"><w:p><w:r><w:t>Minutes, page 4*.</w:t></w:r></w:p></w:footnote></w:footnotes>""",
    "word/numbering.xml": """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="1">
<w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>""",
    "word/styles.xml": """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>""",
    "word/comments.xml": """<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:comment w:id="0" w:author="Ed" w:initials="E"><w:p><w:r><w:t>How many of them?</w:t></w:r></w:p></w:comment>
</w:comments>""",
    "word/document.xml": DOCX_XML,
}
OFFICE_DRAFT = """\
# Bridge closed

Residents said [the bridge was unsafe](#bridge-unsafe)<!-- TODO: is this note meant for readers? -->.[^1]

/// claim
    id: bridge-unsafe
    source: residents

How many of them?

///

[Ada Holm denied this](#r-holm "denial of bridge-unsafe by holm").

- Bolts
- Nuts

[^1]: Minutes, page 4\\*.
"""


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A document of these files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def odt() -> bytes:
    """The same document, as OpenOffice would save it."""
    document = OpenDocumentText()
    document.text.addElement(odf.text.H(outlinelevel=1, text="Bridge closed"))
    said = odf.text.P(text="Residents said the bridge was unsafe.")
    comment = Annotation()
    comment.addElement(odf.text.P(text="How many of them?"))
    note, body = odf.text.Note(noteclass="footnote"), odf.text.NoteBody()
    body.addElement(odf.text.P(text="Minutes, page 4*."))
    for part in (odf.text.NoteCitation(text="1"), body):
        note.addElement(part)
    said.addElement(note)
    said.addElement(comment)
    document.text.addElement(said)
    document.text.addElement(odf.text.P(text="Ada Holm denied this."))
    items, below = odf.text.List(), odf.text.List()
    for words, parent in (("Bolts", items), ("Nuts", below)):
        item = odf.text.ListItem()
        item.addElement(odf.text.P(text=words))
        parent.addElement(item)
    items.childNodes[0].addElement(below)
    document.text.addElement(items)
    content = io.BytesIO()
    document.write(content)
    return content.getvalue()


@pytest.mark.parametrize("content", [packed(DOCX_PARTS), odt()], ids=["docx", "odt"])
def test_a_document_is_drafted_with_its_comments(site: Path, content: bytes) -> None:
    """Comments become notes that somebody has to look at, footnotes stay footnotes, deleted text is not there."""
    (site / "article.txt").write_bytes(content)
    done = command(site / "article.txt", "--docs", site / "docs")
    assert done.output.partition("---\n\n")[2] == OFFICE_DRAFT


def test_a_saved_page_is_drafted_without_its_navigation(site: Path) -> None:
    """Its headline, author and outlet are at the top; scripts, navigation and footers are not there."""
    (site / "page.html").write_text(SAVED_PAGE, "utf-8")
    top, _, text = command(site / "page.html", "--docs", site / "docs").output.partition("---\n\n")
    assert "title: Bridge closed\n" in top
    assert "author: Ben Example\n" in top
    assert "outlet: The Gazette\n" in top
    assert shown(text.replace("] (", "](")) == (
        "Bridge closed Residents said the bridge was unsafe & old, with [loose] cables. The *answer* "
        "Ada Holm denied this. She said the town had closed the bridge on the day it knew."
    )


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BAD = {
    "empty.txt": (b"", "it is empty"),
    "white space.txt": (b" \n\t\n", "it is empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, "it is not a text"),
    "article.pdf": (b"%PDF-1.7 ...", "it is a PDF"),
    "locked.docx": (OLD + b"\0" * 512, "it has a password, or is an old .doc"),
    "locked.odt": (
        packed({"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "<encryption-data/>"}),
        "it has a password",
    ),
    "cut off.docx": (packed(DOCX_PARTS)[:-40], "it is damaged"),
    "empty.docx": (packed({**DOCX_PARTS, "word/document.xml": "<a/>"}), "it is damaged"),
    "bomb.docx": (packed({"word/document.xml": b"\0" * 60_000_000}), "it is too large once it is unpacked"),
    "table.xlsx": (packed({"xl/workbook.xml": "<a/>"}), "it is no document that can be read"),
    "navigation.html": (b"<html><nav>Home</nav><script>x()</script></html>", "there is no text in it"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_drafted_is_said(site: Path, name: str) -> None:
    """In one sentence, with what to do; nothing is written."""
    content, says = BAD[name]
    (site / name).write_bytes(content)
    done = command(site / name, "-o", site / "docs/a.md", "--docs", site / "docs")
    assert done.exit_code == 2
    assert says in " ".join(done.output.split())
    assert not (site / "docs/a.md").exists()


SAID = "Holm said the café was closed.\n"
ENCODED = {
    "UTF-8": SAID.encode(),
    "UTF-8 with BOM": SAID.encode("utf-8-sig"),
    "UTF-16": SAID.encode("utf-16"),
    "Windows-1252": SAID.encode("cp1252"),
    "CRLF": SAID.replace("\n", "\r\n").encode(),
    "a form feed": SAID.replace("closed", "clo\fsed").encode() + b"Nothing else was to be said of it." * 9,
}


@pytest.mark.parametrize("name", ENCODED)
def test_a_text_is_read_in_its_encoding(site: Path, name: str) -> None:
    """And the site's own Ada Holm is found in it."""
    (site / "a.txt").write_bytes(ENCODED[name])
    done = command(site / "a.txt", "--docs", site / "docs")
    assert 'Holm said [the café was closed](#cafe-closed "claim by holm").' in done.output


@pytest.mark.parametrize(
    "text",
    [
        "Nothing is claimed here. Nobody speaks.\n",
        "قال رئيس البلدية إن الجسر مغلق.\n",
        "---\ntitle: Mine\n---\n\nHolm said it was closed.\n",
        "Holm said the bridge was closed. " * 2000 + "\n",
        "The mayor said so.\r\n\r\n\r\n“Not so,” he said!\r\n",
        "“““ said said ’’’ said ”\n" * 50,
    ],
    ids=["no claim", "Arabic", "front matter", "one paragraph", "CRLF", "marks"],
)
def test_any_text_gives_a_draft(site: Path, text: str) -> None:
    """Whatever is in it, the text is there again, and the page can be read."""
    (site / "a.txt").write_bytes(text.encode())
    done = command(site / "a.txt", "--docs", site / "docs")
    assert done.exit_code == 0
    page = read_page("a.md", "a.md", done.output)
    assert {fault.kind for fault in page.faults} <= LEFT


def test_nothing_is_overwritten(site: Path) -> None:
    """A page that is there stays as it is."""
    (site / "a.txt").write_text(SAID, "utf-8")
    (site / "docs/a.md").write_text("mine", "utf-8")
    done = command(site / "a.txt", "-o", site / "docs/a.md", "--docs", site / "docs")
    assert (done.exit_code, (site / "docs/a.md").read_text("utf-8")) == (2, "mine")


def test_a_missing_package_is_said(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the line that installs it; plain text needs none."""
    files = {"a.docx": packed(DOCX_PARTS), "a.odt": odt(), "a.html": SAVED_PAGE.encode()}
    for name in ("mammoth", "odf", "trafilatura"):
        monkeypatch.setitem(sys.modules, name, None)
    for module in ("docx", "odt", "webpages"):
        monkeypatch.delitem(sys.modules, f"whosaid.drafting.{module}", raising=False)
    for name, content in files.items():
        (site / name).write_bytes(content)
        assert "run: pip install 'whosaid[draft]'" in " ".join(command(site / name).output.split())
    (site / "a.txt").write_text(SAID, "utf-8")
    assert command(site / "a.txt").exit_code == 0


def block(opening: str) -> str:
    """The code on the guide's page that begins with this."""
    return GUIDE.split(f"```{opening}\n", 1)[1].split("```", 1)[0]


def whosaid(line: str) -> Result:
    """Run a line of the guide."""
    done = CliRunner().invoke(main, line.split()[1:])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_the_guide_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its commands, in its order, make of its text its draft; with its questions decided, the site is built."""
    monkeypatch.chdir(tmp_path)
    draft_line, check_line, more_line, build_line = re.findall(r"^```sh\n(.*)\n```", GUIDE, re.MULTILINE)
    assert whosaid("whosaid init").exit_code == 0
    Path("docs/index.md").write_text("# Home\n", "utf-8")
    Path("bridge.txt").write_text(block('text title="bridge.txt"'), "utf-8")
    assert whosaid(draft_line).exit_code == 0
    page = Path("docs/articles/bridge.md")
    text = page.read_text("utf-8")
    assert text.partition("---\n\n")[2] == block("markdown")
    found = whosaid(check_line)
    assert (found.exit_code, "TODO: is this a denial, and of what?" in found.output) == (1, True)
    assert set(re.findall(r"\[([a-z-]+)\]$", found.output.partition(" info: ")[0], re.MULTILINE)) == LEFT
    asked = {"author": "unknown", "outlet": "unknown", "published": "2031", "genre": "news"}
    for key in re.findall(r"^([a-z-]+):  #", text, re.MULTILINE):
        line = f"{key}: {asked[key]}\n" if key in asked else ""
        text = re.sub(rf"^{key}:  #.*\n", line, text, flags=re.MULTILINE)
    page.write_text(re.sub("<!-- TODO.*?-->", "", text), "utf-8")
    assert whosaid(check_line).exit_code == 0
    assert whosaid(more_line).output.endswith(": 0.\n")
    built = run([exe("mkdocs"), *build_line.split()[1:]], tmp_path)
    assert built.returncode == 0, built.stderr
    assert "at least some of the cables" in Path("site/articles/bridge/index.html").read_text("utf-8")


@pytest.mark.parametrize("question", QUESTIONS.values())
def test_the_guide_says_what_to_do_about_a_question(question: str) -> None:
    """Each that a draft can ask has a row."""
    assert f"| `{question}` |" in GUIDE


def test_the_articles_own_voice_is_proposed_if_asked_for(site: Path) -> None:
    """Sentences in which nobody is said to speak: claims, or opinions where they say what should be; with doubt."""
    (site / "a.txt").write_text(
        "The bridge closed in June. Holm said it was old. Is it? The town should act.\n\n"
        "However, it is still not known who paid.\n",
        "utf-8",
    )
    done = command("--own-voice", site / "a.txt", "--docs", site / "docs")
    assert done.output.partition("---\n\n")[2] == (
        '[The bridge closed in June](#bridge-closed-june "claim by own-voice"). '
        'Holm said [it was old](#old "claim by holm"). Is it? [The town should act](#town-act "opinion").\n\n'
        "However, [it is still not known who paid](#known-paid).\n\n"
        "/// claim\n    id: known-paid\n    source: own-voice\n    certainty: unknown\n///\n"
    )


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("Since [the pump failed in May](#a), the school has been closed.", ["the school has been closed"]),
        ("The pump failed in May, and [the school has been closed](#a).", ["The pump failed in May"]),
        (
            "[The report does not name its author](#a) and is therefore difficult to check against others.",
            ["difficult to check against others"],
        ),
        (
            "In May, a contract was signed with a firm that [is seen to be the best in town](#a).",
            ["In May, a contract was signed with a firm"],
        ),
        ("[The town closed the lane](#a) in order to save the old trees.", ["in order to save the old trees"]),
        (
            "Holm said: “Nobody came. [The wall is wet](#a), the pump is too old and [the gate is shut](#b).”",
            ["Nobody came", "the pump is too old"],
        ),
        # These say nothing by themselves, or only go on with what is marked.
        ("[The pump failed](#a), certified by the engineers of the town.", []),
        ("Last year, [the pump failed](#a) in the winter months after it was repaired.", []),
        ("The ledger of the firm does show that [the pump failed](#a).", []),
        ("The firm, in a letter to the town, then wrote: [The pump failed](#a).", []),
        ("[The school will be closed](#a), if the pump cannot be repaired.", []),
    ],
)
def test_the_rest_of_a_sentence_is_proposed_beside_a_mark(site: Path, marked: str, left: list[str]) -> None:
    """Where a part of its words is marked, each other part that is a statement of its own."""
    page = site / "docs/a.md"
    page.write_text(f"{marked}\n", "utf-8")
    command("--more", "--own-voice", page, "--docs", site / "docs")
    found = re.findall(r"\[([^\]]*)\]\(#(?![ab]\))", page.read_text("utf-8"))
    assert found == left


def test_the_rest_of_a_sentence_is_found_soon_whatever_spaces_it_has(site: Path) -> None:
    """Eight times as many do not take more than in proportion, as in test_growth."""
    page = site / "docs/a.md"

    def seconds(spaces: int) -> float:
        page.write_text(f"The wall{' ' * spaces}is wet, and [the pump failed](#a).\n", "utf-8")
        before = process_time()
        command("--more", "--own-voice", page, "--docs", site / "docs")
        return process_time() - before

    assert seconds(2_000) < 24 * max(seconds(250), 0.15)


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The bridge is widely seen as the finest in town.", "vague"),
        ("The contract is believed to have been signed in May.", "vague"),
        ("The firm reportedly left the town in May.", "vague"),
        ("By all credible accounts, the firm has paid its debts.", "vague"),
        ("There have been no reported faults since the repair.", "vague"),
        ("The bridge is seen as the finest in town by its engineers.", "own-voice"),
        ("The plan was considered for a year.", "own-voice"),
        ("The bridge can be seen from the town.", "own-voice"),
        ("Since the pump was mended, there have been no reported faults.", "own-voice"),
        ("The firm is thought of fondly.", "own-voice"),
    ],
)
def test_hearsay_is_not_the_articles_own_voice(site: Path, sentence: str, source: str) -> None:
    """What is “seen as” something, or “reportedly” so, is said by nobody named: who does is asked."""
    (site / "a.txt").write_text(f"In town\n\n{sentence}\n", "utf-8")
    done = command("--own-voice", site / "a.txt", "--docs", site / "docs").output
    assert ("by vague" in done or "source: vague" in done, "own-voice" in done) == (
        source == "vague",
        source == "own-voice",
    )
    assert (QUESTIONS["speaker"] in done) == (source == "vague")
