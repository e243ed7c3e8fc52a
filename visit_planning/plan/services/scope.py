"""Which of a month's visits are read: all in a region (a plan), or those with some tasks (a repair, a stand-in)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from regions.codes import in_subtree
from visit_planning.plan.services.situation import Ints, Visits
from volunteers.tasks.enums import TaskState


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Visits of a month that can still be made on `today`: all in `region` (a code), or only those with `tasks`.

    Policy is asked for `region` either way. Assignments whose keys are in `without` count as given up.
    """

    region: str
    month: date
    today: date
    tasks: Collection[int] | None = None
    without: Collection[int] = ()

    @property
    def is_part(self) -> bool:
        """Whether it is about a few visits, of whose neighbourhood no more is read than concerns them."""
        return self.tasks is not None

    def of_visits(self, visit: str = "") -> Q:
        """Condition on visits, or on rows that have a task and reach its visit by the path `visit`."""
        where = (
            in_subtree(f"{visit}elder__region", self.region) if self.tasks is None else Q(task__in=self.tasks)
        )
        planned = Q(**{f"{visit}month": self.month, f"{visit}ordinal__gt": 0})
        return where & planned & Q(task__state=TaskState.OPEN, task__ends_on__gte=self.today)

    def of_elders(self, visit: str, visits: Visits) -> Q:
        """Condition on rows that reach a visit, of any month, by the path `visit`: one of these visits' elders."""
        if self.tasks is None:
            return in_subtree(f"{visit}elder__region", self.region)
        return Q(**{f"{visit}elder__in": sorted(set(visits.elder_id.tolist()))})

    def of_those(self, field: str, keys: Ints) -> Q:
        """Condition 'the row's `field` is one of `keys`', for a part; for a region reading all rows is quicker."""
        return Q() if self.tasks is None else Q(**{f"{field}__in": keys.tolist()})
