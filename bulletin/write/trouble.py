"""OSError in an editor's words: what could not be done, where, and what to do about it.

Only trouble of ours with the disk passes through here: what the maker of the pages raises is the
maker's to explain.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bulletin.diagnostics import N_
from bulletin.model import BulletinError

FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})

RIGHTS = N_("give yourself the right to write there, or choose another folder with --out")
AS_IT_WAS = N_("the published pages are as they were; free some room, then build again")
HALF_WAY = N_("some pages are new and some are old until the next build finishes: fix this, then build again")


@contextmanager
def told(where: Path, *, half_way: bool = False) -> Iterator[None]:
    """Turn an OSError inside the block into a BulletinError about `where`.

    `half_way` says that files were being replaced one by one, so the site may be partly new.
    """
    try:
        yield
    except OSError as trouble:
        raise _in_words(trouble, where, half_way=half_way) from trouble


def _in_words(trouble: OSError, where: Path, *, half_way: bool) -> BulletinError:
    path = str(trouble.filename2 or trouble.filename or where)  # of two, the one that was to be made
    if trouble.errno in FULL:
        return BulletinError(
            N_("no room left on the disk for %(out)s"), HALF_WAY if half_way else AS_IT_WAS, out=str(where)
        )
    if trouble.errno in FORBIDDEN:
        hint = HALF_WAY if half_way else RIGHTS
        return BulletinError(N_("no permission to read or write %(path)s"), hint, path=path)
    return BulletinError(
        N_("%(path)s cannot be written: %(reason)s"),
        HALF_WAY if half_way else N_("the published pages are as they were; fix this, then build again"),
        path=path,
        reason=trouble.strerror or str(trouble),
    )
