"""What views read from a request: who has logged in, a text sent without a form, a month, where to go on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from allauth.core.internal.httpkit import clean_client_ip, get_client_ip
from allauth.core.internal.ratelimit import truncate_ip
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from common.months import parse_month, this_month

if TYPE_CHECKING:
    # The stubs' name for the model that AUTH_USER_MODEL chooses.
    from django.contrib.auth.models import _User


class LoggedInRequest(HttpRequest):
    """The request of a view behind `login_required` or `worker_required`. For type annotations only."""

    user: _User


# Control characters that nobody types (PostgreSQL keeps no NUL), and halves of surrogate pairs that no file or database
# can encode. Tab, line feed and carriage return are text.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean_text(text: str) -> str:
    """What is text in `text`: a pasted list, or somebody who tries what breaks, brings other things along."""
    return _NOT_TEXT.sub("", text)


def clean_values(values: QueryDict) -> QueryDict:
    """The same parameters with text only in their names and values; the very object where there is nothing to clean."""
    if not any(_NOT_TEXT.search(text) for name, texts in values.lists() for text in (name, *texts)):
        return values
    cleaned = QueryDict(mutable=True, encoding=values.encoding)
    for name, texts in values.lists():
        cleaned.setlist(clean_text(name), [clean_text(text) for text in texts])
    cleaned._mutable = False  # QueryDict has no public way to close one again.
    return cleaned


def posted_text(request: HttpRequest, name: str, most: int = 300) -> str:
    """A text that was sent without a form around it: trimmed, `most` characters."""
    return clean_text(request.POST.get(name, "")).strip()[:most]


def key_in(text: str) -> int:
    """The key of a row that a form or an address sent; 0, which no row has, for what is no key.

    No key has more than 18 digits; of thousands Python makes no number at all.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def errors_to_messages(request: HttpRequest, error: Exception) -> None:
    """Say a service's refusal: every sentence of a ValidationError, or the one of another error."""
    for sentence in error.messages if isinstance(error, ValidationError) else [str(error)]:
        messages.error(request, sentence)


@contextmanager
def errors_shown(
    request: HttpRequest, *, errors: type[Exception] | tuple[type[Exception], ...] = ValidationError
) -> Iterator[None]:
    """A service's refusal inside the block ends it and is shown on the next page."""
    try:
        yield
    except errors as error:
        errors_to_messages(request, error)


def requested_month(request: HttpRequest, *, latest: date | None = None) -> date:
    """The month in the address (`?month=2026-11`), at most `latest`; this month where there is none or it is none."""
    month = parse_month(request.GET.get("month", "")) or this_month()
    return min(month, latest) if latest else month


def day_in(text: str) -> date | None:
    """The day that an address names (2026-11-30); None for what is no day, or one that is ten years away."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if abs((day - timezone.localdate()).days) < 3653 else None


def requested_day(request: HttpRequest, name: str = "day") -> date:
    """The day in the address (`?day=2026-11-30`); today where there is none or it is none."""
    return day_in(request.GET.get(name, "")) or timezone.localdate()


def is_own_url(request: HttpRequest, url: str) -> bool:
    """Whether an address that came from outside leads nowhere but to this site.

    A bare word does not count: `redirect` would take it for the name of a view.
    """
    return url.startswith(("/", "http://", "https://")) and url_has_allowed_host_and_scheme(
        url, {request.get_host()}, request.is_secure()
    )


def next_url(request: HttpRequest, default: str) -> str:
    """Where to go on: what `next` says if it lies on this site, else `default`."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    return url if is_own_url(request, url) else default


def visitor_address(request: HttpRequest) -> str:
    """The address of whoever asks: never that of a proxy of ours, and never what somebody only claims to be.

    Headers count as far as the installation says which proxies are its own (SHOUWANG_TRUSTED_PROXIES,
    SHOUWANG_CLIENT_IP_HEADER); without them X-Forwarded-For is what anybody may write. "" where there is no address.
    """
    try:
        found = get_client_ip(request)
    except ImproperlyConfigured:
        # Fewer addresses than proxies: it did not come through them all.
        found = None
    return found or clean_client_ip(request.META.get("REMOTE_ADDR", "")) or ""


def visitor_network(request: HttpRequest) -> str:
    """Who is counted by limits: an IPv4 address, or the /64 of an IPv6 address, whose owner has 2^64 of them."""
    address = visitor_address(request)
    return truncate_ip(address) if address else ""
