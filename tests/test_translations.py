"""Readers' words: all of them are in the catalogue, and each language says them whole."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from babel.messages.catalog import Catalog
from markupsafe import escape

import translations
import whosaid
from translations import TEMPLATE, faults, template, text_of
from whosaid.base import catalogue
from whosaid.base.catalogue import LOCALE, N_, counted, in_language, language, said, woven
from whosaid.base.dates import date_in_words
from whosaid.base.languages import language_in_words
from whosaid.base.markup import said_in_html

ENGINE = Path(whosaid.__file__).parent
HEAD = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
GERMAN = f"""\
{HEAD}
msgid "denied by {{who}}"
msgstr "bestritten von {{who}}"

msgid "{{n}} claim"
msgid_plural "{{n}} claims"
msgstr[0] "{{n}} Behauptung"
msgstr[1] "{{n}} Behauptungen"
"""


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An engine that has two messages in German."""
    (tmp_path / "de.po").write_text(GERMAN, "utf-8")
    monkeypatch.setattr(catalogue, "LOCALE", tmp_path)
    catalogue._language.cache_clear()
    yield
    catalogue._language.cache_clear()


def test_the_template_has_what_the_code_says() -> None:
    """It is written anew by `make translations` where a message has changed."""
    assert TEMPLATE.read_text("utf-8") == text_of(template()), "run make translations"


def test_every_language_has_all_messages() -> None:
    """None is missing, and none has other parts or forms than it must."""
    wanted = template()
    assert [fault for file in sorted(LOCALE.glob("*.po")) for fault in faults(file, wanted)] == []


def test_every_message_is_found_by_the_extractor() -> None:
    """What is given to `said` and its like is one text, which the template has, or the name of a declared one."""
    known = {part for message in template() for part in ([message.id] if isinstance(message.id, str) else message.id)}
    lost = [
        f"{path.relative_to(ENGINE)}:{argument.lineno}"
        for path in sorted(ENGINE.rglob("*.py"))
        for argument in _lost(ast.parse(path.read_text("utf-8")), known)
    ]
    assert lost == []


_PLACES = {
    "said": slice(0, 1),
    "N_": slice(0, 1),
    "counted": slice(1, 3),
    "woven": slice(1, 2),
    "said_in_html": slice(0, 1),
    "counted_in_html": slice(1, 3),
}
_MADE_UP = ast.JoinedStr | ast.BinOp | ast.IfExp | ast.BoolOp


def _lost(tree: ast.AST, known: set[str]) -> Iterator[ast.expr]:
    """Messages that are made up where they are said, or that stand inside an f-string, which some Pythons hide."""
    for node in ast.walk(tree):
        for call in ast.walk(node) if isinstance(node, ast.JoinedStr) else [node]:
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _PLACES:
                for message in call.args[_PLACES[call.func.id]]:
                    if isinstance(message, ast.Constant):
                        if call is not node or message.value not in known:
                            yield message
                    elif isinstance(message, _MADE_UP):
                        yield message


@pytest.mark.usefixtures("german")
def test_messages_are_said_in_the_language_asked_for() -> None:
    """Missing translations stay English, and so does everything without a catalogue."""
    with in_language("de-AT"):
        assert said("denied by {who}", who="Ada") == "bestritten von Ada"
        assert said(N_("not known")) == "not known"
        assert [counted(n, "{n} claim", "{n} claims") for n in (1, 1234)] == ["1 Behauptung", "1.234 Behauptungen"]
        assert date_in_words("2020-06-27") == "27. Juni 2020"
        assert (date_in_words("2020-06"), date_in_words("2020")) == ("Juni 2020", "2020")
        assert language_in_words("ar") == "Arabisch"
        with in_language("fr"):
            assert (language(), said("denied by {who}", who="Ada")) == ("en", "denied by Ada")
        assert language() == "de"
    assert (language(), said("denied by {who}", who="Ada")) == ("en", "denied by Ada")
    assert language_in_words("ar") == "Arabic"


