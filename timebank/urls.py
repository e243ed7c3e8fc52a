"""Addresses of the time bank; included under `/timebank/`."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from timebank import ways
from timebank.views import account, giving

app_name = "timebank"

urlpatterns = [
    path("", account.home, name="home"),
    path("notice/", account.notice, name="notice"),
    path("give/", giving.give_page, name="give"),
    path("later/", giving.arrangements, name="arrangements"),
]

ways.add(
    ways.Way(
        view="timebank:give",
        icon="gift",
        label=_("Give time coins"),
        hint=_("To a relative, a person in difficulty or the public pool"),
        order=40,
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
