"""Pictures as they are published, kept beside the memo: encoding one takes longer than all else that is done to a story.

Each is a file named as it will be published, a name that carries the digest of its source, its settings and
the recipe; so a new version of Puente encodes them again only where its way of making pictures is another.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from bulletin.sealed import opened, sealed
from bulletin.write.memo import FORGOTTEN

FOLDER = "derivatives"


class Derivatives:
    """The derivatives of a project. What cannot be read or written is made again: nothing here is ever an error."""

    def __init__(self, state: Path, *, stores: bool) -> None:
        self.folder, self.stores = state / FOLDER, stores

    def get(self, path: str) -> bytes | None:
        """The bytes that were kept for a published path; None where there are none, or others."""
        file = self._file(path)
        try:
            return opened(file.name, file.read_bytes())
        except OSError:
            return None

    def put(self, path: str, data: bytes) -> None:
        """Keep the bytes of a published path. Forked children may call it, several at once."""
        file = self._file(path)
        beside = file.with_name(f".{file.name}.{os.getpid()}")
        if self.stores:
            try:
                self.folder.mkdir(exist_ok=True)
                beside.write_bytes(sealed(file.name, data))
                beside.replace(file)
            except OSError:  # a full disk: half a file helps nobody
                with suppress(OSError):
                    beside.unlink()

    def sweep(self, used: Collection[str], idle: Mapping[str, int]) -> dict[str, int]:
        """Count for how many builds each file was kept in vain, and remove what `FORGOTTEN` builds did not use.

        `used` are published paths, `idle` what came of the last sweep: builds in vain by name.
        """
        names = {self._file(path).name for path in used}
        counts: dict[str, int] = {}
        with suppress(OSError):
            for name in sorted(set(os.listdir(self.folder)) - names):
                counts[name] = idle.get(name, 0) + 1
                if counts[name] > FORGOTTEN or name.startswith("."):  # one that was killed while writing
                    del counts[name]
                    with suppress(OSError):
                        (self.folder / name).unlink()
        return counts

    def _file(self, path: str) -> Path:
        return self.folder / path.rpartition("/")[2]
