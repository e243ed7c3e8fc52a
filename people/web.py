"""What views may take for granted: who is logged in, and what was typed."""

from __future__ import annotations

from django.http import HttpRequest

from people.models import User


class LoggedInRequest(HttpRequest):
    """The request of a view behind `login_required` or `worker_required`. For type annotations only."""

    user: User


def typed(request: HttpRequest, name: str, most: int = 300) -> str:
    """A text that was sent without a form around it: trimmed, `most` characters, and nothing a database cannot keep."""
    return request.POST.get(name, "").replace("\0", "").strip()[:most]
