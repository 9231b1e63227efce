"""Sites of others: how they are set up, and the messages if mkdocs.yml lists Whosaid in a way that cannot work."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sites import CONFIG, build, page, write_site
from tools import ROOT
from whosaid.cli import main

WITHOUT = CONFIG.partition("hooks:")[0]
ADD = "needs these lines (add them to the lists that are already there):\n\n"
EXCLUDED = "exclude_docs: |\n  /sources.yml\n  /whosaid.yml\n"
EXTENSIONS = "markdown_extensions:\n  - footnotes\n  - pymdownx.superfences\n  - whosaid\n"


def init(folder: Path, *args: str) -> str:
    """What `whosaid init` says of a folder."""
    done = CliRunner().invoke(main, ["init", str(folder), *args])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(
    ("before", "lines"),
    [
        pytest.param(
            "site_name: Mine\n",
            f"theme:\n  name: material\nplugins:\n  - search\n  - whosaid\n{EXCLUDED}{EXTENSIONS}",
            id="nothing yet",
        ),
        pytest.param(
            f"theme: readthedocs\nplugins: []\n{EXTENSIONS}",
            f"plugins:\n  - whosaid\n{EXCLUDED}",
            id="another theme, and no search",
        ),
        pytest.param(
            f"INHERIT: base.yml\nplugins: {{tags: , whosaid: }}\n{EXCLUDED}markdown_extensions: [whosaid: {{}}]\n",
            "markdown_extensions:\n  - footnotes\n  - pymdownx.superfences\n",
            id="mappings, and settings from another file",
        ),
        pytest.param(
            f"theme: {{name: material}}\nplugins: [!ENV SEARCH, whosaid]\nexclude_docs: /sources.yml\n{EXTENSIONS}",
            "exclude_docs: |\n  /whosaid.yml\n",
            id="tags that only MkDocs knows, and a line of its own",
        ),
        pytest.param(
            f"# plugins: [whosaid]\ntheme: {{name: material}}\n{EXCLUDED}{EXTENSIONS}",
            "plugins:\n  - search\n  - whosaid\n",
            id="a comment is no setting",
        ),
    ],
)
def test_init_names_the_lines_that_are_missing(tmp_path: Path, before: str, lines: str) -> None:
    """Lines that mkdocs.yml has are not asked for again, and the file is unchanged."""
    config = tmp_path / "mkdocs.yml"
    config.write_text(before, "utf-8")
    assert init(tmp_path).partition(ADD)[2] == lines + "\n"
    assert config.read_text("utf-8") == before


def test_a_file_that_cannot_be_read_is_left_as_it_is(tmp_path: Path) -> None:
    """All lines are named where nobody can tell which are there."""
    for broken in (b"theme: [\n", b"\xff\xfe", b"- a list\n", b""):
        (tmp_path / "mkdocs.yml").write_bytes(broken)
        assert init(tmp_path).partition(ADD)[2].startswith("theme:\n")
        assert (tmp_path / "mkdocs.yml").read_bytes() == broken


def test_the_settings_may_have_another_name(tmp_path: Path) -> None:
    """MkDocs and ProperDocs read either of two names; no second file is written beside it."""
    (tmp_path / "properdocs.yaml").write_text("site_name: Mine\n", "utf-8")
    assert f"properdocs.yaml {ADD}" in init(tmp_path)
    assert not (tmp_path / "mkdocs.yml").exists()


def test_init_writes_into_the_docs_folder_that_the_site_names(tmp_path: Path) -> None:
    """One whose name it cannot know is taken to be called `docs`."""
    for named, folder in {"content": "content", "'a b/ü'": "a b/ü", "!ENV DOCS": "docs", "": "docs"}.items():
        site = tmp_path / str(len(list(tmp_path.iterdir())))
        site.mkdir()
        (site / "mkdocs.yml").write_text(f"docs_dir: {named}\n", "utf-8")
        init(site)
        assert [file.relative_to(site).as_posix() for file in site.rglob("sources.yml")] == [f"{folder}/sources.yml"]


def test_init_sets_a_site_up_from_nothing(tmp_path: Path) -> None:
    """In an empty folder all is written that a site needs, and there is nothing to add; the gate works."""
    assert init(tmp_path).splitlines()[-1] == "mkdocs.yml has the lines it needs."
    (tmp_path / "docs/index.md").write_text('# Home\n\n[a](#x "claim by own-voice") [b](#y "claim")\n')
    assert "docs/index.md:3:38: " in build(tmp_path).stderr
    (tmp_path / "docs/index.md").write_text('# Home\n\n[a](#x "claim by own-voice")\n')
    assert build(tmp_path, "--strict").returncode == 0
    assert page(tmp_path / "site", ".").select_one(".ann-card")


def test_for_builders_without_plug_ins_the_files_are_written(tmp_path: Path) -> None:
    """`--no-plug-in` names no plug-in, and writes the stylesheet and the script into the docs folder."""
    init(tmp_path, "--no-plug-in")
    written = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.*")}
    assert written == {"mkdocs.yml", "docs/sources.yml", "docs/assets/whosaid.css", "docs/assets/whosaid.js"}
    text = (tmp_path / "mkdocs.yml").read_text("utf-8")
    assert "plugins" not in text
    assert "extra_css:\n  - assets/whosaid.css\nextra_javascript:\n  - assets/whosaid.js\n" in text


FORMER = {
    "logic of its own, and data": "from whosaid.addresses import Site\n",
    "logic of its own": "from whosaid.assets import SCRIPT, STYLESHEET, script, stylesheet\n",
    "some events only": (
        "from whosaid.mkdocs import WhosaidPlugin\n\n_plugin = WhosaidPlugin()\n\non_startup = _plugin.on_startup\n"
        "on_config = _plugin.on_config\non_pre_build = _plugin.on_pre_build\non_files = _plugin.on_files\n"
    ),
}
"""How hook files began that `whosaid init` once wrote, by what they had."""


@pytest.mark.parametrize("former", FORMER.values(), ids=FORMER)
def test_a_hook_file_of_an_earlier_version_is_told_what_to_do(tmp_path: Path, former: str) -> None:
    """One sentence instead of a traceback, whichever of the package's modules it looks for; no half a build."""
    site = write_site(tmp_path, {}, CONFIG.replace(f"{ROOT}/hooks", "hooks"))
    (site / "hooks").mkdir()
    (site / "hooks/attribution.py").write_text(former, "utf-8")
    done = build(site)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "the hook file is from an earlier version of Whosaid; remove that file" in done.stderr
    assert not (site / "site").exists()
    assert "Remove “hooks/attribution.py” from `hooks` in mkdocs.yml" in init(site)


