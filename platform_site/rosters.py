"""The five rosters: what each is called, its columns, and the function that imports it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from elderly_visits.imports import ELDER_ALIASES, ELDER_COLUMNS, import_elders
from facilities.imports import import_facilities
from organizations.imports import ORGANIZATION_ALIASES, ORGANIZATION_COLUMNS, import_organizations
from regions.tabular import ImportReport
from volunteers.imports import (
    TEAM_ALIASES,
    TEAM_COLUMNS,
    VOLUNTEER_ALIASES,
    VOLUNTEER_COLUMNS,
    import_teams,
    import_volunteers,
)

FACILITY_COLUMNS = (
    "name", "type", "region_code", "address", "lat", "lon", "capacity", "area_m2", "phone", "opening_hours", "services",
    "operator_uscc",
)  # fmt: skip
FACILITY_ALIASES = {
    "名称": "name", "设施名称": "name", "类型": "type", "设施类型": "type", "区划代码": "region_code", "地址": "address",
    "纬度": "lat", "经度": "lon", "容量": "capacity", "床位数": "capacity", "面积": "area_m2", "建筑面积": "area_m2",
    "电话": "phone", "联系电话": "phone", "开放时间": "opening_hours", "服务项目": "services",
    "运营机构代码": "operator_uscc", "坐标系": "coord_system",
}  # fmt: skip


@dataclass(frozen=True)
class Roster:
    """One kind of roster."""

    name: str
    title: Any
    columns: tuple[str, ...]
    aliases: Mapping[str, str]
    load: Callable[..., ImportReport]


ROSTERS = {
    roster.name: roster
    for roster in (
        Roster("volunteers", _("Volunteers"), VOLUNTEER_COLUMNS, VOLUNTEER_ALIASES, import_volunteers),
        Roster("elders", _("Elders"), ELDER_COLUMNS, ELDER_ALIASES, import_elders),
        Roster("facilities", _("Care points"), FACILITY_COLUMNS, FACILITY_ALIASES, import_facilities),
        Roster("organizations", _("Social organizations"), ORGANIZATION_COLUMNS, ORGANIZATION_ALIASES, import_organizations),
        Roster("teams", _("Volunteer teams"), TEAM_COLUMNS, TEAM_ALIASES, import_teams),
    )
}  # fmt: skip
