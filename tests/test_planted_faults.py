"""Faults planted in the first article, one of each kind of error: one run finds them all, each at its line."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from sites import ARTICLE, copy_project
from whosaid.check.findings import with_severity
from whosaid.check.rules import RULES
from whosaid.check.running import check
from whosaid.ledger.loading import load


class Plant(NamedTuple):
    """A fault: the rule that finds it, what stands in the article, and what takes its place.

    Where `old` is empty, `new` becomes the article's last paragraph. The fault is in the line where `at` starts in
    `new`; in its first line if `at` is empty.
    """

    rule: str
    old: str
    new: str
    at: str = ""


PLANTS: Final = (
    Plant("bad-date", "    date: 2020-06-27\n    scope: general", "    date: 27 June\n    scope: general"),
    Plant("bad-language", "language: en\n", "language: English\n"),
    Plant("bad-count", "\nsources:\n", "\nsources:\n  ten: {type: unnamed, described-as: men, count: -3}\n", "  ten"),
    Plant("duplicate-key", "genre: analysis\n", "genre: analysis\ngenre: opinion\n", "genre: opinion"),
    Plant("unknown-key", "    described-as: officials, of no", "    descripton: x\n    described-as: officials, of no"),
    Plant("reserved-source", "  us-intel-report:\n", "  vague: {name: Nobody, type: vague}\n  us-intel-report:\n"),
    Plant("source-declared-twice", "  taliban-reps:\n", "  nyt: {name: The Times, type: outlet}\n  taliban-reps:\n"),
    Plant("incomplete-source", "  officials:\n", "  guard: {name: a guard}\n  officials:\n"),
    Plant("private-key", "    for: taliban\n", "    for: taliban\n    phone: 555\n", "phone"),
    Plant(
        "address-of-unnamed-source",
        "    described-as: all representatives of the Taliban\n",
        "    described-as: all representatives of the Taliban\n    url: https://example.org/officials\n",
        "url",
    ),
    Plant(
        "unnamed-source-or-person", "possibly-same-as: [us-intel-officials, a", "possibly-same-as: [trump, a", "trump"
    ),
    Plant("unknown-source", "    source: us-gov, afghan-gov\n", "    source: us-govt, afghan-gov\n"),
    Plant("unknown-term", "    certainty: conditional\n", "    certainty: conditonal\n"),
    Plant("unknown-statement", "    basis-for: us-finding\n", "    basis-for: us-findings\n"),
    Plant("names-itself", "    contradicts: reward-collected\n", "    contradicts: own-resources\n"),
    Plant("unknown-option", "    id: op-salt\n", "    id: op-salt\n    wher: here\n", "wher"),
    Plant("option-not-for-kind", "    id: op-hope\n", "    id: op-hope\n    scope: general\n", "scope"),
    Plant("bad-url", "    id: interrogations\n", "    id: interrogations\n    url: ftp://x\n", "url"),
    Plant("empty-value", "    id: truth-uncertain\n", "    id: truth-uncertain\n    where:\n", "where"),
    Plant(
        "duplicate-option",
        "    id: us-deaths\n    source: own-voice\n",
        "    id: us-deaths\n    source: own-voice\n    source: vague\n",
        "source: vague",
    ),
    Plant(
        "circular-via",
        "    id: smear-motive\n    source: mujahid\n    via: nyt\n",
        "    id: smear-motive\n    source: mujahid\n    via: nyt, nyt\n",
        "via",
    ),
    Plant(
        "mixed-route",
        "    id: not-acted\n    source: us-officials-anon\n    via: nyt\n",
        "    id: not-acted\n    source: us-officials-anon\n    via: nyt, public\n",
        "via",
    ),
    Plant(
        "unknown-outlet",
        "    id: motive-relations\n    source: us-officials-anon\n    via: nyt\n",
        "    id: motive-relations\n    source: us-officials-anon\n    via: nyx\n",
        "via",
    ),
    Plant(
        "via-nobody",
        "    id: trump-notified\n    source: us-officials-anon\n    via: nyt\n",
        "    id: trump-notified\n    source: us-officials-anon\n    via: vague\n",
        "via",
    ),
    Plant("off-the-record", "    id: prior-ops\n", "    id: prior-ops\n    terms: off-the-record\n", "terms"),
    Plant(
        "named-unnamed-source",
        "    described-as: American officials\n",
        "    described-as: American officials\n    name: Bo Ash\n",
        "name",
    ),
    Plant("non-denial-without-note", "", '[He evades it](#p-evasion "non-denial of us-deaths by mujahid").'),
    Plant("denial-of-nobody", "", '[He says nothing](#p-nobody "no-comment of none by mujahid").'),
    Plant("within-elsewhere", "", '[He knew](#p-within "claim by mujahid within bounty-offer").'),
    Plant("unknown-main", "\nauthor: unknown\n", "\nauthor: unknown\nmain: no-such-claim\n", "main"),
    Plant("missing-answered-claim", "", '[He denies it](#p-answer "denial by mujahid").'),
    Plant("missing-source", "", "/// claim | No source\n    id: p-nosource\n    alone: yes\n///"),
    Plant("short-form-word", "", '[He said so](#p-word "claim bye mujahid").'),
    Plant("short-form-order", "", '[He said no](#p-order "denial by mujahid of us-finding").'),
    Plant("unknown-kind", "", '[He said more](#p-kind "clam by mujahid").'),
    Plant("bad-id", "", '[He said less](#P_id "claim by mujahid").'),
    Plant("duplicate-id", "", '[Again](#bounty-offer "claim by mujahid").'),
    Plant("unknown-target", "", "[Nothing there](#p-nowhere)."),
    Plant("mark-without-words", "", 'Here [](#p-empty "claim by mujahid").'),
    Plant("malformed-mark", "", "[Curved](#p-curved “claim by mujahid”)."),
    Plant("mark-without-hash", "", "[No sign](us-finding)."),
    Plant("link-in-mark", "", '[He [said](https://x.example/) it](#p-link "claim by mujahid").'),
    Plant("mark-in-html", "", '<b>He [said</b> so](#p-html "claim by mujahid").'),
    Plant("reference-mark", "", "[1]: #us-finding"),
    Plant("declared-elsewhere", "", '[Elsewhere](bounty-report.md#us-finding "claim by mujahid").'),
    Plant("declared-outside-text", "", '## [A heading](#p-heading "claim by mujahid")'),
    Plant("id-of-an-anchor", "", '<a id="p-anchor"></a> [An anchor](#p-anchor "claim by mujahid").'),
    Plant("unknown-embed", "", '[All](../index.md "show artciles")'),
    Plant("unknown-filter", "", '[All](../index.md "show claims with tpye: unnamed")'),
    Plant("unknown-order", "", '[All](../index.md "show claims by name")'),
    Plant("bad-number", "", '[All](../index.md "show claims from the start")'),
    Plant("malformed-embed", "", "[All](../index.md (show claims))"),
    Plant("unknown-article", "", '[All](../index.md "show claims with article: nowhere.md")'),
    Plant("embed-inside-text", "", 'See [all](../index.md "show articles").'),
    Plant("lookalike", "", '!!! claim "It looks like one"\n    But it is none.'),
    Plant("unknown-block", "", "[Clam](#p-clam).\n\n/// clam\n    id: p-clam\n    source: mujahid\n///", "/// clam"),
    Plant("header-slashes", "", "[Two](#p-two).\n\n// claim\n    id: p-two\n    source: mujahid\n///", "// claim"),
    Plant(
        "malformed-header",
        "",
        "[Colon](#p-colon).\n\n/// claim: It is so\n    id: p-colon\n    source: mujahid\n///",
        "/// claim",
    ),
    Plant("malformed-closing", "", "[Four](#p-four).\n\n/// claim\n    id: p-four\n    source: mujahid\n////", "////"),
    Plant("stray-closing", "", "///"),
    Plant("missing-id", "", "/// claim | It has no id\n    source: mujahid\n///"),
    Plant("mistyped-id", "", "[Nine](#p-nine).\n\n/// claim\n    id: p-nien\n    source: mujahid\n///", "p-nien"),
    Plant("unmarked-block", "", "/// claim\n    id: p-unmarked\n    source: mujahid\n///"),
    Plant(
        "alone-but-marked",
        "",
        "[Marked](#p-marked).\n\n/// claim | M\n    id: p-marked\n    source: mujahid\n    alone: yes\n///",
        "yes",
    ),
    Plant(
        "not-an-option",
        "",
        "/// claim | Missing colon\n    id: p-nocolon\n    source: mujahid\n    alone: yes\n    certainty alleged\n///",
        "certainty",
    ),
    Plant(
        "option-after-blank",
        "",
        "/// claim | Blank\n\n    id: p-blank\n    source: mujahid\n    alone: yes\n///",
        "id:",
    ),
    Plant(
        "two-on-one-line",
        "",
        "/// claim | Two\n    id: p-pair\n    source: mujahid    date: 2024-05\n    alone: yes\n///",
        "date",
    ),
    Plant("joined-lines", "", "/// claim | Joined id: p-joined source: mujahid certainty: alleged alone: yes ///"),
    Plant("block-inside-line", "", "Some text. /// claim"),
    Plant("not-drawn", "", 'Text. <!-- [hidden](#p-hidden "claim by mujahid") -->'),
    Plant("comment-shown", "", "![A bridge <!-- her photo -->](bridge.jpg)"),
    Plant(
        "formatter-damage",
        "",
        '!!! note\n[To the left](#p-left "claim by mujahid")\n\n```\n[And in code](#p-code "claim by mujahid")\n```',
    ),
    Plant("guarded-rule", "", "<!-- whosaid: ignore missing-source: later -->"),
    Plant("unknown-rule", "", "<!-- whosaid: ignore missing-sorce: later -->"),
    Plant("malformed-silencing", "", "<!-- whosaid: ignore relative-date -->"),
    Plant("open-question", "", "<!-- TODO: who says this? -->"),
    Plant(
        "unclosed-block",
        "",
        "[Open](#p-open).\n\n/// claim\n    id: p-open\n    source: mujahid\n\n"
        "/// claim | Next\n    id: p-next\n    source: mujahid\n    alone: yes\n///",
        "/// claim\n",
    ),
    Plant("unclosed-fence", "", "```\nThe end."),
)

NOT_PLANTED: Final = {
    "unreadable-file": "the page could not be read at all",
    "control-character": "the page could not be read at all",
    "bad-yaml": "the other faults of the front matter would not be read",
    "damaged-front-matter": "the other faults of the front matter would not be read",
    "swallowed-first-line": "it takes a page without front matter",
    "wrong-shape": "its line is another fault's",
    "bad-page-name": "it belongs to whosaid.yml",
    "bad-folder": "it belongs to whosaid.yml",
    "bad-policy": "it belongs to whosaid.yml",
    "bad-guide": "it belongs to whosaid.yml",
    "bad-font": "it belongs to whosaid.yml",
    "needless-value": "it belongs to whosaid.yml",
    "not-published": "it takes a whosaid.yml that leaves something out",
    "html-in-name": "it belongs to the name of a file",
    "image-metadata": "it belongs to a picture",
    "stray-file": "it belongs to another file",
    "comment-in-html": "it belongs to another file",
    "in-the-way": "it belongs to another file",
    "same-address": "it takes another page",
    "route-too-long": "it takes 50 outlets",
    "too-many-sources": "it takes 50 sources",
    "too-many-statements": "it takes 500 more of them",
    "line-too-long": "it takes 100,000 more characters",
    "text-too-long": "it takes 12,000 more characters",
    "tangled-text": "it takes thousands of open brackets",
    "nested-too-deep": "it takes forty lists in one another",
    "not-as-read": "only a build can tell",
    "published-draft": "only a build can tell",
    "unknown-icon": "only a build can tell",
    "unknown-template": "only a build can tell",
}


def test_every_planted_fault_is_found_at_its_line_and_nothing_else(tmp_path: Path) -> None:
    """All in one copy of the article: one run reports each of them, and no other error."""
    folder = copy_project(tmp_path)
    file = folder / f"docs/{ARTICLE}.md"
    text, planted = _planted(file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    errors = with_severity(check(load(folder / "docs")[0]), "error")
    assert {Path(error.file).name for error in errors} == {file.name}
    assert sorted((error.line, error.rule) for error in errors) == sorted(planted)


def test_every_error_is_planted_or_says_why_not() -> None:
    """A new error has its place in the table."""
    errors = {rule.name for rule in RULES.values() if rule.severity == "error"}
    planted = [plant.rule for plant in PLANTS]
    assert len(planted) == len(set(planted))
    assert {*planted, *NOT_PLANTED} == errors
    assert not set(planted) & NOT_PLANTED.keys()


def _planted(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The article with all faults, and the line and the rule of each."""
    inside = [plant for plant in PLANTS if plant.old]
    for plant in inside:
        assert text.count(plant.old) == 1, plant
        text = text.replace(plant.old, plant.new)
    places = []
    for plant in inside:
        assert text.count(plant.new) == 1, plant
        places.append((text.index(plant.new) + plant.new.index(plant.at), plant.rule))
    for plant in PLANTS:
        if not plant.old:
            places.append((len(text) + 1 + plant.new.index(plant.at), plant.rule))
            text += f"\n{plant.new}\n"
    return text, [(text.count("\n", 0, at) + 1, rule) for at, rule in places]
