"""My round: a community worker chooses visits that nobody else makes, gets order and times, and a sheet to print."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from common.web import LoggedInRequest, errors_shown, key_in, posted_text, requested_day
from elderly_visits.visits.selectors.own_round import open_visits, own_round
from elderly_visits.visits.services.own_round import move_own_stop, plan_own_round
from people.persons.models import Person
from volunteers.days.services.sheets import record_printing
from volunteers.wording import obstacle_label
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, worker_required
from workbench.roles import WORKER_ROLES

# How many open visits the page lists; they are sorted by urgency.
_LISTED = 60


class OwnRound(WorkbenchView):
    """The day's round above, the visits to choose from below."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("My visit schedule")
    header_icon = "date"
    template_name = "elderly_visits/workbench/own_round.html"

    @cached_property
    def day(self) -> date:
        return requested_day(self.request)

    @cached_property
    def everybody(self) -> bool:
        return "everybody" in self.request.GET

    @cached_property
    def person(self) -> Person:
        found = Person.objects.filter(user=self.request.user.pk).first()
        if found is None:
            raise Http404
        return found

    @property
    def address(self) -> str:
        more = "&everybody=1" if self.everybody else ""
        return f"{reverse('elderly_visits_workbench:own_round')}?day={self.day.isoformat()}{more}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        planned, visits = own_round(self.person, user, self.day)
        choices = list(open_visits(user, self.day, everybody=self.everybody)[:_LISTED])
        if shown := len({visit.pk for visit in choices} | {visit.pk for visit in visits.values()}):
            self.put_on_record(AccessAction.LIST, count=shown, detail=_("My visit schedule"))
        return super().get_context_data(**kwargs) | {
            "day": planned,
            "rows": [(service, visits[service.task.pk]) for service in planned.services],
            "choices": choices,
            "chosen": {service.task.pk for service in planned.services},
            "everybody": self.everybody,
            "address": self.address,
            "past": self.day < timezone.localdate(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with errors_shown(request):
            if "move" in request.POST:
                self._move(self.request)
            else:
                self._plan(self.request)
        return redirect(self.address)

    def _plan(self, request: LoggedInRequest) -> None:
        wanted = {key_in(key) for key in request.POST.getlist("visit")}
        # Whatever stands in the form, only visits that this page may offer are planned.
        rows = open_visits(request.user, self.day, everybody=True).filter(pk__in=wanted)
        left_out = plan_own_round(person=self.person, actor=request.user, day=self.day, visits=list(rows))
        for visit, why in left_out:
            messages.warning(request, f"{visit.elder.person.name}: {obstacle_label(why)}")

    def _move(self, request: LoggedInRequest) -> None:
        key = posted_text(request, "move", 20)
        _day, visits = own_round(self.person, request.user, self.day)
        visit = next((visit for visit in visits.values() if str(visit.pk) == key), None)
        try:
            hour = datetime.strptime(posted_text(request, "hour", 5), "%H:%M").time()  # noqa: DTZ007 - an hour, made aware below
        except ValueError:
            messages.error(request, _("Please enter the time like 09:30."))
            return
        if visit is None:
            messages.error(request, _("This visit is no longer on your schedule."))
            return
        moment = timezone.make_aware(datetime.combine(self.day, hour))
        move_own_stop(person=self.person, visit=visit, starts_at=moment)


@worker_required(WORKER_ROLES)
@never_cache
def own_sheet(request: LoggedInRequest, day: str) -> HttpResponse:
    """The sheet of one's own round to print; that it was printed is put on record."""
    person = Person.objects.filter(user=request.user.pk).first()
    try:
        chosen = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    if person is None:
        raise Http404
    planned, _visits = own_round(person, request.user, chosen)
    record_printing(services=planned.services, day=chosen, actor=request.user, request=request)
    back = f"{reverse('elderly_visits_workbench:own_round')}?day={chosen.isoformat()}"
    return render(request, "volunteers/sheet.html", {"day": planned, "who": person.name, "back_url": back})
