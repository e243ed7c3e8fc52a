"""Portal pages of visits and of the family."""

from __future__ import annotations

from django.urls import path

from elderly_visits.views import family, visit

app_name = "elderly_visits"
urlpatterns = [
    path("family/", family.family, name="family"),
    path("family/<int:pk>/message/", family.message, name="family_message"),
    path("visits/door/", visit.door, name="door"),
    path("visits/<uuid:uuid>/", visit.visit, name="visit"),
    path("visits/<uuid:uuid>/agree/", visit.agree, name="agree"),
    path("visits/<uuid:uuid>/check-in/", visit.check_in, name="check_in"),
    path("visits/<uuid:uuid>/draft/", visit.draft, name="draft"),
    path("visits/<uuid:uuid>/report/", visit.report, name="report"),
    path("visits/<uuid:uuid>/check-out/", visit.check_out, name="check_out"),
]
