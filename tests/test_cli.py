"""The command line: exit codes, what is printed where, and a program that can be stopped at any time."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from builders import PROJECT, SiteBuilder, elements
from bulletin.cli import COMMANDS, main
from bulletin.write.lock import build_lock

NOW = "2017-06-01T12:00"


@pytest.fixture
def floods(site: SiteBuilder) -> SiteBuilder:
    return site.story("floods", en={}, es={})


def run(site: SiteBuilder, *arguments: str) -> int:
    return main([*arguments, "--now", NOW], root=site.root)


def broken(site: SiteBuilder) -> SiteBuilder:
    return site.story("floods", en={}, es={}, en_body="[x](story:nowhere)")


def warned(site: SiteBuilder) -> SiteBuilder:
    return site.story("floods", en={}, es={}, en_body="# Too large\n")


# -- exit codes -------------------------------------------------------------------------------------


def test_a_good_site_is_published_with_exit_code_0(floods: SiteBuilder) -> None:
    assert run(floods) == 0
    assert "Relief arrives" in floods.html("/en/2017/02/relief-arrives/")


def test_build_is_what_is_done_without_a_command(floods: SiteBuilder) -> None:
    assert (run(floods, "build"), run(floods)) == (0, 0)


def test_a_problem_of_the_content_is_exit_code_1_and_leaves_the_output_as_it_was(floods: SiteBuilder) -> None:
    run(floods)
    before = floods.files()
    broken(floods)

    assert run(floods) == 1
    assert floods.files() == before


def test_a_warning_is_exit_code_0_and_with_strict_1(site: SiteBuilder) -> None:
    warned(site)

    assert run(site, "check") == 0
    assert run(site, "check", "--strict") == 1
    assert run(site, "--strict") == 1
    assert not site.out.exists()
    assert run(site) == 0


WRONG = [
    (["--strickt"], "--strict"),
    (["buidl"], "Did you mean 'build'?"),
    (["chekc"], "Did you mean 'check'?"),
    (["check", "--out", "x"], "--out"),
    (["--now", "yesterday"], "write 2017-02-08 or 2017-02-08T06:30"),
    (["--messages", "pt"], "'en', 'es'"),
    (["--base-url", "/boletin/"], "write a full address"),
    (["--base-url", "ftp://example.org/"], "write a full address"),
    (["--base-url", "https://["], "write a full address"),
    (["--out", "."], "the project itself"),
    (["--out", ".."], "the project itself"),
    (["--out", "content"], "content"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=[" ".join(row[0]) for row in WRONG])
def test_wrong_usage_is_exit_code_2_with_advice(
    floods: SiteBuilder,
    arguments: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(floods.root)

    assert main(arguments, root=floods.root) == 2
    err = capsys.readouterr().err
    assert said in err and "Traceback" not in err
    assert not floods.out.exists()


def test_a_foreign_folder_is_exit_code_2_and_adopt_is_offered(
    floods: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    floods.write("output/mine.txt", "mine")

    assert run(floods) == 2
    assert "--adopt" in capsys.readouterr().err
    assert run(floods, "--adopt") == 0
    assert floods.html("/mine.txt") == "mine"


def test_a_bug_of_ours_is_exit_code_3_and_says_so(
    floods: SiteBuilder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> int:
        raise RuntimeError("our bug")

    monkeypatch.setattr("bulletin.commands.build.run", fails)

    assert run(floods) == 3
    assert "This is a bug in Puente, not in your text." in capsys.readouterr().err


def test_another_build_is_exit_code_75_for_those_who_do_not_wait(floods: SiteBuilder) -> None:
    with build_lock(floods.root / ".bulletin", wait=False, on_wait=lambda: None):
        assert run(floods, "--no-wait") == 75
        assert run(floods, "check") == 0
    assert run(floods, "--no-wait") == 0


# -- what is printed --------------------------------------------------------------------------------

ENDS = [
    (
        ["--messages", "en"],
        r"1 story, \d+ pages, \d+\.\d s, \d+ warnings? \(written \d+, unchanged 0, removed 0\)",
    ),
    (["check", "--messages", "en"], r"1 story, \d+ pages, \d+\.\d s, \d+ warnings?"),
    (["--messages", "es"], r"1 \w+, \d+ páginas, \d+[.,]\d s, \d+ (advertencias?|avisos?).* \(.*\)"),
]


@pytest.mark.parametrize(("arguments", "line"), ENDS, ids=[" ".join(row[0]) for row in ENDS])
def test_the_last_line_says_stories_pages_seconds_and_warnings(
    floods: SiteBuilder, arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(floods, *arguments)

    assert re.fullmatch(line, capsys.readouterr().out.splitlines()[-1])


def test_a_build_that_publishes_nothing_says_so_last(
    site: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    run(broken(site), "--messages", "en")

    assert capsys.readouterr().out.splitlines()[-1].endswith(". Nothing was published.")


def test_what_is_held_back_and_what_comes_due_is_said(
    floods: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    floods.story("later", en={"title": "Later", "date": "2018-03-01"})
    floods.story("next", en={"title": "Next", "publish": "2017-12-31 23:59"}, es={"draft": "true"})
    floods.story("gone", en={"title": "Gone", "expires": "2017-05-01"})
    run(floods, "--messages", "en")
    english = capsys.readouterr().out
    run(floods, "--messages", "es")
    spanish = capsys.readouterr().out

    assert "Held back: 1 draft, 2 scheduled, 1 expired\n" in english
    assert "Next story due: December 31, 2017, 23:59 (content/stories/2017/next/en.md)\n" in english
    assert "31 de diciembre de 2017, 23:59" in spanish


def test_problems_are_told_on_the_error_stream_with_place_line_and_advice(
    site: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    run(broken(site), "check", "--messages", "en")
    found = capsys.readouterr()

    assert "content/stories/2017/floods/en.md:8:5: error link-broken: " in found.err
    assert "    8 | [x](story:nowhere)\n      |     ^^^^^^^^^^^^^\n" in found.err
    assert "link-broken" not in found.out


def test_messages_are_in_the_language_asked_for(
    site: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    run(broken(site), "check", "--messages", "es")

    assert "el enlace «story:nowhere»" in capsys.readouterr().err.replace(
        '"story:nowhere"', "«story:nowhere»"
    )


def test_a_run_with_nothing_to_do_says_the_same_again(
    site: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = [run(warned(site)), run(site)]
    run(site)
    first = capsys.readouterr().err
    run(site)
    second = capsys.readouterr().err

    assert codes == [0, 0]
    assert second and second in first


def test_json_is_one_object_on_standard_output(site: SiteBuilder, capsys: pytest.CaptureFixture[str]) -> None:
    broken(site).story("later", en={"title": "Later", "date": "2018-03-01"})

    assert run(site, "--json", "--messages", "en", "-v") == 1
    record = json.loads(capsys.readouterr().out)
    problem = next(one for one in record["diagnostics"] if one["code"] == "link-broken")

    assert {name: problem[name] for name in ("path", "line", "column", "width", "severity")} == {
        "path": "content/stories/2017/floods/en.md", "line": 8, "column": 5, "width": 13, "severity": "error",
    }  # fmt: skip
    assert (record["published"], record["stories"]) == (False, 1)
    assert record["held"][0]["due"] == "2018-03-01T00:00:00-05:00"


def test_verbose_says_how_long_each_stage_took(
    floods: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    run(floods, "-v", "--messages", "en")
    lines = [line for line in capsys.readouterr().err.splitlines() if re.search(r": \d+\.\d\d s$", line)]

    assert [line.partition(":")[0] for line in lines] == [
        "Reading the files", "Pairing the languages", "Reading the stories", "Planning the pages",
        "Checking links and pictures", "Making the pages", "Publishing",
    ]  # fmt: skip


@pytest.mark.parametrize("arguments", [[], *([name] for name in COMMANDS)], ids=lambda words: " ".join(words) or "-")  # fmt: skip
def test_help_has_an_example(
    site: SiteBuilder, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--help"], root=site.root) == 0
    assert re.search(r"Example: +python build\.py", capsys.readouterr().out)


@pytest.mark.parametrize("name", ["extract", "update", "status"])
def test_help_on_strings_has_an_example(
    site: SiteBuilder, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["strings", name, "--help"], root=site.root) == 0
    assert f"python build.py strings {name}" in capsys.readouterr().out


def test_the_first_build_says_how_to_look_at_the_site_and_the_next_ones_do_not(
    floods: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for title in ("One", "Two"):
        floods.story("floods", en={"title": title}, es={})
        run(floods, "--messages", "en")
        said.append(capsys.readouterr().out)

    assert "To look at the site, run: python build.py serve --open\n" in said[0]
    assert "serve --open" not in said[1]


def test_the_first_build_into_another_folder_says_how_to_look_at_that(
    floods: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    run(floods, "--messages", "en", "--out", str(floods.root / "other"))

    assert f"python -m http.server -d {floods.root / 'other'}\n" in capsys.readouterr().out


def test_nothing_is_said_of_looking_where_nothing_was_published(
    site: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    run(broken(site))
    run(site, "check")

    assert "serve --open" not in capsys.readouterr().out


# -- options ----------------------------------------------------------------------------------------


def test_check_writes_nothing(floods: SiteBuilder) -> None:
    before = sorted(floods.root.rglob("*"))
    run(floods, "check")

    assert sorted(floods.root.rglob("*")) == before


NOWS = [
    ("2017-02-07T23:59", False), ("2017-02-08", True), ("2017-02-08T04:59+00:00", False),
    ("2017-02-08T05:00+00:00", True), ("2017-02-08T06:00+01:00", True),
]  # fmt: skip


@pytest.mark.parametrize(("now", "seen"), NOWS, ids=[row[0] for row in NOWS])
def test_now_is_in_the_site_s_zone_unless_it_says_otherwise(
    floods: SiteBuilder, now: str, seen: bool
) -> None:
    main(["--now", now], root=floods.root)

    assert (floods.out / "en/2017/02/relief-arrives/index.html").exists() == seen


def test_out_publishes_elsewhere(floods: SiteBuilder, tmp_path_factory: pytest.TempPathFactory) -> None:
    out = tmp_path_factory.mktemp("elsewhere") / "public"

    assert run(floods, "--out", str(out)) == 0
    assert (out / "en" / "index.html").exists() and not floods.out.exists()


ELSEWHERE = re.compile(r"(https?:|mailto:|tel:|#|tag:)")


def test_every_address_of_a_site_below_a_path_begins_with_that_path(floods: SiteBuilder) -> None:
    floods.story("links", en={"title": "Links"}, en_body="[a](story:floods) [b](/en/tags/) [c](#d)\n\n## D\n")
    run(floods, "--base-url", "https://example.org/boletin/")

    for path, data in floods.files().items():
        for one in elements(data.decode()) if path.endswith(".html") else ():
            for target in (one[name] for name in ("href", "src") if name in one):
                assert target.startswith("/boletin/") or ELSEWHERE.match(target), (path, target)
        assert b"https://example.org/en/" not in data and b"https://example.org/es/" not in data, path
        assert b"/boletin/boletin/" not in data, path


# -- a process --------------------------------------------------------------------------------------


@pytest.fixture
def program(floods: SiteBuilder) -> list[str]:
    """The command that runs the program on the project, as a person would."""
    shutil.copyfile(PROJECT / "build.py", floods.root / "build.py")
    return [sys.executable, str(floods.root / "build.py"), "--now", NOW]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"}


def test_the_program_runs_from_any_folder_and_draws_nothing_in_a_pipe(
    floods: SiteBuilder, program: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    done = subprocess.run(program, capture_output=True, cwd=elsewhere, env=environment(), check=False)

    assert done.returncode == 0, done.stderr
    assert b"\x1b" not in done.stdout + done.stderr and b"\r" not in done.stdout + done.stderr
    assert (floods.out / "index.html").exists()
    assert list(elsewhere.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["SIGINT", "SIGTERM"])  # fmt: skip
def test_a_build_that_is_stopped_leaves_at_once_and_changes_nothing(
    floods: SiteBuilder, program: list[str], number: signal.Signals, code: int
) -> None:
    run(floods)
    before = floods.files()
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    floods.write("templates/story.html", endless).story("floods", en={"title": "Edited"}, es={})
    with subprocess.Popen(
        program,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        preexec_fn=heed_interrupts,
    ) as process:
        try:
            wait_for(floods.root / ".output.stage", process)
            started = time.monotonic()
            process.send_signal(number)
            _, err = process.communicate(timeout=20)
            seconds = time.monotonic() - started
        finally:
            process.kill()  # it would go on for ever

    assert process.returncode == code
    assert b"Traceback" not in err
    assert seconds < 2
    assert floods.files() == before
    assert run_again(floods) == 0


def heed_interrupts() -> None:
    """What a shell starts in the background ignores SIGINT, and so would all that the tests start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_for(path: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the build has staged its first pages and is in the middle of its work."""
    ends = time.monotonic() + 20
    while not path.exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < ends
        time.sleep(0.01)


def run_again(site: SiteBuilder) -> int:
    shutil.copyfile(PROJECT / "templates" / "story.html", site.root / "templates" / "story.html")
    return run(site)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("words", [["list"], ["check", "--json"]], ids=" ".join)
def test_a_full_disk_behind_what_is_printed_is_no_bug(site: SiteBuilder, words: list[str]) -> None:
    site.story("floods", en={})
    shutil.copyfile(PROJECT / "build.py", site.root / "build.py")
    shutil.copytree(PROJECT / "bulletin", site.root / "bulletin")
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "build.py", *words], cwd=site.root, stdout=full, stderr=subprocess.PIPE, check=False)  # fmt: skip

    assert (done.returncode, b"Traceback" in done.stderr) == (2, False)
    assert b"No space left" in done.stderr
