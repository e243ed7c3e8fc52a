"""A few days later: `python -m bench.planning.changes`. Prints how many rows of each table there are.

With `--pass` first a tenth of the volunteers say yes, every fiftieth says no, and every two-hundredth falls ill.
"""

from __future__ import annotations

import json
import os
import sys

import django


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_site.settings")
    django.setup()
    if "--pass" in arguments:
        let_days_pass()
    print(json.dumps(rows()))


def let_days_pass() -> None:
    """Answers come in, and a few volunteers cannot go on. Each kind of change is one statement."""
    from django.db.models import F
    from django.db.models.functions import Mod
    from django.utils import timezone

    from volunteers.registration.enums import VolunteerState
    from volunteers.registration.models.volunteer import Volunteer
    from volunteers.tasks.enums import AssignmentState
    from volunteers.tasks.models.assignment import Assignment

    asked = Assignment.objects.filter(state=AssignmentState.OFFERED).alias(turn=Mod(F("volunteer_id"), 200))
    asked.filter(turn__gte=180).update(state=AssignmentState.ACCEPTED, accepted_at=timezone.now())
    asked.filter(turn__in=(1, 51, 101, 151)).update(state=AssignmentState.DECLINED)
    Volunteer.objects.alias(turn=Mod(F("pk"), 200)).filter(turn=2).update(state=VolunteerState.SUSPENDED)


def rows() -> dict[str, int]:
    """Rows of the tables that a plan writes."""
    from elderly_visits.visits.models.visit import Visit
    from notifications.models import Message
    from visit_planning.plan.models.plan import VisitPlan
    from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
    from volunteers.tasks.models.task import Task

    tables = (Task, Visit, Assignment, AssignmentEvent, Message, VisitPlan)
    return {table.__name__: table._default_manager.count() for table in tables}


if __name__ == "__main__":
    main(sys.argv[1:])
