"""The clock that tests and demonstrations may turn: one for all their processes, and nobody else's."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from platform_site import clock
from tests.moment import clock_of_the_run

LEAP_DAY = "2028-02-29T09:30:00+08:00"
NOW = """
from django.conf import settings
from django.utils import timezone
settings.DEBUG
print(timezone.now().isoformat())
"""
# The same in a process that this one starts.
NOW_OF_A_CHILD = f"{NOW}import subprocess, sys; subprocess.run([sys.executable, '-c', {NOW!r}], check=True)"


def python(
    script: str, var: Path, settings_module: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
        env={"PATH": os.defpath, "PYTHONUNBUFFERED": "1", "SHOUWANG_VAR": str(var),
             "DJANGO_SETTINGS_MODULE": settings_module} | environment,
    )  # fmt: skip


def test_an_installation_refuses_to_show_another_time(tmp_path: Path) -> None:
    answer = python(NOW, tmp_path, "platform_site.settings", SHOUWANG_CLOCK=LEAP_DAY)
    assert answer.returncode == 1
    assert "only tests and a demonstration" in answer.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("settings_module", "demo"), [("platform_site.settings_test", "0"), ("platform_site.settings", "1")]
)
def test_tests_and_demonstrations_show_the_moment_and_their_processes_agree_on_it(
    settings_module: str, demo: str, tmp_path: Path
) -> None:
    answer = python(NOW_OF_A_CHILD, tmp_path, settings_module, SHOUWANG_DEMO=demo, SHOUWANG_CLOCK=LEAP_DAY)
    assert answer.returncode == 0, answer.stderr
    own, of_the_child = (datetime.fromisoformat(text) for text in answer.stdout.split())
    # The child was asked later; started on a clock of its own, it would have begun at the moment again.
    assert datetime.fromisoformat(LEAP_DAY) <= own < of_the_child


@pytest.mark.parametrize("text", ["tomorrow", "2028-02-29T09:30"])
def test_a_moment_that_is_none_or_has_no_zone_is_an_error_that_names_the_variable(
    text: str, tmp_path: Path
) -> None:
    answer = python(NOW, tmp_path, "platform_site.settings_test", SHOUWANG_CLOCK=text)
    assert answer.returncode == 1
    assert "SHOUWANG_CLOCK" in answer.stderr.splitlines()[-1]


def test_this_run_takes_place_at_its_moment_and_so_do_the_processes_it_starts(tmp_path: Path) -> None:
    before = timezone.now()
    shown = {name: os.environ[name] for name in (clock.MOMENT, clock.SINCE) if os.environ.get(name)}
    if moment := clock_of_the_run():
        assert 0 <= (before - moment).total_seconds() < 3600
    answer = python(NOW, tmp_path, "platform_site.settings_test", **shown)
    assert before < datetime.fromisoformat(answer.stdout.strip()) < timezone.now()
