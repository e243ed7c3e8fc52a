"""Whether what a run has found is still wanted: asked under a lock of its record, in the transaction of each write."""

from __future__ import annotations

from django.db import connection

from visit_planning.plan.models.plan import VisitPlan


class NoLongerWanted(Exception):
    """Somebody stopped the plan or threw it away while it was being worked on."""


def require_wanted(plan: VisitPlan) -> None:
    """Raise NoLongerWanted where a run's record left the stage it had; whoever wants to move it waits for this write.

    A run reads and solves for minutes without a lock, and people decide about its plan meanwhile. What they decided
    stands: whoever writes for the plan asks here first, in the transaction of the write. Several writers of one run may
    hold this at once; only those who decide wait for them.
    """
    stages = VisitPlan.objects.filter(pk=plan.pk).order_by().values_list("stage", flat=True)
    if connection.vendor == "postgresql":
        # Batches are written two at a time, which the lock that Django can ask for would keep apart.
        sql, values = stages.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} FOR SHARE", values)
            found = [stage for (stage,) in cursor.fetchall()]
    else:
        found = list(stages)
    if found != [plan.stage]:
        raise NoLongerWanted
