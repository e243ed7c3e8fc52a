"""What happens to people by itself."""

from __future__ import annotations

from celery import shared_task

from people.logins.services import prune_unverified_logins

# Gathered by platform_site.processes.schedule for beat; seconds.
SCHEDULE = {"people-prune-logins": {"task": "people.jobs.prune_logins", "schedule": 86_400}}


@shared_task
def prune_logins() -> int:
    """Forget the log-ins that were asked for and never entered; daily by beat."""
    return prune_unverified_logins()
