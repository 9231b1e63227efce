"""One small annotated site with each of the plug-ins that other people have.

For each: it builds; every address in every output leads to an existing file or id; no id is on a page twice;
every file without annotations is byte for byte that of a build without Whosaid, but for what the guide lists: the lines
with the stylesheet and the script, and titles as text; no draft is anywhere.
"""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from unittest.mock import Mock

import pytest

from addresses import ids_twice, unresolved
from pluginsites import CASES, NAV, Case, write
from sites import build, files_of, page, unstyled, write_site
from tools import PATIENCE, ROOT, environment, exe, run
from warm import run_warm
from whosaid.mkdocs.plugin import WhosaidPlugin
from whosaid.mkdocs.printing import on_paper

LISTS = ("sitemap.xml", "search/")  # of all pages, the ledger's among them
ANNOTATED = re.compile(rb'title="(?:claim|denial|show) ')  # what marks and embeds are without Whosaid
BACK_TO_FOOTNOTE = re.compile(r"print_page/index\.html: #[\w-]+-fnref\d*:")  # print-site's own: it has no such ids
TITLE, SAFE_TITLE = re.compile(rb"safe &(?:amp;)? <b>sound</b>"), b"safe &amp; &lt;b&gt;sound&lt;/b&gt;"


@pytest.mark.parametrize("name", CASES)
def test_a_site_with_the_plug_in(tmp_path: Path, name: str) -> None:
    """It builds as it should, with all that the top of this file promises."""
    case = CASES[name]
    site = write(tmp_path, case)
    env = {"SOURCE_DATE_EPOCH": "1900000000", **case.env}
    done = run_warm([str(ROOT / "tests/both.py")], site, environment(env), PATIENCE)  # one process, so one seed
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    built, without = site / "site", site / "without"
    assert [found for found in unresolved(built, case.root) if not BACK_TO_FOOTNOTE.match(found)] == []
    assert ids_twice(built) == []
    assert [file for file in built.rglob("*") if file.is_file() and b"ebra" in file.read_bytes()] == []
    assert not ANNOTATED.search((without / case.plain).read_bytes())
    assert differing(without, built, case) == []
    for file, pattern in case.holds.items():
        assert re.search(pattern, (built / file).read_text("utf-8")), f"{file} lacks {pattern}"
    for file, pattern in case.lacks.items():
        assert not re.search(pattern, (built / file).read_text("utf-8")), f"{file} has {pattern}"


def differing(without: Path, built: Path, case: Case) -> list[str]:
    """The files without annotations that a build without Whosaid has and one with it lacks or has otherwise."""
    found = []
    for path, expected in files_of(without).items():
        if path.startswith(LISTS):
            continue
        file, is_page = built / path, path.endswith(".html")
        given = file.read_bytes() if file.is_file() else b""
        if is_page and ANNOTATED.search(expected):
            continue
        if is_page:
            given, expected = unstyled(given), TITLE.sub(SAFE_TITLE, expected).replace(b"n & s", b"n &amp; s")
        if case.other:
            given, expected = (re.sub(case.other.encode(), b"", text) for text in (given, expected))
        if given != expected:
            found.append(path)
    return found


@pytest.mark.parametrize("name", ["blog", "static-i18n, suffix", "minify", "macros", "no search"])
def test_properdocs_builds_it_too(tmp_path: Path, name: str) -> None:
    """The heir of MkDocs runs plug-ins that were made for it: the same holds of what it builds."""
    case = CASES[name]
    done = run([exe("properdocs"), "build", "-f", "mkdocs.yml"], write(tmp_path, case), case.env)
    assert done.returncode == 0, done.stderr
    built = tmp_path / "site"
    assert unresolved(built, case.root) == ids_twice(built) == []
    assert [file for file in built.rglob("*") if file.is_file() and b"ebra" in file.read_bytes()] == []
    assert "The bridge is unsafe" in (built / "data/claims.json").read_text("utf-8")
    for file, pattern in case.holds.items():
        assert re.search(pattern, (built / file).read_text("utf-8")), f"{file} lacks {pattern}"


