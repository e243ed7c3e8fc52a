"""What messages are about, in words; a kind may go into detail after a dot ("request.accepted")."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SUBJECTS: dict[str, Promise] = {
    "change": _("A visit or a duty changed"),
    "concern": _("A concern"),
    "elders": _("Elders in one's care"),
    "from_staff": _("From a worker"),
    "mandate": _("A mandate"),
    "mandate_used": _("A mandate was used"),
    "new_device": _("Log-in on a new device"),
    "offer": _("A visit or a duty offered"),
    "offers": _("Several visits offered"),
    "phone_changed": _("A telephone number changed"),
    "plan": _("The visits of a month"),
    "repair": _("Changes of planned visits"),
    "request": _("A request for a service"),
    "review": _("A registration was decided on"),
    "stand_in": _("A stand-in is looked for"),
    "timebank": _("The time bank"),
    "visit_voided": _("A visit no longer counts"),
}


def subject_of(kind: str) -> str:
    """The part of a kind that has words; raises ValueError where it has none."""
    subject = kind.partition(".")[0]
    if subject not in SUBJECTS:
        raise ValueError(f"a message of the kind {kind!r} has no words in notifications.wording")
    return subject


def words_for(kind: str) -> str:
    """How the outbox calls a kind; one that an older version wrote and no longer has is shown as it is."""
    return str(SUBJECTS.get(kind.partition(".")[0], kind))
