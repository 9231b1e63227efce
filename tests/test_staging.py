"""A build that fails, for any reason and at any moment, leaves the last good site unchanged."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.config.defaults import MkDocsConfig

from endurance import CLAIM, EPOCH, FILES, PAGES, SITE, kill_builds
from sites import CONFIG, build, files_of, write_site
from tools import PATIENCE, ROOT, exe, run
from whosaid.mkdocs import staging, swap
from whosaid.mkdocs.staging import Staging

DENIAL = 'The mayor says [no](#r "denial of a.md#bridge by mayor").\n'
BUILDERS = ("mkdocs", "properdocs")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that has been built; to be copied, not changed."""
    site = write_site(tmp_path_factory.mktemp("good"), {"a.md": CLAIM, "b.md": DENIAL, "picture.bin": "0"})
    done = build(site, "--strict", env=EPOCH)
    assert done.returncode == 0, done.stderr
    return site


@pytest.fixture
def site(good: Path, tmp_path: Path) -> Path:
    """A copy of that site: its text has changed since, so that the next build makes other pages."""
    copy = tmp_path / "copy"
    shutil.copytree(good, copy)
    (copy / "docs/index.md").write_text("# Another home\n")
    return copy


def with_hook(site: Path, code: str) -> None:
    """Give the site a hook of its own, after Whosaid's."""
    (site / "rogue.py").write_text(f"import os, signal\n{code}")
    (site / "mkdocs.yml").write_text(CONFIG.replace("attribution.py]", "attribution.py, rogue.py]"))


def nothing_beside(site: Path) -> bool:
    """Whether no half-built folder is left."""
    return not [entry for entry in site.iterdir() if "being-built" in entry.name]


# Whatever fails, and whenever.

LATE = {
    "a fault seen only when drawn": "def on_page_markdown(markdown, **_): return markdown.replace('(#bridge', '(#x')",
    "a page that cannot be written": "def on_post_page(output, page, **_): raise ValueError('x')",
    "the last event of the build": "def on_post_build(**_): raise ValueError('x')",
    "the last event of all": "def on_shutdown(): raise ValueError('x')",
    "a file that vanishes": "def on_nav(nav, config, **_): os.unlink(os.path.join(config.docs_dir, 'picture.bin'))",
    "Ctrl-C": "def on_post_build(**_): raise KeyboardInterrupt",
    "the end of the program": "def on_post_build(**_): raise SystemExit(3)",
    "a kill while pages are read": "def on_page_content(html, **_): os.kill(os.getpid(), signal.SIGKILL)",
    "a kill while pages are written": "def on_post_page(output, **_): os.kill(os.getpid(), signal.SIGKILL)",
    "a kill when all is written": "def on_post_build(**_): os.kill(os.getpid(), signal.SIGKILL)",
}


@pytest.mark.parametrize("name", LATE)
def test_what_fails_late_leaves_the_last_site(site: Path, name: str) -> None:
    """Byte for byte, and the next good build makes the new one and tidies up."""
    before = files_of(site / "site")
    with_hook(site, LATE[name])
    done = build(site)
    assert done.returncode != 0
    assert files_of(site / "site") == before
    assert nothing_beside(site) or "kill" in name
    (site / "mkdocs.yml").write_text(CONFIG)
    (site / "docs/picture.bin").write_text("0")
    assert build(site).returncode == 0
    assert b"Another home" in files_of(site / "site")["index.html"]
    assert nothing_beside(site)


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_warning_that_stops_a_strict_build_leaves_the_last_site(site: Path, builder: str) -> None:
    """MkDocs counts warnings after the last event of the build; a plain build goes on to the end."""
    before = files_of(site / "site")
    (site / "docs/index.md").write_text("# Another home\n\n[away](nowhere.md)\n")
    command: list[str | Path] = [exe(builder), "build", "-f", "mkdocs.yml"]
    done = run([*command, "--strict"], site)
    assert (done.returncode, "The last site in “site” is unchanged." in done.stderr) == (1, True), done.stderr
    assert files_of(site / "site") == before
    assert run(command, site).returncode == 0
    assert b"Another home" in files_of(site / "site")["index.html"]


