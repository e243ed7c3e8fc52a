"""How far something long has come: a bar where a person watches, a line each half minute in a log file."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import Any, Self

from tqdm import tqdm

# Seconds between two lines in a log.
EVERY = 30.0


class Progress:
    """Counts what is done of one piece of work (`label`); closed at the end of a `with`, or by `close`."""

    def __init__(self, label: str, *, total: int = 0, quiet: bool = False, out: Any = None) -> None:
        self._label, self._done, self._total = label, 0, total
        self._out = out or sys.stderr
        self._began = time.monotonic()
        # None: only on a terminal.
        self._bar: tqdm[Any] = tqdm(
            desc=label, total=total or None, file=self._out, disable=quiet or None, leave=False
        )
        self._over = threading.Event()
        if self._bar.disable and not quiet:
            # A thread, so that a long query or a compilation leaves no silence behind.
            threading.Thread(target=self._lines, name="progress", daemon=True).start()

    def expect(self, number: int) -> None:
        """So many more are to be done."""
        self._total += number
        self._bar.total = self._total
        self._bar.refresh()

    def add(self, number: int) -> None:
        """So many more are done."""
        self._done += number
        self._bar.update(number)

    def close(self) -> None:
        self._over.set()
        self._bar.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _lines(self) -> None:
        while not self._over.wait(EVERY):
            took = round(time.monotonic() - self._began)
            of = f" / {self._total:,}" if self._total else ""
            count = f" {self._done:,}{of}" if self._done or of else ""
            print(f"    {self._label}:{count} ({took // 60}:{took % 60:02})", file=self._out, flush=True)
