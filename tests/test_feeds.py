"""The feeds: read as subscribers read them, and held against what RFC 4287 asks."""

from __future__ import annotations

import json
import re
import time
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

import feedparser
import pytest
from lxml import etree

from atom import faults_of
from sites import QUIET, SOURCES, build, files_of, one, page, write_site
from whosaid.exports.feeds import ANSWERS, ARTICLES, MOST, files
from whosaid.ledger.loading import load
from whosaid.site.addresses import Site

ADDRESS = "https://example.org/news/"


def article(published: str = "", words: str = "The bridge is unsafe", answer: str = "", front: str = "") -> str:
    """An article whose headline is denied, with the lines of front matter and of the answer given."""
    date = f"published: {published}\n" if published else ""
    return (
        f"---\ntitle: Bridge unsafe\n{date}{front}---\n\n# [Bridge unsafe](#unsafe)\n\n"
        f'[{words}](#unsafe "claim by officials via evening-post"), officials say. [Nonsense](#no).\n\n'
        f"/// denial\nid: no\nof: unsafe\nsource: mayor\n{answer}\n///\n"
    )


def exported(folder: Path, site: Site) -> dict[str, str]:
    """The feeds of a site's docs folder, as written."""
    return {export.path: "".join(export.pieces()) for export in files(load(folder / "docs")[0], site)}


def read(text: str) -> Any:
    """A feed as a subscriber reads it; it must be well formed and as the standard asks."""
    assert faults_of(text) == []
    feed = feedparser.parse(text.encode(), sanitize_html=False)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


ENTRY = (
    "<entry><title>E</title><id>urn:e</id><updated>2024-05-02T00:00:00Z</updated>"
    '<link href="https://example.org/"/><author><name>A</name></author></entry>'
)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<updated>2024-05-01T00:00:00Z</updated>", ""),
        ("2024-05-01T00:00:00Z", "2024-05-01"),
        ("<id>urn:x</id>", "<id>x</id>"),
        ("<title>T</title>", "<title>T</title><title>T</title>"),
        ("<author><name>A</name></author>", ""),
        ('<link href="https://example.org/"/>', ""),
        ("<entry>", "<entry><entry/>"),
        (ENTRY, ENTRY * 2),
        ("<title>E</title>", "<title type='html'><b>E</b></title>"),
    ],
)
def test_a_fault_in_a_feed_would_be_found(right: str, wrong: str) -> None:
    """What the standard asks, each left out once."""
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>urn:x</id>'
        f"<updated>2024-05-01T00:00:00Z</updated>{ENTRY}</feed>"
    )
    assert faults_of(text) == []
    assert right in text
    assert faults_of(text.replace(right, wrong, 1)) != []


def test_articles_come_newest_first_with_their_standing(tmp_path: Path) -> None:
    """By the date of the last change; title and text say who stands behind the headline and who denies it."""
    pages = {
        "old.md": article("2024-05-01"),
        "changed.md": article("2020-01-01", front="updated: 2024-05-03\ndescription: Lead.\nlanguage: en-GB\n"),
        "new.md": article("2024-05-02"),
        "month.md": article("2024-06"),
        "unknown.md": article("unknown"),
        "undated.md": article(),
    }
    folder = write_site(tmp_path, pages)
    feed = read(exported(folder, Site("The Post", ADDRESS))[ARTICLES.path])
    assert [entry.link for entry in feed.entries] == [f"{ADDRESS}{name}/" for name in ("changed", "new", "old")]
    first = feed.entries[0]
    assert first.title == "Bridge unsafe – according to The Evening Post, citing two officials, denied"
    assert unescape(first.summary) == (
        "<p>According to The Evening Post, citing two officials. Denied by Ada Brook.</p><p>Lead.</p>"
        "<p>Published: 1 January 2020, updated: 3 May 2024.</p>"
    )
    assert (first.updated, first.published) == ("2024-05-03T10:00:00+00:00", "2020-01-01T10:00:00+00:00")
    assert first.title_detail.language == "en-GB"
    assert (feed.feed.title, feed.feed.updated, feed.feed.author) == ("The Post: articles", first.updated, "The Post")
    assert {link.rel: link.href for link in feed.feed.links} == {
        "alternate": ADDRESS,
        "self": f"{ADDRESS}{ARTICLES.path}",
    }


