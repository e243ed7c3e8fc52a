"""Pictures drawn by the server: the map of rates, the trend, the bar of an indicator. Plain SVG, no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from elderly_visits.visits.selectors.rate import Rate, RegionRate
from regions.boundaries import projection, svg_paths

MAP_WIDTH, MAP_HEIGHT = 520.0, 440.0
TREND_WIDTH, TREND_HEIGHT = 520.0, 150.0

# From the gap to the goal; each colour keeps 4.5:1 against its ink.
_STEPS = ((1.0, "rate-full"), (0.9, "rate-high"), (0.7, "rate-middle"), (0.0, "rate-low"))


def rate_class(rate: Rate) -> str:
    """The class that colours a rate; `rate-none` where there is nobody to visit."""
    if rate.value is None:
        return "rate-none"
    return next(name for least, name in _STEPS if rate.value >= least)


@dataclass(frozen=True)
class Shape:
    """An outline or a dot on the map, with its rate."""

    code: str
    name: str
    rate: Rate
    d: str = ""
    x: float = 0.0
    y: float = 0.0
    radius: float = 0.0

    @property
    def css(self) -> str:
        return rate_class(self.rate)


@dataclass(frozen=True)
class RateMap:
    """Filled outlines, or the parent's outline with a dot for each region below. `approximate`: dots stand near."""

    width: float
    height: float
    outline: str
    shapes: list[Shape]
    approximate: bool


def rate_map(parent_code: str, below: Sequence[RegionRate]) -> RateMap | None:
    """The map of the regions below one; None where neither outlines nor points are known."""
    by_code = {row.region.code: row for row in below}
    drawn = svg_paths(by_code, MAP_WIDTH, MAP_HEIGHT)
    if drawn:
        shapes = [
            Shape(path["code"], path["name"], by_code[path["code"]].rate, path["d"], path["label_x"], path["label_y"])
            for path in drawn
        ]  # fmt: skip
        return RateMap(MAP_WIDTH, MAP_HEIGHT, "", shapes, approximate=False)
    county = parent_code[:6] + "000000"
    plan = projection([county], MAP_WIDTH, MAP_HEIGHT)
    if plan is None:
        return None
    outline = "".join(path["d"] for path in svg_paths([county], MAP_WIDTH, MAP_HEIGHT))
    most = max((row.rate.elders for row in below), default=0) or 1
    dots = []
    for row in below:
        if row.region.point is None:
            continue
        x, y = plan.xy(*row.region.point)
        radius = round(4 + 14 * (row.rate.elders / most) ** 0.5, 1)
        dots.append(Shape(row.region.code, row.region.short_name, row.rate, x=x, y=y, radius=radius))
    rough = any(row.region.is_approximate for row in below)
    return RateMap(MAP_WIDTH, MAP_HEIGHT, outline, dots, approximate=rough) if dots else None


@dataclass(frozen=True)
class TrendPoint:
    month: date
    rate: Rate
    x: float
    y: float
    # Of who was visited by a volunteer.
    y_volunteers: float


def trend_line(trend: Sequence[tuple[date, Rate]]) -> dict[str, Any]:
    """Points of the trend between 0 and 100 %, and the lines through those that have a value: of all who were visited,
    and of who was visited by a volunteer."""
    left, right, top, bottom = 46.0, 30.0, 18.0, 30.0
    span = TREND_WIDTH - left - right
    points = []
    for index, (month, rate) in enumerate(trend):
        x = left + (span * index / (len(trend) - 1) if len(trend) > 1 else span / 2)
        y = top + (TREND_HEIGHT - top - bottom) * (1 - (rate.value or 0))
        low = top + (TREND_HEIGHT - top - bottom) * (1 - (rate.percent_by_volunteers or 0) / 100)
        points.append(TrendPoint(month, rate, round(x, 1), round(y, 1), round(low, 1)))
    known = [point for point in points if point.rate.value is not None]
    line = " ".join(f"{point.x},{point.y}" for point in known)
    volunteers = " ".join(f"{point.x},{point.y_volunteers}" for point in known)
    return {
        "width": TREND_WIDTH, "height": TREND_HEIGHT, "points": points, "line": line, "top": top,
        "volunteers": volunteers,
        "bottom": TREND_HEIGHT - bottom, "left": left, "right": TREND_WIDTH - right,
    }  # fmt: skip


def indicator_cards(items: Sequence[Any], figures: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """One card per indicator: shown value and target, the length of the bar, whether the goal is reached."""
    cards = []
    for item in items:
        figure = figures[item.key]
        value, target = figure["value"], figure["target"]
        share = item.unit == "share"
        cards.append(
            {
                "key": item.key,
                "title": item.title,
                "item": item.item,
                "figure": figure,
                "unit": item.unit,
                "value": None if value is None else (int(value * 1000) / 10 if share else value),
                "target": target * 100 if share else target,
                "bar": None if value is None else round(min(1.0, value / target) * 100 if target else 100),
                "reached": value is not None and value >= target,
            }
        )
    return cards
