"""Logs are public: no report repeats a comment, or anything of the entry of a source that must not be named."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites import SOURCES, write_site
from whosaid.check.reports import FORMATS, Report, write
from whosaid.check.running import run_rules
from whosaid.ledger.loading import load

SECRET = "Q7-informant"

KEYS = (
    "realname phone-number fullname person alias website link profile e_mail Real_Name NAMES Full-Name telefon contact "
    "twitter-handle whatever"
).split()
ENTRIES = {
    **{f"the key {key}": f"clerk:\n  type: unnamed\n  described-as: a clerk\n  {key}: {SECRET}\n" for key in KEYS},
    **{
        f"the type {type_}": f"clerk: {{type: {type_}, described-as: a clerk, name: {SECRET}, url: '{SECRET}'}}\n"
        for type_ in ("unamed", "Unnamed", "un-named", "anonymous", "", "[unnamed]")
    },
    "no type": f"clerk:\n  described-as: a clerk\n  name: {SECRET}\n  archive-url: {SECRET}\n",
    "a text only": f"clerk: {SECRET}\n",
    "no entry at all": f"{SECRET} of the clerks\n",
    "a twin": f"clerk: {{type: unnamed, described-as: a clerk}}\nclerk: {{name: {SECRET}}}\n",
    "broken YAML": f"clerk:\n  type: unnamed\n  name: {SECRET}: the clerk\n",
    "an open quote": f"clerk:\n  type: unnamed\n  name: '{SECRET}\n",
    "broken YAML below": f"clerk:\n  type: unnamed\n  name: {SECRET}\x07\nmayor: [\n",
    "a control character after accents": f"# ééééééééé\nclerk: {{type: unnamed, name: {SECRET}\x01}}\n",
    "a name for an id": f"clerk: {{type: unnamed, described-as: a clerk, possibly-same-as: Mrs {SECRET}}}\n",
    "a comment": f"clerk: {{type: unnamed, described-as: a clerk, rol: x}}  # {SECRET}\n",
    "a comment in a value": f"clerk: {{type: unnamed, described-as: 'a clerk <!-- {SECRET} -->'}}\n",
    "a malformed silencing": f"# whosaid: ask {SECRET} first\nclerk: {{type: unnamed, described-as: a clerk}}\n",
}
PLACES = {
    "a comment": "The council said on Monday <!-- {} --> [that](#lost).",
    "a comment on two lines": "The council <!-- it is\n{} --> said [that](#lost).",
    "a comment without an end": "The council said [that](#lost) <!-- {}",
    "a comment in an image": '![a photo <!-- {} -->](a.png "claim") [x](#lost)',
    "a comment in a block's title": "/// claim | x <!-- {} -->\n    id: x\n///",
    "a malformed silencing": "<!-- whosaid: ask {} first -->\n[x](#lost)",
    "a comment that ends otherwise": "<!-- a --!> [x](#lost) <!-- {} -->",
    "an instruction": "It <? {} ?> said [that](#lost).",
    "a reference to nothing": "[//]: # ({} #lost)\n\n[x](#lost)",
}


def in_front_matter(entry: str) -> str:
    return "---\ntitle: A\nsources:\n" + "".join(f"  {line}\n" for line in entry.splitlines()) + "---\nText.\n"


SITES = {
    **{f"sources.yml: {name}": {"sources.yml": text} for name, text in ENTRIES.items()},
    **{f"front matter: {name}": {"a.md": in_front_matter(text)} for name, text in ENTRIES.items()},
    **{f"a page: {name}": {"a.md": text.format(SECRET) + "\n"} for name, text in PLACES.items()},
    "a page of HTML": {"a.html": f"<p>Text <!-- {SECRET} --> <a href='#x' title='claim by'>"},
}


@pytest.mark.parametrize("name", SITES)
def test_no_report_repeats_what_is_private(tmp_path: Path, name: str) -> None:
    """In no format, neither in a message nor as the faulty line."""
    site = write_site(tmp_path, {"whosaid.yml": "", **SITES[name]}, sources=SITES[name].get("sources.yml", SOURCES))
    ledger, _ = load(site / "docs")
    checked = run_rules(ledger)
    assert checked.findings
    report = Report(checked.findings, checked.silenced, 0, tuple(page.file for page in ledger.files.values()))
    for format in FORMATS:
        assert SECRET not in write(report, format), format


def test_no_report_repeats_a_line_with_bad_bytes(tmp_path: Path) -> None:
    """The entry of an unnamed source in a file that is not UTF-8."""
    site = write_site(tmp_path, {"a.md": "Text.\n"})
    (site / "docs/sources.yml").write_bytes(f"clerk: {{type: unnamed, name: {SECRET} M\xfcller}}\n".encode("latin-1"))
    checked = run_rules(load(site / "docs")[0])
    assert checked.findings
    assert SECRET not in write(Report(checked.findings, checked.silenced, 0, ()), "text")


def test_the_faulty_line_is_shown_without_its_comments(tmp_path: Path) -> None:
    """What is left of the line still helps to find the fault."""
    site = write_site(
        tmp_path, {"a.md": f'The council said <!-- {SECRET} --> [that](#lost).\n\n[It is](#lots "claim by council").\n'}
    )
    (finding,) = run_rules(load(site / "docs")[0]).findings
    assert finding.excerpt == "The council said … [that](#lost)."
