"""The hook under MkDocs: reasons to stop a build, previews, and drawing from unusual places."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from previews import served, wait_for
from sites import CONFIG, QUIET, SOURCES, build, build_site, files_of, one, page, write_site
from tools import exe, run

CLAIM = 'The council said [the bridge is unsafe](#bridge "claim by council").\n'


def test_a_failed_check_leaves_the_last_good_site(tmp_path: Path) -> None:
    """The check comes before MkDocs empties the output folder."""
    site = write_site(tmp_path, {"a.md": CLAIM})
    assert build(site).returncode == 0
    before = files_of(site / "site")
    write_site(tmp_path, {"a.md": CLAIM.replace(" by council", "")})
    assert build(site).returncode == 1
    assert files_of(site / "site") == before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list", "- one\n- [a b](#x)\n- three\n\n/// claim\nid: x\nsource: council\n///\n"),
        (
            "block inside a list",
            "- one\n- [a b](#x)\n\n    /// claim\n    id: x\n    source: council\n    ///\n\n- three\n",
        ),
        ("quotation", "> [a b](#x)\n>\n> /// claim\n> id: x\n> source: council\n> ///\n>\n> more\n"),
        ("table", '| a | b |\n|---|---|\n| [a b](#x "claim by council") | c |\n'),
        ("admonition", "!!! note\n\n    [a b](#x)\n\n/// claim\nid: x\nsource: council\n///\n"),
        ("footnote", 'Text[^1].\n\n[^1]: [a b](#x "claim by council")\n'),
        ("element", '<div markdown>\n\n[a b](#x "claim by council")\n\n</div>\n'),
        ("emphasis and code", 'So [**a** `b`](#x "claim by council").\n'),
        ("footnote in the words", '[a[^1] b](#x "claim by council")\n\n[^1]: Note.\n'),
        ("brackets and line end", '[a [sic]\nb](#x\n"claim\nby council")\n'),
        ("no empty line before the block", "[a b](#x)\n/// claim\nid: x\nsource: council\n///\nMore.\n"),
        ("attributes", '[a b](#x "claim by council"){ .red lang=fr }\n'),
        (
            "definition after the block",
            "[a b](#x)\n\n/// claim\nid: x\nsource: council\n\nSee [site].\n\n///\n\n[site]: https://example.org\n",
        ),
    ],
)
def test_a_mark_is_drawn_wherever_text_may_stand(tmp_path: Path, name: str, text: str) -> None:
    """Lists, quotations, tables, admonitions, footnotes: one mark, one number, one note after the outermost block."""
    site = write_site(tmp_path, {"a.md": text})
    done = build(site)
    assert done.returncode == 0, done.stderr
    drawn = page(site / "site", "a")
    assert [mark.get_text(" ", strip=True)[0] for mark in drawn.select("mark")] == ["a"]
    assert [ref.get_text() for ref in drawn.select(".ann-ref")] == ["1"]
    blocks = drawn.select("article > .ann-block > .ann-column > ul > li") or drawn.select(
        ".md-content .ann-block > .ann-column > ul > li"
    )
    assert [one(note, ".ann-body")["id"] for note in blocks] == ["x"]
    assert "whosaid" not in one(drawn, "article").get_text()


def test_parts_of_one_mark_share_one_number(tmp_path: Path) -> None:
    """Words interrupted by an ordinary link are marked in parts; a later mark is a mention of the same note."""
    text = '[The](#x "claim by council") [bridge](https://example.org/) [is unsafe](#x).\n\nAgain: [unsafe](#x).\n'
    site = write_site(tmp_path, {"a.md": text})
    assert build(site).returncode == 0
    drawn = page(site / "site", "a")
    assert [mark.get_text() for mark in drawn.select("mark")] == ["The", "is unsafe", "unsafe"]
    assert [mark.get_text() for mark in drawn.select("mark.ann-mention")] == ["unsafe"]
    assert len(drawn.select("p:first-child .ann-ref")) == 1
    assert len(drawn.select(".ann-card")) == 1


def test_a_block_that_stands_alone_is_an_open_admonition_in_its_place(tmp_path: Path) -> None:
    """With a title and no mark, the title is the claim's words."""
    block = "/// claim | The bridge is *unsafe*\nid: x\nsource: council\nalone: yes\n\nA **note**.\n\n///"
    text = f"First.\n\n{block}\n\nLast.\n"
    site = write_site(tmp_path, {"a.md": text})
    assert build(site).returncode == 0
    drawn = page(site / "site", "a")
    order = [
        part.get_text() if part.name == "p" else part["class"] for part in drawn.select("article > p, article > ul")
    ]
    assert order == ["First.", ["ann-notes", "ann-alone"], "Last."]
    assert one(drawn, ".ann-alone details").has_attr("open")
    assert one(drawn, ".ann-alone .ann-title").get_text() == "The bridge is *unsafe*"
    assert one(drawn, ".ann-alone .ann-editor strong").get_text() == "note"


