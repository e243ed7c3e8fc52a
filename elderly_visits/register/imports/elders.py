"""`import_elders`: the table of elders into the register."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from common.tabular.changes import Changes
from common.tabular.records import ImportReport, Row, Table
from elderly_visits.register.imports.rows import Checker
from elderly_visits.register.services.rosters import ElderRecord, merge_elders
from people.actors import Actor
from policies.selectors import book
from workbench.roster_cells import PLACE_ALIASES, REGION

ELDER_COLUMNS = (
    "id_number", "name", "region_code", "address", "lat", "lon", "gender", "birth_date", "flags", "assistance",
    "ability_level", "phone", "contact_name", "contact_phone", "consent_on", "prefers_gender", "dialects",
    "needs_pair",
)  # fmt: skip
REQUIRED_COLUMNS = ("id_number", "name", REGION)
# Headings as people write them in Chinese, for common.tabular.reading.read_table.
ELDER_ALIASES = {
    "身份证号": "id_number", "身份证号码": "id_number", "证件号码": "id_number", "姓名": "name",
    "区划代码": "region_code", "社区代码": "region_code", "村社区代码": "region_code", "地址": "address",
    "家庭住址": "address", "住址": "address", "纬度": "lat", "经度": "lon", "性别": "gender", "出生日期": "birth_date",
    "困难类型": "flags", "特殊困难类型": "flags", "救助类别": "assistance", "能力等级": "ability_level",
    "联系电话": "phone", "电话": "phone", "紧急联系人": "contact_name", "紧急联系人电话": "contact_phone",
    "同意探访日期": "consent_on", "希望探访人性别": "prefers_gender", "方言": "dialects", "需两人同行": "needs_pair",
    "坐标系": "coord_system", "身份证": "id_number", "老人姓名": "name", "手机号": "phone", "手机号码": "phone",
    "本人电话": "phone", "联系方式": "phone", "居住地址": "address", "详细地址": "address", "现住址": "address",
    "困难类别": "flags", "老人类型": "flags", "人员类别": "flags", "紧急联系人姓名": "contact_name",
    "联系人姓名": "contact_name", "联系人": "contact_name", "紧急联系电话": "contact_phone",
    "联系人电话": "contact_phone", "紧急联系人联系电话": "contact_phone", "紧急联系人手机": "contact_phone",
    **PLACE_ALIASES,
}  # fmt: skip
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
