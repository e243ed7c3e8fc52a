"""Who looked at whose file."""

from __future__ import annotations

import logging
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from allauth.core import context
from dateutil.relativedelta import relativedelta
from django.contrib.auth import get_user_model
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from common.web import visitor_address
from people.access_log.chain import (
    FEWEST_DAYS,
    FEWEST_MONTHS,
    GENESIS,
    link,
    sign_removal,
    sign_row,
    sign_seal,
)
from people.access_log.enums import AccessOutcome
from people.access_log.models import AccessCheck, AccessLog, AccessRemoval, AccessSeal
from people.access_log.selectors import AuditVerification, read_rows, removed_through, verify, verify_batch
from people.actors import Actor
from people.persons.models import Person
from workbench.access_recording import AccessAction
from workbench.scopes import common_region

if TYPE_CHECKING:
    from django.http import HttpRequest

    from common.web import LoggedInRequest

logger = logging.getLogger("shouwang.access_log")


# One line for as long as somebody keeps looking at the same door.
_REVEAL_EVERY = timedelta(hours=1)


def log_access(
    *,
    actor: Actor,
    action: AccessAction,
    subject: Person | None = None,
    region_id: str | None = None,
    detail: str = "",
    count: int = 1,
    request: HttpRequest | None = None,
    outcome: AccessOutcome = AccessOutcome.ALLOWED,
) -> AccessLog:
    """Record that `actor` saw something about `subject`, or about `count` people when it was a list.

    A list lies in the region given, else in the smallest that holds all of the actor's regions: there the manager and
    the auditor find it.
    """
    request = request or context.request
    entry = AccessLog(
        actor=actor,
        action=action,
        subject=subject,
        region_id=region_id or (subject.region_id if subject else common_region(actor)),
        detail=detail[:200],
        count=count,
        address=(visitor_address(request) or None) if request else None,
        outcome=outcome,
    )
    entry.signature = sign_row(entry)
    entry.save(force_insert=True)
    return entry


def log_page(request: LoggedInRequest, action: AccessAction, **what: Any) -> None:
    """The same for what a page shows or changes; `what`: subject, region_id, detail, count."""
    log_access(actor=request.user, action=action, request=request, **what)


def log_reveal(
    *, actor: Actor, subject: Person, region_id: str, detail: str, request: HttpRequest | None = None
) -> None:
    """Record that door and phone of `subject` were shown, once an hour for the same `detail`."""
    shown = AccessLog.objects.filter(
        subject=subject, actor=actor, action=AccessAction.REVEAL, detail=detail,
        at__gt=timezone.now() - _REVEAL_EVERY,
    )  # fmt: skip
    if not shown.exists():
        log_access(
            actor=actor, action=AccessAction.REVEAL, subject=subject, request=request, detail=detail,
            region_id=region_id,
        )  # fmt: skip


def log_refusal(
    *, request: HttpRequest, action: AccessAction, subject: Person | None, detail: str
) -> AccessLog:
    """Record that somebody logged in asked for what is not theirs to see, and saw nothing."""
    actor = request.user if isinstance(request.user, get_user_model()) else None
    return log_access(
        actor=actor,
        action=action,
        subject=subject,
        detail=detail,
        count=0,
        request=request,
        outcome=AccessOutcome.REFUSED,
    )


def log_login(*, user: Any, action: AccessAction, detail: str = "", refused: bool = False) -> AccessLog:
    """Record a log-in or second factor of `user`, given rightly or not. Who failed has not proven to be that person:
    the row then names whose log-in it was, and nobody who did it."""
    person = Person.objects.filter(user=user).first()
    return log_access(
        actor=None if refused else user,
        action=action,
        subject=person,
        region_id=(person.region_id if person else None) or common_region(user),
        # Of a log-in without a person all that is known is its number.
        detail=detail if person or not user.phone else f"{detail} …{user.phone[-4:]}".strip(),
        count=1,
        outcome=AccessOutcome.REFUSED if refused else AccessOutcome.ALLOWED,
    )


# --- Sealing ---------------------------------------------------------------------------------------------------------


def seal_log() -> int:
    """Close the batch of rows that are there for good; returns how many. Run every few minutes; harmless twice."""
    through = _last_for_good()
    last = AccessSeal.objects.order_by("-through").first()
    after = last.through if last else 0
    if through is None or through <= after:
        return 0
    digest, count = sha256((last.digest if last else GENESIS).encode()), 0
    for key, text, signature in read_rows(after, through):
        count += 1
        digest.update(link(key, text, signature))
    newest = AccessLog.objects.filter(pk__gt=after, pk__lte=through).aggregate(newest=Max("at"))["newest"]
    seal = AccessSeal(after=after, through=through, rows=count, newest_at=newest, digest=digest.hexdigest())
    seal.signature = sign_seal(seal)
    try:
        with transaction.atomic():
            seal.save(force_insert=True)
    except IntegrityError:
        # Another worker closed it at this moment.
        return 0
    # The log leaves the machine: whoever rewrites the whole table later does not rewrite this line.
    logger.info("The access log is sealed through %s, %s rows: %s", through, count, seal.digest)
    return count


def _last_for_good() -> int | None:
    """The highest key below which no transaction can still add a row; None when somebody is writing for long.

    PostgreSQL hands out keys before it commits. For the blink in which nobody writes, all keys handed out are there or
    never will be. Long imports put sealing off; nobody waits longer than a quarter of a second for it.
    """
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '250ms'")
                    cursor.execute(f"LOCK TABLE {AccessLog._meta.db_table} IN SHARE MODE")
            return AccessLog.objects.aggregate(last=Max("pk"))["last"]
    except OperationalError:
        return None


def check_log() -> AccessCheck:
    """Verify the whole log and put the result on record. Run nightly."""
    result = verify()
    first = "{} {}: {}".format(*result.findings[0]) if result.findings else ""
    if not result.ok:
        logger.error("THE ACCESS LOG IS NOT IN ORDER: %s places, the first is %s", result.broken, first)
    return AccessCheck.objects.create(rows=result.rows, broken=result.broken, first_broken=first[:200])


# --- Keeping and removing --------------------------------------------------------------------------------------------


def remove_older_than(*, months: int) -> int:
    """Remove whole batches of which every row is older than `months`; returns how many rows. Harmless twice.

    What goes is verified first: a log that somebody tampered with is kept as evidence. Raises ValueError for fewer
    months than the law asks for.
    """
    if months < FEWEST_MONTHS:
        raise ValueError(f"The access log is kept at least {FEWEST_MONTHS} months.")
    limit = min(timezone.now() - relativedelta(months=months), timezone.now() - FEWEST_DAYS)
    result, rows = AuditVerification(), 0
    removed = removed_through(result)
    previous = AccessSeal.objects.filter(through__lte=removed).order_by("-through").first()
    if previous:
        result.through, result.seal = previous.through, previous.digest
    for seal in AccessSeal.objects.filter(through__gt=removed).order_by("after").iterator(chunk_size=500):
        if seal.newest_at >= limit:
            break
        verify_batch(seal, result, removed=removed)
        if not result.ok:
            logger.error("The access log is kept whole: it is not in order at seal %s", seal.pk)
            break
        rows += _remove(seal, months)
    return rows


@transaction.atomic
def _remove(seal: AccessSeal, months: int) -> int:
    removal = AccessRemoval(through=seal.through, rows=seal.rows, months=months)
    removal.signature = sign_removal(removal)
    removal.save(force_insert=True)
    doomed = AccessLog.objects.filter(pk__gt=seal.after, pk__lte=seal.through)
    return int(doomed._raw_delete(doomed.db))
