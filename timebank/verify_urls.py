"""Addresses at which anybody can check a certificate; included under `/verify/`, short enough for a QR code."""

from django.urls import path

from timebank.views import verify

app_name = "verify"

urlpatterns = [
    path("", verify.start, name="start"),
    path("number/", verify.ByNumber.as_view(), name="number"),
    path("file/", verify.ByFile.as_view(), name="file"),
    path("<str:token>/", verify.certificate, name="certificate"),
]
