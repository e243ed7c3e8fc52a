"""The workbench: Wagtail's viewsets held to the regions and roles of the one who looks.

`ScopedModelViewSet` is Wagtail's `ModelViewSet` with three differences: rows come from the model's
`visible_to(user)` and a row outside is a 404; what a user may do comes from the roles of people.enums, never from
Django's groups; and reads of a person's file are written to the access log. Pages that are no list of a model use
`worker_required` or `WorkbenchView` and the template "workbench/page.html".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.views.defaults import permission_denied
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from people.enums import STAFF_ROLES, WORKER_ROLES, AccessAction
from people.models import Person, RoleGrant, User
from people.scopes import in_scope
from people.services import log_access
from regions.forms import RegionField
from regions.models import Region
from regions.tabular.cells import guarded


def refused(request: HttpRequest) -> HttpResponse:
    """The site's 403 page. Wagtail would turn an exception into a redirect to its front page."""
    return permission_denied(request, PermissionDenied())


def has_role(user: Any, roles: Iterable[str]) -> bool:
    """Whether `user` holds one of `roles` anywhere today."""
    return bool(user.is_authenticated and user.is_active and user.roles & set(roles))


def worker_required(roles: Iterable[str] = STAFF_ROLES) -> Callable[[Any], Any]:
    """Decorate a view: strangers are led to the log-in, those without one of `roles` get the 403 page."""

    def decorate(view: Any) -> Any:
        @wraps(view)
        def guarded_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), login_url="account_login")
            return view(request, *args, **kwargs) if has_role(request.user, roles) else refused(request)

        return guarded_view

    return decorate


class WorkerRequiredMixin:
    """The same for class-based views: set `roles`."""

    roles: Iterable[str] = STAFF_ROLES

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return worker_required(self.roles)(super().dispatch)(request, *args, **kwargs)  # type: ignore[misc]


class WorkbenchView(WorkerRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page of the workbench: set `page_title`, `header_icon`, `roles` and a `template_name` that extends
    "workbench/page.html". Breadcrumbs lead home by themselves."""

    template_name = "workbench/page.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


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

    def user_has_permission(self, user: Any, action: str) -> bool:
        roles = self.roles.get(action)
        if not roles:
            return False
        return has_role(user, roles) or (self.superuser_may and user.is_active and user.is_superuser)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> models.QuerySet[User]:
        roles = frozenset().union(*(self.roles.get(action, frozenset()) for action in actions))
        return User.objects.filter(
            is_active=True, pk__in=RoleGrant.objects.current().filter(role__in=roles).values("user_id")
        )

    def user_has_permission_for_instance(self, user: Any, action: str, instance: models.Model) -> bool:
        return self.user_has_permission(user, action) and (
            self.rows is None or self.rows(user, action).filter(pk=instance.pk).exists()
        )

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
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


class ScopedView:
    """What all views of a `ScopedModelViewSet` share: the viewset itself, and a real 403."""

    viewset: Any = None
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except PermissionDenied:
            return refused(request)

    def visible(self) -> models.QuerySet[Any]:
        return self.viewset.visible_rows(self.request.user)

    def editable(self) -> models.QuerySet[Any]:
        return self.viewset.editable_rows(self.request.user)

    def log_file(self, action: AccessAction, instance: Any) -> None:
        if self.viewset.log_reads and (person := self.viewset.person_of(instance)) is not None:
            log_access(
                actor=self.request.user,
                action=action,
                subject=person,
                detail=str(self.viewset.model_opts.verbose_name),
                request=self.request,
            )


class ScopedIndexView(ScopedView, generic.IndexView):
    # Spreadsheets show local time, and find Chinese only behind a byte order mark.
    custom_value_preprocess = {
        **generic.IndexView.custom_value_preprocess,
        datetime: {
            "xlsx": lambda value: timezone.make_naive(value) if timezone.is_aware(value) else value,
            "csv": lambda value: (
                f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M}"
            ),
        },
    }

    def get_base_queryset(self) -> models.QuerySet[Any]:
        return self.viewset.list_rows(self.request)

    def search_queryset(self, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if self.is_searching and (found := self.viewset.search(queryset, self.search_query)) is not None:
            return found
        return super().search_queryset(queryset)

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        result = super().paginate_queryset(queryset, page_size)
        self._shown = [row.pk for row in result[2]]
        return result

    @cached_property
    def _changeable(self) -> set[Any]:
        """Which rows of this page may be changed: one query, not one for each row."""
        return set(self.editable().filter(pk__in=getattr(self, "_shown", [])).values_list("pk", flat=True))

    def _get_title_column(self, field_name: str, column_class: Any = TitleColumn, **kwargs: Any) -> Any:
        """The name leads to the file, which is read more often than changed."""

        def get_url(instance: Any) -> str | None:
            return self.get_inspect_url(instance) or self.get_edit_url(instance)

        return self._get_custom_column(
            field_name, self._get_title_column_class(column_class), get_url=get_url, **kwargs
        )

    def get_edit_url(self, instance: Any) -> str | None:
        url = super().get_edit_url(instance)
        return url if url and instance.pk in self._changeable else None

    def _log_list(self, action: AccessAction, count: int) -> None:
        if self.viewset.log_reads and count:
            log_access(
                actor=self.request.user,
                action=action,
                count=count,
                detail=str(self.viewset.model_opts.verbose_name_plural),
                request=self.request,
            )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if self.is_export:
            if not has_role(self.request.user, self.viewset.export_roles):
                return refused(self.request)
            self._log_list(AccessAction.EXPORT, context["object_list"].count())
        else:
            self._log_list(AccessAction.LIST, len(context["object_list"]))
        return super().render_to_response(context, **kwargs)

    @cached_property
    def show_export_buttons(self) -> bool:
        return bool(self.list_export) and has_role(self.request.user, self.viewset.export_roles)

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield "\ufeff".encode()
        yield from super().stream_csv(queryset)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        written = super().preprocess_field_value(field, value, export_format)
        if export_format == self.FORMAT_CSV:
            return guarded("" if written is None else str(written))
        # A file takes plain cells only: related objects and translated labels are written as text.
        plain = isinstance(written, str | int | float | None) or hasattr(written, "year")
        return written if plain else str(written)

    def get_heading(self, queryset: Any, field: str) -> str:
        """The label of the field, also for its `get_…_display`."""
        return super().get_heading(queryset, field.removeprefix("get_").removesuffix("_display"))


class _FormView(ScopedView):
    """Creating and changing: the viewset's `save` calls the service, whose refusals come back into the form."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), **self.viewset.form_kwargs(self.request)}  # type: ignore[misc]

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except ValidationError as error:
            form.add_error(None, error) if not hasattr(error, "error_dict") else _add_errors(form, error)
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined]


