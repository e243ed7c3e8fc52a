"""What views may take for granted: who is logged in, and what was typed."""

from __future__ import annotations

from django.http import HttpRequest

from people.logins.models import User


class LoggedInRequest(HttpRequest):
    """The request of a view behind `login_required` or `worker_required`. For type annotations only."""

    user: User
