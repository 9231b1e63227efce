"""No statement, mark, mention or option is lost in silence: mistakes of one or two signs, and forms authors type."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.annotated import SOURCES, originals
from benchmarks.drawing import differences
from benchmarks.mutants import is_told, ledger_of, run, shown

from whosaid.check.findings import with_severity
from whosaid.check.running import check
from whosaid.read import read_page

ROOT = Path(__file__).parent.parent


def test_no_small_mistake_loses_anything_in_silence() -> None:
    """5,000 in the site's articles and other pages (`make bench`: 30,000)."""
    tally = run(originals(ROOT), 5_000, seed=20, draw_every=100)
    examples = [f"{lost}: {shown(mutant)}" for lost, mutant in tally.examples]
    assert (tally.tried, tally.silent) == (5_000, 0), examples


# The forms in which a mark is mistyped: `{}` is its id, `{t}` its title, if it has one.
FORMS = (
    "](##{}{t})", "](.#{}{t})", "]#({}{t})", "](\\#{}{t})", '](#"{}{t})', "][{}{t}]", "](#{t})", "](＃{}{t})",
    "](/#{}{t})", "](\n#{}{t})", "](#'{}{t})", "](&num;{}{t})", "](%23{}{t})", "]（#{}{t}）", "]［#{}{t}］", "](#{}{t}",
    "]#{}{t})", "](#{}{t}]",
    "] (#{}{t})", "]\n(#{}{t})", "]\n#{}{t})", "](# {}{t})", "]({}{t})", "](.{}{t})", "](/{}{t})",
    "](:{}{t})", "](“{}{t})", "](\u200b{}{t})", "]`(#{}{t})`", "]\\(#{}{t})", "]{{#{}{t}}}", "]((#{}{t}))", "]!#{}{t})",
    "]()#{}{t})", "]<#{}{t}>", "(#{}{t})", "](#{}){t}", "](#{},{t})", "](#{}\u00a0{t})",
)  # fmt: skip
TITLES = {"short form": ' "claim by council"', "opinion": ' "opinion"'}
HOSTS = {
    "opinion": 'That is [a shame{}.\n\n[It was built late](#late "claim by council").\n',
    "short form": 'They say [the bridge is unsafe{}.\n\n[It was built late](#late "claim by council").\n',
    "mark of a block": "They say [it is unsafe{}.\n\n/// claim | It is unsafe\nid: bridge\nsource: council\n///\n",
    "mention": 'They say [it is unsafe](#bridge "claim by council").\n\nThey say [so{} again.\n',
    "second part": "They say [the bridge](#bridge) is [not safe{}.\n\n/// claim\nid: bridge\nsource: council\n///\n",
    "in a note": (
        'They say [it is unsafe](#bridge "claim by council"), [and old](#old).\n\n'
        "/// claim\nid: old\nsource: council\n\nSee [above{}.\n\n///\n"
    ),
    "in a table": '| a |\n|---|\n| [unsafe{} |\n\n[It is unsafe](#bridge "claim by council").\n',
}


SWAPPED = ("](b.md#{}", "](b.m#d{}", "](b.mdr#{}", "](bm.d#{}", "](.bmd#{}", "](b.dm#{}", "](b.md{}#")


@pytest.mark.parametrize("swapped", SWAPPED)
def test_a_mention_of_another_page_is_not_lost_by_two_swapped_signs(swapped: str) -> None:
    """The page that is named does not exist then, and no check of links would say what was meant."""
    other = read_page("b.md", "docs/b.md", '[It is old](#r-old "claim by council").\n')
    ledger = ledger_of(
        f'[It is unsafe](#bridge "claim by council"), [so{swapped.format("r-old")}).\n', SOURCES, [other]
    )
    assert is_told(ledger) == (swapped != SWAPPED[0])


MARKS_WITHOUT_TITLE = ("](#{}){t}", "](#{}\u00a0{t})")


