"""The events of one build.

0. `on_config`, before any other plug-in's, sends the build to a folder beside the site's. When all has succeeded, in
   the last `on_shutdown` or in the last `on_post_build` of a preview, the two change places (staging.py).
1. `on_pre_build` checks the docs folder: a failed check stops the build before anything is drawn. A preview goes on and
   shows the faults in the pages.
2. The ledger is handed to the Markdown extension `whosaid`, which draws marks and notes.
3. `on_files` adds the generated pages, the data and the stylesheet; `on_nav` cuts them down to what is published when
   all other plug-ins have had their say.
4. `on_page_markdown`, before any other plug-in's, remembers the front matter as it is written.
5. `on_env`, when all pages are drawn and none is written, stops the build if one was not drawn as it was read, and
   makes front matter safe for the theme.
6. `on_page_context` shows the search plugin another text of the page than readers get, for as long as it looks.
7. `on_post_page` mends what the theme writes and adds what machines and other sites read of the page.
8. `on_post_build` writes data, feeds and embeds, and the annotations of the articles as they have been written.

Other plug-ins call -100 last; what must come after them all is `_LAST`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial, wraps
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ..base.catalogue import in_language
from ..check.findings import Finding, with_severity
from ..check.running import check_anchors, findings_from
from ..ledger.loading import as_typed, load_settings
from ..render import BuildState, log, log_findings, open_build_state
from ..render.buildstate import language_of
from ..site.assets import SCRIPT, STYLESHEET
from ..site.theme import unknown_names
from .blog import count_reading_time, signs_of
from .build import Build
from .builderrors import in_a_sentence
from .collisions import collisions
from .configuration import no_options, refuse_misconfiguration
from .pagehtml import built_anchors, finished, finished_template, for_search, shared, without_search_hints
from .preview import Preview, is_preview, show_findings
from .printing import on_paper
from .published import draft_in_public
from .reported import Reported
from .staging import Staging
from .titles import as_printed, with_safe_tags
from .unreadablepages import not_found, refuse, refuse_loops, stand_in

_T = TypeVar("_T")
_FIRST: Final = 1000
_LAST: Final = -1000
_BEFORE_OTHERS: Final = 1  # and as close to them as can be: what they see for as long is not what others see
_BEFORE_MINIFIERS: Final = 25  # after Material's social plugin, 50, whose tags are replaced


def _in_the_sites_language(event: Callable[..., _T]) -> Callable[..., _T]:
    """An event in which words for readers are written."""

    @wraps(event)
    def spoken(*args: object, **kwargs: Any) -> _T:
        with in_language(language_of(kwargs["config"])):
            return event(*args, **kwargs)

    return spoken


class WhosaidConfig(Config):
    """The plug-in has no options: all settings are in whosaid.yml in the docs folder, where `whosaid check` and the
    Markdown extension find them too. Whatever is set here is an error (named.py).
    """


class WhosaidPlugin(BasePlugin[WhosaidConfig]):
    """One object for all builds of a preview. `builds` are those under way, the innermost last.

    `said` are the findings of the outermost and those inside it, one for each language: a finding is told once.
    """

    def __init__(self) -> None:
        self.serving = self.with_drafts = False
        self.staging = Staging()
        self.preview = Preview()
        self.builds: list[Build] = []
        self.said: set[Finding] = set()
        self.content = ""
        self.checked, self.drawn = Reported(), Reported()

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Take no option; where it belongs is said."""
        super().load_config({}, config_file_path)
        return no_options(options), []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview, and let it live through what cannot be built."""
        self.serving, self.with_drafts = is_preview(command), command == "serve"
        self.staging.waits = not self.serving
        if self.serving:
            self.preview.guard_first_build()
        if dirty:
            log.info("Every page is drawn, also with --dirty: an answer on one page is shown on others.")

    @event_priority(_FIRST)
    def _stage(self, config: MkDocsConfig) -> None:
        """Before any other plug-in asks where the site will be."""
        refuse_misconfiguration(self, config)
        self.staging.begin(config)

    def _name_what_is_ours(self, config: MkDocsConfig) -> None:
        """Name the extension, the stylesheet and the script, if mkdocs.yml does not."""
        if "whosaid" not in config.markdown_extensions:
            config.markdown_extensions.append("whosaid")
        if "styles" in load_settings(Path(config.docs_dir)).plain_pages:  # else only on the pages that need them
            if STYLESHEET not in config.extra_css:
                config.extra_css.append(STYLESHEET)
            if SCRIPT not in config.extra_javascript:
                config.extra_javascript.append(SCRIPT)

    on_config = CombinedEvent(_stage, _name_what_is_ours)

    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Check, and hand the result to the extension."""
        self.staging.restart_if_moved(config)
        state = open_build_state(as_typed(Path(config.docs_dir)), preview=self.serving)
        more = [
            *findings_from(state.ledger, unknown_names(state.ledger, config.theme.dirs)),
            *(not_found(state) if self.serving else ()),
        ]
        if more:
            state = BuildState(state.ledger, (*state.findings, *more), state.settings, self.serving)
        config.mdx_configs.setdefault("whosaid", {})["state"] = state
        state.signs = signs_of(config)
        if not self.builds:
            self.said.clear()
        self.builds.append(Build(state, serving=self.with_drafts))
        self._report(state.findings, self.checked, strict=config.strict)
        refuse_loops(state.ledger)

    @event_priority(_FIRST)
    @_in_the_sites_language
    def _before_other_files(self, files: Files, config: MkDocsConfig) -> None:
        """Keep back the engine's own files and, in a preview, what nobody can read; add the ledger's pages.

        None is added where the author has a file of that name.
        """
        state = build_state_of(config)
        stand_in(state, files, config) if self.serving else refuse(state, files)
        self.builds[-1].find_files(files, config)

    @event_priority(_LAST)
    @_in_the_sites_language
    def _after_other_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add data, stylesheets and script, and the pages again if they are gone."""
        self.builds[-1].add_files(files, config)

    on_files = CombinedEvent(_before_other_files, _after_other_files)

    @event_priority(_LAST)
    @_in_the_sites_language
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Ask what is published, now that all others have decided."""
        build = self.builds[-1]
        build.settle(nav, files)
        build.titles.find(nav)
        if found := list(collisions(files, config, build.state.ledger, drafts=self.with_drafts)):
            raise PluginError("\n".join(found))

    @event_priority(_FIRST)
    def _read_front_matter(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Remember what the author has written, before plug-ins add to it."""
        if build_state_of(config).changes(page.file.src_uri, "titles"):
            page.meta = with_safe_tags(page.meta)
        self.builds[-1].front_matter.read(page)

    def _look_for_draft(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Find a page that is no draft for MkDocs."""
        state = build_state_of(config)
        state.differences.extend(findings_from(state.ledger, draft_in_public(state.ledger, page)))

    on_page_markdown = CombinedEvent(_read_front_matter, _look_for_draft)

    @event_priority(_FIRST)
    def _count_words(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Let a blog count the words of the text."""
        if page.file.src_uri in build_state_of(config).ledger.statements:
            count_reading_time(html, page, config, files)

    @event_priority(_LAST)
    def _for_print_site(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Give the print-site plug-in, which has kept the page, marks and notes as text."""
        if isinstance(kept := getattr(page, "html", None), str):
            page.html = on_paper(kept)  # type: ignore[attr-defined]  # it is the plug-in's own

    @event_priority(_LAST)
    def _learn_title(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Let all pages that are drawn after this one know what it is called."""
        self.builds[-1].learn_title(page, html)

    on_page_content = CombinedEvent(_count_words, _for_print_site, _learn_title)

    @event_priority(_FIRST)
    def _print_titles(self, env: Any, config: MkDocsConfig, files: Files) -> None:
        """Before lists of pages are drawn, such as those by tags: make titles safe for the theme."""
        self.builds[-1].titles.print(files)

    @event_priority(_LAST)
    def _all_is_drawn(self, env: Any, config: MkDocsConfig, files: Files) -> None:
        """Compare what was drawn with what was read; make front matter safe for the theme."""
        state = build_state_of(config)
        state.differences.extend(check_anchors(state.ledger, partial(built_anchors, files)))
        self._report(state.differences, self.drawn)
        show_findings(state, files)
        self.builds[-1].front_matter.print(files)

    on_env = CombinedEvent(_print_titles, _all_is_drawn)

    @event_priority(_BEFORE_OTHERS)
    @_in_the_sites_language
    def _before_search(self, context: Any, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """Let the search plugin read the page's words instead of all its tags."""
        self.content = page.content or ""
        if build_state_of(config).is_ours(page.file.src_uri):
            page.content = for_search(build_state_of(config), page, self.content)

    @event_priority(-_BEFORE_OTHERS)
    def _after_search(self, context: Any, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """Give the page its tags back, without what was meant for the plugin."""
        if build_state_of(config).is_ours(page.file.src_uri):
            page.content = without_search_hints(self.content)
        if build_state_of(config).changes(page.file.src_uri, "titles"):
            context["config"] = as_printed(config)

    on_page_context = CombinedEvent(_before_search, _after_search)

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Let pages without Markdown print the site's name safely."""
        if "titles" in build_state_of(config).settings.plain_pages:
            context["config"] = as_printed(config)
        return context

    @event_priority(_BEFORE_MINIFIERS)
    @_in_the_sites_language
    def _finish_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Mend the theme's own faults; say the article's language, what it states, and what a share of it shows."""
        return finished(build_state_of(config), output, page, config)

    @event_priority(_LAST)
    @_in_the_sites_language
    def _share_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Let a share of an article show no bare headline, whatever others have added."""
        return shared(build_state_of(config), output, page, config)

    on_post_page = CombinedEvent(_finish_page, _share_page)

    @event_priority(_BEFORE_MINIFIERS)
    @_in_the_sites_language
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for pages without Markdown, such as 404.html."""
        if not template_name.endswith(".html"):
            return output_content
        return finished_template(build_state_of(config), output_content)

    @event_priority(_FIRST)
    def _give_back(self, config: MkDocsConfig) -> None:
        """The theme has printed all pages."""
        self.builds[-1].front_matter.restore()
        self.builds[-1].titles.restore()

    @event_priority(_LAST + 1)
    @_in_the_sites_language
    def _finish(self, config: MkDocsConfig) -> None:
        """Write what is made of the pages as they are: plug-ins such as minifiers change them as late as here."""
        build = self.builds[-1]
        if lost := list(build.lost()):
            self._stop(f"{'; '.join(lost)}; let plug-ins do so in on_files or on_nav")
        build.finish()

    @event_priority(_LAST)
    def _all_is_written(self, config: MkDocsConfig) -> None:
        """No plug-in has anything to add, but for those that wait for the shutdown."""
        self.staging.end(strict=bool(config.strict) and not self.serving)
        self.preview.is_new = True
        self.builds.pop()

    on_post_build = CombinedEvent(_give_back, _finish, _all_is_written)

    @event_priority(_LAST)
    def on_build_error(self, error: Exception) -> None:
        """Leave the last site as it is; say in a sentence what no check can know beforehand."""
        del self.builds[-1:]  # those around it may go on
        self.staging.fail()
        if sentence := in_a_sentence(error):
            log.debug("The build has failed", exc_info=error)
            raise PluginError(sentence) from None

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> None:
        """Let the preview live through what cannot be built later on."""
        self.preview.guard(server)

    @event_priority(_LAST)
    def on_shutdown(self) -> None:
        """All is over, also for other plug-ins: let readers see the new site."""
        self.staging.shut_down()

    def _stop(self, why: str) -> None:
        """Stop a build; a preview goes on."""
        if not self.serving:
            raise PluginError(why)
        log.error(why)

    def _report(self, findings: Iterable[Finding], told: Reported, *, strict: bool = False) -> None:
        """Log the findings; errors (with --strict, warnings too) stop a build, and a preview goes on.

        A preview logs those that the build before has not `told`.
        """
        found = list(findings)
        unsaid = [finding for finding in found if finding not in self.said]
        self.said.update(unsaid)
        if self.serving and len(self.builds) == 1:
            new, others = told.news(unsaid)
            log_findings(new)
            if others:
                log.info(f"{others}.")
        else:
            log_findings(unsaid)
        stopping = with_severity(found, "error") + (with_severity(found, "warning") if strict else [])
        if stopping and not self.serving:
            raise PluginError(f"{len(stopping)} to mend; nothing is published until then.")


def build_state_of(config: MkDocsConfig) -> BuildState:
    """The build that `on_pre_build` has begun."""
    state = config.mdx_configs["whosaid"]["state"]
    assert isinstance(state, BuildState)
    return state
