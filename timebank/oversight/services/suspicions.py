"""Checking a suspicion: taking it on, clearing it, confirming it. Who confirmed the services does not decide."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from common.locking import locked
from people.logins.models import User
from timebank.oversight.enums import SuspicionState
from timebank.oversight.errors import DecidedBefore, FourEyes, ReasonMissing
from timebank.oversight.models.suspicions import Suspicion, SuspicionEvent
from timebank.oversight.permissions import can_check_suspicion


def _locked(suspicion: Suspicion, actor: User) -> Suspicion:
    current = locked(suspicion)
    if not can_check_suspicion(actor, current):
        raise FourEyes
    return current


@transaction.atomic
def claim_suspicion(*, suspicion: Suspicion, actor: User) -> Suspicion:
    """`actor` looks into it from now on. Twice is as good as once. Raises `FourEyes`, `DecidedBefore`."""
    current = _locked(suspicion, actor)
    if current.is_decided:
        raise DecidedBefore
    if current.state == SuspicionState.IN_CHECK and current.owner_id == actor.pk:
        return current
    current.state, current.owner = SuspicionState.IN_CHECK, actor
    current.save(update_fields=["state", "owner"])
    SuspicionEvent.objects.create(suspicion=current, actor=actor, to_state=SuspicionState.IN_CHECK)
    return current


@transaction.atomic
def decide_suspicion(*, suspicion: Suspicion, actor: User, confirmed: bool, note: str) -> Suspicion:
    """The check is over: something was wrong (`confirmed`), or nothing was. `note` says what it showed.

    What follows for the credits is decided by `timebank.oversight.services.holds`. The same decision twice is one.
    Raises
    `FourEyes`, `ReasonMissing`, `DecidedBefore` when it was decided otherwise.
    """
    current = _locked(suspicion, actor)
    target = SuspicionState.CONFIRMED if confirmed else SuspicionState.CLEARED
    if current.is_decided:
        if current.state != target or current.owner_id != actor.pk:
            raise DecidedBefore
        return current
    note = note.replace("\0", "").strip()[:500]
    if not note:
        raise ReasonMissing
    current.state, current.owner, current.decided_at, current.decision = target, actor, timezone.now(), note
    current.save(update_fields=["state", "owner", "decided_at", "decision"])
    SuspicionEvent.objects.create(suspicion=current, actor=actor, to_state=target, note=note)
    return current
