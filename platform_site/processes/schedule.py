"""The beat schedule, gathered from the packages.

A package names its periodic tasks in `jobs.py`, which is Celery's part of it (a Task is a domain word here):

    SCHEDULE = {"notifications-sweep": {"task": "notifications.jobs.sweep", "schedule": 60}}

with a number of seconds, a `timedelta` or a `crontab`. Beat writes them to django-celery-beat's tables when it starts,
where an administrator can switch one off.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from common.discovery import first_party_packages, import_modules


def collect_schedule() -> dict[str, dict[str, Any]]:
    """Every package's `SCHEDULE` in one. Raises `ImproperlyConfigured` for a name used twice."""
    schedule: dict[str, dict[str, Any]] = {}
    for package in first_party_packages():
        for module in import_modules(package, "jobs"):
            for name, entry in getattr(module, "SCHEDULE", {}).items():
                if name in schedule:
                    raise ImproperlyConfigured(
                        f"Two packages schedule a task called {name!r}; {package} is the second."
                    )
                schedule[name] = with_expiry(entry)
    return schedule


def with_expiry(entry: dict[str, Any]) -> dict[str, Any]:
    """Let a message of a frequent task expire when the next is due: a worker that was away finds one, not hundreds."""
    every = entry["schedule"]
    if isinstance(every, timedelta):
        every = every.total_seconds()
    if not isinstance(every, int | float):
        return entry
    return {**entry, "options": {"expire_seconds": every, **entry.get("options", {})}}
