"""How much of each package the tests ran through, read from what coverage wrote. Standard library only."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path


def measuring(packages: list[str], report: Path) -> list[str]:
    """Arguments with which pytest measures the lines of these packages and writes `report`."""
    return [*(f"--cov={name}" for name in packages), f"--cov-report=json:{report}"]


def lines_of(report: Path) -> dict[str, tuple[int, int]]:
    """For each package, how many of its lines were run and how many there are; empty without a report."""
    counted: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    if not report.exists():
        return {}
    for file, measured in json.loads(report.read_text())["files"].items():
        package, summary = Path(file).parts[0], measured["summary"]
        run, all_lines = counted[package]
        counted[package] = (run + summary["covered_lines"], all_lines + summary["num_statements"])
    return dict(sorted(counted.items()))


def said(report: Path) -> list[str]:
    """The table to print: the whole first, then each package; no lines without a report."""
    counted = lines_of(report)
    if not counted:
        return []
    whole = (sum(run for run, _ in counted.values()), sum(lines for _, lines in counted.values()))
    rows = {"all packages": whole} | counted
    return [
        f"{100 * run / max(lines, 1):7.1f} % of {lines:6} lines  {name}"
        for name, (run, lines) in rows.items()
    ]
