"""The packages that build a site, from the extra `mkdocs` of pyproject.toml; the check does not need them."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution, requires

_EXTRA = re.compile(r"""(?P<name>[\w.-]+)(?P<versions>[^;\s]*)\s*;\s*extra\s*==\s*['"]mkdocs['"]""")


def not_installed() -> dict[str, str]:
    """The missing packages of the extra: by name, the requirement for pip, such as `mkdocs<2,>=1.6.1`."""
    try:
        named = [match for line in requires("whosaid") or () if (match := _EXTRA.fullmatch(line))]
    except PackageNotFoundError:  # Whosaid runs from its source folder
        return {}
    return {match["name"]: match["name"] + match["versions"] for match in named if not _is_installed(match["name"])}


def _is_installed(package: str) -> bool:
    try:
        distribution(package)
    except PackageNotFoundError:
        return False
    return True


def how_to_install(wanted: list[str]) -> str:
    """The pip command, with each package in quotes, since shells read `<` as a redirection."""
    return "pip install " + " ".join(f'"{one}"' for one in wanted)
