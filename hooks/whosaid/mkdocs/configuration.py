"""What mkdocs.yml may say of Whosaid: list it once, without options, and with no hook file of an earlier version."""

from __future__ import annotations

from typing import Any, Final, NoReturn

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin

from ..base.shapes import SettingsShape
from ..check.rules.core import did_you_mean

_SETTINGS: Final = SettingsShape.__struct_encode_fields__
_FORMER: Final = (
    "the hook file is from an earlier version of Whosaid; remove that file and its line under “hooks” in mkdocs.yml, "
    "and add the line “- whosaid” under “plugins”"
)


def refuse_misconfiguration(plugin: BasePlugin[Any], config: MkDocsConfig) -> None:
    """Stop if Whosaid is listed twice, or if a hook file passes on only some of the plug-in's events."""
    registered = config.plugins.events
    ours = {id(owner) for method in registered["pre_build"] if isinstance(owner := _owner(method), type(plugin))}
    if len(ours) > 1:
        raise PluginError(
            "mkdocs.yml lists Whosaid more than once; list it once under “plugins”, and not under “hooks”"
        )
    for event in (name.removeprefix("on_") for name in vars(type(plugin)) if name.startswith("on_")):
        if not any(_owner(method) is plugin for method in registered[event]):
            raise PluginError(_FORMER)


def refuse_former_hook() -> NoReturn:
    """Stop if a hook file imports modules of the package from before there was a plug-in."""
    raise ConfigurationError(_FORMER)


def _owner(method: object) -> object:
    return getattr(method, "__self__", None)


def no_options(options: dict[str, object]) -> list[tuple[str, Exception]]:
    """An error for each option, since an ignored one would seem to apply."""
    return [(name, ValueError(f"the plug-in has no options; {_instead(name)}")) for name in options]


def _instead(name: str) -> str:
    if name in _SETTINGS:
        return f"set “{name}” in whosaid.yml, in the docs folder"
    near = did_you_mean(name.replace("_", "-"), _SETTINGS)
    return f"the settings are in whosaid.yml, in the docs folder, but none has this name{near}"
