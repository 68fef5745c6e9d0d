"""Work shared out among child processes, none of which can take the build down with it.

Children are forked for one piece of work and see everything that was there before it, so only results
travel back. A child that dies, or that stands still over one item for too long, is killed, and its batch is
done again one by one, so that the item can be named. Where processes cannot be forked safely (macOS,
Windows) the work is done in this process.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import select
import signal
import struct
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NoReturn, TypeVar

import msgspec

from bulletin.model import BulletinError
from bulletin.write.lock import let_go

Item = TypeVar("Item")
Work = Callable[[Item], bytes]
"""What is done to an item: the result comes back as bytes."""

BATCH = 50
"""Items that a child is given at a time, at most."""
FEW = 8
"""Items that are not worth a second child."""

PATIENCE = 10.0
"""Seconds that one item may take, by the clock on the wall (DESIGN 6)."""

HEAD = struct.Struct("<IBQ")
"""What stands before an answer: number of the batch, what kind of answer, length in bytes."""
DONE, TROUBLE, BUG = range(3)
READ_AT_ONCE = 1 << 20
STOPPING = (signal.SIGINT, signal.SIGTERM)
PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that a process is sent when its parent ends."""


class WorkFailed(Exception):
    """The work raised what is a bug of ours, in a child or in this process; the text is its traceback."""


