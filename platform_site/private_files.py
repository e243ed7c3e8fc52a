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
    if not _is_marked(folder):
        return
    for path in (folder, *folder.iterdir()):
        try:
            status = path.lstat()
            ours = status.st_uid == os.geteuid() and not status.st_mode & stat.S_ISVTX
            if ours and status.st_mode & OTHERS and not path.is_symlink():
                path.chmod(stat.S_IMODE(status.st_mode) & ~OTHERS)
        except OSError:
            # Of a file that came or went meanwhile, or somebody else's.
            continue


def _is_marked(folder: Path) -> bool:
    try:
        content = set(os.listdir(folder))
    except OSError:
        return False
    return not content or not content.isdisjoint(MARKS)


def open_to_others(folder: Path) -> list[Path]:
    """What of the run-time folder others may read or enter: the folder itself, what lies in it, and the keys."""
    places = [folder]
    for inner in (folder, folder / "keys"):
        if inner.is_dir():
            places += sorted(inner.iterdir())
    return [path for path in places if not path.is_symlink() and path.stat().st_mode & OTHERS]
