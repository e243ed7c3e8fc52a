from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.months import this_month
from common.web import key_in, requested_month
from people.persons.models import Person
from regions.codes import in_subtree
from regions.models import Region
from timebank.care_registers import ground_label, in_difficulty
from timebank.giving.enums import GrantOutcome
from timebank.giving.models.earmarks import Earmark
from timebank.giving.models.pool_grants import PoolGrant
from timebank.giving.selectors.pools import counties_of, months_of, pools
from timebank.giving.services.earmarks import assign_earmark, release_earmark
from timebank.pages import refusals_told
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, forbidden
from workbench.roles import MANAGER_ROLES
from workbench.scopes import covers, in_scope

PER_PAGE = 50
MOST_FOUND = 20


class PoolList(WorkbenchView):
    """One line a county."""

    page_title = gettext_lazy("Public pools")
    header_icon = "group"
    template_name = "timebank/giving/workbench/pools.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month = requested_month(self.request)
        views = pools(counties_of(self.request.user), month)
        return super().get_context_data(**kwargs) | {"pools": views, "month": month}


class PoolPage(WorkbenchView):
    """A county's pool: grants of a month with the reason of each, and donations that wait for somebody."""

    header_icon = "group"
    access_detail = gettext_lazy("Grants from the public pool")
    template_name = "timebank/giving/workbench/pool.html"

    @cached_property
    def county(self) -> Region:
        for county in counties_of(self.request.user):
            if county.pk == self.kwargs["code"]:
                return county
        raise Http404

    def get_page_title(self) -> str:
        return _("Public pool of %(county)s") % {"county": self.county.short_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, user = self.request.GET, self.request.user
        month = requested_month(self.request)
        outcome = asked.get("outcome", "")
        rows = PoolGrant.objects.filter(in_scope(user), county=self.county, month=month)
        if outcome in GrantOutcome.values:
            rows = rows.filter(outcome=outcome)
        rows = rows.select_related("person", "region").order_by("place", "person_id")
        page = self.listed(rows, PER_PAGE, region_id=self.county.pk)
        months = months_of(self.county)
        return super().get_context_data(**kwargs) | {
            "pool": pools([self.county], month)[0],
            "month": month,
            "months": months if this_month() in months else [this_month(), *months],
            "page_obj": page,
            "rows": [(row, ground_label(row.ground)) for row in page.object_list],
            "outcomes": GrantOutcome.choices,
            "outcome": outcome,
            "earmarks": Earmark.objects.open()
            .visible_to(user)
            .filter(county=self.county)
            .select_related("region")[:50],
        }


class EarmarkPage(WorkbenchView):
    """Pass a donation on: find somebody of its area who counts as in difficulty, or leave it to the pool."""

    page_title = access_detail = gettext_lazy("Donation for a person in difficulty")
    header_icon = "group"
    template_name = "timebank/giving/workbench/earmark.html"

    @cached_property
    def earmark(self) -> Earmark:
        rows = Earmark.objects.visible_to(self.request.user).select_related("region", "county", "assigned_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def _candidates(self) -> Any:
        """Of the donation's area and of the worker's: no register of those in difficulty elsewhere."""
        rows = in_difficulty().filter(in_subtree("region", self.earmark.region_id))
        return rows.filter(in_scope(self.request.user, "region_id", MANAGER_ROLES)).exclude(
            pk=self.earmark.donor_id
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.get("q", "").replace("\0", "").strip()[:60]
        is_open = self.earmark.assigned_at is None and self.earmark.released_at is None
        found: list[Person] = []
        may_act = is_open and covers(self.request.user, self.earmark.region_id, MANAGER_ROLES)
        if query and may_act:
            rows = self._candidates().filter(name__icontains=query)
            found = list(rows.select_related("region").order_by("name", "pk")[:MOST_FOUND])
            self.put_on_record(AccessAction.LIST, count=len(found))
        return super().get_context_data(**kwargs) | {
            "earmark": self.earmark,
            "is_open": is_open,
            "may_act": may_act,
            "query": query,
            "found": found,
            "back": reverse("timebank_workbench:pool", args=[self.earmark.county_id]),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        earmark = self.earmark
        if not covers(self.request.user, earmark.region_id, MANAGER_ROLES):
            return forbidden(request)
        step, key = request.POST.get("step", ""), key_in(request.POST.get("person", ""))
        with refusals_told(request):
            if step == "assign":
                person = get_object_or_404(self._candidates(), pk=key)
                assign_earmark(earmark=earmark, person=person, actor=self.request.user)
                self.put_on_record(AccessAction.CHANGE, subject=person)
                messages.success(
                    request, _("Passed on. Both sides are notified; neither learns the other's name.")
                )
            elif step == "release":
                release_earmark(earmark=earmark, actor=self.request.user)
                messages.success(request, _("It has been transferred to the public pool."))
            return redirect("timebank_workbench:pool", earmark.county_id)
        return redirect("timebank_workbench:earmark", earmark.pk)
