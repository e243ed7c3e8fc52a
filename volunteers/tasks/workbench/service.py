"""One service: what is decided on, what was decided, and where it leads in both directions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from timebank.ledger.models.records import ServiceRecord
from volunteers.task_types import type_of
from volunteers.tasks.duties import Bench
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.verified_together import TogetherResult
from volunteers.tasks.selectors.cards import ServiceCard, service_cards, subjects_of
from volunteers.tasks.selectors.oddities import with_oddities
from volunteers.wording import NOT_VERIFIED_REASONS
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView
from workbench.roles import STAFF_ROLES, WORKER_ROLES, has_role
from workbench.scopes import in_scope

_MOST_NAMES = 5


class ServicePage(WorkbenchView):
    """For staff of the region of the task: role alone decides, not that one served or runs the project."""

    roles = STAFF_ROLES
    page_title = gettext_lazy("Service")
    header_icon = "tasks"
    template_name = "volunteers/workbench/service.html"
    access_detail = gettext_lazy("Service")

    @cached_property
    def row(self) -> Assignment:
        rows = Assignment.objects.filter(in_scope(self.request.user, "task__region_id")).select_related(
            "task__region", "task__project", "volunteer__person", "proposed_by", "verified_by__person"
        )
        return get_object_or_404(with_oddities(rows), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One's own service is read where every volunteer reads it: what speaks against it is for others."""
        if self.row.volunteer.person.user_id == self.request.user.pk:
            return redirect(self.row.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        if has_role(self.request.user, WORKER_ROLES):
            here = {"url": reverse("volunteers_workbench:queue"), "label": gettext_lazy("To verify")}
            items.insert(len(items) - 1, here)
        return items

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, user = self.row, self.request.user
        card = service_cards([row], user)[0]
        self._put_reads_on_record(card)
        bench, waits = Bench([row]), row.state == AssignmentState.CHECKED_OUT
        why_not = bench.why_not(user, row) if waits else None
        decided_here = waits and not type_of(row.task.kind).settles_itself
        record = ServiceRecord.objects.visible_to(user).filter(source_key=f"assignment:{row.uuid}").first()
        return super().get_context_data(**kwargs) | {
            "card": card,
            "may_decide": decided_here and why_not is None and has_role(user, WORKER_ROLES),
            "why_not": why_not.label if decided_here and why_not else "",
            "deciders": [one.display_name for one in bench.deciders(row)][:_MOST_NAMES] if why_not else [],
            "reasons": NOT_VERIFIED_REASONS,
            "record": record,
            "events": row.events.select_related("actor__person"),
            "together": TogetherResult.objects.filter(assignment=row, minutes__isnull=False).first(),
        }

    def _put_reads_on_record(self, card: ServiceCard) -> None:
        for subject in (card.row.volunteer.person, *subjects_of([card])):
            self.put_on_record(AccessAction.READ, subject=subject)
