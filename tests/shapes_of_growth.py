"""Sites of `n` pieces, for tests of growth: things an author can write in any number, or leave open."""

from __future__ import annotations

from collections.abc import Callable

Files = dict[str, str]
Shape = Callable[[int], Files]

SOURCES = """\
council: {name: the town council, type: institution}
mayor: {name: Ada Brook, type: person, for: council}
post: {name: The Post, type: outlet}
"""


def site(text: str, sources: str = "") -> Files:
    """A site of one page."""
    front = "---\ntitle: A\npublished: 2031-03-06\n---\n"
    return {"a.md": f"{front}# A\n\n{text}\n", "sources.yml": SOURCES + sources}


def times(piece: str) -> Shape:
    """A page of this piece over and over; `%` is its number."""
    return lambda n: site("".join(piece.replace("%", str(number)) for number in range(n)))


def block(kind: str, id_: str, *options: str, title: str = "T", note: str = "") -> str:
    """A statement with its mark and its block."""
    lines = [f"/// {kind} | {title}", f"    id: {id_}", "    source: council", *(f"    {option}" for option in options)]
    return "\n".join([f"Words [of {id_}](#{id_}) here.", "", *lines, *(["", note, ""] if note else []), "///", "", ""])


def related(option: str, *, chain: bool = False) -> Shape:
    """Claims that all name the first, or each the one before; and their map."""

    def shape(n: int) -> Files:
        rest = (block("claim", f"c{at}", f"{option}: c{at - 1 if chain else 0}") for at in range(1, n))
        return site(f"{block('claim', 'c0')}{''.join(rest)}{MAP}")

    return shape


MAP = '\n[Map](a.md "show claim map")\n'


def family(n: int) -> Files:
    """Claims that all say the same, each of them denied."""
    claims = (block("claim", f"c{at}", *(["same-as: c0"] if at else [])) for at in range(n))
    denials = (block("denial", f"d{at}", f"of: c{at}", "where: Radio", "date: 2031-03-05") for at in range(n))
    return site(f"{''.join(claims)}{''.join(denials)}{MAP}")


def family_of_pages(n: int) -> Files:
    """The same, each on a page of its own."""
    pages = {
        f"p{at}.md": f"# P{at}\n\n"
        + block("claim", "c", *(["same-as: p0.md#c"] if at else []))
        + block("denial", "d", "of: c")
        for at in range(n)
    }
    return {**pages, "sources.yml": SOURCES}


def one_denial_of_all(n: int) -> Files:
    claims = "".join(block("claim", f"c{at}") for at in range(n))
    answer = block("denial", "d", f"of: {', '.join(f'c{at}' for at in range(n))}")
    return site(claims + answer + block("denial", "e", "of: d") + MAP)


def denials_of_one(n: int) -> Files:
    return site(block("claim", "c") + "".join(block("denial", f"d{at}", "of: c") for at in range(n)) + MAP)


def answers_to_answers(n: int) -> Files:
    first = block("claim", "c") + block("denial", "d0", "of: c")
    return site(first + "".join(block("denial", f"d{at}", f"of: d{at - 1}") for at in range(1, n)) + MAP)


def pages_about_one(n: int) -> Files:
    pages = {
        f"p{at}.md": "See [it](a.md#c).\n\n" + block("denial", "d", "of: a.md#c") + "## [More of it](a.md#c)\n"
        for at in range(n)
    }
    return {**site(block("claim", "c")), **pages}


def own_sources(n: int) -> Files:
    rows = "".join(
        f"  s{at}: {{type: unnamed, described-as: people {at}, reason: fear, possibly-same-as: s0}}\n"
        for at in range(n)
    )
    claims = "".join(f'[words {at}](#c{at} "claim by s{at} via direct")\n\n' for at in range(n))
    return {"a.md": f"---\ntitle: A\nsources:\n{rows}---\n\n{claims}", "sources.yml": SOURCES}


def many_sources(n: int) -> Files:
    rows = "".join(f"s{at}: {{name: N {at}, type: outlet, for: s{at - 1}}}\n" for at in range(1, n))
    via = ", ".join(f"s{at}" for at in range(1, n))
    return site(block("claim", "c", f"via: {via}") + MAP, f"s0: {{name: N, type: outlet}}\n{rows}")


