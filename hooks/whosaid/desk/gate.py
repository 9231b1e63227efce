"""Who may speak with the desk: only a page of this very preview, in a browser on this machine.

Any page in the same browser can send requests to the preview's address, and any server can let its own name lead there
(DNS rebinding). So the preview must listen to this machine only; `Host` must be one of its own names, which no other
site can have; `Origin` must be the same; and every request must carry the token of this start, which is written into
pages only under those names, where other origins can read nothing.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, Final
from wsgiref.types import WSGIEnvironment

MOST: Final = 64 * 1024  # bytes of a request
_DRAINED: Final = 1024 * 1024  # bytes that are read of a larger one, so that its sender gets an answer
_HOST: Final = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(?::(?P<port>\d{1,5}))?")
_JSON: Final = re.compile(r"application/json(?:\s*;\s*charset=\"?utf-8\"?)?\s*", re.IGNORECASE)
_WEB_PORT: Final = 80
_FRAMES: Final = ("iframe", "frame", "embed", "object", "fencedframe")  # as Sec-Fetch-Dest has them

UNSHARED: Final = (
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Content-Security-Policy", "frame-ancestors 'self'"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
)
"""Headers of what holds the token or an answer: no other site can frame it or take it in, and nobody keeps it."""


class Turned(ValueError):
    """Why a request is not answered: the status, and the reason in words."""

    def __init__(self, status: int, why: str, **more: object) -> None:
        super().__init__(why)
        self.status, self.why, self.more = status, why, more


class Gate:
    """The gate of one start of a preview. `token` is new each time."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(32)

    def is_own(self, environ: WSGIEnvironment, address: tuple[Any, ...]) -> bool:
        """Whether a request comes from this machine, under a name that only the preview can have.

        `address` is where the server listens: host and port.
        """
        return (
            is_loopback(str(address[0]))
            and is_loopback(str(environ.get("REMOTE_ADDR", "")))
            and _is_own_host(str(environ.get("HTTP_HOST", "")), int(address[1]))
        )

    def gives_token(self, environ: WSGIEnvironment, address: tuple[Any, ...]) -> bool:
        """Whether the page that is asked for may have the token: not in a frame, as editors show previews.

        A browser that does not say what the page is for gets it, and by its headers frames it on no other site.
        """
        return self.is_own(environ, address) and environ.get("HTTP_SEC_FETCH_DEST") not in _FRAMES

    def read(self, environ: WSGIEnvironment, address: tuple[Any, ...]) -> bytes:
        """The content of a request that may be answered. Raises Turned."""
        if not self.is_own(environ, address):
            raise Turned(403, "The desk answers only under the preview’s own address, on this machine.")
        if environ.get("REQUEST_METHOD") != "POST":
            raise Turned(405, "The desk is asked by POST.")
        if environ.get("HTTP_ORIGIN") != f"http://{environ['HTTP_HOST']}":
            raise Turned(403, "The desk answers only pages of the preview itself.")
        if not hmac.compare_digest(str(environ.get("HTTP_X_WHOSAID_DESK", "")).encode(), self.token.encode()):
            raise Turned(403, "The preview was started again since this page was drawn: reload the page.")
        if not _JSON.fullmatch(str(environ.get("CONTENT_TYPE", ""))):
            raise Turned(415, "The desk reads JSON only.")
        return _content(environ)


def _content(environ: Mapping[str, Any]) -> bytes:
    length = str(environ.get("CONTENT_LENGTH", ""))
    if "HTTP_TRANSFER_ENCODING" in environ or not re.fullmatch(r"[0-9]{1,12}", length):
        raise Turned(411, "A request says how long it is, and comes in one piece.")
    stream = environ["wsgi.input"]
    if int(length) > MOST:
        stream.read(min(int(length), _DRAINED))
        raise Turned(413, "That is more than the desk takes at once: 64 kB. Make fewer changes at a time.")
    content: bytes = stream.read(int(length))
    if len(content) != int(length):
        raise Turned(400, "The request is not complete.")
    return content


def is_loopback(host: str) -> bool:
    """Whether an address or a name can lead to this machine only."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _is_own_host(host: str, port: int) -> bool:
    """Whether a `Host` header names this machine itself and the preview's port."""
    found = _HOST.fullmatch(host)
    return found is not None and is_loopback(found["name"]) and int(found["port"] or _WEB_PORT) == port
