"""The beat schedule, gathered from the packages.

A package names its periodic tasks in `tasks.py`:

    SCHEDULE = {"notifications-sweep": {"task": "notifications.jobs.sweep", "schedule": 60}}

with a number of seconds, a `timedelta` or a `crontab`. Beat writes them to django-celery-beat's tables when it starts,
where an administrator can switch one off.
"""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def first_party_packages() -> list[str]:
    """The packages of this repository among the installed applications, highest floor first."""
    return [config.name for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR]


def collect_schedule() -> dict[str, dict[str, Any]]:
    """Every package's `SCHEDULE` in one. Raises `ImproperlyConfigured` for a name used twice."""
    schedule: dict[str, dict[str, Any]] = {}
    for package in first_party_packages():
        if find_spec(f"{package}.tasks") is None:
            continue
        for name, entry in getattr(import_module(f"{package}.tasks"), "SCHEDULE", {}).items():
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
