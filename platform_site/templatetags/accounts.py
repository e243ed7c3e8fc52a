"""What the pages of log-in show in the demonstration."""

from __future__ import annotations

from typing import Any

from django import template

from common.installation import is_demonstration
from people.logins import demo_second_factor
from platform_site.demonstration.logins import Login, easy_logins

register = template.Library()


@register.simple_tag(takes_context=True)
def demo_totp_code(context: dict[str, Any]) -> str | None:
    """The second factor of the demo log-in that stands before the page; None for everybody else."""
    request = context["request"]
    stage = getattr(request, "_login_stage", None)
    user = stage.login.user if stage is not None else request.user
    return demo_second_factor.demo_totp_code(user) if user is not None and user.is_authenticated else None


@register.simple_tag
def demo_logins() -> list[Login]:
    """The log-ins of the demonstration that are easy to type; none outside demo mode. One query."""
    return easy_logins() if is_demonstration() else []
