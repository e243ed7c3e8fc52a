"""The views of a `ScopedModelViewSet`: Wagtail's, within the user's regions, with reads on record."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history

from common.forms import add_errors
from common.tabular.writing import BOM, cell_text
from common.web import LoggedInRequest
from regions.models import Region
from workbench.access_recording import AccessAction, ExportReason, export_reason, record_access
from workbench.bulk import BulkPage, offer
from workbench.columns import SpokenColumn, TickColumn, spoken_truth
from workbench.guards import WorkbenchView, forbidden
from workbench.person_tabs import tabs_of
from workbench.roles import has_role
from workbench.tables import CardTable

# A hundred pages.
MOST_COUNTED = 3_000
# Of an export in one go: a second of work, some megabytes.
ROWS_AT_ONCE = 2_000


def whose_file_was_refused(request: HttpRequest) -> Any:
    """The person whose file a page of the workbench did not show, where it knows; else None."""
    return getattr(request, "refused_file_of", None)


class ScopedView:
    """What all views of a `ScopedModelViewSet` share: the viewset itself, and a real 403."""

    viewset: Any = None
    request: LoggedInRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Wagtail's views look for their row here."""
        try:
            super().setup(request, *args, **kwargs)  # type: ignore[misc]
        except Http404:
            self._note_whose_file(request, kwargs.get("pk"))
            raise

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except PermissionDenied:
            self._note_whose_file(request, kwargs.get("pk"))
            return forbidden(request)
        except Http404:
            self._note_whose_file(request, kwargs.get("pk"))
            raise

    def _note_whose_file(self, request: HttpRequest, pk: Any) -> None:
        """Who was asked for and not shown, for the record of refusals (`whose_file_was_refused`)."""
        if not self.viewset.log_reads or pk is None:
            return
        try:
            instance = self.viewset.model._base_manager.filter(pk=unquote(str(pk))).first()
        except (ValueError, ValidationError):
            return
        if instance is not None:
            request.refused_file_of = self.viewset.person_of(instance)  # type: ignore[attr-defined]

    def visible(self) -> models.QuerySet[Any]:
        return self.viewset.visible_rows(self.request.user)

    def editable(self) -> models.QuerySet[Any]:
        return self.viewset.editable_rows(self.request.user)

    def log_file(self, action: AccessAction, instance: Any) -> None:
        if self.viewset.log_reads and (person := self.viewset.person_of(instance)) is not None:
            record_access(
                actor=self.request.user,
                action=action,
                subject=person,
                detail=str(self.viewset.model_opts.verbose_name),
                request=self.request,
            )


class FileView(ScopedView):
    """A page that shows one file: opening it is reading it."""

    object: Any

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)  # type: ignore[misc]
        self.log_file(AccessAction.READ, self.object)
        return response


@dataclass(frozen=True)
class ExportRows:
    """A queryset that is read in pieces and not kept: memory and, prefetches apart, queries do not grow with it."""

    queryset: models.QuerySet[Any]

    @property
    def model(self) -> type[models.Model]:
        return self.queryset.model

    def __iter__(self) -> Iterator[Any]:
        return self.queryset.iterator(chunk_size=ROWS_AT_ONCE)


def _relations(model: type[models.Model], column: str) -> str:
    """The path for `select_related` that an exported column follows: "visit__elder" of "visit.elder.left_on"."""
    path = []
    for name in column.split("."):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            break
        # "region_id" finds the field `region` as well, and follows nothing.
        if field.name != name or not isinstance(field, models.ForeignKey):
            break
        path.append(name)
        model = field.related_model
    return "__".join(path)


def _label(model: Any, column: str) -> str:
    """What people call an exported column. Of a region's name the relation says more than 'name'."""
    label: Any = column
    for part in column.split("."):
        name = part.removeprefix("get_").removesuffix("_display")
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            attribute = getattr(model, part, None)
            return str(getattr(getattr(attribute, "fget", attribute), "short_description", "") or label)
        if not (model is Region and name == "name"):
            label = field.verbose_name
        model = field.related_model
    return str(label)


