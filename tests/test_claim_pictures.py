"""A claim as a picture: never without its source and its answers, the same in every build, drawn once."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from builds import built
from edits import NOW
from inprocess import InProcess
from sites import CONFIG, QUIET, SOURCES, build, copy_project, files_of, page, write_site
from tools import ROOT, run
from whosaid.base.catalogue import in_language
from whosaid.ledger.loading import load
from whosaid.mkdocs import claimpictures
from whosaid.pictures import picture_path
from whosaid.pictures.cardfonts import CardFonts, NoFont, family_for
from whosaid.pictures.cardwords import Card, card_of
from whosaid.pictures.typeset import Picture, pictures_of
from whosaid.site.share import PICTURE_SIZE

LONG = "The bridge was closed for the third time after inspectors found cracks in two of its pillars. "
HARD = {
    "400": (LONG * 5)[:400].strip(),
    "4000": (LONG * 50)[:4000].strip(),
    "word": "Rindfleischetikettierung" * 20,
    "no-letters": "1 234 ÷ 0 = ∞ — 50 % → ?!",
    "emoji": "The 🌉 is closed 😀👩‍👩‍👧 🇫🇷 ❤️ again",
    "hostile": '#let x = 1 $a^2$ \\\\ `#panic()` &lt;b&gt;bold&lt;/b&gt; @ref // no ~ -- "q"',
    "lines": "It is\nunsafe,\nsays it",
    "turned": "Profit was \u202e000,1 euros",
    "arabic": "الجسر فوق النهر مغلق منذ ثلاثة أيام (رقم 12)",
    "chinese": "河上的大桥今年第三次关闭，因为检查人员发现两根桥墩上有裂缝。" * 9,
    "spaces": f"在 {'河上的大桥今年第三次关闭' * 70}",
    "denied": "It is unsafe",
}
DENIED = "".join(f'[No](#no-{n} "denial of denied by council"). ' for n in range(3))
NAMES = 'mixed: {name: "עירית (2020) לוי", type: person, role: "ראש העיר"}\n'
ASKING = f"{QUIET}publish: [claims, pictures]\n"
_CONFIG = CONFIG.partition("hooks:")[0].replace("name: material, font: false", "name: mkdocs")
_CONFIG += "site_url: https://example.org/news/\n"


def hard_site(folder: Path) -> Path:
    """A site with one claim of each hard kind."""
    said = "".join(f'[{words}](#c-{id_} "claim by mixed").\n\n' for id_, words in HARD.items())
    article = f"---\ntitle: Hard\npublished: 2031-05-18\noutlet: The Paper\n---\n\n# Hard\n\n{said}{DENIED}\n"
    pages = {"hard.md": article.replace("#c-denied", "#denied"), "whosaid.yml": ASKING}
    return write_site(folder, pages, _CONFIG, SOURCES + NAMES)


def cards_of(docs: Path, tag: str) -> dict[str, Card]:
    """The card of each claim of a site by its id."""
    ledger, _ = load(docs)
    with in_language(tag):
        claims = (one for statements in ledger.statements.values() for one in statements if one.kind == "claim")
        return {claim.id: card_of(ledger, [claim], "Test") for claim in claims}


def drawn(cards: Sequence[Card], fonts: Sequence[Path] = ()) -> list[Picture]:
    """The pictures of these cards."""
    return list(pictures_of(cards, CardFonts(fonts)))


def has_ink(png: bytes, box: tuple[int, int, int, int]) -> bool:
    """Whether anything is drawn in a part of a picture, on the white of the card or in a box of it."""
    with Image.open(BytesIO(png)) as picture:
        darkest, _ = picture.convert("L").crop(box).getextrema()
    return isinstance(darkest, int) and darkest < 128


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The docs folder of the site with hard claims."""
    return hard_site(tmp_path_factory.mktemp("hard")) / "docs"


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_hard_claims_are_drawn_inside_their_card(hard: Path, tag: str) -> None:
    """Each is one picture of the size that shares want, with the source above, and nothing is drawn over its edges."""
    cards = cards_of(hard, tag)
    assert len(cards) == len(HARD)
    for (id_, card), picture in zip(cards.items(), drawn([*cards.values()]), strict=True):
        with Image.open(BytesIO(picture.png)) as image:
            assert (image.format, image.size) == ("PNG", PICTURE_SIZE), id_
        assert len(picture.png) < 60_000, id_
        assert has_ink(picture.png, (74, 40, 1126, 110)), id_  # who says it
        assert has_ink(picture.png, (74, 500, 1126, 600)), id_  # the article
        assert not has_ink(picture.png, (40, 0, 70, 630) if card.direction == "ltr" else (1130, 0, 1160, 630)), id_
        assert not has_ink(picture.png, (40, 600, 1160, 630)), id_


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('"It is the workers\' bridge"', "“|It is the workers' bridge|”"),
        ("'It isn't safe'", "“|It isn't safe|”"),
        ("„Es ist unsicher“", "„|Es ist unsicher|“"),
        ('"Old" and "unsafe"', "“|‘Old’ and ‘unsafe’|”"),
        ("'Old' and 'unsafe'", "“|'Old' and 'unsafe'|”"),
    ],
)
def test_a_quotation_is_in_one_pair_of_marks(tmp_path: Path, words: str, expected: str) -> None:
    """Straight or single marks round a whole claim give way to those of the card."""
    docs = write_site(tmp_path, {"a.md": f'# T\n\n[{words}](#c "claim by council"), it says.\n'}) / "docs"
    card = cards_of(docs, "en")["c"]
    assert f"{card.before}|{card.words.text}|{card.after}" == expected