def _add_errors(form: Any, error: ValidationError) -> None:
    """Errors of fields that the form does not show go to its head, so that none is lost."""
    for field, problems in error.error_dict.items():
        form.add_error(field if field in form.fields else None, problems)


class ScopedCreateView(_FormView, generic.CreateView):
    def save_instance(self) -> Any:
        instance = self.viewset.save(self.request, self.form, created=True)
        self.viewset.log_change(instance, "wagtail.create")
        self.log_file(AccessAction.CHANGE, instance)
        return instance


class ScopedEditView(_FormView, generic.EditView):
    def get_queryset(self) -> models.QuerySet[Any]:
        return self.editable()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        self.log_file(AccessAction.READ, self.object)
        return response

    def save_instance(self) -> Any:
        instance = self.viewset.save(self.request, self.form, created=False)
        self.has_content_changes = self.form.has_changed()
        self.viewset.log_change(instance, "wagtail.edit", content_changed=self.has_content_changes)
        self.log_file(AccessAction.CHANGE, instance)
        return instance


class ScopedInspectView(ScopedView, generic.InspectView):
    template_name = "workbench/inspect.html"

    def get_object(self, queryset: Any = None) -> Any:
        return get_object_or_404(self.visible(), pk=self.pk)

    def get_edit_url(self) -> str | None:
        url = super().get_edit_url()
        return url if url and self.editable().filter(pk=self.object.pk).exists() else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, **self.viewset.inspect_context(self.request, self.object)}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        self.log_file(AccessAction.READ, self.object)
        return response


class ScopedDeleteView(ScopedView, generic.DeleteView):
    def get_queryset(self) -> models.QuerySet[Any]:
        return self.editable()

    def delete_action(self) -> None:
        self.viewset.delete(self.request, self.object)


class ScopedHistoryView(ScopedView, history.HistoryView):
    any_permission_required = ["view", "add", "change", "delete"]

    def get_base_object_queryset(self) -> models.QuerySet[Any]:
        return self.visible()


