"""The page of a claim: one for all statements that say the same, with who says it, who answered, and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from addresses import ids_twice, unresolved
from sites import CONFIG, SOURCES, build, build_site, one, page, write_site

ROOT = "https://example.org/news/"
MONEY = """\
---
title: Money
published: 2031-05-18
outlet: The Paper
language: en-GB
---
# Money

Two officials say that [she took the money](#paid). The mayor [admits a dinner](#r-dinner "admission of paid by mayor")
and says it is [a lie](#r-lie). [The bridge is 90 years old](#age "claim by own-voice").
[It was closed](#closed "claim by own-voice"), which [she denies](#r-closed "denial of closed by mayor").
It is [a pity](#pity "opinion"). The council calls it [a shame](#shame "opinion by council").

/// claim | The mayor took money
id: paid
source: officials
via: evening-post
certainty: alleged
about: mayor
date: 2031-05-01
supports: shame
///

/// denial
id: r-lie
of: paid
source: mayor
date: 2031-05-17
where: radio
///
"""
AGAIN = """\
---
published: 2031-06-03
---
# Again

Once more: [the mayor was paid](../money.md#paid). The council says [the roof leaks](#roof "claim by council").
The minutes say [she had the money](#had).

/// claim
id: had
source: minutes
date: 2031-06-02
same-as: ../money.md#paid
///
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles in folders of two depths, built for an address below a domain's root."""
    folder = tmp_path_factory.mktemp("claims")
    write_site(folder, {"money.md": MONEY, "deep/again.md": AGAIN}, f"{CONFIG}site_url: {ROOT}\n")
    (folder / "docs/assets").mkdir()
    (folder / "docs/assets/share.png").write_bytes(b"")
    done = build(folder, "--strict")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_what_somebody_says_or_answers_has_a_page(site: Path) -> None:
    """A sentence in the article's own voice and its author's opinion have one only if they are answered."""
    found = {str(file.parent.relative_to(site / "ledger/claim")) for file in site.glob("ledger/claim/**/index.html")}
    assert found == {"money/paid", "money/closed", "money/shame", "deep/again/roof"}


def test_a_claim_that_is_said_again_stays_where_it_is(site: Path) -> None:
    """Its page is that of the oldest article, though another comes before it in the order of files."""
    assert not (site / "ledger/claim/deep/again/had").exists()


def test_it_says_who_and_who_answered_first(site: Path) -> None:
    """The heading is everyone who says it, and the written title; then the answers, the denial before the rest."""
    claim = page(site, "ledger/claim/money/paid")
    assert [h1.get_text() for h1 in claim.select("h1")] == [
        "Alleged, according to The Evening Post, citing two officials; according to the council's minutes: "
        "The mayor took money"
    ]
    assert not claim.select("h1 [lang]")  # British English on an English page
    assert one(claim, ".ann-claim-standing").get_text() == (
        "Denied by Ada Brook (for the town council); admitted in part by Ada Brook (for the town council)."
    )
    answers = [" ".join(item.get_text(" ").split()) for item in claim.select(".ann-claim-answers > li")]
    assert answers[0].startswith("Denied by Ada Brook . Mayor, for the town council . Date: 17 May 2031. Where: radio.")
    assert [item[:17] for item in answers] == ["Denied by Ada Bro", "Admitted in part "]


@pytest.mark.parametrize(
    ("again", "expected"),
    {
        "source: clerk\nvia: evening-post": "According to The Evening Post, citing two officials and a clerk",
        "source: officials\nvia: evening-post": "According to The Evening Post, citing two officials",
        "source: mayor\nvia: evening-post": "According to The Evening Post, citing two officials; "
        "according to Ada Brook, as reported by The Evening Post",
        "source: clerk\nvia: evening-post\ncertainty: alleged": "According to The Evening Post, citing two officials; "
        "alleged, according to The Evening Post, citing a clerk",
        "source: clerk": "According to The Evening Post, citing two officials; according to a clerk",
    }.items(),
)
def test_it_says_once_what_is_the_same_of_all_who_say_it(tmp_path: Path, again: str, expected: str) -> None:
    """An outlet with everyone whom it cites; not with those for whom the text has a word of doubt."""
    first = 'It [may fall](#fall "claim by officials via evening-post").\n'
    other = f"It [may](#again).\n\n/// claim\nid: again\n{again}\nsame-as: a.md#fall\n///\n"
    clerk = f"{SOURCES}clerk: {{type: unnamed, described-as: a clerk}}\n"
    site = build_site(tmp_path, {"a.md": first, "b.md": other}, sources=clerk) / "site"
    assert one(page(site, "ledger/claim/a/fall"), "h1").get_text() == f"{expected}: “May fall”"


def test_names_lead_to_the_pages_of_sources(site: Path) -> None:
    """In the first sentence and in the timeline, where the words are quoted and a written title is not."""
    claim = page(site, "ledger/claim/money/paid")
    links = {a.get_text(): str(a["href"]) for a in claim.select("h1 a, .ann-claim-standing a")}
    names = {"The Evening Post": "evening-post", "two officials": "officials", "the council's minutes": "minutes"}
    assert links == {name: f"../../../source/{id_}/" for name, id_ in {**names, "Ada Brook": "mayor"}.items()}
    assert [li.get_text() for li in claim.select(".ann-timeline li")] == [
        "1 May 2031. Alleged, according to The Evening Post, citing two officials; denied by Ada Brook; "
        "admitted in part by Ada Brook: The mayor took money In: Money",
        "17 May 2031. Denied by Ada Brook; in public (radio): “A lie” In: Money",
        "2 June 2031. According to the council's minutes; denied by Ada Brook; admitted in part by Ada Brook: "
        "“She had the money” In: Again",
        "Date not recorded. Admitted in part by Ada Brook: “Admits a dinner” In: Money",
    ]
    assert {"Ada Brook", "two officials"} <= {a.get_text() for a in claim.select(".ann-timeline a[href*=source]")}


def test_it_leads_to_every_place_where_it_is_said(site: Path) -> None:
    """To the notes, to articles that only come back to it, to its article's ledger, to related claims."""
    claim = page(site, "ledger/claim/money/paid")
    links = {str(a["href"]) for a in claim.select("article a")}
    notes = {"../../../../money/#paid", "../../../../deep/again/#had"}
    assert links >= {*notes, "../../../../deep/again/", "../../../article/money/"}
    assert [str(a["href"]) for a in one(claim, "#mentions + ul").select("a")] == ["../../../../deep/again/"]
    assert " – according to" in one(claim, "#mentions + ul").get_text()  # a headline is never alone
    shame = page(site, "ledger/claim/money/shame")
    related = one(shame, "dt:-soup-contains('Supported by') + dd")
    assert str(one(related, "a")["href"]) == "../paid/"
    assert related.get_text().endswith("denied, admitted in part")


@pytest.mark.parametrize("path", ["money/paid", "money/shame", "deep/again/roof"])
def test_each_page_is_shared_and_found_as_itself(site: Path, path: str) -> None:
    """With the denial in its title and text, at its own address, whichever of them the theme has drawn."""
    claim = page(site, f"ledger/claim/{path}")
    address = f"{ROOT}ledger/claim/{path}/"
    assert [link["href"] for link in claim.select('link[rel="canonical"]')] == [address]
    tags = {str(tag["property"]): str(tag["content"]) for tag in claim.select("meta[property]")}
    assert tags["og:url"] == address
    assert tags["og:image"] == f"{ROOT}assets/share.png"
    assert [str(tag["content"]) for tag in claim.select("meta[name=description]")] == [tags["og:description"]]
    assert [title.get_text() for title in claim.select("head > title")] == [f"{tags['og:title']} - Test"]
    if path == "money/paid":
        assert tags["og:title"].endswith("citing two officials, denied, admitted in part")
        assert "Denied by Ada Brook" in tags["og:description"]
    assert one(claim, 'link[href$="assets/whosaid-ledger.css"]')


def test_it_holds_the_code_to_show_it_elsewhere(site: Path) -> None:
    """That page leads to the claim's note, in a build as in an export, which has no pages about claims."""
    frame = f'<iframe src="{ROOT}embed/money/paid.html"'
    assert one(page(site, "ledger/claim/money/paid"), "textarea").get_text().startswith(frame)
    html = (site / "embed/money/paid.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{ROOT}money/#paid">' in html


def test_no_link_is_dead_and_no_id_twice(site: Path) -> None:
    """On any page of the site."""
    assert unresolved(site, ROOT) == ids_twice(site) == []


def test_search_finds_a_claim_once(site: Path) -> None:
    """As its note; its page is not a second hit."""
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
    assert not [entry["location"] for entry in index if entry["location"].startswith("ledger/claim")]


def test_a_theme_that_leaves_no_place_for_them_has_bare_pages(tmp_path: Path) -> None:
    """The claim and who denies it are there, whatever the theme does with a page's content."""
    hook = "def on_post_page(output, **kwargs):\n    return output.replace('<h1 class=\"ann-sheet\"></h1>', '')\n"
    config = CONFIG.replace("hooks: [", "hooks: [rogue.py, ")
    folder = write_site(tmp_path, {"money.md": MONEY}, config)
    (folder / "rogue.py").write_text(hook)
    done = build(folder)
    assert done.returncode == 0, done.stderr
    claim = page(folder / "site", "ledger/claim/money/paid")
    assert one(claim, "h1").get_text().endswith(": The mayor took money")
    assert "Denied by Ada Brook" in one(claim, ".ann-claim-standing").get_text()
    assert one(claim, "title").get_text().startswith("The mayor took money – ")


def test_the_sitemap_names_only_pages_that_the_theme_has_drawn(site: Path) -> None:
    """Not one claim out of all, whose page happens to be the frame of the others."""
    listed = (site / "sitemap.xml").read_text("utf-8")
    assert "/ledger/disputed/</loc>" in listed
    assert "/ledger/claim/" not in listed
