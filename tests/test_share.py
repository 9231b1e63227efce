"""Share tags of a page: never an allegation without its source and those who denied it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from sites import ARTICLE, CONFIG, build, copy_project, page, write_site
from tools import ROOT

TWO = (
    'The council said [the bridge is unsafe](#bridge "claim by council via evening-post"). '
    '[The mayor took money](#money), two officials say. [Untrue](#r-money "denial of money by mayor"). '
    '[It is 90 years old](#age "claim by own-voice"). [A pity](#pity "opinion"). '
    '[It will close](#close "claim by vague").\n\n'
    "/// claim\nid: money\nsource: officials\ncertainty: alleged\nabout: mayor\n///\n"
)


def test_a_headline_about_another_page_says_so(tmp_path: Path) -> None:
    """What it comes back to is quoted with the page it is from; answers follow each other in small letters."""
    admission = '[She admits the dinner](#r-dinner "admission of money by mayor").'
    here = '---\ntitle: Vote\n---\n\n# [The vote](a.md#money)\n\n[It is today](#vote "claim by council").\n'
    pages = {"a.md": f"---\ntitle: Money\n---\n\n# News\n\n{TWO}\n\n{admission}\n", "b.md": here}
    site = write_site(tmp_path, pages)
    done = build(site)
    assert done.returncode == 0, done.stderr
    assert tags(site, "b")["og:description"].strip() == (
        "“The mayor took money”, from “Money”: alleged, according to two officials; "
        "denied by Ada Brook; admitted in part by Ada Brook."
    )


def tags(site: Path, path: str) -> dict[str, str]:
    """The tags of a built page by name, without duplicates."""
    found = page(site / "site", path).select('meta[property^="og:"], meta[name^="twitter:"]')
    named = [(str(tag.get("property") or tag.get("name")), str(tag["content"])) for tag in found]
    assert len(dict(named)) == len(named)
    return dict(named)


def test_the_first_article_is_shared_with_its_denials(tmp_path: Path) -> None:
    """The title says according to whom and that it is denied; the text says so in full, before all else."""
    site = copy_project(tmp_path)
    assert build(site, "--strict").returncode == 0
    shared = tags(site, ARTICLE)
    assert shared["og:title"] == (
        "Moscow rejects report that its spies paid the Taliban to target NATO soldiers – "
        "alleged, according to The New York Times, denied"
    )
    assert shared["og:description"].startswith(
        "Alleged, according to The New York Times. Denied by Russia, the Taliban, the Russian Embassy in Washington "
        "and Zabihullah Mujahid. A news article of mid-2020"
    )
    assert shared["twitter:card"] == "summary"
    assert tags(site, ".")["og:title"] == "Whosaid"


STANDING = {
    "claim": ("[Bridge unsafe](#bridge)", "according to the town council, as reported by The Evening Post", ""),
    "denied": ("[Mayor took money](#money)", "alleged, according to two officials, denied", "Denied by Ada Brook."),
    "answer": ("[Mayor says no](#r-money)", "alleged, according to two officials, denied", "Denied by Ada Brook."),
    "own voice": ("[90 years](#age)", "in the article’s own voice", "In the article’s own voice."),
    "nobody": ("[Closing](#close)", "attributed to nobody identifiable", "Attributed to nobody identifiable."),
    "opinion": ("[A pity](#pity)", "the opinion of the article’s author", "The opinion of the article’s author."),
    "two": (
        "[Unsafe](#bridge), [paid](#money)",
        "according to the town council, as reported by The Evening Post; alleged, according to two officials, denied",
        "“The mayor took money”: alleged, according to two officials; denied by Ada Brook.",
    ),
    "unmarked": (
        "Bridge news",
        "according to Ada Brook, the town council and two officials; 1 of 6 statements disputed",
        "According to Ada Brook, the town council and two officials. 1 of 6 statements disputed. Denied by Ada Brook.",
    ),
}


@pytest.mark.parametrize("name", STANDING)
def test_the_headline_never_goes_alone(tmp_path: Path, name: str) -> None:
    """What its marks point to is said with it; without marks, who speaks in the article and who denies."""
    headline, with_title, in_text = STANDING[name]
    site = write_site(tmp_path, {"a.md": f"---\ntitle: T\ndescription: Lead.\n---\n\n# {headline}\n\n{TWO}"})
    done = build(site)
    assert done.returncode == 0, done.stderr
    shared = tags(site, "a")
    assert shared["og:title"] == f"T – {with_title}"
    assert in_text in shared["og:description"]
    assert shared["og:description"].endswith(" Lead.")


def test_a_share_is_text(tmp_path: Path) -> None:
    """Titles, descriptions and names keep their signs and bring in no HTML."""
    odd = "\"><script>alert(1)</script> & 'x'"
    front = f"---\ntitle: {json.dumps(odd)}\ndescription: {json.dumps(odd)}\n---\n\n"
    sources = f"rogue: {{type: person, name: {json.dumps(odd)}}}\n"
    text = f'{front}# [A](#bridge)\n\n[b](#bridge "claim by rogue")\n'
    site = write_site(tmp_path, {"a.md": text}, CONFIG.replace("Test", json.dumps(odd)), sources)
    assert build(site).returncode == 0
    shared = tags(site, "a")
    assert shared["og:title"] == f"{odd} – according to {odd}"
    assert shared["og:description"] == f"According to {odd}. {odd}"
    assert shared["og:site_name"] == odd
    assert "<script>alert" not in (site / "site/a/index.html").read_text("utf-8").partition("<title>")[0]


@pytest.mark.parametrize("address", ["https://example.org/", "https://example.org/news/", ""])
def test_addresses_are_whole_or_absent(tmp_path: Path, address: str) -> None:
    """The picture and the page's address need the site's own; where it knows none, nothing broken is said."""
    site = copy_project(tmp_path)
    config = site / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace('site_url: ""', f'site_url: "{address}"'), "utf-8")
    assert build(site, "--strict").returncode == 0
    for path in (".", ARTICLE, "guide/writing"):
        shared = tags(site, path)
        here = "" if path == "." else f"{path}/"
        assert shared.get("og:url") == (f"{address}{here}" if address else None)
        assert shared.get("og:image") == (f"{address}assets/share.png" if address else None)
        assert shared["twitter:card"] == ("summary_large_image" if address else "summary")
    with Image.open(site / "site/assets/share.png") as picture:
        assert picture.size == (1200, 630)


def test_a_site_without_a_picture_names_none(tmp_path: Path) -> None:
    """A site of one's own need not have one."""
    site = write_site(tmp_path, {"a.md": TWO}, CONFIG + "site_url: https://example.org/\n")
    assert build(site).returncode == 0
    assert "og:image" not in tags(site, "a")
    assert tags(site, "a")["twitter:card"] == "summary"