def test_answers_on_other_pages_reach_the_claim(tmp_path: Path) -> None:
    """A denial elsewhere is shown at the claim, and a mark of another page's claim is a mention of it."""
    other = 'The mayor says [no](#r "denial of ../a.md#bridge by mayor"), the bridge is [safe](../a.md#bridge).\n'
    site = build_site(tmp_path, {"a.md": CLAIM, "b/c.md": other})
    answer = one(page(site / "site", "a"), ".ann-answer")
    assert answer.get_text().startswith("Denied by Ada Brook.")
    assert one(answer, "a")["href"] == "../b/c/#r"
    mention = one(page(site / "site", "b/c"), "mark.ann-mention + a")
    assert mention["href"] == "../../a/#bridge"


def test_a_pages_own_route_is_drawn_at_each_statement_that_says_nothing(tmp_path: Path) -> None:
    """`via:` in front matter, in either form; a statement that says how it came here keeps that."""
    text = (
        '---\nvia: evening-post\n---\n[It is unsafe](#unsafe "claim by mayor"), [they knew](#knew), '
        '[it was said](#said "claim by council via direct").\n\n'
        "/// claim\nid: knew\nsource: officials\n\nA note.\n\n///\n"
    )
    site = build_site(tmp_path, {"a.md": text})
    routes = {
        note["id"]: "The Evening Post" in note.get_text() for note in page(site / "site", "a").select(".ann-body")
    }
    assert routes == {"unsafe": True, "knew": True, "said": False}


HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def test_text_is_text(tmp_path: Path) -> None:
    """Names, titles, options and front matter cannot bring in HTML, script or addresses other than http(s)."""
    quoted = HOSTILE.replace('"', '\\"')
    sources = SOURCES + f'rogue: {{type: person, name: "{quoted}", role: "{quoted}"}}\n'
    text = (
        f'---\ntitle: "{quoted}"\ndescription: "{quoted}"\nauthor: "{quoted}"\nstatus: "{quoted}"\n'
        f'subtitle: "{quoted}"\n---\n'
        f"[a](#x)\n\n/// claim | {HOSTILE}\nid: x\nsource: rogue\nwhere: {HOSTILE}\n///\n"
        f"\n/// claim | [b](javascript:alert(1)) {HOSTILE}\nid: y\nsource: rogue\nalone: yes\n///\n"
    )
    site = write_site(tmp_path, {"a.md": text}, sources=sources)
    assert build(site).returncode == 0
    for file in (site / "site").rglob("*.html"):
        html = file.read_text("utf-8")
        assert "<script>alert" not in html, file
        assert "<img src=x" not in html, file
        assert 'href="javascript:' not in html, file


def test_names_that_look_like_marks_are_names(tmp_path: Path) -> None:
    """What Markdown has left of marks and blocks stops a build; the same signs in an author's texts are only text."""
    odd = "x](#a) /// claim"
    ada = dict.fromkeys(("name", "role", "interest"), odd)
    clerks = dict.fromkeys(("described-as", "reason", "knows-how", "count"), odd)
    sources = json.dumps({"ada": {"type": "person", **ada}, "clerks": {"type": "unnamed", **clerks}})
    text = 'It says [so](#a "claim by ada, clerks").\n\n[All](index.md "show claims")\n'
    folder = write_site(tmp_path, {"a.md": text}, sources=sources)
    done = build(folder)
    assert done.returncode == 0, done.stderr
    assert one(page(folder / "site", "a"), "#a dl").get_text().lower().count(odd) == len({**ada, **clerks})


