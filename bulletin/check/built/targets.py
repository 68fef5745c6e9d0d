"""An address in a published file -> the file below the output that answers it, or what is wrong with it.

An address in full counts as one of ours where it begins with base_url. All others are left alone:
what stands elsewhere on the web is not ours to know.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from msgspec import Struct

from bulletin.check.built.facts import Fault
from bulletin.diagnostics import N_
from bulletin.plan.urls import Addresses, path_of

EMPTY = N_("it has an empty address")
UNREADABLE = N_('"%(target)s" is not an address')
NOT_FULL = N_("%(target)s is not written in full, from https:// on")
OUTSIDE = N_("%(target)s leads out of the site: the path of base_url is missing in it")
ABSENT = N_("%(target)s leads to nothing in the published folder")
WITHOUT_PART = N_('%(target)s leads to a page that has no id "%(part)s"')
HELD_BACK = N_("%(target)s is the address of %(held)s, which is held back")


class Ground(Struct, frozen=True, kw_only=True):
    """All that an address can lead to. `files` are those in the tree and those that are planned.

    A planned file that is missing is told once, not by every page that leads to it. `closed` are the
    links and mounts in the tree, which nobody looks behind. `held` are the paths that articles held
    back will have, with their sources; `ids` are those of each page that could be read.
    """

    addresses: Addresses
    files: frozenset[str]
    closed: frozenset[str]
    held: Mapping[str, str]
    ids: Mapping[str, frozenset[str]]


def fault_of(ground: Ground, url: str, target: str, *, in_full: bool = False) -> Fault | None:
    """What is wrong with the address `target` on the page `url`; `in_full` asks for https:// and a host."""
    if not target:
        return Fault(what=EMPTY)
    try:
        own = urlsplit(target)
        found = urlsplit(urljoin(ground.addresses.absolute(url), target))
    except ValueError:  # http://[x
        return Fault(what=UNREADABLE, target=target)
    if in_full and not own.scheme:
        return Fault(what=NOT_FULL, target=target)
    path = path_below(ground.addresses, found)
    if path is None:
        strays = not own.scheme and not own.netloc
        return Fault(what=OUTSIDE, target=target) if strays else None
    return _fault(ground, path, unquote(found.fragment), target)


def _fault(ground: Ground, path: str, part: str, target: str) -> Fault | None:
    held = ground.held.get(path) or ground.held.get(f"{path}/index.html")
    if held:
        return Fault(what=HELD_BACK, target=target, held=held)
    path = path if path in ground.files else f"{path}/index.html"
    if path not in ground.files and not _behind(path, ground.closed):
        return Fault(what=ABSENT, target=target)
    part = part.partition(":~:")[0]  # a text fragment is the browser's business
    if part and part != "top" and part not in ground.ids.get(path, {part}):
        return Fault(what=WITHOUT_PART, target=target, part=part)
    return None


def path_below(addresses: Addresses, found: SplitResult) -> str | None:
    """The path below the output that an address in full asks for; None where it is not one of ours."""
    own = addresses.within(found.geturl())
    return path_of(unquote(urlsplit(own).path)) if own else None


def path_named(addresses: Addresses, address: str) -> str | None:
    """The path below the output of an address as it is written in full; None where it is not one of ours."""
    try:
        return path_below(addresses, urlsplit(address))
    except ValueError:
        return None


def _behind(path: str, closed: frozenset[str]) -> bool:
    steps = path.split("/")
    return bool(closed) and any("/".join(steps[:end]) in closed for end in range(1, len(steps) + 1))
