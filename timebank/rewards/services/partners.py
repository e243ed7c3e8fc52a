from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.locking import locked
from common.phones import normalise_phone
from common.suspensions import check_span
from notifications.services import notify
from people.logins.models import User
from people.logins.selectors import proven_login
from people.persons.models import Person
from policies.selectors import value
from regions.models import Region
from timebank.rewards import policy
from timebank.rewards.enums import PARTNER_TRANSITIONS, PartnerRole, PartnerState
from timebank.rewards.errors import PartnerRefused
from timebank.rewards.models.offers import Voucher
from timebank.rewards.models.partners import Partner, PartnerStaff, PartnerSuspension
from timebank.rewards.permissions import can_manage_partner, can_review_partner

# What its managers may change without a new review.
EDITABLE = ("phone", "opening_note")
REVIEWED = ("name", "kind", "region", "address")


def tidy(text: str) -> str:
    """One line without what cannot be seen: no line breaks, no NUL."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


@transaction.atomic
def register_partner(
    *,
    person: Person,
    name: str,
    kind: str,
    region: Region,
    address: str,
    phone: str = "",
    opening_note: str = "",
    is_demo: bool = False,
) -> Partner:
    """Register a partner with `person` as its manager, to be reviewed. Sending it twice returns the first.

    Raises ValidationError by field.
    """
    name = tidy(name)
    mine = Partner.objects.filter(
        name=name, region=region, staff__person=person, staff__ended_at=None
    ).first()
    if mine is not None:
        return mine
    if Partner.objects.filter(name=name, region=region).exists():
        raise ValidationError({"name": _("There is already a partner with this name here.")})
    partner = Partner(
        name=name,
        kind=kind,
        region=region,
        address=tidy(address),
        phone=phone,
        opening_note=tidy(opening_note),
        is_demo=is_demo,
    )
    partner.full_clean(exclude=["region"])
    partner.save()
    now = timezone.now()
    PartnerStaff.objects.create(
        partner=partner,
        person=person,
        name=person.name,
        phone=person.phone,
        role=PartnerRole.MANAGER,
        invited_at=now,
        accepted_at=now,
    )
    return partner


@transaction.atomic
def update_partner(*, partner: Partner, actor: User, **changes: Any) -> Partner:
    """Its manager changes the details; what was reviewed only while a review is still to come.

    Raises PartnerRefused for who is no manager, ValidationError by field.
    """
    partner = locked(partner, key_stays=True)
    require_manager(actor, partner)
    waiting = partner.state in (PartnerState.PENDING, PartnerState.SENT_BACK)
    for name in (*EDITABLE, *REVIEWED) if waiting else EDITABLE:
        if name in changes:
            content = changes[name]
            setattr(partner, name, tidy(content) if isinstance(content, str) else content)
    if partner.state == PartnerState.SENT_BACK:
        partner.state = PartnerState.PENDING
    partner.full_clean(exclude=["region", "reviewed_by"])
    partner.save()
    return partner


@transaction.atomic
def review_partner(*, partner: Partner, actor: User, approve: bool, note: str = "") -> Partner:
    """Approve a partner or send it back with a reason, and tell its managers. Repeating changes nothing."""
    return _decide(partner, actor, PartnerState.APPROVED if approve else PartnerState.SENT_BACK, note)


@transaction.atomic
def suspend_partner(*, partner: Partner, actor: User, until: date, note: str) -> PartnerSuspension:
    """Take a partner out until that day, with a reason: nothing of it can be ordered or redeemed. Twice is once.

    Who holds a voucher for it is told that it can be given back, and keeps the choice: a suspension may end soon.
    Raises PartnerRefused, ValidationError by field (`common.suspensions.check_span`).
    """
    partner = locked(partner, key_stays=True)
    _require_reviewer(actor, partner)
    most = value(policy.LONGEST_SUSPENSION, region=partner.region_id)
    return impose(partner=partner, actor=actor, until=until, reason=check_span(until, note, most_days=most))


@transaction.atomic
def impose(*, partner: Partner, actor: User, until: date | None, reason: str) -> PartnerSuspension:
    """The same for who has decided it already, of the organization behind it; without an end when that is closed."""
    partner = locked(partner, key_stays=True)
    _require_reviewer(actor, partner)
    if partner.state != PartnerState.APPROVED:
        raise PartnerRefused(
            _("This is not possible: the partner is “%(state)s”.") % {"state": partner.get_state_display()}
        )
    if (standing := partner.suspension) is not None:
        if standing.until == until:
            return standing
        raise PartnerRefused(_("It is suspended already. Lift that first, then decide again."))
    row = PartnerSuspension.objects.create(partner=partner, until=until, reason=reason, imposed_by=actor)
    _tell_suspended(row)
    _tell_holders(row)
    return row


@transaction.atomic
def lift_suspension(*, partner: Partner, actor: User) -> None:
    """End a suspension before its time, and tell the managers. Where there is none nothing happens."""
    partner = locked(partner, key_stays=True)
    _require_reviewer(actor, partner)
    if (row := partner.suspension) is not None:
        row.lift(actor)
        with translation.override(settings.LANGUAGE_CODE):
            subject = _("You are a partner of the time bank again")
        _tell_managers(partner, subject, partner.name, row.lifted_at)


def _require_reviewer(actor: User, partner: Partner) -> None:
    if not can_review_partner(actor, partner):
        raise PartnerRefused(_("You cannot decide about this partner."))


def _decide(partner: Partner, actor: User, target: PartnerState, note: str) -> Partner:
    partner = locked(partner, key_stays=True)
    _require_reviewer(actor, partner)
    if partner.state == target:
        return partner
    note = tidy(note)
    if target != PartnerState.APPROVED and not note:
        raise PartnerRefused(_("Please give the reason; the partner will see it."))
    if target not in PARTNER_TRANSITIONS[PartnerState(partner.state)]:
        raise PartnerRefused(
            _("This is not possible: the partner is “%(state)s”.") % {"state": partner.get_state_display()}
        )
    partner.state, partner.review_note = target, note[:300]
    partner.reviewed_by, partner.reviewed_at = actor, timezone.now()
    partner.save(update_fields=["state", "review_note", "reviewed_by", "reviewed_at"])
    with translation.override(settings.LANGUAGE_CODE):
        approved = target == PartnerState.APPROVED
        subject = (
            _("You are a partner of the time bank")
            if approved
            else _("Your registration as a partner needs a change")
        )
    _tell_managers(partner, subject, f"{partner.name}: {note}" if note else partner.name, partner.reviewed_at)
    return partner


@transaction.atomic
def invite_staff(
    *, partner: Partner, actor: User, name: str, phone: str, role: str = PartnerRole.TILL
) -> PartnerStaff:
    """Invite the owner of a telephone number to the till (or to manage). Sending it twice invites once.

    Whether the number has a log-in is not said. Raises PartnerRefused, ValidationError by field.
    """
    partner = locked(partner, key_stays=True)
    require_manager(actor, partner)
    try:
        phone = normalise_phone(phone, mobile=True)
    except ValidationError as error:
        raise ValidationError({"phone": error.messages}) from error
    now = timezone.now()
    until = now + timedelta(days=value(policy.STAFF_INVITATION_DAYS, region=partner.region_id))
    standing = partner.staff.filter(ended_at=None, phone=phone).first()
    if standing is not None:
        # An invitation is renewed; who works there already stays.
        if standing.person_id is None:
            standing.invited_until = until
            standing.save(update_fields=["invited_until"])
        return standing
    staff = PartnerStaff(
        partner=partner,
        name=tidy(name),
        phone=phone,
        role=role,
        invited_by=actor,
        invited_at=now,
        invited_until=until,
    )
    staff.full_clean(exclude=["partner", "invited_by"])
    staff.save()
    login = proven_login(phone)
    if login is not None and login.phone_verified and (person := Person.objects.filter(user=login).first()):
        with translation.override(settings.LANGUAGE_CODE):
            notify(
                person=person,
                kind="timebank.partner",
                subject=_("You are invited to redeem vouchers for a partner"),
                body=_("“%(name)s” asks you to redeem vouchers there. Please say whether you agree.")
                % {"name": partner.name},
                key=f"partner-invitation:{staff.pk}",
                link=reverse("timebank:till"),
            )
    return staff


@transaction.atomic
def accept_invitation(*, staff: PartnerStaff, user: User) -> PartnerStaff:
    """The owner of the number agrees. Raises PartnerRefused when the invitation is not theirs or has lapsed."""
    locked(staff.partner, key_stays=True)
    current = locked(staff)
    person: Person = user.person
    if current.person_id == person.pk and current.ended_at is None:
        return current
    if not PartnerStaff.objects.invitations_to(user, timezone.now()).filter(pk=current.pk).exists():
        raise PartnerRefused(_("This invitation is no longer valid. Please ask to be invited again."))
    own = PartnerStaff.objects.in_force().filter(partner_id=current.partner_id, person=person).first()
    if own is not None:
        # Works there already, under another number: the invitation is done with.
        _end(current, user)
        return own
    current.person, current.accepted_at = person, timezone.now()
    current.save(update_fields=["person", "accepted_at"])
    return current


@transaction.atomic
def end_staff(*, staff: PartnerStaff, actor: User) -> PartnerStaff:
    """End somebody's work for a partner (or an invitation) at once, by a manager of it or by themself.

    Repeating changes nothing. The last manager stays: a partner without one could not be reached. Raises
    PartnerRefused.
    """
    partner = locked(staff.partner, key_stays=True)
    current = locked(staff, "person")
    own = current.person is not None and current.person.user_id == actor.pk
    invited = PartnerStaff.objects.invitations_to(actor, timezone.now()).filter(pk=current.pk).exists()
    if not (own or invited or can_manage_partner(actor, partner)):
        raise PartnerRefused(_("You do not manage this partner."))
    if current.ended_at is not None:
        return current
    managers = partner.staff.in_force().filter(role=PartnerRole.MANAGER)
    if current.person_id and current.role == PartnerRole.MANAGER and managers.count() == 1:
        raise PartnerRefused(_("The last manager cannot leave. Please invite another one first."))
    return _end(current, actor)


def _end(staff: PartnerStaff, actor: User) -> PartnerStaff:
    staff.ended_at, staff.ended_by = timezone.now(), actor
    staff.save(update_fields=["ended_at", "ended_by"])
    return staff


def require_manager(actor: User, partner: Partner) -> None:
    if not can_manage_partner(actor, partner):
        raise PartnerRefused(_("You do not manage this partner."))


def _tell_managers(partner: Partner, subject: str, body: str, at: datetime) -> None:
    managers = partner.staff.in_force().filter(role=PartnerRole.MANAGER).select_related("person")
    for member in managers:
        assert member.person is not None
        notify(
            person=member.person,
            kind="timebank.partner",
            subject=subject,
            body=body,
            key=f"partner:{partner.pk}:{at.isoformat()}:{member.person_id}",
            link=reverse("timebank:partner", args=[partner.uuid]),
        )


def _tell_suspended(row: PartnerSuspension) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        body = f"{row.partner.name}: {row.reason} {row.words}"
        _tell_managers(row.partner, _("Your partnership is suspended"), body, row.imposed_at)


def _tell_holders(row: PartnerSuspension) -> None:
    partner = row.partner
    held = Voucher.objects.open(timezone.now()).filter(offer__partner=partner).select_related("person")
    with translation.override(settings.LANGUAGE_CODE):
        for voucher in held:
            notify(
                person=voucher.person,
                kind="timebank.voucher",
                subject=_("A voucher of yours cannot be used at the moment"),
                body=_("“%(name)s” is suspended. You can return “%(title)s” and get your points back.")
                % {"name": partner.name, "title": voucher.title},
                key=f"voucher-suspended:{voucher.pk}:{row.imposed_at.isoformat()}",
                link=reverse("timebank:voucher", args=[voucher.uuid]),
            )
