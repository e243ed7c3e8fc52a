"""Teams: finding, joining, registering one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.forms import errors_added
from common.web import LoggedInRequest, errors_shown
from organizations.enums import ReviewState
from volunteers.registration.enums import VolunteerState
from volunteers.registration.forms import TeamForm
from volunteers.registration.models.team import Team, TeamMember
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.selectors import volunteer_of
from volunteers.registration.services.registration import join_team, leave_team, register_team
from volunteers.registration.views.joining import volunteer_required


def team_list(request: HttpRequest) -> HttpResponse:
    """All approved teams, and one's own whatever their state; found by name or place."""
    rows = Team.objects.approved()
    members = TeamMember.objects.filter(team=OuterRef("pk"), left_on=None).order_by().values("team")
    members = members.annotate(number=Count("pk"))
    query = request.GET.get("q", "").strip()[:60]
    if query:
        rows = rows.filter(Q(name__icontains=query) | Q(region__name__icontains=query))
    rows = (
        rows.select_related("region__parent__parent", "organization")
        .annotate(size=Coalesce(Subquery(members.values("number")), 0))
        .order_by("region_id", "name")
    )
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    volunteer = volunteer_of(request.user)
    mine = volunteer.teams_led.exclude(state="approved") if volunteer else []
    context = {"page_obj": page, "query": query, "volunteer": volunteer, "mine": mine}
    return render(request, "volunteers/team_list.html", context)


def team_detail(request: HttpRequest, pk: int) -> HttpResponse:
    team = get_object_or_404(
        Team.objects.visible_to(request.user).select_related(
            "region__parent__parent", "organization", "leader__person"
        ),
        pk=pk,
    )
    volunteer = volunteer_of(request.user)
    # Who is suspended or has left leads no more, and a team that is not approved shows its leader no names.
    leads = (
        volunteer is not None
        and team.leader_id == volunteer.pk
        and volunteer.state == VolunteerState.APPROVED
        and team.state == ReviewState.APPROVED
    )
    memberships = team.memberships.filter(left_on=None)
    member = volunteer is not None and memberships.filter(volunteer=volunteer).exists()
    context = {
        "team": team,
        "size": memberships.count(),
        "member": member,
        "leads": leads,
        # Names are for the leader; others see a number.
        "members": memberships.select_related("volunteer__person") if leads else [],
        "can_join": volunteer is not None and volunteer.state == VolunteerState.APPROVED and not member,
        "projects": team.projects.published(),
    }
    return render(request, "volunteers/team_detail.html", context)


@login_required
def team_new(request: LoggedInRequest) -> HttpResponse:
    volunteer = volunteer_of(request.user)
    if volunteer is None or volunteer.state != VolunteerState.APPROVED:
        messages.info(
            request, _("To register a team, please become a volunteer first; the leader must be a volunteer.")
        )
        return redirect("volunteers:join")
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with errors_added(form):
            team = register_team(leader=volunteer, **form.cleaned_data)
            messages.success(request, _("Thank you! A community worker will review your registration."))
            return redirect("volunteers:team", pk=team.pk)
    return render(request, "volunteers/team_form.html", {"form": form})


@volunteer_required
@require_POST
def team_membership(request: LoggedInRequest, volunteer: Volunteer, pk: int, step: str) -> HttpResponse:
    """Join or leave."""
    team = get_object_or_404(Team.objects.visible_to(request.user), pk=pk)
    with errors_shown(request):
        if step == "join":
            join_team(team=team, volunteer=volunteer)
        else:
            leave_team(team=team, volunteer=volunteer)
    return redirect("volunteers:team", pk=pk)
