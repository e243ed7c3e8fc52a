"""'All well, as last time': how and when the visit was made, and only the questions that have to be asked anew."""

from __future__ import annotations

from typing import Any

from django import forms

from elderly_visits.visits.enums import VisitMethod
from elderly_visits.visits.forms.worker_report import WorkerReportForm
from elderly_visits.visits.selectors.last_time import LastTime
from elderly_visits.visits.services.answers import HOME_OBSERVATIONS

_OWN = ("method", "visited_at", "code", "late_reason")


class LastTimeForm(WorkerReportForm):
    """The worker's own visit. Nothing says beforehand that it was made: how it was made is chosen each time.

    `last` names the report that was shown, so that nobody says 'as last time' of another.
    """

    last = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, shown: LastTime, home_required: bool, **kwargs: Any) -> None:
        super().__init__(*args, volunteers=[], prefix="last", **kwargs)
        self.shown = shown
        for name in self.fields.keys() - {*_OWN, "last", *shown.anew}:
            del self.fields[name]
        self.fields["method"].choices = [
            choice
            for choice in VisitMethod.choices
            if choice[0] == VisitMethod.HOME or (choice[0] == VisitMethod.PHONE and not home_required)
        ]
        self.initial |= {"last": shown.report.pk, "method": ""}
        for name, answer in shown.anew.items():
            self.fields[name].last_time = answer

    @property
    def is_current(self) -> bool:
        """Whether no newer report has come in since the page was shown. Call `is_valid()` first."""
        return bool(self.cleaned_data["last"] == self.shown.report.pk)

    @property
    def anew(self) -> list[forms.BoundField]:
        """What is asked wherever the elder was met."""
        return [self[name] for name in self.shown.anew if name not in HOME_OBSERVATIONS]

    @property
    def anew_at_home(self) -> list[forms.BoundField]:
        return [self[name] for name in self.shown.anew if name in HOME_OBSERVATIONS]

    def answers(self) -> dict[str, Any]:
        return (
            dict(self.shown.answers)
            | {name: self.cleaned_data.get(name, "") for name in self.shown.anew}
            | {"contact_made": True, "method": self.cleaned_data["method"]}
        )
