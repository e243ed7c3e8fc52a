from celery import shared_task
from celery.schedules import crontab
from django.utils import timezone

from timebank.giving.services.arrangements import apply_instructions
from timebank.giving.services.earmarks import release_overdue
from timebank.giving.services.expiry import sweep_expiry
from timebank.giving.services.pool_grants import grant_entitlements
from timebank.ledger.services.transfers import expire_reservations
from timebank.oversight.services.anomaly_search import find_anomalies
from timebank.oversight.services.samples import draw_samples
from timebank.oversight.services.turnover import count_coins

# Gathered by platform_site.processes.schedule for beat; seconds, or a time of the day.
SCHEDULE = {
    "timebank-expire-reservations": {"task": "timebank.jobs.expire", "schedule": 300},
    "timebank-count-coins": {"task": "timebank.jobs.count", "schedule": crontab(minute=25)},
    "timebank-find-anomalies": {"task": "timebank.jobs.search", "schedule": crontab(hour=2, minute=40)},
    "timebank-draw-samples": {"task": "timebank.jobs.draw", "schedule": crontab(hour=5, minute=10)},
    "timebank-standing-instructions": {
        "task": "timebank.jobs.standing_instructions",
        "schedule": crontab(hour="5", minute="10"),
    },
    "timebank-expiry": {"task": "timebank.jobs.expiry", "schedule": crontab(hour="5", minute="40")},
    # Each day, not on the first alone: who waited for an empty pool is reached when coins have come in, and a machine
    # that was off on the first misses nothing. Nobody is given twice in a month.
    "timebank-pool-grants": {"task": "timebank.jobs.pool_grants", "schedule": crontab(hour="6", minute="0")},
}


@shared_task
def expire(limit: int = 500) -> int:
    """Let go reservations whose time has passed. May run twice at once without harm."""
    return expire_reservations(limit=limit)


@shared_task
def count() -> int:
    """Count the coins that moved since the last count; the booking number reached."""
    return count_coins().through


@shared_task
def search() -> int:
    """Look for what is suspicious in what was written since the last search."""
    return find_anomalies().total


@shared_task
def draw() -> int:
    """Draw the samples for telephone checks that are due."""
    return len(draw_samples())


@shared_task
def standing_instructions() -> int:
    """Carry out standing instructions, once a day each."""
    return apply_instructions()


@shared_task
def expiry() -> list[int]:
    """Announce coins that will end, and end those whose notice is over."""
    return list(sweep_expiry())


@shared_task
def pool_grants() -> int:
    """Give what the pools grant for this month, donations nobody was found for among it; returns to how many people."""
    release_overdue()
    return sum(run.granted for run in grant_entitlements(month=timezone.localdate()))
