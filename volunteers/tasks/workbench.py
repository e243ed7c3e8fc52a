"""The verification queue of the workbench."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.forms import errors_added
from common.web import LoggedInRequest, errors_shown, posted_text
from people.logins.models import User
from policies.selectors import book
from volunteers.tasks.duties import Bench, earns, longest_by_one
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.forms import ReopenForm
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.policy import LONGEST_BY_ONE
from volunteers.tasks.selectors.queue import left_over, left_to_others, refused, to_verify
from volunteers.tasks.services import assignments
from workbench.guards import WorkbenchView, worker_required
from workbench.pages import render_form
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


class RefusedServices(WorkbenchView):
    """Services that were not verified, with the reason; who may decide about one puts it back into the queue."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("Not verified")
    header_icon = "tasks"
    template_name = "volunteers/workbench/refused.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(refused(self.request.user), PER_PAGE).get_page(self.request.GET.get("page"))
        rows = list(page.object_list)
        bench = Bench(rows)
        why_not = [bench.why_not(self.request.user, row) for row in rows]
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "rows": [(row, str(why.label) if why else "") for row, why in zip(rows, why_not, strict=True)],
        }


@worker_required(WORKER_ROLES)
def reopen(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Put a refused service back into the queue, with a reason that the volunteer reads."""
    found = get_object_or_404(refused(request.user), pk=pk)
    back = reverse("volunteers_workbench:refused")
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        with errors_added(form):
            assignments.reopen_rejected(assignment=found, actor=request.user, note=form.cleaned_data["note"])
            messages.success(request, _("It is in the queue again; the volunteer has been told why."))
            return redirect("volunteers_workbench:queue")
    return render_form(
        request,
        _("Look at this service again"),
        form,
        back=back,
        trail=[(reverse("volunteers_workbench:queue"), _("To verify")), (back, _("Not verified"))],
        lede=_("%(volunteer)s, “%(task)s”, %(place)s. Not verified because: %(note)s")
        % {
            "volunteer": found.volunteer.person.name,
            "task": found.task.title,
            "place": found.task.place_label,
            "note": found.note or "—",
        },
        button=_("Look at it again"),
    )


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
