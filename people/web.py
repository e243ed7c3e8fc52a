"""What views may take for granted once somebody is logged in."""

from __future__ import annotations

from django.http import HttpRequest

from people.models import User


class LoggedInRequest(HttpRequest):
    """The request of a view behind `login_required` or `worker_required`. For type annotations only."""

    user: User
