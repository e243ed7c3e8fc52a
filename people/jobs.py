"""What happens to people by itself."""

from __future__ import annotations

from celery import shared_task

from people.logins.services import prune_unverified_logins
from people.mandates.services import tell_of_terms

# Gathered by platform_site.processes.schedule for beat; seconds.
SCHEDULE = {
    "people-prune-logins": {"task": "people.jobs.prune_logins", "schedule": 86_400},
    "people-mandate-terms": {"task": "people.jobs.tell_of_mandate_terms", "schedule": 86_400},
}


@shared_task
def prune_logins() -> int:
    """Forget the log-ins that were asked for and never entered; daily by beat."""
    return prune_unverified_logins()


@shared_task
def tell_of_mandate_terms() -> int:
    """Remind both sides of mandates that end soon; daily by beat."""
    return tell_of_terms()
