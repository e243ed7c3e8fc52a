"""Keeping a few processes running together: started as one, watched, restarted, stopped as one.

`manage.py serve` uses it for web server, worker and beat on one machine. A big installation has systemd do this
(docs/deploy.md).
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
# A process that lived this long was well: the next pause is short again.
WELL_AFTER_SECONDS = 60.0
PR_SET_PDEATHSIG = 1
ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _begin_as_child() -> None:
    """What a child does before it becomes its program.

    It listens to the signals that end it, even when whoever started us did not (a shell's background job ignores
    SIGINT, and what is ignored is inherited). And it asks Linux to tell it when its parent is gone: a supervisor killed
    outright leaves nobody behind.
    """
    for number in ENDING_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One process to keep running, with its restarts."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] | None = None
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause_seconds: float = FIRST_PAUSE_SECONDS
    restart_at: float | None = None
    restarts: int = 0

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the supervisor only, which ends its children in order.
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_begin_as_child,
        )
        self.started_at, self.restart_at = time.monotonic(), None

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def plan_restart(self, now: float) -> float:
        """Set when the dead process comes back, later each time it dies young. Returns the pause in seconds."""
        if now - self.started_at >= WELL_AFTER_SECONDS:
            self.pause_seconds = FIRST_PAUSE_SECONDS
        pause = self.pause_seconds
        self.restart_at = now + pause
        self.pause_seconds = min(2 * pause, LONGEST_PAUSE_SECONDS)
        self.restarts += 1
        return pause


@dataclass
class Supervisor:
    """Runs children until a signal or `stop()`; then ends them kindly, and after `patience_seconds` by force."""

    children: list[Child]
    say: Callable[[str], None] = print
    patience_seconds: float = 20.0
    tick_seconds: float = 0.2
    stopping: bool = field(default=False, init=False)
    hurry: bool = field(default=False, init=False)

    def stop(self, *_: object) -> None:
        """Ask for the end; asked a second time, do not wait for work in hand."""
        self.hurry = self.stopping
        self.stopping = True

    def catch_signals(self) -> None:
        for number in ENDING_SIGNALS:
            # `nohup` has us ignore that the terminal was closed; any other signal ends us, whatever was inherited.
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self.stop)

    def start(self) -> None:
        for child in self.children:
            child.start()

    def look_after(self) -> None:
        """One round: note who died, bring back whose pause is over."""
        now = time.monotonic()
        for child in self.children:
            if child.running:
                continue
            if child.restart_at is None:
                pause = child.plan_restart(now)
                status = child.process.returncode if child.process else None
                self.say(f"{child.name} ended with status {status}; starting it again in {pause:.0f} s.")
            elif now >= child.restart_at:
                child.start()

    def wait(self) -> None:
        while not self.stopping:
            self.look_after()
            time.sleep(self.tick_seconds)

    def end(self) -> None:
        """End all children. Work in hand may finish; what is lost is in tables and comes back with the sweep."""
        for child in self.children:
            self._signal(child, signal.SIGTERM)
        deadline = time.monotonic() + self.patience_seconds
        while (
            any(child.running for child in self.children) and time.monotonic() < deadline and not self.hurry
        ):
            time.sleep(self.tick_seconds)
        for child in self.children:
            self._signal(child, signal.SIGKILL)
            if child.process is not None:
                child.process.wait()

    @staticmethod
    def _signal(child: Child, number: signal.Signals) -> None:
        if child.process is None or not child.running:
            return
        try:
            if number == signal.SIGKILL:
                os.killpg(child.process.pid, number)
            else:
                child.process.send_signal(number)
        except ProcessLookupError:
            # It ended between the look and the signal.
            return
