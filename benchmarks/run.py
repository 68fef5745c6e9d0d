"""Puente beside other generators: python benchmarks/run.py --stories 5000 --peers hugo,pelican

    --sample                      a build of the sample site with nothing to do beside `python -c pass`
    --growth 1000,5000,25000      how Puente and Hugo grow
    --write docs/performance.md   put the results between the marks of their kind in that file

Everything is made in .benchmarks/, which is not committed; the peers are installed there at first need.
"""

from __future__ import annotations

import argparse
import fcntl
import signal
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))  # run as a file, it would not find `benchmarks` and `bulletin`

from benchmarks import table  # noqa: E402, RUF100
from benchmarks.actions import ACTIONS, Unseen  # noqa: E402, RUF100
from benchmarks.compare import Contest, Result  # noqa: E402, RUF100
from benchmarks.corpus import make_corpus  # noqa: E402, RUF100
from benchmarks.install import home_of  # noqa: E402, RUF100
from benchmarks.machine import described  # noqa: E402, RUF100
from benchmarks.measure import CommandFailed  # noqa: E402, RUF100
from benchmarks.peers import PEERS  # noqa: E402, RUF100
from benchmarks.peers.puente import Puente  # noqa: E402, RUF100
from benchmarks.peers.tool import Tool  # noqa: E402, RUF100
from benchmarks.sample import sample  # noqa: E402, RUF100
from benchmarks.telling import told  # noqa: E402, RUF100

WORK = PROJECT / ".benchmarks"
GROWTH = ("cold", "nothing", "body")


def main(arguments: Sequence[str] | None = None) -> int:
    options = read(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what is being timed is ended too
    WORK.mkdir(exist_ok=True)
    with (WORK / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("another benchmark is running: each would spoil the other's figures", file=sys.stderr)
            return 2
        return measured(options)


def measured(options: argparse.Namespace) -> int:
    """What was asked for; an exit code."""
    machine = described()
    try:
        if options.sample:
            part, text = "sample", sample(WORK / "sample")
        elif options.growth:
            part, text = "growth", grown(options)
        else:
            part, text = "comparison", contested(options)
    except (CommandFailed, Unseen) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    text = f"{machine}.\n\n{text}"
    print(text)
    if options.write:
        table.put(options.write, part, text)
    return 0


def read(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--stories", type=int, default=1000, help="how many, each in two languages")
    parser.add_argument(
        "--peers", type=names_from(PEERS), default=("hugo",), help=f"some of {','.join(PEERS)}"
    )
    parser.add_argument("--actions", type=names_from(ACTIONS), help=f"some of {','.join(ACTIONS)}")
    parser.add_argument("--runs", type=runs_of, default={"": 3}, help="of each action: 5, or 3,nikola=1")
    parser.add_argument("--growth", type=numbers, help="sizes to compare Puente and Hugo at")
    parser.add_argument("--sample", action="store_true", help="only a build with nothing to do")
    parser.add_argument("--write", type=Path, help="a document with the marks to write between")
    return parser.parse_args(arguments)


def names_from(known: Collection[str]) -> Callable[[str], tuple[str, ...]]:
    """A reader of names with commas between them; argparse says which one is unknown."""

    def names(text: str) -> tuple[str, ...]:
        found = tuple(name for name in text.split(",") if name)
        if unknown := [name for name in found if name not in known]:
            raise argparse.ArgumentTypeError(f"unknown: {', '.join(unknown)}")
        return found

    return names


def numbers(text: str) -> tuple[int, ...]:
    return tuple(int(one) for one in text.split(","))


def runs_of(text: str) -> dict[str, int]:
    """How many runs each tool has; under "" those of all others."""
    pairs = [part.partition("=") if "=" in part else ("", "", part) for part in text.split(",")]
    return {"": 3} | {name: int(count) for name, _, count in pairs}


def contested(options: argparse.Namespace) -> str:
    """Every tool that was asked for, at one size."""
    actions = options.actions or tuple(ACTIONS)
    tools, results = contest(options.stories, options.peers, actions, options.runs)
    return f"{table.comparison(results)}\n\n{told(options.stories, tools)}"


def grown(options: argparse.Namespace) -> str:
    """Puente and Hugo at several sizes, with fewer actions unless some are asked for."""
    sizes = []
    tools: Sequence[Tool] = ()
    for stories in options.growth:
        tools, results = contest(stories, options.peers, options.actions or GROWTH, options.runs)
        sizes.append((stories, results))
    return f"{table.growth(sizes)}\n\n{told(options.growth[0], tools)}"


def contest(
    stories: int, peers: Sequence[str], actions: Sequence[str], runs: Mapping[str, int]
) -> tuple[Sequence[Tool], list[Result]]:
    """One comparison from beginning to end, in a folder that is made anew."""
    kinds: list[type[Tool]] = [Puente, *(PEERS[name] for name in peers)]
    tools = [kind(WORK / "sites" / kind.name, home_of(kind.package or kind.name, WORK)) for kind in kinds]
    started = Contest(tools, make_corpus(stories), say=lambda text: print(text, file=sys.stderr))
    try:
        started.prepare()
        started.run(actions, {tool.name: runs.get(tool.name, runs[""]) for tool in tools})
    except BaseException:
        # Hours of measuring are not lost with the run that failed.
        print(table.comparison(started.results), file=sys.stderr)
        raise
    return tools, started.results


if __name__ == "__main__":
    sys.exit(main())
