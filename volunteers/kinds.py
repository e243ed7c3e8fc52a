"""Where an assignment of each kind of task is shown.

A visit's page knows the elder and lives on a floor above; that floor registers it here, so that the lists of this
package can link to pages they know nothing of.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from volunteers.models import Assignment

_PAGES: dict[str, Callable[[Assignment], str]] = {}


def register(kind: str, *, assignment_url: Callable[[Assignment], str]) -> None:
    """Say where assignments of `kind` are shown; called once from an AppConfig.ready()."""
    _PAGES[kind] = assignment_url


def assignment_url(assignment: Assignment) -> str:
    """The page of this assignment for its volunteer."""
    if page := _PAGES.get(assignment.task.kind):
        return page(assignment)
    return reverse("volunteers:assignment", args=[assignment.uuid])