def test_answers_never_come_without_the_claim_and_its_attribution(tmp_path: Path) -> None:
    """Denials, corrections and all other answers with an exact date, the newest first."""
    correction = "\n[Sorry](#sorry)\n\n/// correction\nid: sorry\nof: {}\nsource: evening-post\ndate: 2024-05-04\n///\n"
    pages = {
        "a.md": article(answer="date: 2024-05-03") + correction.format("unsafe"),
        "b.md": article(answer="date: 2024-05"),
        "c.md": article() + correction.format("unsafe, a.md#unsafe"),
    }
    folder = write_site(tmp_path, pages)
    feed = read(exported(folder, Site("The Post", ADDRESS))[ANSWERS.path])
    assert [entry.link for entry in feed.entries] == [f"{ADDRESS}{name}" for name in ("a/#sorry", "c/#sorry", "a/#no")]
    claim = "The bridge is unsafe – according to The Evening Post, citing two officials, corrected, denied"
    assert [entry.title for entry in feed.entries] == [
        f"Corrected by The Evening Post: {claim}",
        f"Corrected by The Evening Post: {claim} (and 1 more)",
        f"Denied by Ada Brook: {claim}",
    ]
    for entry in feed.entries:
        assert "According to The Evening Post, citing two officials. Corrected by" in entry.summary
        assert "denied by ada brook" in entry.summary.lower()


def test_an_accusation_in_return_brings_its_own_denial(tmp_path: Path) -> None:
    """An answer can accuse somebody; who denies that is said with it, in the title too."""
    back = '\n[Liars](#back), she says. [No](#again "denial of back by evening-post")\n\n'
    back += "/// counter-claim\nid: back\nof: unsafe\nsource: mayor\ndate: 2024-05-04\n///\n"
    folder = write_site(tmp_path, {"a.md": article() + back})
    (entry,) = read(exported(folder, Site("The Post", ADDRESS))[ANSWERS.path]).entries
    assert entry.title.startswith("Counter-accusation by Ada Brook (Denied by The Evening Post): The bridge is unsafe")
    assert "Answered in turn: Denied by The Evening Post." in entry.summary


def ids_of(folder: Path, site: Site) -> list[str]:
    """The ids of both feeds and of their entries."""
    feeds = [read(text) for text in exported(folder, site).values()]
    return [id_ for feed in feeds for id_ in (feed.feed.id, *(entry.id for entry in feed.entries))]


MOVED = {
    "another address": Site("One", ADDRESS),
    "another scheme": Site("One", "http://example.org/news/"),
    "a subdomain": Site("One", "https://news.example.org/"),
    "another name": Site("Other", ADDRESS),
    "no folders": Site("One", ADDRESS, {"a.md": "a.html", "b.md": "b.html"}),
}


def test_ids_stay_wherever_the_site_moves(tmp_path: Path) -> None:
    """Different for each entry, independent of the site's name and address; links follow the address."""
    folder = write_site(tmp_path, {f"{name}.md": article("2024-05-01", answer="date: 2024-05-03") for name in "ab"})
    ids = ids_of(folder, Site("One"))
    assert len(set(ids)) == len(ids) == 6
    assert {UUID(id_).version for id_ in ids} == {5}
    assert {name: ids_of(folder, site) == ids for name, site in MOVED.items()} == dict.fromkeys(MOVED, True)
    assert not {*ids_of(folder, Site("One", feed_id="one"))} & {*ids_of(folder, Site("One", feed_id="other")), *ids}
    (link,) = re.findall(r'<link href="([^"]*a/)"', exported(folder, Site("One"))[ARTICLES.path])
    assert urljoin(f"https://anywhere.example/x/{ARTICLES.path}", link) == "https://anywhere.example/x/a/"


DATES = {
    "2019-02-28": "2019-02-28T10:00:00+00:00",
    "0001-01-01": "0001-01-01T10:00:00+00:00",
    "9999-12-31": "9999-12-31T10:00:00+00:00",
    "2024-05-02T14:30+02:00": "2024-05-02T14:30:00+02:00",
    "2024-05-02T23:30Z": "2024-05-02T23:30:00+00:00",
    "9999-12-31T23:00-12:00": "9999-12-31T23:59:59+00:00",  # in UTC, after the last second of the calendar
    "2024-05": None,
    "2019-02-29": None,
    "unknown": None,
}


@pytest.mark.parametrize("written", DATES)
def test_a_date_stays_the_day_it_is(tmp_path: Path, written: str) -> None:
    """A day is given with an hour at which it is the same day from Hawaii to New Zealand, a moment in its own zone."""
    feed = read(exported(write_site(tmp_path, {"a.md": article(written)}), Site("The Post"))[ARTICLES.path])
    assert [entry.published for entry in feed.entries] == ([DATES[written]] if DATES[written] else [])
    if "T" not in written and DATES[written]:
        hour = int(feed.entries[0].published[11:13])
        assert [hours for hours in range(-12, 15) if not 0 <= hour + hours < 24] == [-12, -11, 14]