class CappedPaginator(WagtailPaginator):
    """Counts no further than anybody turns pages: counting a city's rows costs more than showing thirty of them.

    Beyond, filters and the export lead on.
    """

    @cached_property
    def is_capped(self) -> bool:
        return bool(self.count == MOST_COUNTED)

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        if not isinstance(rows, models.QuerySet):
            return int(super().count)
        return rows.order_by().values("pk")[:MOST_COUNTED].count()

    @cached_property
    def items_count_label(self) -> str:
        if not self.is_capped:
            return str(super().items_count_label)
        return _("%(number)s or more %(rows)s") % {
            "number": f"{self.count:,}",
            "rows": self.verbose_name_plural,
        }


class ScopedIndexView(ScopedView, generic.IndexView):
    table_class = CardTable
    paginator_class = CappedPaginator
    results_template_name = "workbench/index_results.html"
    bulk_url_name: str | None = None
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

    @cached_property
    def is_searchable(self) -> bool:
        """Also where the viewset brings a search of its own instead of `search_fields`."""
        return self.viewset.has_own_search or super().is_searchable

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

    def _get_custom_column(self, field_name: str, column_class: Any = Column, **kwargs: Any) -> Any:
        return super()._get_custom_column(
            field_name, SpokenColumn if column_class is Column else column_class, **kwargs
        )

    @cached_property
    def _has_bulk(self) -> bool:
        return any(kind().is_offered_to(self.request.user) for kind in self.viewset.bulk_actions)

    def get_table(self, object_list: Any) -> Any:
        ticks = [TickColumn("tick", label="")] if self._has_bulk else []
        return self.table_class([*ticks, *self.columns], object_list, **self.get_table_kwargs())

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if self._has_bulk and self.bulk_url_name and not self.is_export:
            context["bulk"] = offer(
                self.request,
                address=reverse(self.bulk_url_name),
                actions=self.viewset.bulk_actions,
                list_url=str(self.index_url),
                count=context["page_obj"].paginator.count,
                more=context["page_obj"].paginator.is_capped,
            )
        return context

    def _log_list(self, action: AccessAction, count: int, reason: str = "") -> None:
        exported = action == AccessAction.EXPORT and self.viewset.log_exports
        if (self.viewset.log_reads or exported) and count:
            what = str(self.viewset.model_opts.verbose_name_plural)
            record_access(
                actor=self.request.user,
                action=action,
                count=count,
                detail=f"{what} · {reason}" if reason else what,
                request=self.request,
            )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if self.is_export:
            if not has_role(self.request.user, self.viewset.export_roles):
                return forbidden(self.request)
            count, reason = context["object_list"].count(), export_reason(self.request.GET.get("reason", ""))
            if (self.viewset.log_reads or self.viewset.log_exports) and not reason:
                return ExportReasonView.as_view(number=count, back=self.index_url)(self.request)
            self._log_list(AccessAction.EXPORT, count, reason)
        else:
            self._log_list(AccessAction.LIST, len(context["object_list"]))
        return super().render_to_response(context, **kwargs)

    @cached_property
    def show_export_buttons(self) -> bool:
        return bool(self.list_export) and has_role(self.request.user, self.viewset.export_roles)

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield BOM
        yield from super().stream_csv(self._export_rows(queryset))

    def write_xlsx(self, queryset: Any, output: Any) -> None:
        super().write_xlsx(self._export_rows(queryset), output)

    def _export_rows(self, queryset: models.QuerySet[Any]) -> ExportRows:
        """The rows with what the columns name joined to them: no further query for a row.

        What a property or the name of a row follows beyond that is for the viewset's `list_rows` to join.
        """
        joins = {path for column in self.list_export if (path := _relations(queryset.model, column))}
        return ExportRows(queryset.select_related(*joins) if joins else queryset)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        if isinstance(value, bool):
            value = spoken_truth(value)
        written = super().preprocess_field_value(field, value, export_format)
        if export_format == self.FORMAT_CSV:
            return cell_text("" if written is None else written)
        # A file takes plain cells only: related objects and translated labels are written as text.
        plain = isinstance(written, str | int | float | None) or hasattr(written, "year")
        return written if plain else str(written)

    def get_heading(self, queryset: Any, field: str) -> str:
        """As the viewset calls the column, else the label of the last field that it names: "visit.elder.person.name"
        is headed as the name of a person."""
        called = self.export_headings.get(field)
        return str(called) if called else capfirst(_label(queryset.model, field))