@pytest.mark.parametrize("tag", ["zh", "zh-Hant", "zh_Hant_TW", "ZH-hans"])
@pytest.mark.usefixtures("german")
def test_the_nearest_catalogue_is_taken(tag: str) -> None:
    """For a script or a region that has none of its own."""
    (catalogue.LOCALE / "zh.po").write_text(GERMAN.replace("bestritten von", "否认："), "utf-8")
    with in_language(tag):
        assert (language(), said("denied by {who}", who="Ada")) == ("zh", "否认： Ada")
    (catalogue.LOCALE / "zh_Hant.po").write_text(GERMAN.replace("bestritten von", "否認："), "utf-8")
    catalogue._language.cache_clear()
    with in_language("zh-Hant-TW"):
        assert language() == "zh-Hant"


@pytest.mark.usefixtures("german")
def test_a_fault_in_one_language_leaves_the_others_alone() -> None:
    """An error while a page is drawn does not leave the next one in its language."""
    with pytest.raises(ZeroDivisionError), in_language("de"):
        raise ZeroDivisionError
    assert language() == "en"


@pytest.mark.parametrize("tag", ["../de", "de/../../x", "", "en", "EN-GB", "zz", "d", "de\n", None, 3, ["de"]])
@pytest.mark.usefixtures("german")
def test_what_names_no_catalogue_is_english(tag: object) -> None:
    """For any value in mkdocs.yml."""
    with in_language(tag):
        assert language() == "en"


def test_a_part_is_only_text() -> None:
    """Braces, signs and numbers in names stay what they are; in markup, the message's own signs are made safe."""
    assert said("{answer}: {claim}", answer="{claim}", claim="{0.__class__} %s {") == "{claim}: {0.__class__} %s {"
    assert counted(2, "{n} note by {who}", "{n} notes by {who}", who="{n}") == "2 notes by {n}"
    escape = str.upper
    assert woven(escape, "in {link} only", link="<a>{x}</a>") == "IN <a>{x}</a> ONLY"
    assert said("") == ""


FAULTS = {
    'msgid "a {b}"\nmsgstr "x {c}"': "“a {b}” has other parts in braces: “x {c}”",
    'msgid "a {b}"\nmsgstr "x {b.__class__}"': "“a {b}” has other parts in braces: “x {b.__class__}”",
    'msgid "a {b}"\nmsgstr "x {b!r}"': "“a {b}” has other parts in braces: “x {b!r}”",
    'msgid "a {b}"\nmsgstr "x {b"': "“a {b}” has other parts in braces: “x {b”",
    'msgid "a {b}"\nmsgstr ""': "“a {b}” is not translated",
    '#, fuzzy\nmsgid "a {b}"\nmsgstr "x {b}"': "“a {b}” is marked fuzzy, as nobody has looked at it",
    'msgid "a {b}"\nmsgstr "<b>x</b> {b}"': "“a {b}” has HTML in it: “<b>x</b> {b}”",
    'msgid "a"\nmsgstr "x"': "“a” is no message any more",
    'msgid ", "\nmsgstr ","': "“, ” has lost a space at an end: “,”",
    'msgid "{n} a"\nmsgid_plural "{n} as"\nmsgstr[0] "{n} x"': "“{n} a” is not translated",
    'msgid "{n} a"\nmsgid_plural "{n} as"\nmsgstr[0] "{m} x"\nmsgstr[1] "{n} y"': (
        "“{n} a” has other parts in braces: “{m} x”"
    ),
    "": "“a {b}” is missing",
}


@pytest.mark.parametrize("entry", FAULTS, ids=FAULTS.values())
def test_what_is_wrong_with_a_catalogue_is_told(entry: str, tmp_path: Path) -> None:
    """Each fault by the message that has it."""
    wanted = Catalog()
    for message in ("a {b}", ", ", ("{n} a", "{n} as")):
        wanted.add(message)
    (tmp_path / "de.po").write_text(f"{HEAD}\n{entry}\n", "utf-8")
    assert f"de.po: {FAULTS[entry]}" in list(faults(tmp_path / "de.po", wanted))