def embeds_of_unknown_sources(n: int) -> Files:
    """As many embeds that ask for a source nobody has declared, as there are sources that it might have been."""
    embeds = "".join(f'[x](a.md "show claims with source: unknown-{at}")\n\n' for at in range(n))
    return site(embeds, "".join(f"s{at}: {{name: N {at}, type: person}}\n" for at in range(n)))


def many_behind_one(option: str) -> Shape:
    """A claim that names as many sources, of the site and of the page, as those who stand behind it, or are accused."""

    def shape(n: int) -> Files:
        rows = "".join(f"s{at}: {{name: N {at}, type: person}}\n" for at in range(n))
        named = ", ".join(f"s{at}" for at in range(n))
        head = f"/// claim | T\n    id: c\n    source: {'council' if option != 'source' else named}\n"
        more = f"    {option}: {named}\n" if option != "source" else ""
        return site(f"Words [of it](#c) here.\n\n{head}{more}///\n{MAP}", rows)

    return shape


def runs_of_backticks(n: int) -> Files:
    """Code that is never closed, with other code in it: each sign after a run might stand in the first."""
    return site("````` a " + "``` b " * n + "<!-- x -->")


def gaps(n: int) -> Files:
    """Words of doubt in which the spaces between two words have no end."""
    claims = ("It is\n" + " " * n + "believed", "according\n" + "> " * n + "to experts", "\n".join(["readers"] * n))
    return site("\n\n".join(f'[{claim}](#c{at} "claim by own-voice")' for at, claim in enumerate(claims)))


def long_title(n: int) -> Files:
    return {"a.md": f"---\ntitle: {'word ' * n}\n---\n\n{block('claim', 'c')}{MAP}", "sources.yml": SOURCES}


def long_heading(n: int) -> Files:
    return {"a.md": f"# {'word ' * n}\n\n{block('claim', 'c')}{MAP}", "sources.yml": SOURCES}


