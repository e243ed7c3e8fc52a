"""What is done with several concerns of the list at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.forms import text_area
from elderly_visits.concerns.enums import Outcome, Severity
from elderly_visits.concerns.models import Concern
from elderly_visits.concerns.services.concerns import close_concern, hand_over
from elderly_visits.concerns.services.reminders import remind_owner
from elderly_visits.register.selectors.handlers import Handler, handlers_of
from people.logins.models import User
from workbench.bulk import BulkAction

# A referral says where each one went, which one text for many cannot.
_TOGETHER = [(value, label) for value, label in Outcome.choices if value != Outcome.REFERRED]


class OwnerForm(forms.Form):
    """Who deals with them from now on. Nobody is chosen beforehand."""

    to = forms.ChoiceField(label=gettext_lazy("To whom?"))
    note = text_area(gettext_lazy("What should they know?"), 500, 2, required=False)

    def __init__(self, data: QueryDict | None, *, handlers: Sequence[Handler]) -> None:
        super().__init__(data)
        self._users = {str(one.user.pk): one.user for one in handlers}
        choices = [("", _("Please choose")), *((str(one.user.pk), one.label) for one in handlers)]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean_to(self) -> User:
        return self._users[self.cleaned_data["to"]]


class CloseTogetherForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("What was the outcome?"), choices=_TOGETHER, widget=forms.RadioSelect
    )
    note = text_area(gettext_lazy("What was done?"), 500, 3)


class ReminderForm(forms.Form):
    note = text_area(gettext_lazy("A word with it (it stands in the history)"), 200, 2, required=False)


def _who_and_until(concern: Concern) -> str:
    owner = concern.owner.display_name if concern.owner else _("nobody")
    return _("%(severity)s · with %(name)s") % {"severity": concern.get_severity_display(), "name": owner}


class _ConcernAction(BulkAction):
    def note(self, row: Concern) -> str:
        return _who_and_until(row)


class ReassignConcerns(_ConcernAction):
    key = "reassign"
    label = gettext_lazy("Hand over")
    question = gettext_lazy("Who deals with them from now on? Their due times stay.")

    def form(self, data: QueryDict | None, *, user: Any, rows: Sequence[Concern]) -> OwnerForm:
        regions = {concern.elder.region_id for concern in rows}
        return OwnerForm(data, handlers=handlers_of(regions, within=user))

    def apply(self, *, actor: User, row: Concern, data: dict[str, Any], occasion: UUID) -> None:
        hand_over(concern=row, actor=actor, to=data["to"], note=data["note"], occasion=occasion)

    def done(self, count: int) -> str:
        return ngettext(
            "%(count)d concern was handed over.", "%(count)d concerns were handed over.", count
        ) % {"count": count}


class CloseConcerns(_ConcernAction):
    key = "close"
    label = gettext_lazy("Close together")
    question = gettext_lazy("The same outcome and the same text stand in each of them.")
    form_class = CloseTogetherForm

    def apply(self, *, actor: User, row: Concern, data: dict[str, Any], occasion: UUID) -> None:
        if row.severity == Severity.EMERGENCY:
            raise ValidationError(_("An emergency is closed on its own page, with what was done for it."))
        close_concern(concern=row, actor=actor, outcome=Outcome(data["outcome"]), note=data["note"])

    def done(self, count: int) -> str:
        return ngettext("%(count)d concern is closed.", "%(count)d concerns are closed.", count) % {
            "count": count
        }


class RemindOwners(_ConcernAction):
    key = "remind"
    label = gettext_lazy("Remind the owner")
    question = gettext_lazy(
        "Each owner gets one message; the reminder stands in the history of each concern."
    )
    form_class = ReminderForm

    def apply(self, *, actor: User, row: Concern, data: dict[str, Any], occasion: UUID) -> None:
        remind_owner(concern=row, actor=actor, occasion=occasion, note=data["note"])

    def done(self, count: int) -> str:
        return ngettext("Reminded of %(count)d concern.", "Reminded of %(count)d concerns.", count) % {
            "count": count
        }


CONCERN_ACTIONS = (RemindOwners, ReassignConcerns, CloseConcerns)
