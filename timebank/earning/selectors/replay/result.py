from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from timebank.earning.allocation import Outcome
from timebank.ledger.enums import AccountKind

EXAMPLES = 5
# The bounds between which gains and losses are counted: minutes of coins, or points.
SMALL, LARGE = 60, 600

DESTINATIONS = {
    AccountKind.PERSONAL: "to_people",
    AccountKind.DONATE_ONLY: "to_give_away",
    AccountKind.POOL: "to_pool",
    AccountKind.HONOURS: "to_honours",
}


@dataclass
class Figures:
    """What the services of a period bring by one set of rules. Coins in minutes."""

    minutes_per_coin: int
    to_people: int = 0
    to_give_away: int = 0
    to_pool: int = 0
    to_honours: int = 0
    points: int = 0
    people: int = 0
    people_with_points: int = 0
    over: Counter[str] = field(default_factory=Counter)
    stars: Counter[int] = field(default_factory=Counter)

    def count(self, outcome: Outcome, sign: int = 1, *, issued: bool = True) -> None:
        """`issued=False`: the coins were somebody's before, who paid with them."""
        for share in outcome.shares:
            if issued:
                name = DESTINATIONS[share.to]
                setattr(self, name, getattr(self, name) + sign * share.minutes)
            if share.reason.startswith("over_"):
                self.over[share.reason] += sign * share.minutes
        self.points += sign * outcome.points.amount

    def coins(self, minutes: int) -> float:
        """Minutes as the coins they are by the length of a coin in these rules."""
        return round(minutes / self.minutes_per_coin, 1)

    def as_json(self) -> dict[str, object]:
        return self.__dict__ | {
            "over": {reason: minutes for reason, minutes in sorted(self.over.items()) if minutes},
            "stars": {str(level): people for level, people in sorted(self.stars.items())},
        }


@dataclass(frozen=True)
class Change:
    """What the proposed rule would have given to, or taken from, one person."""

    person_id: int
    coin_minutes: int
    points: int

    @property
    def size(self) -> tuple[int, int]:
        return self.coin_minutes, self.points


@dataclass
class Replay:
    """Both runs. `sampled` 3 means: every third volunteer was looked at, the figures are those of a third."""

    first: date
    last: date
    region: str
    before: Figures
    after: Figures
    records: int = 0
    people: int = 0
    sampled: int = 1
    # Records whose coins in the books differ from what the rules as they were give today.
    differ_from_books: int = 0
    gaining: int = 0
    losing: int = 0
    # People by the step (see `step_of`) of what they gain or lose.
    coin_steps: Counter[int] = field(default_factory=Counter)
    point_steps: Counter[int] = field(default_factory=Counter)
    gains: list[Change] = field(default_factory=list)
    losses: list[Change] = field(default_factory=list)

    def note(self, change: Change) -> None:
        """Count one person's change; nothing is kept of the unchanged."""
        if change.coin_minutes:
            self.coin_steps[step_of(change.coin_minutes)] += 1
        if change.points:
            self.point_steps[step_of(change.points)] += 1
        if change.size > (0, 0):
            self.gaining += 1
            self.gains = heapq.nlargest(EXAMPLES, [*self.gains, change], key=lambda found: found.size)
        elif change.size < (0, 0):
            self.losing += 1
            self.losses = heapq.nsmallest(EXAMPLES, [*self.losses, change], key=lambda found: found.size)

    def as_json(self) -> dict[str, object]:
        """Everything but who it concerns."""
        return {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "region": self.region,
            "records": self.records,
            "people": self.people,
            "sampled": self.sampled,
            "differ_from_books": self.differ_from_books,
            "gaining": self.gaining,
            "losing": self.losing,
            "before": self.before.as_json(),
            "after": self.after.as_json(),
        }


def step_of(change: int) -> int:
    """-3, -2, -1 for a loss of `LARGE` and more, `SMALL` and more, less; 1, 2, 3 for gains likewise; 0 for neither."""
    size = 1 + (abs(change) >= SMALL) + (abs(change) >= LARGE)
    return (change > 0) * size - (change < 0) * size
