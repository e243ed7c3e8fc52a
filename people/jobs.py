"""What happens to people by itself."""

from __future__ import annotations

from celery import shared_task
from celery.schedules import crontab

from people.access_log.services import check_log, seal_log
from people.logins.services import prune_unverified_logins
from people.mandates.services import tell_of_terms

# Gathered by platform_site.processes.schedule for beat; seconds.
SCHEDULE = {
    "people-prune-logins": {"task": "people.jobs.prune_logins", "schedule": 86_400},
    "people-seal-access-log": {"task": "people.jobs.seal_access_log", "schedule": 120},
    "people-check-access-log": {
        "task": "people.jobs.check_access_log",
        "schedule": crontab(hour=3, minute=40),
    },
    "people-mandate-terms": {"task": "people.jobs.tell_of_mandate_terms", "schedule": 86_400},
}


@shared_task
def prune_logins() -> int:
    """Forget the log-ins that were asked for and never entered; daily by beat."""
    return prune_unverified_logins()


@shared_task
def seal_access_log() -> int:
    """Close the rows of the access log written since the last time; every two minutes by beat."""
    return seal_log()


@shared_task
def check_access_log() -> bool:
    """Verify the access log and put the result on record; nightly by beat."""
    return check_log().broken == 0


@shared_task
def tell_of_mandate_terms() -> int:
    """Remind both sides of mandates that end soon; daily by beat."""
    return tell_of_terms()