def test_a_file_that_vanishes_is_told_in_a_sentence(site: Path) -> None:
    """Not in a traceback."""
    with_hook(site, LATE["a file that vanishes"])
    said = build(site).stderr
    assert "the site cannot be built: no such file or directory (“docs/picture.bin”)" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("name", ["utf-16", "b-pipe", "b-broken", "a loop of links", "a name that is not UTF-8"])
def test_a_file_that_nobody_can_read_is_a_finding(site: Path, name: str) -> None:
    """Even if nothing else is annotated; MkDocs would crash, or wait for a pipe for ever."""
    before = files_of(site / "site")
    (site / "docs/a.md").write_text("Words.\n")
    (site / "docs/b.md").write_text("Words.\n")
    if name in PAGES:
        (site / "docs/other.md").write_bytes(PAGES[name][1])
    else:
        {**FILES, **SITE}[name][1](site)
    done = build(site)
    assert done.returncode == 1
    assert "[unreadable-file]" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(site / "site") == before


MISHAPS = {
    "a list of 300 levels": ("".join(f"{'    ' * level}- a\n" for level in range(300)), "nested 40 or more levels"),
    "what the theme fails on": ("---\nhide: 3\n---\nWords.\n", "the theme cannot draw a page"),
    "a page called like a file of the theme": ("", "is in the way of “docs/404.html.md”"),
}


@pytest.mark.parametrize("name", MISHAPS)
def test_what_cannot_be_drawn_is_told_in_a_sentence(site: Path, name: str) -> None:
    """It names the page, and the last site stays."""
    before = files_of(site / "site")
    text, said = MISHAPS[name]
    page = "b" if text else "404.html"
    (site / f"docs/{page}.md").write_text(text)
    done = build(site)
    assert (done.returncode, said in done.stderr, f"{page}.md" in done.stderr) == (1, True, True), done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(site / "site") == before


def test_nesting_that_another_hook_brings_in_is_told_in_a_sentence(site: Path) -> None:
    """No check has seen it, and Markdown gives up on it."""
    before = files_of(site / "site")
    with_hook(site, "def on_page_markdown(markdown, **_): return ''.join(' ' * 4 * n + '- a\\n' for n in range(300))")
    done = build(site)
    assert (done.returncode, "its lists or quotations are nested too deeply" in done.stderr) == (1, True), done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(site / "site") == before


DISK_FULL = """
import sys
left = {0}
def full(event, args):
    global left
    if event == "open" and isinstance(args[0], str) and "being-built" in args[0] and args[2] & os.O_CREAT:
        left -= 1
        if left <= 0:
            raise OSError(28, "No space left on device", args[0])
sys.addaudithook(full)
"""


@pytest.mark.parametrize("files", [1, 30, 60])
def test_a_full_disk_leaves_the_last_site(site: Path, files: int) -> None:
    """Whichever file is the first without space; and a sentence says so."""
    before = files_of(site / "site")
    with_hook(site, DISK_FULL.format(files))
    done = build(site)
    assert done.returncode == 1
    assert "the site cannot be built: no space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(site / "site") == before


def test_kills_at_random_moments_leave_a_whole_site(site: Path) -> None:
    """`python tests/endurance.py kills 100` does it a hundred times."""
    seen = kill_builds(site, 4)
    assert seen["old"] + seen["new"] == 4


# The swap itself.

