"""The theme's frame of the pages that are filled into shells, kept once in a script instead of in each of them.

Of a page about a claim, the theme's frame is five times the rest: search, navigation, switches and the settings of its
script. All but the navigation works only with scripts, so it is a script that adds them, before the theme's own runs:
the page then is what the theme has drawn. Without scripts there are links instead to where the navigation leads.

The frame stays in the page in a preview; with instant navigation, which takes pages apart without running their
scripts; for a theme other than Material; and if the frame says something that is not true of all pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from itertools import takewhile
from typing import Final

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from ..base.markup import html, joined
from ..site.assets import frame_script
from .shells import Shell

_BODY: Final = re.compile(
    r"""
    (?P<open> .*? <body\b[^>]*> )
    (?P<top> .*? )
    (?P<container> <div[ ]class=["']?md-container[ "'>] .*? )
    (?P<sides> <div[ ]class=["']?md-sidebar[ "'>] .*? )
    (?P<content> <div[ ]class=["']?md-content[ "'>] .* )
    """,
    re.DOTALL | re.VERBOSE,
)
_END: Final = re.compile(
    r"""
    (?P<rest> .*? )
    (?P<settings> <div[ ]class=["']?md-dialog[ "'>] .*? <script[ ]id=["']?__config\b.*?</script> )
    (?P<scripts> .* )
    """,
    re.DOTALL | re.VERBOSE,
)
_HEAD_SCRIPT: Final = re.compile(
    r"""
    <!-- .*? -->
    | <(?P<other> noscript | template )\b .*? </(?P=other)\s*>
    | <script(?P<how> [^>]* )> .*? </script\s*>\s*
    """,
    re.DOTALL | re.VERBOSE,
)
_STAYING: Final = re.compile(r"md-banner|<script\b[^>]*\ssrc\b")
"""An announcement, which has to be there without scripts; a script that the next one would no longer wait for."""


class Frame(Struct, frozen=True):
    """A shell without its frame, and the script that adds it, with its path in the folder of the page's language."""

    shell: Shell
    path: str
    script: str


def frame_of(shell: Shell, address: str, ways: Mapping[str, str]) -> Frame | None:
    """A shell parted from its frame; None if the frame has to stay.

    `address` leads from the page to the folder of its language, `ways` are the addresses of other pages by their names.
    """
    body, end = _BODY.fullmatch(shell.body), _END.fullmatch(shell.end)
    if body is None or end is None:
        return None
    head, early = _without_last_scripts(shell.head)
    pieces = [early + body["top"], body["sides"], end["settings"]]
    if any(_STAYING.search(piece) or (shell.address and shell.address in piece) for piece in pieces):
        return None
    script = frame_script(json.dumps(pieces, ensure_ascii=False))
    path = f"assets/whosaid-frame-{sha256(script.encode()).hexdigest()[:8]}.js"
    put = [html('<script src="{}{}" data-piece="{}"></script>\n', address, path, piece) for piece in range(len(pieces))]
    light = replace(
        shell,
        head=head,
        body=f"{body['open']}\n{_ways(ways)}{put[0]}{body['container']}{put[1]}{body['content'].rstrip()}\n",
        end=f"\n{end['rest'].lstrip()}{put[2]}{end['scripts']}",
    )
    return Frame(light, path, script)


def _without_last_scripts(head: str) -> tuple[str, str]:
    """A head without the inline scripts after all its other scripts, and these: scripts run in the order they had."""
    found = [script for script in _HEAD_SCRIPT.finditer(head) if script["how"] is not None]
    last = [*takewhile(lambda script: not script["how"], reversed(found))]
    for script in last:
        head = head[: script.start()] + head[script.end() :]
    return head, "".join(script.group() for script in reversed(last))


def _ways(ways: Mapping[str, str]) -> Markup:
    links = joined(html('<a href="{}">{}</a>\n', address, name) for name, address in ways.items())
    inner = html('<div class="md-header__inner md-grid">\n{}</div>', links)
    return html('<noscript><nav class="md-header ann-ways">{}</nav></noscript>\n', inner)
