"""What a command prints: the problems, what was held back, and one line at the end."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click
from msgspec.structs import asdict

from bulletin.diagnostics.printing import as_records, as_text, in_order
from bulletin.languages.catalogs import Catalog
from bulletin.languages.dates import moment
from bulletin.model import BulletinError, Diagnostic, Held, Report, Turn
from bulletin.quick import SECONDS, Said
from bulletin.write.notes import Note

LONGEST_SOURCE = 5_000_000
"""Bytes of a file that is read again to show one of its lines."""


class SourceLines:
    """Lines of sources by path, each file read once, and only when it has a problem."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, list[str]] = {}

    def __call__(self, path: str, line: int) -> str:
        if path not in self.files:
            self.files[path] = self._read(path)
        lines = self.files[path]
        return lines[line - 1] if 0 < line <= len(lines) else ""

    def _read(self, path: str) -> list[str]:
        file = self.root / path
        try:
            if not file.is_file() or file.stat().st_size > LONGEST_SOURCE:
                return []
            text = file.read_bytes().decode("utf-8-sig", "replace")
        except OSError:
            return []
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def report_said(
    root: Path, report: Report, notes: Iterable[Note], words: Catalog, *, wrote: bool, proof: bool = False
) -> Said:
    """A build's report for people: problems first, the summary last. A `proof` shows what is held back."""
    problems = as_text(in_order(report.diagnostics), SourceLines(root), words.gettext)
    told = [problems] if problems else []
    told += [words.gettext(note.message) % dict(note.facts) for note in notes]
    lines = [] if proof else [*held_lines(report.held, words), *turn_lines(report.next_turn, words)]
    if wrote and not proof and report.new_addresses:
        lines.append(new_addresses_line(report.new_addresses, words))
    lines.append(summary(report, words, wrote=wrote))
    return Said(out=_lines(lines), err=_lines(told), code=0)


def _lines(texts: Iterable[str]) -> str:
    return "".join(f"{text}\n" for text in texts)


def say_problems(root: Path, diagnostics: Iterable[Diagnostic], words: Catalog) -> None:
    """Print problems for people, in their order, with the lines where they are."""
    text = as_text(in_order(diagnostics), SourceLines(root), words.gettext)
    if text:
        click.echo(text, err=True)


def held_lines(held: Iterable[Held], words: Catalog) -> list[str]:
    """How many articles were held back and why."""
    held = tuple(held)
    counts = {why: sum(one.why == why for one in held) for why in ("draft", "scheduled", "expired")}
    parts = []
    if counts["draft"]:
        parts.append(
            words.ngettext("%(num)d draft", "%(num)d drafts", counts["draft"]) % {"num": counts["draft"]}
        )
    if counts["scheduled"]:
        n = counts["scheduled"]
        parts.append(words.ngettext("%(num)d scheduled", "%(num)d scheduled", n) % {"num": n})
    if counts["expired"]:
        parts.append(
            words.ngettext("%(num)d expired", "%(num)d expired", counts["expired"])
            % {"num": counts["expired"]}
        )
    return [words.gettext("Held back: %(what)s") % {"what": ", ".join(parts)}] if parts else []


def turn_lines(turn: Turn | None, words: Catalog) -> list[str]:
    """When the site must be built again, because a story comes due or expires."""
    if turn is None:
        return []
    facts = {"when": moment(turn.when, words.lang), "path": turn.path}
    if turn.what == "due":
        return [words.gettext("Next story due: %(when)s (%(path)s)") % facts]
    return [words.gettext("Next story to expire: %(when)s (%(path)s)") % facts]


def new_addresses_line(number: int, words: Catalog) -> str:
    return words.ngettext(
        "%(num)d address is not in content/urls.txt yet; to remember it, run: python build.py urls accept",
        "%(num)d addresses are not in content/urls.txt yet; to remember them, run: python build.py urls accept",
        number,
    ) % {"num": number}


def summary(report: Report, words: Catalog, *, wrote: bool) -> str:
    """The last line: stories, pages, seconds (yet to be filled in), errors and warnings, and what became of the output."""
    errors, warnings = count(report.diagnostics)
    parts = [
        words.ngettext("%(num)d story", "%(num)d stories", report.stories) % {"num": report.stories},
        words.ngettext("%(num)d page", "%(num)d pages", report.pages) % {"num": report.pages},
        words.gettext("%(seconds)s s") % {"seconds": SECONDS},
    ]
    if errors:
        parts.append(words.ngettext("%(num)d error", "%(num)d errors", errors) % {"num": errors})
    parts.append(words.ngettext("%(num)d warning", "%(num)d warnings", warnings) % {"num": warnings})
    line = ", ".join(parts)
    if report.published:
        changed = words.gettext("written %(written)d, unchanged %(unchanged)d, removed %(removed)d")
        facts = {"written": report.written, "unchanged": report.unchanged, "removed": report.removed}
        return f"{line} ({changed % facts})"
    nothing = words.gettext("Nothing was published.")  # not inside an f-string: extraction would miss it
    return f"{line}. {nothing}" if wrote else line


def count(diagnostics: Iterable[Diagnostic]) -> tuple[int, int]:
    """(errors, warnings)."""
    found = tuple(diagnostics)
    errors = sum(one.severity == "error" for one in found)
    return errors, len(found) - errors


def report_as_json(report: Report, notes: Iterable[Note], words: Catalog) -> Said:
    """A build's report for programs: one JSON object on standard output."""
    record = {
        "diagnostics": as_records(report.diagnostics, words.gettext),
        "stories": report.stories,
        "pages": report.pages,
        "written": report.written,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "published": report.published,
        "held": [held_record(one) for one in report.held],
        "next_turn": turn_record(report.next_turn),
        "new_addresses": report.new_addresses,
        "notes": [words.gettext(note.message) % dict(note.facts) for note in notes],
        "seconds": SECONDS,
    }
    text = json.dumps(record, ensure_ascii=False, indent=2)
    return Said(out=text.replace(json.dumps(SECONDS), SECONDS) + "\n", err="", code=0)


def held_record(one: Held) -> dict[str, object]:
    """An article that is held back, for programs."""
    due, ended = (moment.isoformat() if moment else None for moment in (one.due, one.ended))
    return {**asdict(one), "due": due, "ended": ended}


def turn_record(turn: Turn | None) -> dict[str, str] | None:
    return {"when": turn.when.isoformat(), "path": turn.path, "what": turn.what} if turn else None


def say_lap(stage: str, seconds: float, words: Catalog) -> None:
    """Print how long a stage took; beside the report, so that --json stays one object."""
    facts = {"stage": words.gettext(stage), "seconds": f"{seconds:.2f}"}
    click.echo(words.gettext("%(stage)s: %(seconds)s s") % facts, err=True)


def say_trouble(trouble: BulletinError, words: Catalog) -> None:
    """Print trouble with the environment, and what to do about it."""
    message = words.gettext(trouble.message) % trouble.facts
    click.echo(f"{words.gettext('error')}: {message}", err=True)
    if trouble.hint:
        click.echo(f"  {words.gettext(trouble.hint) % trouble.facts}", err=True)


def exit_code(report: Report, *, strict: bool) -> int:
    errors, warnings = count(report.diagnostics)
    return 1 if errors or (strict and warnings) else 0


def use_utf8() -> None:
    """Messages have ñ and «»: a terminal of another encoding gets stand-ins, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
