"""Who is in charge of an elder."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.locking import locked
from elderly_visits.register.errors import ElderError
from elderly_visits.register.models import Elder
from elderly_visits.register.permissions import can_work_for
from elderly_visits.register.selectors.handlers import responsible_handler
from elderly_visits.register.services.tiers import save_as
from notifications.models import Channel
from notifications.services import notify
from people.logins.models import User


@transaction.atomic
def assign_worker(*, elder: Elder, worker: User, actor: User, occasion: UUID) -> Elder:
    """Put `worker` in charge of an elder; they are told once for each `occasion`, however many elders it is about.

    Assigning the same worker again changes nothing. Raises ElderError for an elder who has left the register, or of
    whose community either of them is not a worker.
    """
    current = locked(elder, "person", "region")
    if current.left_on is not None:
        raise ElderError(
            _("Records of elders who have left the register can no longer be changed."), code="left"
        )
    if not can_work_for(actor, current):
        raise ElderError(_("You do not look after this elder's region."), code="not_yours")
    if not (worker.is_active and can_work_for(worker, current)):
        raise ElderError(_("This worker does not look after this elder's region."), code="region")
    if current.worker_id == worker.pk:
        return current
    current.worker = worker
    save_as(current, actor, update_fields=["worker"])
    if worker.pk != actor.pk:
        _tell(worker, actor, occasion)
    return current


@transaction.atomic
def remind_worker(*, elder: Elder, actor: User, occasion: UUID) -> User:
    """Remind who is in charge of an elder that the visit of this month is outstanding; returns who it is.

    One message a day to each, however many elders it is about. Raises ElderError outside one's area, for an elder of
    whom nobody or oneself is in charge, and for somebody who was reminded on an earlier occasion today.
    """
    if not can_work_for(actor, elder):
        raise ElderError(_("You do not look after this elder's region."), code="not_yours")
    _level, worker = responsible_handler(elder)
    person = getattr(worker, "person", None)
    if worker is None or person is None:
        raise ElderError(_("Nobody is in charge: please choose a responsible worker first."), code="nobody")
    if worker.pk == actor.pk:
        raise ElderError(_("You are in charge yourself."), code="yourself")
    link = f"{reverse('elderly_visits_elder:index')}?worker={worker.pk}&state=not_visited&asked={occasion}"
    with translation.override(settings.LANGUAGE_CODE):
        message = notify(
            person=person,
            kind="elders",
            subject=_("Elders of yours are not yet visited"),
            body=_("%(name)s reminds you: some of your elders have not been visited this month.")
            % {"name": actor.display_name},
            key=f"unvisited:{person.pk}:{timezone.localdate()}",
            link=link,
            channel=Channel.SMS,
        )
    if message.link != link:
        raise ElderError(
            _("%(name)s has already been reminded today.") % {"name": worker.display_name}, code="often"
        )
    return worker


def _tell(worker: User, actor: User, occasion: UUID) -> None:
    """Names nobody: a message may be read on a locked phone."""
    person = getattr(worker, "person", None)
    if person is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            person=person,
            kind="elders",
            subject=_("You are now in charge of elders"),
            body=_("%(name)s has put you in charge of elders. Please open the list in the workbench.")
            % {"name": actor.display_name},
            key=f"elders:{occasion}:{person.pk}",
            link=f"{reverse('elderly_visits_elder:index')}?worker={worker.pk}",
        )
