"""The agreed time of a task for two: one time for both, whoever chooses it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from notifications.models import Channel
from notifications.services import notify
from people.actors import Actor
from volunteers.errors import TaskError
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
from volunteers.tasks.models.planned_stop import PlannedStop
from volunteers.tasks.models.task import Task
from volunteers.tasks.selectors.agreed_times import agreed_services, conflicting_service, rules_for


def companions(assignment: Assignment) -> list[Assignment]:
    """Who else has said yes to the same task and has not begun; nobody where the task itself says the hour."""
    if assignment.task.persons_needed < 2 or assignment.task.starts_at is not None:
        return []
    rows = assignment.task.assignments.filter(state=AssignmentState.ACCEPTED).exclude(pk=assignment.pk)
    return list(rows.select_related("volunteer__person").order_by("pk"))


def time_of_companions(task: Task, *, other_than: int | None = None) -> datetime | None:
    """The time that somebody who comes along has agreed on; None while nobody has."""
    if task.persons_needed < 2:
        return None
    rows = task.assignments.filter(
        state__in=(AssignmentState.ACCEPTED, AssignmentState.CHECKED_IN), planned_for__isnull=False
    ).exclude(pk=other_than)  # type: ignore[misc]  # None excludes nothing
    return rows.order_by("pk").values_list("planned_for", flat=True).first()


def share_time(*, assignment: Assignment, planned_for: datetime, actor: Actor) -> None:
    """Give companions the time that was chosen, and tell them. For services that have locked the task.

    A companion who is there already keeps the hour. Raises TaskError when a companion has another service then: the
    time holds for all or for nobody.
    """
    others = [row for row in companions(assignment) if row.planned_for != planned_for]
    if not others:
        return
    task = assignment.task
    rules = rules_for(task.region_id)
    busy = agreed_services([row.volunteer_id for row in others], first=timezone.localtime(planned_for).date())
    for row in others:
        if conflicting_service(task, planned_for, busy.get(row.volunteer_id, ()), rules) is not None:
            raise TaskError(
                _(
                    "%(name)s, who is coming with you, has another service around that time. "
                    "Please choose another time."
                )
                % {"name": row.volunteer.person.name},
                code="companion_busy",
            )
    for row in others:
        _give(row, planned_for, assignment, actor)


def _give(row: Assignment, planned_for: datetime, chosen_by: Assignment, actor: Actor) -> None:
    before = row.planned_for
    row.planned_for = planned_for
    row.save(update_fields=["planned_for"])
    PlannedStop.objects.filter(assignment=row).delete()
    with translation.override(settings.LANGUAGE_CODE):
        when = date_format(timezone.localtime(planned_for), "DATETIME_FORMAT")
        event = AssignmentEvent.objects.create(
            assignment=row, actor=actor, from_state=row.state, to_state=row.state,
            note=_("Time: %(when)s") % {"when": when},
        )  # fmt: skip
        notify(
            person=row.volunteer.person,
            kind="change",
            subject=_("Your two-person visit has been scheduled")
            if before is None
            else _("Your two-person visit has been rescheduled"),
            body=_(
                "%(title)s, %(place)s: %(when)s, chosen by %(name)s. If it does not suit you, please change it."
            )
            % {
                "title": chosen_by.task.title,
                "place": chosen_by.task.place_label,
                "when": when,
                "name": chosen_by.volunteer.person.name,
            },
            key=f"together:{event.pk}",
            link=row.get_absolute_url(),
            channel=Channel.SMS,
        )
