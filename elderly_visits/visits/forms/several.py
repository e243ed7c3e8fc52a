"""Several visits of a day in one grid: a row for each elder, in which nothing says beforehand that a visit was made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import date_input, text_area
from elderly_visits.register.models import Elder
from elderly_visits.visits.enums import NoContactReason, VisitMethod
from elderly_visits.visits.forms.report import ReportForm
from elderly_visits.visits.forms.worker_report import take_over
from elderly_visits.visits.selectors.last_time import HARMLESS, LastTime
from elderly_visits.visits.services.answers import HOME_OBSERVATIONS

_MET = "met"
_TEXTS = ("needs", "note")


class DayForm(forms.Form):
    """What all rows share."""

    day = forms.DateField(label=_("Day of the visits"), widget=date_input(), initial=timezone.localdate)
    late_reason = text_area(_("Why is it entered only now?"), 300, 2, required=False)


class RowForm(ReportForm):
    """One elder's row. `shown` is what may be said again, `home_required` whether only a visit at home counts."""

    visited = forms.BooleanField(label=_("Visited"), required=False)
    at = forms.TimeField(
        label=_("At what time?"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    outcome = forms.ChoiceField(
        label=_("Reached?"),
        choices=[("", "—"), (_MET, _("Yes, we talked")), *NoContactReason.choices],
        required=False,
    )

    def __init__(
        self, *args: Any, elder: Elder, shown: LastTime | None, home_required: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, prefix=f"e{elder.pk}", **kwargs)
        self.elder, self.shown, self.home_required = elder, shown, home_required
        for name in ("contact_made", "no_contact_reason", "policy_information"):
            del self.fields[name]
        for name in HARMLESS:
            field = self.fields[name]
            field.widget = forms.Select(choices=[("", "—"), *field.choices])
            field.choices = [("", "—"), *field.choices]
        methods = (VisitMethod.HOME,) if home_required else (VisitMethod.HOME, VisitMethod.PHONE)
        self.fields["method"].widget = forms.Select()
        self.fields["method"].choices = [("", "—"), *((one.value, one.label) for one in methods)]
        for name in _TEXTS:
            self.fields[name].widget.attrs["rows"] = 1
        if shown is not None:
            take_over(self, shown)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("visited"):
            if self.has_changed():
                raise ValidationError(_("Tick “Visited”, or empty the row."))
            return data
        for name in ("at", "method", "outcome"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Please choose an answer."))
        return data

    def moment(self, day: Any) -> datetime:
        """When the visit began. Call `is_valid()` first."""
        return timezone.make_aware(datetime.combine(day, self.cleaned_data["at"]))

    def answers(self) -> dict[str, Any]:
        data = self.cleaned_data
        met = data["outcome"] == _MET
        return {name: data.get(name, "") for name in ("method", *HARMLESS, *_TEXTS)} | {
            "contact_made": met,
            "no_contact_reason": "" if met else data["outcome"],
        }

    @property
    def is_current(self) -> bool:
        """Whether no newer report has come in since the row was shown."""
        return self.shown is None or self.data.get(self.add_prefix("last"), "") == self.last

    @property
    def same_as_last(self) -> bool:
        """Whether everything that was taken over was left as it was."""
        if self.shown is None or self.cleaned_data["outcome"] != _MET:
            return False
        return all(self.cleaned_data.get(name) == answer for name, answer in self.shown.answers.items())

    # For the template.

    @property
    def last(self) -> str:
        """Which report is shown, as it comes back with the row: one that was told to be newer is shown from then on."""
        return "" if self.shown is None else str(self.shown.report.pk)

    @property
    def how(self) -> list[forms.BoundField]:
        return [self[name] for name in ("at", "method", "outcome")]

    @property
    def anew(self) -> list[forms.BoundField]:
        """What has to be asked, in sight."""
        return [] if self.shown is None else [self[name] for name in self.shown.anew]

    @property
    def taken(self) -> list[forms.BoundField]:
        """What was taken over, or everything where there is nothing to take."""
        return [self[name] for name in (HARMLESS if self.shown is None else self.shown.answers)]

    @property
    def texts(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in _TEXTS)

    @property
    def is_open(self) -> bool:
        """Whether the answers are unfolded: nothing was taken over, or something in them is wrong."""
        return self.shown is None or any(self.errors.get(name) for name in (*HARMLESS, *HOME_OBSERVATIONS))