def long_name(n: int) -> Files:
    claims = "".join(block("claim", f"c{at}", "about: town") for at in range(n // 160))
    return site(claims + MAP, f"town: {{type: institution, name: {'word ' * n}}}\n")


def long_words(n: int) -> Files:
    denials = "".join(block("denial", f"d{at}", "of: c") for at in range(n // 160))
    return site(f'[{"word " * n}](#c "claim by council")\n\n{denials}{MAP}')


def long_values(n: int) -> Files:
    words = "word " * n
    options = (f"where: {words}", f"via: {words}", f"of: {'ab, ' * n}", f"url: {'a' * n}", f"sorce: {words}")
    return site(block("claim", "c", *options, title=words, note=words))


def comments_after_ignore(n: int) -> Files:
    return site("<!-- whosaid: ignore relative-date: no -->" + "<!-- y -->" * n + " x\n")


def yaml_comments(n: int) -> Files:
    rows = "# whosaid: ignore relative-date: no\n" * n + "# whosaid: ignore a: b " * n
    return {"a.md": f"---\n{rows}\ntitle: x\n---\n\nText\n", "sources.yml": f"{SOURCES}{rows}\n"}


def unknown_keys(n: int) -> Files:
    rows = "".join(f"  relative-dat{at}: off\n" for at in range(n))
    return {"a.md": "x\n", "whosaid.yml": f"rules:\n{rows}", "sources.yml": f"council:\n{rows}"}


def html_page(n: int) -> Files:
    return {"a.md": "x\n", "b.html": "<p>" + "<!-- a -->" * n + "<a title='claim' href=" * n}


def nested(opening: str, closing: str) -> Shape:
    return lambda n: site(opening * n + "x" + closing * n)


SHAPES: dict[str, tuple[int, Shape]] = {
    "claims": (30, times('Words [of %](#c% "claim by council via direct") here.\n\n')),
    "claims in one paragraph": (30, times('Words [of %](#c% "claim by council via direct") here.\n')),
    "claims in blocks": (30, lambda n: site("".join(block("claim", f"c{at}", note="A note.") for at in range(n)))),
    "blocks that nothing closes": (30, times("/// claim\n    id: a%\n")),
    "blocks on one line": (60, times("/// claim id: a source: b ///\n")),
    "a family": (20, family),
    "a family over pages": (15, family_of_pages),
    "one denial of all": (30, one_denial_of_all),
    "denials of one": (30, denials_of_one),
    "answers to answers": (30, answers_to_answers),
    "pages about one claim": (15, pages_about_one),
    "supports one": (30, related("supports")),
    "contradicts one": (30, related("contradicts")),
    "refines one": (30, related("refines")),
    "the same as the one before": (30, related("same-as", chain=True)),
    "the basis for the one before": (30, related("basis-for", chain=True)),
    "own sources": (30, own_sources),
    "outlets on one way": (60, many_sources),
    "sources of one claim": (30, many_behind_one("source")),
    "accused by one claim": (20, many_behind_one("about")),
    "runs of backticks": (300, runs_of_backticks),
    "gaps between words": (600, gaps),
    "mentions": (250, lambda n: site(block("claim", "c") + "See [it](#c).\n\n" * n)),
    "mentions in one paragraph": (250, lambda n: site(block("claim", "c") + "See [it](#c).\n" * n)),
    "mentions in headings": (250, lambda n: site(block("claim", "c") + "## [It](#c)\n\n" * n)),
    "parts of one mark": (100, times("[it %](#c) and\n")),
    "equal headings": (250, times("## The same\n\nSee [it](#the-same_%).\n\n")),
    "the same id": (100, times('[of %](#c "claim by council via direct") here.\n\n')),
    "unknown sources": (100, times('[of %](#c% "claim by nobody% via direct") here.\n\n')),
    "unknown targets": (250, times("[of %](#c%) here.\n\n")),
    "unknown keys": (100, unknown_keys),
    "long title": (4_000, long_title),
    "long heading": (4_000, long_heading),
    "long name": (4_000, long_name),
    "long words": (4_000, long_words),
    "long values": (4_000, long_values),
    "ignore comments": (300, times("<!-- whosaid: ignore relative-date: no -->\n")),
    "ignore comments on one line": (300, times("<!-- whosaid: ignore relative-date: no -->")),
    "ignore comments between": (60, times('[It % fell](#c% "claim") \n<!-- whosaid: ignore relative-date: no -->\n')),
    "comments after an ignore comment": (300, comments_after_ignore),
    "comments in YAML": (300, yaml_comments),
    "an HTML page": (500, html_page),
    "embeds": (40, times('[x](a.md "show claims")\n\n')),
    "embeds of unknown sources": (100, embeds_of_unknown_sources),
    "embeds on one line": (100, times('[x](a.md "show claims") and ')),
    "numbers": (100, times('[x](a.md "show number of claims") and ')),
    "lists in lists": (300, nested("- ", "")),
    "quotations in quotations": (300, nested("> ", "")),
    "brackets in brackets": (500, nested("[", "]")),
    "links in links": (500, nested("[a ", "](#b)")),
    "elements in elements": (500, nested("<b>", "</b>")),
    "elements with Markdown": (100, nested("<div markdown>\n", "</div>\n")),
    "words of doubt": (
        120,  # fewer are looked up in the text, without an index of its words
        times('Experts allegedly say [it must always](#c% "claim by own-voice"), reportedly. '),
    ),
    "quotations": (200, lambda n: site(f'[{"“a b c d” ... " * n}](#c "claim by own-voice")')),
}


# What an author may leave open, and what comes out when a file was damaged or is no Markdown at all.
FRAGMENTS = (
    *(
        '<!--|<!-- |<!--\n|<!-- a -->|a <!-- b --> |`<!--` |-->|<!-- whosaid: ignore |<a =|<b a="1" '
        '|<b>[x](#y)|<b>[x](#y)</b>|<a href="|<a title="claim |<b |</b>|<div>\n\n|[|]|[]|](|](#x)|!['
        '|[x](#y)|[x](y|[x](y "|[x](#y "claim |[x]: #y\n|[^x] |[^%]: y\n\n|[a](<b> |[a [b] |[<b>'
        '|[![a](b)](c) |[a](b(|`|``|`a|```\n|**a|_a|a_b_|***a|"|“|“a |(|{|{#a}|{{ a }} |- a\n|- |1. |> a\n'
        "|    a\n|\t| |\n|a |a\n|# a\n|a\n---\n|***\n|/// |///\n|/// claim\n"
        "|/// details\n|    id: a\n|source: a, |id: source: |a: |!!! note\n"
        "|??? a\n|&|&#35;|http://a.b |A said “b c d”. |claim by |\r|é|<script>|<style>|<title>|<pre>"
        '|<p><!-- a -->|<?|<![CDATA[|<td>|<mark class="ann|<details class="ann-card a"'
        '|<section class="ann-overview">|\x00'
    ).split("|"),
    "| a |\n",
)
