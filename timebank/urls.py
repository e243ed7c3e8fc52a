"""Addresses of the time bank; included under `/timebank/`."""

from django.urls import path

from timebank.views import account

app_name = "timebank"

urlpatterns = [
    path("", account.home, name="home"),
    path("notice/", account.notice, name="notice"),
    path("till/", account.notice, name="till"),
    path("partners/<uuid:uuid>/", account.notice, name="partner"),
    path("vouchers/<uuid:uuid>/", account.notice, name="voucher"),
]
