"""The sources of a project as they were seen at one moment: what stands in which folder, and each file's digest."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from bulletin.diagnostics import problem
from bulletin.digest import digest_bytes
from bulletin.load.source import read_bytes
from bulletin.model import Diagnostic, Place
from bulletin.quick import TOPS
from bulletin.snapshot import Names, Snapshot, look


class SourceFile(Struct, frozen=True, kw_only=True):
    """A file and what is in it. `digest` is "" for one that cannot be read, or is longer than may be."""

    path: str
    digest: str


def read_found(root: Path, path: str, digest: str, limit: int) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The bytes of a file that was found with this digest, and nobody else's: what is made of them is filed by it.

    With the digest "" it could not be read then, and is taken as it is.
    """
    data, problems = read_bytes(root, path, limit)
    if data is not None and digest and digest_bytes(data) != digest:
        return None, (problem("file-changed", Place(path=path)),)
    return data, problems


class Sources:
    """A snapshot of the project at `root`; files are opened for their digests alone, each at most once."""

    def __init__(self, root: Path, snapshot: Snapshot) -> None:
        self.root, self.snapshot = root, snapshot

    def listed(self, folder: str) -> Names:
        """The names in a folder, sorted, with their facts; none where there is no such folder."""
        return self.snapshot.names.get(folder, {})

    def trouble(self, folder: str) -> str:
        """Why a folder cannot be listed; "" where it can."""
        return self.snapshot.trouble.get(folder, "")

    def kind(self, path: str) -> str:
        """ "file", "folder", "other" for links and devices, "" where there is nothing."""
        folder, _, name = path.rpartition("/")
        found = self.snapshot.names.get(folder, {}).get(name)
        return found[0] if found else ""

    def below(self, folder: str) -> tuple[str, ...]:
        """The paths below a folder of all the files in it, sorted."""
        return tuple(
            sorted(
                f"{above}/{name}".removeprefix(f"{folder}/")
                for above, names in self.snapshot.names.items()
                if above == folder or above.startswith(f"{folder}/")
                for name, file in names.items()
                if file[0] != "folder"
            )
        )

    def file(self, path: str, limit: int) -> SourceFile:
        """A file of at most `limit` bytes, with its digest."""
        found = self.snapshot.file(path)
        if found is not None and not found[5] and found[1] <= limit:
            data, _ = read_bytes(self.root, path, limit)
            found[5] = "" if data is None else digest_bytes(data)
        return SourceFile(path=path, digest=found[5] if found else "")


def sources_of(root: Path, before: Snapshot | None = None) -> Sources:
    """The sources of a project as they are now; what is as it was `before` is not read again."""
    return Sources(root, look(str(root), TOPS, before))
