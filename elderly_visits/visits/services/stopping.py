"""Nobody comes any more: the register left, consent withdrawn, visits taken out of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.languages import in_house
from elderly_visits.register.enums import LeftReason
from elderly_visits.register.errors import ElderError
from elderly_visits.register.models import Elder
from elderly_visits.register.services.elders import locked_elder
from elderly_visits.register.services.tiers import save_as
from elderly_visits.register.signals import visits_due_changed
from elderly_visits.visits.models.visit import Visit
from people.actors import Actor
from people.consents.enums import ConsentPurpose
from people.consents.services import withdraw_consent
from people.deaths.services import record_death
from people.logins.models import User
from people.numbers import DEATH_BACK_DAYS, number
from people.persons.models import Person
from volunteers.tasks.enums import AssignmentState, TaskState
from volunteers.tasks.services.tasks import cancel_task

_BEGUN = (AssignmentState.CHECKED_IN, AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED)


@transaction.atomic
def leave_register(*, elder: Elder, on: date, reason: str, actor: Actor = None, note: str = "") -> Elder:
    """Take an elder off the register from `on`: visits not yet begun are cancelled, the file and its history stay.

    Leaving twice returns the elder unchanged. Raises ElderError for a day before the registration or in the future.
    """
    current = locked_elder(elder)
    if current.left_on is not None:
        return current
    if on < current.registered_on:
        raise ElderError(
            _("That is before %(date)s, when the elder was registered.")
            % {"date": current.registered_on.isoformat()},
            code="before",
        )
    if on > timezone.localdate():
        raise ElderError(_("Please enter today's date or an earlier one."), code="future")
    if reason == LeftReason.DIED:
        # The register follows: the death stops more than the visits (people.deaths).
        record_death(person=current.person, on=on, actor=actor)
        current.refresh_from_db()
        if current.left_on is None:
            take_off(elder=current, on=on, reason=reason, actor=actor, note=note)
        return current
    take_off(elder=current, on=on, reason=reason, actor=actor, note=note)
    return current


@transaction.atomic
def take_off(*, elder: Elder, on: date, reason: str, actor: Actor = None, note: str = "") -> int:
    """Write that the elder left, and cancel what nobody has begun. Returns how many visits."""
    elder.left_on, elder.left_reason = on, LeftReason(reason)
    fields = ["left_on", "left_reason"]
    if note:
        elder.note = note[:500]
        fields.append("note")
    save_as(elder, actor, update_fields=fields)
    why = in_house(gettext_lazy("The visit is no longer needed."))
    return remove_from_plan(visits=open_visits(elder), actor=actor, note=why)


@transaction.atomic
def come_back(*, elder: Elder, actor: Actor = None) -> Elder:
    """The elder never left: as it was, and this month's visits are given to somebody at once. Twice is once."""
    current = locked_elder(elder)
    if current.left_on is not None:
        current.left_on, current.left_reason = None, ""
        save_as(current, actor, reason=_("Removed by mistake"), update_fields=["left_on", "left_reason"])
        visits_due_changed.send(Elder, elder=current, actor=actor)
    return current


@transaction.atomic
def return_to_register(*, elder: Elder, actor: User) -> Elder:
    """Take a mistaken removal back within its term. Raises ElderError after it, and for somebody who has died."""
    if elder.left_on is None:
        return elder
    if elder.left_reason == LeftReason.DIED or elder.person.died_on is not None:
        raise ElderError(_("A death is taken back in the person's file."), code="died")
    until = elder.left_on + timedelta(days=number(DEATH_BACK_DAYS, elder.region_id))
    if timezone.localdate() > until:
        raise ElderError(
            _("This could be taken back until %(day)s. Please register the elder anew.")
            % {"day": until.isoformat()},
            code="over",
        )
    return come_back(elder=elder, actor=actor)


def open_visits(elder: Elder) -> list[Visit]:
    """The elder's visits that nobody has begun."""
    visits = Visit.objects.filter(elder=elder, task__state=TaskState.OPEN)
    return list(
        visits.exclude(task__assignments__state__in=_BEGUN).select_related("task").order_by("task_id")
    )


def remove_from_plan(*, visits: Iterable[Visit], actor: Actor, note: str) -> int:
    """Cancel visits that are no longer due and free their number in the month, so that a later plan can use it again.

    (A visit that a worker cancels keeps its number: the planner does not bring it back.) Returns how many.
    """
    count = 0
    for visit in visits:
        cancel_task(task=visit.task, actor=actor, note=note)
        visit.ordinal = 0
        visit.save(update_fields=["ordinal"])
        count += 1
    return count


@transaction.atomic
def withdraw_visit_consent(*, elder: Elder, actor: Actor = None, note: str = "") -> int:
    """Visits are voluntary: from today nobody comes. Returns how many planned visits were cancelled.

    The elder stays on the register and in the statistics, as declined and never as visited.
    """
    locked_elder(elder)
    planned = len(open_visits(elder))
    withdraw_consent(person=elder.person, purpose=ConsentPurpose.VISITS, recorded_by=actor, note=note[:200])
    stop_visits(person=elder.person, actor=actor)
    return planned


@transaction.atomic
def stop_visits(*, person: Person, actor: Actor = None) -> None:
    """Somebody no longer agrees to be visited, wherever they said it: what is planned is taken back. Twice is once."""
    elder = Elder.objects.filter(person=person).first()
    if elder is not None:
        why = in_house(gettext_lazy("The elder does not wish to be visited."))
        remove_from_plan(visits=open_visits(elder), actor=actor, note=why)
