"""Addresses of the time bank; included under `/timebank/`."""

from django.urls import path

from timebank.views import account

app_name = "timebank"

urlpatterns = [
    path("", account.home, name="home"),
    path("notice/", account.notice, name="notice"),
]
