"""`serve`: a preview in the browser that shows what is saved."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from threading import Thread

import click

from bulletin.commands.options import Project, messages_option
from bulletin.commands.proof import answer_requests
from bulletin.commands.run import BUSY
from bulletin.commands.said import say_trouble, use_utf8
from bulletin.commands.words import read_words
from bulletin.diagnostics import N_
from bulletin.engine import HOME
from bulletin.languages.catalogs import Catalog
from bulletin.model import BulletinError
from bulletin.pipeline.options import PROOF
from bulletin.preview.desk import Desk
from bulletin.preview.site import NAMES, Preview
from bulletin.preview.watch import Watch
from bulletin.preview.worker import Worker, this_python
from bulletin.quick import STATE
from bulletin.write.lock import BuildRunning, build_lock

WORDS = {
    "kept": N_("The preview was not updated."),
    "errors": N_("The preview will not be updated until these errors are fixed."),
    "warnings": N_("Warnings"),
    "problems": N_("Problems"),
    "close": N_("Close"),
    "follow": N_("Go to each story when it is saved"),
    "building": N_("Building the preview…"),
    "ready": N_("Preview"),
    "ended": N_("The preview has stopped. To start it again, run: python build.py serve"),
    "lost": N_("The preview could not be updated: The program that builds it crashed. Save again to retry."),
    "silent": N_("The preview could not be updated: The program that builds it hung. Save again to retry."),
    "saved": N_("Last saved: %(names)s"),
    "error": N_("error"),
    "warning": N_("warning"),
}
"""What browsers show, by the names that the client knows."""

RUNNING = N_("A preview of this project is already running; use that one, or stop it with Ctrl-C.")
RUNNING_AT = N_(
    "A preview of this project is already running at %(address)s; use that one, or stop it with Ctrl-C."
)
ADDRESS = "address"
"""The file in which a preview leaves where it is, for one who starts another."""


@click.command(name="serve", epilog="Example:  python build.py serve --open")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; if it is in use, the next free one is taken.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address; 0.0.0.0 lets other devices see the preview.",
)
@click.option("--open", "opens", is_flag=True, help="Open the preview in a browser.")
@click.option(
    "--drafts/--no-drafts",
    default=True,
    show_default=True,
    help="Show drafts, scheduled and expired stories.",
)
@click.option(
    "--follow/--no-follow", default=True, show_default=True, help="Go to each story when it is saved."
)
@click.option(
    "--child", type=click.Path(path_type=Path), hidden=True, help="Build for the server of this project."
)
@messages_option
@click.pass_obj
def command(
    project: Project,
    /,
    port: int,
    host: str,
    opens: bool,
    drafts: bool,
    follow: bool,
    child: Path | None,
    messages: str | None,
) -> int:
    """Show the bulletin in a browser while you write.

    Every time you save a file, the page is updated. Drafts, scheduled and expired stories are shown, with a label.
    Nothing is published. Press Ctrl-C to stop.
    """
    use_utf8()
    if child is not None:
        return answer_requests(
            child, proof_of(child), project.engine, read_words(child, messages), drafts=drafts
        )
    words = read_words(project.root, messages)
    site = _Site(project.root, words, host=host, drafts=drafts, follow=follow)
    try:
        return _served(site, port, opens=opens)
    except BuildRunning:
        with suppress(OSError):
            facts = {"address": (proof_of(project.root).parent / ADDRESS).read_text("utf-8")}
            click.echo(words.gettext(RUNNING_AT) % facts, err=True)
            return BUSY
        click.echo(words.gettext(RUNNING), err=True)
        return BUSY
    except BulletinError as trouble:
        say_trouble(trouble, words)
        return 2


def _served(site: _Site, port: int, *, opens: bool) -> int:
    """Serve under a lock of the preview's own, until it is stopped."""
    if sys.platform == "win32":
        raise BulletinError(
            N_("the preview works only on Linux and macOS"),
            N_(
                "publish with python build.py, run python -m http.server -d output, then open http://localhost:8000/"
            ),
        )
    with build_lock(proof_of(site.root).parent, wait=False, on_wait=lambda: None):
        try:
            return asyncio.run(site.serve(port, opens=opens))
        finally:
            with suppress(OSError):
                (proof_of(site.root).parent / ADDRESS).unlink()


def proof_of(root: Path) -> Path:
    """Where the preview of a project is built."""
    return root / STATE / PROOF / "site"


class _Site:
    """A preview with its settings."""

    def __init__(self, root: Path, words: Catalog, *, host: str, drafts: bool, follow: bool) -> None:
        self.root, self.words, self.host = root, words, host
        self.drafts, self.follow = drafts, follow

    async def serve(self, port: int, *, opens: bool) -> int:
        """Serve until a signal comes; the exit code says which."""
        for name in ("tornado.access", "tornado.general"):  # a request that is refused is no news
            logging.getLogger(name).setLevel(logging.CRITICAL)
        preview = Preview(proof_of(self.root), host=self.host, lang=self.words.lang, follow=self.follow)
        try:
            preview.application(port, self.host)
        except OSError as trouble:
            raise _cannot_listen(self.host, port, trouble) from trouble
        self._leave_address(preview)
        if port not in (0, preview.port):
            self.say(N_("Port %(port)s is in use; the preview takes the next free one."), port=port)
        shown = {name: self.words.gettext(text) for name, text in WORDS.items()}
        desk = Desk(
            Watch(self.root, self._say_looking), Worker(self._child(), self.root), preview, shown, self._print,
        )  # fmt: skip
        self.say(N_("Building the preview…"))
        running = asyncio.create_task(desk.run(lambda: self._ready(preview, opens=opens)))
        codes: list[int] = []
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            asyncio.get_running_loop().add_signal_handler(number, _end, running, codes, code)
        with suppress(asyncio.CancelledError):
            await running
        return codes[0] if codes else 0

    def _child(self) -> tuple[str, ...]:
        kept = () if self.drafts else ("--no-drafts",)
        build = str(HOME.parent / "build.py")
        return this_python(build, "serve", "--child", str(self.root), "--messages", self.words.lang, *kept)

    def _leave_address(self, preview: Preview) -> None:
        with suppress(OSError):  # it is a service to others
            (proof_of(self.root).parent / ADDRESS).write_text(preview.address, "utf-8")

    def _ready(self, preview: Preview, *, opens: bool) -> None:
        self._leave_address(preview)  # by now it is known below which path the site is
        self.say(N_("Preview: %(address)s  (press Ctrl-C to stop)"), address=preview.address)
        if self.drafts and self.host not in (*NAMES, "::1"):
            self.say(N_("Anyone who can reach this computer over the network can read your drafts."))
        if opens:
            Thread(target=webbrowser.open, args=(preview.address,), daemon=True).start()

    def _say_looking(self) -> None:
        self.say(N_("There are too many files for this system to watch, so they are checked twice a second."))

    def say(self, message: str, **facts: str | int) -> None:
        self._print(f"{self.words.gettext(message) % facts}\n")

    def _print(self, text: str) -> None:
        click.echo(text, nl=False)


def _end(running: asyncio.Task[None], codes: list[int], code: int) -> None:
    codes.append(code)
    running.cancel()


def _cannot_listen(host: str, port: int, trouble: OSError) -> BulletinError:
    return BulletinError(
        N_("the preview cannot start at %(host)s, port %(port)s: %(reason)s"),
        N_("choose another address with --host or another port with --port, for example --port 8080"),
        host=host, port=port, reason=trouble.strerror or str(trouble),
    )  # fmt: skip