def test_an_apostrophe_in_an_address_is_a_part_of_it(tmp_path: Path) -> None:
    """It ends neither the attribute nor the Markdown that it is put into."""
    address = "https://example.org/it's/'onclick='alert(1)'"
    sources = SOURCES + f'rogue: {{type: person, name: Bo Ash, url: "{address}"}}\n'
    text = f"---\nurl: {address}\n---\n[a](#x)\n\n/// claim\nid: x\nsource: rogue\nurl: {address}\n///\n"
    site = build_site(tmp_path, {"a.md": text}, sources=sources)
    for path, label in (("a", "Source"), ("ledger/source/rogue", "Website")):
        [link] = [link for link in page(site / "site", path).select("article a") if link.get_text() == label]
        assert unquote(str(link["href"])) == address
        assert link.attrs.keys() <= {"href", "rel"}


@pytest.mark.parametrize(
    ("name", "pages", "extra", "said"),
    [
        (
            "snippet",
            {"a.md": '--8<-- "part.txt"\n', "part.txt": "/// claim\nid: x\n///\n"},
            "pymdownx.snippets: {base_path: docs}",
            "left in the page",
        ),
        (
            "mark in a snippet",
            {"a.md": CLAIM + '\n--8<-- "part.txt"\n', "part.txt": "[b](#bridge)\n"},
            "pymdownx.snippets: {base_path: docs}",
            "drawn 2 times",
        ),
    ],
)
def test_what_the_reader_cannot_see_is_found_in_the_page(
    tmp_path: Path, name: str, pages: dict[str, str], extra: str, said: str
) -> None:
    """The page is compared with what was read; a difference stops the build."""
    config = CONFIG.replace("attr_list, ", "attr_list, {" + extra + "}, ")
    done = build(write_site(tmp_path, pages, config))
    assert done.returncode == 1
    assert re.search(rf"docs/a\.md:\d+:\d+: .*{said}.*\[not-as-read\]", done.stderr), done.stderr


def test_what_is_left_in_a_page_several_times_is_one_finding(tmp_path: Path) -> None:
    """As the words of a snippet that is brought in twice."""
    config = CONFIG.replace("attr_list, ", "attr_list, {pymdownx.snippets: {base_path: docs}}, ")
    pages = {"a.md": '--8<-- "part.txt"\n\nMore.\n\n--8<-- "part.txt"\n', "part.txt": "/// claim\nid: x\n///\n"}
    done = build(write_site(tmp_path, pages, config))
    assert done.returncode == 1
    assert done.stderr.count("“/// claim” is left in the page") == 1, done.stderr


def test_a_lost_mark_is_one_finding(tmp_path: Path) -> None:
    """What takes a mark away is named once, at the mark."""
    config = CONFIG.replace("attr_list, ", "attr_list, {pymdownx.critic: {mode: reject}}, ")
    done = build(write_site(tmp_path, {"a.md": f"Text. {{++{CLAIM.strip()}++}}\n"}, config))
    assert done.returncode == 1
    assert done.stderr.count("[not-as-read]") == 1, done.stderr
    assert "the mark of “bridge” is in the text once but drawn 0 times" in done.stderr


def test_an_extension_that_takes_a_mark_away_is_found_out(tmp_path: Path) -> None:
    """An abbreviation, a macro, a plug-in: if the mark is not drawn as meant, the build says so."""
    hook = "def on_page_markdown(markdown, **kwargs):\n    return markdown.replace('(#bridge', '(#other')\n"
    site = write_site(tmp_path, {"a.md": CLAIM}, CONFIG.replace("hooks: [", "hooks: [rogue.py, "))
    (site / "rogue.py").write_text(hook)
    done = build(site)
    assert done.returncode == 1
    assert "[not-as-read]" in done.stderr


