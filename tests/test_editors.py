"""What editors are given: schemas, a task with a problem matcher, snippets, a hook for pre-commit."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from casefiles import CASES, all_cases
from tools import ROOT, exe, run
from whosaid.base.kinds import KINDS
from whosaid.base.shapes import MetaShape, SettingsShape, SourceEntry
from whosaid.check.findings import Finding
from whosaid.check.rules import RULES
from whosaid.check.schemas import SCHEMAS, schema_of
from whosaid.cli import main
from whosaid.read import read_page
from whosaid.setup.editors import PROBLEM, vscode_files


def schema(name: str) -> Any:
    """A schema as an editor loads it."""
    return json.loads(schema_of(name))


def accepts(name: str, text: str) -> bool:
    """Whether an editor that reads YAML would accept this text. Theirs is YAML 1.2, where dates are texts."""
    read = json.loads(json.dumps(yaml.safe_load(text) or {}, default=lambda date: date.isoformat()))
    return bool(jsonschema.Draft202012Validator(schema(name)).is_valid(read))


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas(name: str, tmp_path: Path) -> None:
    """Each is a valid JSON Schema, and the command prints it."""
    jsonschema.Draft202012Validator.check_schema(schema(name))
    done = run([exe("whosaid"), "schema", name], tmp_path, {"PYTHONIOENCODING": "utf-8"})
    assert (done.returncode, done.stdout) == (0, schema_of(name))


def test_schemas_know_every_key() -> None:
    """What the reader takes, the schema names: it is made from the same types."""
    assert list(schema("sources")["$defs"]["SourceEntry"]["properties"]) == list(SourceEntry.__struct_encode_fields__)
    assert list(schema("settings")["$defs"]["SettingsShape"]["properties"]) == list(
        SettingsShape.__struct_encode_fields__
    )
    front = schema("front-matter")["$defs"]["MetaShape"]["properties"]
    assert set(front) == {*MetaShape.__struct_encode_fields__, "sources"}


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("sources", ROOT / "docs/sources.yml"),
        ("settings", ROOT / "docs/whosaid.yml"),
        ("sources", CASES / "sources.yml"),
    ],
    ids=["sources", "settings", "sources of the cases"],
)
def test_our_own_files_are_accepted(name: str, file: Path) -> None:
    """The project's own files pass."""
    assert accepts(name, file.read_text("utf-8"))


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.name)
def test_our_own_front_matter_is_accepted(path: Path) -> None:
    """So does the front matter of every page."""
    assert accepts("front-matter", front_matter(path.read_text("utf-8")))


def front_matter(text: str) -> str:
    """What stands between the dashes."""
    top = text[: read_page("a.md", "a.md", text).body_at]
    return top.strip().strip("-") or "{}"


# What a schema cannot know: cases that are clean, but only to a reader to whom every scalar is text.
GOOD = [
    case
    for case in all_cases()
    if not case.findings and not case.name.startswith(("bad-yaml", "control", "plain-pages"))
]


@pytest.mark.parametrize("case", GOOD, ids=[case.name for case in GOOD])
def test_what_the_check_accepts_the_schemas_accept(case: Any) -> None:
    """No clean case has a file at which an editor would complain."""
    for name, text in case.files.items():
        if name == "docs/sources.yml":
            assert accepts("sources", text or "{}")
        elif name == "docs/whosaid.yml":
            assert accepts("settings", text)
        elif name.endswith(".md"):
            assert accepts("front-matter", front_matter(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sources", "council: {name: the council}"),
        ("sources", "council: {name: the council, type: instituton}"),
        ("sources", "council: {name: the council, type: institution, tpye: person}"),
        ("sources", "The Council: {name: the council, type: institution}"),
        ("sources", "council: {name: the council, type: institution, url: 'javascript:alert(1)'}"),
        ("settings", "ledger: a.md"),
        ("settings", "rules: {missing-source: off}"),
        ("settings", "rules: {unused-silencing: eror}"),
        ("settings", "rules: {unused-silencin: error}"),
        ("front-matter", "published: 27 June 2020"),
        ("front-matter", "genre: satire"),
        ("front-matter", "ignore: {missing-source: a reason}"),
        ("front-matter", "sources: {a: {name: x}}"),
    ],
)
def test_an_editor_shows_what_the_check_would_find(name: str, text: str) -> None:
    """A missing type, an unknown word or key, a bad date, a rule of the gate."""
    assert not accepts(name, text)


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_the_problem_matcher_reads_the_output(severity: Any) -> None:
    """Every part of a finding's line lands in its group, whatever the message holds."""
    message = "“a: b” [c] is no id; did you mean “x”?"
    match = re.search(PROBLEM, str(Finding("docs/a b.md", 12, 5, "bad-id", message, severity)))
    assert match is not None
    expected = ("docs/a b.md", "12", "5", None if severity == "error" else severity, message, "bad-id")
    assert match.groups() == expected


