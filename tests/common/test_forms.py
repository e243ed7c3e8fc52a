"""How a service's refusal comes back into a form."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from common.forms import add_errors, by_field, date_input, errors_added, refusal, taken


class Absence(forms.Form):
    begins = forms.DateField(widget=date_input())
    note = forms.CharField(required=False)


class Refused(Exception):
    """A refusal that is no ValidationError, about one field."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@pytest.mark.parametrize(
    ("error", "errors"),
    [
        (ValidationError("Too late."), {"__all__": ["Too late."]}),
        (ValidationError(["Too late.", "Too long."]), {"__all__": ["Too late.", "Too long."]}),
        (
            ValidationError({"note": "Too long.", "begins": "Past."}),
            {"note": ["Too long."], "begins": ["Past."]},
        ),
        (ValidationError({"elsewhere": "No."}), {"__all__": ["No."]}),
        (ValidationError({"starts_on": "Past."}), {"begins": ["Past."]}),
        (ValidationError("%(n)s days", params={"n": 3}), {"__all__": ["3 days"]}),
        (Refused("No."), {"__all__": ["No."]}),
        (Refused("No.", "note"), {"note": ["No."]}),
        (Refused("No.", "elsewhere"), {"__all__": ["No."]}),
        (KeyError("no field of its own"), {"__all__": ["'no field of its own'"]}),
    ],
)
def test_a_refusal_stands_at_its_field_or_at_the_head_of_the_form(error, errors):
    form = Absence({"begins": "2026-11-01"})
    assert form.is_valid()
    add_errors(form, error, {"starts_on": "begins"})
    assert form.errors == errors


@pytest.mark.parametrize(
    ("error", "errors"),
    [
        (ValidationError({"starts_on": "Past."}), {"begins": ["Past."]}),
        (Refused("No."), {"__all__": ["No."]}),
    ],
)
def test_a_refusal_ends_the_block_and_comes_back_into_the_form(error, errors):
    form = Absence({"begins": "2026-11-01"})
    assert form.is_valid()
    done = []
    with errors_added(form, {"starts_on": "begins"}, errors=(ValidationError, Refused)):
        done.append("begun")
        raise error
    assert (done, form.errors) == (["begun"], errors)


def test_an_error_that_the_block_does_not_name_is_nobodys_refusal():
    with pytest.raises(Refused), errors_added(Absence({"begins": "2026-11-01"})):
        raise Refused("No.")


def test_a_day_is_shown_as_the_browser_wants_it_in_every_language():
    form = Absence(initial={"begins": date(2026, 11, 1)})
    assert 'type="date"' in str(form["begins"]) and 'value="2026-11-01"' in str(form["begins"])


@pytest.mark.parametrize(
    ("begins", "refused", "errors"),
    [
        ("2026-11-01", None, {}),
        ("soon", None, {"begins": ["Enter a valid date."]}),
        ("2026-11-01", refusal("begins", "Past.", "past"), {"begins": ["Past."]}),
    ],
)
def test_a_form_is_taken_when_it_is_in_order_and_the_service_does_not_refuse(begins, refused, errors):
    got = []

    def service(data):
        got.append(data["begins"])
        if refused is not None:
            raise refused

    form = Absence({"begins": begins})
    with translation.override("en"):
        assert taken(form, service) is (not errors)
        assert form.errors == errors
    assert got == ([] if begins == "soon" else [date(2026, 11, 1)])


def test_a_text_that_cannot_be_meant_is_refused_at_its_field():
    assert by_field("note", str.strip, " so ") == "so"
    assert by_field("note", str.upper, "") == ""

    def never(text):
        raise ValidationError("No.")

    with pytest.raises(ValidationError) as refused:
        by_field("note", never, "so")
    assert refused.value.message_dict == {"note": ["No."]}
