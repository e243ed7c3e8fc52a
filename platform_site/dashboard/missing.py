"""The elders not yet visited: why, and what is done for several of them at once."""

from __future__ import annotations

from copy import copy
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from common.months import this_month
from common.web import requested_month
from elderly_visits.files.workbench.bulk import AssignWorker
from elderly_visits.register.models import Elder
from elderly_visits.register.services.workers import remind_worker
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.selectors.names import DECLINED, MISSING, Names, all_names, names
from people.actors import AnyUser
from people.logins.models import User
from visit_planning.dispatch.services import ask_again
from volunteers.tasks.enums import AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment
from workbench.bulk import BulkAction, BulkPage
from workbench.regions import requested_region
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope

WHY: dict[str, str | Promise] = {
    "nobody": gettext_lazy("No volunteer found yet"),
    "asked": gettext_lazy("Asked, no answer yet"),
    "coming": gettext_lazy("Somebody has agreed to come"),
    "unplanned": gettext_lazy("No visit planned"),
    "declined": pgettext_lazy("this month", "Declined"),
}


def missing(user: AnyUser, month: date, region_code: str, why: str = "") -> QuerySet[Elder] | Names:
    """The elders of the region not yet visited in the month, for those who may see them; `why` is a key of WHY."""
    if why not in WHY or why == "declined":
        return names(user, month, region_code, DECLINED if why == "declined" else MISSING)
    return all_missing(user, month, region_code, why)


def all_missing(user: AnyUser, month: date, region_code: str, why: str = "") -> QuerySet[Elder]:
    """The same as rows of the database, to narrow them further: everybody is counted for it."""
    if why not in WHY or why == "declined":
        return all_names(user, month, region_code, DECLINED if why == "declined" else MISSING)
    visits = Visit.objects.filter(elder=OuterRef("pk"), month=month, task__state=TaskState.OPEN)
    on_it = Assignment.objects.active().filter(task__visit__elder=OuterRef("pk"), task__visit__month=month)
    open_visit = Exists(visits)
    asked = Exists(on_it.filter(state=AssignmentState.OFFERED))
    coming = Exists(on_it.exclude(state=AssignmentState.OFFERED))
    conditions = {
        "unplanned": Q(consents=True) & ~Q(open_visit),
        "nobody": Q(open_visit) & ~Q(Exists(on_it)),
        "asked": Q(asked),
        "coming": Q(coming) & ~Q(asked),
    }
    return all_names(user, month, region_code, MISSING).filter(conditions[why])


def why_asked(asked: QueryDict) -> str:
    """The reason that an address names; `?declined` is what older links say."""
    return "declined" if "declined" in asked else asked.get("why", "")


class AskAgain(BulkAction):
    """Who has not answered is asked again; where nobody was found the best are asked in turn."""

    key = "ask"
    label = gettext_lazy("Ask again")
    question = gettext_lazy(
        "Volunteers who have not answered are reminded; where nobody is asked, the best are asked in turn."
    )
    roles = WORKER_ROLES

    def apply(self, *, actor: User, row: Elder, data: dict[str, Any], occasion: UUID) -> None:
        visits = Visit.objects.filter(elder=row, month=this_month(), task__state=TaskState.OPEN)
        refusals: list[ValidationError] = []
        done = 0
        for visit in visits.select_related("task"):
            try:
                ask_again(visit=visit, actor=actor, occasion=occasion)
                done += 1
            except ValidationError as refusal:
                refusals.append(refusal)
        if refusals and not done:
            raise refusals[0]
        if not done:
            raise ValidationError(_("No visit is planned this month: please plan it, or go yourself."))

    def done(self, count: int) -> str:
        return ngettext(
            "Volunteers are asked again for %(count)d elder.",
            "Volunteers are asked again for %(count)d elders.",
            count,
        ) % {"count": count}


class RemindWorkers(BulkAction):
    key = "remind"
    label = gettext_lazy("Remind the responsible worker")
    question = gettext_lazy("Each worker gets one message today, however many elders it is about.")
    roles = WORKER_ROLES

    def note(self, row: Elder) -> str:
        return row.worker.display_name if row.worker else _("nobody")

    def apply(self, *, actor: User, row: Elder, data: dict[str, Any], occasion: UUID) -> None:
        remind_worker(elder=row, actor=actor, occasion=occasion)

    def done(self, count: int) -> str:
        return ngettext(
            "The worker of %(count)d elder was reminded.",
            "The workers of %(count)d elders were reminded.",
            count,
        ) % {"count": count}


MISSING_ACTIONS = (AskAgain, RemindWorkers, AssignWorker)


class MissingBulk(BulkPage):
    """Several elders of the list of who is not yet visited."""

    header_icon = "user"
    actions = MISSING_ACTIONS
    roles = WORKER_ROLES

    @property
    def list_url(self) -> str:  # type: ignore[override]  # asked when the addresses are there
        return reverse("dashboard:missing")

    def rows(self) -> QuerySet[Elder]:
        rows = Elder.objects.filter(in_scope(self.request.user))
        return rows.select_related("person", "region__parent__parent", "worker")

    def listed_rows(self, asked: QueryDict) -> QuerySet[Elder]:
        request = copy(self.request)
        request.GET = asked  # type: ignore[assignment]  # read only from here on
        region, month = requested_region(request), requested_month(request)
        rows = all_missing(self.request.user, month, region.code, why_asked(asked))
        return rows.filter(in_scope(self.request.user)).select_related("worker")

    def row_url(self, row: Elder) -> str:
        return reverse("elderly_visits_elder:inspect", args=[row.pk])
