"""Objections to stars on public notice: anybody may send one, a manager of the county decides.

A star takes effect when its notice has ended and no objection is open. Filing marks the award as contested; the last
dismissal lifts the mark, and where the notice has ended by then the star counts from the day of that decision.
"""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from people.logins.models import User
from policies.selectors import value
from timebank.earning import policy
from timebank.earning.enums import ObjectionDecision
from timebank.earning.errors import NoticeOver, ObjectionRefused
from timebank.earning.models import StarAward, StarObjection
from timebank.earning.permissions import can_decide_objection
from timebank.earning.services.messages import notify_of_objection_decision
from timebank.earning.services.stars import withdraw_star


@transaction.atomic
def object_to_star(*, award: StarAward, text: str, contact: str = "", sender: str = "") -> StarObjection:
    """Take an objection to a star that is on public notice today. The same words again are one objection.

    `sender` is the network address, used for counting within the hour and never stored. Raises `NoticeOver`,
    `ObjectionRefused`.
    """
    text = text.replace("\0", "").strip()[:500]
    if not text:
        raise ObjectionRefused("text", _("Please say in a few words what is incorrect."))
    current = locked(award)
    if not StarAward.objects.on_notice().filter(pk=current.pk).exists():
        raise NoticeOver
    if twin := current.objections.filter(text=text).first():
        return twin
    if sender and not _may_object(sender, current):
        raise ObjectionRefused(
            "",
            _(
                "Too many objections came from your connection within the last hour. Please call the "
                "community instead."
            ),
        )
    objection = StarObjection.objects.create(
        award=current, text=text, contact=contact.replace("\0", "").strip()[:100]
    )
    current.contested = True
    current.save(update_fields=["contested"])
    return objection


def _may_object(sender: str, award: StarAward) -> bool:
    """Count an objection; the address itself is kept nowhere."""
    key = "timebank-objections-" + hashlib.sha256(sender.encode()).hexdigest()[:32]
    cache.add(key, 0, timeout=3600)
    try:
        count = cache.incr(key)
    except ValueError:
        # The hour ended in between.
        count = 1
    return bool(count <= value(policy.OBJECTIONS_AN_HOUR, region=award.region_id))


@transaction.atomic
def decide_objection(*, objection: StarObjection, actor: User, decision: str, reason: str) -> StarObjection:
    """Dismiss an objection, or take the star back. A second decision changes nothing.

    Taking it back answers whatever else was said against the star. The volunteer reads the reason. Raises
    `ObjectionRefused`.
    """
    award = StarAward.objects.select_for_update().get(pk=objection.award_id)
    current = StarObjection.objects.select_related("award__person").get(pk=objection.pk)
    if not can_decide_objection(actor, current):
        raise ObjectionRefused("", _("You cannot decide about this star."))
    if current.decided_at is not None:
        return current
    reason = reason.replace("\0", "").strip()[:300]
    if not reason:
        raise ObjectionRefused("reason", _("Please state your reason; the volunteer will see it."))
    if decision not in ObjectionDecision.values:
        raise ObjectionRefused("decision", _("Please say whether the star is valid."))
    answered = award.objections.unanswered()
    if decision == ObjectionDecision.DISMISSED:
        answered = answered.filter(pk=current.pk)
    else:
        withdraw_star(award=award, reason=reason, withdrawn_by=actor)
    answered.update(decision=decision, reason=reason, decided_at=timezone.now(), decided_by=actor, contact="")
    if not award.objections.unanswered().exists():
        _settle(award, dismissed=decision == ObjectionDecision.DISMISSED)
        notify_of_objection_decision(award=award, decision=decision, reason=reason)
    current.refresh_from_db()
    return current


def _settle(award: StarAward, *, dismissed: bool) -> None:
    """No objection is open any more. Where the notice ended meanwhile, the star counts from today and not before."""
    award.contested = False
    if dismissed:
        award.effective_on = max(award.effective_on, timezone.localdate())
    award.save(update_fields=["contested", "effective_on"])
