"""What browsers are given: the proof over HTTP on this machine alone, and what happens to it over a socket.

`livereload` serves and speaks its protocol. What it lacks is mended here: whom it answers (the names and the origin
of a request are looked at, so that a page from elsewhere cannot read a draft), which files it gives out, and the tag
that it puts into a page, for our pages allow no script within them. Only what is sent differs, never a built byte.
"""

from __future__ import annotations

import errno
import html
import ipaddress
import re
import socket
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec
from livereload.handlers import LiveReloadHandler
from livereload.server import Server
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler
from tornado.websocket import WebSocketClosedError

CLIENT = Path(__file__).resolve().parent / "client"
"""Our script and stylesheet: beside the program, for they are no part of anybody's site."""
OWN = "/_preview/"
"""Where they are served; no slug begins with _, so no page is there."""
SOCKET = "/livereload"
NAMES = ("localhost", "127.0.0.1", "[::1]")
EVERYWHERE = ("0.0.0.0", "::", "")
TAKEN = frozenset({errno.EADDRINUSE})
TRIES = 50
"""Ports that are tried after the one that was asked for."""

HEAD = re.compile(rb"<head[^>]*>", re.IGNORECASE)
POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)"', re.IGNORECASE)
ALLOWED = {"script-src": "'self'", "connect-src": "'self'", "style-src": "'self'"}
"""What the preview's own script needs of a page's policy."""

WAITING = b"""<!DOCTYPE html>
<html lang="%(lang)s">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Puente</title></head>
<body></body>
</html>
"""


Route = tuple[str, type[RequestHandler], dict[str, object]]


class State(msgspec.Struct, kw_only=True):
    """What every browser should know. `revision` counts the builds that changed something, from the start of the server on.

    With `follow` a browser goes to each story when it is saved, unless its user says otherwise. Nothing is `shown` before
    the first build: what another preview left may be what this one is not to show.
    """

    lang: str
    follow: bool = True
    revision: int = 0
    problems: tuple[object, ...] = ()
    words: dict[str, str] = {}
    lost: str = ""
    building: bool = True
    shown: bool = False


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the protocol; `reload` is livereload's own, with what it does not know of."""

    command: str
    path: str = ""
    liveCSS: bool = False
    revision: int = -1
    written: tuple[str, ...] | None = ()
    follow: str = ""
    saved: tuple[str, ...] = ()
    problems: tuple[object, ...] = ()
    words: dict[str, str] = {}
    lost: str = ""
    building: bool = False


class Careful(RequestHandler):
    """Answers those who ask for this machine by its own name, and no page from elsewhere."""

    preview: Preview

    def initialize(self, *, preview: Preview) -> None:
        self.preview = preview

    def prepare(self) -> None:
        check(self.request, self.preview)
        if "\0" in unquote(self.request.path):
            raise HTTPError(404)

    def set_default_headers(self) -> None:
        self.set_header("Server", "Puente")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Referrer-Policy", "no-referrer")

    def write_error(self, status_code: int, **facts: object) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}\n")


def check(request: HTTPServerRequest, preview: Preview) -> None:
    """Raise HTTPError 421 for a host that is not ours, 403 for an origin that is not."""
    if not preview.answers_to(request.host):
        raise HTTPError(421)
    origin = request.headers.get("Origin")
    if origin is not None and not preview.is_own(origin, request.host):
        raise HTTPError(403)


class Own(Careful, StaticFileHandler):
    """The files of our own client."""

    def initialize(self, *, preview: Preview, path: str) -> None:  # type: ignore[override]
        Careful.initialize(self, preview=preview)
        StaticFileHandler.initialize(self, path)

    def set_extra_headers(self, path: str) -> None:
        self.set_header("Cache-Control", "no-store")

    def compute_etag(self) -> None:
        """None: what is served is never kept."""

    def should_return_304(self) -> bool:
        return False


class Files(Own):
    """The files of the proof; its pages with our tag in them."""

    async def get(self, path: str, include_body: bool = True) -> None:
        base = self.preview.base
        if not f"/{path}".startswith(unquote(base)):
            self.redirect(base, permanent=False)
            return
        path = path[len(unquote(base)) - 1 :]
        if path.startswith("/") or "//" in path or any(part.startswith(".") for part in path.split("/")):
            raise HTTPError(404)
        if not self.preview.state.shown:
            self._send(self._waiting, 404, include_body=include_body)
            return
        file = Path(self.root) / path
        if _is_folder(file) and path and not path.endswith("/"):
            self.redirect(f"{base}{path}/", permanent=False)
            return
        page = file / "index.html" if path.endswith("/") or not path else file
        if _is_file(page) and page.suffix != ".html":
            await super().get(path, include_body)
        else:
            self._send(*self._page(page, path), include_body=include_body)

    def _page(self, page: Path, path: str) -> tuple[bytes, int]:
        """A page of the site, or its own page for what is not found, with the status."""
        root = Path(self.root)
        for file in (page, root / path.partition("/")[0] / "404.html", root / "404.html"):
            with suppress(OSError):  # it is gone, or no name that a file could have
                if self._is_inside(file):
                    return file.read_bytes(), 200 if file == page else 404
        return self._waiting, 404

    @property
    def _waiting(self) -> bytes:
        """An empty page, until there is a site."""
        return WAITING % {b"lang": self.preview.state.lang.encode()}

    def _send(self, page: bytes, status: int, *, include_body: bool) -> None:
        data = with_tag(page, self.preview.state, self.preview.base)
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Length", str(len(data)))
        if include_body:
            self.write(data)

    def _is_inside(self, file: Path) -> bool:
        return file.resolve().is_relative_to(Path(self.root).resolve())