class ScopedModelViewSet(ModelViewSet):
    """A list of `model` in the workbench with file, form, history and export, within the user's regions.

    Set: `model` (its queryset has `visible_to(user)`), `icon`, `menu_order`, `list_display`, `list_filter`,
    `list_export`, `form_fields` or `get_form_class`, `inspect_view_fields`, and who may do what (`view_roles`,
    `add_roles`, `change_roles`, `delete_roles`, `export_roles`). `region_field` is the path to the region code that
    decides whether a row may be *changed* (an auditor of one county who works in another changes only there); a
    queryset with `editable_by(user)` decides for itself.

    Overridden where needed: `list_rows` (select_related), `search`, `save`, `delete`, `form_kwargs`,
    `inspect_context`, `person_of`. URL names are `<app>_<model>:index`, `:add`, `:edit`, `:inspect`, `:history`.
    """

    icon = "list-ul"
    add_to_admin_menu = True
    view_roles: Iterable[str] = STAFF_ROLES
    add_roles: Iterable[str] = ()
    change_roles: Iterable[str] = WORKER_ROLES
    delete_roles: Iterable[str] = ()
    export_roles: Iterable[str] = STAFF_ROLES
    superuser_may = False
    region_field: str | None = None
    # Whether opening a row is reading a person's file.
    log_reads = False

    index_view_class = ScopedIndexView
    add_view_class = ScopedCreateView
    edit_view_class = ScopedEditView
    delete_view_class = ScopedDeleteView
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
        return RolePolicy(
            self.model,
            view_roles=self.view_roles,
            add_roles=self.add_roles,
            change_roles=self.change_roles,
            delete_roles=self.delete_roles,
            superuser_may=self.superuser_may,
            rows=lambda user, action: (
                self.visible_rows(user) if action == "view" else self.editable_rows(user)
            ),
        )

    # Which rows

    def visible_rows(self, user: Any) -> models.QuerySet[Any]:
        return self.model._default_manager.visible_to(user)

    def editable_rows(self, user: Any) -> models.QuerySet[Any]:
        manager = self.model._default_manager
        if hasattr(manager, "editable_by"):
            return manager.editable_by(user)
        rows = self.visible_rows(user)
        return (
            rows.filter(in_scope(user, self.region_field, self.change_roles)) if self.region_field else rows
        )

    def list_rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        """The rows of the list; override to add `select_related`."""
        return self.visible_rows(request.user)

    def search(self, rows: models.QuerySet[Any], query: str) -> models.QuerySet[Any] | None:
        """Rows that `query` finds, or None for the ordinary search in `search_fields`."""
        return None

    # What happens

    def form_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Extra arguments of the form, such as the user."""
        return {}

    def save(self, request: HttpRequest, form: Any, *, created: bool) -> Any:
        """Store what the form holds, by a service where there is one. Inside a transaction.

        A ValidationError raised here comes back into the form.
        """
        return form.save()

    def delete(self, request: HttpRequest, instance: Any) -> None:
        instance.delete()

    def log_change(self, instance: Any, action: str, *, content_changed: bool = True) -> None:
        """An entry for the row's history; its title is no name, because log entries outlive what they tell of."""
        from wagtail.log_actions import log

        title = capfirst(f"{self.model_opts.verbose_name} {instance.pk}")
        log(instance=instance, action=action, title=title, content_changed=content_changed)

    def person_of(self, instance: Any) -> Person | None:
        """Whose file a row is."""
        return instance if isinstance(instance, Person) else getattr(instance, "person", None)

    def inspect_context(self, request: HttpRequest, instance: Any) -> dict[str, Any]:
        """More for the file's template (`inspect_template_name`, extending "workbench/inspect.html")."""
        return {}

    # Wiring

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

    def _has_view(self, name: str) -> bool:
        enabled = {
            "add": bool(self.add_roles) or self.superuser_may,
            "edit": bool(self.change_roles) or self.superuser_may,
            "delete": bool(self.delete_roles),
            "history": self.history_view_enabled,
            "history_results": self.history_view_enabled,
            "usage": False,
        }
        if name in ("add", "edit") and self.get_form_class() is None:
            return False
        return enabled.get(name, True)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        view_kwargs = super().get_common_view_kwargs(**kwargs)
        for name in ("add", "edit", "delete", "history", "usage"):
            if not self._has_view(name):
                view_kwargs[f"{name}_url_name"] = None
        return {**view_kwargs, "viewset": self}

    def get_urlpatterns(self) -> list[Any]:
        return [pattern for pattern in super().get_urlpatterns() if self._has_view(pattern.name)]

    def get_permissions_to_register(self) -> Any:
        """None: roles decide, Django's groups know nothing of these models."""
        from django.contrib.auth.models import Permission

        return Permission.objects.none()
