"""How many codes go out, and how many may be tried: by number, by address, in all.

Counted in the database (`Tally`), each count in one statement: a hundred requests at once get no more than one after
another, and no full or emptied cache forgets them. A browser in which the owner of the number has logged in before is
counted by itself, so that nobody locks an honest person out by using up the limits of her number or of the network she
shares with thousands of phones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from common.installation import is_demonstration
from common.phones import DEMO_PREFIX
from common.web import visitor_network
from people.logins.models import User
from platform_site.accounts.devices import is_known_device, token_hash
from platform_site.models import Tally
from platform_site.policy import CODES_BEFORE_QUESTION, CODES_SENT, WRONG_CODES
from policies.selectors import value

MINUTE, HOUR, DAY = 60, 3600, 86_400


@dataclass(frozen=True)
class Limit:
    """At most `most` of `what` for `who` within `seconds` of the first. `kind` chooses the words of a refusal."""

    what: str
    kind: str
    who: str
    most: int
    seconds: int

    @property
    def key(self) -> str:
        return salted_hmac(
            "shouwang.tally", f"{self.what}:{self.kind}:{self.seconds}:{self.who}", algorithm="sha256"
        ).hexdigest()


class LimitReached(Exception):
    """One of the limits is used up until `until`."""

    def __init__(self, limit: Limit, until: datetime) -> None:
        super().__init__(limit.kind)
        self.limit = limit
        self.until = until

    @property
    def sentence(self) -> str:
        """What the person reads: what happened, when it goes on, and whom to call."""
        what = (_CODES if self.limit.what == "code" else _TRIES)[self.limit.kind]()
        again = _("You can go on at %(time)s.") % {"time": _time(self.until)}
        return f"{what} {again} {_('If you cannot wait, call your community worker or 12345.')}"


# The words, called when they are needed: in the reader's language.
_CODES = {
    "number": lambda: _(
        "We have already sent several codes to this number. Please use the newest text message; it may take a minute."
    ),
    "device": lambda: _(
        "We have already sent several codes to this number. Please use the newest text message; it may take a minute."
    ),
    "login": lambda: _("You have asked for many codes today."),
    "address": lambda: _(
        "Many codes were asked for from your connection. Please try the mobile network instead of the Wi-Fi, or the "
        "other way round."
    ),
    "all": lambda: _(
        "Very many codes are being asked for just now. A phone or computer on which you have logged in before still "
        "gets one at once."
    ),
}
_TRIES = {
    "number": lambda: _("Too many wrong codes were entered for this number."),
    "device": lambda: _("Too many wrong codes were entered."),
    "login": lambda: _("Too many wrong codes were entered for this account."),
    "address": lambda: _(
        "Too many wrong codes came from your connection. Please try the mobile network instead of the Wi-Fi, or the "
        "other way round."
    ),
}


def take_code(request: HttpRequest, phone: str) -> list[Limit]:
    """Count a code that is about to be sent to `phone`; `give_back` what this returns when it was not sent.

    Raises `LimitReached`, and then none is counted.
    """
    limits = _codes(request, phone)
    take(limits)
    return limits


def check_code(request: HttpRequest, phone: str) -> None:
    """The same question without counting. Raises `LimitReached`."""
    check(_codes(request, phone))


def must_answer(request: HttpRequest, phone: str = "") -> bool:
    """Whether a question comes before the next code: this address, this number or the whole site had many already."""
    if _is_shown_here(phone) or (phone and is_known_device(request, phone)):
        return False
    most = value(CODES_BEFORE_QUESTION)
    asked = [
        Limit("code", "address", visitor_network(request), most["address_hour"], HOUR),
        Limit("code", "all", "", most["all_hour"], HOUR),
    ]
    if phone:
        asked.append(Limit("code", "number", phone, most["number_day"], DAY))
    return any(not _has_room(limit) for limit in asked)


def take_try(request: HttpRequest, *, phone: str = "", login: User | None = None) -> list[Limit]:
    """Count a try before it is looked at; `give_back` what this returns when the code was right.

    `phone`: a code sent to it is tried; `login`: a second factor. Raises `LimitReached`.
    """
    most = value(WRONG_CODES)
    owner = phone or (login.phone if login else "") or ""
    limits = []
    if login is not None:
        limits.append(Limit("try", "login", str(login.pk), most["second_factor_day"], DAY))
    if owner and is_known_device(request, owner):
        limits.append(Limit("try", "device", token_hash(request) + owner, most["number_day"], DAY))
    else:
        if phone:
            limits.append(Limit("try", "number", phone, most["number_day"], DAY))
        limits.append(Limit("try", "address", visitor_network(request), most["address_hour"], HOUR))
    take(limits)
    return limits


def take(limits: Iterable[Limit]) -> None:
    """Count one more for each, or for none. Raises `LimitReached`."""
    with transaction.atomic():
        for limit in limits:
            if not _take_one(limit):
                raise LimitReached(limit, _until(limit))


def check(limits: Iterable[Limit]) -> None:
    for limit in limits:
        if not _has_room(limit):
            raise LimitReached(limit, _until(limit))


def give_back(limits: Iterable[Limit]) -> None:
    """Take one off again: what was counted turned out to be right."""
    Tally.objects.filter(key__in=[limit.key for limit in limits], count__gt=0).update(count=F("count") - 1)


def forget_expired_tallies() -> int:
    """Delete the counters whose time is over; returns how many. Run daily."""
    gone, _details = Tally.objects.filter(ends_at__lte=timezone.now()).delete()
    return gone


def _is_shown_here(phone: str) -> bool:
    """In a demonstration codes to its own numbers are shown on the page: nothing is sent, and many try the same few."""
    return bool(is_demonstration() and phone.startswith(DEMO_PREFIX))


def _codes(request: HttpRequest, phone: str) -> list[Limit]:
    if _is_shown_here(phone):
        return []
    most = value(CODES_SENT)
    # The narrowest first: it has the most helpful words, and a counter for all is held for the shortest time.
    if is_known_device(request, phone):
        own = token_hash(request) + phone
        return [
            Limit("code", "device", own, most["number_5_minutes"], 5 * MINUTE),
            Limit("code", "device", own, most["number_day"], DAY),
        ]
    limits = [
        Limit("code", "number", phone, most["number_5_minutes"], 5 * MINUTE),
        Limit("code", "number", phone, most["number_day"], DAY),
    ]
    if request.user.is_authenticated:
        limits.append(Limit("code", "login", str(request.user.pk), most["number_day"], DAY))
    return [
        *limits,
        Limit("code", "address", visitor_network(request), most["address_hour"], HOUR),
        Limit("code", "all", "", most["all_hour"], HOUR),
    ]


def _has_room(limit: Limit) -> bool:
    row = Tally.objects.filter(key=limit.key, ends_at__gt=timezone.now()).first()
    return row is None or row.count < limit.most


def _take_one(limit: Limit) -> bool:
    now = timezone.now()
    ends_at = now + timedelta(seconds=limit.seconds)
    rows = Tally.objects.filter(key=limit.key)
    more = rows.filter(ends_at__gt=now, count__lt=limit.most)
    if more.update(count=F("count") + 1):
        return True
    Tally.objects.bulk_create([Tally(key=limit.key, count=0, ends_at=ends_at)], ignore_conflicts=True)
    rows.filter(ends_at__lte=now).update(count=0, ends_at=ends_at)
    return bool(more.update(count=F("count") + 1))


def _until(limit: Limit) -> datetime:
    ends_at = Tally.objects.filter(key=limit.key).values_list("ends_at", flat=True).first()
    return ends_at or timezone.now()


def _time(moment: datetime) -> str:
    """The next full minute, with the day where that is not today."""
    local = timezone.localtime(moment) + timedelta(minutes=1)
    return f"{local:%H:%M}" if local.date() == timezone.localdate() else f"{local:%m-%d %H:%M}"
