"""What is found in plain text: who says what. The cases are in tests/detect, a folder for each language."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from benchmarks.detection import figures_of, main
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import whosaid
from tools import ROOT
from whosaid.cli import main as command
from whosaid.detect import Span, detect, languages
from whosaid.detect.lexicon import lexicon_of

CASES = ROOT / "tests/detect"


def cases() -> Iterator[Any]:
    """Each text with its language and its spans as lines; ¶ stands for a blank line."""
    for file in sorted(CASES.glob("*/*.txt")):
        for block in file.read_text("utf-8").split("\n\n")[1:]:
            lines = block.strip("\n").splitlines()
            text = "\n".join(line for line in lines if not line.startswith("    "))
            expected = [line.strip() for line in lines if line.startswith("    ") and line.strip() != "nothing"]
            language = file.parent.name
            yield pytest.param(
                language, text.replace(" ¶ ", "\n\n"), expected, id=f"{language}-{file.stem}-{text[:60]}"
            )


def shown(span: Span) -> str:
    """A span as the cases show it."""
    pieces = (span.source, span.cue, span.content)
    return " | ".join([span.kind, *(" ".join(piece.text.split()) if piece else "-" for piece in pieces)])


@pytest.mark.parametrize(("language", "text", "expected"), tuple(cases()))
def test_a_text_has_these_attributions(language: str, text: str, expected: list[str]) -> None:
    """Kind, source, cue and content, in order."""
    assert [shown(span) for span in detect(text, language)] == expected


def assert_exact(text: str, spans: list[Span]) -> None:
    """All offsets lie in the text, and what is said to stand there does; only a speaker may stand outside the span."""
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        for piece in (span.content, span.cue, span.source):
            if piece:
                assert 0 <= piece.start <= piece.end <= len(text)
                assert piece.text == text[piece.start : piece.end]
                assert (piece is span.source and not span.cue) or span.start <= piece.start <= piece.end <= span.end
    assert spans == sorted(spans, key=lambda span: (span.start, span.end))


WORDS = (
    "said says saying told called according to the a mayor Jo Lund he who that and , . : ; — ( ) “ ” \" '' ‘ ’ „ « » "
    "expected denied claims claim's his by from not U.S. p.m. 12 % \n \n\n sagte laut zurück hat kritisiert"
).split(" ")


@given(st.lists(st.sampled_from(WORDS)).map(" ".join) | st.text())
def test_offsets_are_exact_in_any_text(text: str) -> None:
    """In what has the words and signs of news in any order, and in any characters."""
    for language in languages():
        assert_exact(text, detect(text, language))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "\x00\x01\ufeff\ud800",
        "市长说大桥关闭了。他说不会重开。",
        "قال رئيس البلدية إن الجسر مغلق.",
        "“““ said said ’’’ said ”",
        "SAID " * 50,
    ],
    ids=["empty", "white space", "rubbish", "Chinese", "Arabic", "marks only", "capitals"],
)
def test_no_text_is_refused(text: str) -> None:
    """Whatever it is, there is an answer."""
    assert_exact(text, detect(text))


GROWING = {
    "one line": "he said it, ",
    "participles": "saying, ",
    "quotations": "“he said no more than this” ",
    "marks": '"',
    "apostrophes": "'a",
    "stops": "!",
    "abbreviations": "Mr. ",
    "paragraphs": "He said: “No.\n\n",
    "colons": "A: b\n",
    "transcripts": "POE: a b. c d.\n",
    "documents": "figures show ",
    "letters": "a",
    "spaces": " ",
    "verbs in two parts": "er wies es ",
}


def calls(text: str, language: str) -> int:
    """How many calls the detector makes, in Python and C."""
    engine, counted = str(Path(whosaid.__file__).parent), 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call") and frame.f_code.co_filename.startswith(engine)

    sys.setprofile(count)
    try:
        detect(text, language)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("piece", GROWING.values(), ids=GROWING)
def test_eight_times_as_much_text_takes_eight_times_as_many_calls(piece: str) -> None:
    """Nothing grows with the square of a text, even if it is one line."""
    language = "de" if "wies" in piece else "en"
    lexicon_of(language)
    few, many = (calls(piece * (size // len(piece)), language) for size in (4_000, 32_000))
    assert many <= 10 * few + 100


def test_a_line_of_a_megabyte_is_read() -> None:
    """Signs that could open what never ends, in one line."""
    for sign in ('"', "!", "(", "' ", "said."):
        detect(sign * (1_000_000 // len(sign)))


@pytest.mark.parametrize("language", languages())
def test_a_lexicon_is_whole(language: str) -> None:
    """Each file can be read, and its verbs have forms; what must follow a word is not empty."""
    lexicon = lexicon_of(language)
    assert lexicon.verbs
    assert lexicon.phrases
    assert all(form and verb.roles for form, readings in lexicon.verbs.items() for verb in readings)


def run(*args: str, text: str | bytes = "") -> tuple[int, str, str]:
    """The command's exit code, output and messages."""
    done = CliRunner().invoke(command, ["detect", *args], input=text)
    return done.exit_code, done.stdout, done.stderr