DAMAGED: Final = {
    "whole": ("", ["bestritten von Ada", "1 Behauptung", "5 Behauptungen"]),
    "other part": ("von {who}|von {wer}", ["denied by Ada", "1 Behauptung", "5 Behauptungen"]),
    "more of a part": ("von {who}|von {who.__class__}", ["denied by Ada", "1 Behauptung", "5 Behauptungen"]),
    "open brace": ("von {who}|von {who", ["denied by Ada", "1 Behauptung", "5 Behauptungen"]),
    "other part in a form": ('"{n} Behauptung"|"{m}"', ["bestritten von Ada", "1 claim", "5 claims"]),
    "empty form": ("{n} Behauptungen|", ["bestritten von Ada", "1 Behauptung", "5 claims"]),
    "missing form": ('msgstr[1] "{n} Behauptungen"|', ["bestritten von Ada", "1 Behauptung", "5 claims"]),
    "no such rule": ("nplurals=2|nplurals=two", ["denied by Ada", "1 claim", "5 claims"]),
    "no catalogue": ("msgid|<<<<<<< msgid", ["denied by Ada", "1 claim", "5 claims"]),
    "HTML": ("bestritten von|<b>bestritten</b> von", ["<b>bestritten</b> von Ada", "1 Behauptung", "5 Behauptungen"]),
}
"""What a translator may have broken, and what readers then see; HTML as text, since it is escaped like all else."""


@pytest.mark.parametrize("name", DAMAGED)
@pytest.mark.usefixtures("german")
def test_a_damaged_catalogue_breaks_no_site(name: str) -> None:
    """What cannot be said in the language is said in English, until it is mended."""
    replaced, wanted = DAMAGED[name]
    before, _, after = replaced.partition("|")
    assert before in GERMAN
    (catalogue.LOCALE / "de.po").write_text(GERMAN.replace(before, after) if before else GERMAN, "utf-8")
    with in_language("de"):
        claims = [counted(n, "{n} claim", "{n} claims") for n in (1, 5)]
        assert [said("denied by {who}", who="Ada"), *claims] == wanted
        assert said_in_html("denied by {who}", who="Ada") == escape(wanted[0])


def test_a_catalogue_has_the_plural_forms_of_its_language(tmp_path: Path) -> None:
    """And is named after one."""
    (tmp_path / "uk.po").write_text(GERMAN, "utf-8")
    assert any("uk.po: Plural-Forms must be nplurals=3" in fault for fault in faults(tmp_path / "uk.po", Catalog()))
    (tmp_path / "xx.po").write_text(GERMAN, "utf-8")
    assert [fault.partition(";")[0] for fault in faults(tmp_path / "xx.po", Catalog())] == [
        "xx.po: “xx” is no language"
    ]


def test_one_command_begins_a_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has every message, none translated, and does not change the second time."""
    monkeypatch.setattr(translations, "LOCALE", tmp_path)
    monkeypatch.setattr(translations, "TEMPLATE", tmp_path / "whosaid.pot")
    assert translations.main("pt-BR") == 0
    first = (tmp_path / "pt_BR.po").read_bytes()
    capsys.readouterr()
    assert translations.main() == 0
    messages = sum(1 for message in template() if message.id)
    assert f"1 languages; {messages} to translate, 0 to mend." in capsys.readouterr().out
    assert (tmp_path / "pt_BR.po").read_bytes() == first
    assert re.search(rb"Plural-Forms: nplurals=2", first)


GLOSSARY: Final = """\
# Begriffe
#
#   claim      Behauptung
#     hearsay  Hörensagen

"""


def test_an_update_leaves_alone_what_translators_wrote(tmp_path: Path) -> None:
    """The glossary at the top keeps its columns, blank lines and long lines; a finished catalogue does not change."""
    wanted = template()
    for file in LOCALE.glob("*.po"):
        copy = tmp_path / file.name
        copy.write_bytes(file.read_bytes())
        translations.update(copy, wanted)
        assert copy.read_bytes() == file.read_bytes(), file.name
    top = GLOSSARY.replace("\n\n", f"\n#   {'many words ' * 20}\n", 1)
    (tmp_path / "de.po").write_text(top + GERMAN.lstrip(), "utf-8")
    translations.update(tmp_path / "de.po", wanted)
    assert (tmp_path / "de.po").read_text("utf-8").startswith(f'{top}msgid ""\n')


@pytest.mark.parametrize("tag", ["xx", "pt_BR", "German", "../de", ""])
def test_what_is_no_language_is_not_begun(
    tag: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told in a sentence, and leaves no file."""
    monkeypatch.setattr(translations, "LOCALE", tmp_path)
    monkeypatch.setattr(translations, "TEMPLATE", tmp_path / "whosaid.pot")
    assert translations.main(tag) == 1
    assert f"“{tag}” is no language" in capsys.readouterr().out
    assert not [*tmp_path.glob("*.po")]
