"""The viewset itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Permission
from django.db import models
from django.urls import path
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from common.web import LoggedInRequest
from regions.forms import RegionField
from regions.models import Region
from workbench.bulk import BulkAction
from workbench.history import ScopedChangesView
from workbench.menu import Section
from workbench.permission_policies import RolePolicy
from workbench.roles import STAFF_ROLES, WORKER_ROLES
from workbench.scopes import in_scope
from workbench.views import (
    ScopedBulkPage,
    ScopedCreateView,
    ScopedEditView,
    ScopedHistoryView,
    ScopedIndexView,
    ScopedInspectView,
)

if TYPE_CHECKING:
    # The stubs' name for the model that AUTH_USER_MODEL chooses.
    from django.contrib.auth.models import _User


class ScopedModelViewSet(ModelViewSet):
    """A list of `model` in the workbench with file, form, history and export, within the user's regions.

    Set: `model` (its queryset has `visible_to(user)`), `icon`, `menu_section`, `menu_order`, `list_display`,
    `list_filter`, `list_export`, `form_fields` or `get_form_class`, `inspect_view_fields`, `list_related` (what a list
    joins to its rows), and who may do what (`view_roles`, `add_roles`, `change_roles`, `export_roles`; nothing is
    deleted).
    `region_field` is the path to the region code that decides whether a row may be *changed* (an auditor of one county
    who works in another changes only there); a queryset with `editable_by(user)` decides for itself.

    Overridden where needed: `list_rows`, `search`, `save`, `form_kwargs`, `inspect_context`, `person_of`. URL names
    are `<app>_<model>:index`, `:add`, `:edit`, `:inspect`, `:history`.
    """

    icon = "list-ul"
    # Where the list stands in the menu; None: nowhere.
    menu_section: Section | None = None
    view_roles: Iterable[str] = STAFF_ROLES
    add_roles: Iterable[str] = ()
    change_roles: Iterable[str] = WORKER_ROLES
    export_roles: Iterable[str] = STAFF_ROLES
    superuser_may = False
    region_field: str | None = None
    list_related: Iterable[str] = ()
    # Whether opening a row is reading a person's file.
    log_reads = False
    # Which of the pages about one human being the file is (workbench.person_tabs); "": none.
    person_tab = ""
    # Whether at least a file that leaves asks for a reason and is on record.
    log_exports = False
    # The public may see approved rows everywhere; the workbench shows what is behind them, and that only at home.
    own_area_only = False
    # What can be done with several rows at once (docs/recipes/add-a-bulk-action.md).
    bulk_actions: Sequence[type[BulkAction]] = ()

    index_view_class = ScopedIndexView
    add_view_class = ScopedCreateView
    edit_view_class = ScopedEditView
    inspect_view_class = ScopedInspectView
    history_view_class = ScopedHistoryView
    inspect_view_enabled = True
    copy_view_enabled = False
    history_view_enabled = True
    # The reference index would copy who is linked to whom into a table without scopes.
    add_to_reference_index = False
    list_per_page = 30

    @cached_property
    def url_prefix(self) -> str:
        return f"{self.app_label}/{self.model_name}"

    @cached_property
    def url_namespace(self) -> str:
        return f"{self.app_label}_{self.model_name}"

    @cached_property
    def permission_policy(self) -> RolePolicy:
        return RolePolicy(self)

    # Which rows

    def visible_rows(self, user: _User) -> models.QuerySet[Any]:
        rows = self.model._default_manager.visible_to(user)
        return rows.filter(in_scope(user, str(self.region_field))) if self.own_area_only else rows

    def editable_rows(self, user: _User) -> models.QuerySet[Any]:
        manager = self.model._default_manager
        if hasattr(manager, "editable_by"):
            return manager.editable_by(user)
        rows = self.visible_rows(user)
        return (
            rows.filter(in_scope(user, self.region_field, self.change_roles)) if self.region_field else rows
        )

    def list_rows(self, request: LoggedInRequest) -> models.QuerySet[Any]:
        """The rows of the list, with `list_related` joined to them."""
        rows = self.visible_rows(request.user)
        return rows.select_related(*self.list_related) if self.list_related else rows

    @property
    def has_own_search(self) -> bool:
        return type(self).search is not ScopedModelViewSet.search

    def search(self, rows: models.QuerySet[Any], query: str) -> models.QuerySet[Any] | None:
        """Rows that `query` finds, or None for the ordinary search in `search_fields`."""
        return None

    # What happens

    def form_kwargs(self, request: LoggedInRequest) -> dict[str, Any]:
        """Extra arguments of the form, such as the user."""
        return {}

    def save(self, request: LoggedInRequest, form: Any, *, created: bool) -> Any:
        """Store what the form holds, by a service where there is one. Inside a transaction.

        A ValidationError raised here comes back into the form.
        """
        return form.save()

    def log_change(self, instance: Any, action: str, *, content_changed: bool = True) -> None:
        """An entry for the row's history; its title is no name, because log entries outlive what they tell of."""
        title = capfirst(f"{self.model_opts.verbose_name} {instance.pk}")
        log(instance=instance, action=action, title=title, content_changed=content_changed)

    def person_of(self, instance: Any) -> Any:
        """The person whose file a row is; None for a row that is nobody's."""
        return getattr(instance, "person", None)

    def inspect_context(self, request: LoggedInRequest, instance: Any) -> dict[str, Any]:
        """More for the file's template (`inspect_template_name`, extending "workbench/inspect.html")."""
        return {}

    # Wiring

    @cached_property
    def menu_hook(self) -> str | None:
        return self.menu_section.hook if self.menu_section else None

    def formfield_for_dbfield(self, db_field: Any, **kwargs: Any) -> Any:
        """A region is picked step by step, never from a list of thousands."""
        if isinstance(db_field, models.ForeignKey) and db_field.related_model is Region:
            return RegionField(
                label=capfirst(db_field.verbose_name),
                required=not db_field.blank,
                help_text=db_field.help_text,
            )
        return super().formfield_for_dbfield(db_field, **kwargs)

    def get_form_class(self, for_update: bool = False) -> Any:
        if (
            self._edit_handler is None
            and self.get_form_fields() is None
            and self.get_exclude_form_fields() is None
        ):
            return None  # A list and file without a form.
        return super().get_form_class(for_update)

    @property
    def history_view(self) -> Any:
        """Field by field where the model keeps a history, else Wagtail's list of who saved it when."""
        if hasattr(self.model, "history"):
            return self.construct_view(ScopedChangesView)
        return super().history_view

    def _has_view(self, name: str) -> bool:
        enabled = {
            "add": bool(self.add_roles) or self.superuser_may,
            "edit": bool(self.change_roles) or self.superuser_may,
            "delete": False,
            "history": self.history_view_enabled,
            "history_results": self.history_view_enabled and not hasattr(self.model, "history"),
            "usage": False,
        }
        if name in ("add", "edit") and self.get_form_class(for_update=name == "edit") is None:
            return False
        return enabled.get(name, True)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        view_kwargs = super().get_common_view_kwargs(**kwargs)
        for name in ("add", "edit", "delete", "history", "usage"):
            if not self._has_view(name):
                view_kwargs[f"{name}_url_name"] = None
        return {**view_kwargs, "viewset": self}

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        bulk = self.get_url_name("bulk") if self.bulk_actions else None
        return super().get_index_view_kwargs(bulk_url_name=bulk, **kwargs)

    @property
    def bulk_view(self) -> Any:
        roles = {role for kind in self.bulk_actions for role in kind.roles}
        return self.construct_view(ScopedBulkPage, roles=roles, actions=self.bulk_actions)

    def get_urlpatterns(self) -> list[Any]:
        patterns = [pattern for pattern in super().get_urlpatterns() if self._has_view(pattern.name)]
        return [*patterns, path("bulk/", self.bulk_view, name="bulk")] if self.bulk_actions else patterns

    def get_permissions_to_register(self) -> Any:
        """None: roles decide, Django's groups know nothing of these models."""
        return Permission.objects.none()
