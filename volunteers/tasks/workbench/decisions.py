"""What a worker decides about services: about one, or about many at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from common.web import LoggedInRequest, errors_shown, key_in, next_url, posted_text
from people.access_log.services import log_page
from people.logins.models import User
from volunteers.tasks.duties import earns
from volunteers.tasks.enums import AssignmentState, CheckInMethod
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.verified_together import VerifiedTogether
from volunteers.tasks.selectors.oddities import nothing_odd, something_odd
from volunteers.tasks.selectors.queue import to_verify
from volunteers.tasks.services import assignments
from volunteers.tasks.services.together import MOST_TOGETHER, verify_together
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, worker_required
from workbench.pages import render_page
from workbench.roles import WORKER_ROLES
from workbench.scopes import common_region

_QUEUE = "volunteers_workbench:queue"
# Of what is left: there is something to go on with, and how much at least.
_COUNTED = 500


@worker_required(WORKER_ROLES)
@require_POST
def verify(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Confirm or refuse one service; the next one follows."""
    found = get_object_or_404(Assignment.objects.visible_to(request.user), pk=pk)
    with errors_shown(request):
        if request.POST.get("decision") == "reject":
            note = posted_text(request, "note") or posted_text(request, "ready")
            assignments.reject(assignment=found, actor=request.user, note=note)
            messages.success(request, _("Not verified; the volunteer has been told why."))
        else:
            _confirm(request, found)
    if request.POST.get("then") == "next":
        return redirect(_next_after(request.user, found))
    return redirect(next_url(request, reverse(_QUEUE)))


def _confirm(request: LoggedInRequest, found: Assignment) -> None:
    minutes = request.POST.get("minutes", "").strip()
    if minutes and not (minutes.isascii() and minutes.isdigit() and len(minutes) <= 4):
        raise ValidationError(_("Minutes are a whole number."))
    done = assignments.verify(
        assignment=found,
        actor=request.user,
        minutes=int(minutes) if minutes else None,
        note=posted_text(request, "note"),
    )
    if done.state != AssignmentState.VERIFIED:
        said = _(
            "Kept: %(minutes)d minutes is much more than planned, so a second person has to agree. It stays in the "
            "queue for a colleague or the township."
        )
        messages.info(request, said % {"minutes": done.proposed_minutes or 0})
    elif not earns(done):
        messages.success(
            request, _("Verified. Time with one's own family is not certified; the visit counts.")
        )
    else:
        messages.success(
            request, _("Verified: %(minutes)d minutes were credited.") % {"minutes": done.minutes or 0}
        )


def _next_after(user: User, found: Assignment) -> str:
    """The page of the next service that is decided by itself, the oldest after this one; else the queue."""
    rows = to_verify(user).filter(something_odd()).exclude(pk=found.pk)
    after = Q(checked_out_at__gt=found.checked_out_at) | Q(
        checked_out_at=found.checked_out_at, pk__gt=found.pk
    )
    following = (rows.filter(after) if found.checked_out_at else rows).first() or rows.first()
    return reverse("volunteers_workbench:service", args=[following.pk]) if following else reverse(_QUEUE)


@worker_required(WORKER_ROLES)
@require_POST
def together(request: LoggedInRequest) -> HttpResponse:
    """Verify what was ticked: first a page that says how many and how many minutes, then the press."""
    keys = {key_in(text) for text in request.POST.getlist("pk")} - {0}
    if "key" not in request.POST:
        return _asked_first(request, keys)
    try:
        key = UUID(posted_text(request, "key", 40))
    except ValueError as error:
        raise Http404 from error
    with errors_shown(request):
        return _told(request, verify_together(keys=keys, actor=request.user, key=key))
    return redirect(_QUEUE)


def _told(request: LoggedInRequest, pressed: VerifiedTogether) -> HttpResponse:
    """On to what is left to decide; where something of it stays, first to the page that says why."""
    done = pressed.results.filter(minutes__isnull=False).aggregate(number=Count("pk"), minutes=Sum("minutes"))
    if pressed.results.filter(minutes=None).exists() or not done["number"]:
        return redirect("volunteers_workbench:together_result", pressed.key)
    said = ngettext(
        "%(count)d service is verified, %(minutes)d minutes were credited.",
        "%(count)d services are verified, %(minutes)d minutes were credited.",
        done["number"],
    )
    messages.success(request, said % {"count": done["number"], "minutes": done["minutes"] or 0})
    return redirect(_QUEUE)


def _asked_first(request: LoggedInRequest, keys: set[int]) -> HttpResponse:
    ordinary = to_verify(request.user).filter(nothing_odd(), pk__in=keys)
    rows = list(ordinary[: MOST_TOGETHER + 1]) if len(keys) <= MOST_TOGETHER else []
    if not rows:
        messages.error(
            request,
            _("Please choose at least one service.")
            if not keys
            else ngettext(
                "Please decide about this service by itself.",
                "Please choose at most %(most)d services that may be verified together.",
                len(keys),
            )
            % {"most": MOST_TOGETHER},
        )
        return redirect(_QUEUE)
    log_page(
        request, AccessAction.LIST, count=len(rows), detail=_("Verify together"),
        region_id=common_region(request.user, WORKER_ROLES),
    )  # fmt: skip
    return render_page(
        request,
        "volunteers/workbench/together_confirm.html",
        _("Verify together"),
        icon="tasks",
        trail=[(reverse(_QUEUE), _("To verify"))],
        rows=rows,
        minutes=sum(row.minutes_by_plan or 0 for row in rows),
        by_word=sum(row.check_in_method == CheckInMethod.ON_BEHALF for row in rows),
        left_out=len(keys) - len(rows),
        key=uuid4(),
        back=reverse(_QUEUE),
    )


class TogetherResult(WorkbenchView):
    """What came of a press: how many, how many minutes, and what stays and why. Only for who pressed."""

    roles = WORKER_ROLES
    header_icon = "tasks"
    template_name = "volunteers/workbench/together_result.html"

    def get_page_title(self) -> str:
        return _("Verified together")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        found = get_object_or_404(VerifiedTogether, key=self.kwargs["key"], actor=user)
        results = list(
            found.results.select_related("assignment__volunteer__person", "assignment__task__region")
        )
        done = [row for row in results if row.is_done]
        waiting = to_verify(user)
        ordinary, alone = (
            rows.order_by()[:_COUNTED].count()
            for rows in (waiting.filter(nothing_odd()), waiting.filter(something_odd()))
        )
        return super().get_context_data(**kwargs) | {
            "done": len(done),
            "minutes": sum(row.minutes or 0 for row in done),
            "kept": [row for row in results if not row.is_done],
            "ordinary": ordinary,
            "alone": alone,
        }
