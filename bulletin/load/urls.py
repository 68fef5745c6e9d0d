"""content/urls.txt -> the addresses that were published once, and what stood at each of them.

A line is an address, a space, and its owner: the path of an article, or a register and an id
("content/tags.yaml#floods"). The file is written by `urls accept` and committed, so that no address
is ever lost unnoticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bulletin.diagnostics import problem
from bulletin.load.source import Source
from bulletin.model import URLS_FILE, Address, Diagnostic, Place

LINE = re.compile(r"\s*(/\S*)\s+(content/\S+)\s*", re.ASCII)


def read_urls(source: Source) -> tuple[tuple[Address, ...], tuple[Diagnostic, ...]]:
    """The remembered addresses in the order of the file, and the lines that are none."""
    addresses, wrong = [], []
    for number, line in enumerate(source.text.split("\n"), start=1):
        found = LINE.fullmatch(line)
        if found:
            addresses.append(Address(url=found[1], owner=found[2], line=number))
        elif line.strip():
            wrong.append(problem("urls-syntax", Place(path=URLS_FILE, line=number), value=line.strip()[:80]))
    return tuple(addresses), tuple(wrong)


def urls_text(addresses: Iterable[Address]) -> str:
    """The file that remembers `addresses`: a line each, sorted, so that two branches merge."""
    return "".join(f"{url} {owner}\n" for url, owner in sorted({(one.url, one.owner) for one in addresses}))
