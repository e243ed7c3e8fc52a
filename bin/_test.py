"""bin/test: make the test environment, run every check and every test to the end, and sum up."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import _choose
import _coverage
import _moments
from _say import Trouble, line, paint, seconds
from _services import NotHere, chromium, postgresql, redis, test_secrets
from _setup import PYTHON, ROOT, VENV, child_environment, explained, set_up

JOURNEYS = "tests/journeys"
MOST_FAILURES = 60
# So long may what we started take to end in order: to stop its servers, and to put back what it borrowed.
PATIENCE_SECONDS = 30
# What would lead a test run to somebody's real installation.
OF_AN_INSTALLATION = ("SHOUWANG_", "SMS_", "CELERY_", "DJANGO_", "GRANIAN_", "PYTEST_")
ALSO = {
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "DEBUG",
    "LOG_LEVEL",
}


@dataclass
class Result:
    title: str
    outcome: str  # passed, failed, not run
    duration: float
    remark: str = ""

    @property
    def colour(self) -> str:
        return {"passed": "32", "failed": "1;31"}.get(self.outcome, "33")


@dataclass
class Counts:
    """What the suites counted, over all of them."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, junit: Path, suite: str) -> None:
        if not junit.exists():
            return
        for case in ElementTree.parse(junit).iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                self.failed += 1
                place = (case.get("file") or case.get("classname", "").replace(".", "/") + ".py").strip("/")
                self.failures.append(f"{place}::{case.get('name')}  ({suite})")
            elif case.find("skipped") is not None:
                self.skipped += 1
            else:
                self.passed += 1


@dataclass
class Run:
    """One run of bin/test: where things lie, what was asked for, what came of it."""

    scratch: Path
    options: argparse.Namespace
    results: list[Result] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)

    @property
    def coverage_report(self) -> Path:
        return self.scratch / "coverage.json"

    def environment(self, name: str, **extra: str) -> dict[str, str]:
        """A clean environment with a run-time folder of its own."""
        clean = {
            key: value
            for key, value in child_environment().items()
            if key not in ALSO and not key.startswith(OF_AN_INSTALLATION)
        }
        var = self.scratch / name
        var.mkdir(exist_ok=True)
        return (
            clean
            | {"SHOUWANG_VAR": str(var), "DJANGO_SETTINGS_MODULE": "platform_site.settings_test"}
            | {"SHOUWANG_CLOCK": _moments.MOMENTS.get(self.options.at, "")}
            | extra
        )

    def step(self, title: str, work: Callable[[], bool]) -> None:
        """Run one step to its end whatever comes; `work` says whether all was well."""
        line("\n" + paint(f"{'=' * 12} {title} {'=' * max(3, 90 - len(title))}", "1;36"))
        start, remark = time.monotonic(), ""
        try:
            outcome = "passed" if work() else "failed"
        except NotHere as reason:
            outcome, remark = "not run", str(reason)
        except Trouble as trouble:
            outcome, remark = "failed", str(trouble)
        result = Result(title, outcome, time.monotonic() - start, remark)
        if remark:
            line(remark)
        line(paint(f"{title}: {outcome} in {seconds(result.duration)}", result.colour))
        self.results.append(result)

    def tool(self, *command: str) -> bool:
        """A checker of the virtual environment; True when it finds nothing."""
        call = [str(PYTHON), *command]
        return run_to_its_end(call, self.environment("checks")) == 0

    def pytest(self, suite: str, environment: dict[str, str], *arguments: str) -> bool:
        junit = self.scratch / f"{len(self.results)}.xml"
        command = [str(PYTHON), "-m", "pytest", f"--junitxml={junit}", "-p", "no:cacheprovider", *arguments]
        if self.options.k:
            command += ["-k", self.options.k]
        if sys.stdout.isatty():
            command.append("--color=yes")
        status = run_to_its_end(command, environment)
        self.counts.add(junit, suite)
        # 5: nothing was selected, which a choice by name may well mean in one of the suites.
        return status == 0 or (status == 5 and chosen(self.options))


# --- Programs we start -----------------------------------------------------------------------------------------------


def end_on_signals() -> None:
    """Whoever ends this run from outside gets servers stopped and databases dropped, as with Ctrl-C.

    A shell starts what runs in the background (`bin/test &`) with SIGINT ignored, and programs pass on what they
    ignore: with handlers of our own we listen, and what we start begins as it should.
    """

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


