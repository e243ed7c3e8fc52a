"""What changes organizations: registering, reviewing, changing details, members."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.locking import locked
from common.suspensions import check_span
from notifications.services import notify
from organizations.enums import REVIEW_TRANSITIONS, OrganizationRole, ReviewState, Tier
from organizations.errors import OrganizationError
from organizations.models import OrganizationMember, OrganizationSuspension, SocialOrganization
from organizations.permissions import can_manage_organization, can_review_organization
from organizations.policy import LONGEST_SUSPENSION
from organizations.signals import organization_closed, organization_suspended
from organizations.uscc import normalise_uscc
from people.logins.models import User
from people.persons.models import Person
from policies.selectors import value
from regions.models import Region
from timebank.rewards.enums import PartnerKind, PartnerState
from timebank.rewards.models.partners import Partner
from timebank.rewards.permissions import can_review_partner
from timebank.rewards.services.partners import impose, lift_suspension, register_partner

# What its managers may change without a new review.
EDITABLE = ("introduction", "contact_name", "contact_phone", "fields")
LONGEST_PARTNER_NAME = 60


@transaction.atomic
def register_organization(
    *,
    person: Person,
    name: str,
    region: Region,
    kind: str,
    tier: str,
    uscc: str = "",
    fields: Sequence[str] = (),
    introduction: str = "",
    contact_name: str = "",
    contact_phone: str = "",
) -> SocialOrganization:
    """Register an organization with `person` as its manager, to be reviewed. Sending it twice returns the first.

    Raises ValidationError by field: a registered one without a valid code, a code or name that is taken.
    """
    name = " ".join(name.split())
    code = _code(uscc, tier)
    mine = SocialOrganization.objects.filter(name=name, region=region, members__person=person).first()
    if mine is not None:
        return mine
    if code and SocialOrganization.objects.filter(uscc=code).exists():
        raise ValidationError(
            {
                "uscc": _(
                    "This code is already registered. If the organization is yours, please ask its manager "
                    "or the township."
                )
            }
        )
    if SocialOrganization.objects.filter(name=name, region=region).exists():
        raise ValidationError({"name": _("There is already an organization with this name here.")})
    organization = SocialOrganization(
        uscc=code,
        name=name,
        region=region,
        kind=kind,
        tier=tier,
        fields=list(fields),
        introduction=introduction,
        contact_name=contact_name or person.name,
        contact_phone=contact_phone or person.phone,
    )
    organization.full_clean(exclude=["region"])
    organization.save()
    OrganizationMember.objects.create(organization=organization, person=person, role=OrganizationRole.MANAGER)
    return organization


def _code(uscc: str, tier: str) -> str | None:
    if tier == Tier.REGISTERED:
        if not uscc.strip():
            raise ValidationError({"uscc": _("A registered organization has a code; please enter it.")})
        try:
            return normalise_uscc(uscc)
        except ValidationError as error:
            raise ValidationError({"uscc": error.messages}) from error
    if uscc.strip():
        raise ValidationError(
            {"uscc": _("Only registered organizations have a code. Please check the tier.")}
        )
    return None


@transaction.atomic
def review_organization(
    *, organization: SocialOrganization, actor: User, approve: bool, note: str = ""
) -> SocialOrganization:
    """Approve an organization or send it back with a reason, and tell its managers. Repeating changes nothing."""
    organization = locked(organization)
    if not can_review_organization(actor, organization):
        raise OrganizationError(_("You cannot review this organization."), code="not_yours")
    target = ReviewState.APPROVED if approve else ReviewState.REJECTED
    if organization.state == target:
        return organization
    if not approve and not note.strip():
        raise OrganizationError(_("Please say why; the applicant will read it."), code="note")
    if target not in REVIEW_TRANSITIONS[ReviewState(organization.state)]:
        raise OrganizationError(
            _("This is not possible: the organization is “%(state)s”.")
            % {"state": organization.get_state_display()},
            code="state",
        )
    organization.state, organization.review_note = target, note[:300]
    organization.reviewed_by, organization.reviewed_at = actor, timezone.now()
    organization.save(update_fields=["state", "review_note", "reviewed_by", "reviewed_at"])
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Your organization was approved") if approve else _("Your organization needs a change")
    body = organization.name if approve else f"{organization.name}: {note}"
    _tell_managers(organization, subject, body, "review", organization.reviewed_at)
    return organization


def _tell_managers(
    organization: SocialOrganization, subject: str, body: str, what: str, at: datetime
) -> None:
    """`what` and `at` make it one message for one decision."""
    for member in organization.members.filter(role=OrganizationRole.MANAGER).select_related("person"):
        notify(
            person=member.person,
            kind="review",
            subject=subject,
            body=body,
            key=f"organization-{what}:{organization.pk}:{at.isoformat()}:{member.person_id}",
            link="/organizations/mine/",
        )


@transaction.atomic
def close_organization(*, organization: SocialOrganization, actor: User, note: str) -> SocialOrganization:
    """Close an approved organization, with a reason that its managers read. Twice is once.

    From then on nobody manages, confirms or redeems anything in its name; what was served waits for the workers of the
    area. Approving again (`review_organization`) opens it. Raises OrganizationError.
    """
    organization = locked(organization, "partner")
    if not can_review_organization(actor, organization):
        raise OrganizationError(_("You cannot close this organization."), code="not_yours")
    if organization.state == ReviewState.CLOSED:
        return organization
    if organization.state != ReviewState.APPROVED:
        raise OrganizationError(_("Only an approved organization can be closed."), code="state")
    if not note.strip():
        raise OrganizationError(_("Please say why; the organization will read it."), code="note")
    organization.state, organization.review_note = ReviewState.CLOSED, note[:300]
    organization.reviewed_by, organization.reviewed_at = actor, timezone.now()
    organization.save(update_fields=["state", "review_note", "reviewed_by", "reviewed_at"])
    partner = organization.partner
    if partner is not None and can_review_partner(actor, partner):
        if (standing := partner.suspension) is not None and standing.until is not None:
            # It would end by itself and leave the partner of a closed organization open.
            standing.lift(actor)
        if partner.state == PartnerState.APPROVED:
            impose(partner=partner, actor=actor, until=None, reason=note[:300])
    organization_closed.send(SocialOrganization, organization=organization, actor=actor)
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Your organization was closed")
    _tell_managers(organization, subject, f"{organization.name}: {note}", "closed", organization.reviewed_at)
    return organization


@transaction.atomic
def suspend_organization(
    *, organization: SocialOrganization, actor: User, until: date, reason: str
) -> OrganizationSuspension:
    """Suspend an approved organization from today until that day, with a reason that its managers read. Twice is once.

    Meanwhile nobody does anything in its name, its shifts in that time are called off, and its partnership rests. It
    ends by itself. Raises OrganizationError, ValidationError by field (`common.suspensions.check_span`).
    """
    organization = locked(organization, "partner")
    if not can_review_organization(actor, organization):
        raise OrganizationError(_("You cannot decide about this organization."), code="not_yours")
    if organization.state != ReviewState.APPROVED:
        raise OrganizationError(_("Only an approved organization can be suspended."), code="state")
    most = value(LONGEST_SUSPENSION, region=organization.region_id)
    reason = check_span(until, reason, most_days=most)
    if (standing := organization.suspension) is not None:
        if standing.until == until:
            return standing
        raise OrganizationError(
            _("It is suspended already. Lift that first, then decide again."), code="suspended"
        )
    row = OrganizationSuspension.objects.create(
        organization=organization, until=until, reason=reason, imposed_by=actor
    )
    partner = organization.partner
    if partner is not None and partner.stands and can_review_partner(actor, partner):
        impose(partner=partner, actor=actor, until=until, reason=reason)
    organization_suspended.send(SocialOrganization, organization=organization, actor=actor, until=until)
    with translation.override(settings.LANGUAGE_CODE):
        subject, body = _("Your organization is suspended"), f"{organization.name}: {reason} {row.words}"
    _tell_managers(organization, subject, body, "suspended", row.imposed_at)
    return row


@transaction.atomic
def lift_organization_suspension(*, organization: SocialOrganization, actor: User) -> None:
    """End a suspension before its time, with that of its partnership. Shifts that were called off stay so."""
    organization = locked(organization, "partner")
    if not can_review_organization(actor, organization):
        raise OrganizationError(_("You cannot decide about this organization."), code="not_yours")
    row, partner = organization.suspension, organization.partner
    if row is None:
        return
    row.lift(actor)
    resting = partner.suspension if partner is not None else None
    same = resting is not None and (resting.reason, resting.until) == (row.reason, row.until)
    if partner is not None and same and can_review_partner(actor, partner):
        lift_suspension(partner=partner, actor=actor)
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Your organization is suspended no more")
    _tell_managers(organization, subject, organization.name, "lifted", timezone.now())


@transaction.atomic
def resubmit_organization(
    *, organization: SocialOrganization, actor: User, **changes: Any
) -> SocialOrganization:
    """Its manager mends what the review found and sends it again."""
    organization = locked(organization)
    _require_manager(actor, organization)
    if organization.state not in (ReviewState.REJECTED, ReviewState.PENDING):
        raise OrganizationError(
            _("Only an organization that was sent back can be resubmitted."), code="state"
        )
    if "uscc" in changes or "tier" in changes:
        tier = changes.get("tier", organization.tier)
        changes["uscc"] = _code(changes.get("uscc") or "", tier)
    for name, content in changes.items():
        setattr(organization, name, content)
    organization.state = ReviewState.PENDING
    organization.full_clean(exclude=["region", "reviewed_by"])
    organization.save()
    return organization


@transaction.atomic
def update_organization(
    *, organization: SocialOrganization, actor: User, **changes: Any
) -> SocialOrganization:
    """Its manager changes contact and introduction."""
    organization = locked(organization)
    _require_manager(actor, organization)
    for name in changes.keys() & set(EDITABLE):
        setattr(organization, name, changes[name])
    organization.full_clean(exclude=["region", "reviewed_by"])
    organization.save()
    return organization


@transaction.atomic
def become_partner(*, organization: SocialOrganization, actor: User, **details: Any) -> Partner:
    """Register an approved organization as a partner of the time bank, with the actor as the partner's manager.

    The partner is reviewed like any other. `details`: what `register_partner` takes besides person, name and kind.
    Once it is a partner it stays the same one. Raises OrganizationError, ValidationError by field.
    """
    organization = locked(organization, "partner")
    _require_manager(actor, organization)
    if organization.partner is not None:
        return organization.partner
    if organization.state != ReviewState.APPROVED:
        raise OrganizationError(
            _("An organization becomes a partner once it has been approved."), code="state"
        )
    partner = register_partner(
        person=actor.person,
        name=organization.name[:LONGEST_PARTNER_NAME],
        kind=PartnerKind.ORGANIZATION,
        is_demo=organization.is_demo,
        **details,
    )
    if SocialOrganization.objects.filter(partner=partner).exists():
        raise OrganizationError(_("There is already a partner with this name here."), code="taken")
    organization.partner = partner
    organization.save(update_fields=["partner"])
    return partner


def _require_manager(actor: User, organization: SocialOrganization) -> None:
    if not can_manage_organization(actor, organization):
        raise OrganizationError(_("You do not manage this organization."), code="not_yours")
