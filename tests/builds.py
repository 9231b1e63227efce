"""Builds in this process, with what earlier ones have kept and without, and random edits between them.

python tests/builds.py 100 1 2    # so many edits, once for each seed
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple
from unittest import mock

import click
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.exceptions import BuildError, ConfigurationError

from edits import NOW, Editor, start
from whosaid.base.storage import FOLDER
from whosaid.mkdocs.logged import logged

_HOOK: Final = """\
from whosaid.mkdocs import WhosaidPlugin

plugin = WhosaidPlugin()
globals().update({name: getattr(plugin, name) for name in dir(plugin) if name.startswith("on_")})
"""
_QUIET: Final = logging.NullHandler()
_FOLDERS: Final = "being-built"
_numbers = count()


class Built(NamedTuple):
    """A build: why it stopped, empty if it did not; what it logged, and its files."""

    stopped: str
    logged: list[str]
    files: dict[str, bytes]


def built(site: Path, *hooks: str, keeps: bool = True) -> Built:
    """`mkdocs build` of a site, into a new folder, with more hooks. `keeps`: whether it takes what was kept, and keeps
    it.
    """
    out = site / f"out{next(_numbers)}"
    hook = site / f"hook{next(_numbers)}.py"
    hook.write_text(_HOOK)
    log = logging.getLogger("mkdocs")
    log.setLevel(logging.INFO)
    log.propagate = False
    log.addHandler(_QUIET)
    stopped = ""
    with logged(logging.INFO) as messages, _switched(keeps=keeps):
        try:
            config = load_config(
                str(site / "mkdocs.yml"), site_dir=str(out), hooks=[str(hook), *(str(site / name) for name in hooks)]
            )
            with click.Context(click.Command("build"), info_name="build").scope():
                config.plugins.on_startup(command="build", dirty=False)
            try:
                build.build(config)
            finally:
                config.plugins.on_shutdown()
        except (BuildError, ConfigurationError, SystemExit) as error:
            stopped = str(error)
    files = {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("*") if file.is_file()}
    shutil.rmtree(out, ignore_errors=True)
    hook.unlink()
    said = [message.getMessage().replace(str(out), "out") for message in messages]
    return Built(stopped, [one for one in said if "seconds" not in one and _FOLDERS not in one], files)


@contextmanager
def _switched(*, keeps: bool) -> Iterator[None]:
    """What `cache:` in whosaid.yml decides, whatever edits make of that file."""
    with ExitStack() as patches:
        for place in () if keeps else ("checking", "cores", "generated"):
            patches.enter_context(mock.patch(f"whosaid.mkdocs.{place}.keeps", return_value=False))
        yield


def differences(folder: Path, edits: int, seed: int) -> Iterator[str]:
    """What differs, after each edit, between a build with what is kept and one without."""
    editor = Editor(start(folder / "site"), seed)
    for number in range(edits):
        if number:
            editor.edit()
        damage = editor.random.choice(_DAMAGES)
        damage(editor.site / FOLDER, editor)
        kept, clean = built(editor.site), built(editor.site, keeps=False)
        if found := first_difference(kept, clean):
            yield f"seed {seed}, edit {number} ({editor.did.strip()}, {damage.__name__}): {found}"
        _copy(folder / "good", editor.site) if clean.stopped and number else _copy(editor.site, folder / "good")


def _copy(site: Path, to: Path) -> None:
    """Put a site's files in the place of another's: most edits should be to a site that can be built."""
    shutil.rmtree(to / "docs", ignore_errors=True)
    shutil.copytree(site / "docs", to / "docs")
    shutil.copy(site / "mkdocs.yml", to / "mkdocs.yml")


def first_difference(one: Built, other: Built) -> str:
    """The first difference between two builds; empty if there is none."""
    if one.stopped != other.stopped:
        return f"{one.stopped!r} instead of {other.stopped!r}"
    if one.logged != other.logged:
        return f"logged {one.logged} instead of {other.logged}"
    names = sorted(one.files.keys() | other.files.keys())
    return next((name for name in names if one.files.get(name) != other.files.get(name)), "")


# What may happen to what is kept, between two builds.


def nothing(folder: Path, editor: Editor) -> None:
    """Nearly always."""


def cut_off(folder: Path, editor: Editor) -> None:
    """Half of the files are half as long."""
    for file in _some(folder, editor):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def one_bit(folder: Path, editor: Editor) -> None:
    """In half of the files, a bit is another."""
    for file in _some(folder, editor):
        data = bytearray(file.read_bytes())
        if data:
            data[editor.random.randrange(len(data))] ^= 4
            file.write_bytes(data)


def mixed_up(folder: Path, editor: Editor) -> None:
    """Half of the files have the content of another."""
    files = _some(folder, editor)
    for file, other in pairwise(files):
        file.write_bytes(other.read_bytes())


def gone(folder: Path, editor: Editor) -> None:
    """Some files are no longer there."""
    for file in _some(folder, editor):
        file.unlink()


def _some(folder: Path, editor: Editor) -> list[Path]:
    return [file for file in sorted(folder.rglob("*")) if file.is_file() and editor.random.random() < 0.5]


_DAMAGES: Final[tuple[Callable[[Path, Editor], None], ...]] = (*(nothing,) * 8, cut_off, one_bit, mixed_up, gone)


def main(edits: int, *seeds: int) -> int:
    """All edits for each seed; prints the differences, and how many there were."""
    os.environ["SOURCE_DATE_EPOCH"] = NOW
    found = 0
    for seed in seeds:
        with TemporaryDirectory() as folder:
            for difference in differences(Path(folder), edits, seed):
                found += 1
                print(difference, flush=True)
    print(f"{edits * len(seeds)} edits, {found} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
