"""Whom the preview answers, and what it gives out: to this machine, by its own name, the built site alone."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from bulletin.commands.serve import WORDS, proof_of
from bulletin.preview.site import State, with_tag
from served import PATIENCE, Answer, Served, ran

STORY = "/en/2017/02/relief-arrives/"
ADDRESSES = ("/", STORY, "/en/feed.xml", "/_preview/preview.js", "/nothing", "/livereload")
SECRET = "The editor's diary"
HELLO = '{"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}'
INFO = '{"command": "info", "url": ""}'


# -- by which name, and from where ----------------------------------------------------------------------

HOSTS = [
    ("127.0.0.1:{port}", 200),
    ("localhost:{port}", 200),
    ("LocalHost:{port}", 200),
    ("[::1]:{port}", 200),
    ("evil.example:{port}", 421),
    ("evil.example", 421),
    ("127.0.0.1", 421),
    ("127.0.0.1:1", 421),
    ("127.0.0.1.evil.example:{port}", 421),
    ("localhost.evil.example:{port}", 421),
    ("evil.example:{port}:{port}", 421),
    ("0.0.0.0:{port}", 421),
    ("192.0.2.1:{port}", 421),
    ("127.0.0.1:many", 421),
]
ORIGINS = [
    ("http://127.0.0.1:{port}", 200),
    ("http://evil.example", 403),
    ("http://evil.example:{port}", 403),
    ("http://127.0.0.1", 403),
    ("http://127.0.0.1:1", 403),
    ("https://127.0.0.1:{port}", 403),
    ("http://localhost:{port}", 403),
    ("http://127.0.0.1:{port}.evil.example", 403),
    ("file://", 403),
    ("null", 403),
    ("", 403),
]


@pytest.mark.parametrize(("host", "status"), HOSTS, ids=[host for host, _ in HOSTS])
def test_it_answers_to_the_names_of_this_machine_alone(shared: Served, host: str, status: int) -> None:
    named = host.format(port=shared.port)

    assert shared.ask(STORY, host=named).status == status
    if status != 200:
        assert [shared.ask(path, host=named).status for path in ADDRESSES] == [status] * len(ADDRESSES)
        assert b"Relief" not in shared.ask(STORY, host=named).body


@pytest.mark.parametrize(("origin", "status"), ORIGINS, ids=[origin or "empty" for origin, _ in ORIGINS])
def test_it_answers_no_page_from_elsewhere(shared: Served, origin: str, status: int) -> None:
    headers = {"Origin": origin.format(port=shared.port)}

    assert shared.ask(STORY, headers=headers).status == status
    if status != 200:
        found = [shared.ask(path, headers=headers).status for path in ADDRESSES]
        assert found == [status] * len(ADDRESSES)


def test_an_answer_is_not_kept_not_guessed_at_and_not_for_pages_from_elsewhere(shared: Served) -> None:
    wanted = {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
    }
    for path in ("/", STORY, "/en/feed.xml", "/_preview/preview.js", "/nothing", "/.hidden"):
        headers = shared.ask(path).headers
        assert {name: headers.get(name) for name in wanted} == wanted, path
        assert "Etag" not in headers and "Access-Control-Allow-Origin" not in headers, path


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_it_takes_nothing(shared: Served, method: str) -> None:
    assert shared.ask(STORY, method=method).status == 405


def test_the_head_of_a_page_is_that_of_the_page(shared: Served) -> None:
    head, page = (shared.ask(STORY, method=method) for method in ("HEAD", "GET"))

    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", str(len(page.body)))


# -- the socket -------------------------------------------------------------------------------------------


UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
}


@pytest.mark.parametrize(("host", "status"), HOSTS, ids=[host for host, _ in HOSTS])
def test_its_socket_answers_to_the_names_of_this_machine_alone(
    shared: Served, host: str, status: int
) -> None:
    answer = shared.ask("/livereload", host=host.format(port=shared.port), headers=UPGRADE)

    assert answer.status == (101 if status == 200 else status)


@pytest.mark.parametrize(("origin", "status"), ORIGINS, ids=[origin or "empty" for origin, _ in ORIGINS])
def test_its_socket_answers_no_page_from_elsewhere(shared: Served, origin: str, status: int) -> None:
    headers = {**UPGRADE, "Origin": origin.format(port=shared.port)}

    assert shared.ask("/livereload", headers=headers).status == (101 if status == 200 else status)


class Talk:
    """A talk over a socket, as a browser has it."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self.socket, self.over = socket, False

    async def say(self, said: str | bytes) -> None:
        await self.socket.write_message(said, binary=isinstance(said, bytes))

    async def ask(self, said: str | bytes) -> str | bytes | None:
        """What is answered; None where the socket is closed instead."""
        await self.say(said)
        return await self.hear()

    async def hear(self) -> str | bytes | None:
        message = await asyncio.wait_for(self.socket.read_message(), PATIENCE)
        self.over = message is None
        return message


