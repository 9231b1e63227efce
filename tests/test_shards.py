"""A site built in shards is, byte for byte, the site that one build writes; or nothing is, and a sentence says why."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import msgspec
import pytest

from sites import CONFIG, copy_project, files_of, write_site
from tools import exe, run
from whosaid.mkdocs.dividing import Share
from whosaid.mkdocs.merging import CannotMerge, merge_shards
from whosaid.mkdocs.shardfolder import LIST, ShardList

DAY = {"SOURCE_DATE_EPOCH": "1900000000"}
ODD = CONFIG.replace("{name: material, font: false}", "{name: material, font: false, language: de}") + (
    "site_url: https://example.org/news/\n"
    "use_directory_urls: false\n"
    "plugins: [search, tags]\n"
    "nav: [index.md, tags.md, Town: [town/bridge.md, town/road.md, town/untitled.md], ledger.md]\n"
)
PAGES = {
    "index.md": '# Home & *more*\n\n[All](ledger.md "show statements by date")\n',
    "tags.md": "# Tags\n\n<!-- material/tags -->\n",
    "town/bridge.md": "---\ntitle: The bridge\ntags: [safety]\nlanguage: en\npublished: 2031-05-18\n---\n\n"
    '# The bridge\n\n[It is unsafe](#unsafe "claim by council"), see [there](road.md#later).\n\n![](a.svg)\n',
    "town/road.md": "---\ntags: [safety, roads]\n---\n# Die **Straße** & more\n\n"
    '[It is not](#safe "denial of bridge.md#unsafe by mayor").\n\n## Later\n\nMore.\n',
    "town/untitled.md": 'Somebody said [so](#so "claim by minutes").\n',
    "town/a.svg": "<svg/>",
    "other.txt": "Text.\n",
}


def shard(site: Path, share: str, *more: str) -> CompletedProcess[str]:
    """`whosaid build --shard`."""
    return run([exe("whosaid"), "build", "--shard", share, *more], site, DAY)


def in_shards(site: Path, parts: int) -> list[Path]:
    """The folders of all shards of a site, built."""
    for part in range(1, parts + 1):
        done = shard(site, f"{part}/{parts}", "--strict")
        assert done.returncode == 0, done.stderr
    return [site / f"shards/{part}-of-{parts}" for part in range(1, parts + 1)]


def whole(site: Path) -> dict[str, bytes]:
    """The files of one build."""
    done = run([exe("mkdocs"), "build", "--strict"], site, DAY)
    assert done.returncode == 0, done.stderr
    return files_of(site / "site")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with two shards of it."""
    site = write_site(tmp_path_factory.mktemp("odd"), PAGES, ODD)
    in_shards(site, 2)
    return site


def test_a_site_with_tags_in_a_folder_of_its_host(odd: Path, tmp_path: Path) -> None:
    """One shard or two, without addresses of folders, with articles in another language than the theme's."""
    expected = whole(odd)
    halves = [odd / "shards/1-of-2", odd / "shards/2-of-2"]
    merge_shards(halves, tmp_path / "two")
    assert files_of(tmp_path / "two") == expected
    merge_shards(in_shards(odd, 1), tmp_path / "one")
    assert files_of(tmp_path / "one") == expected
    drawn = [{path for path in files_of(half) if path.startswith("town/")} for half in halves]
    assert not drawn[0] & drawn[1]
    assert drawn[0] | drawn[1] == {path for path in expected if path.startswith("town/")}


def test_the_projects_own_site(tmp_path: Path) -> None:
    """Three shards are its very bytes, the sitemap and the search among them; none has all of its articles."""
    site = copy_project(tmp_path)
    expected = whole(site)
    shards = in_shards(site, 3)
    done = run([exe("whosaid"), "merge", *shards, "-o", "merged"], site)
    assert done.returncode == 0, done.stderr
    assert files_of(site / "merged") == expected
    assert all(len(files_of(folder)) < len(expected) for folder in shards)


