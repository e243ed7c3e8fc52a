"""Addresses of the time bank; included under `/timebank/`."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from timebank import ways
from timebank.views import account, certificates, honour, printing, records

app_name = "timebank"

urlpatterns = [
    path("", account.home, name="home"),
    path("notice/", account.notice, name="notice"),
    path("print/", printing.statement, name="print"),
    path("certificates/", certificates.certificates, name="certificates"),
    path("certificates/<str:key>.pdf", certificates.certificate_file, name="certificate_file"),
    path("records/", records.records, name="records"),
    path("honour/", honour.counties, name="honour"),
    path("honour/switch/", honour.switch, name="honour_switch"),
    path("honour/<str:code>/", honour.county, name="honour_county"),
]

ways.add(
    ways.Way(
        view="timebank:certificates",
        icon="document",
        label=_("Certificate of my service"),
        hint=_("Signed, free, and anybody can check it"),
        order=200,
    )
)
ways.add(
    ways.Way(
        view="timebank:print",
        icon="print",
        label=_("Print the statement"),
        hint=_("Every entry of a period on paper"),
        order=210,
        for_others=True,
    )
)
ways.add(
    ways.Way(
        view="timebank:honour",
        icon="star",
        label=_("Honour roll"),
        hint=_("You decide whether your name stands there"),
        order=220,
    )
)
ways.add(
    ways.Way(
        view="timebank:records",
        icon="download",
        label=_("Take my records with me"),
        hint=_("A copy of all that is kept here about you"),
        order=230,
    )
)
