"""Runs in processes of their own: `python -m bench.matching NAME OPTIONS`, figures as JSON on stdout."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

ROOT = Path(__file__).resolve().parents[2]

Answer = Callable[[], dict[str, Any]]


class Start(Protocol):
    """Starts a run; what it returns waits for the figures."""

    def __call__(self, run: str, **options: Any) -> Answer: ...


def in_own_process(run: str, **options: Any) -> Answer:
    """Start `volunteers.matching.bench.RUN.run(**options)` in a new process.

    The answer raises RuntimeError when the process fails; what it had to say is on stderr by then.
    """
    command = [sys.executable, "-m", "bench.matching", run, json.dumps(options)]
    say(f"{run} {_words(options)}")
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def answer() -> dict[str, Any]:
        with process:
            assert process.stdout is not None
            said = process.stdout.read()
        if process.returncode:
            raise RuntimeError(f"the run {run} {_words(options)} ended with status {process.returncode}")
        say(f"{run} {_words(options)}: done after {time.perf_counter() - began:.1f} s")
        figures: dict[str, Any] = json.loads(said.splitlines()[-1])
        return figures

    return answer


def say(text: str) -> None:
    """A line of progress, for whoever waits."""
    sys.stderr.write(f"bench matching · {text}\n")
    sys.stderr.flush()


def _words(options: dict[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in options.items())
