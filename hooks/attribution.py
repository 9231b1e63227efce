"""This site's hook: the build stops where a claim has no attribution.

It passes every event on to the package, which is also the plug-in `whosaid` (hooks/whosaid/mkdocs/).
"""

from whosaid.mkdocs import WhosaidPlugin

_plugin = WhosaidPlugin()
globals().update({name: getattr(_plugin, name) for name in dir(_plugin) if name.startswith("on_")})
