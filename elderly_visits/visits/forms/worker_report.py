"""The report as a worker enters it: her own visit, or that of a volunteer who cannot use a phone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import text_area
from elderly_visits.visits.forms.report import ReportForm
from elderly_visits.visits.selectors.last_time import LastTime
from volunteers.registration.models.volunteer import Volunteer

ME = "me"


def take_over(form: forms.Form, last: LastTime, *, over_draft: bool = True) -> None:
    """Harmless answers of the last report come prefilled, each marked; of the others is said what they were.

    A draft keeps what is in it.
    """
    for name, answer in last.answers.items():
        if over_draft:
            form.initial[name] = answer
            form.fields[name].taken_from = last.report.visited_at
    for name, answer in last.anew.items():
        form.fields[name].last_time = answer


class WorkerReportForm(ReportForm):
    """`volunteers` are those offered to choose from, with a label; none are offered for a visit outside the plan."""

    who = forms.ChoiceField(label=_("Who made the visit?"), widget=forms.RadioSelect, initial=ME)
    visited_at = forms.DateTimeField(
        label=_("When did it begin?"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    minutes = forms.IntegerField(
        label=_("How long did it last, in minutes?"), min_value=1, max_value=24 * 60, required=False
    )
    name = forms.CharField(label=_("Somebody else: look up by name"), max_length=40, required=False)
    # Typed or scanned at the door, which nobody has to: it tells a visit from one that is only written down.
    code = forms.CharField(
        label=_("Door code"),
        required=False,
        max_length=12,
        help_text=_("Six digits on the card inside the door."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    # Asked only of who comes late: the second person who accepts the entry has nothing else to go by.
    late_reason = text_area(_("Why is it entered only now?"), 300, 2, required=False)

    def __init__(
        self,
        *args: Any,
        volunteers: list[tuple[Volunteer, str]],
        last: LastTime | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, for_worker=True, **kwargs)
        if last is not None:
            take_over(self, last, over_draft=kwargs.get("report") is None)
        self._volunteers = {str(volunteer.pk): volunteer for volunteer, _label in volunteers}
        self.fields["who"].choices = [
            (ME, _("Myself, as part of my job")),
            *((str(volunteer.pk), label) for volunteer, label in volunteers),
        ]
        self.initial.setdefault("visited_at", timezone.localtime().replace(second=0, microsecond=0))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("who") not in (None, ME) and not data.get("minutes"):
            self.add_error("minutes", _("Please say how long the volunteer was there."))
        return data

    @property
    def volunteer(self) -> Volunteer | None:
        """Who made the visit; None for the worker. Call `is_valid()` first."""
        return self._volunteers.get(self.cleaned_data["who"])

    @property
    def asks_why_late(self) -> bool:
        """Whether the entry was refused for coming late, or says why already."""
        return bool(self["late_reason"].errors or self["late_reason"].value())

    @property
    def offers_volunteers(self) -> bool:
        return bool(self._volunteers)