LEAKS = {
    "a fence that is none": '``` one two\n\n[the bridge](#unsafe "claim by nobody")\n\n```\n',
    "a reference over two lines": 'Said [it][q] ok.\n\n[q]: #unsafe\n    "claim by nobody"\n',
    "raw HTML": 'Said <a href="#unsafe" title="claim by nobody">it</a>.\n',
    "an entity": 'Said [it](&#35;unsafe "claim by nobody").\n',
}


@pytest.mark.parametrize("name", LEAKS)
def test_no_attribution_is_left_as_an_ordinary_link(tmp_path: Path, name: str) -> None:
    """However a mark slips past the reader, the page that would show it as a link stops the build."""
    done = build(write_site(tmp_path, {"a.md": LEAKS[name]}))
    assert done.returncode == 1, name
    assert re.search(r"docs/a\.md:\d+:\d+: ", done.stderr), done.stderr


IN_PLACE = {
    "list": ("- one\n\n    {}\n\n    more\n\n- two\n", "article > ul > li"),
    "admonition": ("!!! note\n\n    one\n\n    {}\n\n    more\n", "article > .admonition"),
    "quotation": ("> one\n>\n> {}\n>\n> more\n", "article > blockquote"),
}


@pytest.mark.parametrize("name", IN_PLACE)
def test_a_block_that_stands_alone_stays_in_its_container(tmp_path: Path, name: str) -> None:
    """A list, an admonition or a quotation goes on after it."""
    frame, container = IN_PLACE[name]
    prefix = "> " if name == "quotation" else "    "
    block = f"\n{prefix}".join(["/// claim | The title", "id: x", "source: council", "alone: yes", "///"])
    site = write_site(tmp_path, {"a.md": frame.format(block)})
    done = build(site)
    assert done.returncode == 0, done.stderr
    around = one(page(site / "site", "a"), container)
    assert around.select(".ann-alone")
    assert "more" in around.get_text()
    assert not around.select("pre")


def test_a_block_in_a_footnote_keeps_the_footnote_whole(tmp_path: Path) -> None:
    """The block is cut out without a gap that would end the footnote."""
    text = "A[^1]\n\n[^1]:\n    [w](#x)\n\n    /// claim\n        id: x\n        source: council\n    ///\n\n    tail\n"
    site = write_site(tmp_path, {"a.md": text})
    assert build(site).returncode == 0
    assert "tail" in one(page(site / "site", "a"), ".footnote li").get_text()


def test_an_id_that_stands_twice_in_the_page_is_found(tmp_path: Path) -> None:
    """A heading inside an editor's note can have a statement's id too."""
    text = "[w](#bridge)\n\n/// claim\nid: bridge\nsource: council\n\n## Bridge\n\n///\n"
    done = build(write_site(tmp_path, {"a.md": text}))
    assert done.returncode == 1
    assert "something else on the page has the id “bridge”, too" in done.stderr


def statements(count: int) -> str:
    """A page of this many claims, five to a paragraph."""
    marks = [f'[claim {n}](#c{n} "claim by council")' for n in range(count)]
    return "\n\n".join(", ".join(marks[at : at + 5]) + "." for at in range(0, count, 5)) + "\n"


def test_500_statements_make_a_page_and_501_do_not(tmp_path: Path) -> None:
    """The most a page can have is drawn in full; one more is a finding."""
    site = write_site(tmp_path, {"a.md": statements(500)})
    assert build(site).returncode == 0
    assert len(page(site / "site", "a").select(".ann-card")) == 500
    done = build(write_site(tmp_path, {"a.md": statements(501)}))
    assert done.returncode == 1
    assert "[too-many-statements]" in done.stderr