SWAP = """
import json, os, shutil, signal, sys
from pathlib import Path
from whosaid.mkdocs import swap
from whosaid.mkdocs.keptfolder import bring_up_to_date

CALLS = {"chmod", "chown", "link", "mkdir", "open", "remove", "rename", "replace", "rmdir", "unlink", "utime"}
KEPT = {".git/HEAD": "0", ".well-known/by/hand": "0"}
OLD = {"index.html": "old", "a/b/gone.html": "old", "way": "old", "same.css": "same"}
OLD |= {**KEPT, ".top": "old", ".well-known/by/x": "old", ".way": "old"}
NEW = {"index.html": "new", "a/b/more.html": "new", "way/in.html": "new", "same.css": "same"}
NEW |= {".top": "new", ".well-known/by/x": "new", ".way/in": "new", ".more": "new"}

def write(folder, files):
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)

def files(folder):
    found = [path for path in folder.rglob("*") if path.is_file() and "being-built" not in str(path)]
    return {path.relative_to(folder).as_posix(): path.read_text() for path in found}

def no_exchange(*_):
    raise OSError(38, "Function not implemented")

def swap_until(stop, how):
    count = 0
    def step(frame, event, function):
        nonlocal count
        if event != "c_call" or function.__name__ not in CALLS:
            return
        count += 1
        if count == stop and how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if count == stop:
            raise OSError(28, "No space left on device")
    sys.setprofile(step)
    try:
        if is_kept:
            bring_up_to_date(Path("kept"), Path("new"), swap.files_of(Path("new")), taken)
        swap.put_in_place(Path("kept" if is_kept else "new"), Path("site"))
    finally:
        sys.setprofile(None)
    os._exit(0 if count < stop else 1)

how, exchanging = sys.argv[1:]
if exchanging == "no":
    swap.exchange = no_exchange
stop, seen, ended, is_kept, taken = 0, [], False, exchanging == "kept", set()
while not ended:
    stop += 1
    write(Path("site"), {**OLD, ".being-built-0/index.html": "of a killed swap"})
    write(Path("new"), NEW)
    if is_kept and Path("kept/same.css").is_file():
        Path("new/same.css").unlink()
        taken = {"same.css"}
    Path("kept").mkdir(exist_ok=True)
    if not (child := os.fork()):
        try:
            swap_until(stop, how)
        except OSError:
            os._exit(1)
    ended = os.waitpid(child, 0)[1] == 0
    now = files(Path("site"))
    whole = {**NEW, **KEPT}
    each = all(now.get(path) in (OLD.get(path), whole.get(path)) for path in {*now, *OLD, *whole})
    seen.append("old" if now == OLD else "new" if now == whole else "each file whole" if each else str(now))
    assert not ended or (now == whole and not list(Path("site").glob(".being-built-*")))
print(json.dumps(seen))
"""


def swaps(folder: Path, how: str, exchanging: str) -> list[str]:
    """What the site holds after a swap that was stopped at its first step, at its second, and so on to its end."""
    code = ["-W", "ignore", "-c", SWAP, how, exchanging]
    done = run([sys.executable, *code], folder, {"PYTHONPATH": f"{ROOT}/hooks"}, check=True)
    states: list[str] = json.loads(done.stdout)
    assert len(states) > 20
    return states


@pytest.mark.parametrize("how", ["kill", "error"])
def test_a_swap_is_old_or_new_at_each_of_its_steps(tmp_path: Path, how: str) -> None:
    """Whichever step is stopped: all of the one or all of the other, hidden files included. What fails is done anew."""
    assert {*swaps(tmp_path, how, "yes")} == ({"old", "new"} if how == "kill" else {"new"})


@pytest.mark.parametrize("how", ["kill", "error"])
def test_a_swap_with_the_folder_of_the_last_build_is_old_or_new_likewise(tmp_path: Path, how: str) -> None:
    """That folder is as the build before it left it, which was stopped at some step, too."""
    assert {*swaps(tmp_path, how, "kept")} == {"old", "new"}


@pytest.mark.parametrize("how", ["kill", "error"])
def test_where_folders_cannot_be_exchanged_each_file_is_whole(tmp_path: Path, how: str) -> None:
    """A mount point cannot be renamed; the files lie ready on its disk before the first is touched."""
    assert {*swaps(tmp_path, how, "no")} == {"old", "each file whole", "new"}


@pytest.mark.parametrize("platform", ["win32", sys.platform])
def test_where_the_system_can_do_less_the_swap_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    """Windows has no owners and no folders to exchange; others have no links to links."""

    def no_link(*_: object, **__: object) -> None:
        raise NotImplementedError("link: follow_symlinks unavailable on this platform")

    for path, text in {"new/index.html": "new", "site/index.html": "old", "site/.git/HEAD": "0"}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    monkeypatch.setattr(os, "link", no_link)
    if platform == "win32":
        monkeypatch.setattr(swap, "sys", SimpleNamespace(platform=platform))
        monkeypatch.delattr(os, "chown")
    swap.put_in_place(tmp_path / "new", tmp_path / "site")
    assert files_of(tmp_path / "site") == {"index.html": b"new", ".git/HEAD": b"0"}