def test_whoever_says_and_denies_it_is_on_the_card(hard: Path) -> None:
    """Also beside a claim of 4,000 characters; names keep their order, and what an author hides turns nothing."""
    cards = cards_of(hard, "en")
    assert cards["denied"].voice.text == "According to \u2068עירית (2020) לוי\u2069:"
    assert cards["denied"].answers.text == "Denied by the town council."
    assert cards["c-4000"].voice == cards["denied"].voice
    assert cards["c-4000"].words.text.endswith("…")
    assert len(cards["c-4000"].words.text) < 710
    assert len(cards["c-spaces"].words.text) > 600  # in a script without spaces, one is no place to cut
    assert cards["c-turned"].words.text == "Profit was 000,1 euros"
    assert cards["c-lines"].words.text == "It is unsafe, says it"
    assert (cards["c-arabic"].words.direction, cards["c-arabic"].direction) == ("rtl", "ltr")
    assert cards_of(hard, "ar")["denied"].direction == "rtl"
    denied = drawn([cards["denied"]])[0].png
    assert has_ink(denied, (110, 420, 1126, 470))  # the denial, in its box


def test_an_authors_text_is_no_code(hard: Path) -> None:
    """What would be Typst stands on the card as it was written."""
    card = cards_of(hard, "en")["c-hostile"]
    assert card.words.text.startswith("#let x = 1 $a^2$ \\ #panic() <b>bold</b> @ref // no")
    plain = cards_of(hard, "en")["denied"]
    assert drawn([card, plain])[1] == drawn([plain])[0]


def test_two_processes_draw_the_same(hard: Path) -> None:
    """To the byte, whatever else is drawn beside a card."""
    cards = cards_of(hard, "en")
    code = (
        "import sys, json, hashlib; from pathlib import Path; import test_claim_pictures as t\n"
        "cards = t.cards_of(Path(sys.argv[1]), 'en')\n"
        "drawn = t.drawn([*reversed(cards.values())])\n"
        "print(json.dumps([hashlib.sha256(one.png).hexdigest() for one in reversed(drawn)]))"
    )
    paths = {"PYTHONPATH": f"{ROOT}/tests:{ROOT}/hooks"}
    there = run([sys.executable, "-c", code, str(hard)], hard, paths, check=True)
    assert json.loads(there.stdout) == [sha256(one.png).hexdigest() for one in drawn([*cards.values()])]


def test_a_letter_that_no_font_has_is_told(hard: Path, tmp_path: Path) -> None:
    """It is not told of letters that there are; a font of the site that has it is used."""
    rare = "\ufbc1"  # a dot for Arabic letters, which nearly no font has
    with_rare = msgspec.structs.replace(cards_of(hard, "en")["denied"], before=rare)
    before = drawn([with_rare])[0]
    if before.missing:  # unless the machine has fonts for everything
        assert before.missing == rare
    own = drawn([with_rare], [font_with(rare, tmp_path / "rare.woff2")])[0]
    assert own.missing == ""
    assert own.png != before.png


def test_a_font_that_has_a_letter_is_named() -> None:
    """By its script, not by the first word of its name; rare Chinese characters and their full stop are no emoji."""
    named = {
        "Noto Sans CJK": "上あ한ㄅ。，ー㎏𠮷",
        "Noto Color Emoji": "🌉⭐🇫",
        "Noto Naskh Arabic": "عﻻ",
        "Noto Sans Hebrew": "א",
        "Noto Sans Tamil": "க்",
        "Noto Sans": "éЖΩ",
        "DejaVu Sans": "→♥∞①",
    }
    assert {
        family: "".join(sign for sign in signs if family_for(sign) == family) for family, signs in named.items()
    } == named


def font_with(sign: str, file: Path) -> Path:
    """The site's own font, packed for browsers, in which this letter looks like an A."""
    font = TTFont(ROOT / "docs/assets/fonts/serif.woff2")
    for table in font["cmap"].tables:
        table.cmap[ord(sign)] = table.cmap[ord("A")]
    font.save(file)
    return file


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Card]:
    """The cards that are drawn."""
    noted: list[Card] = []

    def noting(cards: Sequence[Card], fonts: CardFonts) -> Iterator[Picture]:
        noted.extend(cards)
        return pictures_of(cards, fonts)

    monkeypatch.setattr(claimpictures, "pictures_of", noting)
    return noted


