"""Links that lead nowhere, each with the line where it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from bulletin.diagnostics import problem, suggest
from bulletin.model import Article, Diagnostic, Prose
from bulletin.plan.links import Bound

FILE = re.compile(r"^story:|/[a-z]{2}\.md$")
HOST = re.compile(
    r"www\.[a-z0-9-]+\.|(?:[a-z0-9-]+\.)+(?:com|org|net|int|edu|gov|gob|mil|info)(?:\.[a-z]{2})?(?:[:/?#]|$)",
    re.ASCII | re.IGNORECASE,
)
MAILBOX = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.ASCII | re.IGNORECASE)
CODES = {
    "broken": "link-broken",
    "part": "link-part-broken",
    "held": "link-held-back",
    "outside": "link-outside",
    "unsafe": "link-unsafe",
}


def check_links(
    article: Article, prose: Prose, bounds: Iterable[Bound], published: frozenset[str] | None
) -> tuple[Diagnostic, ...]:
    """Every reference of an article that could not be bound, or that names an address without a page.

    `published` are the paths below output/ of all pages and assets. None is for an article that is held
    back itself: what is held back beside it, or has no page before it, is no fault yet.
    """
    suspects = [bound for bound in bounds if bound.fault or bound.binding.target.startswith("/")]
    if not suspects:
        return ()
    places = {reference.target: reference.place for reference in reversed(prose.links)}
    problems = []
    for bound in suspects:
        target = bound.binding.target
        if published is None and bound.fault == "held":
            continue
        if bound.fault == "broken" and (full := _with_scheme(target)):
            place = places[target]
            problems.append(problem("link-scheme", place, target=target, example=full))
        elif bound.fault:
            facts = _facts(bound)
            problems.append(problem(CODES[bound.fault], places[target], **facts))
        elif published is not None and target.startswith("/") and not _answered(target, published):
            place = places[target]
            problems.append(problem("link-broken", place, target=target, suggestion=""))
    return tuple(problems)


def _with_scheme(target: str) -> str:
    """The full address of a host or a mailbox that is written without its scheme; "" for all else."""
    if MAILBOX.fullmatch(target):
        return f"mailto:{target}"
    return f"https://{target}" if HOST.match(target) else ""


def _facts(bound: Bound) -> dict[str, str | int]:
    facts: dict[str, str | int] = {"target": bound.binding.target}
    if bound.fault == "broken":
        key = FILE.sub("", bound.binding.target.partition("#")[0]).rstrip("/").rpartition("/")[2]
        near = suggest(key, bound.near)
        facts["suggestion"] = f"story:{near}" if near else ""
    elif bound.fault == "part":
        facts |= {
            "part": bound.part,
            "suggestion": suggest(bound.part, bound.near),
            "parts": ", ".join(bound.near) or "-",
        }
    return facts


def _answered(target: str, published: frozenset[str]) -> bool:
    path = unquote(urlsplit(target).path).removeprefix("/")
    return path in published or f"{path.rstrip('/')}/index.html".removeprefix("/") in published
