"""Verifying many services at once: each under its own lock and by all rules that hold for one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from people.logins.models import User
from volunteers.errors import TaskError
from volunteers.tasks.duties import earns, why_not_decide
from volunteers.tasks.enums import AssignmentState, Oddity
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.verified_together import TogetherResult, VerifiedTogether
from volunteers.tasks.selectors.oddities import oddities, with_oddities
from volunteers.tasks.selectors.queue import to_verify
from volunteers.tasks.services.assignments import verify
from volunteers.tasks.services.steps import locked_assignment
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope

# As many as a page shows: who verifies together has seen each of them.
MOST_TOGETHER = 100


def verify_together(*, keys: Collection[int], actor: User, key: UUID) -> VerifiedTogether:
    """Verify these services with the minutes served, at most those planned; what may not be stays, with the reason.

    Each is decided in a transaction of its own: the good ones are kept whatever becomes of the others. `key` makes it
    one press: again it gives the first result, and goes on where the first was cut off. Keys outside the actor's
    regions are passed over. Raises TaskError for none, or for more than a page shows.
    """
    if not keys:
        raise TaskError(_("Please choose at least one service."), code="none")
    if len(keys) > MOST_TOGETHER:
        raise TaskError(
            _("At most %(most)d services can be verified together.") % {"most": MOST_TOGETHER}, code="many"
        )
    together = _of_key(key, actor)
    seen = Assignment.objects.filter(in_scope(actor, "task__region_id", WORKER_ROLES), pk__in=list(keys))
    done = set(together.results.values_list("assignment", flat=True))
    # Built once, asked for each row under its lock.
    mine = with_oddities(to_verify(actor))
    for row in seen.exclude(pk__in=done).order_by("checked_out_at", "pk"):
        _one(together, row, mine)
    return together


def _of_key(key: UUID, actor: User) -> VerifiedTogether:
    try:
        with transaction.atomic():
            together, _made = VerifiedTogether.objects.get_or_create(key=key, defaults={"actor": actor})
    except IntegrityError:
        together = VerifiedTogether.objects.get(key=key)
    if together.actor_id != actor.pk:
        raise TaskError(_("This page belongs to somebody else. Please begin again."), code="not_yours")
    return together


@transaction.atomic
def _one(together: VerifiedTogether, row: Assignment, mine: QuerySet[Any]) -> None:
    current, actor = locked_assignment(row), together.actor
    # The other click may have been here while this one waited for the lock.
    if together.results.filter(assignment=current).exists():
        return
    minutes, why_not = None, _why_not(current, actor, mine)
    if not why_not:
        try:
            with transaction.atomic():
                done = verify(assignment=current, actor=actor, minutes=current.minutes_by_plan)
                minutes = (done.minutes or 0) if earns(done) else 0
        except ValidationError as error:
            why_not = " ".join(error.messages)
    TogetherResult.objects.create(
        together=together, assignment=current, minutes=minutes, why_not=why_not[:500]
    )


def _why_not(current: Assignment, actor: User, mine: QuerySet[Any]) -> str:
    """Why this service is not verified together with others, in words; '' when it may be."""
    if current.state != AssignmentState.CHECKED_OUT:
        return _("Decided meanwhile: %(state)s.") % {"state": current.get_state_display()}
    row = mine.filter(pk=current.pk).first()
    if row is None:
        duty = why_not_decide(actor, current)
        return str(duty.label) if duty else _("This service is settled elsewhere.")
    odd = [str(oddity.label) for oddity in oddities(row) if oddity != Oddity.FLAGGED]
    return " · ".join([*row.waiting_reasons, *odd])
