"""Who looked at whose file."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.core.internal.httpkit import get_client_ip
from django.utils import timezone

from people.access_log.enums import AccessOutcome
from people.access_log.models import AccessLog
from people.actors import Actor
from people.persons.models import Person
from workbench.access_recording import AccessAction
from workbench.scopes import common_region

if TYPE_CHECKING:
    from django.http import HttpRequest

    from common.web import LoggedInRequest


# One line for as long as somebody keeps looking at the same door.
_REVEAL_EVERY = timedelta(hours=1)


def log_access(
    *,
    actor: Actor,
    action: AccessAction,
    subject: Person | None = None,
    region_id: str | None = None,
    detail: str = "",
    count: int = 1,
    request: HttpRequest | None = None,
    outcome: AccessOutcome = AccessOutcome.ALLOWED,
) -> AccessLog:
    """Record that `actor` saw something about `subject`, or about `count` people when it was a list.

    A list lies in the region given, else in the smallest that holds all of the actor's regions: there the manager and
    the auditor find it.
    """
    return AccessLog.objects.create(
        actor=actor,
        action=action,
        subject=subject,
        region_id=region_id or (subject.region_id if subject else common_region(actor)),
        detail=detail[:200],
        count=count,
        # Behind proxies the address comes from the header that the installation trusts (ALLAUTH_TRUSTED_*).
        address=get_client_ip(request) if request else None,
        outcome=outcome,
    )


def log_page(request: LoggedInRequest, action: AccessAction, **what: Any) -> None:
    """The same for what a page shows or changes; `what`: subject, region_id, detail, count."""
    log_access(actor=request.user, action=action, request=request, **what)


def log_reveal(
    *, actor: Actor, subject: Person, region_id: str, detail: str, request: HttpRequest | None = None
) -> None:
    """Record that door and phone of `subject` were shown, once an hour for the same `detail`."""
    shown = AccessLog.objects.filter(
        subject=subject, actor=actor, action=AccessAction.REVEAL, detail=detail,
        at__gt=timezone.now() - _REVEAL_EVERY,
    )  # fmt: skip
    if not shown.exists():
        log_access(
            actor=actor, action=AccessAction.REVEAL, subject=subject, request=request, detail=detail,
            region_id=region_id,
        )  # fmt: skip
