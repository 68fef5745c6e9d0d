"""The built site as a host sends it: compressed, with the headers of `_headers`, 404.html for what is missing.

For measurements on this machine. It is no server for the world, and not the preview.
"""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli

COMPRESSED = re.compile(r"text/|application/(?:javascript|json|xml|atom\+xml)|image/svg\+xml")
QUALITY = 5
SHORT = "public, max-age=0, must-revalidate"
"""How long a file is kept for which `_headers` says nothing."""

TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".webp": "image/webp", ".avif": "image/avif"}

Rules = tuple[tuple[re.Pattern[str], tuple[tuple[str, str], ...]], ...]


def rules_of(text: str) -> Rules:
    """The rules of a `_headers` file: a path, in which * stands for anything, and the headers indented below it."""
    found: list[tuple[re.Pattern[str], tuple[tuple[str, str], ...]]] = []
    for block in re.split(r"\n(?=\S)", text.strip()):
        path, *lines = block.splitlines()
        headers = tuple(
            (name.strip(), value.strip())
            for name, colon, value in (line.partition(":") for line in lines)
            if colon
        )
        if path and not path.startswith("#"):
            found.append((re.compile(re.escape(path.strip()).replace(r"\*", ".*")), headers))
    return tuple(found)


@cache
def packed(data: bytes, encoding: str) -> bytes:
    """A file in one of the encodings that browsers understand."""
    return brotli.compress(data, quality=QUALITY) if encoding == "br" else gzip.compress(data, 6, mtime=0)


class Host(BaseHTTPRequestHandler):
    """Answers from one folder."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, folder: Path, rules: Rules) -> None:
        self.folder, self.rules = folder.resolve(), rules
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self._file(path)
        status, file = (200, file) if file else (404, self.folder / "404.html")
        data = file.read_bytes() if file.is_file() else b""
        kind = TYPES.get(file.suffix) or guess_type(file.name)[0] or "application/octet-stream"
        headers = {"Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind}
        headers |= {"Cache-Control": SHORT}
        for pattern, given in self.rules:
            headers |= dict(given) if pattern.fullmatch(path) else {}
        if COMPRESSED.match(kind):
            data, headers = self._packed(data, headers)
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _file(self, path: str) -> Path | None:
        """The published file at a path; files that hosts keep for themselves are none."""
        file = (self.folder / path.removeprefix("/")).resolve()
        file = file / "index.html" if file.is_dir() else file
        inside = file.is_relative_to(self.folder) and not file.name.startswith((".", "_"))
        return file if inside and file.is_file() else None

    def _packed(self, data: bytes, headers: dict[str, str]) -> tuple[bytes, dict[str, str]]:
        accepted = re.findall(r"[\w*]+", self.headers.get("Accept-Encoding", ""))
        encoding = next((one for one in ("br", "gzip") if one in accepted), "")
        headers = {**headers, "Vary": "Accept-Encoding"}
        return (
            (packed(data, encoding), {**headers, "Content-Encoding": encoding})
            if encoding
            else (data, headers)
        )

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def hosted(folder: Path, host: type[Host] = Host) -> Iterator[str]:
    """The address of a host for `folder` on the loopback, while the block runs."""
    headers = folder / "_headers"
    rules = rules_of(headers.read_text("utf-8")) if headers.is_file() else ()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(host, folder=folder, rules=rules))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