def of(folder: Path, **changes: object) -> None:
    """Change what a shard's list says."""
    listed = msgspec.json.decode((folder / LIST).read_bytes(), type=ShardList)
    (folder / LIST).write_bytes(msgspec.json.encode(msgspec.structs.replace(listed, **changes)))


def made_from(folder: Path, name: str, value: str) -> None:
    """Let a shard be made from something else."""
    listed = msgspec.json.decode((folder / LIST).read_bytes(), type=ShardList)
    of(folder, made_from={**listed.made_from, name: value})


def nothing(one: Path, two: Path) -> None:
    """No fault."""


def written(path: Path, text: str = "") -> None:
    """A file with a text, and its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


FAULTS: dict[str, tuple[Callable[[Path, Path], object], tuple[str, ...], str, str]] = {
    "a missing shard": (nothing, ("one",), "site", r"missing: shard 2/2$"),
    "no shard": (lambda one, two: (two / LIST).unlink(), ("one", "two"), "site", r"“.*two” is not a shard of a site"),
    "a damaged list": (lambda one, two: (two / LIST).write_text("{"), ("one", "two"), "site", "cannot be read"),
    "a file outside the site": (
        lambda one, two: of(two, own={"../../index.html": ""}),
        ("one", "two"),
        "site",
        r"names a file outside the site: \.\./\.\./index\.html$",
    ),
    "the same shard twice": (
        lambda one, two: shutil.copytree(one, one.with_name("again")),
        ("one", "two", "again"),
        "site",
        r"“.*one” and “.*again” are the same shard, 1/2$",
    ),
    "shards of another number": (
        lambda one, two: of(two, share=Share(3, 3)),
        ("one", "two"),
        "site",
        r"is shard 1/2, but others are of 3",
    ),
    "another commit": (
        lambda one, two: made_from(two, "the commit", "0123456789ab"),
        ("one", "two"),
        "site",
        r"the commit differs \(none, 0123456789ab\)",
    ),
    "other pages": (
        lambda one, two: made_from(two, "the folder of pages", "x"),
        ("one", "two"),
        "site",
        "not built from the same: the folder of pages differs. Build all shards again from the same files$",
    ),
    "other settings": (lambda one, two: made_from(two, "the settings", "x"), ("one", "two"), "site", "the settings"),
    "another version": (
        lambda one, two: made_from(two, "the package mkdocs", "1.7"),
        ("one", "two"),
        "site",
        r"the package mkdocs differs \(\S+, 1\.7\)",
    ),
    "another day": (
        lambda one, two: made_from(two, "the day", "2031-01-01"),
        ("one", "two"),
        "site",
        r"the day differs \(2030-03-17, 2031-01-01\)",
    ),
    "other files of all": (
        lambda one, two: of(two, shared={}),
        ("one", "two"),
        "site",
        "differ in what they wrote for all pages: 404.html differs",
    ),
    "a lost file": (lambda one, two: (one / "404.html").unlink(), ("one", "two"), "site", "damaged or missing"),
    "a file cut off": (lambda one, two: (one / "404.html").write_bytes(b""), ("one", "two"), "site", "damaged"),
    "a site that is there": (
        lambda one, two: written(one.with_name("site") / "index.html"),
        ("one", "two"),
        "site",
        "is not empty; name another folder, or replace it: --replace$",
    ),
    "a site in a shard": (nothing, ("one", "two"), "one", "where a shard is"),
    "a site around the shards": (nothing, ("one", "two"), ".", "where a shard is"),
    "a file in the place of the site": (
        lambda one, two: written(one.with_name("site")),
        ("one", "two"),
        "site",
        "cannot write the site",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_does_not_belong_together_is_not_joined(odd: Path, tmp_path: Path, fault: str) -> None:
    """Each fault is a sentence, and no file is changed."""
    spoil, folders, target, message = FAULTS[fault]
    one, two = tmp_path / "one", tmp_path / "two"
    for part, folder in enumerate((one, two), 1):
        shutil.copytree(odd / f"shards/{part}-of-2", folder, copy_function=shutil.copyfile)
    spoil(one, two)
    before = files_of(tmp_path)
    with pytest.raises(CannotMerge, match=message):
        merge_shards([tmp_path / name for name in folders], tmp_path / target)
    assert files_of(tmp_path) == before


def test_a_site_is_replaced_if_that_is_said(odd: Path, tmp_path: Path) -> None:
    """What was in its folder is gone."""
    written(tmp_path / "site/old.html")
    merge_shards([odd / "shards/1-of-2", odd / "shards/2-of-2"], tmp_path / "site", replace=True)
    assert not (tmp_path / "site/old.html").exists()
    assert (tmp_path / "site/town/bridge.html").is_file()


def test_every_shard_of_a_site_with_an_error_fails(tmp_path: Path) -> None:
    """Whatever its share is; the shard of an earlier build stays."""
    site = write_site(tmp_path, {"a.md": 'It says [so](#so "claim").\n', "b.md": '[It](#it "claim by mayor").\n'})
    written(site / "shards/1-of-2/old")
    told = []
    for share in ("1/2", "2/2"):
        done = run([exe("whosaid"), "build", "--shard", share], site)
        assert done.returncode == 1
        told.append([line for line in done.stderr.splitlines() if "docs/" in line or "to fix" in line])
    assert told[0] == told[1]
    assert "docs/a.md:1:19" in told[0][0]
    assert [*files_of(site / "shards")] == ["1-of-2/old"]


@pytest.mark.parametrize(
    ("share", "config", "message"),
    [
        ("0/2", CONFIG, "“0/2” is not a share"),
        ("3/2", CONFIG, "“3/2” is not a share"),
        ("1/2", CONFIG.partition("hooks:")[0].replace(", whosaid", ""), "the builder did not ask Whosaid"),
        ("1/2", CONFIG + "plugins: [search, offline]\n", "--shard cannot divide a site with “material/offline”"),
        ("1/2", CONFIG + "plugins: [search, print-site]\n", "--shard cannot divide a site with “print-site”"),
    ],
)
def test_what_cannot_be_divided_is_refused(tmp_path: Path, share: str, config: str, message: str) -> None:
    """A sentence says what is in the way."""
    done = run([exe("whosaid"), "build", "--shard", share], write_site(tmp_path, {}, config))
    assert done.returncode != 0
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_shard_says_who_dates_pages_and_is_where_the_builder_is_told(tmp_path: Path) -> None:
    """Dates of the build differ by shard. An option may stand together with its value."""
    dated = "plugins: [search, git-revision-date-localized: {fallback_to_build_date: true}]\n"
    site = write_site(tmp_path, {}, CONFIG + dated)
    done = shard(site, "1/1", "-dhere/too")
    assert "“git-revision-date-localized” dates pages that git does not know by the time of the build" in done.stderr
    assert (site / "here/too" / LIST).is_file()


@pytest.mark.parametrize("parts", [1, 2, 3, 8])
def test_every_file_is_in_one_share_and_shares_cost_the_same(parts: int) -> None:
    """Whatever the files cost; a new file moves few others."""
    costs = {f"{n}.md": 100 + n % 7 * 100 for n in range(1000)}
    shares = [Share(part, parts).of(costs) for part in range(1, parts + 1)]
    assert sorted(path for share in shares for path in share) == sorted(costs)
    sums = [sum(costs[path] for path in share) for share in shares]
    assert max(sums) - min(sums) <= 1400
    moved = [Share(part, parts).of({**costs, "new.md": 100}) - share for part, share in enumerate(shares, 1)]
    assert sum(map(len, moved)) <= parts + 1
