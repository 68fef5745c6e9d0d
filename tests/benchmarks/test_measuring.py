"""What a command costs: all of its processes count, and a command that fails is not a result. Nothing is timed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.compare import Result, Size
from benchmarks.measure import Command, CommandFailed, Cost, measure
from benchmarks.run import main, names_from, runs_of
from benchmarks.table import comparison, markdown, put

EACH = 40_000_000
CHILD = "import sys, time; held = b'x' * int(sys.argv[1]); time.sleep(float(sys.argv[2]))"
TWO_CHILDREN = """
import subprocess, sys
children = [subprocess.Popen([sys.executable, "-c", {child!r}, "{each}", "{seconds}"]) for _ in range(2)]
sys.exit(max(child.wait() for child in children))
"""


def python(program: str, folder: Path) -> Command:
    return Command(arguments=(sys.executable, "-c", program), folder=folder)


@pytest.mark.skipif(
    not Path("/proc/self/smaps_rollup").exists(), reason="the memory is read from Linux's /proc"
)
def test_the_memory_of_all_children_is_added_up(tmp_path: Path) -> None:
    for seconds in (0.6, 3, 15):  # a machine with a lot to do looks less often
        cost = measure(python(TWO_CHILDREN.format(child=CHILD, each=EACH, seconds=seconds), tmp_path))
        if cost.memory > 2 * EACH:
            break

    assert 2 * EACH < cost.memory < 5 * EACH


def test_the_cpu_time_of_children_counts(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.2: pass"
    parent = f"import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', {busy!r}]))"

    assert measure(python(parent, tmp_path), memory=False).cpu >= 0.2


def test_a_command_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match=r"ended with 3\nno such thing"):
        measure(python("import sys; print('no such thing'); sys.exit(3)", tmp_path))


def test_two_commands_in_sequence_add_their_seconds_and_share_the_highest_peak() -> None:
    costs = Cost(wall=1, cpu=2, memory=30) + Cost(wall=4, cpu=5, memory=6)

    assert costs == Cost(wall=5, cpu=7, memory=30)


def results() -> list[Result]:
    walls = {"puente": [3.0, 1.0, 2.0], "hugo": [4.0, 4.0, 5.0]}
    return [
        Result(
            action="cold",
            tool=tool,
            costs=[Cost(wall=wall, cpu=2 * wall, memory=1_000_000) for wall in times],
            size=Size(pages=7, files=9, bytes=2_500_000),
        )
        for tool, times in walls.items()
    ]


def test_the_table_shows_medians_and_their_ratio_to_hugo() -> None:
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]] for line in comparison(results()).splitlines()[2:]
    ]

    assert rows == [
        ["cold build", "puente", "2.00", "1.00 to 3.00", "0.50", "4.00", "0.50", "1", "7", "9", "2.5", "3"],
        ["cold build", "hugo", "4.00", "4.00 to 5.00", "1.00", "8.00", "1.00", "1", "7", "9", "2.5", "3"],
    ]


def test_columns_of_words_and_of_numbers_are_aligned() -> None:
    assert markdown(("a", "n"), [("word", "1"), ("b", "22")], words=1).splitlines() == [
        "| a    |  n |",
        "| ---- | -: |",
        "| word |  1 |",
        "| b    | 22 |",
    ]


def test_only_what_stands_between_the_marks_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "performance.md"
    file.write_text("Before.\n<!-- sample -->\nold\n<!-- /sample -->\nAfter.\n")

    put(file, "sample", "new")

    assert file.read_text() == "Before.\n<!-- sample -->\n\nnew\n\n<!-- /sample -->\nAfter.\n"
    with pytest.raises(ValueError, match="growth"):
        put(file, "growth", "new")


def test_the_number_of_runs_can_differ_for_one_tool() -> None:
    assert runs_of("5") == {"": 5}
    assert runs_of("4,nikola=1") == {"": 4, "nikola": 1}


def test_an_unknown_peer_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert names_from(["hugo"])("hugo") == ("hugo",)
    with pytest.raises(SystemExit):
        main(["--peers", "hugo,jekyl"])
    assert "unknown: jekyl" in capsys.readouterr().err