@asynccontextmanager
async def talk(preview: Served) -> AsyncIterator[Talk]:
    """A talk that is ended in the end."""
    address = f"ws://{preview.host}/livereload"
    request = HTTPRequest(address, headers={"Origin": f"http://{preview.host}"})
    opened = Talk(await websocket_connect(request))
    yield opened
    opened.socket.close()
    while not opened.over:
        await opened.hear()


async def conversation(preview: Served, *said: str | bytes) -> list[str | bytes | None]:
    """The answers to what is said over a socket, one to each, as far as it was not closed."""
    answers: list[str | bytes | None] = []
    async with talk(preview) as opened:
        for one in said:
            answers += [] if opened.over else [await opened.ask(one)]
    return answers


def test_its_socket_says_hello_and_how_things_stand(shared: Served) -> None:
    hello, state = ran(conversation(shared, HELLO, INFO))

    assert isinstance(hello, str) and '"command": "hello"' in hello
    assert isinstance(state, str) and '"command":"state"' in state and WORDS["follow"] in state


JUNK = {
    "no JSON": "reload",
    "an open brace": "{",
    "nothing": "",
    "a list": "[]",
    "a number": "1",
    "bytes": b"\xff\xfe\x00",
    "a word in no encoding": b'{"command": "\xff"}',
    "half of a pair": '{"command": "\\ud800"',
    "a hundred thousand lists": '{"command": ' + "[" * 100_000,
    "a hundred thousand lists, closed": '{"command": ' + "[" * 100_000 + "]" * 100_000 + "}",
}


@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
def test_junk_on_its_socket_closes_it_and_the_server_lives_on(shared: Served, junk: str | bytes) -> None:
    assert ran(conversation(shared, HELLO, junk))[1:] == [None]
    assert shared.ask(STORY).status == 200
    assert ran(conversation(shared, HELLO)) != [None]


IGNORED = {
    "no command": "{}",
    "a number for a command": '{"command": 7}',
    "another's command": '{"command": "reload", "path": "*"}',
}


@pytest.mark.parametrize("said", IGNORED.values(), ids=IGNORED)
def test_what_a_browser_may_not_say_is_not_heard(shared: Served, said: str) -> None:
    async def heard() -> str | bytes | None:
        async with talk(shared) as opened:
            await opened.say(said)
            return await opened.ask(HELLO)

    assert '"command": "hello"' in str(ran(heard()))


# -- which files ------------------------------------------------------------------------------------------


@pytest.fixture
def secrets(shared: Served) -> Iterator[Served]:
    """A preview with a diary beside, above and within the folder that it serves, where no page is."""
    root = shared.site.root
    folder = proof_of(root)
    places = [root, root.parent, folder.parent, folder / ".hidden"]
    links = [folder / name for name in ("link.txt", "link.html", "link.css", "link")]
    for place in places:
        place.mkdir(exist_ok=True)
        for name in ("diary.txt", "diary.html", "index.html", ".diary.txt"):
            (place / name).write_text(SECRET)
    (folder / ".diary.txt").write_text(SECRET)
    for link in links:
        link.symlink_to(root if link.name == "link" else root / "diary.txt")
    yield shared
    for link in links:
        link.unlink()


WAYS = [
    "/../diary.txt",
    "/../../../diary.txt",
    "/../../../../diary.html",
    "/en/../../diary.txt",
    "/en/2017/../../../../../diary.html",
    "/%2e%2e/diary.txt",
    "/%2e%2e/%2e%2e/%2e%2e/diary.html",
    "/..%2fdiary.txt",
    "/%2e%2e%2fdiary.html",
    "/..%2f..%2f..%2fdiary.txt",
    "/..%5cdiary.txt",
    "/%252e%252e/diary.txt",
    "/....//diary.txt",
    "/./../diary.txt",
    "/{root}/diary.txt",
    "/{root}/diary.html",
    "/{root}/",
    "/{root}",
    "/%2f{root}/diary.txt",
    "/_preview/{root}/diary.txt",
    "/_preview/../diary.txt",
    "/_preview/../../site.py",
    "/_preview/..%2fsite.py",
    "/_preview/%2e%2e/site.py",
    "/_preview/",
    "/_preview",
    "/.diary.txt",
    "/%2ediary.txt",
    "/.hidden/diary.txt",
    "/.hidden/diary.html",
    "/.hidden/",
    "/.hidden",
    "/.puente-ledger",
    "/en/.%2e/.diary.txt",
    "/link.txt",
    "/link.html",
    "/link.css",
    "/link/diary.txt",
    "/link/diary.html",
    "/link/",
    "/link/bulletin.toml",
    "/.diary.txt%00.html",
    "/link.txt%00",
    "/bulletin.toml",
    "/content/stories/2017/floods/en.md",
    "/forcereload",
    "/livereload.js",
]


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_out_of_the_built_site(secrets: Served, way: str) -> None:
    answer = secrets.ask(way.format(root=secrets.site.root))

    assert answer.status in (400, 403, 404), answer
    assert SECRET not in answer.body.decode("utf-8", "replace")
    assert "Location" not in answer.headers


