"""The engine's shape: data flows one way, and its lists say the same thing everywhere."""

from __future__ import annotations

import ast
import gc
import re
import runpy
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

import whosaid
from tools import ROOT
from whosaid.base.kinds import KINDS
from whosaid.base.options import OPTIONS, RELATIONS, SHORT_FORM_ORDER
from whosaid.base.patterns import _Pattern
from whosaid.base.shapes import SourceEntry, TypeId
from whosaid.base.vocabulary import (
    ATTRIBUTED_TYPES,
    BUILT_IN_SOURCES,
    DIRECT_ROUTES,
    ID,
    NEIGHBOUR_BLOCKS,
    SOURCE_TYPES,
)
from whosaid.mkdocs import WhosaidPlugin
from whosaid.read.hiddenmarks import HIDDEN

ENGINE = Path(whosaid.__file__).parent
MODULES = {
    ".".join(path.relative_to(ENGINE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(ENGINE.rglob("*.py"))
    if path != ENGINE / "__init__.py"
}


def stages() -> list[str]:
    """The stages, which are folders, in the order in which the package's own docstring tells them."""
    return re.findall(r"^    ([a-z]+)  ", whosaid.__doc__ or "", re.MULTILINE)


def imports(path: Path) -> Iterator[str]:
    """The modules a file imports, anywhere in it; those of the engine as `whosaid.…`."""
    package = ["whosaid", *path.relative_to(ENGINE).parent.parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{name}.{alias.name}" for alias in node.names)


def test_every_module_belongs_to_a_stage() -> None:
    """The package's docstring lists each stage once, and no module is outside them."""
    assert {name.partition(".")[0] for name in MODULES} == set(stages())
    assert len(stages()) == len(set(stages()))


@pytest.mark.parametrize("module", MODULES)
def test_a_stage_imports_only_earlier_ones(module: str) -> None:
    """No module imports from a stage after its own."""
    stage = module.partition(".")[0]
    own = [name.split(".")[1] for name in imports(MODULES[module]) if name.startswith("whosaid.")]
    allowed = stages()[: stages().index(stage) + 1]
    assert sorted(set(own) - set(allowed)) == []


def test_no_modules_import_each_other() -> None:
    """Inside a stage, too, imports have no circle."""
    graph = {
        module: {
            target
            for name in imports(path)
            for target in (name.removeprefix("whosaid."), name.removeprefix("whosaid.").rpartition(".")[0])
            if target in MODULES and target != module
        }
        for module, path in MODULES.items()
    }
    tuple(TopologicalSorter(graph).static_order())


def test_no_two_modules_share_a_name() -> None:
    """A module's own name tells it from all others, folders included; what former hook files ask for has no other."""
    names = Counter(module.rpartition(".")[2] for module in MODULES if module not in ("addresses", "assets"))
    assert [name for name, times in names.items() if times > 1] == []


def test_a_module_uses_all_that_it_keeps_to_itself() -> None:
    """Nothing with an underscore before its name is left behind when what used it has moved."""
    kept = re.compile(r"^(?:def |class |)(?P<name>_[A-Za-z]\w*)(?=[:(=\[ ])", re.MULTILINE)
    texts = {module: path.read_text(encoding="utf-8") for module, path in MODULES.items()}
    found = {module: {match["name"] for match in kept.finditer(text)} for module, text in texts.items()}
    assert len(found["desk.gate"]) > 5
    unused = [
        f"{module}.{name}"
        for module, names in found.items()
        for name in sorted(names)
        if len(re.findall(rf"\b{name}\b", texts[module])) == 1
    ]
    assert unused == []


def test_the_ledger_reads_nothing_itself() -> None:
    """Of the ledger's modules only `loading` knows the readers."""
    ledger = {name: path for name, path in MODULES.items() if name.startswith("ledger.")}
    assert {name for name, path in ledger.items() if any(i.startswith("whosaid.read") for i in imports(path))} == {
        "ledger.loading"
    }


OPENING_FILES = {
    "base.storage": "what it keeps between runs, and the program itself",
    "base.catalogue": "the engine's own translations",
    "ledger.buildersettings": "a builder's settings",
    "ledger.loading": "an author's files",
    "ledger.watching": "lists the files it waits for, and opens none",
    "read.media": "the pictures and documents that loading names",
}


def test_only_loading_reads_an_authors_files() -> None:
    """Up to the wording of findings, no other module opens a file or lists a folder."""
    opening = ("open", "read_bytes", "read_text", "scandir", "listdir", "iterdir", "glob", "rglob")
    early = [name for name in MODULES if name.partition(".")[0] in ("base", "read", "ledger", "check", "words")]
    assert len(early) > 50
    found = {
        name
        for name in early
        for call in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func).rpartition(".")[2] in opening
    }
    assert found == OPENING_FILES.keys()


@pytest.mark.parametrize("module", MODULES)
def test_the_engine_knows_no_site_builder(module: str) -> None:
    """Only the plug-in imports its builder, and only the renderer imports Markdown."""
    stage = module.partition(".")[0]
    roots = {name.partition(".")[0] for name in imports(MODULES[module])}
    assert not roots & {"properdocs", "zensical", "material", "pymdownx"}
    assert "mkdocs" not in roots or stage == "mkdocs"
    assert "markdown" not in roots or stage == "render"


def test_the_hook_only_names_the_events() -> None:
    """The hook and the plug-in answer the same events, and the hook has no code of its own.

    It names whatever the plug-in has, since other sites have a copy of it that stays as it is.
    """
    file = ROOT / "hooks/attribution.py"
    events = {name for name in vars(WhosaidPlugin) if name.startswith("on_")}
    assert {name for name in runpy.run_path(str(file)) if name.startswith("on_")} == events
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in ast.walk(tree))


def test_lists_agree() -> None:
    """What one list declares, the others repeat in the same order and add nothing to."""
    assert get_args(TypeId) == tuple(type_ for type_ in SOURCE_TYPES if type_ in ATTRIBUTED_TYPES)
    assert set(SHORT_FORM_ORDER.values()) <= OPTIONS.keys()
    named = {name for name, option in OPTIONS.items() if option.value == "statement"}
    assert {*RELATIONS} == named - {"of", "restates", "within"}
    assert {source.type for source in BUILT_IN_SOURCES} <= SOURCE_TYPES.keys()


def test_names_do_not_collide() -> None:
    """No kind is called like another extension's block, no built-in source like a word of the route."""
    assert not KINDS.keys() & NEIGHBOUR_BLOCKS
    assert not {source.id for source in BUILT_IN_SOURCES} & DIRECT_ROUTES.keys()
    assert all(ID.fullmatch(name) for name in (*KINDS, *OPTIONS, *SOURCE_TYPES, *DIRECT_ROUTES))


def test_keys_have_hyphens() -> None:
    """The fields of a source are written with hyphens."""
    assert "_" not in "".join(SourceEntry.__struct_encode_fields__)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_looked_for_where_it_would_not_be_drawn(kind: str) -> None:
    """Comments and raw HTML are searched for blocks and titles of each kind."""
    assert HIDDEN.search(f"/// {kind}")
    assert HIDDEN.search(f'[x](#y "{kind} by z")')


# A group that gives nothing back: `(…)*+`, `(?:…)++`, `(?>…)`; an escaped bracket closes none.
_POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+|\(\?>")


def patterns(path: Path) -> Iterator[str]:
    """The texts of a module that may be regular expressions; what is filled in counts as a group."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "(?:…)" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("module", MODULES)
def test_no_pattern_has_a_group_that_gives_nothing_back(module: str) -> None:
    """Up to 3.11.4, Python keeps what a failed attempt of such a group has read, and so reads other texts than later
    versions do; a sign or a class may be followed by `*+`.
    """
    assert [pattern for pattern in patterns(MODULES[module]) if _POSSESSIVE_GROUP.search(pattern)] == []


@pytest.mark.parametrize(
    ("pattern", "gives_nothing_back"),
    [("(?:a b)*+", True), ("(?>a)", True), ("(a){2,}+", True), (r"\(a\)*+", False), ("(?:[a-z]*+-)*", False)],
)
def test_groups_that_give_nothing_back_are_found(pattern: str, *, gives_nothing_back: bool) -> None:
    """The test above can fail."""
    assert bool(_POSSESSIVE_GROUP.search(pattern)) == gives_nothing_back


def crowded(tree: ast.AST) -> Iterator[str]:
    """The regular expressions, and the pieces they name, that are written over several lines without VERBOSE."""
    pieces = {
        name.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant | ast.JoinedStr)
        for name in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(name, ast.Name)
    }
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and call.args and ast.unparse(call.func).startswith(("re.", "pattern")):
            pattern, *rest = call.args
            named = [pieces[name.id] for name in ast.walk(pattern) if isinstance(name, ast.Name) and name.id in pieces]
            flags = " ".join(map(ast.unparse, (*rest, *(keyword.value for keyword in call.keywords))))
            if "re.VERBOSE" not in flags:
                yield from (ast.unparse(p) for p in (pattern, *named) if p.end_lineno != p.lineno)


@pytest.mark.parametrize(
    "path", [*MODULES.values(), *sorted(ROOT.glob("tests/*.py")), *sorted(ROOT.glob("benchmarks/*.py"))], ids=str
)
def test_long_patterns_are_laid_out(path: Path) -> None:
    """A regular expression that needs several lines is VERBOSE, so that its parts can be distinguished."""
    assert list(crowded(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("code", "is_crowded"),
    [
        ('re.compile(\n"a|"\n"b")', True),
        ('re.sub(\nr"""\na\n""", "", text)', True),
        ('re.compile(\n"a"\n"b", re.DOTALL | re.VERBOSE)', False),
        ('_A = (\n"a|"\n"b")\nre.compile(_A)', True),
        ('_A = (\n"a|"\n"b")\nB = "c"\nre.compile(f"{B}|d")', False),
        ('re.compile("a|b")', False),
        ('pattern(\n"a|"\n"b")', True),
        ('re.compile(\n"a|b",\nre.DOTALL)', False),
    ],
)
def test_crowded_patterns_are_found(code: str, *, is_crowded: bool) -> None:
    """The test above can fail."""
    assert bool(list(crowded(ast.parse(code)))) == is_crowded


def test_patterns_that_are_compiled_later_are_valid() -> None:
    """What is compiled when it is first used has no mistake in it, wherever it is used first and kept."""
    for name in MODULES.keys() - {"addresses", "assets"}:  # these only refuse to be imported
        import_module(f"whosaid.{name}")
    assert all(pattern.search for pattern in gc.get_objects() if isinstance(pattern, _Pattern))


def test_a_start_compiles_few_patterns() -> None:
    """Hardly any pattern is compiled before a text is read: most describe mistakes that nobody has made."""
    program = (
        "import gc, whosaid.cli; from whosaid.base.patterns import _Pattern; "
        "found = [one for one in gc.get_objects() if isinstance(one, _Pattern)]; "
        "print(sum('search' in vars(one) for one in found), len(found))"
    )
    used, of_all = map(int, subprocess.check_output([sys.executable, "-c", program], text=True).split())
    assert of_all > 250
    assert used < 10