class Pool:
    """`workers` children at most; none at all where it is 0.

    Below `alone` pieces this process works itself: one that is a child already, and may end, spares the fork.
    """

    def __init__(
        self, workers: int | None = None, patience: float = PATIENCE, batch: int = BATCH, *, alone: int = 1
    ) -> None:
        self.workers = _processors() if workers is None else workers
        self.patience, self.batch, self.alone = patience, batch, alone

    def map(
        self,
        work: Work[Item],
        items: Sequence[Item],
        *,
        worth: int = 1,
        batch: int = 0,
        patience: float = 0,
    ) -> Iterator[tuple[int, bytes | None]]:
        """(number of an item, what `work` made of it), as they come; None for one that no child survived.

        Below `worth` items it is done here: what cannot hang or crash is not worth a child. `batch` items are
        given to a child at a time, and each may take `patience` seconds; 0 for as is best for most. What `work` raises
        is raised, wherever it is done: a BulletinError as it is, any other Exception as WorkFailed.
        """
        if not self.workers or sys.platform != "linux" or len(items) < max(worth, self.alone):
            yield from _done_here(work, items)
            return
        size = batch or min(self.batch, max(FEW, -(-len(items) // self.workers)))
        batches = [range(len(items))[start : start + size] for start in range(0, len(items), size)]
        fallen: list[int] = []
        for numbers, answer in self._shared_out(work, items, batches, patience):
            if answer is None:
                fallen.extend(numbers)
            else:
                yield from zip(numbers, answer, strict=True)
        # Each in a batch of its own now: only the guilty ones are lost again.
        alone = [range(number, number + 1) for number in sorted(fallen)]
        for numbers, answer in self._shared_out(work, items, alone, patience):
            yield numbers[0], answer[0] if answer else None

    def _shared_out(
        self, work: Work[Item], items: Sequence[Item], batches: list[range], patience: float
    ) -> Iterator[tuple[range, list[bytes] | None]]:
        """(a batch, its results), as they come; None for a batch whose child fell."""
        with _Crew(work, items, batches, patience or self.patience) as crew:
            yield from crew.answers(min(self.workers, len(batches)))


def _done_here(work: Work[Item], items: Sequence[Item]) -> Iterator[tuple[int, bytes]]:
    for number, item in enumerate(items):
        try:
            made = work(item)
        except BulletinError:
            raise
        except Exception:
            raise WorkFailed(traceback.format_exc()) from None
        yield number, made


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 0


class _Child:
    """A child as its parent sees it: where to write the numbers of batches, where to read the answers."""

    def __init__(self, number: int, orders: int, answers: int, counter: mmap.mmap) -> None:
        self.number, self.orders, self.answers, self.counter = number, orders, answers, counter
        self.batch: int | None = None
        self.answered = False
        self.received = bytearray()
        self.seen, self.still, self.looked = -1, 0.0, 0.0

    @property
    def at(self) -> int:
        """The number of the item that it is at, or was at last."""
        return int(struct.unpack_from("<q", self.counter)[0])

    def order(self, batch: int) -> None:
        """Give it a batch. One that has died meanwhile cannot be told; that shows when its answers are read."""
        self.batch, self.seen, self.still, self.looked = batch, -1, 0.0, time.monotonic()
        with suppress(BrokenPipeError):
            os.write(self.orders, struct.pack("<I", batch))

    def stands_still(self, patience: float) -> bool:
        """Whether it has been at one item for longer than `patience`.

        Time in which nobody looked hardly counts: parent and children may have been stopped together (Ctrl-Z).
        """
        at, now = self.at, time.monotonic()
        self.still = self.still + min(now - self.looked, patience / 10) if at == self.seen else 0.0
        self.seen, self.looked = at, now
        return self.still > patience

    def receive(self) -> bool:
        """Take what it has written; False where nothing will come any more."""
        data = os.read(self.answers, READ_AT_ONCE)
        self.received += data
        self.still = 0.0
        return bool(data)

    def kill(self) -> None:
        """Kill it, if it has not ended already. It has not been buried, so nobody else has its number."""
        with suppress(ProcessLookupError):
            os.kill(self.number, signal.SIGKILL)

    def bury(self) -> None:
        """Wait for its end. Where the system buries children by itself (SIGCHLD ignored) that is done."""
        with suppress(ChildProcessError):
            os.waitpid(self.number, 0)
        os.close(self.orders)
        os.close(self.answers)


class _Crew:
    """The children of one piece of work. At the end of the `with` none is left, whatever happened."""

    def __init__(
        self, work: Callable[[Any], bytes], items: Sequence[Any], batches: list[range], patience: float
    ) -> None:
        self.work, self.items, self.batches, self.patience = work, items, batches, patience
        self.children: list[_Child] = []
        self.waiting = deque(range(len(batches)))

    def __enter__(self) -> _Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for child in self.children:
            child.kill()
        while self.children:
            self.children.pop().bury()

    def answers(self, workers: int) -> Iterator[tuple[range, list[bytes] | None]]:
        """(a batch, its results); None for a batch whose child fell."""
        for _ in range(workers):
            self._hire()
        while any(child.batch is not None for child in self.children):
            ready, _, _ = select.select(
                [child.answers for child in self.children], [], [], self.patience / 20
            )
            for child in list(self.children):
                if child.answers in ready:
                    yield from self._received(child)
                elif child.batch is not None and child.stands_still(self.patience):
                    yield from self._lost(child)

    def _received(self, child: _Child) -> Iterator[tuple[range, list[bytes] | None]]:
        if not child.receive():
            yield from self._lost(child)
            return
        while len(child.received) >= HEAD.size:
            batch, kind, length = HEAD.unpack_from(child.received)
            if len(child.received) < HEAD.size + length:
                return
            body = bytes(child.received[HEAD.size : HEAD.size + length])
            del child.received[: HEAD.size + length]
            if kind != DONE:
                _raise(kind, body)
            child.answered = True
            self._give(child)
            yield self.batches[batch], msgspec.msgpack.decode(body, type=list[bytes])

    def _lost(self, child: _Child) -> Iterator[tuple[range, None]]:
        """Bury a child, and hire another in its place.

        With one that had nothing to do, nothing is lost; what a child had not begun when it fell after a batch
        well done is another's to do.
        """
        child.kill()
        self.children.remove(child)
        child.bury()
        batch = child.batch
        innocent = batch is not None and child.answered and child.at not in self.batches[batch]
        if batch is not None and innocent:
            self.waiting.appendleft(batch)
        if self.waiting:
            self._hire()
        if batch is not None and not innocent:
            yield self.batches[batch], None

    def _give(self, child: _Child) -> None:
        child.batch = None
        if self.waiting:
            child.order(self.waiting.popleft())

    def _hire(self) -> None:
        """Fork a child and give it a batch."""
        counter = mmap.mmap(-1, 8)
        orders, give = os.pipe()
        take, answers = os.pipe()
        parent = os.getpid()
        with _uninterrupted():
            number = os.fork()
            if number == 0:
                _labour(parent, self.work, self.items, self.batches, orders, answers, counter)
            child = _Child(number, give, take, counter)
            self.children.append(child)
        os.close(orders)
        os.close(answers)
        self._give(child)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Signals that stop a build wait until the block is left.

    Raised in a child that has not begun yet, an interrupt would have it go on as if it were the build; raised
    in the parent, it would leave a child that nobody knows of.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _labour(
    parent: int,
    work: Callable[[Any], bytes],
    items: Sequence[Any],
    batches: list[range],
    orders: int,
    answers: int,
    counter: mmap.mmap,
) -> NoReturn:
    """The life of a child: batches in, answers out, until nobody asks any more."""
    try:
        _begin(parent)
        let_go(keep=(orders, answers))
        while order := os.read(orders, 4):
            batch = struct.unpack("<I", order)[0]
            kind, body = _answer(work, items, batches[batch], counter)
            _write(answers, HEAD.pack(batch, kind, len(body)) + body)
    finally:
        os._exit(0)


def _begin(parent: int) -> None:
    """Interrupts are the parent's to answer; when it ends, however it ends, the child ends too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    die_with(parent)


def die_with(parent: int) -> None:
    """When the parent ends, however it ends, this process ends too; on Linux, where that can be asked for."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we could ask
        os._exit(0)


def _answer(
    work: Callable[[Any], bytes], items: Sequence[Any], batch: range, counter: mmap.mmap
) -> tuple[int, bytes]:
    try:
        made = []
        for number in batch:
            struct.pack_into("<q", counter, 0, number)
            made.append(work(items[number]))
        return DONE, msgspec.msgpack.encode(made)
    except BulletinError as trouble:
        return TROUBLE, msgspec.msgpack.encode((trouble.message, trouble.hint, trouble.facts))
    except BaseException:
        return BUG, traceback.format_exc().encode("utf-8", "backslashreplace")


def _raise(kind: int, body: bytes) -> NoReturn:
    if kind == BUG:
        raise WorkFailed(body.decode())
    message, hint, facts = msgspec.msgpack.decode(body, type=tuple[str, str, dict[str, str | int]])
    raise BulletinError(message, hint, **facts)


def _write(number: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(number, view) :]
