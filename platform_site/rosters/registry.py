"""The five rosters: what each is called, its columns, and the function that imports it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.tabular.records import ImportReport
from elderly_visits.register.imports import ELDER_ALIASES, ELDER_COLUMNS, import_elders
from facilities.imports import FACILITY_ALIASES, FACILITY_COLUMNS, import_facilities
from organizations.imports import ORGANIZATION_ALIASES, ORGANIZATION_COLUMNS, import_organizations
from volunteers.registration.imports.teams import TEAM_ALIASES, TEAM_COLUMNS, import_teams
from volunteers.registration.imports.volunteers import VOLUNTEER_ALIASES, VOLUNTEER_COLUMNS, import_volunteers


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
        Roster(
            "organizations", _("Social organizations"), ORGANIZATION_COLUMNS, ORGANIZATION_ALIASES,
            import_organizations,
        ),
        Roster("teams", _("Volunteer teams"), TEAM_COLUMNS, TEAM_ALIASES, import_teams),
    )
}  # fmt: skip
