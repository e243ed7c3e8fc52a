"""Reading a roster in a process of its own, which has little memory and neither keys nor database."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.tabular.reading import How
from common.tabular.records import Record, TableError
from common.tabular.sheet import HEAD, Sheet
from platform_site.rosters.files import Lines, LineWriter

# Longer than its processor seconds: the machine may be busy.
_PATIENCE_SECONDS = 600
_TOLD_EVERY = 1_000


def read_into(path: Path, pieces: Iterable[bytes], tell: Callable[[int], None] = lambda read: None) -> How:
    """Read the file that the pieces make up and lay its rows into `path`; returns how it was read.

    `tell` hears from time to time how many rows there are, and may raise to give up. Raises TableError with what is
    wrong with the file, also when it asked for more memory or time than a table may.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "common.tabular.reading_process", get_language() or settings.LANGUAGE_CODE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=settings.BASE_DIR,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(settings.BASE_DIR), "LANG": "C.UTF-8"},
    ) as process:  # fmt: skip
        timer = threading.Timer(_PATIENCE_SECONDS, process.kill)
        feeder = threading.Thread(target=_feed, args=(process, pieces), daemon=True)
        timer.start()
        feeder.start()
        try:
            return _take(process, path, tell)
        finally:
            timer.cancel()
            process.kill()


def _feed(process: subprocess.Popen[bytes], pieces: Iterable[bytes]) -> None:
    assert process.stdin is not None
    try:
        with process.stdin:
            for piece in pieces:
                process.stdin.write(piece)
    except BrokenPipeError:
        # It has ended early: what it said last tells why.
        pass


def _take(process: subprocess.Popen[bytes], path: Path, tell: Callable[[int], None]) -> How:
    assert process.stdout is not None
    with LineWriter(path) as writer:
        for line in process.stdout:
            said = json.loads(line) if line.endswith(b"\n") else {}
            if isinstance(said, list):
                writer.add(said)
                if writer.count % _TOLD_EVERY == 0:
                    tell(writer.count)
            elif "error" in said:
                raise TableError(said["error"])
            elif "encoding" in said:
                return How(str(said["encoding"]), tuple(map(str, said["unread_sheets"])))
    raise TableError(
        _(
            "Reading this file takes more memory or time than a table may. Is it the right one? Save it anew, please."
        )
    )


class _Records:
    """The rows that were laid down, as often as one likes."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    def __iter__(self):  # type: ignore[no-untyped-def]
        for number, cells, damaged, unclosed in self._lines:
            yield Record(number, cells, tuple(damaged), unclosed)


def stored_sheet(path: Path) -> Sheet:
    """The sheet whose rows `read_into` has laid down."""
    records = _Records(Lines(path))
    return Sheet(list(islice(records, HEAD)), records)