@pytest.mark.parametrize(
    ("form", "host"),
    [(form, host) for form in FORMS for host in HOSTS if host in TITLES or form not in MARKS_WITHOUT_TITLE],
)
def test_a_mistyped_mark_is_a_finding(form: str, host: str) -> None:
    """In any form and place: the page never passes as if nothing had been marked."""
    written = form.format("bridge", t=TITLES.get(host, ""))
    ledger = ledger_of(HOSTS[host].format(written), SOURCES)
    assert is_told(ledger), written


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        pytest.param(
            'We [take `two](#c1 "claim by council via direct") words` here.\n', "1:16 not-drawn", id="half in code"
        ),
        pytest.param(
            'A `b [x](#c) c` and d`.\n\n[Y](#c "claim by council").\n', "1:10 not-drawn", id="a backtick too many"
        ),
        pytest.param(
            "[The bridge] is [unsafe](#c).\n\n/// claim\nid: c\nsource: council\n///\n", "", id="plain brackets"
        ),
        pytest.param(
            '- # [x](#c)\n\nIt [is](#d "claim by council").\n\n/// claim\nid: c\nsource: council\n///\n',
            "5:1 unmarked-block",
            id="a heading in a list",
        ),
        pytest.param(
            '[A](#a "claim by council") [b n[ew c](#a).\n', "1:28 malformed-mark", id="a bracket in the words"
        ),
        pytest.param(
            '```text\nan example\n``\n\n[A](#a).\n\n```text\nmore\n```\n\n[B](#b "opinion")\n',
            "1:1 unclosed-fence",
            id="a fence in a fence",
        ),
    ],
)
def test_what_swallows_a_mark_is_a_finding(text: str, finding: str) -> None:
    """Code, fences, headings and brackets that stand where they were not meant."""
    errors = with_severity(check(ledger_of(text, SOURCES)), "error")
    assert [f"{e.line}:{e.column} {e.rule}" for e in errors][:1] == ([finding] if finding else [])


@pytest.mark.parametrize(
    "first", ["/// d\nnial | It is not", "/// no-c\nomment", ",/// denial", "denial", "//// details\n,/// denial"]
)
def test_a_block_with_a_broken_first_line_is_a_finding(first: str) -> None:
    """Its options are left in the text, which is not the text of an article."""
    text = f'It is [unsafe](#c "claim by council").\n\n{first}\nid: r\nof: c\nsource: mayor\n///\n'
    errors = with_severity(check(ledger_of(text, SOURCES)), "error")
    assert {"unknown-block", "block-inside-line"} & {error.rule for error in errors}


BLOCK = "It is [unsafe](#c).\n\n/// claim\nid: c\nsource: council\n"


@pytest.mark.parametrize(
    ("rest", "finding"),
    [
        ("where: the\n\n harbour\ncertainty: alleged\n///\n", "9:1 option-after-blank"),
        ("\n    certainty: alleged\n///\n", "7:5 option-after-blank"),
        ("\n    certianty: alleged\n///\n", "7:5 option-after-blank"),
        ("\nA note.\n\nabout: mayor\n///\n", "9:1 option-after-blank"),
        ("\nwhre: at the harbour\n///\n", "7:1 option-after-blank"),
        ("\nwh`re: at the harbour\n///\n", "7:1 option-after-blank"),
        ("\nwher.: at the harbour\n///\n", "7:1 option-after-blank"),
        ("\n”ertainty: alleged\n///\n", "7:1 option-after-blank"),
        ("\nate: 2026-02-1\n///\n", "7:1 option-after-blank"),
        ("where: at the harbour\u200bcertainty:>alleged\n///\n", "6:15 two-on-one-line"),
        ("where: at the harbour> certainty:/alleged\n///\n", "6:24 two-on-one-line"),
        ("where: at the harbour    certainty[ alleged\n///\n", "6:26 two-on-one-line"),
        ("where: at the harbour    certain\u00a0ty: alleged\n///\n", "6:26 two-on-one-line"),
        ("where: at the harbour\\certainty: believed partial\n///\n", "6:15 two-on-one-line"),
        ("where: at the harbour_> about: mayo_\n///\n", "6:25 two-on-one-line"),
        ("where: https://example.org/date:/x\n\n*date*: none is known.\n///\n", ""),
        ("where: the harbour    certainty: aleged\n///\n", "6:23 two-on-one-line"),
        ("where: the harbour    certainty alleged\n///\n", "6:23 two-on-one-line"),
        ("where: the harbourcertainty: aleged\n///\n", "6:12 two-on-one-line"),
        ("where: the harbour: first floor\n\nNote: they asked on date: never.\n\n> when: it was\n///\n", ""),
        ("where: on the day: 2 May\n\nOne: two.\nThree.\n///\n", ""),
        ("where: at the harbour’certainty* believed, partial\n///\n", "6:22 two-on-one-line"),
        ("where: at the harbourab}ut: mayor\n///\n", "6:15 two-on-one-line"),
        ("where: at the harbour)aobut: mayor\n///\n", "6:15 two-on-one-line"),
        ("where: at the harbour]certainty:b elieved, partial\n///\n", "6:15 two-on-one-line"),
        ("where: at the harbour“> certainty :believed\n///\n", "6:25 two-on-one-line"),
        ("where: at the harbour    date:2 026-02-11\n///\n", "6:26 two-on-one-line"),
        ("where: at the harbour    certai:nty: alleged\n///\n", "6:26 two-on-one-line"),
        ("where: at the harbour’    dat e: 2026-02-11\n///\n", "6:27 two-on-one-line"),
        ("where: at the harbour    abou:t mayor\n///\n", "6:26 two-on-one-line"),
        ("\nabout mayor\n///\n", "7:1 option-after-blank"),
        ("\nbout mayor\n///\n", "7:1 option-after-blank"),
        ("\nabou:t mayor\n///\n", "7:1 option-after-blank"),
        ("\nabou}t: mayor\n///\n", "7:1 option-after-blank"),
        ("where: at the harbourcertainty| alleged\n///\n", "6:21 two-on-one-line"),
        ("where: at the harbourabout:m ayor\n///\n", "6:15 two-on-one-line"),
        ("\n    buot: mayor\n///\n", "7:5 option-after-blank"),
        ("\n＃  via: evening-post\n///\n", "7:4 option-after-blank"),
        ("where: an update, 2020\n///\n", ""),
        ("where: up-to-date copy, dated 2020\n\nabout mayors: none.\n///\n", ""),
        ("where: the harbour, about noon\n\nAbout mayor and council: none.\n\n- via: evening-post\n///\n", ""),
        ("\nlate news\n///\n", ""),
    ],
)
def test_no_option_is_lost_to_a_note_or_a_text(rest: str, finding: str) -> None:
    """Below an empty line, at the end of another's, also with a letter wrong."""
    errors = with_severity(check(ledger_of(BLOCK + rest, SOURCES)), "error")
    assert [f"{e.line}:{e.column} {e.rule}" for e in errors] == ([finding] if finding else [])


