"""Sources are protected: what an author notes for colleagues, and what a file tells of its maker, is not published."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from sites import CONFIG, SOURCES, build, files_of, write_site
from tools import exe, run

SECRET = "Q7-informant"
"""Stands in every comment below, and nowhere else."""

ARTICLE = f"""\
---
# {SECRET}
title: The bridge
description: What the council said  # {SECRET}
sources:
  engineers: {{type: unnamed, described-as: engineers}}  # {SECRET}
---
<!-- {SECRET} -->

# The bridge <!-- {SECRET} -->

The council said [the bridge <!-- {SECRET} --> is unsafe](#bridge "claim by council"). <!-- {SECRET}
{SECRET} --> So did [engineers](#engineers).
<!-- {SECRET} -->

/// claim | Engineers
    id: engineers
    source: engineers

The note. <!-- {SECRET} -->

<!-- {SECRET}

{SECRET} -->

///

## Heading <!-- {SECRET} --> two

Setext <!-- {SECRET} -->
------

- item <!-- {SECRET} -->

    <!-- {SECRET} -->

> quoted <!-- {SECRET} -->

| a | b |
|---|---|
| c <!-- {SECRET} --> | d |

!!! note "Title <!-- {SECRET} -->"

    <!-- {SECRET} -->

<div>
<p>raw <!-- {SECRET} --></p>
<!--[if IE]> {SECRET} <![endif]-->
</div>

<div markdown>

inside <!-- {SECRET} -->

</div>

<?php {SECRET} ?>

Word <span>one <!-- {SECRET} --> two</span>[^1]. <!--{SECRET}--> <!--- {SECRET} ---> <!----> End.

[^1]: Footnote <!-- {SECRET} -->

`<!-- shown in a span -->`

```html
<!-- shown in a fence -->
```

<script>
var shown = "<!-- shown in a script -->";
</script>
"""

PLAIN = f"# Plain <!-- {SECRET} -->\n\nNo claims.\n\n<!-- {SECRET} -->\n\n<p title='it's'>a <!-- {SECRET} --> b</p>\n"

BUILDERS = {
    "mkdocs": ["mkdocs", "build"],
    "mkdocs without hook": ["mkdocs", "build", "-f", "no-hook.yml"],
    "properdocs": ["properdocs", "build", "-f", "mkdocs.yml"],
    "zensical": ["zensical", "build"],
}


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_comment_is_published(tmp_path: Path, builder: str) -> None:
    """Comments of Markdown, HTML and YAML are in no file of the built site; code that shows some is."""
    site = write_site(tmp_path, {"a.md": ARTICLE, "b.md": PLAIN}, sources=f"# {SECRET}\n{SOURCES}")
    (site / "docs/whosaid.yml").write_text(f"# {SECRET}\nledger-page: ledger.md\n", "utf-8")
    (site / "no-hook.yml").write_text(CONFIG.partition("hooks:")[0], "utf-8")
    name, *args = BUILDERS[builder]
    done = run([exe(name), *args], site)
    assert done.returncode == 0, done.stdout + done.stderr
    published = files_of(site / "site")
    assert "search.json" in published or "search/search_index.json" in published
    for path, data in published.items():
        assert SECRET not in (gzip.decompress(data) if path.endswith(".gz") else data).decode("utf-8", "replace"), path
    html = published["a/index.html"].decode()
    for place in ("span", "fence"):
        assert f"&lt;!-- shown in a {place} --&gt;" in html
    assert '"<!-- shown in a script -->"' in html
    assert "the bridge  is unsafe" in html
    assert "End." in html


def test_the_files_of_the_engine_are_not_published(tmp_path: Path) -> None:
    """The hook keeps sources.yml and whosaid.yml back, whether or not mkdocs.yml leaves them out."""
    config = CONFIG.replace("exclude_docs: |\n  /sources.yml\n  /whosaid.yml\n", "")
    assert config != CONFIG
    site = write_site(tmp_path, {"whosaid.yml": f"# {SECRET}\n"}, config, f"# {SECRET}\n{SOURCES}")
    assert build(site, "--strict").returncode == 0
    assert not {"sources.yml", "whosaid.yml"} & files_of(site / "site").keys()


SHOWN = {
    "snippet": '--8<-- "part.txt"\n',
    "attribute of raw HTML": f'<img src="x.png" alt="a <!-- {SECRET} --> b">\n',
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_comment_that_is_printed_after_all_stops_the_build(tmp_path: Path, name: str) -> None:
    """Where the check cannot see it, the built page is looked at."""
    config = CONFIG.replace("attr_list, ", "attr_list, {pymdownx.snippets: {base_path: .}}, ")
    site = write_site(tmp_path, {"a.md": SHOWN[name]}, config)
    (site / "part.txt").write_text(f"Text <!-- {SECRET}\n\nmore --> end.\n")
    done = build(site)
    assert done.returncode == 1
    assert "docs/a.md:1:" in done.stderr
    assert "a comment is printed in the page" in done.stderr
