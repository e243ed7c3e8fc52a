"""Mandates: one person sees and acts for another, who hears of each act."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from common.months import add_months, last_day
from people.actors import Actor
from people.kinship.ties import are_close
from people.logins.models import User
from people.mandates.enums import MandateConsent, MandateNews, MandateScope
from people.mandates.models import Mandate, MandateUse
from people.numbers import MANDATE_MONTHS, MANDATE_REMINDER_DAYS, number
from people.persons.models import Person
from people.signals import mandate_news, mandate_used
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers


def latest_end(principal: Person, first_day: date | None = None) -> date:
    """The last day a mandate that begins on `first_day` (default today) may have; what is left empty means this."""
    day = first_day or timezone.localdate()
    month = add_months(day, number(MANDATE_MONTHS, principal.region_id))
    return month.replace(day=min(day.day, last_day(month).day))


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
    how: str = MandateConsent.IN_PERSON,
) -> Mandate:
    """Record that `agent` may see for `principal`, ask for services (`may_ask`) or give coins away (`may_give`).

    Without an end it lasts the term of the policy. One between the two that allows the same is returned unchanged; one
    that allows something else ends, so that it stays known what was allowed when. A worker close to one of the two
    (people.kinship.ties) records it, and a second person puts it in force. Raises ValidationError for a mandate for
    oneself, for the worker herself as representative, an end before the beginning or after the term, or a person who
    has died.
    """
    today = timezone.localdate()
    last = latest_end(principal, today)
    valid_until = valid_until or last
    if principal.pk == agent.pk:
        raise ValidationError(_("You do not need a mandate for yourself."), code="self")
    if actor is not None and agent.user_id == actor.pk:
        raise ValidationError(
            _("You would be the representative yourself. Please ask a colleague to record it."), code="own"
        )
    if valid_until < today:
        raise ValidationError({"valid_until": _("The mandate would end before it begins.")})
    if valid_until > last:
        raise ValidationError(
            {"valid_until": _("At most until %(day)s; it can be renewed then.") % {"day": last.isoformat()}}
        )
    if not relation.strip():
        raise ValidationError({"relation": _("Please say how the two are related.")})
    Person.objects.select_for_update(no_key=True).get(pk=principal.pk)
    if principal.died_on or agent.died_on:
        raise ValidationError(_("One of the two has died."), code="died")
    not_over = Q(valid_until=None) | Q(valid_until__gte=today)
    existing = Mandate.objects.filter(not_over, principal=principal, agent=agent, revoked_at=None).first()
    if existing is not None:
        if (existing.may_ask, existing.may_give) == (may_ask, may_give):
            return existing
        revoke_mandate(mandate=existing, actor=actor)
    mandate = Mandate.objects.create(
        principal=principal,
        agent=agent,
        relation=relation.strip()[:40],
        valid_from=today,
        valid_until=valid_until,
        may_ask=may_ask,
        may_give=may_give,
        recorded_by=actor,
        how=MandateConsent(how),
        needs_second=actor is not None and (are_close(actor, principal) or are_close(actor, agent)),
    )
    if not mandate.needs_second:
        mandate_news.send(Mandate, mandate=mandate, news=MandateNews.BEGUN)
    return mandate


@transaction.atomic
def confirm_mandate(*, mandate: Mandate, actor: User) -> Mandate:
    """A second person has asked the principal as well: from now on the mandate is in force. Twice is once.

    Raises ValidationError for who recorded it, somebody close to one of the two, and outside one's area.
    """
    current = locked(mandate, "principal", "agent")
    if not current.is_waiting:
        return current
    if current.recorded_by_id == actor.pk or _is_close(current, actor):
        raise ValidationError(
            _("You recorded this, or know one of the two well. A colleague or the township confirms it."),
            code="same",
        )
    if not covers(actor, current.principal.region_id, WORKER_ROLES):
        raise ValidationError(_("This person lives outside your area."), code="not_yours")
    current.confirmed_by, current.confirmed_at = actor, timezone.now()
    current.save(update_fields=["confirmed_by", "confirmed_at"])
    mandate_news.send(Mandate, mandate=current, news=MandateNews.BEGUN)
    return current


@transaction.atomic
def check_number(*, mandate: Mandate, actor: User, phone: str) -> Mandate:
    """A second person has called the representative under `phone`: it opens the own file at the first log-in.

    What one person alone has typed opens nothing: with a friend's number under the name of a daughter, the friend would
    see the elder. Twice is once. Raises ValidationError for who recorded it, somebody close to one of the two, outside
    one's area, and when the number has changed since the page was read.
    """
    current = locked(mandate, "principal", "agent")
    if not current.has_number_to_check:
        return current
    if current.recorded_by_id in (None, actor.pk) or _is_close(current, actor):
        raise ValidationError(
            _("You recorded this, or know one of the two well. A colleague or the township confirms it."),
            code="same",
        )
    if not covers(actor, current.principal.region_id, WORKER_ROLES):
        raise ValidationError(_("This person lives outside your area."), code="not_yours")
    if current.agent.phone != phone:
        raise ValidationError(_("The number has changed meanwhile. Please call the new one."), code="changed")
    current.checked_phone, current.phone_checked_by = phone, actor
    current.phone_checked_at = timezone.now()
    current.save(update_fields=["checked_phone", "phone_checked_by", "phone_checked_at"])
    return current


@transaction.atomic
def renew_mandate(*, mandate: Mandate, actor: User, how: str) -> Mandate:
    """The principal was asked again: the same mandate for another term from today. Twice a day is once.

    Raises ValidationError for one that was ended or waits, for somebody close to one of the two (a colleague does it),
    and when one of the two has died.
    """
    current = locked(mandate, "principal", "agent")
    if current.revoked_at is not None or current.is_waiting:
        raise ValidationError(_("This mandate was ended. Please record a new one."), code="over")
    if current.principal.died_on or current.agent.died_on:
        raise ValidationError(_("One of the two has died."), code="died")
    if _is_close(current, actor):
        raise ValidationError(
            _("You know one of the two well. Please ask a colleague to renew it."), code="close"
        )
    last = latest_end(current.principal)
    if current.valid_until != last:
        current.valid_until, current.how = last, MandateConsent(how)
        current.renewed_by, current.renewed_at = actor, timezone.now()
        current.save(update_fields=["valid_until", "how", "renewed_by", "renewed_at"])
        mandate_news.send(Mandate, mandate=current, news=MandateNews.BEGUN)
    return current


def _is_close(mandate: Mandate, actor: User) -> bool:
    return are_close(actor, mandate.principal) or are_close(actor, mandate.agent)


def tell_of_terms(*, limit: int = 2000) -> int:
    """Remind both sides of mandates that end soon, and tell of terms that older ones got. Returns how many; twice is
    once, and what one run leaves the next one takes."""
    today = timezone.localdate()
    soon = today + timedelta(days=number(MANDATE_REMINDER_DAYS))
    running = Mandate.objects.in_force().filter(principal__died_on=None, agent__died_on=None)
    # `<>` with an empty column is neither true nor false.
    unreminded = Q(reminded_of=None) | ~Q(valid_until=F("reminded_of"))
    due = running.filter(Q(term_untold=True) | Q(valid_until__lte=soon) & unreminded)
    count = 0
    for pk in list(due.order_by("valid_until", "pk").values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            current = locked(Mandate(pk=pk), "principal", "agent")
            ending = current.valid_until is not None and current.valid_until <= soon
            if ending and current.reminded_of != current.valid_until:
                news = MandateNews.ENDING
            elif current.term_untold:
                news = MandateNews.DATED
            else:
                continue
            if ending:
                current.reminded_of = current.valid_until
            current.term_untold = False
            current.save(update_fields=["reminded_of", "term_untold"])
            mandate_news.send(Mandate, mandate=current, news=news)
            count += 1
    return count


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
        current.save(update_fields=["revoked_at", "revoked_by"])
    return current
