"""The builder as the server knows it: real children that answer, are silent, say nonsense, or die."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import msgspec
import pytest

from builders import PROJECT
from bulletin.preview.worker import Lost, Problem, Reply, Request, Worker, this_python
from served import PATIENCE, is_gone, ran

HEAD = """
import os, sys, time
sys.path.insert(0, {project!r})
from bulletin.preview.worker import Reply, labour

def answer(request, progress):
{body}

labour(answer, sys.stdin.buffer, sys.stdout.buffer, os.getppid())
"""

Talk = Callable[[Worker], Coroutine[Any, Any, object]]


def child(*body: str) -> tuple[str, ...]:
    """A child that answers a request as the lines of `body` do."""
    lines = "\n".join(f"    {line}" for line in body)
    return this_python("-c", HEAD.format(project=str(PROJECT), body=lines))


ECHO = child("return Reply(text=' '.join(request.changed), trouble=str(os.getpid()))")
"""A child that says what was changed, and who it is."""


def talk(folder: Path, command: tuple[str, ...], say: Talk) -> Any:
    """What comes of a talk with a worker, which is stopped in the end."""

    async def whole() -> object:
        worker = Worker(command, folder, PATIENCE)
        try:
            return await say(worker)
        finally:
            await worker.stop()

    return ran(whole())


async def ask(worker: Worker, *changed: str) -> Reply:
    return await worker.ask(Request(changed=changed))


async def lost(worker: Worker, *changed: str) -> Lost:
    """How a child is lost that does not live to answer."""
    with pytest.raises(Lost) as caught:
        await ask(worker, *changed)
    return caught.value


# -- questions and answers --------------------------------------------------------------------------------


def test_a_child_answers_and_stays_for_the_next_question(tmp_path: Path) -> None:
    async def say(worker: Worker) -> list[Reply]:
        return [await ask(worker, "content/a.md", "content/ñ.md"), await ask(worker, "b")]

    first, second = talk(tmp_path, ECHO, say)
    assert (first.text, second.text) == ("content/a.md content/ñ.md", "b")
    assert first.trouble == second.trouble != str(os.getpid())


def test_an_answer_arrives_as_it_was_given(tmp_path: Path) -> None:
    problem = Problem(
        path="content/ñ.md", line=3, column=5, width=2, severity="error", code="link-broken", message="«no»",
        hint="", source="\tsee\u2028this",
    )  # fmt: skip
    reply = Reply(
        problems=(problem,), text="one\ntwo\n", published=True, base="/boletin/", written=None,
        follow="/es/ñ/", until=1.5,
    )  # fmt: skip
    (tmp_path / "reply.json").write_bytes(msgspec.json.encode(reply))
    command = child(
        "import msgspec", "return msgspec.json.decode(open('reply.json', 'rb').read(), type=Reply)"
    )

    assert talk(tmp_path, command, ask) == reply


def test_an_answer_may_be_as_long_as_it_has_to_be(tmp_path: Path) -> None:
    reply = talk(tmp_path, child("return Reply(text='x' * 10_000_000)"), ask)

    assert len(reply.text) == 10_000_000


def test_a_child_that_complains_a_lot_is_not_held_up(tmp_path: Path) -> None:
    command = child("sys.stderr.write('complaint\\n' * 100_000)", "return Reply(text='done')")

    assert talk(tmp_path, command, ask).text == "done"


def test_a_child_that_is_stale_is_replaced(tmp_path: Path) -> None:
    command = child("return Reply(stale=request.changed == ('engine',), trouble=str(os.getpid()))")

    async def say(worker: Worker) -> list[Reply]:
        return [await ask(worker), await ask(worker, "engine"), await ask(worker)]

    first, stale, other = talk(tmp_path, command, say)
    assert stale.stale
    assert first.trouble == stale.trouble != other.trouble
    assert is_gone(int(first.trouble))


def test_a_child_is_started_when_it_is_first_asked(tmp_path: Path) -> None:
    async def say(worker: Worker) -> bool:
        return worker.process is None

    assert talk(tmp_path, this_python("-c", "raise SystemExit"), say)


# -- children that are lost -------------------------------------------------------------------------------

LONG_WORDS = ("print('x' * 9999, file=sys.stderr)", "raise RuntimeError('no more ink')")
DEATHS = {
    "by an exception": (("raise RuntimeError('no more ink')",), "RuntimeError: no more ink"),
    "by an exception after many words": (LONG_WORDS, "RuntimeError: no more ink"),
    "by an exception of two lines": (("raise RuntimeError('no ink\\nno pen')",), "RuntimeError: no ink"),
    "by its own will": (("os._exit(7)",), ""),
    "by a signal": (("os.kill(os.getpid(), 9)",), ""),
    "in the middle of a word": (("sys.stdout.write('{\"type\"')", "sys.stdout.flush()", "os._exit(0)"), ""),
    "by nonsense": (("print('a stray word', flush=True)", "time.sleep(60)"), ""),
    "by an answer of another kind": (("print('[1]', flush=True)", "time.sleep(60)"), ""),
    "by a line of nothing": (("print(flush=True)", "time.sleep(60)"), ""),
    "by words in no encoding": (("sys.stderr.buffer.write(b'\\xff\\xfe')", "os._exit(1)"), ""),
}


@pytest.mark.parametrize(("body", "reason"), DEATHS.values(), ids=DEATHS)
def test_a_child_that_is_lost_is_told_of_with_the_reason(
    tmp_path: Path, body: tuple[str, ...], reason: str
) -> None:
    async def say(worker: Worker) -> tuple[Lost, bool]:
        return await lost(worker), worker.process is None

    loss, over = talk(tmp_path, child(*body), say)
    assert (loss.reason, loss.silent, over) == (reason, False, True)


def test_after_a_child_was_lost_another_answers(tmp_path: Path) -> None:
    command = child("if request.changed == (): os._exit(1)", "return Reply(text='alive')")

    async def say(worker: Worker) -> list[str]:
        words = []
        for _ in range(3):
            await lost(worker)
            words.append((await ask(worker, "a")).text)
        return words

    assert talk(tmp_path, command, say) == ["alive"] * 3


def test_a_child_that_was_killed_between_two_questions_is_told_of_and_another_answers(tmp_path: Path) -> None:
    async def say(worker: Worker) -> tuple[str, str]:
        first = (await ask(worker)).trouble
        os.kill(int(first), signal.SIGKILL)
        await lost(worker)
        return first, (await ask(worker)).trouble

    first, second = talk(tmp_path, ECHO, say)
    assert first != second


def test_a_program_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    assert talk(tmp_path, this_python("nothing.py"), lost).said.endswith("No such file or directory")


def test_a_python_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    assert "no such python" in talk(tmp_path, ("no such python",), lost).said


# -- children that are silent -----------------------------------------------------------------------------


SLOW = (
    "if request.changed == ('silence',): time.sleep(600)",
    "for number in range(20 * len(request.changed)):",
    "    time.sleep(0.1)",
    "    progress('render', number, 20)",
    "return Reply(text='done', trouble=str(os.getpid()))",
)
"""A child that is asked for silence, or for work that takes two seconds."""


def test_a_child_that_is_silent_for_too_long_is_given_up(tmp_path: Path) -> None:
    async def say(worker: Worker) -> tuple[int, Lost, float]:
        pid, worker.patience, begun = int((await ask(worker)).trouble), 1.0, time.monotonic()
        return pid, await lost(worker, "silence"), time.monotonic() - begun

    pid, loss, seconds = talk(tmp_path, child(*SLOW), say)
    assert (loss.silent, loss.said) == (True, "")
    assert 1 <= seconds < 5
    assert is_gone(pid)


def test_a_child_that_tells_that_it_is_alive_may_take_its_time(tmp_path: Path) -> None:
    async def say(worker: Worker) -> list[str]:
        first, worker.patience = await ask(worker), 1.2
        return [first.text, (await ask(worker, "work")).text]

    assert talk(tmp_path, child(*SLOW), say) == ["done", "done"]


def test_a_worker_is_stopped_whatever_its_child_is_doing(tmp_path: Path) -> None:
    command = child("open('pid', 'w').write(str(os.getpid()))", "time.sleep(600)")

    async def say(worker: Worker) -> None:
        asking = asyncio.create_task(ask(worker))
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            await asyncio.sleep(0.01)
        asking.cancel()
        await asyncio.wait([asking])
        await worker.stop()
        await worker.stop()

    talk(tmp_path, command, say)
    assert is_gone(int((tmp_path / "pid").read_text()))


def test_an_end_that_comes_with_the_answer_is_not_overheard(tmp_path: Path) -> None:
    async def say(worker: Worker) -> bool:
        asking = asyncio.create_task(ask(worker, "silence"))
        while worker.process is None or worker.process.stdout is None:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)  # it waits for the answer by now
        worker.process.stdout.feed_data(msgspec.json.encode(Reply(text="done")) + b"\n")
        asking.cancel()
        await asyncio.wait([asking])
        return asking.cancelled()

    assert talk(tmp_path, child(*SLOW), say)


# -- the child itself -------------------------------------------------------------------------------------


def test_a_child_answers_line_by_line_until_nobody_asks(tmp_path: Path) -> None:
    asked = b"".join(msgspec.json.encode(Request(changed=(word,))) + b"\n" for word in ("one", "two"))
    done = subprocess.run(ECHO, input=asked, capture_output=True, cwd=tmp_path, timeout=PATIENCE, check=False)
    replies = [msgspec.json.decode(line, type=Reply) for line in done.stdout.splitlines()]

    assert ([one.text for one in replies], done.returncode, done.stderr) == (["one", "two"], 0, b"")


def test_a_child_is_in_a_session_of_its_own_so_that_no_key_reaches_it(tmp_path: Path) -> None:
    command = child("return Reply(trouble=str(os.getsid(0)))")

    assert talk(tmp_path, command, ask).trouble != str(os.getsid(0))


def test_a_child_works_in_the_folder_of_the_project(tmp_path: Path) -> None:
    assert talk(tmp_path, child("return Reply(text=os.getcwd())"), ask).text == str(tmp_path)
