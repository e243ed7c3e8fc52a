"""`bin/test` ends when it is told to, however it was started, and ends what it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from django.conf import settings

BIN = Path(settings.BASE_DIR) / "bin"
# The command itself, with this Python in place of the environment it would make, and tests of a folder of our own.
COMMAND = """
import sys
from pathlib import Path
import _choose, _test
_test.PYTHON, _test.ROOT = Path(sys.executable), Path.cwd()
_choose.paths.__defaults__ = (Path.cwd(),)
with _test.explained():
    sys.exit(_test.main())
"""
SLEEPING_TEST = """
import os, pathlib, time

def test_that_sleeps(request):
    request.addfinalizer(lambda: pathlib.Path("put_back").touch())
    pathlib.Path("sleeping").write_text(str(os.getpid()))
    os.rename("sleeping", "asleep")
    time.sleep(600)
"""


def ignore_as_a_background_job() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


@pytest.fixture
def background(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`bin/test` as a shell's background job, in a checkout with one test, which sleeps."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_sleep.py").write_text(SLEEPING_TEST)
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": str(BIN),
        "SHOUWANG_TEST_IS_SET_UP": "1",
        "TMPDIR": str(tmp_path),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "--fast", "tests/test_sleep.py", "-p", "no:django"],
        cwd=tmp_path, env=environment, start_new_session=True, preexec_fn=ignore_as_a_background_job,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    yield process
    if process.poll() is None:
        process.kill()
        process.wait()


def until_there(path: Path, process: subprocess.Popen[bytes]) -> None:
    pause = Event()
    for _round in range(60 * 20):
        if path.exists() or process.poll() is not None:
            break
        pause.wait(0.05)
    assert path.exists()


def running(number: int) -> bool:
    """A zombie, ended and not yet collected by its new parent, is not running."""
    status = Path(f"/proc/{number}/status")
    return status.exists() and "\nState:\tZ" not in status.read_text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_in_the_background_ends_in_order_when_it_is_told_to(
    number: signal.Signals, background: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    until_there(tmp_path / "asleep", background)
    background.send_signal(number)
    assert background.wait(timeout=60) == 130
    assert not running(int((tmp_path / "asleep").read_text()))
    assert (tmp_path / "put_back").exists()
    assert list(tmp_path.glob("shouwang-test-*")) == []
