"""The five rosters: what each is called, its columns, and the function that imports it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.tabular.columns import Column, aliases_of, names_of, titles_of
from common.tabular.records import ImportReport
from common.tabular.sheet import Vocabulary
from elderly_visits.register import imports as elders
from facilities import imports as facilities
from organizations import imports as organizations
from volunteers.registration.imports import teams, volunteers


@dataclass(frozen=True)
class Roster:
    """One kind of roster. `required`: columns without which nothing is read, of several in a tuple one."""

    name: str
    title: Any
    columns: tuple[Column, ...]
    required: tuple[str | tuple[str, ...], ...]
    load: Callable[..., ImportReport]

    @property
    def marks(self) -> frozenset[str]:
        """Columns that no other kind has."""
        others = {name for one in ROSTERS.values() if one.name != self.name for name in names_of(one.columns)}
        return frozenset(names_of(self.columns)) - others

    @property
    def offered(self) -> list[Column]:
        """The columns of a form to fill in."""
        return [column for column in self.columns if column.offered]

    @property
    def listed(self) -> list[dict[str, Any]]:
        """What a page tells of its columns: title, and whether it must be there."""
        return [{"title": one.title, "needed": self.is_required(one.name)} for one in self.columns]

    def vocabulary(self, assigned: Mapping[str, str] | None = None) -> Vocabulary:
        """What its columns are called. `assigned`: unknown headings of which somebody has said what they are."""
        return Vocabulary(names_of(self.columns), aliases_of(self.columns), titles_of(self.columns), assigned)

    def is_required(self, name: str) -> bool:
        return any(name in ((one,) if isinstance(one, str) else one) for one in self.required)

    def title_of(self, name: str) -> str:
        """What readers call a column; an unknown one as its heading says."""
        return next((column.title for column in self.columns if column.name == name), name)


ROSTERS = {
    roster.name: roster
    for roster in (
        Roster(
            "volunteers", _("Volunteers"), volunteers.VOLUNTEER_COLUMNS, volunteers.REQUIRED_COLUMNS,
            volunteers.import_volunteers,
        ),
        Roster(
            "elders", _("Elders"), elders.ELDER_COLUMNS, elders.REQUIRED_COLUMNS, elders.import_elders,
        ),
        Roster(
            "facilities", _("Care points"), facilities.FACILITY_COLUMNS, facilities.REQUIRED_COLUMNS,
            facilities.import_facilities,
        ),
        Roster(
            "organizations", _("Social organizations"), organizations.ORGANIZATION_COLUMNS,
            organizations.REQUIRED_COLUMNS, organizations.import_organizations,
        ),
        Roster("teams", _("Volunteer teams"), teams.TEAM_COLUMNS, teams.REQUIRED_COLUMNS, teams.import_teams),
    )
}  # fmt: skip
