"""What a publication has to say besides its figures: msgids of the domain `diagnostics`, and their facts."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.diagnostics import N_

LINK = N_("%(out)s is a link: its files were replaced one by one, not all at once")
MOUNT = N_("%(out)s is a mount point: its files were replaced one by one, not all at once")
ABOVE = N_("the folder above %(out)s cannot be written: the files were replaced one by one, not all at once")
DAMAGED = N_("the ledger of %(out)s was lost or damaged: its files were compared and replaced one by one")
MIXED = N_("%(out)s holds files that are not ours: ours were replaced one by one, not all at once")
NO_EXCHANGE = N_(
    "folders cannot be exchanged here: the files of %(out)s were replaced one by one, not all at once"
)

LEFT = N_("not ours, left as they are (%(count)s): %(names)s")
CHANGED = N_("changed since they were published, so not removed (%(count)s): %(names)s")
REPLACED = N_("not ours, replaced by pages of the same path (%(count)s): %(names)s")
STRAY = N_("files that are not ours were left in %(path)s: %(names)s")

FINISHED = N_("an earlier publication into %(out)s had been interrupted; it is complete now")
DROPPED = N_(
    "an earlier publication into %(out)s was interrupted and cannot be completed; some pages may be out of date: build again"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something to say about a publication: a msgid of the domain `diagnostics`, and its facts."""

    message: str
    facts: tuple[tuple[str, str | int], ...] = ()
