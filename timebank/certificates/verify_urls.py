"""Addresses at which anybody can check a certificate; included under `/verify/`, short enough for a QR code."""

from django.urls import path

from timebank.certificates.views import verification

app_name = "verify"

urlpatterns = [
    path("", verification.start, name="start"),
    path("number/", verification.ByNumber.as_view(), name="number"),
    path("file/", verification.ByFile.as_view(), name="file"),
    path("<str:token>/", verification.certificate, name="certificate"),
]