def test_the_plug_in_and_the_hook_make_the_same_site(tmp_path: Path) -> None:
    """`plugins: [search, whosaid]` gives the bytes that `hooks: [hooks/attribution.py]` gives."""
    pages = {"a.md": '# A\n\n[The bridge is unsafe](#unsafe "claim by mayor via evening-post").\n'}
    by_plug_in = CONFIG.partition("hooks:")[0] + "plugins: [search, whosaid]\n"
    sites = []
    for seed, (name, config) in enumerate((("hook", CONFIG), ("plug-in", by_plug_in)), start=1):
        site = write_site(tmp_path / name, pages, config)
        done = build(site, "--strict", env={"SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": str(seed)})
        assert done.returncode == 0, done.stderr
        sites.append(files_of(site / "site"))
    assert sites[0] == sites[1]


LOOSE = f"{CLAIM}<!-- whosaid: ignore unused-silencing: a test -->\n"


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
@pytest.mark.parametrize("hook", [True, False], ids=["hook", "no hook"])
@pytest.mark.parametrize(
    ("severity", "plain", "strict"), [("error", 1, 1), ("warning", 0, 1), ("info", 0, 0), ("off", 0, 0)]
)
def test_severity_decides_what_stops_a_build(
    tmp_path: Path, builder: str, hook: bool, severity: str, plain: int, strict: int
) -> None:
    """Errors stop every build, warnings a strict one, an info none: with the hook and without."""
    config = CONFIG if hook else CONFIG.partition("hooks:")[0]
    settings = f"{QUIET}  unused-silencing: {severity}\n"
    site = write_site(tmp_path, {"a.md": LOOSE, "whosaid.yml": settings}, config)
    command: list[str | Path] = [exe(builder), "build", "-f", "mkdocs.yml"]
    done = run(command, site)
    assert done.returncode == plain, done.stderr
    assert ("[unused-silencing]" in done.stderr) == (severity != "off")
    assert run([*command, "--strict"], site).returncode == strict


def test_a_strict_build_leaves_the_last_good_site(tmp_path: Path) -> None:
    """A warning stops a strict build before MkDocs empties the output folder."""
    site = build_site(tmp_path, {"a.md": CLAIM})
    before = files_of(site / "site")
    write_site(tmp_path, {"a.md": LOOSE})
    assert build(site, "--strict").returncode == 1
    assert files_of(site / "site") == before


def test_readers_see_no_findings(tmp_path: Path) -> None:
    """Findings that do not stop a build are reported to the author, never to readers."""
    site = write_site(tmp_path, {"a.md": LOOSE})
    assert build(site).returncode == 0
    drawn = (site / "site/a/index.html").read_text("utf-8")
    assert "ann-fault" not in drawn
    assert "nothing here" not in drawn


def test_a_preview_shows_warnings_too(tmp_path: Path) -> None:
    """A finding that need not be fixed is shown as one to review, and disappears when its rule is switched off."""
    site = write_site(tmp_path, {"a.md": LOOSE, "whosaid.yml": QUIET})
    with served(site) as home:
        html = wait_for("ann-faults", home + "a/")
        assert re.search(r'<details class="info ann-faults"><summary>1 to review<', html)
        assert "to fix before" not in html
        (site / "docs/whosaid.yml").write_text(f"{QUIET}  unused-silencing: off\n")
        wait_for("ann-card", home + "a/", absent="ann-faults")


def test_a_preview_shows_faults_and_recovers(tmp_path: Path) -> None:
    """A preview never dies: from its first page on it shows each fault in a banner and at its note, and recovers."""
    bad = CLAIM.replace(" by council", "")
    site = write_site(tmp_path, {"a.md": bad, "whosaid.yml": QUIET})
    with served(site) as home:
        html = wait_for("ann-faults", home + "a/")
        assert "docs/a.md:1:50: this claim" in html
        assert html.index("ann-fault") < html.index("To fix: this claim")
        (site / "docs/a.md").write_text(CLAIM)
        wait_for("ann-card", home + "a/", absent="ann-faults")
        (site / "docs/sources.yml").write_text("council: [\n")
        wait_for("sources.yml", home + "a/")
        (site / "docs/sources.yml").write_text(SOURCES)
        wait_for("ann-card", home + "a/", absent="ann-faults")
        (site / "docs/a.md").write_text(statements(501))
        wait_for("too-many-statements", home + "a/")
        (site / "docs/a.md").write_text(CLAIM + "\n/// claim\nid: z\n\nNever closed.\n")
        wait_for("unclosed-block", home + "a/")
        (site / "docs/a.md").write_text(CLAIM + "\n/// claim | See [it](#bridge)\nid: z\nsource: council\n///\n")
        wait_for("not-drawn", home + "a/")
        (site / "docs/a.md").write_text(CLAIM)
        wait_for("ann-card", home + "a/", absent="ann-faults")
    log = (site / "serve.log").read_text()
    assert "Traceback" not in log
    assert "not-as-read" not in log  # what is left in the page is what the other findings are about