def test_snippets_write_what_the_check_reads() -> None:
    """Each snippet, its places filled in, is a record of its kind without a fault."""
    snippets = json.loads(vscode_files()[".vscode/whosaid.code-snippets"])
    assert KINDS.keys() <= snippets.keys()
    for name, snippet in snippets.items():
        text = re.sub(r"\$\{[^:}]+:([^}]*)\}|\$0", r"\1", "\n".join(snippet["body"]))
        page = read_page("a.md", "a.md", text)
        assert page.faults == (), name
        if name == "ignore":
            assert [one.rule.text for one in page.silencings] == ["rule-name"]
        else:
            assert [record.kind for record in page.records] == ["claim" if name == "mark" else name]


def test_init_writes_them_once(tmp_path: Path) -> None:
    """`whosaid init --vscode` writes what is missing and leaves the rest; all of it is JSON."""
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode/tasks.json").write_text("{}", "utf-8")
    done = run([exe("whosaid"), "init", "--vscode"], tmp_path, {"PYTHONIOENCODING": "utf-8"})
    assert done.returncode == 0
    assert ".vscode/tasks.json already exists and was left unchanged." in done.stdout
    assert (tmp_path / ".vscode/tasks.json").read_text("utf-8") == "{}"
    written = {path.relative_to(tmp_path).as_posix() for path in (tmp_path / ".vscode").rglob("*.*")}
    assert written == set(vscode_files())
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    for used, file in settings["yaml.schemas"].items():
        assert (tmp_path / used).is_file()
        assert file in ("docs/sources.yml", "docs/whosaid.yml")


def test_they_know_the_docs_folder_that_the_site_names(tmp_path: Path) -> None:
    """The task checks it, and the schemas are for its files."""
    (tmp_path / "mkdocs.yml").write_text("docs_dir: content\n", "utf-8")
    assert run([exe("whosaid"), "init", "--vscode"], tmp_path, {"PYTHONIOENCODING": "utf-8"}).returncode == 0
    tasks = json.loads((tmp_path / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    assert tasks[0]["args"] == ["check", "--docs", "content"]
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    assert set(settings["yaml.schemas"].values()) == {"content/sources.yml", "content/whosaid.yml"}


def test_no_editor_files_unless_asked(tmp_path: Path) -> None:
    """`whosaid init` alone writes none."""
    assert run([exe("whosaid"), "init"], tmp_path).returncode == 0
    assert not (tmp_path / ".vscode").exists()


def test_pre_commit_can_use_the_repository(tmp_path: Path) -> None:
    """The manifest is valid, its command runs, and it starts for each kind of file the check reads."""
    manifest = ROOT / ".pre-commit-hooks.yaml"
    shutil.copy(manifest, tmp_path)
    done = run([exe("pre-commit"), "validate-manifest", manifest.name], tmp_path)
    assert done.returncode == 0, done.stdout
    [hook] = yaml.safe_load(manifest.read_text("utf-8"))
    program, *args = hook["entry"].split()
    (tmp_path / "docs").mkdir()
    assert run([exe(program), *args], tmp_path).returncode == 0
    for name in ("docs/a.md", "docs/b/c.markdown", "docs/sources.yml", "docs/whosaid.yml"):
        assert re.search(hook["files"], name)
    for name in ("mkdocs.yml", "docs/resources.yml", "docs/a.mdx"):
        assert not re.search(hook["files"], name)


def test_the_guide_names_what_there_is() -> None:
    """Commands, formats and rules in the editors' guide exist."""
    guide = (ROOT / "docs/guide/editors.md").read_text("utf-8")
    named = re.findall(r"whosaid: ignore ([a-z-]+):|^  ([a-z-]+): (?:error|warning|info|off)$", guide, re.MULTILINE)
    assert {a or b for a, b in named} <= {name for name, rule in RULES.items() if not rule.gate}
    params = [param for command in main.commands.values() for param in command.params]
    assert set(re.findall(r"(?<= )--[a-z-]+", re.sub(r"\bgit .*", "", guide))) <= {
        name for param in params for name in (*param.opts, *param.secondary_opts)
    }
    for format in re.findall(r"--format ([a-z]+)", guide):
        assert format in ("json", "github", "sarif", "junit")
