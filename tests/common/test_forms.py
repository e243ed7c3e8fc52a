"""How a service's refusal comes back into a form."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from common.forms import add_errors, date_input, errors_added


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
