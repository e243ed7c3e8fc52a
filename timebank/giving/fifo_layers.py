"""Which coins are left: every credit is a lot of its day, every debit uses up the oldest. Pure functions, no rows."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class Layer:
    """Minutes that were credited on `day` and are still there."""

    day: date
    minutes: int

    def ends_on(self, months: int) -> date:
        """The first day on which they can no longer be used: the same day `months` later, or the month's last."""
        return self.day + relativedelta(months=months)


def remaining_layers(movements: Iterable[tuple[date, int]]) -> list[Layer]:
    """The layers behind a balance, oldest first. `movements` in the order of booking: credits positive, debits
    negative.

    The layers always add up to the sum of the movements, where that is not below zero. A debit beyond what was there
    (the credit it drew on was undone later) is taken from the credits that follow.
    """
    layers: deque[Layer] = deque()
    owed = 0
    for day, amount in movements:
        if amount > 0:
            kept = max(0, amount - owed)
            owed -= amount - kept
            if kept:
                layers.append(Layer(day, kept))
        else:
            owed += _use(layers, -amount)
    return list(layers)


def _use(layers: deque[Layer], amount: int) -> int:
    """Take from the oldest; returns what was not there."""
    while amount and layers:
        oldest = layers.popleft()
        taken = min(amount, oldest.minutes)
        amount -= taken
        if oldest.minutes > taken:
            layers.appendleft(replace(oldest, minutes=oldest.minutes - taken))
    return amount


def unreserved_layers(layers: Iterable[Layer], reserved: int) -> list[Layer]:
    """The layers less what is reserved, which is taken to be the oldest: what waits for a service never ends."""
    left = deque(layers)
    _use(left, reserved)
    return list(left)


def minutes_in(layers: Iterable[Layer]) -> int:
    return sum(layer.minutes for layer in layers)
