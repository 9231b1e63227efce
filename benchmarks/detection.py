"""`make detection DATA=folder`: how well attributions are detected in articles in which people marked who said what.

The folder, or one in it, has for each set `NAME.items.jsonl` with the articles, `{"id", "text"}` a line, and
`NAME.gold.jsonl` with what people marked in them: `{"sentences": [[start, end]], "attributions": [{"source", "cue",
"content": [[start, end]], "speech", "direct", "denial"}], "ignore": [numbers of sentences that do not count]}`. Offsets
count characters.

- cue: a sentence is found if a span touches it. Right are those with the cue of reported speech; wrong those that no
  attribution of any kind touches. The others do not count.
- source: of the attributions with a source, those for which a span names it; of the spans with a source, those that
  name that of an attribution they touch. `lenient` asks for half the words in common, or for a part of the name.
- speaker: the source, of quotations only.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from whosaid.detect import Span, detect

Pair = tuple[int, int]
Figures = Counter[str]

_ARTICLES: Final = frozenset(("the", "a", "an"))
_EMPTY: Final = _ARTICLES | frozenset(
    "mr mrs ms dr sen rep gov of in at for to by and s from with on who that which".split()
)
_PARTS: Final = ("source", "cue", "content")


def figures_of(text: str, gold: dict[str, Any], spans: Sequence[Span]) -> Figures:
    """What is counted in one article."""
    marked = [(start, end, a) for a in gold["attributions"] for part in _PARTS for start, end in a[part]]
    found: Figures = Counter()
    for number, (start, end) in enumerate(gold["sentences"]):
        if any(letter.isalnum() for letter in text[start:end]):
            touching = [a for low, high, a in marked if _share(text, (low, high), (start, end))]
            flagged = any(_share(text, (span.start, span.end), (start, end)) for span in spans)
            found["sentences"] += 1
            if touching or number not in gold.get("ignore", ()):
                found.update(_of_sentence(text, (start, end), touching, flagged))
    for attribution in gold["attributions"]:
        found.update(_of_attribution(text, attribution, spans))
    for span in spans:
        found.update(_of_span(text, span, gold["attributions"]))
    return found


def _of_sentence(text: str, at: Pair, touching: Sequence[dict[str, Any]], flagged: bool) -> Iterator[str]:
    if not touching:
        yield "false alarm" if flagged else "rightly silent"
    elif any(a["speech"] and any(_share(text, cue, at) or _overlap(cue, at) for cue in a["cue"]) for a in touching):
        yield "cue found" if flagged else "cue missed"


def _of_attribution(text: str, attribution: dict[str, Any], spans: Sequence[Span]) -> Iterator[str]:
    touching = [s for s in spans if any(_share(text, p, (s.start, s.end)) for k in _PARTS[1:] for p in attribution[k])]
    name = _named(text, attribution)
    if attribution["denial"]:
        yield "denials"
        if any(span.kind == "denial" for span in touching):
            yield "denials found"
    if name and attribution["speech"]:
        names = [span.source.text for span in touching if span.source]
        for prefix in ("source", "speaker") if attribution["direct"] else ("source",):
            yield prefix
            if any(_lenient(one, name) for one in names):
                yield f"{prefix} lenient"
            if any(_exact(one, name) for one in names):
                yield f"{prefix} exact"


def _of_span(text: str, span: Span, attributions: Iterable[dict[str, Any]]) -> Iterator[str]:
    at = span.start, span.end
    touching = [a for a in attributions if any(_share(text, pair, at) for part in _PARTS for pair in a[part])]
    names = [_named(text, a) for a in touching if a["source"]]
    if span.source and (names or not touching):
        yield "named"
        if any(_lenient(span.source.text, name) for name in names):
            yield "named lenient"
        if any(_exact(span.source.text, name) for name in names):
            yield "named exact"


def _named(text: str, attribution: dict[str, Any]) -> str:
    return " ".join(text[start:end] for start, end in attribution["source"])


def _overlap(one: Pair, other: Pair) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _share(text: str, one: Pair, other: Pair) -> bool:
    """Whether two stretches of the text have a letter or digit in common."""
    return any(letter.isalnum() for letter in text[max(one[0], other[0]) : min(one[1], other[1])])


def _words(name: str, without: frozenset[str]) -> list[str]:
    plain = name.lower().replace("’", "'").replace("'s", "")
    return [word for word in re.findall("[a-z0-9]+", plain) if word not in without]


def _exact(one: str, other: str) -> bool:
    return _words(one, _ARTICLES) == _words(other, _ARTICLES)


def _lenient(one: str, other: str) -> bool:
    mine, theirs = _words(one, _EMPTY), _words(other, _EMPTY)
    if not mine or not theirs:
        return _exact(one, other) and bool(_words(one, frozenset()))
    common = sum((Counter(mine) & Counter(theirs)).values())
    return common == len(mine) or (common > 0 and 4 * common >= len(mine) + len(theirs))


def shown(name: str, found: Figures, seconds: float) -> Iterator[str]:
    """The figures of a set, as lines."""
    right, wrong, missed = found["cue found"], found["false alarm"], found["cue missed"]
    yield f"{name}: {found['sentences']} sentences, {found['sentences'] / seconds:,.0f} a second"
    alarms = _share_of(wrong, wrong + found["rightly silent"])
    cue = _f1(_share_of(right, right + wrong), _share_of(right, right + missed))
    yield f"  cue      {cue}   false alarms {alarms:5.1f}"
    for way in ("lenient", "exact"):
        if found["source"]:
            precision = _share_of(found[f"named {way}"], found["named"])
            yield f"  source   {_f1(precision, _share_of(found[f'source {way}'], found['source']))}   {way}"
    if found["speaker"]:
        lenient, exact = (_share_of(found[f"speaker {way}"], found["speaker"]) for way in ("lenient", "exact"))
        yield f"  speaker  lenient {lenient:5.1f}  exact {exact:5.1f}   of {found['speaker']} quotations"
    if found["denials"]:
        yield f"  denials  found {_share_of(found['denials found'], found['denials']):5.1f} of {found['denials']}"


def _share_of(part: int, whole: int) -> float:
    """In per cent."""
    return 100 * part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> str:
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"precision {precision:5.1f}  recall {recall:5.1f}  F1 {both:5.1f}"


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def main(folder: Path) -> int:
    """Print the figures of each set in a folder or below it."""
    sets = sorted(folder.rglob("*.items.jsonl"))
    if not sets:
        print(f"There is no set in “{folder}”: name a folder with files such as news.items.jsonl and news.gold.jsonl.")
        return 2
    for items in sets:
        name = items.name.removesuffix(".items.jsonl")
        texts = [item["text"] for item in _lines(items)]
        start = time.process_time()
        spans = [detect(text) for text in texts]
        seconds = time.process_time() - start
        total: Figures = Counter()
        for text, gold, one in zip(texts, _lines(items.with_name(f"{name}.gold.jsonl")), spans, strict=True):
            total += figures_of(text, gold, one)
        print(*shown(name, total, seconds or 1e-9), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
