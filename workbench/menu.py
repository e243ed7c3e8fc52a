"""Entries of the workbench's menu, shown to who holds one of some roles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from workbench.roles import has_role


class RoleMenuItem(MenuItem):
    """Shown to who holds one of `roles`.

    Named after its view: without a name Wagtail takes the label, and a label that begins like another lights up
    with it.
    """

    def __init__(
        self, label: str | Promise, view: str, *, icon_name: str, roles: Iterable[str], order: int
    ) -> None:
        super().__init__(label, reverse(view), name=view.replace(":", "-"), icon_name=icon_name, order=order)
        self.roles = frozenset(roles)

    def is_shown(self, request: Any) -> bool:
        return has_role(request.user, self.roles)


def register_menu_item(
    label: str | Promise, view: str, *, icon_name: str, roles: Iterable[str], order: int
) -> None:
    """Add an entry to the workbench's menu; called from a package's `wagtail_hooks`."""
    hooks.register(
        "register_admin_menu_item",
        lambda: RoleMenuItem(label, view, icon_name=icon_name, roles=roles, order=order),
    )
