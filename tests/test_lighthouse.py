"""Lighthouse, which nobody here wrote: accessibility and best practices of the built site."""

from __future__ import annotations

import json

from sites import ARTICLE, serve_project
from tools import CHROMIUM_ARGS, NODE_MODULES, PATIENCE, ROOT, exe, run

PATHS = ("", f"{ARTICLE}/", "ledger/", "guide/reading/")
DEVICES = ("phone", "desktop")


def test_lighthouse_gives_full_marks() -> None:
    """100 for accessibility and for best practices, on a phone and on a desktop; what it marks down is named."""
    asked = {
        "chromium": run([ROOT / "tests/browser"], check=True).stdout.strip(),
        "args": CHROMIUM_ARGS,
        "patience": PATIENCE * 1000,
    }
    with serve_project() as site:
        asked["addresses"] = [site.address + path for path in PATHS]
        done = run([exe("node"), "lighthouse.mjs"], NODE_MODULES.parent, check=True, text=json.dumps(asked))
    answers = json.loads(done.stdout)
    seen = [(one["address"].removeprefix(site.address), one["device"]) for one in answers]
    assert seen == [(path, device) for path in PATHS for device in DEVICES]
    for page, answer in zip(seen, answers, strict=True):
        categories, audits = answer["report"]["categories"].values(), answer["report"]["audits"]
        weighed = [ref["id"] for part in categories for ref in part["auditRefs"] if ref["weight"]]
        assert [id_ for id_ in weighed if audits[id_]["score"] not in (1, None)] == [], page
        assert [part["score"] for part in categories] == [1, 1], page
