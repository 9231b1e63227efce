"""The desk of a preview in this process: asked as a browser would ask it, and as others would try."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from inprocess import InProcess

OWN = "127.0.0.1:8000"


class Reply(NamedTuple):
    """What the preview has answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The answer as it was meant."""
        return json.loads(self.body)


class DeskPreview(InProcess):
    """A preview with the thread that builds, so that the desk can wait for it."""

    def __init__(self, site: Path, **how: Any) -> None:
        super().__init__(site, **how)
        self.server.build_delay = 0
        self._thread = Thread(target=self.server._build_loop, daemon=True)
        self._thread.start()

    def close(self) -> None:
        with self.server._rebuild_cond:
            self.server._shutdown = True
            self.server._rebuild_cond.notify_all()
        self._thread.join(60)
        super().close()

    def request(self, path: str, content: bytes = b"", **environ: Any) -> Reply:
        """Any request; what is None in `environ` is left out."""
        whole = {
            "PATH_INFO": path.encode().decode("latin-1"),
            "REQUEST_METHOD": "GET",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": OWN,
            "CONTENT_LENGTH": str(len(content)),
            "wsgi.input": io.BytesIO(content),
            **environ,
        }
        started: list[Any] = []
        app: Any = self.server.get_app()
        given = {name: value for name, value in whole.items() if value is not None}
        body = app(given, lambda *arguments: started.append(arguments))
        read = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        return Reply(int(started[0][0][:3]), dict(started[0][1]), read)

    @property
    def token(self) -> str:
        """The token, as the script finds it in a page."""
        found = re.search(rb'data-token="([^"]+)"', self.request("/").body)
        assert found is not None, "no script of the desk in the page"
        return found[1].decode()

    def ask(self, name: str, asked: object, **environ: Any) -> Reply:
        """A request of the script; `environ` is what differs from that."""
        content = asked if isinstance(asked, bytes) else json.dumps(asked).encode()
        own = {
            "REQUEST_METHOD": "POST",
            "HTTP_ORIGIN": f"http://{OWN}",
            "HTTP_X_WHOSAID_DESK": environ.pop("token") if "token" in environ else self.token,
            "CONTENT_TYPE": "application/json",
        }
        return self.request(f"{self.server.mount_path}-/desk/{name}", content, **{**own, **environ})

    def page(self, address: str, **more: object) -> Any:
        """What the desk knows of a page."""
        reply = self.ask("page", {"address": address, **more})
        assert reply.status == 200, reply.body
        return reply.json
