"""The manual of the rules, and the page that says how to add one."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sites import CONFIG, QUIET, build_site, page
from tools import BIN, ROOT, exe, run
from whosaid.check.manual import manual_text, rule_pages
from whosaid.check.rules import RULES

ADDING = ROOT / "docs/guide/adding-a-rule.md"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the pages of the rules."""
    config = CONFIG.replace("theme: {name: material, font: false}", "theme: {name: mkdocs}")
    pages = {"whosaid.yml": f"rules-folder: rules\n{QUIET}"}
    return build_site(tmp_path_factory.mktemp("rules"), pages, config) / "site"


def test_every_rule_has_its_page(site: Path) -> None:
    """What it finds, bad, good, why, how much it weighs; and the index leads to it."""
    index = {link["href"] for link in page(site, "rules").select("table a")}
    for rule in RULES.values():
        assert f"{rule.name}/" in index
        text = " ".join(page(site, f"rules/{rule.name}").get_text().split())
        assert rule.name in text
        for part in ("Bad", "Good", "Why"):
            words = re.sub(r"^`` | ``(?= )|`", "", rule.part(part)) if "``" not in rule.part(part) else part
            assert " ".join(words.replace("**", "").split())[:40] in text, rule.name
        assert ("neither weakened nor silenced" in text) == rule.gate
        assert (f"<!-- whosaid: ignore {rule.name}: reason -->" in text) != rule.gate


def test_a_site_has_no_such_pages_unless_it_asks(tmp_path: Path) -> None:
    """The readers of a newspaper have no use for them."""
    folder = build_site(tmp_path, {})
    assert not (folder / "site/rules").exists()


def test_pages_lie_where_the_site_wants_them() -> None:
    """One page for each rule and an index, in the folder named."""
    pages = rule_pages("a/b")
    assert set(pages) == {"a/b/index.md", *(f"a/b/{name}.md" for name in RULES)}


@pytest.mark.parametrize("name", ["missing-source", "unused-silencing"])
def test_explain_prints_the_same(tmp_path: Path, name: str) -> None:
    """`--explain` needs no site: the sentence, the examples, why, the weight and how to silence it."""
    done = run([exe("whosaid"), "check", "--explain", name], tmp_path, {"PYTHONIOENCODING": "utf-8"})
    assert (done.returncode, done.stdout) == (0, manual_text(RULES[name]) + "\n")
    for part in (RULES[name].summary, *map(RULES[name].part, ("Bad", "Good", "Why"))):
        assert part
        assert part in done.stdout


def test_explain_knows_the_nearest_name(tmp_path: Path) -> None:
    """A rule that does not exist: 2, and the nearest one."""
    done = run([exe("whosaid"), "check", "--explain", "missing-sorce"], tmp_path, {"PYTHONIOENCODING": "utf-8"})
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean “missing-source”?" in done.stderr


@pytest.fixture(scope="module")
def with_new_rule(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the engine and its cases after following the page, with no other changes."""
    folder = tmp_path_factory.mktemp("new")
    shutil.copytree(ROOT / "hooks", folder / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    files = re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', ADDING.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(files) == 3
    for name, text in files:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        before = path.read_text("utf-8") + "\n\n" if path.exists() else ""
        path.write_text(before + text, "utf-8")
    return folder


def test_the_page_about_adding_a_rule_is_right(with_new_rule: Path) -> None:
    """The cases of the page hold, and so do all that every rule must meet."""
    args = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_cases.py", "-k", "long-headline or every"]
    done = run([BIN / "python", *args], with_new_rule)
    assert done.returncode == 0, done.stdout
    assert "no tests ran" not in done.stdout


def test_a_new_rule_is_known_everywhere(with_new_rule: Path, tmp_path: Path) -> None:
    """It explains itself, has its page, can be weighed and silenced, and is in the schema."""
    code = (
        "from whosaid.check.manual import manual_text, rule_pages; from whosaid.check.rules import RULES\n"
        "from whosaid.check.schemas import schema_of\n"
        "print(manual_text(RULES['long-headline']), 'r/long-headline.md' in rule_pages('r'), "
        "'long-headline' in schema_of('settings'))"
    )
    python = {"PYTHONPATH": str(with_new_rule / "hooks"), "PYTHONIOENCODING": "utf-8"}
    done = run([BIN / "python", "-c", code], with_new_rule, python)
    assert done.stdout.startswith("long-headline: A headline has more than 100 characters.")
    assert done.stdout.endswith("True True\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text(f"# {'long ' * 30}\n", "utf-8")
    assert "info: " in run([exe("whosaid"), "check"], tmp_path, python).stdout
    silenced = "---\nignore:\n  long-headline: a poem\n---\n\n"
    (tmp_path / "docs/a.md").write_text(f"{silenced}# {'long ' * 30}\n", "utf-8")
    assert run([exe("whosaid"), "check"], tmp_path, python).stderr.endswith("nothing to fix; 1 silenced.\n")


def test_python_without_docstrings_says_so(tmp_path: Path) -> None:
    """The manual is in the docstrings; a rule is not explained by nothing."""
    done = run([exe("whosaid"), "check", "--explain", "missing-source"], tmp_path, {"PYTHONOPTIMIZE": "2"})
    assert done.stdout.startswith("missing-source: this text is a docstring, which Python leaves out")
    assert "Bad:" not in done.stdout