ODD = {
    "a name too long for any file": "/" + "a" * 300,
    "bytes in no encoding": "/%ff",
    "a page below a file": "/en/feed.xml/more",
    "a page below a page": STORY + "index.html/",
}


@pytest.mark.parametrize("path", ODD.values(), ids=ODD)
def test_an_odd_address_is_no_page(shared: Served, path: str) -> None:
    assert shared.ask(path).status in (400, 404)


def test_nobody_has_browsers_reload(shared: Served) -> None:
    async def heard() -> tuple[list[int], str | bytes | None]:
        async with talk(shared) as opened:
            for one in (HELLO, INFO):
                await opened.ask(one)
            statuses = [shared.ask(f"/forcereload{path}").status for path in ("", "?path=*", "/")]
            return statuses, await opened.ask(HELLO)

    statuses, last = ran(heard())
    assert statuses == [404] * 3
    assert '"command": "hello"' in str(last)


# -- what is sent -----------------------------------------------------------------------------------------

TAG = re.compile(rb'<script src="/_preview/preview\.js" defer [^>]*></script>')


def test_only_what_is_sent_has_the_script_of_the_preview(shared: Served) -> None:
    pages = 0
    for path, data in shared.built().items():
        assert b"_preview" not in data, path
        answer = shared.ask(f"/{path}")
        if not path.endswith(".html"):
            assert answer.body == data, path
            continue
        pages += 1
        assert len(TAG.findall(answer.body)) == 1, path
        assert TAG.sub(b"", answer.body) == data, path
    assert pages > 10


@pytest.mark.parametrize(
    ("policy", "sent"),
    [
        ("default-src 'none'", "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'"),
        ("default-src 'self'", "default-src 'self'; script-src 'self'; connect-src 'self'; style-src 'self'"),
        ("script-src 'none'", "script-src 'self'; connect-src 'self'; style-src 'self'"),
        ("img-src x; style-src y", "img-src x; style-src y 'self'; script-src 'self'; connect-src 'self'"),
    ],
)
def test_a_policy_of_the_bulletin_s_own_lets_the_script_of_the_preview_work(policy: str, sent: str) -> None:
    meta = '<meta http-equiv="Content-Security-Policy" content="{}">'
    page = with_tag(f"<head>{meta.format(policy)}</head>".encode(), State(lang="en"), "/")

    assert TAG.sub(b"", page).decode() == f"<head>{meta.format(sent)}</head>"


def kind(answer: Answer) -> str:
    return answer.headers["Content-Type"].partition(";")[0]


def test_every_file_is_sent_as_what_it_is(shared: Served) -> None:
    sheet = next(path for path in shared.built() if path.endswith(".css"))
    script, style = (shared.ask(f"/_preview/preview.{ending}") for ending in ("js", "css"))

    assert kind(shared.ask(STORY)) == "text/html"
    assert kind(shared.ask(f"/{sheet}")) == kind(style) == "text/css"
    assert kind(shared.ask("/en/feed.xml")).endswith("xml")
    assert kind(script) in ("text/javascript", "application/javascript")


def test_what_is_not_there_is_told_in_the_language_of_its_address(shared: Served) -> None:
    for path, lang in (("/es/nada/", 'lang="es"'), ("/en/nothing/", 'lang="en"'), ("/nothing", "<html")):
        answer = shared.ask(path)
        assert (answer.status, lang in answer.body.decode()) == (404, True), path


def test_a_folder_without_its_slash_leads_to_its_page(shared: Served) -> None:
    answer = shared.ask(STORY.rstrip("/"))

    assert (answer.status, answer.headers["Location"]) == (302, STORY)


def test_the_folder_that_is_served_is_below_that_of_derived_facts(shared: Served) -> None:
    assert proof_of(Path("x")) == Path("x/.bulletin/proof/site")
    assert shared.built()
