"""`import_elders`: the table of elders into the register."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from common.tabular.changes import Changes
from common.tabular.records import ImportReport, Row, Table
from elderly_visits.register.imports.columns import REQUIRED_COLUMNS
from elderly_visits.register.imports.rows import Checker
from elderly_visits.register.services.rosters import ElderRecord, merge_elders
from people.actors import Actor
from policies.selectors import book

_BATCH = 2000

Progress = Callable[[Iterable[tuple[int, Row]], int], Iterable[tuple[int, Row]]]


def import_elders(
    table: Table, *, dry_run: bool = False, actor: Actor = None, progress: Progress | None = None,
    changes: Changes | None = None,
) -> ImportReport:  # fmt: skip
    """Check every row, store the good ones by ID number, and report the others with their reasons.

    An empty cell means 'not known' and leaves alone what is stored. Rows are written in batches, each in its own
    transaction; importing again changes nothing, and an interrupted import goes on where it stopped. With `actor`,
    only communities of that worker are accepted. A dry run does the same and writes nothing. Raises TableError when a
    required column is missing.
    """
    table.require(*REQUIRED_COLUMNS)
    report = ImportReport()
    changes = changes or Changes(dry_run=dry_run)
    checker = Checker(report, book(), actor)
    good: list[tuple[Row, ElderRecord]] = []
    rows = table.rows if progress is None else progress(table.rows, table.total)
    for _number, row in rows:
        report.read += 1
        if (record := checker.read(row)) is not None:
            good.append((row, record))
        if len(good) >= _BATCH:
            _store(good, report, actor, dry_run, changes)
            good = []
    _store(good, report, actor, dry_run, changes)
    return report


def _store(
    good: list[tuple[Row, ElderRecord]], report: ImportReport, actor: Actor, dry_run: bool, changes: Changes
) -> None:
    merged = merge_elders(
        records=[record for _row, record in good], actor=actor, dry_run=dry_run, changes=changes,
        numbers=[row.number for row, _record in good],
    )  # fmt: skip
    report.created += merged.created
    report.updated += merged.updated
    report.unchanged += merged.unchanged
    for position, (column, why) in merged.refused.items():
        report.refuse_cell(good[position][0], column, why)
