"""The generators that are compared, one a module: the site each gets, and the command its user types."""

from __future__ import annotations

from benchmarks.peers.eleventy import Eleventy
from benchmarks.peers.hugo import Hugo, HugoWithoutRelated
from benchmarks.peers.nikola import Nikola
from benchmarks.peers.pelican import Pelican
from benchmarks.peers.tool import Tool

PEERS: dict[str, type[Tool]] = {
    peer.name: peer for peer in (Hugo, HugoWithoutRelated, Pelican, Nikola, Eleventy)
}
"""Those that can be asked for by name; Puente is always there."""
