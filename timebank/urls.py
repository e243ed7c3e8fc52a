from django.urls import path
from django.utils.translation import gettext_lazy as _

from timebank import menu
from timebank.certificates.views import own_certificates
from timebank.earning.views import honour_roll, stars
from timebank.earning.views.stars import notice
from timebank.giving import views
from timebank.home.views import account, own_records, printed_statement
from timebank.rewards.views import offers, partners, till
from timebank.rewards.views.vouchers import give_back, voucher, vouchers

app_name = "timebank"

urlpatterns = [
    path("give/", views.give_page, name="give"),
    path("later/", views.arrangements, name="arrangements"),
    path("", account.home, name="home"),
    path("notice/", notice, name="notice"),
    path("offers/", offers.offers, name="offers"),
    path("offers/<uuid:uuid>/", offers.offer, name="offer"),
    path("offers/<uuid:uuid>/order/", offers.order, name="order"),
    path("vouchers/", vouchers, name="vouchers"),
    path("vouchers/<uuid:uuid>/", voucher, name="voucher"),
    path("vouchers/<uuid:uuid>/give-back/", give_back, name="give_back"),
    path("till/", till.till, name="till"),
    path("till/invitations/<int:pk>/", till.answer_invitation, name="answer_invitation"),
    path("till/<slug:secret>/", till.till_voucher, name="till_voucher"),
    path("partners/new/", partners.register, name="partner_new"),
    path("partners/<uuid:uuid>/", partners.partner, name="partner"),
    path("partners/<uuid:uuid>/change/", partners.change, name="partner_change"),
    path("partners/<uuid:uuid>/taken.csv", partners.redeemed_csv, name="taken_csv"),
    path("partners/<uuid:uuid>/staff/", partners.invite, name="invite"),
    path("partners/<uuid:uuid>/staff/<int:pk>/end/", partners.end, name="end_staff"),
    path("partners/<uuid:uuid>/offers/new/", partners.new_offer, name="offer_new"),
    path("partners/<uuid:uuid>/offers/<uuid:offer>/", partners.change_offer, name="offer_change"),
    path("partners/<uuid:uuid>/offers/<uuid:offer>/state/", partners.offer_state, name="offer_state"),
    path("print/", printed_statement.statement, name="print"),
    path("certificates/", own_certificates.certificates, name="certificates"),
    path("certificates/<str:key>.pdf", own_certificates.certificate_file, name="certificate_file"),
    path("records/", own_records.records, name="records"),
    path("honour/", honour_roll.counties, name="honour"),
    path("honour/switch/", honour_roll.switch, name="honour_switch"),
    path("honour/<str:code>/", honour_roll.county, name="honour_county"),
    path("notice/<int:pk>/object/", stars.object_to, name="object_to"),
]

menu.register(
    "timebank:offers", "gift", _("Spend points"), _("Goods and services near you"), order=50, often=True
)
menu.register("timebank:vouchers", "document", _("My vouchers"), _("To show at the till"), order=60)
menu.register(
    "timebank:till",
    "building",
    _("For shops and organizations"),
    _("Redeem vouchers, become a partner"),
    order=300,
)
menu.register(
    "timebank:certificates",
    "document",
    _("Certificate of my service"),
    _("Free, signed, and anyone can verify it"),
    order=70,
)
menu.register(
    "timebank:print",
    "print",
    _("Print the statement"),
    _("Every entry of a period on paper"),
    order=210,
    for_others=True,
)
menu.register(
    "timebank:honour", "star", _("Honour roll"), _("You decide whether your name appears there"), order=220
)
menu.register(
    "timebank:records",
    "download",
    _("Download my records"),
    _("A copy of all the data kept about you here"),
    order=230,
)
menu.register(
    "timebank:give",
    "gift",
    _("Give time coins"),
    _("To a relative, a person in difficulty or the public pool"),
    order=40,
    often=True,
)
menu.register(
    "timebank:arrangements",
    "clock",
    _("For later"),
    _("Automatic donations; who will receive my hours one day"),
    order=80,
)
menu.register(
    "people:relatives", "users", _("My relatives"), _("Name them, and confirm who named you"), order=85
)
