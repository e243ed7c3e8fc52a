"""Pages on which something is done for a person, offered by a floor above on pages about that person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise

from workbench.roles import AnyLogin, has_role


class PersonLink(NamedTuple):
    label: str | Promise
    address: str


_LINKS: dict[str, tuple[str | Promise, frozenset[str]]] = {}


def register(view: str, label: str | Promise, *, roles: Iterable[str]) -> None:
    """`view` takes the person's key. The page itself asks whether the user may; the same view again replaces it."""
    _LINKS[view] = (label, frozenset(roles))


def links_for(user: AnyLogin, person: int) -> list[PersonLink]:
    """What `user` may be offered to do for a person, by the person's key."""
    return [
        PersonLink(label, reverse(view, args=[person]))
        for view, (label, roles) in _LINKS.items()
        if has_role(user, roles)
    ]
