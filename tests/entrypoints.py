"""The ways into Whosaid under MkDocs, up to the first page that is drawn, without a process for each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from tools import ROOT

ENTRY_POINTS: Final[Mapping[str, dict[str, Any]]] = {
    "extension": {"markdown_extensions": ["whosaid"], "plugins": [], "hooks": []},
    "hook": {"hooks": [str(ROOT / "hooks/attribution.py")], "plugins": []},
    "plug-in": {"plugins": ["whosaid"], "hooks": []},
}


@cache
def _config(entry: str) -> MkDocsConfig:
    """MkDocs's settings with one way in; made once, since the docs folder is all that changes from site to site."""
    return load_config(config_file=str(ROOT / "mkdocs.yml"), **ENTRY_POINTS[entry])


def start(entry: str) -> None:
    """All that MkDocs does up to the first page that is drawn, for the site in the current folder.

    What stops the build is raised: click.ClickException, PluginError or Abort.
    """
    config = _config(entry)
    config.docs_dir, config.mdx_configs = str(Path("docs").absolute()), {}
    config.site_dir = str(Path("site").absolute())
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    try:
        config.plugins.on_pre_build(config=config)
    finally:  # as for a build that goes no further
        config.plugins.on_build_error(error=Abort("stopped here"))
    if entry == "extension":
        file = File.generated(config, "drawn-first.md", content="Words.")
        page = Page("Words", file, config)
        page.read_source(config)
        page.render(config, Files([file]))