class ScopedBulkPage(ScopedView, BulkPage):
    """What is done with many rows of a viewset's list."""

    request: LoggedInRequest
    inspect_url_name: str | None = None
    index_url_name: str | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.list_url = reverse(self.index_url_name) if self.index_url_name else ""

    def rows(self) -> models.QuerySet[Any]:
        return self.viewset.list_rows(self.request)

    def listed_rows(self, asked: QueryDict) -> models.QuerySet[Any]:
        """As the list shows them: filtered, searched and sorted by its own view."""
        shown = self.viewset.index_view
        view = shown.view_class(**shown.view_initkwargs)
        request = copy(self.request)
        request.method = "GET"
        request.GET = asked  # type: ignore[assignment]  # read only from here on
        view.setup(request)
        return view.get_queryset()

    def row_url(self, row: Any) -> str | None:
        return reverse(self.inspect_url_name, args=[row.pk]) if self.inspect_url_name else None


class ExportReasonView(WorkbenchView):
    """Asks why before personal data leave the system in bulk; the answer leads on to the file."""

    page_title = gettext_lazy("Export")
    header_icon = "download"
    template_name = "workbench/export_reason.html"
    number = 0
    back = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = [
            (name, value)
            for name, values in self.request.GET.lists()
            for value in values
            if name not in ("reason", "p")
        ]
        return super().get_context_data(**kwargs) | {
            "reasons": ExportReason.choices,
            "asked": asked,
            "number": self.number,
            "back": self.back,
        }


class _FormView(ScopedView):
    """Creating and changing: the viewset's `save` calls the service, whose refusals come back into the form."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), **self.viewset.form_kwargs(self.request)}  # type: ignore[misc]

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except ValidationError as error:
            add_errors(form, error)
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined]


class ScopedCreateView(_FormView, generic.CreateView):
    def save_instance(self) -> Any:
        instance = self.viewset.save(self.request, self.form, created=True)
        self.viewset.log_change(instance, "wagtail.create")
        self.log_file(AccessAction.CHANGE, instance)
        return instance

    def get_success_buttons(self) -> list[Any]:
        """What can be made need not be changeable."""
        return super().get_success_buttons() if self.edit_url_name else []


class ScopedEditView(_FormView, FileView, generic.EditView):
    def get_queryset(self) -> models.QuerySet[Any]:
        return self.editable()

    def save_instance(self) -> Any:
        instance = self.viewset.save(self.request, self.form, created=False)
        self.has_content_changes = self.form.has_changed()
        self.viewset.log_change(instance, "wagtail.edit", content_changed=self.has_content_changes)
        self.log_file(AccessAction.CHANGE, instance)
        return instance


class ScopedInspectView(FileView, generic.InspectView):
    template_name = "workbench/inspect.html"
    page_title = pgettext_lazy("of a person", "File")

    def get_object(self, queryset: Any = None) -> Any:
        return get_object_or_404(self.visible(), pk=self.pk)

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """A region by its full name: there are many communities of the same one."""
        value = super().get_field_display_value(field_name, field)
        if value is None:
            return "—"
        if isinstance(value, bool):
            return spoken_truth(value)
        return value.full_name if isinstance(value, Region) else value

    def get_edit_url(self) -> str | None:
        url = super().get_edit_url()
        return url if url and self.editable().filter(pk=self.object.pk).exists() else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if tab := self.viewset.person_tab:
            person = self.viewset.person_of(self.object)
            context["person_tabs"] = tabs_of(self.request.user, person.pk, tab)
        return {**context, **self.viewset.inspect_context(self.request, self.object)}


class ScopedHistoryView(ScopedView, history.HistoryView):
    any_permission_required = ["view", "add", "change", "delete"]

    def get_base_object_queryset(self) -> models.QuerySet[Any]:
        return self.visible()
