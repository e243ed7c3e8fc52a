"""What counts about a report besides its answers: whether it came in time, and whether the elder had agreed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from common.months import add_months, first_day
from common.public_holidays import add_working_days, is_working_day
from elderly_visits.register.models import Elder
from elderly_visits.visits import policy
from elderly_visits.visits.enums import Agreement
from elderly_visits.visits.models.visit import Visit
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.kinship.selectors import circle_of
from people.logins.models import User
from people.persons.models import Person
from policies.selectors import PolicyBook, book
from volunteers.tasks.enums import KEPT_STATES, TaskState
from volunteers.tasks.models.assignment import Assignment

# Forms ask for the minute in which a visit began.
_MINUTE = timedelta(minutes=1)


def _consents(elder: Elder, on: date) -> QuerySet[Consent]:
    """What is on record now and says that the elder agreed to be visited on that day."""
    given = Consent.objects.filter(person=elder.person_id, purpose=ConsentPurpose.VISITS, given_on__lte=on)
    return given.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gte=on))


def had_agreed(elder: Elder, on: date) -> bool:
    """Whether anything on record now says that the elder agreed to be visited on that day."""
    return _consents(elder, on).exists()


def agreement(elder: Elder, *, visited_at: datetime, author: User, visitors: Collection[Person]) -> Agreement:
    """What is on record, when a report comes in, about the elder's consent to that visit.

    A consent given on the day of the visit or before it counts when it was on record as the visit began, or when
    somebody else wrote it down later: neither who enters or made the visit, nor anybody close to them. Their own word
    after the visit, whatever date it bears, needs a second person's. What is written down after the report changes
    nothing about it.
    """
    on_record = list(
        _consents(elder, timezone.localdate(visited_at)).values_list("recorded_at", "recorded_by_id")
    )
    if not on_record:
        return Agreement.NONE
    if any(at < visited_at + _MINUTE for at, _recorder in on_record):
        return Agreement.GIVEN
    recorders = {recorder for _at, recorder in on_record}
    return Agreement.OWN_WORD if recorders <= circle_of(author, *visitors).logins else Agreement.GIVEN


def visits_to_record(elders: Collection[int], day: date) -> dict[int, Visit]:
    """By the elder's key, the planned visit that a worker who went on `day` has made: one of its month, without report,
    to which nobody has said yes. The one that is due on that day first, then the earliest. One query."""
    rows = (
        Visit.objects.filter(
            elder__in=elders, month=first_day(day), ordinal__gt=0, task__state=TaskState.OPEN
        )
        .exclude(report__submitted_at__isnull=False)
        .exclude(task__in=Assignment.objects.filter(state__in=KEPT_STATES).values("task"))
        .select_related("task")
        .order_by("task__starts_on", "pk")
    )
    found: dict[int, Visit] = {}
    for visit in rows:
        first = found.setdefault(visit.elder_id, visit)
        if not first.task.starts_on <= day <= first.task.ends_on and visit.task.starts_on <= day:
            found[visit.elder_id] = visit
    return found


def last_day_to_enter(month: date, region: str, rules: PolicyBook | None = None) -> date:
    """The last day on which visits of a month are entered like any other; in the night after it the month is closed.

    A day on which nobody works moves to the next working day.
    """
    following = add_months(month, 1)
    day = following.replace(day=(rules or book()).value(policy.CLOSING_DAY, region))
    return day if is_working_day(day) else add_working_days(day, 1)


def is_late(visited_at: datetime, region: str) -> bool:
    """Whether a visit of that moment is entered today only with a reason and a second person's word."""
    rules, today = book(), timezone.localdate()
    day = timezone.localdate(visited_at)
    days = (today - day).days
    return days > rules.value(policy.LATE_DAYS, region) or today > last_day_to_enter(day, region, rules)
