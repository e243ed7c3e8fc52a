"""Portal pages of volunteers, teams, projects and tasks."""

from __future__ import annotations

from django.urls import path

from volunteers.views import joining, mine, teams

app_name = "volunteers"
urlpatterns = [
    path("volunteer/", mine.home, name="home"),
    path("volunteer/history/", mine.history, name="history"),
    path("volunteer/join/", joining.join, name="join"),
    path("volunteer/profile/", joining.profile, name="profile"),
    path("volunteer/leave/", joining.stop, name="stop"),
    path("tasks/<uuid:uuid>/", mine.assignment, name="assignment"),
    path("tasks/<uuid:uuid>/accept/", mine.answer, {"reply": "accept"}, name="accept"),
    path("tasks/<uuid:uuid>/decline/", mine.answer, {"reply": "decline"}, name="decline"),
    path("tasks/<uuid:uuid>/withdraw/", mine.answer, {"reply": "withdraw"}, name="withdraw"),
    path("tasks/<uuid:uuid>/check-in/", mine.check_in, name="check_in"),
    path("tasks/<uuid:uuid>/check-out/", mine.check_out, name="check_out"),
    path("teams/", teams.team_list, name="teams"),
    path("teams/new/", teams.team_new, name="team_new"),
    path("teams/<int:pk>/", teams.team_detail, name="team"),
    path("teams/<int:pk>/join/", teams.team_membership, {"step": "join"}, name="team_join"),
    path("teams/<int:pk>/leave/", teams.team_membership, {"step": "leave"}, name="team_leave"),
]
