"""How each language joins names, counts, dates, quotes and sorts; which one is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

import pytest

from whosaid.base import catalogue
from whosaid.base.catalogue import LOCALE, counted, in_language, language, said
from whosaid.base.dates import date_in_words
from whosaid.words.alphabetical import in_order
from whosaid.words.sentences import nested, quoted, sentence, together
from whosaid.words.sourcewords import at_names

HEAD: Final = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'


class Rules(NamedTuple):
    """What a language makes of three names, a day, a month, a quotation in a quotation, and of numbers of claims."""

    names: str
    day: str
    month: str
    quotation: str
    claims: dict[int, str]


RULES: Final = {
    "en": Rules("A, B and C", "1 December 2024", "December 2024", "“a ‘b’ c”", {1: "1 claim", 2: "2 claims"}),
    "de": Rules(
        "A, B und C", "1. Dezember 2024", "Dezember 2024", "„a ‚b‘ c“", {1: "1 Behauptung", 1234: "1.234 Behauptungen"}
    ),
    "fr": Rules(
        "A, B et C",
        "1er décembre 2024",
        "décembre 2024",
        "«\u00a0a “b” c\u00a0»",
        {0: "0 affirmation", 1: "1 affirmation", 2: "2 affirmations"},
    ),
    "es": Rules(
        "A, B y C",
        "1 de diciembre de 2024",
        "diciembre de 2024",
        "«a “b” c»",
        {1: "1 afirmación", 2: "2 afirmaciones"},
    ),
    "uk": Rules(
        "A, B і C",
        "1 грудня 2024\u202fр.",
        "грудень 2024\u202fр.",
        "«a „b“ c»",
        {1: "1 твердження", 3: "3 твердження", 5: "5 тверджень", 11: "11 тверджень", 21: "21 твердження"},
    ),
    "ar": Rules(
        "A وB وC",
        "1 ديسمبر 2024",
        "ديسمبر 2024",
        "«a ”b“ c»",
        {1: "ادعاء واحد", 2: "ادعاءان", 3: "3 ادعاءات", 11: "11 ادعاءً", 100: "100 ادعاء"},
    ),
}


def test_every_language_has_its_rules() -> None:
    """A catalogue that is added gets a row, which somebody who speaks it has looked at."""
    assert RULES.keys() == {"en", *(file.stem for file in LOCALE.glob("*.po"))}


@pytest.mark.parametrize("tag", RULES)
def test_a_language_follows_its_own_rules(tag: str) -> None:
    """Lists, dates and plurals are those of CLDR; the marks are those of its press."""
    rules = RULES[tag]
    with in_language(tag):
        assert together(["A", "B", "C"]) == rules.names
        assert (date_in_words("2024-12-01"), date_in_words("2024-12")) == (rules.day, rules.month)
        assert {quoted(f"a {words} c") for words in ('"b"', "“b”", "„b“", "«b»", "«\u00a0b\u00a0»")} == {
            rules.quotation
        }
        assert {n: counted(n, "{n} claim", "{n} claims") for n in rules.claims} == rules.claims


MARKS: Final = {
    '"no"': '"no"',
    "“no” and “yes”": "‘no’ and ‘yes’",
    'a 5" pipe': 'a 5" pipe',
    '5" and 6" pipes': '5" and 6" pipes',
    "he said “no": "he said “no",
    "it’s ‘so’": "it’s ‘so’",
    "<b>": "<b>",
}


@pytest.mark.parametrize("words", MARKS)
def test_only_a_quotation_inside_gets_inner_marks(words: str) -> None:
    """Not inches, a mark without its other half, or what is a quotation as a whole."""
    assert nested(words) == MARKS[words]


NAMES: Final = {
    "en": ["3 officials", "Émile", "emma", "Zoe", "Ørsted", "Ян"],
    "es": ["nube", "Nuria", "ñandú", "oso"],
    "uk": ["Ганна", "Ґалаґан", "Євген", "Зоя", "Іван", "Їжак", "Йосип", "Яна", "Ada"],
    "ar": ["أحمد", "بسام", "ثريا", "هدى", "وليد", "يوسف"],
    "de": ["Ärzte", "Bäcker", "Straßenamt", "Zoll"],
    "fr": ["école", "Église", "Zola"],
}


@pytest.mark.parametrize("tag", NAMES)
def test_names_stand_in_the_order_of_the_alphabet(tag: str) -> None:
    """That of the language; other scripts come after it, and signs and digits before."""
    with in_language(tag):
        assert sorted(set(NAMES[tag]), key=in_order) == NAMES[tag]


@pytest.mark.parametrize("tag", RULES)
def test_each_name_of_a_list_is_found_in_it(tag: str) -> None:
    """So that it is a link: also without letters, or after the Arabic “and”, which is one word with it."""
    names = ["هدى", "24/7", "Ян", "???", "Ada"]
    with in_language(tag):
        text = f"{together(names)}; Adana, xAda, xوAda"
        assert [name for name, label in at_names(text, names) if label] == names


def test_spanish_has_e_for_y_before_the_same_sound() -> None:
    """But not before a diphthong."""
    with in_language("es"):
        assert together(["Rusia", "Irán"]) == "Rusia e Irán"
        assert together(["Rusia", '<a href="i/">Irán</a>']) == 'Rusia e <a href="i/">Irán</a>'
        assert together(["agua", "hielo"]) == "agua y hielo"
        assert together(["Ana", "Luis", "hijas"]) == "Ana, Luis e hijas"


def test_a_sentence_that_ends_in_an_abbreviation_has_one_full_stop() -> None:
    """Wherever it ends, as text and as markup."""
    assert sentence("denied by Acme Inc.") == "Denied by Acme Inc."
    assert said("{note}: {title}. {published}.", note="1", title="Acme Inc.", published="a") == "1: Acme Inc. a."
    assert catalogue.woven(str, "Told by {who}.", who="<a>Acme Inc.</a>") == "Told by <a>Acme Inc.</a>"
    assert said("Told by {who}.", who="A") == "Told by A."


CHOSEN: Final[dict[tuple[object, ...], str]] = {
    ("zh-Hant",): "zh",
    ("zh-Hant-TW",): "zh",
    ("zh_TW",): "zh",
    ("pt-BR",): "pt-BR",
    ("pt_br",): "pt-BR",
    ("PT-PT",): "en",
    ("sr-Latn-RS",): "sr-Latn",
    ("zz", "zh"): "zh",
    ("", "zh"): "zh",
    ("en-GB", "zh"): "en",
    ("zz", "xx"): "en",
    ("zh\n", None): "en",
}


@pytest.mark.parametrize("tags", CHOSEN, ids=str)
def test_the_nearest_catalogue_is_chosen(
    tags: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of the tag, or of its first parts; else that of the next tag, or English."""
    for name in ("zh", "pt_BR", "sr_Latn"):
        (tmp_path / f"{name}.po").write_text(HEAD, "utf-8")
    monkeypatch.setattr(catalogue, "LOCALE", tmp_path)
    catalogue._language.cache_clear()
    with in_language(*tags):
        assert language() == CHOSEN[tags]
    catalogue._language.cache_clear()
