"""The register of elders as a list: who was met this month, when last, and what is planned."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.badges import Badge, badge_of, register_badges
from common.months import first_day
from common.web import key_in
from elderly_visits.register.enums import HardshipFlag
from elderly_visits.register.models import Elder
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.selectors.rate import was_met
from people.actors import AnyUser
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.logins.models import User
from people.roles.models import RoleGrant
from regions.codes import in_subtree
from volunteers.tasks.enums import TaskState
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope

# Where an elder stands in a month. The first that holds counts.
LEFT, VISITED, DECLINED, INSTITUTION, TRIED, PLANNED, NOT_PLANNED = (
    "left", "visited", "declined", "institution", "tried", "planned", "not_planned",
)  # fmt: skip
STATES: dict[str, str | Promise] = {
    VISITED: _("Visited"),
    TRIED: _("Tried, not reached"),
    PLANNED: pgettext_lazy("this month", "Planned"),
    NOT_PLANNED: _("Not scheduled"),
    DECLINED: pgettext_lazy("this month", "Declined"),
    INSTITUTION: _("In an institution"),
    LEFT: _("Left the register"),
}
register_badges("month_state", {VISITED: Badge.OK, TRIED: Badge.WARN, NOT_PLANNED: Badge.BAD})


class MonthState(NamedTuple):
    """`code` is a key of STATES."""

    code: str
    label: str | Promise
    badge: Badge


def register(user: AnyUser, month: date | None = None) -> QuerySet[Any]:
    """The elders of the user's regions, each with what `month_state` reads: all in one query.

    Neither one's own file nor that of a relative belongs into the workbench: role grants alone decide.
    """
    month = first_day(month or timezone.localdate())
    reports = VisitReport.objects.filter(visit__elder=OuterRef("pk")).order_by()
    visits = Visit.objects.filter(elder=OuterRef("pk"), month=month).order_by()
    due = visits.filter(task__state=TaskState.OPEN)
    agreed = Consent.objects.in_force().filter(person=OuterRef("person"), purpose=ConsentPurpose.VISITS)
    last = reports.counting().values("visit__elder").annotate(last=Max("visited_at")).values("last")
    first_due = due.values("elder").annotate(first=Min("task__starts_on")).values("first")
    return (
        Elder.objects.filter(in_scope(user))
        .select_related("person", "region", "worker")
        .annotate(
            last_contact=Subquery(last),
            met=ExpressionWrapper(was_met(month), BooleanField()),
            tried=Exists(reports.submitted().filter(visit__month=month, contact_made=False)),
            due_from=Subquery(first_due),
            consents=Exists(agreed),
        )
    )


def month_state(elder: Any) -> MonthState:
    """Where a row of `register` stands in its month."""
    if elder.left_on is not None and elder.left_on <= timezone.localdate():
        code = LEFT
    elif elder.met:
        code = VISITED
    elif not elder.consents:
        code = DECLINED
    elif elder.in_institution:
        code = INSTITUTION
    elif elder.tried:
        code = TRIED
    else:
        code = PLANNED if elder.due_from else NOT_PLANNED
    return MonthState(code, STATES[code], badge_of("month_state", code))


def in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    """The rows of `register` that stand so; without a state, everybody on the register today."""
    if state == LEFT:
        return rows.filter(left_on__lte=timezone.localdate())
    rows = rows.filter(Q(left_on=None) | Q(left_on__gt=timezone.localdate()))
    return {
        VISITED: lambda: rows.filter(met=True),
        TRIED: lambda: rows.filter(met=False, consents=True, in_institution=False, tried=True),
        PLANNED: lambda: rows.filter(
            met=False, consents=True, in_institution=False, tried=False, due_from__isnull=False
        ),
        "not_visited": lambda: rows.filter(met=False),
        DECLINED: lambda: rows.filter(consents=False),
        INSTITUTION: lambda: rows.filter(in_institution=True),
        NOT_PLANNED: lambda: rows.filter(met=False, consents=True, in_institution=False, due_from=None),
    }.get(state, lambda: rows)()


# What can be asked of who is in charge, beside a name.
NOBODY, GONE = "nobody", "gone"
WITHOUT_WORKER: dict[str, str | Promise] = {NOBODY: _("Nobody"), GONE: _("Somebody who works here no more")}
# So many names somebody still looks through; a county has some three hundred workers.
MOST_WORKERS = 500
AGE_BANDS = {"60": "60–69", "70": "70–79", "80": "80–89", "90": "90+"}


def in_charge(value: str) -> Q:
    """The elders of a worker by key, of nobody, or of somebody who no longer holds a worker's role anywhere."""
    if value == NOBODY:
        return Q(worker=None)
    if value == GONE:
        at_work = RoleGrant.objects.current().filter(
            user=OuterRef("worker"), user__is_active=True, role__in=WORKER_ROLES
        )
        return Q(worker__isnull=False) & ~Q(Exists(at_work))
    return Q(worker=key_in(value))


def of_age(band: str, day: date | None = None) -> Q:
    """Those of the band (a key of AGE_BANDS) on `day`, by their birth date."""
    day, least = day or timezone.localdate(), int(band)
    old_enough = Q(person__birth_date__lte=_born_by(day, least))
    return old_enough if least >= 90 else old_enough & Q(person__birth_date__gt=_born_by(day, least + 10))


def _born_by(day: date, age: int) -> date:
    """Who was born then or before has completed `age` years on `day`; on a leap day as on the day before it."""
    day = day.replace(day=28) if (day.month, day.day) == (2, 29) and (day.year - age) % 4 else day
    return day.replace(year=day.year - age)


def workers_in_charge(user: AnyUser, area: str = "") -> list[tuple[int, str]] | None:
    """(key, name) of who is in charge of elders in the user's regions, within an `area`: one query. None where they are
    more than anybody looks through."""
    elders = Elder.objects.filter(in_scope(user), left_on=None, worker__isnull=False).order_by()
    if area:
        elders = elders.filter(in_subtree("region_id", area))
    people = User.objects.filter(pk__in=elders.values("worker")).order_by("last_name", "pk")
    people = people.only("last_name", "first_name", "phone", "username")[: MOST_WORKERS + 1]
    found = [(one.pk, one.display_name) for one in people]
    return found if len(found) <= MOST_WORKERS else None


def flag_words(elder: Elder) -> str:
    """All hardship flags in words."""
    return " · ".join(str(HardshipFlag(flag).label) for flag in elder.flags)
