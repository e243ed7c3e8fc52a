"""A visit that cannot wait: made for one elder, due within a day, and asked about in turn at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.languages import in_house
from common.months import first_day
from elderly_visits.concerns.registry import NextStep, Taken
from elderly_visits.register.models import Elder
from elderly_visits.register.permissions import can_work_for
from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.visit import Visit
from people.logins.models import User
from policies.selectors import PolicyBook, book
from visit_planning.plan.services.due import Differences, visit_outside_the_cadence
from visit_planning.plan.services.visit_writer import write_visits
from visit_planning.reasons import reason_label
from visit_planning.stand_ins.enums import SearchState
from visit_planning.stand_ins.models import StandInSearch
from visit_planning.stand_ins.services.searching import start_search
from visit_planning.windows import URGENT, Window
from volunteers.slots import PART_MINUTES, parts_gone
from volunteers.tasks.enums import TaskState
from volunteers.tasks.policy import LEAD_MINUTES


@transaction.atomic
def visit_within_a_day(*, elder: Elder, actor: User) -> tuple[Visit, StandInSearch | None]:
    """Create a visit due within a day and ask the first volunteers for it; None where somebody holds it already.

    Where one is due already, that is it: asking twice is once. Raises VisitError outside the actor's area, and for an
    elder who is not visited (no consent, in an institution, no longer on the register).
    """
    if not can_work_for(actor, elder):
        raise VisitError(_("You do not look after this elder's region."), code="not_yours")
    Elder.objects.select_for_update().get(pk=elder.pk)
    rules, now = book(), timezone.now()
    visit = _urgent(elder) or _create(elder, actor, now, rules)
    try:
        return visit, start_search(visit=visit, actor=actor)
    except VisitError as error:
        if error.code not in ("full", "over"):
            raise
        return visit, None


def _urgent(elder: Elder) -> Visit | None:
    rows = Visit.objects.filter(elder=elder, ordinal__gte=URGENT, task__state=TaskState.OPEN)
    rows = rows.filter(task__ends_on__gte=timezone.localdate())
    return rows.select_related("task", "elder").order_by("-pk").first()


def days_of(now: datetime, lead_minutes: int) -> tuple[date, date]:
    """First and last day: today and tomorrow, as far as they have hours and share a month."""
    today = timezone.localdate(now)
    tomorrow = today + timedelta(days=1)
    if parts_gone(now, lead_minutes) == len(PART_MINUTES):
        return tomorrow, tomorrow
    return today, tomorrow if first_day(tomorrow) == first_day(today) else today


def _create(elder: Elder, actor: User, now: datetime, rules: PolicyBook) -> Visit:
    first, last = days_of(now, rules.value(LEAD_MINUTES, elder.region_id))
    month = first_day(first)
    held = Visit.objects.filter(elder=elder, month=month, ordinal__gte=URGENT).count()
    window = Window(URGENT + held, first, last)
    new = visit_outside_the_cadence(elder, window, now=now, book=rules)
    if new is None:
        raise VisitError(
            _(
                "This elder is not visited: there is no consent on record, or the elder lives in an institution."
            ),
            code="not_visited",
        )
    found = Differences(create=[new])
    write_visits(plan=None, month=month, found=found, actor=actor, progress=lambda _number: None)
    rows = Visit.objects.select_related("task", "elder")
    return rows.get(elder=elder, month=month, ordinal=window.ordinal)


def from_concern(elder: Elder, actor: User) -> Taken:
    """The step that a concern offers (elderly_visits.concerns.registry)."""
    visit, search = visit_within_a_day(elder=elder, actor=actor)
    if search is not None and search.state == SearchState.EXHAUSTED:
        words = gettext_lazy("Visit by %(day)s: there is nobody to ask (%(reason)s). Please go yourself.")
        reason = str(reason_label(search.reason))
    else:
        words, reason = gettext_lazy("Visit by %(day)s: volunteers are being asked."), ""
    note = in_house(words, day=visit.task.ends_on.isoformat(), reason=reason)
    return Taken(note, reverse("visit_planning_workbench:dispatch_visit", args=[visit.pk]))


WITHIN_A_DAY = NextStep("visit", gettext_lazy("A visit within 24 hours"), from_concern)
