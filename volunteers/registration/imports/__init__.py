"""Tables that come in: the rosters of volunteers and of teams (formats.md)."""

from volunteers.registration.imports.teams import TEAM_ALIASES, TEAM_COLUMNS, import_teams
from volunteers.registration.imports.volunteers import (
    VOLUNTEER_ALIASES,
    VOLUNTEER_COLUMNS,
    import_volunteers,
)

__all__ = [
    "TEAM_ALIASES",
    "TEAM_COLUMNS",
    "VOLUNTEER_ALIASES",
    "VOLUNTEER_COLUMNS",
    "import_teams",
    "import_volunteers",
]
