"""Tags that draw the dashboard's pictures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.formats import number_format

from platform_site.dashboard import charts

register = template.Library()
register.filter(charts.rate_class)


@register.inclusion_tag("platform_site/dashboard/map.html")
def rate_map_picture(map: charts.RateMap, month: date) -> dict[str, Any]:
    """The map with a link to each region."""
    return {"map": map, "month": month}


@register.simple_tag
def indicator_value(value: float | None, unit: str) -> str:
    """`{% indicator_value value item.unit %}`: as people read it. A share is rounded down, so that 100 % means all."""
    if value is None:
        return "–"
    if unit == "share":
        return f"{number_format(int(value * 1000) / 10, 1, force_grouping=True)} %"
    said = number_format(round(value, 1), 0 if float(value).is_integer() else 1, force_grouping=True)
    return f"{said} m²" if unit == "m2" else said