OTHER = read_page("other-page.md", "docs/other-page.md", '[It is so](#not-acted "claim by council").\n')


@pytest.mark.parametrize(
    ("mark", "finding"),
    [
        ("[it](other-page.m:d#not-acted)", "3:20 malformed-mark"),
        ("[it](oth:er-page.md#not-acted)", "3:20 malformed-mark"),
        ("[it](other-page.md:#not-acted)", "3:20 malformed-mark"),
        ("[it](other-page.md)not-acted)", "3:20 malformed-mark"),
        ("[it](other-page.m］not-acted)", "3:6 mark-without-hash"),
        ("[it]`(other-page.md#not-acted)`", "3:20 not-drawn"),
        ("<div>[it](other-page.md#not-acted)</div>", "3:24 not-drawn"),
        ("[it](b/ridge)", "3:6 mark-without-hash"),
        ("[it](b.ridge-3)", "3:6 mark-without-hash"),
        ("[it](#brid/e#-3)", "3:13 malformed-mark"),
        ("[it](r #ridge-3)", "3:8 malformed-mark"),
        ("[it~(#\u00a0bridge-3)", "3:6 malformed-mark"),
        ("[it’(#b(ridge-3)", "3:6 malformed-mark"),
        ("[it]/(b#ridge-3)", "3:8 malformed-mark"),
        ("[it (#bri\ndge-3)", "3:6 malformed-mark"),
        ("bridge[ is old](#bridge-3)", "3:7 malformed-mark"),
        ("[the [bridge](#bridge-3) is](https://example.org/)", "3:6 link-in-mark"),
        ("[the [bridge](#bridge-3) is][r]\n\n[r]: https://example.org/", "3:6 link-in-mark"),
        ("![the [bridge](#bridge-3) is](a.png)", "3:7 link-in-mark"),
        ('[Every claim](a.md "show cl*im_")', "3:21 malformed-embed"),
        ('[Every claim]a.md "shw claims")', "3:20 malformed-embed"),
        ('[Every claim]a.md "show claims"', "3:20 malformed-embed"),
        ('[Every claim]a.md "show claims)"', "3:20 malformed-embed"),
        ('[Every claim(a.md show claims")', "3:19 malformed-embed"),
        ('[it](.#new "no-commentof bridge-3 by mayor")', "3:7 malformed-mark"),
        ("i]t(other~.md#not-acted)", "3:14 malformed-mark"),
        ('[Every claim#(a.md "sho claims")', "3:21 malformed-embed"),
        ('[Every clai]m(a.md "show[ claims")', "3:21 malformed-embed"),
        ('[Write](mailto:a@example.org), [call](tel:1-2 "Call"), [read](https://example.org/a.md#not-acted)', ""),
        ('([here](other-page.md)s). He pressed "show claims" there [1].', ""),
        ("[a <john.doe@example.org> b](#bridge-3), un[believable](#bridge-3)", ""),
        ("the [old#bridge-3)", "3:9 malformed-mark"),
        ("the old]\nb#ridge-3)", "4:2 malformed-mark"),
        ("the old (#bri)dge-3)", "3:10 malformed-mark"),
        ("the [old\n(#bri\u00a0dge-3)", "4:2 malformed-mark"),
        ("the [old(#\nridge-3)", "3:10 malformed-mark"),
        ("the [old bridg]e(bridge-3)", "3:15 malformed-mark"),
        ("the [old bridge]_(bridge-3)", "3:16 malformed-mark"),
        ("the [old bridge#(#br\u00a0idge-3)", "3:18 malformed-mark"),
        ("the [old bridge](/#brid)ge-3)", "3:25 malformed-mark"),
        ("the [old bridge](/brid#ge-3)", "3:23 malformed-mark"),
        ("the [old bridge](bridge-.3)", "3:18 mark-without-hash"),
        ("the [old bridge](\u200b.bridge-3)", "3:18 mark-without-hash"),
        ("the [old `bridge](#bridge-`3)", "3:19 not-drawn"),
        ("the [old bridge]\n#(bridge-3) is closed", "4:1 malformed-mark"),
        ("the old]o(ther-page.m#not-acted)", "3:22 malformed-mark"),
        ('[Every claim](a.md )show claims")', "3:21 malformed-embed"),
        ('[Every claim](a.md "show cal“ms")', "3:21 malformed-embed"),
        ('[Every claim](a.md "sh=w claism")', "3:21 malformed-embed"),
        ('[Every claim]l(a.md "show c”aims")', "3:22 malformed-embed"),
        ('[Every claim]~a.md s"how claims")', "3:20 malformed-embed"),
        ('[Every claim](a.md: "show calims")', "3:27 unknown-embed"),
        ("the [old bridge](//#bridge-3)", "3:20 malformed-mark"),
        ("the [old bridge](}bri)dge-3)", "3:23 malformed-mark"),
        ("the [old bridge](_)bridge-3)", "3:20 malformed-mark"),
        ("the [old bridge][( bridge-3)", "3:17 malformed-mark"),
        ("the [old bridge]\u00a0(bridge-3)", "3:16 malformed-mark"),
        ('the [old bridge|(#ne\tw "opinion")', "3:18 malformed-mark"),
        ("the `[old bridge](#bri`dge-3)", "3:19 not-drawn"),
        ("see `[words](#bridge-3)` and `[words](#other`s), ([here](a.pdf)s), (#2 on “Monday”)", ""),
        ('the [old bridge](.new-trus, "opinion")', "3:18 mark-without-hash"),
        ("the [old bridge](other-page.)md#not-acted)", "3:30 malformed-mark"),
        ('[A](a.md "Opinion"), [b](./bridge-3), [c](bridge-3.md?inline), [d](../BRIDGE-3), [e](//e.org "claim")', ""),
        ('\tEvery claim](a.md "show claims")', "3:21 malformed-embed"),
        ("the [old bridge](bri:dge-3)", "3:18 mark-without-hash"),
        ('Two:\n\n    [Every claim](a.md "show claims")\n\n[call](tel:1-2)', ""),
        ('the [old bridge(#ne)w-1 "claim by mayor via direct")', "3:25 malformed-mark"),
        ('[Every claim](a.m) "hsow claims")', "3:21 malformed-embed"),
        ("[a](bridge.pdf) (bridge-4), text[]&#32;(so), a (see x/y#bridge-3), [b]({{ page.url }})", ""),
        ("[Here][r] it was (told to show claims), [b]e[t]ter.\n\n[r]: other-page.md#introduction", ""),
    ],
)
def test_two_slips_in_a_mark_are_a_finding(mark: str, finding: str) -> None:
    """Also in one of another page, and in what asks to show something."""
    ledger = ledger_of(f'It is [unsafe](#bridge-3 "claim by council").\n\n{mark}\n', SOURCES, [OTHER])
    errors = with_severity(check(ledger), "error")
    assert [f"{e.line}:{e.column} {e.rule}" for e in errors] == ([finding] if finding else [])


