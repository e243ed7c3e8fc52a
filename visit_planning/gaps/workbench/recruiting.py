"""Where volunteers are missing: on the map, as a list to recruit by, and a notice to hang up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache

from common.tabular.responses import csv_response
from common.web import LoggedInRequest
from elderly_visits.register.workbench import square_code
from elderly_visits.visits import policy
from policies.selectors import value
from regions.models import Level, Region
from visit_planning.gaps.missing_map import missing_map
from visit_planning.gaps.selectors import SORTS, missing_volunteers
from visit_planning.gaps.workbench.gaps import TableView
from visit_planning.plan.models.gaps import MissingVolunteers
from visit_planning.plan.policy import TYPICAL_VOLUNTEER
from workbench.guards import worker_required
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope

PER_PAGE = 50
SORT_LABELS = {
    "gain": gettext_lazy("By the effect of a new volunteer"),
    "uncovered": gettext_lazy("By elders without any visit"),
    "place": gettext_lazy("By place"),
}


def sentence(row: MissingVolunteers) -> str:
    """What one more volunteer would bring, in words."""
    if row.elders:
        return ngettext(
            "With one more volunteer here, %(elders)d more elder could be visited each month.",
            "With one more volunteer here, %(elders)d more elders could be visited each month.",
            row.elders,
        ) % {"elders": row.elders}
    if row.visits:
        return ngettext(
            "With one more volunteer here, %(visits)d more visit could be made each month.",
            "With one more volunteer here, %(visits)d more visits could be made each month.",
            row.visits,
        ) % {"visits": row.visits}
    return _(
        "One more volunteer alone would not help here: the problem is not a lack of time. Please see "
        "the reason."
    )


class RecruitingList(TableView):
    """The communities in which one more volunteer would bring most."""

    page_title = gettext_lazy("Where volunteers are needed")
    header_icon = "site"
    template_name = "visit_planning/workbench/recruiting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, month, region = self.asked()
        sort = self.request.GET.get("sort", "")
        sort = sort if sort in SORTS else "gain"
        rows = missing_volunteers(self.request.user, month, region.pk, sort)
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        shown = list(page)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "month": month,
            "region": region,
            "sort": sort,
            "sorts": list(SORT_LABELS.items()),
            "page_obj": page,
            "rows": [(row, sentence(row)) for row in shown],
            "map": missing_map(region, missing_volunteers(self.request.user, month, region.pk)),
            "typical": value(TYPICAL_VOLUNTEER, region=region),
            "planned_at": max((row.plan.started_at for row in shown), default=None),
        }

    def as_csv(self, month: date, region: Region) -> HttpResponseBase:
        columns = {
            "code": _("Region code"), "name": _("Community"), "elders": _("More elders seen"),
            "visits": _("More visits"), "uncovered": _("Elders without any visit"),
            "unmatched": _("Visits without a volunteer"),
        }  # fmt: skip
        table = (
            {
                "code": row.region_id, "name": row.region.full_name, "elders": row.elders, "visits": row.visits,
                "uncovered": row.uncovered, "unmatched": row.unmatched,
            }
            for row in missing_volunteers(self.request.user, month, region.pk)
        )  # fmt: skip
        return csv_response(f"volunteers-missing-{month:%Y-%m}-{region.pk}", columns, table)


@worker_required(WORKER_ROLES)
@never_cache
def notice(request: LoggedInRequest, code: str) -> HttpResponse:
    """A notice to print and hang up in a community. It tells no numbers: who lives alone there is nobody's business."""
    regions = Region.objects.with_full_names().filter(in_scope(request.user, "code", WORKER_ROLES))
    region = get_object_or_404(regions, pk=code, level=Level.COMMUNITY)
    path = f"{reverse('volunteers:join')}?{urlencode({'region': region.pk})}"
    address = request.build_absolute_uri(path)
    context: dict[str, Any] = {
        "region": region,
        "address": address,
        "square": square_code(address),
        "typical": value(TYPICAL_VOLUNTEER, region=region),
        "minutes": value(policy.MINUTES, region=region)["home"],
    }
    return render(request, "visit_planning/workbench/recruiting_notice.html", context)
