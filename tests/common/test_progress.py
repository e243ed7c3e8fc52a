"""How far something has come is said in a log file as well."""

from __future__ import annotations

from io import StringIO
from time import monotonic, sleep
from typing import Any

from common import progress
from common.progress import Progress


def said(out: StringIO, text: str) -> bool:
    """Whether a line with the text comes within some seconds."""
    until = monotonic() + 5
    while text not in out.getvalue() and monotonic() < until:
        sleep(0.01)
    return text in out.getvalue()


def test_a_log_file_hears_of_it_from_time_to_time(monkeypatch: Any):
    monkeypatch.setattr(progress, "EVERY", 0.01)
    out = StringIO()
    with Progress("elders", out=out) as shown:
        shown.expect(60_000)
        shown.add(5_000)
        assert said(out, "elders: 5,000 / 60,000 (0:00)\n")
    before = out.getvalue().count("\n")
    sleep(0.1)
    assert out.getvalue().count("\n") <= before + 1


def test_what_is_quiet_says_nothing(monkeypatch: Any):
    monkeypatch.setattr(progress, "EVERY", 0.01)
    out = StringIO()
    with Progress("elders", quiet=True, out=out) as shown:
        shown.add(1)
        sleep(0.1)
    assert not out.getvalue()