@pytest.mark.parametrize(("opened", "line"), [("```text", 1), ("```", 11)])
def test_a_fence_that_swallows_the_only_claim_is_a_finding(opened: str, line: int) -> None:
    """Though no claim is left on the page that would make it one of ours."""
    text = f'{opened}\nan example\n``\n\n[A](#a "claim by council").\n\n\n\n{opened}\nmore\n```\n'
    errors = with_severity(check(ledger_of(text, SOURCES)), "error")
    assert [f"{e.line} {e.rule}" for e in errors] == [f"{line} unclosed-fence"]


@pytest.mark.parametrize(
    "text",
    [
        "[sic] and [1] and [a](b.md), [c](d.md#e), [f](https://example.org/#bridge), [g](../h/#i), (#MeToo), C# (yes).",
        "A [reference][r] and [another][], a footnote[^1].\n\n[r]: https://example.org/\n[another]: b.md\n\n[^1]: So.",
        "`[x](#bridge)` shows a mark; so does `](#bridge)` with `[x`.",
        "An interval [0, 1) of text. It is #1 (#2 on Monday).",
        "[Top](page.html#top), [file](files/a.pdf#page=2), ![picture](a.svg#part), [mail](mailto:a@example.org).",
        "He said “denial of justice”, and the claim by the mayor (the second) was heard.",
    ],
)
def test_what_only_looks_a_little_like_a_mark_is_none(text: str) -> None:
    """On a page with statements, other brackets, hashes and links are the author's own."""
    page = f'{text}\n\nThey say [it is unsafe](#bridge "claim by council").\n'
    errors = with_severity(check(ledger_of(page, SOURCES)), "error")
    assert [str(error) for error in errors] == []