@pytest.mark.parametrize(
    "twice",
    [CONFIG + "plugins: [search, whosaid]\n", WITHOUT + "plugins: [search, whosaid, whosaid]\n"],
    ids=["plug-in and hook", "plug-in twice"],
)
def test_a_site_has_whosaid_once(tmp_path: Path, twice: str) -> None:
    """Two would write one site: the build stops with a sentence and leaves no folder behind."""
    site = write_site(tmp_path, {}, twice)
    before = {path.name for path in site.iterdir()}
    done = build(site)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "mkdocs.yml lists Whosaid more than once" in done.stderr
    assert {path.name for path in site.iterdir()} == before


@pytest.mark.parametrize(
    ("tag", "says"),
    [
        ("EN-us", "“EN-us”; write “language: en”"),
        ("sr-Latn", "“sr-Latn”; write “language: sr”"),
        ("no", "“no”; write “language: nb”"),
        ("tlh", "“tlh”; it has af, ar, az, "),
    ],
)
def test_a_language_that_the_theme_does_not_have_is_told(tmp_path: Path, tag: str, says: str) -> None:
    """As the author wrote it, with the nearest one, and not as the file that the theme looks for."""
    site = write_site(tmp_path, {}, CONFIG.replace("font: false", f"font: false, language: {tag}"))
    done = build(site)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert f"mkdocs.yml: the theme has no language {says}" in done.stderr


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ("rules-folder: rules", "set “rules-folder” in whosaid.yml"),
        ("rules_folder: rules", "did you mean “rules-folder”?"),
        ("ledgerpage: all.md", "did you mean “ledger-page”?"),
        ("strict: yes", "the settings are in whosaid.yml, in the docs folder, but none has this name\n"),
    ],
)
def test_the_plug_in_has_no_options(tmp_path: Path, option: str, says: str) -> None:
    """What is set where nobody looks would seem to hold: the build stops, and says where it belongs."""
    site = write_site(tmp_path, {}, WITHOUT + f"plugins: [search, whosaid: {{{option}}}]\n")
    done = build(site)
    assert done.returncode == 1
    assert f"Plugin 'whosaid' option '{option.partition(':')[0]}': the plug-in has no options; " in done.stderr
    assert says in done.stderr


@pytest.mark.parametrize("option", ["doc: docs", "docs: 5"])
@pytest.mark.parametrize("more", ["", "plugins: [search, whosaid]\n"], ids=["alone", "with the plug-in"])
def test_the_extension_has_one_option(tmp_path: Path, option: str, more: str) -> None:
    """Another option, or a value that names no folder, stops the build with a sentence."""
    site = write_site(tmp_path, {}, WITHOUT.replace("whosaid]", f"whosaid: {{{option}}}]") + more)
    done = build(site)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert (
        f"the extension whosaid cannot use “{option}”; its only option is “docs”, the name of the docs" in done.stderr
    )


def test_the_gate_holds_where_the_plug_in_is_turned_off(tmp_path: Path) -> None:
    """MkDocs's own `enabled: false` takes the ledger away and leaves the extension, which refuses as before."""
    faulty = {"a.md": '[The bridge is unsafe](#unsafe "claim").\n'}
    site = write_site(tmp_path, faulty, WITHOUT + "plugins: [search, whosaid: {enabled: false}]\n")
    assert "[missing-source]" in build(site).stderr
    (site / "docs/a.md").write_text('[The bridge is unsafe](#unsafe "claim by council").\n', "utf-8")
    assert build(site, "--strict").returncode == 0
    assert not (site / "site/ledger").exists()