def test_another_plugin_cannot_share_the_bare_headline(tmp_path: Path) -> None:
    """Title and text from other plug-ins are replaced; their picture is kept."""
    hook = (
        "def on_post_page(output, **kwargs):\n"
        '    tags = \'<meta property="og:title" content="Paid!"><meta name="twitter:title" content="Paid!">\'\n'
        '    tags += \'<meta property="og:description" content="Paid!"><meta property="og:image" content="i.png">\'\n'
        "    return output.replace('</head>', tags + '</head>')\n"
    )
    site = write_site(tmp_path, {"a.md": TWO}, CONFIG.replace("hooks: [", "hooks: [other.py, "))
    (site / "other.py").write_text(hook)
    assert build(site).returncode == 0
    assert "Paid!" not in tags(site, "a").values()
    assert tags(site, "a")["og:image"] == "i.png"


def test_the_kept_pictures_are_small() -> None:
    """README shows each of two pages at three widths in both schemes, a note, a map; together less than 1.5 MB."""
    pictures = sorted((ROOT / "docs/.screenshots").glob("*.png"))
    readme = (ROOT / "README.md").read_text("utf-8")
    assert len(pictures) == 14
    assert [picture.name for picture in pictures if f"docs/.screenshots/{picture.name}" not in readme] == []
    assert sum(picture.stat().st_size for picture in pictures) < 1_500_000