# The words.


@pytest.mark.parametrize(
    ("words", "recorded"),
    [
        ("the [report][r] of May", "the report of May"),
        ("2 * 3 * 4 is 24", "2 * 3 * 4 is 24"),
        ("it is *so* & so &amp; so", "it is so & so & so"),
        ("a `b*c` d", "a b*c d"),
        ("x<br>y", "xy"),
        ('“smart” -- "x" it\'s', '“smart” -- "x" it\'s'),
        ("esc \\* \\_ x", "esc * _ x"),
        ("foot[^1] note", "foot note"),
        ("a picture ![of it](x.png) here", "a picture of it here"),
        ("snake_case_name", "snake_case_name"),
        ("at <https://example.org/x> too", "at https://example.org/x too"),
        ("é &eacute; &copy; &lt;x&gt;", "é é © <x>"),
        ("**a** _b_ [sic]", "a b [sic]"),
        ("a<!-- c -->b", "ab"),
        ("https://example.org/x_y_z", "https://example.org/x_y_z"),
        ("5 > 3 < 4", "5 > 3 < 4"),
        ("two\nlines", "two lines"),
        ("`a <b> &amp; c` &copy 5", "a <b> &amp; c &copy 5"),
        ("<b>bold</b> x", "bold x"),
        ("mail <john.doe@example.org> so", "mail john.doe@example.org so"),
        ("mail <mailto:a@example.org> so", "mail a@example.org so"),
    ],
)
def test_the_words_recorded_are_those_drawn(words: str, recorded: str) -> None:
    """A build has nothing to say, and a check without a builder has the same words."""
    ledger = ledger_of(
        f'They say [{words}](#c "claim by council").\n\n[r]: https://example.org/\n\n[^1]: So.\n', SOURCES
    )
    assert [statement.words for statement in ledger.all_statements()] == [recorded]
    assert differences(ledger) == []


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("it is ~~gone~~ here", "it is ~~gone~~ here"),
        ("a new_ name", "a new_ name"),
    ],
)
def test_words_that_are_drawn_otherwise_are_a_finding(words: str, drawn: str) -> None:
    """However the check reads them, the build says once which words it has drawn."""
    ledger = ledger_of(f'They say [{words}](#c "claim by council").\n', SOURCES)
    (message,) = differences(ledger)
    assert f"the words of “c” are drawn as “{drawn}”" in message
