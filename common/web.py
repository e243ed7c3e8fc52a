"""Typed parameters of a request: who has logged in, a text that was sent without a form, a month in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

if TYPE_CHECKING:
    # The stubs' name for the model that AUTH_USER_MODEL chooses.
    from django.contrib.auth.models import _User


class LoggedInRequest(HttpRequest):
    """The request of a view behind `login_required` or `worker_required`. For type annotations only."""

    user: _User


def posted_text(request: HttpRequest, name: str, most: int = 300) -> str:
    """A text that was sent without a form around it: trimmed, `most` characters, and nothing a database cannot keep."""
    return request.POST.get(name, "").replace("\0", "").strip()[:most]


def errors_to_messages(request: HttpRequest, error: ValidationError) -> None:
    for sentence in error.messages:
        messages.error(request, sentence)
