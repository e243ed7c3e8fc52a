"""Portal pages about oneself."""

from __future__ import annotations

from django.urls import path

from people.kinship import views as kinship
from people.logins import views as logins
from people.mandates import views as mandates
from people.profile import views as profile

app_name = "people"
urlpatterns = [
    path("me/", profile.me, name="me"),
    path("me/welcome/", logins.welcome, name="welcome"),
    path("me/edit/", profile.edit, name="edit"),
    path("me/readers/", profile.readers, name="readers"),
    path("me/consents/<int:pk>/withdraw/", profile.withdraw, name="withdraw_consent"),
    path("me/mandates/<int:pk>/end/", mandates.end_mandate, name="end_mandate"),
    path("me/mandates/", mandates.mandates, name="mandates"),
    path("me/relatives/", kinship.relatives, name="relatives"),
    path("me/relatives/<uuid:uuid>/", kinship.answer, name="relative"),
]
