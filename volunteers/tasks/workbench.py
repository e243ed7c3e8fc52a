"""The verification queue of the workbench."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.web import LoggedInRequest, errors_shown, posted_text
from people.logins.models import User
from policies.selectors import book
from volunteers.tasks.duties import Bench, earns, longest_by_one
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.policy import LONGEST_BY_ONE
from volunteers.tasks.selectors.queue import left_over, left_to_others, to_verify
from volunteers.tasks.services import assignments
from workbench.guards import WorkbenchView, worker_required
from workbench.roles import WORKER_ROLES

PER_PAGE = 30
# Of what waits for others, so that nothing is a dead end: the oldest, each with a few who may decide.
OTHERS_SHOWN, MOST_NAMES = 10, 3


class VerificationQueue(WorkbenchView):
    """Services that wait for a worker's word, with the evidence there is."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("To verify")
    header_icon = "tasks"
    template_name = "volunteers/workbench/queue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        only = self.request.GET.get("show") == "only_you"
        rows = left_over(user) if only else to_verify(user)
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        rules = book(keys=[LONGEST_BY_ONE])
        for row in page:
            row.alone = longest_by_one(row.task, rules)  # type: ignore[attr-defined]  # for the template
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "only": only,
            "left_over": left_over(user).count(),
            "others": _with_deciders(user),
        }


def _with_deciders(user: User) -> list[tuple[Assignment, str, list[str]]]:
    """What waits for somebody else, the oldest first: why not for this user, and who may decide."""
    rows = list(left_to_others(user)[:OTHERS_SHOWN])
    bench = Bench(rows)
    return [
        (
            row,
            str(reason.label) if (reason := bench.why_not(user, row)) else "",
            [one.display_name for one in bench.deciders(row)][:MOST_NAMES],
        )
        for row in rows
    ]


@worker_required(WORKER_ROLES)
@require_POST
def verify(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Confirm or refuse one service."""
    found = get_object_or_404(Assignment.objects.visible_to(request.user), pk=pk)
    note = posted_text(request, "note")
    with errors_shown(request):
        if request.POST.get("decision") == "reject":
            assignments.reject(assignment=found, actor=request.user, note=note)
            messages.success(request, _("Not verified; the volunteer has been told why."))
        else:
            minutes = request.POST.get("minutes", "").strip()
            if minutes and not (minutes.isascii() and minutes.isdigit() and len(minutes) <= 4):
                raise ValidationError(_("Minutes are a whole number."))
            done = assignments.verify(
                assignment=found, actor=request.user, minutes=int(minutes) if minutes else None, note=note
            )
            if done.state == AssignmentState.VERIFIED and not earns(done):
                messages.success(
                    request, _("Verified. Time with one's own family is not certified; the visit counts.")
                )
            elif done.state == AssignmentState.VERIFIED:
                messages.success(
                    request,
                    _("Verified: %(minutes)d minutes were credited.") % {"minutes": done.minutes or 0},
                )
            else:
                messages.info(
                    request,
                    _(
                        "Kept: %(minutes)d minutes is much more than planned, so a second person has to agree. It "
                        "stays in the queue for a colleague or the township."
                    )
                    % {"minutes": done.proposed_minutes or 0},
                )
    return redirect("volunteers_workbench:queue")
