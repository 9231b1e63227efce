"""Builds in this process, with what earlier ones have kept and without, and random edits between them.

python tests/builds.py 100 1 2    # so many edits, once for each seed
"""

from __future__ import annotations

import logging
import os
import re
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
_OF_THIS_BUILD: Final = ("seconds", "being-built", "The last site")
"""Parts of messages about the time a build takes, or about its folder and what was there."""
_numbers = count()


class Built(NamedTuple):
    """A build: why it stopped, empty if it did not; what it logged, and its files."""

    stopped: str
    logged: list[str]
    files: dict[str, bytes]


class SiteEditor(Editor):
    """Edits a site with templates and a hook of its own, which a preview does not read again, in several languages."""

    def edit(self) -> None:
        """Edits of pages, of what is around them, or both."""
        super().edit()
        if self.random.random() < 0.4:
            edit = self.random.choice((SiteEditor.template, SiteEditor.hook, SiteEditor.theme, SiteEditor.include))
            self.did += f"{edit.__name__} "
            edit(self)

    def template(self) -> None:
        """The block of a template, or what it includes."""
        printed = self.random.choice(_PRINTED)
        self._write("own/main.html", f'{{% extends "base.html" %}}{{% block footer %}}{printed}{{% endblock %}}')
        self._write("own/part.html", f"{self._words()} {{{{ page.title }}}}")
        self._write("of-hook/of-hook.html", self._words())

    def hook(self) -> None:
        self._write("own.py", self.random.choice(_HOOKS).replace("WORDS", self._words()))

    def theme(self) -> None:
        """Another theme, language, folder of templates, style or plug-in."""
        name, language = self.random.choice(("material", "mkdocs")), self.random.choice(("de", "en", "uk"))
        own = self.random.choice(("", ", custom_dir: own"))
        config = (self.site / "mkdocs.yml").read_text("utf-8")
        config = re.sub(
            r"theme: .*", f"theme: {{name: {name}, font: false, locale: {language}, language: {language}{own}}}", config
        )
        config = re.sub(r"\n(extra|plugins): .*", "", config)
        config += self.random.choice(("", f"extra: {{words: {self._words()}}}\n", "plugins: [search, meta]\n"))
        (self.site / "mkdocs.yml").write_text(config, "utf-8")
        self._write("docs/.meta.yml", f"status: {self.random.choice(('new', 'old'))}")

    def include(self) -> None:
        self._append(self._page(), self.random.choice(('--8<-- "part.txt"', ":material-pen:", "```mermaid\nx\n```")))
        self._write("docs/part.txt", self._words())

    def _write(self, path: str, text: str) -> None:
        file = self.site / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")


_PRINTED: Final = (
    "{{ super() }}",
    "{% include 'part.html' %}",
    "{% include 'of-hook.html' ignore missing %}",
    "{{ config.extra.words }} {{ build_date_utc }}",
    "{% for one in nav.pages %}{{ one.title }} {{ one.meta.status }}{% endfor %}",
    "{{ page.next_page.title }} {{ page.next_page.meta }} {{ page.noted }} {{ page.file.noted }}",
    "{{ page.previous_page.toc | list | length }} {{ page.previous_page.markdown }}",
    "{% set n = namespace(x=0) %}{% for one in page.toc %}{% set n.x = n.x + 1 %}{% endfor %}{{ n.x }}",
)
_HOOKS: Final = (
    "",
    "def on_page_content(html, **_):\n    return html + '<p>WORDS</p>'\n",
    "def on_page_markdown(markdown, **_):\n    return markdown + '\\n\\nWORDS'\n",
    "def on_nav(nav, **_):\n    for page in nav.pages:\n        page.noted = page.file.noted = 'WORDS'\n",
    "def on_config(config):\n    config.theme.dirs.append(config.docs_dir + '/../of-hook')\n",
    "def on_config(config):\n    config.extra['words'] = 'WORDS'\n",
    "def on_page_context(context, **_):\n    context['config'].extra['words'] = 'WORDS'\n",
    "def on_env(env, **_):\n    env.globals['build_date_utc'] = 'WORDS'\n",
)


def built(site: Path, *hooks: str, keeps: bool = True, over: Path | None = None) -> Built:
    """`mkdocs build` of a site, with more hooks. `keeps`: whether it takes what was kept, and keeps it. `over`: the
    folder of the site that it replaces, which stays; a new one if there is none.
    """
    out = over or site / f"out{os.getpid()}-{next(_numbers)}"
    hook = site / f"hook{os.getpid()}-{next(_numbers)}.py"
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
    if over is None:
        shutil.rmtree(out, ignore_errors=True)
    hook.unlink()
    said = [message.getMessage().replace(str(out), "out") for message in messages]
    return Built(stopped, [one for one in said if not any(part in one for part in _OF_THIS_BUILD)], files)


@contextmanager
def _switched(*, keeps: bool) -> Iterator[None]:
    """What `cache:` in whosaid.yml decides, whatever edits make of that file."""
    with ExitStack() as patches:
        for place in () if keeps else ("checking", "cores", "generated", "plugin"):
            patches.enter_context(mock.patch(f"whosaid.mkdocs.{place}.keeps", return_value=False))
        yield


def differences(folder: Path, edits: int, seed: int) -> Iterator[str]:
    """What differs, after each edit, between a build with what is kept, over the last site, and one without; a build
    that stops leaves the last site.
    """
    editor = SiteEditor(start(folder / "site"), seed)
    last: dict[str, bytes] = {}
    for number in range(edits):
        if number:
            editor.edit()
        damage = editor.random.choice(_DAMAGES)
        damage(editor.site / FOLDER, editor)
        own = _own_hook(editor.site, number)
        kept = built(editor.site, *own, over=folder / "last")
        clean = built(editor.site, *own, keeps=False)
        if clean.stopped:
            clean = clean._replace(files=last)
        last = kept.files
        if found := first_difference(kept, clean):
            yield f"seed {seed}, edit {number} ({editor.did.strip()}, {damage.__name__}): {found}"
        _copy(folder / "good", editor.site) if clean.stopped and number else _copy(editor.site, folder / "good")


def _own_hook(site: Path, number: int) -> list[str]:
    """The site's own hook, under a name that no build has read: what is read stays as it was."""
    if (site / "own.py").exists():
        shutil.copy(site / "own.py", site / f"own{number}.py")
        return [f"own{number}.py"]
    return []


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
    """Half of the files, but not those of the site, which have a second name there."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and file.stat().st_nlink == 1)
    return [file for file in files if editor.random.random() < 0.5]


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
