"""What the floors above know of an organization: parts of its file, and what a suspension does to them.

Each part is registered once at start; the file and the page of the suspension ask them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from organizations.models import SocialOrganization
from people.actors import AnyUser


class FilePart(Protocol):
    """`template` is shown in the file with what `context` gives, in ascending `order`."""

    order: int
    template: str

    def context(self, organization: SocialOrganization, user: AnyUser) -> Mapping[str, Any]:
        """A fixed number of queries, of what `user` may see."""

    def stopped_by(self, organization: SocialOrganization, until: date) -> Sequence[str]:
        """Sentences that say what a suspension from today until that day does to it."""


_PARTS: list[FilePart] = []


def register(part: FilePart) -> None:
    """Called once at start; the same kind again replaces it."""
    _PARTS[:] = sorted(
        [*(one for one in _PARTS if type(one) is not type(part)), part], key=lambda one: one.order
    )


def parts_of(organization: SocialOrganization, user: AnyUser) -> list[tuple[str, Mapping[str, Any]]]:
    """The template of each part and what it shows."""
    return [(part.template, part.context(organization, user)) for part in _PARTS]


def stopped_by_suspension(organization: SocialOrganization, until: date) -> list[str]:
    return [sentence for part in _PARTS for sentence in part.stopped_by(organization, until)]
