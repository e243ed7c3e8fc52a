"""Recording several visits of a day in one grid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.forms import add_errors
from common.months import this_month
from common.web import key_in
from elderly_visits.register.models import Elder
from elderly_visits.visits.errors import ReportIncomplete
from elderly_visits.visits.forms.several import DayForm, RowForm
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.selectors.entering import visits_to_record
from elderly_visits.visits.selectors.last_time import last_times
from elderly_visits.visits.selectors.rate import not_yet_visited
from elderly_visits.visits.services.by_workers import record_worker_visit
from elderly_visits.visits.services.reports import home_required
from workbench.guards import WorkbenchView
from workbench.regions import requested_region
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope

_PER_PAGE = 20
_MOST = 60


class RecordSeveral(WorkbenchView):
    """A row for each elder not yet visited this month, or for those that were chosen. Each row is a step of its own:
    the good ones are kept, the others stay as they were typed."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("Record several visits")
    header_icon = "form"
    template_name = "elderly_visits/workbench/several.html"

    @cached_property
    def chosen(self) -> list[int]:
        asked = (self.request.POST if self.request.method == "POST" else self.request.GET).getlist("elder")
        return [key for text in asked[:_MOST] if (key := key_in(text))]

    @property
    def everybody(self) -> bool:
        return "everybody" in self.request.GET

    def _rows(self) -> QuerySet[Elder]:
        user = self.request.user
        if self.chosen:
            # Whatever stands in the form, only elders for whom the user works.
            rows = Elder.objects.on_register().filter(in_scope(user, "region_id", WORKER_ROLES))
            return (
                rows.filter(pk__in=self.chosen).select_related("person", "region").order_by("region_id", "pk")
            )
        missing = not_yet_visited(user, this_month(), requested_region(self.request).pk)
        missing = missing.filter(in_scope(user, "region_id", WORKER_ROLES))
        return missing if self.everybody else missing.filter(worker=user)

    def _forms(self, elders: Sequence[Elder], day: date, data: Any = None) -> list[RowForm]:
        """A constant number of queries."""
        last, planned = last_times(elders), self._planned(elders, day)
        return [
            RowForm(
                data,
                elder=elder,
                shown=last.get(elder.pk),
                home_required=home_required(planned[elder.pk]) if elder.pk in planned else elder.disabled,
            )
            for elder in elders
        ]

    @staticmethod
    def _planned(elders: Sequence[Elder], day: date) -> dict[int, Any]:
        found = visits_to_record([elder.pk for elder in elders], day)
        by_key = {elder.pk: elder for elder in elders}
        for visit in found.values():
            visit.elder = by_key[visit.elder_id]
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "rows" not in kwargs:
            page = self.listed(self._rows(), _PER_PAGE, detail=self.page_title)
            kwargs |= {"page_obj": page, "rows": self._forms(list(page), timezone.localdate())}
        kwargs.setdefault("day_form", DayForm())
        return super().get_context_data(**kwargs) | {
            "everybody": self.everybody,
            "chosen": bool(self.chosen),
            "region": requested_region(self.request),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.chosen:
            return redirect(request.get_full_path())
        day_form, elders = DayForm(request.POST), list(self._rows())
        valid = day_form.is_valid()
        day = day_form.cleaned_data["day"] if valid else timezone.localdate()
        rows = self._forms(elders, day, request.POST)
        done = [report for row in rows if valid and (report := self._record(row, day_form))]
        if done:
            said = ngettext("%(count)d visit was recorded.", "%(count)d visits were recorded.", len(done))
            messages.success(request, said % {"count": len(done)})
            self._tell_concerns(done)
        recorded = {report.visit.elder_id for report in done}
        left = [row for row in rows if row.elder.pk not in recorded]
        if valid and not any(row.errors for row in left):
            return redirect(request.get_full_path())
        return self.render_to_response(self.get_context_data(rows=left, day_form=day_form))

    def _record(self, row: RowForm, day_form: DayForm) -> VisitReport | None:
        """The report of a row that says so and is in order; else None, with what is wrong in the row."""
        if not row.is_valid() or not row.cleaned_data["visited"]:
            return None
        # Her own newer one is this row sent twice.
        if (
            row.shown is not None
            and not row.is_current
            and row.shown.report.author_id != self.request.user.pk
        ):
            row.add_error(None, _("Meanwhile a newer report has come in: please look at it first."))
            return None
        day = day_form.cleaned_data["day"]
        try:
            return record_worker_visit(
                elder=row.elder,
                actor=self.request.user,
                visited_at=row.moment(day),
                answers=row.answers(),
                visit=self._planned([row.elder], day).get(row.elder.pk),
                late_reason=day_form.cleaned_data["late_reason"],
                same_as=row.shown.report if row.shown is not None and row.same_as_last else None,
            )
        except ReportIncomplete as error:
            row.say_what_is_missing(error.message_dict)
        except ValidationError as error:
            if "late_reason" in getattr(error, "error_dict", {}) and not day_form.errors:
                add_errors(day_form, error)
            add_errors(row, error)
        return None

    def _tell_concerns(self, done: Sequence[VisitReport]) -> None:
        raised = sum(1 for report in done if report.concerns.exists())
        if raised:
            said = ngettext("%(count)d concern was raised.", "%(count)d concerns were raised.", raised)
            messages.warning(self.request, said % {"count": raised})
