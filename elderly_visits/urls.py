"""Portal pages of visits and of the family."""

from __future__ import annotations

from django.urls import path

from elderly_visits.views import visit

app_name = "elderly_visits"
urlpatterns = [
    path("visits/<uuid:uuid>/", visit.visit, name="visit"),
]
