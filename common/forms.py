"""Form fields, inputs and the way a service's refusal comes back into a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
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