def test_the_command_prints_a_line_for_each(tmp_path: Path) -> None:
    """With its place, in characters from 1."""
    file = tmp_path / "a.txt"
    file.write_text("The town is quiet.\nToday the mayor said: “No one may pass the bridge.”\n", "utf-8")
    assert run(str(file)) == (0, "2:7: quote: the mayor | said | “No one may pass the bridge.”\n", "")


def test_the_command_reads_and_writes_json_lines() -> None:
    """A line for each, with the id it came with."""
    line = json.dumps({"id": 7, "text": "The bridge is safe, the mayor said. It’s old."})
    code, output, _ = run("--jsonl", text=f"{line}\n\n{line}\n")
    rows = [json.loads(row) for row in output.splitlines()]
    assert code == 0
    assert [row["id"] for row in rows] == [7, 7]
    assert rows[0]["spans"] == [
        {
            "start": 0,
            "end": 34,
            "kind": "claim",
            "source": "the mayor",
            "cue": "said",
            "content": "The bridge is safe",
            "source_start": 20,
            "cue_start": 30,
            "content_start": 0,
        }
    ]


@pytest.mark.parametrize(
    ("args", "text", "message"),
    [
        ((), b"ab\xff", "is not a text in UTF-8: see byte 3"),
        (("--jsonl",), '{"id": 1, "text": "x"}\n{"id": 2', "line 2 is not like"),
        (("--language", "tlh"), "x", "there is no lexicon for “tlh”; there is one for de, en"),
    ],
)
def test_what_cannot_be_read_is_said(args: tuple[str, ...], text: str | bytes, message: str) -> None:
    """One sentence, and exit code 2."""
    code, _, errors = run(*args, text=text)
    assert code == 2
    assert message in errors


TEXT = "The mayor said it is safe. He left. The town was quiet."
GOLD = {
    "sentences": [[0, 26], [27, 35], [36, 55]],
    "attributions": [
        {
            "source": [[0, 9]],
            "cue": [[10, 14]],
            "content": [[15, 25]],
            "speech": True,
            "direct": False,
            "denial": False,
        }
    ],
}


def test_figures_count_what_people_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence found, none flagged in vain, and the right source."""
    found = figures_of(TEXT, GOLD, detect(TEXT))
    assert (found["cue found"], found["cue missed"], found["false alarm"], found["rightly silent"]) == (1, 0, 0, 2)
    assert (found["source lenient"], found["named exact"]) == (1, 1)
    (tmp_path / "own.items.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}), "utf-8")
    (tmp_path / "own.gold.jsonl").write_text(json.dumps({"id": "a", **GOLD}), "utf-8")
    assert main(tmp_path) == 0
    assert "cue      precision 100.0  recall 100.0  F1 100.0   false alarms   0.0" in capsys.readouterr().out
    assert main(tmp_path / "none") == 2
