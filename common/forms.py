"""Form fields, inputs and the way a service's refusal comes back into a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from common.phones import normalise_phone


class PhoneField(forms.CharField):
    """A mobile number, cleaned to E.164; 139… becomes +86139…"""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Mobile phone"))
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel", "maxlength": 20}
            ),
        )
        self.mobile = kwargs.pop("mobile", True)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return normalise_phone(text, mobile=self.mobile) if text else ""


def text_area(label: Any, length: int, rows: int, **options: Any) -> forms.CharField:
    """A text of at most `length` characters, in a box of so many rows."""
    return forms.CharField(
        label=label, max_length=length, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def add_errors(form: Any, error: Exception, names: Mapping[str, str] | None = None) -> None:
    """Bring a service's refusal back into the form: a ValidationError, or another with its sentence (and `field`).

    What belongs to no field of the form goes to its head. `names` says which fields the form calls otherwise.
    """
    problems: dict[str, Any] = {getattr(error, "field", ""): str(error)}
    if isinstance(error, ValidationError):
        problems = getattr(error, "error_dict", {"": error})
    for field, problem in problems.items():
        name = (names or {}).get(field, field)
        form.add_error(name if name in form.fields else None, problem)


@contextmanager
def errors_added(
    form: Any,
    names: Mapping[str, str] | None = None,
    *,
    errors: type[Exception] | tuple[type[Exception], ...] = ValidationError,
) -> Iterator[None]:
    """A service's refusal inside the block ends it and comes back into the form (`add_errors`)."""
    try:
        yield
    except errors as error:
        add_errors(form, error, names)


def taken(form: Any, service: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form is in order and `service` took what it holds; what it refuses comes back into the form."""
    if form.is_valid():
        with errors_added(form):
            service(form.cleaned_data)
    return form.is_valid()


def refusal(field: str, message: str, code: str) -> ValidationError:
    """A refusal that belongs to one field, with the code by which callers tell it from others."""
    return ValidationError({field: ValidationError(message, code=code)})


def by_field(field: str, clean: Callable[[str], str], text: str) -> str:
    """`text` as `clean` gives it, '' for an empty one; a refusal is keyed by `field`."""
    try:
        return clean(text) if text else ""
    except ValidationError as error:
        raise ValidationError({field: error}) from error


def options(pairs: Iterable[tuple[Any, Any]], chosen: str = "") -> SafeString:
    """The options of a selection of thousands: drawn by a template they would cost a quarter of a second."""
    return format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        ((key, _SELECTED if str(key) == chosen else "", label) for key, label in pairs),
    )


class LongSelect(forms.Select):
    """A selection of thousands, without groups."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attributes = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return format_html(
            "<select{}>{}</select>", flatatt(attributes), options(self.choices, str(value or ""))
        )


_SELECTED = SafeString(" selected")


class Section(NamedTuple):
    """Fields that are folded away while nothing in them counts."""

    title: str | Promise
    fields: list[forms.BoundField]
    is_open: bool


class SectionedForm:
    """A form that shows what nearly everybody fills in, and folds the rest away (workbench/form_sections.html).

    Set `usual_names` and `folded` (title, names); names of fields that the form does not have are passed over.
    """

    usual_names: Sequence[str] = ()
    folded: Sequence[tuple[str | Promise, Sequence[str]]] = ()
    fields: dict[str, forms.Field]

    @property
    def usual_fields(self) -> list[forms.BoundField]:
        return self._bound(self.usual_names)

    @property
    def sections(self) -> list[Section]:
        """A section is open where something in it is wrong or has been filled in."""
        shown = []
        for title, names in self.folded:
            bound = self._bound(names)
            is_open = any(self._differs(field) or field.errors for field in bound)
            shown.append(Section(title, bound, is_open))
        return shown

    def _bound(self, names: Sequence[str]) -> list[forms.BoundField]:
        form: Any = self
        return [form[name] for name in names if name in self.fields]

    def _differs(self, field: forms.BoundField) -> bool:
        """Whether it holds something that an empty form would not."""
        options: Any = getattr(self, "_meta", None)
        in_model = bool(options) and field.name in (options.fields or ())
        empty = options.model._meta.get_field(field.name).get_default() if in_model else None
        return field.value() not in (empty, field.field.initial, None, "", [], 0, "0")