class Socket(LiveReloadHandler):  # type: ignore[misc]
    """A browser that listens. livereload answers its hello; we tell it how things stand, and what it may not say."""

    def initialize(self, *, preview: Preview) -> None:
        self.preview = preview

    def prepare(self) -> None:
        check(self.request, self.preview)

    def check_origin(self, origin: str) -> bool:
        return self.preview.is_own(origin, self.request.host)

    def on_message(self, message: str | bytes) -> None:
        try:
            said = msgspec.json.decode(message, type=dict[str, object])
        except (msgspec.MsgspecError, ValueError, RecursionError):
            self.close(1003)
            return
        if said.get("command") == "hello":
            super().on_message(message if isinstance(message, str) else message.decode())
        elif said.get("command") == "info":
            self.preview.listeners.add(self)
            self.tell(self.preview.standing())

    def on_close(self) -> None:
        self.preview.listeners.discard(self)

    def tell(self, message: Message) -> None:
        try:
            self.write_message(msgspec.json.encode(message).decode())
        except WebSocketClosedError:
            self.preview.listeners.discard(self)


class Preview(Server):  # type: ignore[misc]
    """The server: livereload's, with handlers of ours. `base` is the path of the site's base_url, "/" for most."""

    def __init__(self, folder: Path, *, host: str, lang: str, follow: bool) -> None:
        super().__init__(watcher=self)  # it need not look for one: ours says what was saved
        self.folder, self.host = folder, host
        self.base, self.port = "/", 0
        # A browser that outlived the server before has a page of another count.
        self.state = State(lang=lang, follow=follow, revision=int(time.time() * 1000))
        self.listeners: set[Socket] = set()
        self._server: HTTPServer | None = None

    @property
    def address(self) -> str:
        """Where a browser on this machine finds it."""
        host = "127.0.0.1" if self.host in EVERYWHERE else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}{self.base}"

    def application(self, port: int, host: str, **_: object) -> None:
        """Take the port, or the next that is free. Raises OSError where there is none, or no such host."""
        sockets = _sockets(port, host)
        self.port = sockets[0].getsockname()[1]
        self._server = HTTPServer(Application(self.get_web_handlers("")))
        self._server.add_sockets(sockets)

    def get_web_handlers(self, script: str) -> list[Route]:
        """What livereload has, less /forcereload, by which any page could have us reload."""
        return [
            (SOCKET, Socket, {"preview": self}),
            (rf"{OWN}(.*)", Own, {"preview": self, "path": str(CLIENT)}),
            (r"/(.*)", Files, {"preview": self, "path": str(self.folder)}),
        ]

    def close(self) -> None:
        """Hear nobody any more."""
        if self._server is not None:
            self._server.stop()
        for listener in list(self.listeners):
            listener.close(1001)

    def answers_to(self, host: str) -> bool:
        """Whether a Host header names this server: names that others give to our address are not ours."""
        try:
            parts = urlsplit(f"//{host}")
            name, port = parts.hostname or "", parts.port or 80
        except ValueError:
            return False
        shown = f"[{name}]" if ":" in name else name
        known = shown in NAMES or name == self.host.lower() or (self.host in EVERYWHERE and _is_number(name))
        return known and port == self.port

    def is_own(self, origin: str, host: str) -> bool:
        """Whether an Origin header names the very server that was asked."""
        return origin.lower() == f"http://{host.lower()}"

    def standing(self) -> Message:
        """How things stand, for one who has just come."""
        state = self.state
        return Message(
            command="state", revision=state.revision, problems=state.problems, words=state.words,
            lost=state.lost, building=state.building,
        )  # fmt: skip

    def tell_all(self, message: Message) -> None:
        for listener in sorted(self.listeners, key=id):
            listener.tell(message)


def with_tag(page: bytes, state: State, base: str) -> bytes:
    """A page with the tag of our script, and a policy that lets it work."""
    follow = "yes" if state.follow else "no"
    facts = f'data-revision="{state.revision}" data-base="{html.escape(base)}" data-follow="{follow}"'
    tag = f'<script src="{OWN}preview.js" defer {facts}></script>'.encode()
    found = HEAD.search(page)
    at = found.end() if found else 0
    return POLICY.sub(_widened, page[:at] + tag + page[at:])


def _widened(found: re.Match[bytes]) -> bytes:
    """A policy with what our script needs; what the page allows already stays as it is."""
    rules: dict[str, str] = {}
    for rule in found[2].decode().split(";"):
        name, _, sources = rule.strip().partition(" ")
        if name:
            rules[name] = sources
    for name, source in ALLOWED.items():
        sources = rules.get(name, rules.get("default-src", "")).replace("'none'", "")
        rules[name] = sources if source in sources.split() else f"{sources} {source}".strip()
    policy = "; ".join(f"{name} {sources}".strip() for name, sources in rules.items())
    return found[1] + policy.encode() + b'"'


def _is_folder(path: Path) -> bool:
    with suppress(OSError):  # a name that is too long
        return path.is_dir()
    return False


def _is_file(path: Path) -> bool:
    with suppress(OSError):
        return path.is_file()
    return False


def _is_number(host: str) -> bool:
    """Whether a host is an address in numbers: nobody can point a name of theirs at it."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _sockets(port: int, host: str) -> list[socket.socket]:
    for number in range(port, min(port + TRIES, 65536)) if port else (0,):
        try:
            return bind_sockets(number, host or None)
        except OSError as trouble:
            last: OSError = trouble
            if trouble.errno not in TAKEN:
                raise
    raise last
