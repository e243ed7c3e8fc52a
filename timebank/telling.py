"""Telling people what happened in their time bank; the texts are the rooms'."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from notifications.services import notify
from people.persons.models import Person


def tell(person: Person, kind: str, subject: str, body: str, key: Any, view: str = "timebank:home") -> None:
    """Put a message in the outbox, once for each `kind` and `key`; it leads to `view`."""
    notify(
        person=person,
        kind=f"timebank.{kind}",
        subject=subject,
        body=body,
        key=f"timebank.{kind}:{key}",
        link=reverse(view),
    )