PRINTED = """\
| a | b |
|---|---|
| [in a table](#t "claim by council") | x[^n] |

[By two](#two), [once more](#two), as [the other article](bridge.md#unsafe), [a heading](#place) and
[a page](../plain.md) say.

/// claim
id: two
source: officials

A note[^n] with [a mark](#t), [a page](bridge.md), [a heading](#place) and [a claim elsewhere](bridge.md#fall).
///

/// claim | It stands alone
id: alone
alone: yes
source: officials
supports: t
///

## Place

[No](#no "denial of t, bridge.md#unsafe by mayor").

[All](../ledger.md "show statements by date")

[^n]: A footnote with [a mark](#t) and [a page](../plain.md).
"""


def test_no_link_on_the_page_that_holds_all_leads_nowhere(tmp_path: Path) -> None:
    """Marks, notes, lists of claims and the ledger: what cannot lead to a place of that page is text there."""
    nav = f"{NAV.rstrip()[:-1]}, articles/printed.md, ledger.md]\n"
    case = replace(CASES["print-site"], config=nav, pages={"articles/printed.md": PRINTED})
    done = build(write(tmp_path, case))
    assert done.returncode == 0, done.stderr
    dead = [found for found in unresolved(tmp_path / "site", case.root) if not BACK_TO_FOOTNOTE.match(found)]
    assert dead == []
    printed = page(tmp_path / "site", "print_page")
    for words in ("in a table", "It stands alone", "a claim elsewhere", "No"):
        assert words in printed.get_text()
    assert printed.select(".md-content a[href^='#articles-printed-fn:']")


def test_a_finding_is_told_once_for_all_languages(tmp_path: Path) -> None:
    """Also where a plug-in builds the site once for each, and pages that are not translated stand in all."""
    pages = {"a.md": 'It says [so](#a "claim by council").\n', "b.md": "---\ndraft: true\n---\nText.\n"}
    case = replace(CASES["static-i18n, suffix"], own_nav=True)
    done = build(write_site(tmp_path, {**pages, "whosaid.yml": ""}, case.settings(whosaid=True)))
    assert done.returncode == 0, done.stderr
    told = re.findall(r"docs/\S+:\d+:\d+: .*\[([\w-]+)\]", done.stderr)
    assert told.count("published-draft") == told.count("unstated-route") == 1


def test_files_of_two_other_plug_ins_may_share_an_address(tmp_path: Path) -> None:
    """Which of them wins is for MkDocs to say, as without Whosaid."""
    made = "import mkdocs_gen_files as g\nwith g.open('tags/index.html', 'w') as f:\n    f.write('Tags')\n"
    pages = {"a.md": '[It](#a "claim by mayor").\n', "tags.md": "Text.\n", "../made.py": made}
    settings = Case("- gen-files: {scripts: [made.py]}", own_nav=True).settings(whosaid=True)
    done = build(write_site(tmp_path, pages, settings))
    assert done.returncode == 0, done.stderr


def test_a_failed_build_of_one_language_leaves_those_around_it() -> None:
    """A plug-in may go on when one has failed."""
    plugin, outer, inner = WhosaidPlugin(), Mock(), Mock()
    plugin.builds = [outer, inner]
    plugin.on_build_error(ValueError())
    assert plugin.builds == [outer]


def test_the_overview_is_not_on_paper_where_another_section_comes_first() -> None:
    """The notes say it all."""
    html = '<section>One</section><section class="ann-overview">Two</section><p>Three</p>'
    assert on_paper(html) == "<section>One</section><p>Three</p>"


