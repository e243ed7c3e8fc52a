"""What is written at run time belongs to the service's user alone: folders 0700, files 0600.

The database, the keys and uploaded documents lie in one folder, so that its own mode shields what is in it. Used before
Django is there; standard library only.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO
# What tells a run-time folder from any other that somebody may have named by mistake.
MARKS = ("settings.env", "shouwang.sqlite3", "keys", "media", "broker", "cache", "static")
SECRETS = ("settings.env", "shouwang.sqlite3", "shouwang.sqlite3-wal", "shouwang.sqlite3-shm")


def write_privately() -> None:
    """What this process writes from now on is for its user only."""
    os.umask(OTHERS)


def make_private(folder: Path) -> None:
    """Make the run-time folder if it is missing, and close it to others where it is ours to close.

    A folder of an earlier version is closed as well; one that shows no mark of ours, belongs to somebody else or is
    shared by all (/tmp) is left as it is, and `check --deploy` speaks of it.
    """
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)
        return
    for path in (folder, *(folder / name for name in (*SECRETS, "keys"))):
        try:
            status = path.stat()
            ours = status.st_uid == os.geteuid() and not status.st_mode & stat.S_ISVTX
            if ours and status.st_mode & OTHERS and (path != folder or _is_marked(folder)):
                path.chmod(stat.S_IMODE(status.st_mode) & ~OTHERS)
        except OSError:
            continue


def _is_marked(folder: Path) -> bool:
    content = {entry.name for entry in os.scandir(folder)}
    return not content or not content.isdisjoint(MARKS)


def open_to_others(folder: Path) -> list[Path]:
    """What of the run-time folder others may read or enter: the folder itself, what lies in it, and the keys."""
    places = [folder]
    for inner in (folder, folder / "keys"):
        if inner.is_dir():
            places += sorted(inner.iterdir())
    return [path for path in places if not path.is_symlink() and path.stat().st_mode & OTHERS]
