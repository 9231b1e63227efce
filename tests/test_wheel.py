"""A built wheel, in environments with only the packages that its metadata requires."""

from __future__ import annotations

import json
import os
import re
import venv
from collections.abc import Iterator
from email.parser import Parser
from importlib.metadata import Distribution, PackageNotFoundError, PathDistribution, distribution
from pathlib import Path
from zipfile import Path as ZipPath
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from tools import BIN, ROOT, run

ARTICLE = '---\npublished: 2031-03-06\n---\n\n# Bridge\n\n[The bridge is unsafe](#unsafe "claim by council").\n'
SOURCES = "council:\n  name: the town council\n  type: institution\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made by the build backend that pyproject.toml names."""
    folder = tmp_path_factory.mktemp("dist")
    run([BIN / "hatchling", "build", "-t", "wheel", "-d", folder], ROOT, check=True)
    [built] = folder.glob("*.whl")
    return built


def required(of: Distribution, extras: frozenset[str] = frozenset()) -> Iterator[Requirement]:
    """What a distribution asks for in this environment, with these of its extras."""
    for line in of.requires or ():
        one = Requirement(line)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield one


def required_by(wheel: Path, *extras: str) -> Iterator[Requirement]:
    """The same of a wheel that is not installed yet."""
    [metadata] = [entry for entry in ZipPath(wheel).iterdir() if entry.name.endswith(".dist-info")]
    yield from required(PathDistribution(metadata), frozenset(extras))


def closure(*wanted: Requirement) -> set[str]:
    """The names of these distributions and of all that they ask for."""
    names: set[str] = set()
    waiting = list(wanted)
    while waiting:
        one = waiting.pop()
        if one.name not in names and is_installed(one.name):
            names.add(one.name)
            waiting += required(distribution(one.name), frozenset(one.extras))
    return names


def is_installed(name: str) -> bool:
    """Whether this environment has it: some ask for what only other systems need."""
    try:
        return bool(distribution(name))
    except PackageNotFoundError:
        return False


def environment(folder: Path, wheel: Path, *wanted: Requirement) -> Path:
    """An environment with the wheel and what is wanted, and what that asks for; its folder of programs. No network."""
    venv.create(folder, symlinks=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    [packages] = folder.rglob("site-packages")
    for name in closure(*wanted):
        found = distribution(name)
        for top in {Path(str(file)).parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
            if not (packages / top).exists():
                (packages / top).symlink_to(Path(str(found.locate_file(top))))
    quiet = ("--quiet", "--disable-pip-version-check", "--no-index", "--no-deps")
    run([BIN / "python", "-m", "pip", "--python", programs / "python", "install", *quiet, wheel], folder, check=True)
    return programs


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel and its extra `mkdocs`."""
    return environment(tmp_path_factory.mktemp("with-extra"), wheel, *required_by(wheel, "mkdocs"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A docs folder with only an article and its source."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text(ARTICLE, "utf-8")
    (tmp_path / "docs/sources.yml").write_text(SOURCES, "utf-8")
    return tmp_path


def test_the_wheel_holds_the_package_and_says_what_it_is(wheel: Path) -> None:
    """All of the engine with its types, nothing beside it; the README as its long description."""
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        [metadata] = [name for name in names if name.endswith("/METADATA")]
        head = Parser().parsestr(archive.read(metadata).decode())
    engine = ROOT / "hooks/whosaid"
    files = {f"whosaid/{f.relative_to(engine).as_posix()}" for f in engine.rglob("*.*") if f.suffix != ".pyc"}
    assert {name for name in names if ".dist-info/" not in name} == files >= {"whosaid/py.typed"}
    assert head.get_payload() == (ROOT / "README.md").read_text("utf-8")
    assert head.get_all("Provides-Extra") == ["draft", "editor", "mkdocs", "pictures", "search"]
    assert "Typing :: Typed" in head.get_all("Classifier", [])


def test_an_installed_wheel_sets_a_site_up_and_builds_it(installed: Path, site: Path) -> None:
    """`whosaid init`, `check` and `export`, and `mkdocs build` with the plug-in, from the wheel's own files."""
    said = run([installed / "whosaid", "init"], site, check=True).stdout
    assert said.splitlines()[-1] == "mkdocs.yml has the lines it needs."
    run([installed / "whosaid", "check", "--strict"], site, check=True)
    run([installed / "whosaid", "export", "out"], site, check=True)
    assert json.loads((site / "out/data/claims.json").read_text("utf-8"))["totals"]["statements"] == 1
    done = run([installed / "python", "-m", "mkdocs", "build", "--strict"], site)
    assert done.returncode == 0, done.stderr
    page = (site / "site/index.html").read_text("utf-8")
    assert "assets/whosaid.css" in page
    assert "the town council" in page
    assert (site / "site/ledger/index.html").is_file()
    where = run([installed / "python", "-c", "import whosaid; print(whosaid.__file__)"], site, check=True).stdout
    assert Path(where.strip()).is_relative_to(installed.parent)


def test_the_gate_of_an_installed_wheel_holds(installed: Path, site: Path) -> None:
    """A claim without attribution builds no site."""
    run([installed / "whosaid", "init"], site, check=True)
    (site / "docs/index.md").write_text('[The bridge is unsafe](#unsafe "claim").\n', "utf-8")
    done = run([installed / "python", "-m", "mkdocs", "build"], site)
    assert done.returncode == 1
    assert "docs/index.md:1:" in done.stderr
    assert not (site / "site").exists()


def test_without_its_extra_what_is_missing_is_said(
    wheel: Path, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The check runs without any builder; `init` says what to install, and its lines fail with no module's name."""
    programs = environment(tmp_path_factory.mktemp("without-extra"), wheel, *required_by(wheel), Requirement("mkdocs"))
    [said] = [
        line for line in run([programs / "whosaid", "init"], site, check=True).stdout.splitlines() if "pip" in line
    ]
    missing = r'^    "((?:mkdocs-material|pymdown-extensions)[^"]*)",'
    ranges = re.findall(missing, PYPROJECT, re.MULTILINE)
    assert {Requirement(one) for one in re.findall(r'"([^"]+)"', said)} == {Requirement(one) for one in ranges}
    run([programs / "whosaid", "check", "--strict"], site, check=True)
    built = run([programs / "python", "-m", "mkdocs", "build"], site)
    assert (built.returncode, "Traceback" in built.stderr) == (1, False)
    assert "Unrecognised theme name: 'material'" in built.stderr
    (site / "mkdocs.yml").write_text("site_name: Mine\ntheme: readthedocs\n", "utf-8")
    said = run([programs / "whosaid", "init"], site, check=True).stdout
    with (site / "mkdocs.yml").open("a") as config:
        config.write(said.partition("there):\n\n")[2].partition("\nThe packages that build")[0])
    done = run([programs / "python", "-m", "mkdocs", "build", "--strict"], site)
    assert done.returncode == 0, done.stderr


PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")


def test_what_runs_the_site_is_declared_once() -> None:
    """requirements.txt installs the engine with the extras that this site needs, and names no version of its own."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["-e .[mkdocs,pictures]"]
