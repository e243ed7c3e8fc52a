"""Which tests `bin/test` chooses: what exists on the disk, by package, by what changed, at which moment."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import _choose
import _coverage
import _moments
import pytest
from _say import Trouble
from _setup import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Two packages, the upper of which imports the lower, one that knows neither, and their tests."""
    files = {
        "regions/__init__.py": "",
        "regions/apps.py": "",
        "people/__init__.py": "",
        "people/models.py": "from regions.models import Region\n",
        "matching/__init__.py": "",
        "tests/__init__.py": "",
        "tests/conftest.py": "",
        "tests/regions/test_models.py": "from regions import models\n",
        "tests/people/roles/test_roles.py": "",
        "tests/matching/test_solve.py": "from matching import solve\n",
        "tests/journeys/test_a_visit.py": "from tests.people.conftest import worker\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_packages_are_the_ones_on_the_disk(checkout: Path) -> None:
    assert _choose.packages(checkout) == ["matching", "people", "regions"]
    assert _choose.with_models(checkout) == ["regions"]
    assert _choose.test_folders(checkout) == ["journeys", "matching", "people", "regions"]


@pytest.mark.parametrize(
    ("word", "path"),
    [
        ("people", "tests/people"),
        ("people/roles/", "tests/people/roles"),
        ("people/roles/test_roles.py::test_a", "tests/people/roles/test_roles.py::test_a"),
        ("tests/regions", "tests/regions"),
        ("journeys", "tests/journeys"),
        ("-x", "-x"),
    ],
)
def test_a_package_or_a_folder_of_it_names_its_tests(word: str, path: str, checkout: Path) -> None:
    assert _choose.paths([word], checkout) == [path]


def test_what_belongs_to_an_option_of_pytest_is_left_alone(checkout: Path) -> None:
    assert _choose.paths(["-m", "journey", "people"], checkout) == ["-m", "journey", "tests/people"]


def test_a_name_without_tests_is_refused_with_the_names_that_have_some(checkout: Path) -> None:
    with pytest.raises(Trouble, match=r"no tests of peopel.*journeys, matching, people, regions"):
        _choose.paths(["peopel"], checkout)


@pytest.mark.parametrize(
    ("file", "chosen"),
    [
        ("matching/solve.py", ["matching"]),
        ("tests/matching/test_solve.py", ["matching"]),
        ("people/models.py", ["journeys", "people"]),
        ("regions/models.py", ["people", "regions"]),
        ("docs/testing.md", []),
        ("people/README.md", ["journeys", "people"]),
        ("pyproject.toml", ["journeys", "matching", "people", "regions"]),
        ("tests/conftest.py", ["journeys", "matching", "people", "regions"]),
    ],
)
def test_a_change_asks_for_the_tests_of_its_package_and_of_those_that_import_it(
    file: str, chosen: list[str], checkout: Path
) -> None:
    assert _choose.tests_of([file], checkout) == [f"tests/{name}" for name in chosen]


def test_changed_is_what_differs_from_main_committed_or_not_and_new_files(checkout: Path) -> None:
    def git(*command: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *command], cwd=checkout, check=True, capture_output=True)

    git("init", "--initial-branch", "main")
    git("add", ".")
    git("commit", "-m", "before")
    git("checkout", "-b", "branch")
    (checkout / "people" / "models.py").write_text("# committed\n")
    git("commit", "-am", "after")
    (checkout / "regions" / "apps.py").write_text("# not yet\n")
    (checkout / "matching" / "bound.py").write_text("# new\n")
    assert sorted(_choose.changed_files(checkout)) == [
        "matching/bound.py",
        "people/models.py",
        "regions/apps.py",
    ]


def test_coverage_is_said_as_a_whole_and_for_each_package(tmp_path: Path) -> None:
    measured = {
        "people/models.py": {"summary": {"covered_lines": 30, "num_statements": 40}},
        "people/web/views.py": {"summary": {"covered_lines": 10, "num_statements": 10}},
        "regions/geo.py": {"summary": {"covered_lines": 50, "num_statements": 50}},
    }
    report = tmp_path / "coverage.json"
    report.write_text(json.dumps({"files": measured}))
    assert [" ".join(line.split()) for line in _coverage.said(report)] == [
        "90.0 % of 100 lines all packages", "80.0 % of 50 lines people", "100.0 % of 50 lines regions",
    ]  # fmt: skip


def test_a_run_without_a_measurement_says_nothing_of_coverage(tmp_path: Path) -> None:
    assert _coverage.said(tmp_path / "coverage.json") == []


# --- Moments ---------------------------------------------------------------------------------------------------------


def test_each_commit_has_its_moment_and_every_moment_its_turn() -> None:
    commits = [f"{number:08x}0123456789abcdef0123456789abcdef" for number in range(20)]
    assert {_moments.whose_turn(commit) for commit in commits} == set(_moments.MOMENTS)
    assert _moments.whose_turn(commits[7]) == _moments.whose_turn(commits[7])


def test_moments_are_what_their_names_say() -> None:
    at = {name: _moments.moment(name) for name in _moments.MOMENTS}
    assert {moment.utcoffset().total_seconds() for moment in at.values()} == {8 * 3600}  # type: ignore[union-attr]  # all aware
    assert (at["noon"].weekday(), at["noon"].hour) == (2, 12)
    assert f"{at['month-end']:%m-%d %H:%M}" == "11-30 21:49"
    assert f"{at['new-years-eve']:%m-%d}" == "12-31"
    assert f"{at['leap-day']:%m-%d}" == "02-29"
    assert f"{at['policy-night']:%d %H}" == "01 00"


@pytest.mark.parametrize("package", _choose.WITHOUT_DATABASE)
def test_what_is_left_out_on_postgresql_asks_no_database(package: str) -> None:
    """Without the mark pytest-django lets no test reach a database."""
    files = [*(ROOT / package).rglob("*.py"), *(ROOT / "tests" / package).rglob("*.py")]
    assert files
    for file in files:
        assert not re.search(r"django_db|\bdb: |from django\.db|transactional_db", file.read_text()), file
