"""Wagtail's permission policies, answered from role grants."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from wagtail.permission_policies.base import BasePermissionPolicy

from workbench.roles import STAFF_ROLES, WORKER_ROLES, AnyLogin, has_role


class RolePolicy(BasePermissionPolicy):
    """Wagtail's permission policy answered from role grants: which roles may view, add, change, delete.

    `rows` narrows instances: a callable of user and action that gives a queryset.
    """

    def __init__(
        self,
        model: type[models.Model],
        *,
        view_roles: Iterable[str] = STAFF_ROLES,
        add_roles: Iterable[str] = (),
        change_roles: Iterable[str] = WORKER_ROLES,
        delete_roles: Iterable[str] = (),
        superuser_may: bool = False,
        rows: Callable[[Any, str], models.QuerySet[Any]] | None = None,
    ) -> None:
        super().__init__(model)
        self.roles = {
            "view": frozenset(view_roles),
            "add": frozenset(add_roles),
            "change": frozenset(change_roles),
            "delete": frozenset(delete_roles),
        }
        self.superuser_may = superuser_may
        self.rows = rows

    def user_has_permission(self, user: AnyLogin, action: str) -> bool:
        roles = self.roles.get(action)
        if not roles:
            return False
        return has_role(user, roles) or (self.superuser_may and user.is_active and user.is_superuser)

    def user_has_any_permission(self, user: AnyLogin, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: AnyLogin, action: str, instance: models.Model) -> bool:
        return self.user_has_permission(user, action) and (
            self.rows is None or self.rows(user, action).filter(pk=instance.pk).exists()
        )

    def instances_user_has_any_permission_for(
        self, user: AnyLogin, actions: Iterable[str]
    ) -> models.QuerySet[Any]:
        allowed = [action for action in actions if self.user_has_permission(user, action)]
        if not allowed:
            return self.model._default_manager.none()
        if self.rows is None:
            return self.model._default_manager.all()
        found = self.rows(user, allowed[0])
        for action in allowed[1:]:
            found = found | self.rows(user, action)
        return found
