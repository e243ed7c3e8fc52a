"""Mandates: one person sees and acts for another, who hears of each act."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from people.actors import Actor
from people.mandates.enums import MandateScope
from people.mandates.models import Mandate, MandateUse
from people.persons.models import Person
from people.signals import mandate_used


@transaction.atomic
def record_mandate(
    *,
    principal: Person,
    agent: Person,
    relation: str,
    actor: Actor,
    valid_until: date | None = None,
    may_ask: bool = False,
    may_give: bool = False,
) -> Mandate:
    """Record that `agent` may see for `principal`, ask for services (`may_ask`) or give coins away (`may_give`).

    One in force between the two that allows the same is returned unchanged; one that allows something else ends, so
    that it stays known what was allowed when. Raises ValidationError for a mandate for oneself, an end before the
    beginning, or a person who has died.
    """
    today = timezone.localdate()
    if principal.pk == agent.pk:
        raise ValidationError(_("You do not need a mandate for yourself."), code="self")
    if valid_until is not None and valid_until < today:
        raise ValidationError({"valid_until": _("The mandate would end before it begins.")})
    if not relation.strip():
        raise ValidationError({"relation": _("Please say how the two are related.")})
    Person.objects.select_for_update().get(pk=principal.pk)
    if principal.died_on or agent.died_on:
        raise ValidationError(_("One of the two has died."), code="died")
    not_over = Q(valid_until=None) | Q(valid_until__gte=today)
    existing = Mandate.objects.filter(not_over, principal=principal, agent=agent, revoked_at=None).first()
    if existing is not None:
        if (existing.may_ask, existing.may_give) == (may_ask, may_give):
            return existing
        revoke_mandate(mandate=existing, actor=actor)
    return Mandate.objects.create(
        principal=principal,
        agent=agent,
        relation=relation.strip()[:40],
        valid_from=today,
        valid_until=valid_until,
        may_ask=may_ask,
        may_give=may_give,
        recorded_by=actor,
    )


@transaction.atomic
def revoke_mandate(*, mandate: Mandate, actor: Actor) -> Mandate:
    """End a mandate at once; one that is over already stays as it was."""
    current = locked(mandate)
    if current.revoked_at is None:
        current.revoked_at, current.revoked_by = timezone.now(), actor
        current.save(update_fields=["revoked_at", "revoked_by"])
    return current


@transaction.atomic
def use_mandate(*, mandate: Mandate, scope: MandateScope, what: str, key: str, link: str = "") -> MandateUse:
    """Write down that the agent acted, in the transaction of the act, and have the principal told.

    `what` is a sentence for the principal; the same `key` twice is one use. Raises ValidationError when the mandate
    has ended or never allowed it.
    """
    current = locked(mandate)
    if existing := MandateUse.objects.filter(key=key).first():
        return existing
    if not current.is_in_force or scope not in current.scopes:
        raise ValidationError(_("This mandate does not allow it (any more)."), code="mandate")
    use = MandateUse.objects.create(mandate=current, scope=scope, what=what.replace("\0", "")[:300], key=key)
    mandate_used.send(sender=MandateUse, use=use, link=link)
    return use


@transaction.atomic
def restore_mandate(*, mandate: Mandate, actor: Actor) -> Mandate:
    """Put back a mandate that ended by mistake, as when a report of a death was wrong. Twice is as good as once."""
    current = locked(mandate, "principal", "agent")
    if current.principal.died_on or current.agent.died_on:
        raise ValidationError(_("One of the two has died."), code="died")
    if current.revoked_at is not None:
        current.revoked_at, current.revoked_by = None, None
        current.recorded_by = actor
        current.save(update_fields=["revoked_at", "revoked_by", "recorded_by"])
    return current
