"""The supervisor behind `manage.py serve`: starts, restarts and ends its children together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from platform_site.management.commands import serve
from platform_site.processes.supervisor import LONGEST_PAUSE_SECONDS, WELL_AFTER_SECONDS, Child, Supervisor

SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(600)"
STUBBORN = [sys.executable, "-c", DEAF]


def until(condition: Callable[[], Any], seconds: float = 20) -> bool:
    """Whether the condition comes true in time; it is looked at every twentieth of a second."""
    pause = Event()
    for _round in range(int(seconds * 20)):
        if condition():
            return True
        pause.wait(0.05)
    return False


def alive(pid: int) -> bool:
    """A zombie, ended and not yet collected by its new parent, is not alive."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


@pytest.fixture
def said() -> list[str]:
    return []


def supervisor(said: list[str], *commands: list[str], **options: float) -> Supervisor:
    children = [Child(f"child {number}", command) for number, command in enumerate(commands)]
    for child in children:
        child.pause_seconds = 0.01
    return Supervisor(children, say=said.append, tick_seconds=0.01, **options)


def test_a_child_that_dies_is_started_again_and_said_so(said: list[str]) -> None:
    keeper = supervisor(said, SLEEPER)
    keeper.start()
    child = keeper.children[0]
    assert child.process is not None
    first = child.process.pid
    watch = Thread(target=keeper.wait)
    watch.start()
    os.kill(first, signal.SIGKILL)
    came_back = until(lambda: child.running and child.process is not None and child.process.pid != first)
    keeper.stop()
    watch.join()
    keeper.end()
    assert came_back
    assert said == ["child 0 ended with status -9; starting it again in 0 s."]


def test_a_child_that_keeps_dying_is_started_ever_later() -> None:
    child = Child("child", SLEEPER)
    pauses = [child.plan_restart(now=float(second)) for second in range(8)]
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]
    assert pauses[-1] == LONGEST_PAUSE_SECONDS


def test_a_child_that_lived_well_is_started_again_soon() -> None:
    child = Child("child", SLEEPER, pause_seconds=LONGEST_PAUSE_SECONDS)
    assert child.plan_restart(now=WELL_AFTER_SECONDS) == 1


def test_the_end_ends_every_child(said: list[str]) -> None:
    keeper = supervisor(said, SLEEPER, SLEEPER)
    keeper.start()
    keeper.end()
    assert [child.process.returncode for child in keeper.children if child.process] == [-signal.SIGTERM] * 2


def test_a_child_that_does_not_listen_is_ended_by_force_when_patience_is_over(said: list[str]) -> None:
    keeper = supervisor(said, SLEEPER, patience_seconds=0.2)
    read, write = os.pipe()
    keeper.children[0].process = subprocess.Popen(STUBBORN, stdout=write, start_new_session=True)
    os.close(write)
    with os.fdopen(read) as heard:
        assert heard.readline() == "ready\n"
    keeper.end()
    assert keeper.children[0].process.returncode == -signal.SIGKILL


def test_who_asks_twice_for_the_end_does_not_wait(said: list[str]) -> None:
    keeper = supervisor(said, SLEEPER, patience_seconds=3600)
    read, write = os.pipe()
    keeper.children[0].process = subprocess.Popen(STUBBORN, stdout=write, start_new_session=True)
    os.close(write)
    with os.fdopen(read) as heard:
        assert heard.readline() == "ready\n"
    keeper.stop()
    keeper.stop()
    keeper.end()
    assert keeper.children[0].process.returncode == -signal.SIGKILL


def test_children_listen_although_their_supervisor_was_started_with_signals_ignored(said: list[str]) -> None:
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    keeper = supervisor(said, SLEEPER)
    try:
        keeper.start()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    keeper.end()
    assert [child.process.returncode for child in keeper.children if child.process] == [-signal.SIGTERM]


def test_who_was_started_with_nohup_does_not_mind_that_the_terminal_is_closed(said: list[str]) -> None:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, signal.SIG_IGN) for number in numbers}
    keeper = supervisor(said)
    try:
        keeper.catch_signals()
        handlers = [signal.getsignal(number) for number in numbers]
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert handlers == [keeper.stop, keeper.stop, signal.SIG_IGN]


def test_a_supervisor_that_is_killed_leaves_no_child_behind() -> None:
    script = (
        "import sys; from platform_site.processes.supervisor import Child, Supervisor\n"
        f"keeper = Supervisor([Child('child', {SLEEPER!r})]); keeper.start()\n"
        "print(keeper.children[0].process.pid, flush=True); keeper.wait()"
    )
    keeper = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert keeper.stdout is not None
    child = int(keeper.stdout.readline())
    assert alive(child)
    keeper.kill()
    keeper.wait()
    keeper.stdout.close()
    assert until(lambda: not alive(child))


def test_serve_refuses_a_taken_port_and_names_the_option() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken.*--port"):
            call_command("serve", port=port)


def test_serve_refuses_a_port_that_does_not_exist() -> None:
    with pytest.raises(CommandError, match="--port"):
        call_command("serve", port=70000)


def test_serve_runs_web_server_worker_and_beat_on_this_machine_only() -> None:
    web, worker, beat = serve.children(8123)
    assert list(web.command)[5:9] == ["--host", "127.0.0.1", "--port", "8123"]
    assert ("worker" in worker.command, "beat" in beat.command) == (True, True)
    assert web.environment is not None
    assert web.environment["SHOUWANG_BASE_URL"] == "http://127.0.0.1:8123"
