"""What a volunteer answers to an offer and at the door, and what a worker looks for in the queue."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from policies.selectors import PolicyBook
from regions.codes import in_subtree
from regions.models import Region
from volunteers.slots import slot_of
from volunteers.task_types import TaskKind, kinds_settled_above
from volunteers.tasks.enums import Oddity, WaitsFor
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.selectors.oddities import odd_by

# When a visit can begin.
_HOURS = [time(hour, minute) for hour in range(8, 21) for minute in (0, 30)]
_USUAL = time(10)
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
        offered = [day for day in days if self._receives_on(day)] or days
        self.fields["day"].choices = [
            (day.isoformat(), f"{day:%m-%d} {weekdays[day.weekday()]}") for day in offered
        ]
        # Where today is the only day, no hour is offered that is over.
        today = offered == [timezone.localdate()]
        hours = [timezone.localtime(at).time() for at in _hours_ahead(offered[0])] if today else _HOURS
        if planned_for is not None:
            local = timezone.localtime(planned_for)
            self.initial |= {"day": local.date().isoformat(), "hour": f"{local:%H:%M}"}
            hours = sorted({*hours, time(local.hour, local.minute)})
        else:
            self.initial.setdefault("hour", "10:00" if _USUAL in hours else f"{hours[0]:%H:%M}")
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


# Of the reasons those that say something: the grade is on the card, and that there is a reason is none.
_REASONS = [
    *((f"waits-{one.value}", one.label) for one in WaitsFor if one != WaitsFor.GRADE),
    *((f"odd-{one.value}", one.label) for one in Oddity if one not in (Oddity.FLAGGED, Oddity.LOOK)),
]
_AGES = (3, 7, 14)


class QueueFilter(forms.Form):
    """What is looked for in the verification queue. What nobody can mean is left out without a word."""

    reason = forms.ChoiceField(label=_("Why it waits"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    place = forms.ChoiceField(label=pgettext_lazy("list", "Where"), required=False)
    who = forms.CharField(label=_("Who served"), required=False, max_length=40)
    days = forms.ChoiceField(label=_("Waiting how long"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False)

    def __init__(self, data: Any, *, places: QuerySet[Region]) -> None:
        super().__init__(data)
        kinds = [one for one in TaskKind.choices if one[0] not in kinds_settled_above()]
        choices: dict[str, list[tuple[str, Any]]] = {
            "reason": [("", _("Any reason")), *_REASONS],
            "kind": [("", _("Any kind")), *kinds],
            "place": [("", _("Everywhere")), *((place.pk, place.short_name) for place in places)],
            "days": [
                ("", _("However long")),
                *((str(days), _("More than %(days)d days") % {"days": days}) for days in _AGES),
            ],
            "sort": [("", _("Longest waiting first")), ("new", _("Newest first"))],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered
        # Who works in one community only has nothing to choose from.
        if len(choices["place"]) == 1:
            del self.fields["place"]
        self.is_valid()

    @property
    def is_used(self) -> bool:
        return any(self.cleaned_data.values())

    def narrowed(self, rows: QuerySet[Assignment], rules: PolicyBook) -> QuerySet[Assignment]:
        asked = self.cleaned_data
        if reason := asked.get("reason"):
            rows = self._by_reason(rows, reason, rules)
        if kind := asked.get("kind"):
            rows = rows.filter(task__kind=kind)
        if place := asked.get("place"):
            rows = rows.filter(in_subtree("task__region_id", place))
        if who := asked.get("who"):
            rows = rows.filter(volunteer__person__name__icontains=who)
        if days := asked.get("days"):
            rows = rows.filter(checked_out_at__lt=timezone.now() - timedelta(days=int(days)))
        return rows.order_by("-checked_out_at", "-pk") if asked.get("sort") else rows

    @staticmethod
    def _by_reason(rows: QuerySet[Assignment], reason: str, rules: PolicyBook) -> QuerySet[Assignment]:
        where, _dash, code = reason.partition("-")
        if where == "odd":
            return rows.filter(odd_by(Oddity(code), rules))
        # SQLite knows no containment in JSON; a code in its quotation marks is found in the text.
        return rows.alias(reasons=Cast("waits_for", TextField())).filter(reasons__contains=f'"{code}"')
