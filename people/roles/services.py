"""Roles: granted by those above, for a region and a time, and ended."""

from __future__ import annotations

from datetime import date

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.forms import refusal
from common.locking import locked
from people.access_log.services import log_access
from people.actors import Actor
from people.logins.models import User
from people.logins.services import end_sessions
from people.persons.models import Person
from people.roles.models import RoleGrant
from people.roles.permissions import can_end_role, can_grant, is_above
from regions.models import Region
from workbench.access_recording import AccessAction
from workbench.roles import ROLE_LEVELS, Role


@transaction.atomic
def grant_role(
    *,
    actor: Actor,
    user: User,
    role: Role,
    region: Region,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> RoleGrant:
    """Give `user` a role within a region. `actor` None is the installation itself (commands at the server).

    Idempotent: the same role in the same region until the same day is returned as it is. Raises PermissionDenied when
    the actor may not give this role there, and ValidationError for a role that does not fit the region's level, a
    wrong period, or a grant that overlaps one in force.
    """
    role = Role(role)
    valid_from = valid_from or timezone.localdate()
    if actor is not None and not can_grant(actor, role, region):
        raise PermissionDenied
    if actor is not None and actor.pk == user.pk:
        raise ValidationError(_("You cannot assign a role to yourself; please ask a colleague."), code="self")
    if region.level not in ROLE_LEVELS[role]:
        text = _("The role %(role)s cannot be assigned for %(region)s: it belongs to another level.")
        raise refusal("region", text % {"role": role.label, "region": region.full_name}, "level")
    if valid_until is not None and (valid_until < valid_from or valid_until < timezone.localdate()):
        raise ValidationError({"valid_until": _("The role would end before it begins.")})
    User.objects.select_for_update().get(pk=user.pk)
    for existing in RoleGrant.objects.not_over().filter(user=user, role=role, region=region):
        if existing.valid_until == valid_until and existing.valid_from <= valid_from:
            return existing
        raise ValidationError(
            _("%(name)s already has this role here. To change its period, please end it first.")
            % {"name": user.display_name},
            code="overlap",
        )
    grant = RoleGrant.objects.create(
        user=user, role=role, region=region, valid_from=valid_from, valid_until=valid_until, granted_by=actor
    )
    user.forget_grants()
    _record(AccessAction.GRANT, grant, actor)
    return grant


@transaction.atomic
def end_role(*, actor: Actor, grant: RoleGrant) -> RoleGrant:
    """End a role at once; one that is over stays as it was. Raises PermissionDenied as `grant_role` does."""
    if actor is not None and not can_end_role(actor, grant):
        raise PermissionDenied
    current = locked(grant)
    if current.ended_at is None:
        current.ended_at, current.ended_by = timezone.now(), actor
        current.save(update_fields=["ended_at", "ended_by"])
        _record(AccessAction.REVOKE, current, actor)
    grant.user.forget_grants()
    return current


def _record(action: AccessAction, grant: RoleGrant, actor: Actor) -> None:
    until = f" … {grant.valid_until}" if grant.valid_until else ""
    log_access(
        actor=actor,
        action=action,
        subject=Person.objects.filter(user=grant.user_id).first(),
        region_id=grant.region_id,
        detail=f"{grant.role} {grant.region_id} {grant.valid_from}{until}",
    )


@transaction.atomic
def reset_second_factor(*, actor: Actor, user: User) -> None:
    """Take a lost second factor away and log the user out everywhere; the next log-in sets a new one up.

    Whoever may end all of the user's roles may do it. Put on record in the access log. Raises PermissionDenied.
    """
    if actor is not None and not is_above(actor, user):
        raise PermissionDenied
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user=user)
    person = Person.objects.filter(user=user).first()
    log_access(actor=actor, action=AccessAction.CHANGE, subject=person, detail="second factor reset")
