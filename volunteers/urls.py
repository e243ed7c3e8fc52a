"""Portal pages of volunteers, teams, projects and tasks."""

from __future__ import annotations

from django.urls import path

from volunteers.days.views import absence, calendars, days
from volunteers.now import views as now_views
from volunteers.projects import views as projects_views
from volunteers.registration.views import joining, teams
from volunteers.tasks import views

app_name = "volunteers"
urlpatterns = [
    path("volunteer/", views.home, name="home"),
    path("volunteer/near/", now_views.near, name="near"),
    path("volunteer/near/<uuid:uuid>/", now_views.claim, name="take"),
    path("volunteer/history/", views.history, name="history"),
    path("volunteer/join/", joining.join, name="join"),
    path("volunteer/profile/", joining.profile, name="profile"),
    path("volunteer/away/", absence.away, name="away"),
    path("volunteer/away/<int:pk>/back/", absence.back, name="back"),
    path("volunteer/leave/", joining.stop, name="stop"),
    path("volunteer/days/", days.days, name="days"),
    path("volunteer/days/plan/", days.plan, name="plan"),
    path("volunteer/days/plan/propose/", days.plan_step, {"step": "propose"}, name="propose"),
    path("volunteer/days/plan/agree/", days.plan_step, {"step": "agree"}, name="agree_on_drafts"),
    path("volunteer/days/plan/discard/", days.plan_step, {"step": "discard"}, name="discard_drafts"),
    path("volunteer/days/plan/<uuid:uuid>/", days.change_draft, name="change_draft"),
    path("volunteer/days/<str:day>/sheet/", days.sheet, name="sheet"),
    path("volunteer/calendar/", calendars.calendar, name="calendar"),
    path("calendar/<str:secret>.ics", calendars.feed, name="feed"),
    path("tasks/<uuid:uuid>/event.ics", calendars.event, name="event"),
    path("tasks/<uuid:uuid>/", views.assignment, name="assignment"),
    path("tasks/<uuid:uuid>/accept/", views.answer, {"reply": "accept"}, name="accept"),
    path("tasks/<uuid:uuid>/decline/", views.answer, {"reply": "decline"}, name="decline"),
    path("tasks/<uuid:uuid>/withdraw/", views.answer, {"reply": "withdraw"}, name="withdraw"),
    path("tasks/<uuid:uuid>/check-in/", views.check_in, name="check_in"),
    path("tasks/<uuid:uuid>/check-out/", views.check_out, name="check_out"),
    path("teams/", teams.team_list, name="teams"),
    path("teams/new/", teams.team_new, name="team_new"),
    path("teams/<int:pk>/", teams.team_detail, name="team"),
    path("teams/<int:pk>/join/", teams.team_membership, {"step": "join"}, name="team_join"),
    path("teams/<int:pk>/leave/", teams.team_membership, {"step": "leave"}, name="team_leave"),
    path("projects/", projects_views.project_list, name="projects"),
    path("projects/new/", projects_views.project_new, name="project_new"),
    path("projects/<uuid:uuid>/", projects_views.project_detail, name="project"),
    path("projects/<uuid:uuid>/manage/", projects_views.project_manage, name="project_manage"),
    path("projects/<uuid:uuid>/change/", projects_views.project_change, name="project_change"),
    path(
        "projects/<uuid:uuid>/submit/", projects_views.project_step, {"step": "submit"}, name="project_submit"
    ),
    path("projects/<uuid:uuid>/close/", projects_views.project_step, {"step": "close"}, name="project_close"),
    path("shifts/<uuid:uuid>/sign-up/", projects_views.sign_up, name="sign_up"),
    path("shifts/<uuid:uuid>/cancel/", projects_views.shift_cancel, name="shift_cancel"),
    path("attendance/<uuid:uuid>/", projects_views.attendance, name="attendance"),
]
