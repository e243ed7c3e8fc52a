"""What is put on record when somebody opens a file; who keeps the record is registered by people at start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.translation import gettext_lazy as _

from workbench.roles import Login


class AccessAction(models.TextChoices):
    READ = "read", _("Read")
    LIST = "list", _("Listed")
    EXPORT = "export", _("Exported")
    PRINT = "print", _("Printed")
    CHANGE = "change", _("Changed")
    REVEAL = "reveal", _("Address or phone revealed")
    # What is done with log-ins, roles and rules, and no read of a file.
    LOG_IN = "login", _("Log-in")
    SECOND_FACTOR = "factor", _("Second factor")
    PHONE = "phone", _("Phone number of a log-in changed")
    GRANT = "grant", _("Role granted")
    REVOKE = "revoke", _("Role ended")
    POLICY = "policy", _("Policy changed")


# Those that say that somebody saw or changed somebody's file.
FILE_ACTIONS = frozenset(
    {
        AccessAction.READ,
        AccessAction.LIST,
        AccessAction.EXPORT,
        AccessAction.PRINT,
        AccessAction.CHANGE,
        AccessAction.REVEAL,
    }
)


class ExportReason(models.TextChoices):
    """Why somebody takes personal data out of the system; others say it in words."""

    STATISTICS = "statistics", _("Statistics or a report")
    CHECK = "check", _("Checking the register")
    CALLS = "calls", _("Calling or visiting people")
    HANDOVER = "handover", _("Handing over to a colleague")
    AUDIT = "audit", _("Audit or inspection")


def export_reason(text: str) -> str:
    """The reason in words for the record: of the list, or at least four characters of somebody's own; '' for none."""
    if text in ExportReason.values:
        return str(ExportReason(text).label)
    own = " ".join(text.split())[:100]
    return own if len(own) >= 4 else ""


# Called with actor, action, request and detail, with subject (whose file) or count (of how many people), and region_id.
AccessRecorder = Callable[..., object]
_recorders: list[AccessRecorder] = []


def register(recorder: AccessRecorder) -> None:
    """Name the function that keeps the record; called once from an `AppConfig.ready`, again it replaces the first."""
    _recorders[:] = [recorder]


def record_access(
    *,
    actor: Login | None,
    action: AccessAction,
    subject: Any = None,
    detail: str = "",
    count: int = 1,
    region_id: str | None = None,
    request: Any = None,
) -> None:
    """Put on record that `actor` saw the file of `subject`, or a list of `count` people (of a region).

    Raises ImproperlyConfigured when nobody keeps the record: a file is never shown without one.
    """
    if not _recorders:
        raise ImproperlyConfigured("Nobody keeps the access log: register() was not called.")
    _recorders[0](
        actor=actor,
        action=action,
        subject=subject,
        detail=detail,
        count=count,
        region_id=region_id,
        request=request,
    )
