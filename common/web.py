"""What views read from a request: who has logged in, a text sent without a form, a month, where to go on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from common.months import parse_month, this_month

if TYPE_CHECKING:
    # The stubs' name for the model that AUTH_USER_MODEL chooses.
    from django.contrib.auth.models import _User


class LoggedInRequest(HttpRequest):
    """The request of a view behind `login_required` or `worker_required`. For type annotations only."""

    user: _User


def posted_text(request: HttpRequest, name: str, most: int = 300) -> str:
    """A text that was sent without a form around it: trimmed, `most` characters, and nothing a database cannot keep."""
    return request.POST.get(name, "").replace("\0", "").strip()[:most]


def errors_to_messages(request: HttpRequest, error: Exception) -> None:
    """Say a service's refusal: every sentence of a ValidationError, or the one of another error."""
    for sentence in error.messages if isinstance(error, ValidationError) else [str(error)]:
        messages.error(request, sentence)


@contextmanager
def errors_shown(request: HttpRequest) -> Iterator[None]:
    """A service's refusal inside the block ends it and is shown on the next page."""
    try:
        yield
    except ValidationError as error:
        errors_to_messages(request, error)


def requested_month(request: HttpRequest, *, latest: date | None = None) -> date:
    """The month in the address (`?month=2026-11`), at most `latest`; this month where there is none or it is none."""
    month = parse_month(request.GET.get("month", "")) or this_month()
    return min(month, latest) if latest else month


def is_own_url(request: HttpRequest, url: str) -> bool:
    """Whether an address that came from outside leads nowhere but to this site."""
    return url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())


def next_url(request: HttpRequest, default: str) -> str:
    """Where to go on: what `next` says if it lies on this site, else `default`."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    return url if is_own_url(request, url) else default
