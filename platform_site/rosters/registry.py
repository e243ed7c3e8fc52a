"""The five rosters: what each is called, its columns, and the function that imports it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.tabular.records import ImportReport
from elderly_visits.register.imports import elders
from facilities import imports as facilities
from organizations import imports as organizations
from volunteers.registration.imports import teams, volunteers


@dataclass(frozen=True)
class Roster:
    """One kind of roster. `marks`: columns that no other kind has."""

    name: str
    title: Any
    columns: tuple[str, ...]
    required: tuple[str | tuple[str, ...], ...]
    aliases: Mapping[str, str]
    load: Callable[..., ImportReport]

    @property
    def marks(self) -> frozenset[str]:
        others = {
            column for roster in ROSTERS.values() if roster.name != self.name for column in roster.columns
        }
        return frozenset(self.columns) - others


ROSTERS = {
    roster.name: roster
    for roster in (
        Roster(
            "volunteers", _("Volunteers"), volunteers.VOLUNTEER_COLUMNS, volunteers.REQUIRED_COLUMNS,
            volunteers.VOLUNTEER_ALIASES, volunteers.import_volunteers,
        ),
        Roster(
            "elders", _("Elders"), elders.ELDER_COLUMNS, elders.REQUIRED_COLUMNS, elders.ELDER_ALIASES,
            elders.import_elders,
        ),
        Roster(
            "facilities", _("Care points"), facilities.FACILITY_COLUMNS, facilities.REQUIRED_COLUMNS,
            facilities.FACILITY_ALIASES, facilities.import_facilities,
        ),
        Roster(
            "organizations", _("Social organizations"), organizations.ORGANIZATION_COLUMNS,
            organizations.REQUIRED_COLUMNS, organizations.ORGANIZATION_ALIASES, organizations.import_organizations,
        ),
        Roster(
            "teams", _("Volunteer teams"), teams.TEAM_COLUMNS, teams.REQUIRED_COLUMNS, teams.TEAM_ALIASES,
            teams.import_teams,
        ),
    )
}  # fmt: skip