def run_to_its_end(command: list[str], environment: Mapping[str, str]) -> int:
    """The exit status of a program. If we are to stop meanwhile, it and all it started are ended first."""
    # A session of its own, so that one signal reaches all processes of a suite, and each only once.
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        return process.wait()
    except KeyboardInterrupt:
        end(process)
        raise


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a program and all it started to end; by force when they do not, or when we are asked to hurry."""
    try:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=PATIENCE_SECONDS)
    except ProcessLookupError:
        process.wait()
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


# --- The steps -------------------------------------------------------------------------------------------------------


def chosen(options: argparse.Namespace) -> bool:
    return bool(options.k or options.rest)


def processes() -> int:
    return max(
        2, min(8, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2)
    )


def checks(run: Run) -> None:
    """What reads the code without running the tests."""
    run.step("Lint (ruff)", lambda: run.tool("-m", "ruff", "check", "--output-format", "concise", "."))
    run.step(
        "Format (ruff)",
        lambda: run.tool("-m", "ruff", "format", "--check", "--output-format", "concise", "."),
    )
    run.step(
        "Floors and rooms (import-linter)", lambda: run.tool(str(VENV / "bin" / "lint-imports"), "--no-logo")
    )
    run.step(
        "Templates (djlint)", lambda: run.tool("-m", "djlint", "--lint", "--quiet", *_choose.with_templates())
    )
    run.step("System check", lambda: run.tool("manage.py", "check", "--fail-level", "WARNING"))
    migrations = ["makemigrations", "--check", "--dry-run", "-v1", *_choose.with_models()]
    run.step("Migrations are complete", lambda: run.tool("manage.py", *migrations))
    run.step("Types (mypy)", lambda: run.tool("-m", "mypy"))


def suite_arguments(run: Run) -> list[str] | None:
    """Arguments of the two suites; None when only journeys were asked for."""
    paths = [argument for argument in run.options.rest if argument.startswith("tests")]
    if paths and all(path.startswith(JOURNEYS) for path in paths):
        return None
    rest = [argument for argument in run.options.rest if not argument.startswith(JOURNEYS)]
    return [
        f"--ignore={JOURNEYS}",
        "-q",
        "-n",
        str(processes()),
        "--dist",
        "loadfile",
        "--durations=8",
        *rest,
    ]


def suite_on_sqlite(run: Run) -> None:
    arguments = suite_arguments(run)
    if arguments is not None:
        environment = run.environment("sqlite", COVERAGE_FILE=str(run.scratch / "coverage"))
        if run.options.coverage:
            arguments += _coverage.measuring(_choose.packages(), run.coverage_report)
        run.step("Tests on SQLite", lambda: run.pytest("SQLite", environment, *arguments))


def suite_on_postgresql(run: Run) -> None:
    """The same tests on the servers of a big installation, but for those that never ask a database."""
    arguments = suite_arguments(run)
    if arguments is None:
        return
    not_again = [] if chosen(run.options) else [f"--ignore=tests/{name}" for name in _choose.WITHOUT_DATABASE]
    if not_again:
        line(f"    without {', '.join(_choose.WITHOUT_DATABASE)}: they know no database")

    def work() -> bool:
        with postgresql(run.scratch) as database_url, redis(run.scratch) as (cache_url, broker_url):
            environment = run.environment(
                "postgresql",
                DATABASE_URL=database_url,
                REDIS_URL=cache_url,
                CELERY_BROKER_URL=broker_url,
                # A power cut may cost a test database its last moments.
                PGOPTIONS="-c synchronous_commit=off",
                **test_secrets(),
            )
            return run.pytest("PostgreSQL", environment, *arguments, *not_again)

    run.step("Tests on PostgreSQL with Redis", work)


def journeys(run: Run) -> None:
    paths = [argument for argument in run.options.rest if argument.startswith("tests")]
    mine = [path for path in paths if path.startswith(JOURNEYS)]
    if paths and not mine:
        return
    rest = [argument for argument in run.options.rest if not argument.startswith("tests")]

    def work() -> bool:
        # The folder of the suite before: the database it migrated is copied once more.
        environment = run.environment("sqlite", SHOUWANG_CHROMIUM=chromium(), DJANGO_ALLOW_ASYNC_UNSAFE="1")
        return run.pytest("journeys", environment, "-q", *(mine or [JOURNEYS]), *rest)

    run.step("Journeys in the browser", work)


def summary(run: Run, started: float) -> bool:
    """Say what came of it all, the verdict in the last line. True when nothing failed."""
    line("\n" + paint(f"{'=' * 45} summary {'=' * 46}", "1"))
    for text in _coverage.said(run.coverage_report):
        line(text)
    for failure in run.counts.failures[:MOST_FAILURES]:
        line(f"FAILED {failure}")
    if (more := len(run.counts.failures) - MOST_FAILURES) > 0:
        line(f"... and {more} more; they stand above.")
    for result in run.results:
        first = result.remark.splitlines()[0] if result.remark else ""
        outcome = paint(f"{result.outcome:8}", result.colour)
        line(f"{outcome} {result.title:38} {result.duration:7.1f} s  {first}".rstrip())
    steps = [result for result in run.results if result.outcome == "failed"]
    counts = run.counts
    nothing = chosen(run.options) and not counts.passed + counts.failed + counts.skipped
    if nothing:
        line("No test has such a name.")
    parts = [f"{counts.failed} failed"] if counts.failed else []
    parts.append(f"{counts.passed} passed")
    parts += [f"{counts.skipped} skipped"] if counts.skipped else []
    missing = sum(result.outcome == "not run" for result in run.results)
    parts.append(f"{len(run.results) - len(steps) - missing} of {len(run.results)} steps passed")
    parts += [f"{missing} not run"] if missing else []
    duration = time.monotonic() - started
    verdict = f"{', '.join(parts)} in {duration:.1f}s ({int(duration) // 60}:{int(duration) % 60:02d})"
    line(paint(f"{'=' * 12} {verdict} {'=' * 12}", "1;31" if steps or nothing else "1;32"))
    return not steps and not nothing


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/test",
        usage="bin/test [options] [package, package/folder, tests/… and further pytest arguments]",
        description=(
            "Run lint, types, the import contract, the tests on SQLite and on PostgreSQL with Redis, and the journeys "
            "in a browser. With a package (bin/test timebank), --changed, -k or pytest arguments only those tests run, "
            "without the other checks. More in docs/testing.md."
        ),
    )
    parser.add_argument("--fast", action="store_true", help="only the tests on SQLite")
    parser.add_argument("--no-journeys", action="store_true", help="leave the browser out")
    parser.add_argument(
        "--changed",
        action="store_true",
        help="only tests of the packages that differ from main, and of those that import them",
    )
    parser.add_argument(
        "--coverage", action="store_true", help="measure how many lines the tests on SQLite run (longer)"
    )
    parser.add_argument(
        "--at",
        choices=[*_moments.MOMENTS, _moments.TURN, _moments.MACHINE],
        default=_moments.USUAL,
        help=(
            f"the moment at which the run takes place (default {_moments.USUAL}); {_moments.TURN}: this commit's; "
            f"{_moments.MACHINE}: what the machine's clock says"
        ),
    )
    parser.add_argument("-k", metavar="EXPRESSION", help="only tests whose names match (as pytest -k)")
    options, rest = parser.parse_known_args()
    options.rest = _choose.paths(rest)
    if options.changed:
        options.rest += _choose.tests_of(_choose.changed_files())
    if options.at == _moments.TURN:
        options.at = _moments.whose_turn(commit())
        # It takes a fifth longer: in one turn of several is often enough.
        options.coverage |= options.at == _moments.USUAL
    return options


def commit() -> str:
    """The commit that is tested, in hexadecimal; zero where there is no git."""
    answer = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return answer.stdout.strip() or "0"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for everything a run writes; readable for the user a server started by root runs as."""
    folder = Path(tempfile.mkdtemp(prefix="shouwang-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    end_on_signals()
    options = arguments()
    started = time.monotonic()
    if options.changed and not options.rest:
        line("Nothing changed that a test looks at.")
        return 0
    if os.environ.pop("SHOUWANG_TEST_IS_SET_UP", "") != "1":
        set_up("test")
        # From here on psycopg and redis are needed: go on with the environment's own Python.
        again = [str(PYTHON), "-X", "utf8", __file__, *sys.argv[1:]]
        os.execve(PYTHON, again, child_environment(SHOUWANG_TEST_IS_SET_UP="1"))
    line(f"    at {_moments.MOMENTS.get(options.at, 'the time it is')} (--at {options.at})")
    with scratch_folder() as scratch:
        run = Run(scratch, options)
        if not options.fast and not chosen(options):
            checks(run)
        suite_on_sqlite(run)
        if not options.fast:
            suite_on_postgresql(run)
            if not options.no_journeys:
                journeys(run)
        return 0 if summary(run, started) else 1


if __name__ == "__main__":
    with explained():
        sys.exit(main())
