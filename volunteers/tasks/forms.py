"""What a volunteer answers to an offer and at the door."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteers.slots import slot_of
from volunteers.tasks.models.task import Task

# When a visit can begin.
_HOURS = [time(hour, minute) for hour in range(8, 21) for minute in (0, 30)]
# Who agrees at the door to the hour that has just struck may still do so.
_LATE_YES = timedelta(minutes=30)


def _hours_ahead(day: date) -> list[datetime]:
    """The moments of a day that can still be agreed on."""
    earliest = timezone.now() - _LATE_YES
    moments = [timezone.make_aware(datetime.combine(day, hour)) for hour in _HOURS]
    return [moment for moment in moments if moment >= earliest]


class ReopenForm(forms.Form):
    """Why a refused service is looked at again."""

    note = forms.CharField(
        label=_("Why is it looked at again?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The volunteer will read it."),
    )


class PlannedForForm(forms.Form):
    """Day and hour of a visit, within the task's days."""

    day = forms.ChoiceField(label=_("Which day"))
    hour = forms.ChoiceField(label=_("At what time"))

    def __init__(self, *args: Any, task: Task, planned_for: datetime | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task = task
        first = max(task.starts_on, timezone.localdate())
        days = [first + timedelta(days=n) for n in range((task.ends_on - first).days + 1)]
        # In the evening nothing of today is left to agree on.
        days = [day for day in days if _hours_ahead(day)]
        weekdays = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
        self.fields["day"].choices = [
            (day.isoformat(), f"{day:%m-%d} {weekdays[day.weekday()]}")
            for day in [day for day in days if self._receives_on(day)] or days
        ]
        hours = _HOURS
        if planned_for is not None:
            local = timezone.localtime(planned_for)
            self.initial |= {"day": local.date().isoformat(), "hour": f"{local:%H:%M}"}
            hours = sorted({*hours, time(local.hour, local.minute)})
        else:
            self.initial.setdefault("hour", "10:00")
        self.fields["hour"].choices = [(f"{hour:%H:%M}", f"{hour:%H:%M}") for hour in hours]

    def _receives_on(self, day: date) -> bool:
        return any(self.task.slots & slot_of(moment) for moment in _hours_ahead(day))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "day" in data and "hour" in data:
            naive = datetime.fromisoformat(f"{data['day']}T{data['hour']}")
            moment = timezone.make_aware(naive)
            if moment < timezone.now() - _LATE_YES:
                raise forms.ValidationError(_("This time has already passed."))
            if not self.task.slots & slot_of(moment):
                raise forms.ValidationError(
                    _("The elder does not receive visitors at that time. Please choose another time.")
                )
            data["planned_for"] = moment
        return data


class DeclineForm(forms.Form):
    """Why not, if the volunteer wants to say."""

    reason = forms.CharField(
        label=_("Reason (optional)"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CheckInForm(forms.Form):
    """Whatever code there is, in one field: a line of the sheet, the door card's, one sent to the elder's phone."""

    code = forms.CharField(
        label=_("Check-in code"),
        required=False,
        max_length=12,
        help_text=_(
            "Six digits: the next line of the sheet that is not crossed out, or the card inside the door."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
    accuracy = forms.FloatField(required=False, widget=forms.HiddenInput)
