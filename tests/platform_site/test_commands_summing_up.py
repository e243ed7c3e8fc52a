"""How `bin/test` sums up: nothing that failed is lost, and what was not run is not called passed."""

from __future__ import annotations

import argparse
from pathlib import Path

import _test as bin_test
import pytest
from _say import Trouble
from _services import NotHere

JUNIT = """<testsuites><testsuite name="pytest">
<testcase classname="tests.people.test_login" name="test_a"/>
<testcase classname="tests.people.test_login" name="test_b"><failure message="no"/></testcase>
<testcase classname="tests.people.test_login" name="test_c"><error message="no"/></testcase>
<testcase classname="tests.people.test_login" name="test_d"><skipped/></testcase>
</testsuite></testsuites>"""


def a_run(folder: Path, *rest: str) -> bin_test.Run:
    return bin_test.Run(
        folder, argparse.Namespace(k=None, rest=list(rest), fast=False, no_journeys=False, at="noon")
    )


def out_of(reason: Exception) -> bool:
    raise reason


def test_failures_and_errors_of_every_suite_are_counted_and_named(tmp_path: Path) -> None:
    (tmp_path / "1.xml").write_text(JUNIT)
    counts = bin_test.Counts()
    counts.add(tmp_path / "1.xml", "SQLite")
    counts.add(tmp_path / "1.xml", "PostgreSQL")
    assert (counts.passed, counts.failed, counts.skipped) == (2, 4, 2)
    assert counts.failures[1] == "tests/people/test_login.py::test_c  (SQLite)"
    assert counts.failures[2] == "tests/people/test_login.py::test_b  (PostgreSQL)"


def test_a_step_that_failed_does_not_keep_the_next_from_running(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = a_run(tmp_path)
    run.step("Lint", lambda: False)
    run.step("Browser", lambda: out_of(Trouble("Install chromium with: apt-get install chromium")))
    run.step("Servers", lambda: out_of(NotHere("Not run: no PostgreSQL answers.")))
    run.step("Tests", lambda: True)
    assert [result.outcome for result in run.results] == ["failed", "failed", "not run", "passed"]
    assert bin_test.summary(run, started=0.0) is False
    said = capsys.readouterr().out
    assert "apt-get install chromium" in said
    assert "0 passed, 1 of 4 steps passed, 1 not run" in said.splitlines()[-1]


def test_what_was_not_run_for_want_of_servers_is_no_failure(tmp_path: Path) -> None:
    run = a_run(tmp_path)
    run.step("Servers", lambda: out_of(NotHere("Not run: no PostgreSQL answers.")))
    assert bin_test.summary(run, started=0.0) is True


def test_a_choice_that_no_test_matches_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = a_run(tmp_path, "tests/people")
    run.step("Tests", lambda: True)
    assert bin_test.summary(run, started=0.0) is False
    assert "No test has such a name." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rest", "wanted"),
    [([], True), (["tests/people"], True), (["-x"], True), (["tests/journeys/test_a_visit.py"], False)],
)
def test_journeys_alone_can_be_chosen(tmp_path: Path, rest: list[str], wanted: bool) -> None:
    assert (bin_test.suite_arguments(a_run(tmp_path, *rest)) is not None) is wanted


def test_the_tests_see_nothing_of_an_installation_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATABASE_URL", "SHOUWANG_DEMO", "SECRET_KEY", "SMS_BACKEND", "CELERY_BROKER_URL"):
        monkeypatch.setenv(name, "of the installation")
    environment = a_run(tmp_path).environment("checks")
    assert [name for name, value in environment.items() if value == "of the installation"] == []
    assert environment["SHOUWANG_VAR"] == str(tmp_path / "checks")
