"""`clean`: remove what was derived. The next build takes longer, and publishes the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from bulletin.commands.options import messages_option, pass_root
from bulletin.commands.run import BUSY
from bulletin.commands.said import say_trouble, use_utf8
from bulletin.commands.words import read_words
from bulletin.languages.catalogs import Catalog
from bulletin.model import BulletinError
from bulletin.pipeline.options import PROOF
from bulletin.quick import MEMO, STATE
from bulletin.write.derivatives import FOLDER
from bulletin.write.lock import BuildRunning, build_lock
from bulletin.write.notes import STRAY
from bulletin.write.spare import spare_of
from bulletin.write.stage import clear, is_ours
from bulletin.write.target import named, resolved
from bulletin.write.trouble import told


@click.command(name="clean", epilog="Example:  python build.py clean")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The published folder; the hidden spare folder beside it is removed.  [default: output]",
)
@messages_option
@pass_root
def command(root: Path, /, out: Path | None, messages: str | None) -> int:
    """Remove what earlier builds kept to make later ones faster. What is published stays as it is."""
    use_utf8()
    words = read_words(root, messages)
    try:
        target = resolved(out or root / "output")
        spare = spare_of(target) if target.name else target  # the root of the file system has none
        with build_lock(root / STATE, wait=False, on_wait=lambda: None):
            removed = _clean_state(root / STATE)
            removed += _clean_proof(root / STATE / PROOF, words)
            left = _clean_spare(spare)
    except BulletinError as trouble:
        say_trouble(trouble, words)
        return BUSY if isinstance(trouble, BuildRunning) else 2
    if left == ():
        removed.append(spare)
    for path in removed:
        click.echo(words.gettext("Removed: %(path)s") % {"path": _named(path, root)})
    if left:
        facts = {"path": _named(spare, root), "names": named(left)}
        click.echo(words.gettext(STRAY) % facts, err=True)
    elif not removed:
        click.echo(words.gettext("There was nothing to remove."))
    return 0


def _named(path: Path, root: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _clean_state(state: Path) -> list[Path]:
    """The memos and the derivatives go; the lock stays, for it is held. So does the record of a publication cut short."""
    with told(state):
        found = sorted([*state.glob(f"{MEMO}*"), *state.glob(FOLDER)])
        for path in found:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
    return found


def _clean_proof(state: Path, words: Catalog) -> list[Path]:
    """Remove what belongs to the preview, unless one is running: it knows what it left, and does not look again."""
    if not state.is_dir():
        return []
    try:
        with build_lock(state, wait=False, on_wait=lambda: None), told(state):
            shutil.rmtree(state)
    except BuildRunning:
        click.echo(words.gettext("A preview is running; its folder stays as it is."), err=True)
        return []
    return [state]


def _clean_spare(spare: Path) -> tuple[str, ...] | None:
    """Remove the spare. What is in it and not ours stays, with the spare, and is returned; None where there is none."""
    with told(spare):
        return clear(spare) if is_ours(spare) else None
