"""Concerns: raising, taking on, handing over, escalating and closing them.

What is written into a concern's history stands in the language of the installation, whoever wrote it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.languages import in_house
from common.locking import locked
from elderly_visits.concerns import policy
from elderly_visits.concerns.enums import ConcernKind, ConcernState, Outcome, Referral, Severity
from elderly_visits.concerns.models import Concern, ConcernEvent, ConcernFinding, ConcernStage
from elderly_visits.concerns.registry import NextStep, Taken
from elderly_visits.concerns.selectors.answers import severities_for
from elderly_visits.concerns.services.findings import Finding, findings
from elderly_visits.register.models import Elder
from elderly_visits.register.permissions import can_work_for
from elderly_visits.register.selectors.handlers import ESCALATION_ORDER, level_of, responsible_handler
from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.report import VisitReport
from notifications.models import Channel
from notifications.services import notify
from people.actors import Actor
from people.logins.models import User
from policies.selectors import value
from workbench.roles import Role

# How long the words about a concern may be.
_LONGEST = 500
# The fields that say who has it.
_HOLDER = ("level", "owner", "highest_level", "level_since", "level_due_at")


@transaction.atomic
def raise_concern(
    *,
    elder: Elder,
    kind: ConcernKind,
    severity: Severity,
    text: str,
    raised_by: Actor = None,
    now: datetime | None = None,
) -> Concern:
    """Open a concern with owner and due time, and tell the owner; in an emergency the next level up as well.

    One of the same words by the same person while it is open: raising it again returns the first. Raises VisitError
    when there are no words.
    """
    text = text.strip()[:_LONGEST]
    if not text:
        raise VisitError(_("Please write what you noticed."), code="text")
    # Two clicks at once wait for each other here.
    Elder.objects.select_for_update(no_key=True).get(pk=elder.pk)
    same = Concern.objects.unclosed().filter(elder=elder, kind=kind, raised_by=raised_by, text=text)
    if existing := same.first():
        return existing
    return _open(elder, [Finding(kind, severity, text)], text, raised_by=raised_by, now=now)


def raise_from_report(report: VisitReport, *, actor: Actor) -> Concern | None:
    """The concern that the answers of a submitted report call for: one, with a finding for each of these answers.

    None where nothing calls for action. `report.visit` is locked; the same report again returns the first.
    """
    if existing := Concern.objects.filter(report=report).order_by("pk").first():
        return existing
    found = findings(report, severities_for(report))
    if not found:
        return None
    text = " · ".join([*(one.text for one in found), *([remark] if (remark := report.note.strip()) else [])])
    return _open(report.visit.elder, found, text[:_LONGEST], raised_by=actor, report=report)


def _open(
    elder: Elder,
    found: Sequence[Finding],
    text: str,
    *,
    raised_by: Actor,
    report: VisitReport | None = None,
    now: datetime | None = None,
) -> Concern:
    """A new concern about `found`, the gravest first, with who answers for it."""
    now, gravest = now or timezone.now(), found[0]
    level, owner = responsible_handler(elder, Role.COMMUNITY_WORKER)
    hours = value(policy.CONCERN_DUE_HOURS, region=elder.region_id)[gravest.severity]
    concern = Concern.objects.create(
        elder=elder,
        report=report,
        kind=gravest.kind,
        severity=gravest.severity,
        text=text,
        owner=owner,
        level=level,
        highest_level=level,
        level_since=now,
        due_at=now + timedelta(hours=hours),
        raised_by=raised_by,
        raised_at=now,
    )
    ConcernFinding.objects.bulk_create(
        [
            ConcernFinding(
                concern=concern, kind=one.kind, severity=one.severity, text=one.text[:_LONGEST],
                answer=one.answer,
            )
            for one in found
        ]
    )  # fmt: skip
    _note_stage(concern, now)
    event = _write(concern, gettext_lazy("Raised"), actor=raised_by, at=now, note=text)
    _tell(concern, owner, gettext_lazy("New concern"), event)
    if gravest.severity == Severity.EMERGENCY:
        _tell_supervisor(concern, event)
    return concern


def _write(
    concern: Concern,
    what: str | Promise,
    *,
    actor: Actor = None,
    at: datetime | None = None,
    note: str = "",
    **words: Any,
) -> ConcernEvent:
    """A line of the concern's history."""
    sentence = in_house(what, **words)
    return ConcernEvent.objects.create(
        concern=concern, at=at or timezone.now(), actor=actor, what=sentence[:200], note=note.strip()[:500]
    )


def _note_stage(concern: Concern, since: datetime) -> None:
    """Keep who has it from now on."""
    ConcernStage.objects.create(
        concern=concern, level=concern.level, owner=concern.owner, since=since, due_at=concern.clock
    )


def _hours(concern: Concern) -> timedelta:
    """How long each level has for it."""
    hours = value(policy.CONCERN_DUE_HOURS, region=concern.elder.region_id)[concern.severity]
    return timedelta(hours=hours)


