"""Cells of rosters that name a region within the area of whoever sends the roster."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.tabular.cell_readers import normalise_text
from regions import codes
from regions.enums import Level
from regions.models import Region
from workbench.roles import WORKER_ROLES, Login
from workbench.scopes import covers


class RosterRegions:
    """Regions by code, looked up once for the whole table; `levels` are those a row may name, by default all."""

    def __init__(self, actor: Login | None, *levels: Level) -> None:
        self._actor, self._levels = actor, levels
        self._regions = {region.code: region for region in Region.objects.all()}
        self._allowed: dict[str, bool] = {}

    def read(self, text: str) -> Region:
        """Raises ValueError with a sentence for who can mend it."""
        code = normalise_text(text)
        if not codes.is_code(code):
            raise ValueError(_("A region code has 12 digits."))
        region = self._regions.get(code)
        if region is None:
            raise ValueError(_("There is no region with this code."))
        if self._levels and region.level not in self._levels:
            raise ValueError(
                _("%(name)s is not a community: enter the code of the community or village.")
                % {"name": region.name}
            )
        if code not in self._allowed:
            self._allowed[code] = self._actor is None or covers(self._actor, code, WORKER_ROLES)
        if not self._allowed[code]:
            raise ValueError(_("This region is outside your area."))
        return region
