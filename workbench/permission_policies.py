"""Wagtail's permission policies, answered from role grants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from wagtail.permission_policies.base import BasePermissionPolicy

from workbench.roles import AnyLogin, has_role

if TYPE_CHECKING:
    from workbench.viewsets import ScopedModelViewSet


class RolePolicy(BasePermissionPolicy):
    """Which roles may view, add and change is what the viewset says (`view_roles`, …), and which rows as well."""

    def __init__(self, viewset: ScopedModelViewSet) -> None:
        super().__init__(viewset.model)
        self.viewset = viewset

    def user_has_permission(self, user: AnyLogin, action: str) -> bool:
        roles = getattr(self.viewset, f"{action}_roles", ())
        if not roles:
            return False
        return has_role(user, roles) or (self.viewset.superuser_may and user.is_active and user.is_superuser)

    def user_has_permission_for_instance(self, user: AnyLogin, action: str, instance: models.Model) -> bool:
        rows = self._rows(user, action)
        return self.user_has_permission(user, action) and rows.filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(
        self, user: AnyLogin, actions: Iterable[str]
    ) -> models.QuerySet[Any]:
        found = self.model._default_manager.none()
        for action in actions:
            if self.user_has_permission(user, action):
                found = found | self._rows(user, action)
        return found

    def _rows(self, user: Any, action: str) -> models.QuerySet[Any]:
        return self.viewset.visible_rows(user) if action == "view" else self.viewset.editable_rows(user)
