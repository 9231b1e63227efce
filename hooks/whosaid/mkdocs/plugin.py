"""The events of one build.

0. `on_config`, before all other plug-ins, redirects the build to a staging folder. Once everything has succeeded, in
   the last `on_shutdown` or, in a preview, the last `on_post_build`, that folder replaces the site (staging.py).
1. `on_pre_build` checks the docs folder: a failed check stops the build before any page is drawn. A preview goes on and
   shows the findings in the pages.
2. The Markdown extension `whosaid` gets the ledger, and draws marks and notes.
3. `on_files` adds the generated pages, the data and the stylesheets; `on_nav` reduces them to what is published, after
   all other plug-ins have decided.
4. `on_page_markdown`, before all other plug-ins, remembers the front matter as written; `on_page_content` learns a
   page's title and ends an article with links to its neighbours.
5. `on_env`, when all pages are converted (in a quick preview, those that do not wait) but none is written, stops the
   build if one was not drawn as it was read, and escapes front matter for the theme.
6. `on_page_context` gives the search plugin a text of its own for the page, and readers the original.
7. `on_post_page` fixes the theme's HTML and adds metadata for programs and other sites.
8. `on_post_build` writes data, feeds, embeds and the pages filled into shells, and the annotations of the articles as
   written; a quick preview lets them wait (quick.py).

For other plug-ins, -100 is the lowest priority; events that must come after all of them use `_LAST`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal

from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ..check.findings import Finding
from ..check.running import check_anchors, findings_from
from ..ledger.loading import keeps
from ..render import log
from ..render.buildstate import language_of
from ..render.neighbours import neighbours
from .blog import count_reading_time
from .build import Build, build_state_of, in_its_language
from .builderrors import in_a_sentence
from .checking import Checking
from .claimpictures import require_packages
from .collisions import collisions
from .configuration import (
    complete,
    no_options,
    refuse_misconfiguration,
    refuse_unknown_language,
    warn_of_unpublished,
)
from .cores import Cores
from .lastsite import LastSite, last_site
from .noticed import notice_at_once
from .pagehtml import built_anchors, finished, finished_template, for_search, shared, without_search_hints
from .preview import Preview, is_preview, is_watched, show_findings
from .printing import on_paper
from .published import draft_in_public, is_from_plugin
from .quick import QuickPreview
from .reported import Reports
from .searching import Searching
from .sharded import ShardedBuild
from .shardfolder import pack
from .staging import Staging
from .themefiles import Templates, make_ready
from .titles import as_printed, with_safe_tags
from .unreadablepages import refuse, refuse_loops, stand_in

if TYPE_CHECKING:
    from .atdesk import AtDesk

_FIRST: Final = 1000
_LAST: Final = -1000
_BEFORE_OTHERS: Final = 1  # only just: other plug-ins should not see what the search plugin is given
_BEFORE_MINIFIERS: Final = 25  # after Material's social plugin (50), whose tags are replaced


class WhosaidConfig(Config):
    """The plug-in has no options, any is an error (configuration.py): `whosaid check` reads whosaid.yml, too."""


class WhosaidPlugin(BasePlugin[WhosaidConfig]):
    """One object for all builds of a preview. `builds` are those in progress, the innermost last."""

    def __init__(self) -> None:
        self.serving = self.with_drafts = False
        self.staging = Staging()
        self.preview = Preview()
        self.builds: list[Build] = []
        self.content = ""
        self.reports = Reports(self.builds)
        self.quick = QuickPreview(self.builds, self._found_later)
        self.checking = Checking()
        self.searching = Searching(self.builds)
        self.cores = Cores(self.builds, self.searching)
        self.sharded = ShardedBuild(self.builds)
        self.templates = Templates()
        self.at_desk: AtDesk | None = None

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Refuse options; the message says where they belong."""
        super().load_config({}, config_file_path)
        return no_options(options), []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview; if so, keep it running when the first build fails."""
        self.serving, self.with_drafts = is_preview(command), command == "serve"
        self.staging.waits = not self.serving
        if self.serving:
            from .atdesk import AtDesk  # and all that it needs, a tenth of a second; no build has a desk

            self.at_desk = AtDesk()
            self.preview.guard_first_build()
            self.quick.is_possible = is_watched() and not dirty
        if dirty:
            log.info("All pages are built, even with --dirty, since an answer on one page is shown on others.")

    @event_priority(_FIRST)
    def _stage(self, config: MkDocsConfig) -> None:
        """Redirect the build before any other plug-in looks up the site folder."""
        refuse_misconfiguration(self, config)
        refuse_unknown_language(config)
        self.staging.begin(config)
        self.searching.begin(config)
        if self.at_desk is not None and not self.builds:
            self.at_desk.begin(config)
        make_ready(config.theme, self.templates)

    def _complete(self, config: MkDocsConfig) -> None:
        """Add what mkdocs.yml need not say."""
        complete(config)

    on_config = CombinedEvent(_stage, _complete)

    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Check the site, and hand the result to the extension."""
        self.staging.restart_if_moved(config)
        state = self.checking.state_for(config, preview=self.serving)
        if not self.builds:
            self.reports.begin(serving=self.serving)
        require_packages(state.settings)
        self.builds.append(Build(state, language_of(config), serving=self.with_drafts))
        self.reports.checked(state.findings, strict=config.strict)
        refuse_loops(state.ledger)
        make_ready(config.theme, self.templates)  # which a plug-in may have replaced
        self.searching.prepare(config)
        self.quick.begin(config, self)
        self.sharded.begin(config, self)
        if not self.serving and self.sharded.share is None:
            self.cores.begin(config, self)

    @event_priority(_FIRST)
    @in_its_language
    def _before_other_files(self, files: Files, config: MkDocsConfig) -> None:
        """Remove private files and, in a preview, unreadable ones; add the ledger's pages that no author's replace."""
        state = build_state_of(config)
        stand_in(state, files, config) if self.serving else refuse(state, files)
        self.builds[-1].find_files(files, config)
        warn_of_unpublished(config, state.settings.publication, files)

    @event_priority(_LAST)
    @in_its_language
    def _after_other_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add data, stylesheets and the script, and restore pages that other plug-ins removed."""
        self.builds[-1].add_files(files, config)

    on_files = CombinedEvent(_before_other_files, _after_other_files)

    @event_priority(_LAST)
    @in_its_language
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Find out what is published, now that all other plug-ins have decided."""
        build = self.builds[-1]
        build.settle(nav, files)
        build.titles.find(nav)
        self.quick.find(files, nav)
        if self.at_desk is not None:
            self.at_desk.find(build, files)
        self.sharded.find(files, config)
        self.searching.choose(config)
        if found := list(collisions(files, config, build.state.ledger, drafts=self.with_drafts)):
            raise PluginError("\n".join(found))

    @event_priority(_LAST)
    def on_pre_page(self, page: Page, config: MkDocsConfig, files: Files) -> Page:
        """Let a generated page be drawn instead of converted."""
        if (draw := self.builds[-1].draws(page, config, files)) is not None:
            draw = self.cores.drawing(page, draw)
            page.render = draw  # type: ignore[method-assign]  # of this one page, which the event may alter
        return page

    @event_priority(_FIRST)
    def _read_front_matter(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Remember the author's front matter before plug-ins add to it."""
        if build_state_of(config).changes(page.file.src_uri, "titles"):
            page.meta = with_safe_tags(page.meta)
        self.builds[-1].front_matter.read(page)

    def _look_for_draft(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Warn of a page that calls itself a draft but is published."""
        state = build_state_of(config)
        state.differences.extend(findings_from(state.ledger, draft_in_public(state.ledger, page)))

    on_page_markdown = CombinedEvent(_read_front_matter, _look_for_draft)

    @event_priority(_FIRST)
    def _count_words(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Let a blog count the words of the article without its notes."""
        if page.file.src_uri in build_state_of(config).ledger.statements:
            count_reading_time(html, page, config, files)

    @event_priority(_LAST)
    def _prepare_print_site(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Give the print-site plug-in, which stored the page, a version with marks and notes as text."""
        if isinstance(kept := getattr(page, "html", None), str):
            page.html = on_paper(kept)  # type: ignore[attr-defined]  # an attribute of that plug-in

    @event_priority(_LAST)
    @in_its_language
    def _end_page(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Make this page's title known to the pages drawn after it; end an article with links to others."""
        self.builds[-1].learn_title(page, html)
        if is_from_plugin(page) or self.quick.is_on:  # which ends a page when it is drawn
            return html
        return html + str(neighbours(build_state_of(config), page.file.src_uri))

    on_page_content = CombinedEvent(_count_words, _prepare_print_site, _end_page)

    @event_priority(_FIRST)
    def _escape_titles(self, env: Any, config: MkDocsConfig, files: Files) -> None:
        """Escape titles before lists of pages are drawn, such as those by tags."""
        self.quick.read_targets(config)
        self.sharded.read_targets(config)
        late = self.quick.late
        self.builds[-1].titles.escape(files if late is None else late.titled(files))

    @event_priority(_LAST)
    def _after_drawing(self, env: Any, config: MkDocsConfig, files: Files) -> None:
        """Report differences between what was read and drawn; escape front matter for the theme."""
        state, late = build_state_of(config), self.quick.late
        waiting = late.paths if late is not None else ()
        if late is not None:
            state.differences.extend(late.missing_anchors())
        else:
            state.differences.extend(check_anchors(state.ledger, partial(built_anchors, files)))
        self.reports.drawn(state.differences, waiting)
        show_findings(state, [file for file in files if file.src_uri not in waiting])
        self.builds[-1].front_matter.escape(files)
        self.quick.let_copies_wait(config)

    on_env = CombinedEvent(_escape_titles, _after_drawing)

    @event_priority(_BEFORE_OTHERS)
    @in_its_language
    def _before_search(self, context: Any, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """Let the search plugin read the page's words instead of all its tags."""
        self.builds[-1].show_in_nav(page, active=True)
        self.content = page.content or ""
        if build_state_of(config).is_ours(page.file.src_uri):
            page.content = for_search(build_state_of(config), page, self.content)

    @event_priority(-_BEFORE_OTHERS)
    def _after_search(self, context: Any, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """Restore the page, without the attributes meant for the search plugin."""
        if build_state_of(config).is_ours(page.file.src_uri):
            page.content = without_search_hints(self.content)
        if build_state_of(config).changes(page.file.src_uri, "titles"):
            context["config"] = as_printed(config)

    on_page_context = CombinedEvent(_before_search, _after_search)

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Escape the site's name on pages without Markdown; name no page in the sitemap that is filled in later."""
        if "titles" in build_state_of(config).settings.plain_pages:
            context["config"] = as_printed(config)
        if template_name.startswith("sitemap") and (additions := self.builds[-1].additions) is not None:
            context["pages"] = [file for file in context["pages"] if file.src_uri not in additions.shells]
        return context

    @event_priority(_BEFORE_MINIFIERS)
    @in_its_language
    def _finish_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Fix the theme's HTML; add the article's language, its linked data and its share tags."""
        self.builds[-1].show_in_nav(page, active=False)
        return self.searching.in_page(finished(build_state_of(config), output, page, config))

    @event_priority(_LAST)
    @in_its_language
    def _share_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Remove share tags that other plug-ins added, so that no share shows the headline alone."""
        return shared(build_state_of(config), output, page, config)

    on_post_page = CombinedEvent(_finish_page, _share_page)

    @event_priority(_BEFORE_MINIFIERS)
    @in_its_language
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for pages without Markdown, such as 404.html."""
        if not template_name.endswith(".html"):
            return output_content
        page = finished_template(build_state_of(config), output_content, template_name, config)
        return self.searching.in_page(page)

    @event_priority(_FIRST)
    def _give_back(self, config: MkDocsConfig) -> None:
        """Undo the escaping when the theme has printed all pages; a quick preview lets the search wait."""
        if self.quick.is_on:
            self.quick.let_search_wait(config)
        else:
            self.builds[-1].front_matter.restore()
            self.builds[-1].titles.restore()

    @event_priority(_LAST + 1)
    @in_its_language
    def _finish(self, config: MkDocsConfig) -> None:
        """Write the files made from finished pages, which plug-ins such as minifiers change as late as this event."""
        build = self.builds[-1]
        if lost := list(build.lost({*self.quick.on_demand.next, *self.sharded.others})):
            self.reports.stop(f"{'; '.join(lost)}; let plug-ins do so in on_files or on_nav")
        if self.quick.is_on:
            self.quick.finish(config)
        elif build.additions is not None:
            last = LastSite()
            if self.sharded.share is None:
                last = last_site(self.staging, config, self, is_kept=keeps(build.state.settings))
            self.cores.write(build.additions.writers(self.sharded.others, last), last, config)
            build.additions.write_pictures(self.sharded.others)
            if self.sharded.share is None:
                build.additions.sweep()
        if self.sharded.share is None:
            self.searching.finish(config)

    @event_priority(_LAST)
    def _end_build(self, config: MkDocsConfig) -> None:
        """End the build: all plug-ins are done, except those that wait for the shutdown."""
        if self.sharded.share is not None and self.staging.build is not None:
            pack(self.sharded, self.searching, config, self.staging.build.site)
            self.sharded.end()
        self.staging.end(strict=bool(config.strict) and not self.serving)
        self.preview.is_new = True
        build = self.builds.pop()
        if not self.builds:
            self.cores.end()
            self.quick.end(succeeded=True)
            if self.at_desk is not None:
                self.at_desk.end(build)

    on_post_build = CombinedEvent(_give_back, _finish, _end_build)

    @event_priority(_LAST)
    def on_build_error(self, error: Exception) -> None:
        """Leave the last site unchanged; report errors that no check can foresee in one sentence."""
        del self.builds[-1:]  # the builds around it may continue
        self.sharded.end()
        if not self.builds:
            self.cores.end()
            self.quick.end(succeeded=False)
        self.staging.fail()
        if sentence := in_a_sentence(error):
            log.debug("The build has failed", exc_info=error)
            raise PluginError(sentence) from None

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> None:
        """Keep the preview running when a later build fails, draw what is asked for, notice saves at once; open the
        desk.
        """
        server.builder = self.quick.on_demand.around(server.builder)
        server.set_app(self.quick.on_demand.before(server.get_app(), server.mount_path))
        self.preview.guard(server, self.quick.on_demand.lock)
        self.quick.on_demand.begin_rest(server.serve_thread)
        noticed = notice_at_once(server, self.quick.on_demand.lock)
        if self.at_desk is not None:
            self.at_desk.serve(server, noticed)
        server.set_app(self.quick.on_demand.noting(server.get_app()))

    def _found_later(self, build: Build, findings: list[Finding]) -> None:
        """Something was found on pages that a preview had let wait."""
        self.reports.drawn_later(findings)
        if self.at_desk is not None:
            self.at_desk.found_later(build)

    @event_priority(_LAST)
    def on_shutdown(self) -> None:
        """Replace the site: all plug-ins are done."""
        self.staging.shut_down()
