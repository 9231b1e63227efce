"""Sources are protected: what an author notes for colleagues, and what a file tells of its maker, is not published."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from previews import served, wait_for
from sites import CONFIG, QUIET, SOURCES, build, build_site, files_of, write_site
from tools import exe, run
from whosaid.check.reports import FORMATS
from whosaid.check.running import check
from whosaid.ledger.loading import is_private, load

SECRET = "Q7-informant"
"""Part of every comment below, and found nowhere else."""

ARTICLE = f"""\
---
# {SECRET}
title: The bridge
description: What the council said  # {SECRET}
sources:
  engineers: {{type: unnamed, described-as: engineers}}  # {SECRET}
---
<!-- {SECRET} -->

# The bridge <!-- {SECRET} -->

The council said
[the bridge <!-- {SECRET} --> is <? {SECRET} ?>unsafe](#bridge "claim by council"). <!-- {SECRET}
{SECRET} --> So did [engineers](#engineers).
<!-- {SECRET} -->

/// claim | Engineers
    id: engineers
    source: engineers

The note <? {SECRET} ?> says `<!-- shown in a note -->`. <!-- {SECRET} -->

- An item
[//]: # ({SECRET})
- [comment]: <> ({SECRET})

    [//]: # (Later: {SECRET})

[//]: # (This one, too: {SECRET})

<!-- {SECRET}

{SECRET} -->

///

## Heading <!-- {SECRET} --> two

Setext <!-- {SECRET} -->
------

- item <!-- {SECRET} -->

    <!-- {SECRET} -->

> quoted <!-- {SECRET} -->

| a | b |
|---|---|
| c <!-- {SECRET} --> | d |

!!! note "Title <!-- {SECRET} -->"

    <!-- {SECRET} -->

<div>
<p>raw <!-- {SECRET} --></p>
<!--[if IE]> {SECRET} <![endif]-->
</div>

<div markdown>

inside <!-- {SECRET} -->

</div>

<?php {SECRET} ?>

Word <span>one <!-- {SECRET} --> two</span>[^1]. <!--{SECRET}--> <!--- {SECRET} ---> <!----> End.

[^1]: Footnote <!-- {SECRET} -->

`<!-- shown in a span -->`

```html
<!-- shown in a fence -->
```

<script>
var shown = "<!-- shown in a script -->";
</script>
"""

PLAIN = f"# Plain <!-- {SECRET} -->\n\nNo claims.\n\n<!-- {SECRET} -->\n\n<p title='it's'>a <!-- {SECRET} --> b</p>\n"

BUILDERS = {
    "mkdocs": ["mkdocs", "build"],
    "mkdocs without hook": ["mkdocs", "build", "-f", "no-hook.yml"],
    "properdocs": ["properdocs", "build", "-f", "mkdocs.yml"],
    "zensical": ["zensical", "build"],
}


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_comment_is_published(tmp_path: Path, builder: str) -> None:
    """Comments of Markdown, HTML and YAML are in no file of the built site; code that shows some is."""
    site = write_site(tmp_path, {"a.md": ARTICLE, "b.md": PLAIN}, sources=f"# {SECRET}\n{SOURCES}")
    (site / "docs/whosaid.yml").write_text(f"# {SECRET}\nledger-page: ledger.md\n", "utf-8")
    (site / "no-hook.yml").write_text(CONFIG.partition("hooks:")[0], "utf-8")
    name, *args = BUILDERS[builder]
    done = run([exe(name), *args], site)
    assert done.returncode == 0, done.stdout + done.stderr
    published = files_of(site / "site")
    assert "search.json" in published or "search/search_index.json" in published
    for path, data in published.items():
        assert SECRET not in (gzip.decompress(data) if path.endswith(".gz") else data).decode("utf-8", "replace"), path
    html = published["a/index.html"].decode()
    for place in ("span", "fence", "note"):
        assert f"&lt;!-- shown in a {place} --&gt;" in html
    assert '"<!-- shown in a script -->"' in html
    assert "the bridge  is unsafe" in html
    assert "End." in html


def test_no_comment_is_exported(tmp_path: Path) -> None:
    """The same of the data that is written without a builder; a note keeps the code that it shows."""
    site = write_site(tmp_path, {"a.md": ARTICLE, "b.md": PLAIN}, sources=f"# {SECRET}\n{SOURCES}")
    done = run([exe("whosaid"), "export", "out"], site)
    assert done.returncode == 0, done.stderr
    exported = files_of(site / "out")
    assert {"data/claims.json", "data/claims.csv", "embed/a/bridge.html", "feed/articles.xml"} <= exported.keys()
    assert [path for path, data in exported.items() if SECRET in data.decode("utf-8")] == []
    assert b"shown in a note" in exported["data/claims.json"]
    assert b'"words":"the bridge is unsafe"' in exported["data/claims.json"]


def test_the_files_of_the_engine_are_not_published(tmp_path: Path) -> None:
    """The hook keeps sources.yml and whosaid.yml back, whether or not mkdocs.yml leaves them out."""
    config = CONFIG.replace("exclude_docs: |\n  /sources.yml\n  /whosaid.yml\n", "")
    assert config != CONFIG
    site = build_site(tmp_path, {"whosaid.yml": f"# {SECRET}\n{QUIET}"}, config, f"# {SECRET}\n{SOURCES}")
    assert not {"sources.yml", "whosaid.yml"} & files_of(site / "site").keys()


def test_a_second_copy_with_claims_is_not_published(tmp_path: Path) -> None:
    """Its claims are in no output, for any ending of its name."""
    pages = {"a.md": CLAIM, "a.md copy.md": CLAIM.replace("it is", SECRET)}
    site = write_site(tmp_path, pages)
    done = build(site)
    assert done.returncode == 0, done.stderr
    assert [path for path, data in files_of(site / "site").items() if SECRET.encode() in data] == []


CLAIM = 'The council said that [it is unsafe](#it "claim by council").\n'
SECRET_SOURCES = f"""\
{SOURCES}clerk:
  {{type: unnamed, described-as: a clerk, role: keeps the register, for: council, name: {SECRET}}}
porter:
  type: unnamed
  described-as: a porter
  url: https://example.org/{SECRET}
  archive-url: https://example.org/copy/{SECRET}
  identity: {SECRET}
"""
SECRET_PAGE = """\
A clerk says that [licences were lost](#lost "claim by clerk"), a porter that
[the register was carried out](#carried "claim by porter").
"""


@pytest.mark.parametrize("format", FORMATS)
def test_no_report_repeats_who_an_unnamed_source_is(tmp_path: Path, format: str) -> None:
    """Neither in a message nor as the faulty line, also below another finding on that line: logs are public."""
    site = write_site(tmp_path, {"a.md": SECRET_PAGE, "whosaid.yml": ""}, sources=SECRET_SOURCES)
    done = run([exe("whosaid"), "check", "--format", format], site, {"PYTHONIOENCODING": "utf-8"})
    assert done.returncode == 1
    for name in ("named-unnamed-source", "unnamed-without-reason", "address-of-unnamed-source", "private-key"):
        assert name in done.stdout
    assert SECRET not in done.stdout + done.stderr


def test_no_preview_shows_who_an_unnamed_source_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is in no file of the previewed site, nor in its log. What is description stays."""
    site = write_site(tmp_path, {"a.md": SECRET_PAGE}, sources=SECRET_SOURCES)
    with (site / "docs/whosaid.yml").open("a") as settings:  # so that every file is there without being asked for
        settings.write("preview: whole\n")
    (tmp_path / "built").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "built"))  # where `mkdocs serve` builds
    with served(site) as home:
        html = wait_for("named-unnamed-source", f"{home}a/")
        (built,) = (tmp_path / "built").iterdir()
        files = files_of(built)
    assert "A clerk, keeps the register, for the town council" in html
    assert {"ledger/source/porter/index.html", "data/sources.csv", "embed/a/lost.html"} <= files.keys()
    for path, data in files.items():
        assert SECRET not in (gzip.decompress(data) if path.endswith(".gz") else data).decode("utf-8", "replace"), path
    assert SECRET not in (site / "serve.log").read_text("utf-8")


SHOWN = {
    "snippet": '--8<-- "part.txt"\n',
    "attribute of raw HTML": f'<img src="x.png" alt="a <!-- {SECRET} --> b">\n',
    "beside one as text": f'<img src="x.png" alt="a <!-- {SECRET} --> b"> and &lt;!-- a **comment** --&gt;\n',
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_comment_that_is_printed_after_all_stops_the_build(tmp_path: Path, name: str) -> None:
    """Where the check cannot see it, the built page is looked at."""
    config = CONFIG.replace("attr_list, ", "attr_list, {pymdownx.snippets: {base_path: .}}, ")
    site = write_site(tmp_path, {"a.md": f'{SHOWN[name]}\n[It is](#it "claim by council")\n'}, config)
    (site / "part.txt").write_text(f"Text <!-- {SECRET}\n\nmore --> end.\n")
    done = build(site)
    assert done.returncode == 1
    assert "docs/a.md:1:" in done.stderr
    assert "a comment is printed in the page" in done.stderr


AS_TEXT = (
    '[So &lt;!-- it is](#it "claim by council"). &lt;!-- A **comment** --&gt; and &lt;!-- *one*.',
    '[So `<!-- it -->` is](#it "claim by council").',
    '[So **`<!-- it -->`** is](#it "claim by council").',
    '[So `<!-- it` is](#it "claim by council").',
    '[So ``<!-- ` -->`` is](#it "claim by council").',
    '# So `<!-- it -->`\n\n[It is](#it "claim by council").',
    '| [So `<!-- it -->` is](#it "claim by council") |\n|---|\n| a |',
)


@pytest.mark.parametrize("text", AS_TEXT)
def test_a_comment_as_text_may_be_shown(tmp_path: Path, text: str) -> None:
    """Also in the words of a claim, which its note repeats, and in code, which repeats it as text."""
    done = build(write_site(tmp_path, {"a.md": text}))
    assert done.returncode == 0, done.stderr


DRAFT = """\
---
sources:
  porter: {type: unnamed, described-as: a porter, for: firm}
---
A clerk says that [licences were lost](#lost "claim by clerk, porter via weekly").

/// claim | They were sold
    id: sold
    source: ada
    about: dealer
    alone: yes
///
"""
DRAFT_SOURCES = f"""\
{SOURCES}clerk: {{type: unnamed, described-as: a clerk {SECRET}, possibly-same-as: second}}
second: {{type: unnamed, described-as: another clerk {SECRET}}}
ada: {{type: person, name: Ada {SECRET}, role: keeper, for: archive}}
archive: {{type: institution, name: The archive {SECRET}}}
dealer: {{type: person, name: A dealer {SECRET}}}
firm: {{type: institution, name: A firm {SECRET}}}
weekly: {{type: outlet, name: The Weekly {SECRET}}}
nobody: {{type: person, name: Not yet quoted, for: bank}}
bank: {{type: institution, name: The bank}}
"""


@pytest.mark.parametrize("by", ["mkdocs", "export"])
def test_a_source_that_only_a_draft_names_is_not_published(tmp_path: Path, by: str) -> None:
    """Neither its name nor its page, nor that of whom its entry names; what a published page names, or no page, is."""
    pages = {"a.md": 'The council said [so](#so "claim by council").\n', "draft.md": DRAFT}
    site = write_site(tmp_path, pages, CONFIG + "draft_docs: |\n  /draft.md\n", DRAFT_SOURCES)
    done = build(site) if by == "mkdocs" else run([exe("whosaid"), "export", "site"], site)
    assert done.returncode == 0, done.stderr
    published = files_of(site / "site")
    assert [path for path, data in published.items() if SECRET.encode() in data or "clerk" in path] == []
    claims = published["data/claims.json"].decode("utf-8")
    for name in ("the town council", "Not yet quoted", "The bank", "Ada Brook"):
        assert name in claims


STRAY = (
    "sources copy.yml|sources (1).yml|sources-old.yaml|sources2.yml|Copy of sources.yml|Kopie von sources.yml|"
    "town/sources.yml.txt|sources.yml.gz|whosaid - copy.yml|SOURCES.YML.BAK|a.md.txt|a.md.1|a.md (copy)|a.markdown.asc|"
    "a.md-notes|~$letter.docx|Thumbs.db|a.autosave|sources.yaml|town/sources.yml"
).split("|")
READERS = "resources.yml|data-sources.json|sourcesmap.yml|sources.csv|b.mdx|amd.txt|open.yml|my.md5|old.txt".split("|")


def test_second_copies_are_found_and_kept_back(tmp_path: Path) -> None:
    """However an editor, a file manager or a program names them: what is in them is what the first one holds."""
    site = write_site(tmp_path, dict.fromkeys((*STRAY, *READERS), SECRET))
    found = {finding.path for finding in check(load(site / "docs")[0]) if finding.rule == "stray-file"}
    assert found == {*STRAY}
    assert [name for name in (*STRAY, *READERS) if is_private(name)] == STRAY
