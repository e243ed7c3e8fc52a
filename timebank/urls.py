"""Addresses of the time bank; included under `/timebank/`."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from timebank import ways
from timebank.views import (
    account,
    certificates,
    giving,
    honour,
    objections,
    offers,
    partners,
    printing,
    records,
    till,
)

app_name = "timebank"

urlpatterns = [
    path("give/", giving.give_page, name="give"),
    path("later/", giving.arrangements, name="arrangements"),
    path("", account.home, name="home"),
    path("notice/", account.notice, name="notice"),
    path("offers/", offers.offers, name="offers"),
    path("offers/<uuid:uuid>/", offers.offer, name="offer"),
    path("offers/<uuid:uuid>/order/", offers.order, name="order"),
    path("vouchers/", offers.vouchers, name="vouchers"),
    path("vouchers/<uuid:uuid>/", offers.voucher, name="voucher"),
    path("vouchers/<uuid:uuid>/give-back/", offers.give_back, name="give_back"),
    path("till/", till.till, name="till"),
    path("till/invitations/<int:pk>/", till.answer_invitation, name="answer_invitation"),
    path("till/<slug:secret>/", till.till_voucher, name="till_voucher"),
    path("partners/new/", partners.register, name="partner_new"),
    path("partners/<uuid:uuid>/", partners.partner, name="partner"),
    path("partners/<uuid:uuid>/change/", partners.change, name="partner_change"),
    path("partners/<uuid:uuid>/taken.csv", partners.taken_csv, name="taken_csv"),
    path("partners/<uuid:uuid>/staff/", partners.invite, name="invite"),
    path("partners/<uuid:uuid>/staff/<int:pk>/end/", partners.end, name="end_staff"),
    path("partners/<uuid:uuid>/offers/new/", partners.new_offer, name="offer_new"),
    path("partners/<uuid:uuid>/offers/<uuid:offer>/", partners.change_offer, name="offer_change"),
    path("partners/<uuid:uuid>/offers/<uuid:offer>/state/", partners.offer_state, name="offer_state"),
    path("print/", printing.statement, name="print"),
    path("certificates/", certificates.certificates, name="certificates"),
    path("certificates/<str:key>.pdf", certificates.certificate_file, name="certificate_file"),
    path("records/", records.records, name="records"),
    path("honour/", honour.counties, name="honour"),
    path("honour/switch/", honour.switch, name="honour_switch"),
    path("honour/<str:code>/", honour.county, name="honour_county"),
    path("notice/<int:pk>/object/", objections.object_to, name="object_to"),
]

ways.add(
    ways.Way(
        view="timebank:offers",
        icon="gift",
        label=_("Spend points"),
        hint=_("Goods and services near you"),
        order=50,
        often=True,
    )
)
ways.add(
    ways.Way(
        view="timebank:vouchers",
        icon="document",
        label=_("My vouchers"),
        hint=_("To show at the till"),
        order=60,
    )
)
ways.add(
    ways.Way(
        view="timebank:till",
        icon="building",
        label=_("For shops and organizations"),
        hint=_("Take vouchers, become a partner"),
        order=300,
    )
)
ways.add(
    ways.Way(
        view="timebank:certificates",
        icon="document",
        label=_("Certificate of my service"),
        hint=_("Signed, free, and anybody can check it"),
        order=70,
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
ways.add(
    ways.Way(
        view="timebank:give",
        icon="gift",
        label=_("Give time coins"),
        hint=_("To a relative, a person in difficulty or the public pool"),
        order=40,
        often=True,
    )
)
ways.add(
    ways.Way(
        view="timebank:arrangements",
        icon="clock",
        label=_("For later"),
        hint=_("Give away by itself; who receives my hours one day"),
        order=80,
    )
)
ways.add(
    ways.Way(
        view="people:relatives",
        icon="users",
        label=_("My relatives"),
        hint=_("Name them, and confirm who named you"),
        order=85,
    )
)
