"""The Celery application.

Celery is a nudge: the truth is in tables, every task may run twice, and a beat sweep picks up what a lost nudge left.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_site.settings")
app = Celery("shouwang")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Celery's part of a package is called `jobs`: a task is what volunteers do.
app.autodiscover_tasks(related_name="jobs")
# What a task writes to the log names the task, and the request that asked for it.
app.steps["worker"].add(DjangoStructLogInitStep)


@app.on_after_configure.connect
def make_broker_folders(sender: Celery, source: Mapping[str, Any], **_: object) -> None:
    """Kombu's filesystem transport does not create its folders."""
    options = source.get("broker_transport_options") or {}
    for name in ("data_folder_in", "data_folder_out", "processed_folder", "control_folder"):
        if folder := options.get(name):
            Path(folder).mkdir(parents=True, exist_ok=True)


@beat_init.connect
@worker_init.connect
def agree_with_the_database(**_: object) -> None:
    """A worker or beat that would be another kind of installation than its database does not start."""
    from platform_site.installation.kind import refuse_contradiction

    refuse_contradiction()


@app.on_after_finalize.connect
def gather_schedule(sender: Celery, **_: object) -> None:
    """Once all tasks are known: what beat sends, and when."""
    from platform_site.processes.schedule import collect_schedule

    sender.conf.beat_schedule = collect_schedule()
