"""Build a site twice in one process: with Whosaid into `site`, and, without it, into `without`.

What the second build would write of its own into the folder of the sources, the first has written already.
"""

from __future__ import annotations

import sys

from mkdocs.__main__ import cli
from mkdocs.config.defaults import MkDocsConfig

for config, folder in (("mkdocs.yml", "site"), ("without.yml", "without")):
    for _, option in MkDocsConfig._schema:  # what MkDocs keeps of a plug-in for the builds of a preview
        getattr(option, "plugin_cache", {}).clear()
    try:
        cli.main(["build", "-f", config, "-d", folder, *sys.argv[1:]], standalone_mode=False)
    except Exception as error:
        sys.exit(f"{config}: {error}")
