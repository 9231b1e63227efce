"""Small annotated sites, each with a plug-in that other people have; test_plugins.py says what must hold of them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PIL import ImageFont

from sites import QUIET, SOURCES

ROOT_ADDRESS = "https://example.org/news/"

_CONFIG = """\
site_name: Test
site_url: https://example.org/news/
theme: {name: material, font: false, features: [FEATURES]}
draft_docs: draft.md
exclude_docs: |
  /sources.yml
  /whosaid.yml
markdown_extensions: [attr_list, footnotes, md_in_html, tables, admonition, EXTENSION]
"""
ARTICLE = """\
---
title: Is the “bridge” safe & <b>sound</b>?
description: A & B "c"
published: 2031-05-18
outlet: The Paper
tags: [R&D, safety]
---
# Is the “bridge” safe & &lt;b>sound&lt;/b>?

[The bridge is unsafe](#unsafe "claim by council via evening-post"). [It is not](#safe "denial of unsafe by mayor").

[It may fall](#fall), officials said.

/// claim
id: fall
source: officials
supports: other.md#old

A note with [a link](../plain.md#two) and [the other article](other.md).
///

## More

It is [unsafe](#unsafe), and [old](other.md#old).
"""
OTHER = '---\npublished: 2031-04-01\n---\n# Other\n\n[The bridge is old](#old "claim by minutes").\n'
PLAIN = """\
---
title: Plain & simple
---
# Plain

Text with `code`, a note[^1] and a [link](#two).

```python
print(1)
```

## Two

| a | b |
|---|---|
| 1 | 2 |

[^1]: The note.
"""
HOME = '# Home\n\n[All](ledger.md "show articles")\n\n[All](ledger.md "show statements by date")\n\n## Articles\n'
DRAFT = '# Draft\n\n[A zebra is about](#zebra "claim by council"), and [so it is](#again "claim by mayor").\n'
PAGES = {
    "index.md": HOME,
    "plain.md": PLAIN,
    "articles/index.md": "# Articles\n",
    "articles/bridge.md": ARTICLE,
    "articles/other.md": OTHER,
    "draft.md": DRAFT,
}


def no_preparation(site: Path) -> None:
    """Nothing to prepare."""


@dataclass(frozen=True)
class Case:
    """What a site with a plug-in looks like: lines below `plugins:`, other settings, and pages beside those of `base`.

    `distribution` is the package on PyPI that the plug-in comes with, `plain` the page without annotations, `root` the
    site's address; `holds` and `lacks` are patterns by file. `own_nav`: the plug-in makes the navigation. `other`:
    a pattern of what it writes of articles and of the ledger where nothing is annotated.
    """

    plugins: str
    distribution: str = "mkdocs-material"
    config: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)
    base: Mapping[str, str] = field(default_factory=lambda: PAGES)
    features: str = ""
    extension: str = "toc"
    search: bool = True
    own_nav: bool = False
    other: str = ""
    prepare: Callable[[Path], None] = no_preparation
    env: Mapping[str, str] = field(default_factory=dict)
    root: str = ROOT_ADDRESS
    plain: str = "plain/index.html"
    holds: Mapping[str, str] = field(default_factory=dict)
    lacks: Mapping[str, str] = field(default_factory=dict)

    def settings(self, *, whosaid: bool) -> str:
        """Its mkdocs.yml, with Whosaid or without."""
        config = _CONFIG.replace("FEATURES", self.features).replace("EXTENSION", self.extension) + self.config
        if not self.own_nav and "nav:" not in config:
            config += NAV
        plugins = ["- search"] * self.search + ["- whosaid"] * whosaid + self.plugins.splitlines()
        lines = "".join(f"  {line}\n" for line in plugins)
        return f"{config}plugins:\n{lines}" if lines else f"{config}plugins: []\n"


def git(site: Path) -> None:
    """A repository with one commit, as long ago as its dates say."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "All", "--date=2031-01-02T03:04:05Z")):
        subprocess.run(["git", *command], cwd=site, check=True)


def font_of_pillow(site: Path) -> None:
    """What the social plug-in would load from Google: Pillow's own, where it looks before it asks the network."""
    folder = site / ".cache/plugin/social/fonts/Roboto"
    folder.mkdir(parents=True)
    font = ImageFont.load_default(10)
    assert isinstance(font, ImageFont.FreeTypeFont)
    for style in ("Regular", "Bold"):
        (folder / f"{style}.ttf").write_bytes(font.font_bytes)


POST = """\
---
date: 2021-05-18
categories: [Town]
---
# A post

[It is unsafe](#post "claim by council").

<!-- more -->

## Rest

[It is not](#not "denial of post by mayor"), as [said](../../articles/bridge.md#unsafe).

/// opinion | Twice as long
id: long
WORDS
///

[So](#long).
""".replace("WORDS", f"\n{'A long note. ' * 400}")
BLOG = {
    "blog/index.md": "# News\n",
    "blog/posts/one.md": POST,
    "blog/posts/two.md": POST.replace("A post", "Again").replace("05-18", "05-19"),
    "blog/posts/plain.md": "---\ndate: 2021-05-17\n---\n# No claim\n\nFirst.\n\n<!-- more -->\n\nSecond.\n",
    "blog/posts/draft.md": f"---\ndate: 2021-05-16\ndraft: true\n---\n{DRAFT}",
    "blog/posts/later.md": f"---\ndate: 9999-05-16\n---\n{DRAFT}",
}
GERMAN = {
    "index.de.md": HOME,
    "articles/bridge.de.md": ARTICLE.replace("The bridge is", "Die Brücke ist"),
}
GERMAN_FOLDER = {
    **{f"en/{path}": text for path, text in PAGES.items()},
    "de/index.md": HOME,
    "de/articles/bridge.md": ARTICLE.replace("The bridge is", "Die Brücke ist"),
    "de/articles/other.md": OTHER,
    "de/plain.md": PLAIN,
}
IN_GERMAN = {"de/ledger/index.html": "Die Brücke", "de/data/claims.json": "Die", "ledger/index.html": "The bridge is"}
LANGUAGES = "languages: [{locale: en, name: English, default: true}, {locale: de, name: Deutsch}]"
NAV = "nav: [index.md, plain.md, articles/index.md, articles/bridge.md, articles/other.md]\n"
MAKE = "import mkdocs_gen_files as made\n\nwith made.open('made.md', 'w') as file:\n    file.write('# Made')\n"
SUB = "site_name: sub\ndocs_dir: docs\nnav: [index.md]\n"

CASES = {
    "blog": Case(
        "- blog: {draft_if_future_date: true}",
        pages=BLOG,
        holds={
            "blog/2021/05/18/a-post/index.html": "1 min read",
            "blog/index.html": r"Continue reading(.|\n)*Continue reading(.|\n)*Continue reading",
            "data/articles/blog/posts/one.annotations.json": "It is unsafe",
            "blog/2021/05/17/no-claim/index.html": "<!-- more -->",
        },
        lacks={"blog/index.html": "It is not|Second|ann-overview|ann-card"},
    ),
    "tags": Case(
        "- tags",
        other='"title": "[^"]*"',  # in tags.json, of articles: as the theme prints it
        pages={"tags.md": "# Tags\n\n<!-- material/tags -->\n"},
        holds={"tags/index.html": 'id="tag:rd"', "articles/bridge/index.html": "R&D"},
        lacks={"tags/index.html": "amp;amp"},
    ),
    "social": Case(
        "- social",
        prepare=font_of_pillow,
        holds={"articles/bridge/index.html": "og:image"},
    ),
    "meta": Case(
        "- meta",
        pages={"articles/.meta.yml": "author: A & B\n"},
        holds={"articles/bridge/index.html": '<meta name="author" content="A & B">'},
    ),
    "privacy": Case("- privacy"),
    "offline": Case("- offline", plain="plain.html"),
    "no search": Case("", search=False),
    "instant navigation": Case("", features="navigation.instant, navigation.instant.prefetch"),
    "no directory addresses": Case("", config="use_directory_urls: false\n", plain="plain.html"),
    "awesome-nav": Case(
        "- awesome-nav",
        "mkdocs-awesome-nav",
        pages={".nav.yml": "nav: [index.md, plain.md, '*']\n"},
        own_nav=True,
    ),
    "literate-nav": Case(
        "- literate-nav",
        "mkdocs-literate-nav",
        pages={
            "SUMMARY.md": "- [Home](index.md)\n- [Plain](plain.md)\n- [A](articles/index.md)\n- [Ledger](ledger.md)\n"
        },
        own_nav=True,
        other=r'\n *<link rel="next" href="[^"]*ledger/">\n *(?=\n)|href="[^"]*ledger(?:\.md|/)"',
        holds={"index.html": "md-nav__item(.|\\n)*>\\s*Ledger\\s*<"},
    ),
    "section-index": Case(
        "- section-index",
        "mkdocs-section-index",
        "nav: [index.md, plain.md, {A: [articles/index.md, articles/bridge.md, articles/other.md]}]\n",
    ),
    "gen-files": Case(
        "- gen-files: {scripts: [make.py]}",
        "mkdocs-gen-files",
        pages={"../make.py": MAKE},
        holds={"made/index.html": "Made"},
    ),
    "macros": Case(
        "- macros", "mkdocs-macros-plugin", pages={"sum.md": "# {{ 40 + 2 }}\n"}, holds={"sum/index.html": "42"}
    ),
    "include-markdown": Case(
        "- include-markdown",
        "mkdocs-include-markdown-plugin",
        pages={
            "part.txt": "Included.\n",
            "with.md": '{% include-markdown "part.txt" %}\n\n[A](#a "claim by mayor").\n',
        },
        holds={"with/index.html": "Included"},
    ),
    "snippets": Case(
        "",
        "pymdown-extensions",
        extension="pymdownx.snippets: {base_path: docs}",
        pages={"part.txt": "Included.\n", "with.md": '--8<-- "part.txt"\n\n[A](#a "claim by mayor").\n'},
        holds={"with/index.html": "Included"},
    ),
    "redirects": Case(
        "- redirects: {redirect_maps: {old.md: articles/bridge.md, claims.md: ledger.md}}",
        "mkdocs-redirects",
        holds={"old/index.html": "../articles/bridge/", "claims/index.html": "../ledger/"},
    ),
    "minify": Case(
        "- minify: {minify_html: true}",
        "mkdocs-minify-plugin",
        pages={"arabic.md": '---\nlanguage: ar\n---\n[ab](#ab "claim by mayor")\n'},
        holds={"arabic/index.html": "<html lang=ar[^>]*>(.|\\n)*<body dir=rtl"},
    ),
    "git-revision-date-localized": Case(
        "- git-revision-date-localized: {enable_creation_date: true}",
        "mkdocs-git-revision-date-localized-plugin",
        prepare=git,
        holds={"articles/bridge/index.html": '<span class="git-revision-date'},
        lacks={"articles/bridge/index.html": "&lt;span"},
    ),
    "rss": Case(
        "- rss: {match_path: articles/.*}",
        "mkdocs-rss-plugin",
        prepare=git,
        holds={"feed_rss_created.xml": "Is the “bridge” safe &amp; &lt;b&gt;sound"},
        lacks={"feed_rss_created.xml": "amp;amp|Ledger"},
    ),
    "static-i18n, suffix": Case(
        f"- i18n: {{docs_structure: suffix, {LANGUAGES}}}",
        "mkdocs-static-i18n",
        pages=GERMAN,
        holds=IN_GERMAN,
        lacks={"ledger/index.html": "Die Brücke"},
    ),
    "static-i18n, folder": Case(
        f"- i18n: {{docs_structure: folder, {LANGUAGES}}}",
        "mkdocs-static-i18n",
        base=GERMAN_FOLDER,
        own_nav=True,
        holds=IN_GERMAN,
        lacks={"ledger/index.html": "Die Brücke"},
    ),
    "mike": Case("- mike", "mike", root=f"{ROOT_ADDRESS}2.0/", env={"MIKE_DOCS_VERSION": "2.0"}),
    "glightbox": Case("- glightbox", "mkdocs-glightbox", pages={"pictures.md": "![a](a.svg)\n", "a.svg": "<svg/>"}),
    "print-site": Case(
        "- print-site",
        "mkdocs-print-site-plugin",
        holds={"print_page/index.html": "The bridge is unsafe(.|\\n)*Denied"},
    ),
    "monorepo": Case(
        "- monorepo",
        "mkdocs-monorepo-plugin",
        f"{NAV.rstrip()[:-1]}, {{Sub: '!include ./sub/mkdocs.yml'}}]\n",
        {"../sub/mkdocs.yml": SUB, "../sub/docs/index.md": '# Sub\n\n[A](#a "claim by mayor").\n'},
        holds={"ledger/index.html": "claim/sub/index/a/", "ledger/claim/sub/index/a/index.html": "sub/#a"},
    ),
    "exclude": Case("- exclude: {glob: [out.md]}", "mkdocs-exclude", pages={"out.md": DRAFT}),
    "autorefs": Case("- autorefs", "mkdocs-autorefs", pages={"ref.md": "[Two][two]\n"}),
    "mkdocstrings": Case(
        "- mkdocstrings: {handlers: {python: {paths: [.]}}}\n- autorefs",
        "mkdocstrings",
        pages={"code.md": "::: sample\n", "../sample.py": '"""A module."""\n'},
        holds={"code/index.html": "A module"},
    ),
}


def write(folder: Path, case: Case) -> Path:
    """The site, with a settings file for each of the two builds, `mkdocs.yml` and `without.yml`."""
    texts = {f"docs/{path}": text for path, text in {**case.base, **case.pages}.items()}
    texts |= {"docs/sources.yml": SOURCES, "docs/whosaid.yml": QUIET}
    texts |= {"mkdocs.yml": case.settings(whosaid=True), "without.yml": case.settings(whosaid=False)}
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    case.prepare(folder)
    return folder