def test_a_picture_is_drawn_once(tmp_path: Path, counted: list[Card], monkeypatch: pytest.MonkeyPatch) -> None:
    """The next build has the same bytes without drawing; a new article's pictures are drawn, and no others."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
    site = hard_site(tmp_path)
    first = built(site)
    assert len(counted) == len(HARD)
    counted.clear()
    assert built(site) == first
    assert counted == []
    (site / "docs/other.md").write_text('# Other\n\n[It is late](#late "claim by council").\n', "utf-8")
    built(site)
    assert [card.words.text for card in counted] == ["It is late"]


def test_a_preview_draws_what_is_asked_for(tmp_path: Path, counted: list[Card]) -> None:
    """Nothing until then; after a save, the picture shows what was saved."""
    site = hard_site(tmp_path)
    preview = InProcess(site)
    assert counted == []
    status, before = preview.get("picture/hard/denied.png")
    assert (status[:3], before[:4], len(counted)) == ("200", b"\x89PNG", 1)
    article = site / "docs/hard.md"
    article.write_text(article.read_text("utf-8").replace("It is unsafe]", "It is safe]"), "utf-8")
    preview.rebuild()
    assert preview.get("picture/hard/denied.png")[1] != before
    assert preview.get("picture/hard/nobody.png")[0].startswith("404")
    preview.close()


def test_this_site_has_a_picture_of_each_claim(tmp_path: Path) -> None:
    """The share tags of a claim's page name it, with its size and with what it shows; the page links to it."""
    site = copy_project(tmp_path, pictures=True)
    config = site / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace('site_url: ""', "site_url: https://example.org/"), "utf-8")
    done = build(site, "--strict")
    assert done.returncode == 0, done.stderr
    assert "No font has" not in done.stderr
    ledger, _ = load(site / "docs")
    pages = {f"{path.parent.relative_to(site / 'site')}" for path in site.glob("site/ledger/claim/**/index.html")}
    assert len(pages) > 20
    for path in pages:
        built_page = page(site / "site", path)
        tags = {str(tag["property"]): str(tag["content"]) for tag in built_page.select('meta[property^="og:image"]')}
        file = site / "site" / tags["og:image"].removeprefix("https://example.org/")
        with Image.open(file) as picture:
            assert (str(picture.width), str(picture.height)) == (tags["og:image:width"], tags["og:image:height"])
        assert file.stat().st_size < 60_000
        claim = ledger.by_ref[f"{path.removeprefix('ledger/claim/').rpartition('/')[0]}.md#{path.rpartition('/')[2]}"]
        assert file == site / "site" / picture_path(claim)
        assert any(source.label.casefold() in tags["og:image:alt"].casefold() for source in claim.sources)
        assert built_page.select_one('meta[name="twitter:card"][content="summary_large_image"]')
        [link] = [one for one in built_page.select("a") if one.text == "This claim as a picture"]
        assert (site / "site" / path / str(link["href"])).resolve() == file
    pictures = {path for path in files_of(site / "site") if path.startswith("picture/")}
    assert len(pictures) == len(pages)


def test_what_is_missing_or_of_no_use_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the packages, how to get them; without the pages of claims, that nothing shows the pictures."""
    site = write_site(tmp_path, {"whosaid.yml": f"{QUIET}publish: [data, pictures]\n"}, _CONFIG)
    assert "names “pictures” without “claims”" in str(built(site))
    monkeypatch.setattr(claimpictures, "_NEEDED", ("nobody_has_this",))
    assert "which need more packages; run: pip install 'whosaid[pictures]'" in str(built(site))
    monkeypatch.undo()
    (site / "docs/no.woff2").write_bytes(b"no font")
    (site / "docs/whosaid.yml").write_text(f"{ASKING}picture-fonts: [no.woff2]\n", "utf-8")
    (site / "docs/a.md").write_text('# A\n\n[It is unsafe](#unsafe "claim by council").\n', "utf-8")
    assert "“picture-fonts” in whosaid.yml: “no.woff2” cannot be read as a font" in str(built(site))


def test_a_damaged_font_is_named(hard: Path, tmp_path: Path) -> None:
    """However it is packed; whether it is empty, cut off or, if packed, changed inside."""
    card = cards_of(hard, "en")["denied"]
    font = TTFont(ROOT / "docs/assets/fonts/serif.woff2")
    for kind in ("woff2", "woff", "ttf"):
        font.flavor = None if kind == "ttf" else kind
        file = tmp_path / f"font.{kind}"
        font.save(file)
        good = file.read_bytes()
        changed = good[:60] + bytes(2000) + good[2060:]
        for bad in (b"", good[:1000], *([changed] if font.flavor else [])):
            file.write_bytes(bad)
            with pytest.raises(NoFont, match=file.name):
                drawn([card], [file])
