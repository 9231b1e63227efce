"""This site's hook: the build stops where a claim has no attribution.

It only names the events; what they do is in the package, which is also the plug-in `whosaid` (hooks/whosaid/mkdocs/).
"""

from whosaid.mkdocs import WhosaidPlugin

_plugin = WhosaidPlugin()

on_startup = _plugin.on_startup
on_config = _plugin.on_config
on_pre_build = _plugin.on_pre_build
on_files = _plugin.on_files
on_page_markdown = _plugin.on_page_markdown
on_env = _plugin.on_env
on_page_context = _plugin.on_page_context
on_post_page = _plugin.on_post_page
on_post_template = _plugin.on_post_template
on_post_build = _plugin.on_post_build
on_build_error = _plugin.on_build_error
on_shutdown = _plugin.on_shutdown
