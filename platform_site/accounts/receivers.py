"""What the site does when a second factor is set up."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.dispatch import receiver

from people.actors import AnyUser


@receiver(authenticator_added, dispatch_uid="second_factor_was_shown_here")
def authenticator_added_end_other_sessions(
    sender: Any, request: Any, user: AnyUser, authenticator: Authenticator, **_: Any
) -> None:
    """Setting it up proved it for this session; sessions opened without one end."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, method="mfa", type=authenticator.type, id=authenticator.pk)
        end_other_sessions(request, user)