def test_the_folder_itself_stays(site: Path) -> None:
    """What has it open (a server, a container) sees the new site; its rights and hidden files are kept."""
    folder = site / "site"
    folder.chmod(0o750)
    (folder / ".git").mkdir()
    (folder / ".git/HEAD").write_text("ref: refs/heads/gh-pages\n")
    (folder / "left.txt").write_text("from elsewhere")
    before = folder.stat()
    assert build(site).returncode == 0
    after = folder.stat()
    assert (after.st_ino, stat.S_IMODE(after.st_mode)) == (before.st_ino, 0o750)
    assert (folder / ".git/HEAD").read_text() == "ref: refs/heads/gh-pages\n"
    assert not (folder / "left.txt").exists()
    assert "Another home" in (folder / "index.html").read_text()


def test_a_link_to_a_folder_stays_one(site: Path, tmp_path: Path) -> None:
    """The folder it leads to gets the new site."""
    (site / "site").rename(tmp_path / "elsewhere")
    (site / "site").symlink_to(tmp_path / "elsewhere")
    assert build(site).returncode == 0
    assert (site / "site").is_symlink()
    assert "Another home" in (tmp_path / "elsewhere/index.html").read_text()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["copy", "elsewhere"]


def test_what_is_built_is_what_is_built_in_place(site: Path, tmp_path: Path) -> None:
    """The same bytes as in an empty folder, for any order of Python's sets."""
    assert build(site, env={**EPOCH, "PYTHONHASHSEED": "1"}).returncode == 0
    assert build(site, "--site-dir", str(tmp_path / "a/b"), env={**EPOCH, "PYTHONHASHSEED": "2"}).returncode == 0
    assert files_of(site / "site") == files_of(tmp_path / "a/b")


# Others who use the folder.


def test_builds_at_once_do_not_meet(site: Path) -> None:
    """Each is made in a folder of its own; the last to end stays."""
    builds = [subprocess.Popen([exe("mkdocs"), "build", "-q"], cwd=site, stderr=subprocess.PIPE) for _ in range(3)]
    for one in builds:
        _, said = one.communicate(timeout=PATIENCE)
        assert one.returncode == 0, said
    now = files_of(site / "site")
    assert b"Another home" in now["index.html"]
    assert build(site).returncode == 0
    assert files_of(site / "site").keys() == now.keys()
    assert nothing_beside(site)


def test_builds_that_start_at_once_do_not_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is made but not yet locked is not taken for one that was left behind."""
    builds, configs = [Staging(), Staging()], [MkDocsConfig(), MkDocsConfig()]
    for config in configs:
        config.site_dir = str(tmp_path / "site")

    def meanwhile(folder: Path) -> int | None:
        monkeypatch.setattr(staging, "open_folder", swap.open_folder)
        builds[1].begin(configs[1])
        return swap.open_folder(folder)

    monkeypatch.setattr(swap, "_LONGEST_WAIT", 0)
    monkeypatch.setattr(staging, "open_folder", meanwhile)
    builds[0].begin(configs[0])
    assert all(Path(config.site_dir).is_dir() for config in configs)
    for build_ in builds:
        build_.forget()
    assert not list(tmp_path.iterdir())


def test_a_build_under_way_is_left_alone(site: Path) -> None:
    """Only folders that nobody holds are tidied away."""
    inner = f"subprocess.run([{str(exe('mkdocs'))!r}, 'build'], env={{**os.environ, 'INNER': '1'}}, check=True)"
    with_hook(site, f"import subprocess\ndef on_env(env, **_):\n  if 'INNER' not in os.environ: {inner}\n")
    done = build(site)
    assert done.returncode == 0, done.stderr
    assert "Another home" in (site / "site/index.html").read_text()
    assert nothing_beside(site)


UNWRITABLE = {
    "a file in its place": "mkdocs.yml",
    "a place where no folder can be": "/proc/site",
}


@pytest.mark.parametrize("name", UNWRITABLE)
def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(site: Path, name: str) -> None:
    """Not in a traceback."""
    done = build(site, "--site-dir", UNWRITABLE[name])
    assert done.returncode == 1
    assert "cannot write the site: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_read_only_folder_is_told_in_a_sentence(site: Path) -> None:
    """Also where its parent could be written. Root may write everywhere, and does."""
    before = files_of(site / "site")
    (site / "site").chmod(0o555)
    done = build(site)
    (site / "site").chmod(0o755)
    refused = "cannot write the site: it is read-only (“site”)" in done.stderr
    assert (done.returncode, refused) == ((0, False) if os.geteuid() == 0 else (1, True)), done.stderr
    assert refused == (files_of(site / "site") == before)


def test_a_plug_in_that_names_another_folder_is_followed(site: Path) -> None:
    """What others do to the settings counts, whenever they do it."""
    before = files_of(site / "site")
    with_hook(site, "def on_config(config): config.site_dir = os.path.abspath('other')\n")
    assert build(site).returncode == 0
    assert files_of(site / "site") == before
    assert "Another home" in (site / "other/index.html").read_text()
    assert nothing_beside(site)


def test_plug_ins_that_write_late_are_waited_for(site: Path) -> None:
    """As late as the shutdown, into the folder they got at the start."""
    with_hook(
        site,
        "import pathlib\ndef on_config(config): global to; to = pathlib.Path(config.site_dir)\n"
        "def on_post_build(config): (to / 'late.txt').write_text('late')\n"
        "def on_shutdown(): (to / 'last.txt').write_text('last')\n",
    )
    assert build(site).returncode == 0
    assert [(site / "site" / name).read_text() for name in ("late.txt", "last.txt")] == ["late", "last"]


DIRECTLY = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config("mkdocs.yml", strict="--strict" in sys.argv)
try:
    build(config)
finally:
    print(config.site_dir)
"""


