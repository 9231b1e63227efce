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
_HEAD_SCRIPT: Final = re.compile(r"<script>.*?</script>\s*", re.DOTALL)
_BANNER: Final = "md-banner"  # an announcement, which has to be there without scripts


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
    early = "".join(_HEAD_SCRIPT.findall(shell.start + shell.head))
    pieces = [early + body["top"], body["sides"], end["settings"]]
    if any(_BANNER in piece or (shell.address and shell.address in piece) for piece in pieces):
        return None
    script = frame_script(json.dumps(pieces, ensure_ascii=False))
    path = f"assets/whosaid-frame-{sha256(script.encode()).hexdigest()[:8]}.js"
    adding = html('<script src="{}{}"></script>\n', address, path)
    light = replace(
        shell,
        start=_HEAD_SCRIPT.sub("", shell.start),
        head=_HEAD_SCRIPT.sub("", shell.head),
        body=f"{body['open']}\n{_ways(ways)}{adding}{body['container']}{_put(1)}{body['content'].rstrip()}\n",
        end=f"\n{end['rest'].lstrip()}{_put(2)}{end['scripts']}",
    )
    return Frame(light, path, script)


def _put(piece: int) -> str:
    return f"<script>__frame({piece})</script>\n"


def _ways(ways: Mapping[str, str]) -> Markup:
    links = joined(html('<a href="{}">{}</a>\n', address, name) for name, address in ways.items())
    inner = html('<div class="md-header__inner md-grid">\n{}</div>', links)
    return html('<noscript><nav class="md-header ann-ways">{}</nav></noscript>\n', inner)
