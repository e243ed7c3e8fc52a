"""What the two commands say: phases with their times, a progress bar, and errors a person can act on."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

COLOUR = sys.stdout.isatty() and "NO_COLOR" not in os.environ


class Trouble(Exception):
    """Something the person at the keyboard can mend; its text says what and how."""


def paint(text: str, code: str) -> str:
    return f"\033[{code}m{text}\033[0m" if COLOUR else text


def line(text: str = "") -> None:
    print(text, flush=True)


def seconds(duration: float) -> str:
    whole = round(duration)
    return f"{duration:.1f} s" if duration < 90 else f"{whole // 60} min {whole % 60:02} s"


@contextmanager
def phase(title: str) -> Iterator[None]:
    """Print what begins and, when it ends well, how long it took."""
    line(paint(f"==> {title}", "1;36"))
    start = time.monotonic()
    yield
    line(f"    {seconds(time.monotonic() - start)}")


class Bar:
    """A progress bar on a terminal; in a log, a line at each quarter."""

    def __init__(self, total: int, unit: str) -> None:
        self.total, self.unit = max(total, 1), unit
        self.live = sys.stdout.isatty()
        self.quarter = 0

    def show(self, done: int, what: str = "") -> None:
        done = min(done, self.total)
        if self.live:
            filled = 24 * done // self.total
            text = f"    [{'█' * filled}{'·' * (24 - filled)}] {done}/{self.total} {self.unit} {what}"
            print("\r\033[K" + text[: shutil.get_terminal_size().columns - 1], end="", flush=True)
        elif (quarter := 4 * done // self.total) > self.quarter:
            self.quarter = quarter
            line(f"    {done}/{self.total} {self.unit}")

    def clear(self) -> None:
        if self.live:
            print("\r\033[K", end="", flush=True)