def _move_to(concern: Concern, level: str, owner: User | None, now: datetime) -> None:
    """Level and owner change; only a level above all that have had it gets a clock of its own.

    So neither a colleague nor a level that had its time gives anybody more of it.
    """
    highest = Role(concern.highest_level or concern.level)
    if ESCALATION_ORDER.index(Role(level)) > ESCALATION_ORDER.index(highest):
        concern.highest_level, concern.level_due_at = level, now + _hours(concern)
    if level != concern.level:
        concern.level_since = now
    concern.level, concern.owner = level, owner


def _tell(concern: Concern, user: User | None, subject: str | Promise, event: ConcernEvent) -> None:
    """Tell a worker. The message names neither the elder nor the finding: it may be read on a locked phone."""
    person = getattr(user, "person", None) if user else None
    if person is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "place": concern.elder.region.short_name,
            "kind": concern.get_kind_display(),
            "due": timezone.localtime(concern.due_at).strftime("%m-%d %H:%M"),
            "until": timezone.localtime(concern.clock).strftime("%m-%d %H:%M"),
        }
        if concern.is_overdue:
            body = _(
                "%(place)s, %(kind)s. It was due on %(due)s; please see to it by %(until)s in the workbench."
            )
        else:
            body = _("%(place)s, %(kind)s, due %(due)s. Please open the workbench.")
        notify(
            person=person,
            kind="concern",
            subject=f"{subject} · {Severity(concern.severity).label}",
            body=body % words,
            key=f"concern:{event.pk}:{person.pk}",
            link=concern.get_absolute_url(),
            channel=Channel.INBOX if concern.severity == Severity.ROUTINE else Channel.SMS,
        )


def _tell_of_many(user: User, occasion: UUID) -> None:
    """One message for all that come to somebody on one occasion."""
    person = getattr(user, "person", None)
    if person is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            person=person,
            kind="concern",
            subject=_("Several concerns were handed over to you"),
            body=_("Please open your concerns in the workbench; those due first come first."),
            key=f"concerns:{occasion}:{person.pk}",
            link=f"{reverse('elderly_visits_workbench:concerns')}?tab=mine",
            channel=Channel.SMS,
        )


def _tell_supervisor(concern: Concern, event: ConcernEvent) -> None:
    index = ESCALATION_ORDER.index(Role(concern.level)) + 1
    if index < len(ESCALATION_ORDER):
        _above, supervisor = responsible_handler(concern.elder, ESCALATION_ORDER[index])
        if supervisor is not None and supervisor != concern.owner:
            _tell(concern, supervisor, gettext_lazy("Emergency in your area"), event)


def _locked(concern: Concern, actor: User) -> Concern:
    """The concern as it is now, for somebody who may deal with it and while it is not closed."""
    current = locked(concern, "elder__person", "elder__region", "elder__worker")
    # Whoever works for the elder, whoever owns the concern at the moment.
    if not can_work_for(actor, current.elder):
        raise VisitError(_("You do not look after this elder's region."), code="not_yours")
    return current


def _refuse_closed(concern: Concern) -> None:
    if concern.state == ConcernState.CLOSED:
        raise VisitError(_("This concern is already closed."), code="closed")


@transaction.atomic
def claim_concern(*, concern: Concern, actor: User, note: str = "") -> Concern:
    """A worker starts dealing with a concern and becomes its owner. Taking twice changes nothing."""
    concern = _locked(concern, actor)
    _refuse_closed(concern)
    if concern.state == ConcernState.IN_PROGRESS and concern.owner_id == actor.pk:
        return concern
    changes_hands = concern.owner_id != actor.pk
    concern.state, concern.owner = ConcernState.IN_PROGRESS, actor
    concern.save(update_fields=["state", "owner"])
    event = _write(concern, gettext_lazy("Taken on"), actor=actor, note=note)
    if changes_hands:
        _note_stage(concern, event.at)
    return concern


@transaction.atomic
def add_note(*, concern: Concern, actor: User, note: str) -> ConcernEvent:
    """Write down a step that was taken. The same words twice in a row are one step."""
    concern = _locked(concern, actor)
    _refuse_closed(concern)
    note = note.strip()[:500]
    if not note:
        raise VisitError(_("Please write what was done."), code="note")
    last = concern.events.order_by("at", "pk").last()
    if last is not None and last.actor_id == actor.pk and last.note == note:
        return last
    return _write(concern, gettext_lazy("Step taken"), actor=actor, note=note)


@transaction.atomic
def take_next_step(*, concern: Concern, actor: User, step: NextStep) -> Taken:
    """Make of a concern what a floor above offers (a visit within a day); what came of it is written down, once."""
    # The step locks the elder, as handing several elders over does before their concerns.
    Elder.objects.select_for_update(no_key=True).get(pk=concern.elder_id)
    concern = _locked(concern, actor)
    _refuse_closed(concern)
    taken = step.do(concern.elder, actor)
    add_note(concern=concern, actor=actor, note=taken.note)
    return taken