@pytest.mark.parametrize("line", ["icon: nope", "template: nope.html"])
def test_a_name_the_theme_does_not_know_is_a_finding(tmp_path: Path, line: str) -> None:
    """Not a traceback of the theme."""
    done = build(write_site(tmp_path, {"a.md": f"---\ntitle: A\n{line}\n---\n{CLAIM}"}))
    assert done.returncode == 1
    key = line.partition(":")[0]
    assert f"docs/a.md:3:{len(key) + 3}: the theme has no {key} “nope" in done.stderr
    assert {"icon": "[unknown-icon]", "template": "[unknown-template]"}[key] in done.stderr
    assert "Traceback" not in done.stderr


def test_icons_and_templates_of_the_theme_are_let_pass(tmp_path: Path) -> None:
    """Those that exist build as before."""
    done = build(write_site(tmp_path, {"a.md": "---\nicon: material/bridge\ntemplate: main.html\n---\nText.\n"}))
    assert done.returncode == 0, done.stderr


def test_an_anchor_the_author_gives_to_a_mark_is_kept(tmp_path: Path) -> None:
    """Links go to it, so it must be in the page beside the mark's own id."""
    text = 'So [it is **unsafe**](#bridge "claim by council"){ #here }.\n\n[Again](#bridge){ #there } [up](#here).\n'
    site = build_site(tmp_path, {"a.md": text})
    drawn = page(site / "site", "a")
    assert one(drawn, "mark #here").parent == one(drawn, "mark.ann")
    assert one(drawn, "mark.ann-mention #there").get_text() == ""
    assert one(drawn, "mark.ann").get_text() == "it is unsafe"


def test_a_preview_survives_front_matter_the_theme_fails_on(tmp_path: Path) -> None:
    """It shows the finding in the page, and recovers."""
    site = write_site(tmp_path, {"a.md": f"---\nicon: nope\nhide: 3\nsearch: text\n---\n{CLAIM}"})
    with served(site) as home:
        html = wait_for("ann-faults", home + "a/")
        assert "theme has no icon “nope”; write its folder, too, as in “material/bridge”" in html
        (site / "docs/a.md").write_text("Text.\n")
        wait_for("Text.", home + "a/", absent="ann-faults")
    assert "Traceback" not in (site / "serve.log").read_text()


def test_search_finds_words_and_no_furniture(tmp_path: Path) -> None:
    """All words of text and notes are in the search index; numbers and the links between notes are not."""
    text = (
        CLAIM + '\n- [item **bold**](#it "claim by mayor") tail\n\n'
        "/// claim | Alone\nid: alone\nsource: mayor\nalone: yes\n\nMy note.\n\n///\n\n| a |\n|---|\n| cell |\n\nEnd.\n"
    )
    site = write_site(tmp_path, {"a.md": text})
    assert build(site).returncode == 0
    index = json.loads((site / "site/search/search_index.json").read_text("utf-8"))
    own = [entry for entry in index["docs"] if entry["location"].partition("#")[0] == "a/"]
    said = " ".join(f"{entry['title']} {entry['text']}" for entry in own)
    words = [
        "the bridge is unsafe",
        "item bold tail",
        "Alone",
        "My note.",
        "cell",
        "End.",
        "the town council",
        "Ada Brook",
    ]
    assert [word for word in words if word not in said] == []
    assert re.findall(r"\d|Skip|More|All about|Back to|Next note|Previous note", said) == []
