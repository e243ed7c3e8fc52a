"""Which tests bin/test runs: of packages named, of what changed, or all. Read off the disk. Standard library only."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from _say import Trouble
from _setup import ROOT

TESTS = "tests"
# What no test looks at.
PROSE = (".md", ".png", ".jpg", "LICENSE")
# Engines that know no database: one run, with the tests on SQLite, says all.
WITHOUT_DATABASE = ("compilation", "matching", "routing")
_IMPORT = re.compile(r"^\s*(?:from|import) (tests\.)?(\w+)", re.MULTILINE)


def packages(root: Path = ROOT) -> list[str]:
    """Our packages, by name: every folder of the checkout that is one, except the tests."""
    return sorted(
        folder.name for folder in root.iterdir() if (folder / "__init__.py").exists() and folder.name != TESTS
    )


def with_models(root: Path = ROOT) -> list[str]:
    """Packages that are Django apps."""
    return [name for name in packages(root) if (root / name / "apps.py").exists()]


def with_templates(root: Path = ROOT) -> list[str]:
    return [name for name in packages(root) if next((root / name).rglob("*.html"), None)]


def test_folders(root: Path = ROOT) -> list[str]:
    """Folders below tests/, by name: one for each package that has tests, and the journeys."""
    return sorted(
        folder.name for folder in (root / TESTS).iterdir() if next(folder.glob("**/test_*.py"), None)
    )


def paths(rest: list[str], root: Path = ROOT) -> list[str]:
    """The arguments with `timebank` and `timebank/test_lots.py` written as paths below tests/.

    A word behind an option (`-m journey`) is left alone unless tests/ has something of that name. Raises Trouble for
    any other word that names no tests.
    """
    return [_path(word, before, root) for before, word in zip(["", *rest], rest, strict=False)]


def _path(word: str, before: str, root: Path) -> str:
    if word.startswith("-"):
        return word
    place = word.split("::")[0].rstrip("/")
    for path in (Path(TESTS) / place, Path(place)):
        if path.parts[0] == TESTS and (root / path).exists():
            return str(path) + word[len(word.split("::")[0]) :]
    if before.startswith("-"):
        return word
    raise Trouble(f"There are no tests of {word}. There are some of: {', '.join(test_folders(root))}.")


# --- What changed ----------------------------------------------------------------------------------------------------


def changed_files(root: Path = ROOT) -> list[str]:
    """What differs from where this branch left main, committed or not, and new files; relative paths."""
    base = _git(root, "merge-base", "main", "HEAD") or ["HEAD"]
    return _git(root, "diff", "--name-only", base[0]) + _git(
        root, "ls-files", "--others", "--exclude-standard"
    )


def _git(root: Path, *command: str) -> list[str]:
    answer = subprocess.run(["git", *command], cwd=root, capture_output=True, text=True, check=False)
    return answer.stdout.splitlines() if answer.returncode == 0 else []


def tests_of(files: Iterable[str], root: Path = ROOT) -> list[str]:
    """Paths of the tests that could notice a change in these files.

    - a file of a package, or of its tests: the tests of that package and of every package that imports it, in its code
      or in its tests;
    - prose: none;
    - anything else (requirements/, bin/, tests/conftest.py, pyproject.toml) could matter to all.
    """
    touched, folders = set[str](), test_folders(root)
    for file in files:
        parts = Path(file).parts
        name = parts[1] if parts[0] == TESTS and len(parts) > 2 else parts[0]
        if name in packages(root) or name in folders:
            touched.add(name)
        elif not file.endswith(PROSE):
            touched.update(folders)
    chosen = [name for name in folders if name in touched or touched & _imported(name, root)]
    return [f"{TESTS}/{name}" for name in chosen]


def _imported(name: str, root: Path) -> set[str]:
    """Names of the packages that a package or its tests import."""
    files = [*(root / name).rglob("*.py"), *(root / TESTS / name).rglob("*.py")]
    return {match[2] for file in files for match in _IMPORT.finditer(file.read_text())}