@transaction.atomic
def hand_over(
    *, concern: Concern, actor: User, to: User, note: str = "", occasion: UUID | None = None
) -> Concern:
    """Give a concern to another worker of the elder's region, at whose level it then stands; they are told.

    Its clocks go on: only a level above all that have had it gets time of its own. Those handed over on one `occasion`
    are told of together, emergencies apart.
    """
    concern = _locked(concern, actor)
    _refuse_closed(concern)
    if not (to.is_active and can_work_for(to, concern.elder)):
        raise VisitError(_("This worker does not look after this elder's region."), code="region")
    if concern.owner_id == to.pk:
        return concern
    now = timezone.now()
    _move_to(concern, level_of(to, concern.elder), to, now)
    concern.state = ConcernState.OPEN
    concern.save(update_fields=["state", *_HOLDER])
    event = _write(
        concern, gettext_lazy("Handed over to %(name)s"), actor=actor, at=now, note=note, name=to.display_name
    )
    _note_stage(concern, now)
    if occasion is None or concern.severity == Severity.EMERGENCY:
        _tell(concern, to, gettext_lazy("A concern was handed over to you"), event)
    else:
        _tell_of_many(to, occasion)
    return concern


@transaction.atomic
def close_concern(
    *,
    concern: Concern,
    actor: User,
    outcome: Outcome,
    note: str,
    referral: Referral = Referral.NONE,
    facility: Any = None,
) -> Concern:
    """Close a concern with its outcome. Closing twice returns the first.

    Raises VisitError without a word on what was done, for a referral that does not say where to, and for a referral
    to a care point that names none. What was referred to is kept only when the outcome is a referral.
    """
    concern = _locked(concern, actor)
    if concern.state == ConcernState.CLOSED:
        return concern
    note = note.strip()[:500]
    # A dash or a full stop says nothing about what was done.
    if not outcome or not any(letter.isalnum() for letter in note):
        raise VisitError(
            _("A concern cannot be closed without an outcome: please choose one and describe what was done."),
            code="outcome",
        )
    if outcome != Outcome.REFERRED:
        referral, facility = Referral.NONE, None
    elif not referral:
        raise VisitError(_("Please choose where the elder was referred to."), code="referral")
    elif referral == Referral.CARE_POINT and facility is None:
        raise VisitError(_("Please choose the care point."), code="facility")
    elif referral not in (Referral.CARE_POINT, Referral.ASSISTANCE):
        facility = None
    now = timezone.now()
    concern.state, concern.outcome, concern.outcome_note = ConcernState.CLOSED, outcome, note
    concern.referral, concern.referral_facility, concern.closed_at = referral, facility, now
    concern.save(
        update_fields=["state", "outcome", "outcome_note", "referral", "referral_facility", "closed_at"]
    )
    what = gettext_lazy("Closed: %(outcome)s")
    _write(concern, what, actor=actor, at=now, note=note, outcome=Outcome(outcome).label)
    return concern


def escalate_overdue(*, now: datetime | None = None, limit: int = 1000) -> int:
    """Give concerns for which a level's time has run out to the next level above all that have had them.

    Each level has a clock of its own, and the first due time stays: a concern that climbs is as overdue as before.
    What has been at the highest level stays with whom it gave it to, overdue, until it is closed. Returns how many
    climbed.
    """
    now = now or timezone.now()
    keys = list(
        Concern.objects.unclosed()
        .filter(Q(level_due_at__lt=now) | Q(level_due_at=None, due_at__lt=now))
        .exclude(highest_level=ESCALATION_ORDER[-1])
        .exclude(highest_level="", level=ESCALATION_ORDER[-1])
        .order_by("due_at", "pk")
        .values_list("pk", flat=True)[:limit]
    )
    return sum(_escalate(key, now) for key in keys)


@transaction.atomic
def _escalate(key: int, now: datetime) -> bool:
    concern = (
        Concern.objects.select_for_update(of=("self",))
        .select_related("elder__region", "elder__worker")
        .get(pk=key)
    )
    highest = Role(concern.highest_level or concern.level)
    if concern.state == ConcernState.CLOSED or concern.clock >= now or highest == ESCALATION_ORDER[-1]:
        return False
    level, owner = responsible_handler(concern.elder, ESCALATION_ORDER[ESCALATION_ORDER.index(highest) + 1])
    _move_to(concern, level, owner or concern.owner, now)
    concern.save(update_fields=_HOLDER)
    _note_stage(concern, now)
    event = _write(concern, gettext_lazy("Overdue, escalated to: %(level)s"), at=now, level=Role(level).label)
    _tell(concern, owner, gettext_lazy("An overdue concern has been escalated to you"), event)
    return True
