"""Addresses of the time bank; included under `/timebank/`."""

from django.urls import path

from timebank import views

app_name = "timebank"

urlpatterns = [
    path("", views.home, name="home"),
    path("notice/", views.notice, name="notice"),
]
