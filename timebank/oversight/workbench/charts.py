"""Pictures drawn by the server. Plain SVG, no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from timebank.oversight.selectors.circulation import Row

WIDTH, HEIGHT = 720.0, 240.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 16.0, 20.0, 32.0
_BAR = 12.0


@dataclass(frozen=True)
class Bars:
    """A month: issued and used side by side, and the point of the line for what is in circulation. Hours."""

    month: date
    x: float
    issued: int
    issued_y: float
    issued_height: float
    used: int
    used_y: float
    used_height: float
    closing: int
    closing_y: float


@dataclass(frozen=True)
class CirculationChart:
    width: float
    height: float
    left: float
    right: float
    floor: float
    months: list[Bars]
    line: str
    top_hours: int
    top_closing: int
    bar: float = _BAR


def circulation_chart(rows: Sequence[Row]) -> CirculationChart | None:
    """Months as bars, the coins in circulation as a line on a scale of their own; None where nothing ever moved."""
    used = [sum(row.figures[key] for key in ("spent", "donated", "given", "expired")) for row in rows]
    most = max([*(row.figures["issued"] for row in rows), *used], default=0)
    most_closing = max((row.closing for row in rows), default=0)
    if most <= 0 and most_closing <= 0:
        return None
    floor, span = HEIGHT - BOTTOM, HEIGHT - BOTTOM - TOP
    step = (WIDTH - LEFT - RIGHT) / len(rows)
    months = []
    for index, (row, out) in enumerate(zip(rows, used, strict=True)):
        issued_height = round(span * row.figures["issued"] / most, 1) if most else 0.0
        used_height = round(span * out / most, 1) if most else 0.0
        closing_height = span * max(0, row.closing) / most_closing if most_closing > 0 else 0.0
        months.append(
            Bars(
                month=row.month,
                x=round(LEFT + step * (index + 0.5), 1),
                issued=row.figures["issued"],
                issued_y=round(floor - issued_height, 1),
                issued_height=issued_height,
                used=out,
                used_y=round(floor - used_height, 1),
                used_height=used_height,
                closing=row.closing,
                closing_y=round(floor - closing_height, 1),
            )
        )
    line = " ".join(f"{bars.x},{bars.closing_y}" for bars in months)
    return CirculationChart(
        WIDTH, HEIGHT, LEFT, WIDTH - RIGHT, floor, months, line, round(most / 60), round(most_closing / 60)
    )
