"""Portal pages of visits and of the family."""

from __future__ import annotations

from django.urls import path

from elderly_visits.family import views
from elderly_visits.visits import views as visits_views

app_name = "elderly_visits"
urlpatterns = [
    path("family/", views.family, name="family"),
    path("family/<int:pk>/message/", views.message, name="family_message"),
    path("visits/door/", visits_views.door, name="door"),
    path("visits/<uuid:uuid>/", visits_views.visit, name="visit"),
    path("visits/<uuid:uuid>/agree/", visits_views.agree, name="agree"),
    path("visits/<uuid:uuid>/check-in/", visits_views.check_in, name="check_in"),
    path("visits/<uuid:uuid>/call-back/", visits_views.call_back, name="call_back"),
    path("visits/<uuid:uuid>/draft/", visits_views.draft, name="draft"),
    path("visits/<uuid:uuid>/report/", visits_views.report, name="report"),
    path("visits/<uuid:uuid>/check-out/", visits_views.check_out, name="check_out"),
]
