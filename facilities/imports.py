"""The roster of care points: what its columns may say, and what is refused.

Columns: name*, type*, region_code*, address, lat, lon, capacity, area_m2, phone, opening_hours, services (`;`),
operator_uscc; `coord_system` may say that positions are not WGS-84. The key is name, type and region. An empty cell
means 'not known' and leaves alone what is stored, so that a poorer roster never erases a better one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from common.phone_lists import normalise_phones
from common.tabular.changes import Changes
from common.tabular.columns import Column
from common.tabular.records import ImportReport, Table
from common.tabular.row_reader import Progress, RowReader, readable_rows
from facilities.cleaning import check_near_region, clean_count, clean_line, clean_services
from facilities.enums import FacilityType
from facilities.hours import reading
from facilities.models import Facility
from organizations.models import SocialOrganization
from people.actors import Actor
from regions import geo
from regions.enums import LocationQuality
from regions.models import Region
from regions.roster_cells import POINT, read_point
from workbench.roster_cells import PLACES, REGION, RosterRegions

REQUIRED_COLUMNS = ("name", "type", REGION)
FACILITY_COLUMNS = (
    Column("name", ("设施名称", "名称", "站点名称", "机构名称", "养老服务设施名称"), example="示例助餐点"),
    Column(
        "type",
        ("设施类型", "类型", "设施类别"),
        choices=tuple(kind.chinese_names[0] for kind in FacilityType),
    ),
    *PLACES,
    Column("address", ("地址", "详细地址", "设施地址"), example="朝阳中路1号"),
    *(replace(column, offered=True) for column in POINT),
    Column("capacity", ("容量", "床位数", "床位", "床位数(张)", "接待人数")),
    Column("area_m2", ("建筑面积", "面积", "建筑面积(平方米)", "面积(平方米)")),
    Column(
        "phone",
        ("联系电话", "电话", "服务电话"),
        gettext_lazy("Several are separated by ；"),
        as_text=True,
    ),
    Column("opening_hours", ("开放时间", "营业时间", "服务时间"), example="周一至周五 8:30-17:30"),
    Column("services", ("服务项目", "服务内容"), gettext_lazy("Several are separated by ；"), example="助餐"),
    Column(
        "operator_uscc",
        ("运营机构代码", "运营机构统一社会信用代码", "运营单位统一社会信用代码"),
        gettext_lazy("The code of a social organization on the register."),
        as_text=True,
    ),
)
LARGEST_CAPACITY = 100_000
LARGEST_AREA_M2 = 1_000_000
_BATCH = 500
_UPDATED = [
    "address", "lat", "lon", "location_quality", "capacity", "area_m2", "phone", "opening_hours", "services",
    "operator",
]  # fmt: skip

Key = tuple[str, str, str]


@lru_cache(maxsize=4)
def _types(_language: str | None) -> dict[str, FacilityType]:
    """Every way of writing a type, in the language of the interface and the two that are always understood."""
    known: dict[str, FacilityType] = {}
    for kind in FacilityType:
        for name in (kind.value, str(kind.label), *kind.chinese_names):
            known.setdefault(name.casefold(), kind)
    return known


@dataclass
class _Register:
    """What is stored already and what a row may refer to: read once for the whole table."""

    regions: RosterRegions
    operators: dict[str, SocialOrganization]
    facilities: dict[Key, Facility]


@dataclass(frozen=True)
class _Record:
    """One row, understood. `said`: the other columns by the name of the field; None means that it does not say."""

    key: Key
    region: Region
    point: geo.Point | None
    said: dict[str, Any]


def import_facilities(
    table: Table, *, dry_run: bool = False, actor: Actor = None, progress: Progress | None = None,
    changes: Changes | None = None,
) -> ImportReport:  # fmt: skip
    """Check every row, store the good ones, and report the others with their reasons.

    With an `actor` only rows of that worker's regions are taken. Running it again changes nothing. Raises TableError
    when a required column is missing.
    """
    table.require(*REQUIRED_COLUMNS)
    report = ImportReport()
    register = _read_register(table, actor)
    first: dict[Any, int] = {}
    accepted = []
    for cells in readable_rows(table, report, progress):
        if (record := _read(cells, register)) is not None:
            cells.refuse_repeated("name", record.key, first)
            if not cells.refused:
                accepted.append((cells.row.number, record))
    for batch in _in_batches({record.region.pk for _number, record in accepted}):
        for facility in Facility.objects.filter(region__in=batch):
            register.facilities[(facility.name, facility.type, facility.region_id)] = facility
    changes = changes or Changes(dry_run=dry_run)
    with transaction.atomic():
        _store(accepted, register, report, actor, changes)
        changes.flush()
        if dry_run:
            transaction.set_rollback(True)
    return report


def _in_batches(keys: Iterable[str]) -> Iterable[list[str]]:
    wanted = sorted(keys)
    return (wanted[start : start + _BATCH] for start in range(0, len(wanted), _BATCH))


def _read_register(table: Table, actor: Actor) -> _Register:
    usccs = {uscc for _number, row in table.rows if (uscc := row.get("operator_uscc", "").upper())}
    register = _Register(RosterRegions(actor), {}, {})
    for batch in _in_batches(usccs):
        for organization in SocialOrganization.objects.filter(uscc__in=batch):
            register.operators[organization.uscc or ""] = organization
    return register


def _read(cells: RowReader, register: _Register) -> _Record | None:
    """The record of the row, or None with every reason noted."""
    name = cells.required("name", lambda text: clean_line(text, longest=100))
    kind = cells.required("type", _type)
    region = register.regions.read_row(cells)
    point = _point(cells, region)
    said = {
        "address": cells.optional("address", lambda text: clean_line(text, longest=200)),
        "capacity": cells.optional("capacity", lambda text: clean_count(text, largest=LARGEST_CAPACITY)),
        "area_m2": cells.optional("area_m2", _whole_square_metres),
        "phone": cells.optional("phone", normalise_phones),
        "opening_hours": cells.optional("opening_hours", _normalise_hours),
        "services": cells.optional("services", clean_services),
        "operator": cells.optional("operator_uscc", lambda text: _operator(text, register)),
    }
    if cells.refused or name is None or kind is None or region is None:
        return None
    return _Record((name, kind.value, region.code), region, point, said)


def _point(cells: RowReader, region: Region | None) -> geo.Point | None:
    point = read_point(cells, None)
    if point is not None and region is not None:
        cells.optional("lat", lambda _text: check_near_region(point, region))
    return point


def _operator(uscc: str, register: _Register) -> SocialOrganization:
    operator = register.operators.get(uscc.upper())
    if operator is None:
        why = _("No organization with this code is on the register. Import the organizations first.")
        raise ValidationError(why)
    return operator


def _type(text: str) -> FacilityType:
    kind = _types(get_language()).get(text.casefold())
    if kind is None:
        names = ", ".join(f"{kind.value} {kind.chinese_names[0]}" for kind in FacilityType)
        raise ValidationError(_("Unknown type. Accepted types: %(types)s."), params={"types": names})
    return kind


@lru_cache(maxsize=2048)
def _normalise_hours(text: str) -> str:
    """Rosters repeat a few ways of writing the hours thousands of times."""
    return reading.normalise(text)


def _whole_square_metres(text: str) -> int | None:
    """Surveys write 312.5; nobody decides by half a square metre."""
    try:
        text = str(round(float(text))) if text.strip() and "_" not in text else text
    except (ValueError, OverflowError):
        # Not a number: said by clean_count.
        pass
    return clean_count(text, largest=LARGEST_AREA_M2)


def _store(
    records: list[tuple[int, _Record]],
    register: _Register,
    report: ImportReport,
    actor: Actor,
    changes: Changes,
) -> None:
    created, changed, numbers = [], [], []
    for number, record in records:
        facility = register.facilities.get(record.key)
        if facility is None:
            name, kind, code = record.key
            facility = Facility(name=name, type=kind, region_id=code)
            _apply(record, facility)
            created.append(facility)
            numbers.append(number)
            continue
        before = _state(facility)
        _apply(record, facility)
        if _state(facility) != before:
            changed.append(facility)
            changes.changed(number, facility, before)
    how = {
        "batch_size": _BATCH,
        "default_user": actor,
        "default_change_reason": _("Imported from a roster"),
    }
    if created:
        bulk_create_with_history(created, Facility, **how)
        for number, facility in zip(numbers, created, strict=True):
            changes.added(number, facility, whole=True)
    if changed:
        bulk_update_with_history(changed, Facility, _UPDATED, **how)
    report.created, report.updated = len(created), len(changed)
    report.unchanged = len(records) - len(created) - len(changed)


def _state(facility: Facility) -> dict[str, Any]:
    names = ["operator_id" if name == "operator" else name for name in _UPDATED]
    return {name: getattr(facility, name) for name in names}


def _apply(record: _Record, facility: Facility) -> None:
    """Write what the row says over what is stored; what it does not say stays."""
    if record.point is not None:
        facility.lat, facility.lon = record.point
        facility.location_quality = LocationQuality.EXACT
    elif facility.point is None:
        facility.place_at(record.region)
    for name, found in record.said.items():
        if found:
            setattr(facility, name, found)