def test_feeds_are_the_same_in_every_time_zone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time zone of the machine that builds the site does not change the day."""
    folder = write_site(tmp_path, {f"{n}.md": article(date) for n, date in enumerate(DATES) if DATES[date]})
    feeds = set()
    for zone in ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        feeds.add(exported(folder, Site("The Post"))[ARTICLES.path])
    monkeypatch.undo()
    time.tzset()
    assert len(feeds) == 1


def test_nothing_dated_is_an_empty_feed_without_the_clock(tmp_path: Path) -> None:
    """A reader can wait for the first correction, and no day of a build is in it."""
    for text in exported(write_site(tmp_path, {"a.md": article()}), Site("The Post")).values():
        feed = read(text)
        assert (feed.entries, feed.feed.updated) == ([], "1970-01-01T00:00:00+00:00")


def test_a_feed_has_the_newest_fifty(tmp_path: Path) -> None:
    """Of one day, in the order of the ledger."""
    pages = {f"{number:03}.md": article(f"2024-05-0{1 + number % 2}") for number in range(120)}
    feed = read(exported(write_site(tmp_path, pages), Site("The Post", ADDRESS))[ARTICLES.path])
    assert len(feed.entries) == MOST == 50
    assert [entry.link for entry in feed.entries][:2] == [f"{ADDRESS}001/", f"{ADDRESS}003/"]


ODD = {
    "markup": "</title><script>alert(1)</script>",
    "entities": "Q&A &amp; “more” &lt;b&gt; ]]>",
    "quotes": 'She said: "it\'s" «so»',
    "right to left": "أغلق المجلس الجسر \u202eabc\u202c",
    "emoji": "🌉 \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "formula": "=cmd|'/C calc'!A0",
    "long": " ".join(["bridge"] * 1500),
    "not of xml": "a\ufffeb\uffffc",
}


@pytest.mark.parametrize("name", ODD)
def test_titles_and_names_are_text(tmp_path: Path, name: str) -> None:
    """They come out as they went in, wherever a feed holds them."""
    odd = ODD[name]
    expected = " ".join(odd.replace("\ufffe", " ").replace("\uffff", " ").split())
    written = json.dumps(odd, ensure_ascii=False).replace("\ufffe", r"\ufffe").replace("\uffff", r"\uffff")
    sources = SOURCES.replace("name: Ada Brook", f"name: {written}")
    text = article("2024-05-01", answer="date: 2024-05-03").replace("title: Bridge unsafe", f"title: {written}")
    folder = write_site(tmp_path, {"a.md": text}, sources=sources)
    feeds = {path: read(text) for path, text in exported(folder, Site(f"{odd}\x02", ADDRESS)).items()}
    assert feeds[ARTICLES.path].entries[0].title.startswith(f"{expected} – according to")
    assert feeds[ANSWERS.path].entries[0].title.startswith(f"Denied by {expected}: ")
    for feed in feeds.values():
        assert feed.feed.author == expected
        summary = etree.HTML(feed.entries[0].summary)
        assert f"Denied by {expected}." in " ".join(summary.itertext())
        assert summary.xpath("//script") == []


@pytest.mark.parametrize(
    ("settings", "plain"),
    [("", []), ("plain-pages: [styles, share]\n", ["."])],
    ids=["by default", "with plain pages that share"],
)
def test_pages_lead_to_the_feeds(tmp_path: Path, settings: str, plain: list[str]) -> None:
    """Pages with statements and the ledger name both, a plain page if the settings say so; a build and an export write
    the same bytes.
    """
    pages = {"deep/a.md": article("2024-05-01", answer="date: 2024-05-03"), "whosaid.yml": f"{QUIET}{settings}"}
    folder = write_site(tmp_path, pages)
    assert build(folder, "--strict", env={"PYTHONHASHSEED": "1"}).returncode == 0
    built = files_of(folder / "site")
    leading = []
    for path in (".", "deep/a", "ledger"):
        links = page(folder / "site", path).select('link[rel="alternate"][type="application/atom+xml"]')
        found = [urljoin(f"https://x.example/{path}/", str(link["href"])) for link in links]
        if found:
            leading.append(path)
            assert found == [f"https://x.example/{feed.path}" for feed in (ARTICLES, ANSWERS)]
            assert one(page(folder / "site", path), 'link[title="Test: articles"]')
    assert leading == [*plain, "deep/a", "ledger"]
    for path, text in exported(folder, Site("Test")).items():
        assert built[path] == text.encode()