def test_a_build_without_a_command_is_swapped_at_its_end(site: Path) -> None:
    """Other programs call `build()` alone; afterwards they find the site where their settings say."""
    done = run([sys.executable, "-c", DIRECTLY], site, check=True)
    assert done.stdout == f"{site / 'site'}\n"
    assert "Another home" in (site / "site/index.html").read_text()
    (site / "docs/index.md").write_text("# Third home\n\n[away](nowhere.md)\n")
    assert run([sys.executable, "-c", DIRECTLY, "--strict"], site).returncode == 1
    assert "Another home" in (site / "site/index.html").read_text()


AFTERWARDS = """
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config("mkdocs.yml")
config.plugins.on_startup(command="build", dirty=False)
build(config)
config.plugins.on_shutdown()
Path("docs/index.md").write_text("# Third home")
build(config)
"""


def test_a_build_after_a_command_is_swapped_at_its_end(site: Path) -> None:
    """In the same process, no second shutdown comes."""
    run([sys.executable, "-c", AFTERWARDS], site, check=True)
    assert "Third home" in (site / "site/index.html").read_text()


def git(folder: Path, *args: str) -> str:
    """What git says."""
    known = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    known |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in known.items()}
    return run(["git", *args], folder, known, check=True).stdout


def test_deploying_publishes_what_was_built(site: Path, tmp_path: Path) -> None:
    """`mkdocs gh-deploy` pushes the new site; after a failed build it pushes nothing."""
    git(tmp_path, "init", "--quiet", "--bare", "origin.git")
    git(site, "init", "--quiet", "--initial-branch", "main")
    git(site, "remote", "add", "origin", str(tmp_path / "origin.git"))
    git(site, "config", "user.name", "A")
    git(site, "config", "user.email", "a@example.org")
    git(site, "add", "docs")
    git(site, "commit", "--quiet", "-m", "Text")
    done = run([exe("mkdocs"), "gh-deploy"], site)
    assert done.returncode == 0, done.stderr
    assert "Another home" in git(tmp_path / "origin.git", "show", "gh-pages:index.html")
    published = git(tmp_path / "origin.git", "rev-parse", "gh-pages")
    (site / "docs/a.md").write_text(CLAIM.replace(" by council", ""))
    assert run([exe("mkdocs"), "gh-deploy"], site).returncode == 1
    assert git(tmp_path / "origin.git", "rev-parse", "gh-pages") == published


def test_a_dirty_build_draws_what_is_concerned(site: Path) -> None:
    """A denial that is gone from one page is gone from the other that showed it; a sentence says that all is drawn."""
    assert "Denied by" in (site / "site/a/index.html").read_text()
    (site / "docs/b.md").write_text("Nothing.\n")
    done = build(site, "--dirty")
    assert done.returncode == 0, done.stderr
    assert "All pages are built, even with --dirty" in done.stderr
    assert "Denied by" not in (site / "site/a/index.html").read_text()
