"""Concerns: raising, taking, escalating and closing them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from elderly_visits import policy_follow_up as policy
from elderly_visits.enums import (
    ConcernKind,
    ConcernState,
    Health,
    Hygiene,
    Living,
    Mood,
    Outcome,
    Referral,
    Safety,
    Severity,
    Support,
)
from elderly_visits.errors import VisitError
from elderly_visits.models import Concern, ConcernEvent, Elder, VisitReport
from elderly_visits.models.report import SAFETY_FIELDS
from notifications.models import Channel
from notifications.services import tell
from people.enums import Role
from people.models import RoleGrant, User
from policies.selectors import value
from regions.codes import ancestor_codes

# Who answers next when a concern is overdue.
LADDER = (Role.COMMUNITY_WORKER, Role.TOWNSHIP_OFFICER, Role.COUNTY_MANAGER, Role.CITY_MANAGER)
_ORDER = {Severity.ROUTINE.value: 0, Severity.URGENT.value: 1, Severity.EMERGENCY.value: 2}


def holder_of(role: str, region_id: str) -> User | None:
    """The login that holds `role` nearest around a region; None when nobody does."""
    around = [*ancestor_codes(region_id), region_id]
    grants = (
        RoleGrant.objects.current()
        .filter(role=role, region__in=around, user__is_active=True)
        .select_related("user")
        .order_by("-region_id", "pk")
    )
    nearest = max(grants, key=lambda grant: around.index(grant.region_id), default=None)
    return nearest.user if nearest else None


def answerable(elder: Elder, level: str) -> tuple[str, User | None]:
    """The first level from `level` upwards at which somebody answers for this elder, and who."""
    for role in LADDER[LADDER.index(Role(level)) :]:
        if role == Role.COMMUNITY_WORKER and elder.worker is not None and elder.worker.is_active:
            return role, elder.worker
        if user := holder_of(role, elder.region_id):
            return role, user
    return LADDER[-1], None


@transaction.atomic
def raise_concern(
    *,
    elder: Elder,
    kind: ConcernKind,
    severity: Severity,
    text: str,
    raised_by: Any = None,
    report: VisitReport | None = None,
    now: datetime | None = None,
) -> Concern:
    """Open a concern with owner and due time, and tell the owner; in an emergency the next level up as well.

    One concern of a kind per report: raising it again returns the first.
    """
    now = now or timezone.now()
    if report is not None and (existing := Concern.objects.filter(report=report, kind=kind).first()):
        return existing
    level, owner = answerable(elder, Role.COMMUNITY_WORKER)
    hours = value(policy.CONCERN_DUE_HOURS, region=elder.region_id)[severity]
    concern = Concern.objects.create(
        elder=elder,
        report=report,
        kind=kind,
        severity=severity,
        text=text[:500],
        owner=owner,
        level=level,
        due_at=now + timedelta(hours=hours),
        raised_by=raised_by,
        raised_at=now,
    )
    ConcernEvent.objects.create(concern=concern, at=now, actor=raised_by, what=_("Raised"), note=text[:500])
    _tell(concern, owner, _("New concern"))
    if severity == Severity.EMERGENCY:
        _tell_supervisor(concern, level, owner)
    return concern


def _tell(concern: Concern, user: User | None, subject: str) -> None:
    """Tell a worker. The message names neither the elder nor the finding: it may be read on a locked phone."""
    person = getattr(user, "person", None) if user else None
    if person is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            person=person,
            kind="concern",
            subject=f"{subject} · {Severity(concern.severity).label}",
            body=_("%(place)s, %(kind)s, due %(due)s. Please open the workbench.")
            % {
                "place": concern.elder.region.name,
                "kind": concern.get_kind_display(),
                "due": timezone.localtime(concern.due_at).strftime("%m-%d %H:%M"),
            },
            key=f"concern:{concern.pk}:{concern.level}:{user.pk if user else ''}",
            link=f"/workbench/visits/concerns/{concern.pk}/",
            channel=Channel.INBOX if concern.severity == Severity.ROUTINE else Channel.SMS,
        )


def _tell_supervisor(concern: Concern, level: str, owner: User | None) -> None:
    index = LADDER.index(Role(level)) + 1
    if index < len(LADDER):
        _above, supervisor = answerable(concern.elder, LADDER[index])
        if supervisor is not None and supervisor != owner:
            _tell(concern, supervisor, _("Emergency in your area"))


def raise_from_report(report: VisitReport, *, actor: Any) -> list[Concern]:
    """The concerns that the answers of a submitted report call for, one of each kind, the gravest answer deciding."""
    severities = value(policy.CONCERN_SEVERITIES, region=report.visit.elder.region_id)
    found: dict[ConcernKind, tuple[str, list[str]]] = {}

    def note(kind: ConcernKind, key: str, text: str) -> None:
        severity = severities.get(key, "")
        if not severity:
            return
        gravest, texts = found.get(kind, (severity, []))
        if _ORDER[severity] > _ORDER[gravest]:
            gravest = severity
        found[kind] = (gravest, [*texts, text])

    if not report.contact_made:
        key = "no_contact.high" if report.visit.tier == "high" else "no_contact"
        note(ConcernKind.NO_CONTACT, key, str(report.get_no_contact_reason_display()))
    else:
        _note_answers(report, note)
    concerns = []
    for kind, (severity, texts) in found.items():
        text = " · ".join([*texts, report.note] if report.note else texts)
        concerns.append(
            raise_concern(
                elder=report.visit.elder, kind=kind, severity=Severity(severity), text=text, raised_by=actor, report=report
            )
        )
    return concerns


def _note_answers(report: VisitReport, note: Any) -> None:
    for field, kind, choices in (
        ("health", ConcernKind.HEALTH, Health),
        ("mood", ConcernKind.MOOD, Mood),
        ("living", ConcernKind.LIVING, Living),
        ("support", ConcernKind.SUPPORT, Support),
        ("hygiene", ConcernKind.HYGIENE, Hygiene),
    ):
        if answer := getattr(report, field):
            note(kind, f"{field}.{answer}", str(choices(answer).label))
    for field in SAFETY_FIELDS:
        if answer := getattr(report, field):
            label = VisitReport._meta.get_field(field).verbose_name
            note(ConcernKind.SAFETY, f"safety.{answer}", f"{label}: {Safety(answer).label}")
    if report.needs.strip():
        note(ConcernKind.NEED, "needs", report.needs.strip())


def _locked(concern: Concern) -> Concern:
    return Concern.objects.select_for_update(of=("self",)).select_related("elder__person", "elder__region").get(pk=concern.pk)


@transaction.atomic
def take_concern(*, concern: Concern, actor: Any, note: str = "") -> Concern:
    """A worker starts dealing with a concern and becomes its owner. Taking twice changes nothing."""
    concern = _locked(concern)
    if concern.state == ConcernState.CLOSED:
        raise VisitError(_("This concern is already closed."), code="closed")
    if concern.state == ConcernState.IN_PROGRESS and concern.owner_id == actor.pk:
        return concern
    concern.state, concern.owner = ConcernState.IN_PROGRESS, actor
    concern.save(update_fields=["state", "owner"])
    ConcernEvent.objects.create(concern=concern, actor=actor, what=_("Taken on"), note=note[:500])
    return concern


@transaction.atomic
def add_note(*, concern: Concern, actor: Any, note: str) -> ConcernEvent:
    """Write down a step that was taken."""
    concern = _locked(concern)
    if concern.state == ConcernState.CLOSED:
        raise VisitError(_("This concern is already closed."), code="closed")
    if not note.strip():
        raise VisitError(_("Please write what was done."), code="note")
    return ConcernEvent.objects.create(concern=concern, actor=actor, what=_("Step taken"), note=note[:500])


@transaction.atomic
def hand_over(*, concern: Concern, actor: Any, to: User, note: str = "") -> Concern:
    """Give a concern to another worker who may see the elder."""
    concern = _locked(concern)
    if concern.state == ConcernState.CLOSED:
        raise VisitError(_("This concern is already closed."), code="closed")
    if not Elder.objects.visible_to(to).filter(pk=concern.elder_id).exists() or not to.is_worker:
        raise VisitError(_("This worker does not look after this elder's region."), code="region")
    concern.owner = to
    concern.save(update_fields=["owner"])
    ConcernEvent.objects.create(
        concern=concern, actor=actor, what=_("Handed to %(name)s") % {"name": to.display_name}, note=note[:500]
    )
    _tell(concern, to, _("A concern was handed to you"))
    return concern


@transaction.atomic
def close_concern(
    *,
    concern: Concern,
    actor: Any,
    outcome: Outcome,
    note: str,
    referral: Referral = Referral.NONE,
    facility: Any = None,
) -> Concern:
    """Close a concern with its outcome. Closing twice returns the first.

    Raises VisitError without a word on what was done, or for a referral that does not say where to.
    """
    concern = _locked(concern)
    if concern.state == ConcernState.CLOSED:
        return concern
    if not outcome or not note.strip():
        raise VisitError(_("Nothing is closed without an outcome: please choose one and write what was done."), code="outcome")
    if outcome == Outcome.REFERRED and not referral:
        raise VisitError(_("Please choose where the elder was referred to."), code="referral")
    now = timezone.now()
    concern.state, concern.outcome, concern.outcome_note = ConcernState.CLOSED, outcome, note[:500]
    concern.referral, concern.referral_facility, concern.closed_at = referral, facility, now
    concern.save(
        update_fields=["state", "outcome", "outcome_note", "referral", "referral_facility", "closed_at"]
    )
    ConcernEvent.objects.create(
        concern=concern, at=now, actor=actor, what=_("Closed: %(outcome)s") % {"outcome": Outcome(outcome).label}, note=note[:500]
    )
    return concern


def escalate_overdue(*, now: datetime | None = None, limit: int = 1000) -> int:
    """Give overdue concerns to the next level up, with the same time again. Returns how many climbed."""
    now = now or timezone.now()
    keys = list(
        Concern.objects.unclosed().filter(due_at__lt=now).exclude(level=LADDER[-1]).values_list("pk", flat=True)[:limit]
    )
    climbed = 0
    for key in keys:
        with transaction.atomic():
            concern = (
                Concern.objects.select_for_update(of=("self",))
                .select_related("elder__region", "elder__worker")
                .get(pk=key)
            )
            if concern.state == ConcernState.CLOSED or concern.due_at >= now or concern.level == LADDER[-1]:
                continue
            level, owner = answerable(concern.elder, LADDER[LADDER.index(Role(concern.level)) + 1])
            hours = value(policy.CONCERN_DUE_HOURS, region=concern.elder.region_id)[concern.severity]
            concern.level, concern.owner = level, owner or concern.owner
            concern.due_at = now + timedelta(hours=hours)
            concern.save(update_fields=["level", "owner", "due_at"])
            ConcernEvent.objects.create(
                concern=concern, at=now, what=_("Overdue, now with: %(level)s") % {"level": Role(level).label}
            )
            _tell(concern, owner, _("An overdue concern has come to you"))
            climbed += 1
    return climbed
