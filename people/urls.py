"""Portal pages about oneself."""

from __future__ import annotations

from django.urls import path

from people.kinship import views as kinship_views
from people.logins.views import welcome
from people.mandates.views import end_mandate, mandates
from people.profile import views

app_name = "people"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/welcome/", welcome, name="welcome"),
    path("me/edit/", views.edit, name="edit"),
    path("me/readers/", views.readers, name="readers"),
    path("me/consents/<int:pk>/withdraw/", views.withdraw, name="withdraw_consent"),
    path("me/mandates/<int:pk>/end/", end_mandate, name="end_mandate"),
    path("me/mandates/", mandates, name="mandates"),
    path("me/relatives/", kinship_views.relatives, name="relatives"),
    path("me/relatives/<uuid:uuid>/", kinship_views.answer, name="relative"),
]
