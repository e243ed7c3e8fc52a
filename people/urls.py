"""Portal pages about oneself."""

from __future__ import annotations

from django.urls import path

from people.views import me, relatives

app_name = "people"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/welcome/", me.welcome, name="welcome"),
    path("me/edit/", me.edit, name="edit"),
    path("me/readers/", me.readers, name="readers"),
    path("me/consents/<int:pk>/withdraw/", me.withdraw, name="withdraw_consent"),
    path("me/mandates/<int:pk>/end/", me.end_mandate, name="end_mandate"),
    path("me/mandates/", me.mandates, name="mandates"),
    path("me/relatives/", relatives.relatives, name="relatives"),
    path("me/relatives/<uuid:uuid>/", relatives.answer, name="relative"),
]
