"""The beat schedule: gathered from the packages, written to the tables beat reads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django_celery_beat.models import PeriodicTask
from django_celery_beat.schedulers import DatabaseScheduler

from platform_site.celery import app
from platform_site.processes import schedule


def test_every_scheduled_task_exists() -> None:
    app.loader.import_default_modules()
    gathered = schedule.collect_schedule()
    assert "notifications-sweep" in gathered
    assert {entry["task"] for entry in gathered.values()} <= set(app.tasks)


@pytest.mark.django_db(transaction=True)
def test_beat_writes_the_sweep_of_every_minute_to_its_tables() -> None:
    app.finalize()
    DatabaseScheduler(app=app)
    row = PeriodicTask.objects.get(name="notifications-sweep")
    assert (row.task, row.interval.every, row.interval.period) == ("notifications.jobs.sweep", 60, "seconds")


@pytest.mark.django_db(transaction=True)
def test_a_task_an_administrator_switched_off_stays_off_when_beat_starts_again() -> None:
    app.finalize()
    DatabaseScheduler(app=app)
    PeriodicTask.objects.filter(name="notifications-sweep").update(enabled=False)
    assert "notifications-sweep" not in DatabaseScheduler(app=app).schedule


@pytest.mark.parametrize("every", [60, timedelta(minutes=1)])
def test_a_message_of_a_frequent_task_expires_when_the_next_one_is_due(every: int | timedelta) -> None:
    assert schedule.with_expiry({"task": "t", "schedule": every})["options"] == {"expire_seconds": 60}


def test_a_nightly_task_does_not_expire() -> None:
    entry = {"task": "t", "schedule": crontab(hour=3, minute=0)}
    assert schedule.with_expiry(entry) == entry


def test_two_packages_cannot_schedule_under_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "first_party_packages", lambda: ["notifications", "notifications"])
    with pytest.raises(ImproperlyConfigured, match="notifications-sweep"):
        schedule.collect_schedule()