REFUSED = {
    "a macro in the words of a claim": (
        "- macros",
        {"a.md": 'Said [it is unsafe in {{ 1 + 1 }}](#a "claim by mayor").\n'},
        "the mark of “a” is “it is unsafe in {{ 1 + 1 }}” in the file and “it is unsafe in 2” when the page is drawn",
    ),
    "a macro in a note": (
        "- macros",
        {"a.md": "Said [it](#a).\n\n/// claim\nid: a\nsource: mayor\n\nIn {{ 1 + 1 }}.\n///\n"},
        "the note of “a” is “In {{ 1 + 1 }}.” in the file and “In 2.” when the page is drawn",
    ),
    "a macro in the headline": (
        "- macros",
        {"a.md": '# In {{ 1 + 1 }}\n\nSaid [it](#a "claim by mayor").\n'},
        "the headline is “In {{ 1 + 1 }}” in the file and “In 2” when the page is drawn",
    ),
    "a claim in an included file": (
        "- include-markdown",
        {"part.txt": '[It](#a "claim by mayor").\n', "a.md": '{% include-markdown "part.txt" %}\n'},
        "the kind of “a” is nothing in the file and “claim” when the page is drawn",
    ),
    "a claim on a page that a plug-in makes": (
        "- gen-files: {scripts: [made.py]}",
        {
            "../made.py": "import mkdocs_gen_files as g\nwith g.open('made.md', 'w') as f:\n"
            "    f.write('[It](#a \"claim by mayor\")')\n"
        },
        "this claim is on a page that is not a file of the docs folder, so it cannot be checked",
    ),
}


WORDS = {
    "emoji": ("it is :smile: so", "it is 😄 so"),
    "keys": ("press ++ctrl++ now", "press Ctrl now"),
    "critic": ("a {++new++} bridge", "a new bridge"),
    "signs": ("a (c) b, 1/2, a --> b", ""),
    "quotes": ('a -- b "c" ...', ""),
    "address": ("see https://example.org/x today", ""),
    "angles": ("see <https://example.org/x> or <john.doe@example.org>", ""),
    "reference": ("the [report][r] of May", ""),
    "short": ("the HTML page", ""),
    "braces": ("a `{{ x }}` and { x }", ""),
}
EMOJI = "emoji_index: !!python/name:material.extensions.emoji.twemoji "
SHAPING = (
    "abbr, smarty, pymdownx.critic, pymdownx.keys, pymdownx.magiclink, pymdownx.smartsymbols, "
    f"pymdownx.emoji: {{{EMOJI}, emoji_generator: !!python/name:pymdownx.emoji.to_alt }}"
)


def test_words_that_extensions_change_are_told_each_once(tmp_path: Path) -> None:
    """Those that differ from the record, except in typography only."""
    rest = "\n[r]: https://example.org/\n\n*[HTML]: A language\n"
    pages = {f"{name}.md": f'Said [{words}](#c "claim by mayor").\n{rest}' for name, (words, _) in WORDS.items()}
    pages["macro.md"] = 'Said [it is in {{ 1 + 1 }}](#c "claim by mayor").\n'
    settings = Case("- macros", own_nav=True, extension=SHAPING).settings(whosaid=True)
    done = build(write_site(tmp_path, pages, settings))
    told = re.findall(r"docs/([a-z]+)\.md:1:6: the words of “c” are drawn as “(.*?)”, but", done.stderr)
    assert told == [(name, drawn) for name, (_, drawn) in sorted(WORDS.items()) if drawn], done.stderr
    assert done.stderr.count("[not-as-read]") == len(told) + 1  # the macro


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_work_is_refused(tmp_path: Path, name: str) -> None:
    """What would be published otherwise than it was checked stops the build with a sentence."""
    plugins, pages, sentence = REFUSED[name]
    done = build(write_site(tmp_path, pages, Case(plugins, own_nav=True).settings(whosaid=True)))
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "site").exists()


def test_the_guide_says_what_was_tested() -> None:
    """Its table has each of these sites, with the package and the version from which on it was tested."""
    rows = re.findall(
        r"^\| (.+?) \| `(.+?)` (\S+) \|", (ROOT / "docs/guide/plugins.md").read_text("utf-8"), re.MULTILINE
    )
    needed = "".join((ROOT / file).read_text("utf-8") for file in ("pyproject.toml", "requirements-plugins.txt"))
    bounds = dict(re.findall(r"^ *\"?([\w-]+)(?:\[\w+\])?>=([\d.]+)", needed, re.MULTILINE))
    assert rows == [(name, case.distribution, bounds[case.distribution]) for name, case in CASES.items()]
    for case in CASES.values():
        assert numbers(version(case.distribution)) >= numbers(bounds[case.distribution])


def numbers(text: str) -> list[int]:
    """A version as numbers."""
    return [int(number) for number in re.findall(r"\d+", text)]
