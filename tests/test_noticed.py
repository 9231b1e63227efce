"""A preview notices saves through the system and by looking itself, and builds once for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import RLock
from time import sleep
from typing import Any, Final

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileClosedNoWriteEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent, FileOpenedEvent
from watchdog.observers.polling import PollingObserver

from tools import PATIENCE
from whosaid.mkdocs.noticed import notice_at_once

_LOOKS: Final = 1.5  # seconds in which the server looks at least once


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Any]:
    """A server that watches a folder, and is not started."""
    server: Any = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path))
    (tmp_path / "a.md").write_text("a")
    server.watch(str(tmp_path))
    yield server
    server.server_close()


def wants_build(server: Any, event: object) -> bool:
    """Whether the server wants a build after a message, whichever observer it comes from."""
    server._want_rebuild = False
    (handler,) = next(iter(server.observer.own._handlers.values()))
    assert next(iter(server.observer.system._handlers.values())) == {handler}
    handler.dispatch(event)
    return bool(server._want_rebuild)


def test_each_change_is_told_once(server: Any, tmp_path: Path) -> None:
    """By whichever of the two comes first; who only reads changes nothing."""
    page, other = str(tmp_path / "a.md"), str(tmp_path / "b.md")
    notice_at_once(server, RLock())
    assert not wants_build(server, FileOpenedEvent(page))
    assert not wants_build(server, FileClosedNoWriteEvent(page))
    assert wants_build(server, FileModifiedEvent(page))
    assert not wants_build(server, FileModifiedEvent(page))
    Path(page).write_text("more")
    assert wants_build(server, FileModifiedEvent(page))
    Path(page).rename(other)
    assert wants_build(server, FileMovedEvent(page, other))
    assert not wants_build(server, FileDeletedEvent(page))
    Path(other).unlink()
    assert wants_build(server, FileDeletedEvent(other))


def test_what_is_watched_later_is_watched_by_both(server: Any, tmp_path: Path) -> None:
    """And no more once it is given up; a path that is gone is left to the server's own way."""
    notice_at_once(server, RLock())
    (tmp_path / "more").mkdir()
    server.watch(str(tmp_path / "more"))
    assert len(server.observer.watches) == 2
    server.unwatch(str(tmp_path / "more"))
    assert len(server.observer.watches) == 1


def test_a_folder_behind_a_symbolic_link_is_told_of_too(server: Any, tmp_path: Path) -> None:
    """The system watches the folder itself; a change is told once, by whichever path; both links can be given up."""
    real, links = tmp_path / "real", (tmp_path / "link", tmp_path / "other")
    real.mkdir()
    for link in links:
        link.symlink_to(real)
    notice_at_once(server, RLock())
    for link in links:
        server.watch(str(link))
    assert str(real) in {watch.path for watch in server.observer.watches.values()}
    (real / "a.md").write_text("a")
    assert wants_build(server, FileModifiedEvent(str(real / "a.md")))
    assert not wants_build(server, FileModifiedEvent(str(links[0] / "a.md")))
    for link in links:
        server.unwatch(str(link))
    assert len(server.observer.watches) == 1


def test_a_system_that_cannot_tell_changes_nothing(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where too many folders are watched already, the server still looks itself."""

    def refuse(self: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("whosaid.mkdocs.noticed.Observer.start", refuse)
    notice_at_once(server, RLock())
    server.observer.start()
    assert server.observer.own.is_alive()
    server.observer.stop()
    server.observer.join()


def test_nobody_looks_while_a_build_runs(server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change is noticed after it; what is watched can be given up all the same."""
    monkeypatch.setattr("whosaid.mkdocs.noticed.Observer.start", lambda self: None)
    (tmp_path / "more").mkdir()
    server.watch(str(tmp_path / "more"))
    lock = RLock()
    notice_at_once(server, lock)
    server.observer.start()
    with lock:
        sleep(_LOOKS)
        (tmp_path / "a.md").write_text("more")
        sleep(_LOOKS)
        assert not server._want_rebuild
        server.unwatch(str(tmp_path / "more"))
    with server._rebuild_cond:
        assert server._rebuild_cond.wait_for(lambda: server._want_rebuild, PATIENCE)
    server.observer.stop()
    server.observer.join()


def test_a_system_that_has_no_more_watchers_leaves_the_server_alone(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where editors and containers have used up what one user may have, the preview looks for changes by itself."""

    def used_up() -> None:
        raise OSError(24, "inotify instance limit reached")

    monkeypatch.setattr("whosaid.mkdocs.noticed.Observer", used_up)
    assert notice_at_once(server, RLock()) is None
    assert type(server.observer) is PollingObserver
    assert len(server._watch_refs) == 1
    assert server.observer.emitters


def test_an_unknown_server_is_left_alone(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """One whose functions are not those that this was tested with."""
    monkeypatch.setattr(LiveReloadServer, "watch", lambda *_: None)
    notice_at_once(server, RLock())
    assert type(server.observer) is PollingObserver
