"""What the dashboard shows, read once per page. Each figure has one selector (docs/domain.md, 'Figures')."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from common.months import this_month
from elderly_visits.concerns.selectors.concerns import Counts, counts
from elderly_visits.visits.selectors.corrections import correction_counts, late_to_accept
from elderly_visits.visits.selectors.kept import current_progress
from elderly_visits.visits.selectors.progress import Progress
from elderly_visits.visits.selectors.rate import Closed, Rate, RegionRate, closed, rate_by_month, rates_below
from people.logins.models import User
from regions.models import Region
from visit_planning.plan.models.plan import VisitPlan
from volunteers.projects.selectors import reviews_waiting
from volunteers.tasks.selectors.queue import to_verify
from workbench.regions import regions_above


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody today."""

    concerns: Counts
    to_verify: int
    to_review: int
    to_accept: int


@dataclass(frozen=True)
class Board:
    """The dashboard of one region and month. `closed` and `corrections`: how far the month is closed, and what came
    later, by kind."""

    region: Region
    month: date
    rate: Rate
    below: list[RegionRate]
    trend: list[tuple[date, Rate]]
    waiting: Waiting
    visits: dict[str, int]
    plan: VisitPlan | None
    closed: Closed | None = None
    corrections: dict[str, int] = field(default_factory=dict)
    path: list[Region] = field(default_factory=list)

    @property
    def all_visits(self) -> int:
        return sum(self.visits.values())

    @property
    def is_over(self) -> bool:
        """Whether the month can be closed at all: it lies behind."""
        return self.month < this_month()


def waiting(user: User) -> Waiting:
    """Counts of the user's own regions: concerns in one query, the queues in five."""
    return Waiting(
        concerns=counts(user),
        to_verify=to_verify(user).count(),
        to_review=sum(reviews_waiting(user).values()),
        to_accept=late_to_accept(user).count(),
    )


def visits_of(month: date, code: str) -> dict[str, int]:
    """The month's visits by how far they have come, as the dispatch board counts them."""
    (found,) = current_progress(month, code, 1).values() or [dict.fromkeys(Progress.values, 0)]
    return found


def board(user: User, region: Region, month: date) -> Board:
    """Everything the page shows."""
    around = regions_above(user, region)
    trend = rate_by_month(month, region.code)
    done = closed(month, region.code)
    return Board(
        region=region,
        month=month,
        rate=trend[-1][1],
        below=rates_below(month, region.code),
        trend=trend,
        waiting=waiting(user),
        visits=visits_of(month, region.code),
        plan=VisitPlan.objects.visible_to(user)
        .filter(month=month, region__in=[*around, region])
        .published()
        .first(),
        closed=done,
        corrections=correction_counts(month, region.code, done) if done else {},
        path=around,
    )
