"""Addresses of the time bank; included under `/timebank/`."""

from django.urls import path

from timebank.views import account, objections

app_name = "timebank"

urlpatterns = [
    path("", account.home, name="home"),
    path("notice/", account.notice, name="notice"),
    path("notice/<int:pk>/object/", objections.object_to, name="object_to"),
]
