"""Tags that draw the dashboard's pictures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template

from platform_site.dashboard import charts

register = template.Library()
register.filter(charts.rate_class)


@register.inclusion_tag("platform_site/dashboard/map.html")
def rate_map_picture(map: charts.RateMap, month: date) -> dict[str, Any]:
    """The map with a link to each region."""
    return {"map": map, "month": month}
