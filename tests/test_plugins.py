"""One small annotated site with each of the plug-ins that other people have.

For each: it builds; every address in every output leads to a file or an id that is there; no id stands twice on a page;
a page without annotations is that of a build without Whosaid, but for what the guide lists; no draft is anywhere.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from addresses import ids_twice, unresolved
from pluginsites import CASES, Case, write
from sites import build, write_site
from tools import ROOT, exe, run
from whosaid.theme import mend


@pytest.mark.parametrize("name", CASES)
def test_a_site_with_the_plug_in(tmp_path: Path, name: str) -> None:
    """It builds as it should, with all that the top of this file promises."""
    case = CASES[name]
    site = write(tmp_path, case)
    env = {"SOURCE_DATE_EPOCH": "1900000000", **case.env}
    done = run([exe("python"), ROOT / "tests/both.py"], site, env)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    built, without = site / "site", site / "without"
    of_others = [found for found in unresolved(without, case.root) if found.startswith("print_page/")]
    assert [found for found in unresolved(built, case.root) if found not in of_others] == []
    assert ids_twice(built) == []
    assert [file for file in built.rglob("*") if file.is_file() and b"ebra" in file.read_bytes()] == []
    assert as_without(built / case.plain) == as_without(without / case.plain)
    for file, pattern in case.holds.items():
        assert re.search(pattern, (built / file).read_text("utf-8")), f"{file} lacks {pattern}"
    for file, pattern in case.lacks.items():
        assert not re.search(pattern, (built / file).read_text("utf-8")), f"{file} has {pattern}"


def as_without(file: Path) -> str:
    """The page without what Whosaid adds to all pages, as the guide lists it, and without what has the ledger in it."""
    page = BeautifulSoup(mend(file.read_text("utf-8")), "html.parser")
    with_ledger = "nav, header, footer, link[rel=prev], link[rel=next]"
    ours = "link[href*=whosaid], script[src*=whosaid], link[type='application/atom+xml']"
    shares = "meta[property^='og:'], meta[name^='twitter:'], meta[property^='twitter:']"
    for part in page.select(f"{with_ledger}, {ours}, {shares}"):
        part.decompose()
    for script in page.find_all("script", src=False):
        if "XMLHttpRequest" in script.get_text():
            script.decompose()
    for box in page.select("input[autocomplete]"):  # where a minifier has been
        del box["autocomplete"]
    return re.sub(r"\s+", " ", str(page))


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
        "this claim is on a page that is no file of the docs folder, so it cannot be checked",
    ),
}


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
    needed = "".join((ROOT / f"requirements{which}.txt").read_text("utf-8") for which in ("", "-plugins"))
    bounds = dict(re.findall(r"^([\w-]+)(?:\[\w+\])?>=([\d.]+)", needed, re.MULTILINE))
    assert rows == [(name, case.distribution, bounds[case.distribution]) for name, case in CASES.items()]
    for case in CASES.values():
        assert numbers(version(case.distribution)) >= numbers(bounds[case.distribution])


def numbers(text: str) -> list[int]:
    """A version as numbers."""
    return [int(number) for number in re.findall(r"\d+", text)]
