"""What is done with several elders of the list at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from elderly_visits.concerns.models import Concern
from elderly_visits.concerns.services.concerns import hand_over
from elderly_visits.register.models import Elder
from elderly_visits.register.selectors.handlers import Handler, handlers_of
from elderly_visits.register.services.workers import assign_worker
from people.actors import AnyUser
from people.logins.models import User
from workbench.bulk import BulkAction


class WorkerForm(forms.Form):
    """Who it goes to. Nobody is chosen beforehand."""

    worker = forms.ChoiceField(label=gettext_lazy("Responsible worker"))
    with_concerns = forms.BooleanField(
        label=gettext_lazy("Hand over the open concerns that the former worker has of these elders, too"),
        required=False,
    )

    def __init__(self, data: QueryDict | None, *, handlers: Sequence[Handler]) -> None:
        super().__init__(data)
        self._users = {str(one.user.pk): one.user for one in handlers}
        choices = [("", _("Please choose")), *((str(one.user.pk), one.label) for one in handlers)]
        self.fields["worker"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean_worker(self) -> User:
        return self._users[self.cleaned_data["worker"]]


class AssignWorker(BulkAction):
    """Elders get a worker in charge; where somebody leaves, her elders and their concerns go together."""

    key = "assign"
    label = gettext_lazy("Change the responsible worker")
    question = gettext_lazy("Who looks after them from now on? They are notified once.")

    def form(self, data: QueryDict | None, *, user: AnyUser, rows: Sequence[Elder]) -> WorkerForm:
        return WorkerForm(data, handlers=handlers_of({elder.region_id for elder in rows}, within=user))

    def note(self, row: Elder) -> str:
        now = row.worker.display_name if row.worker else _("nobody")
        return _("%(community)s, now: %(name)s") % {"community": row.region.short_name, "name": now}

    def apply(self, *, actor: User, row: Elder, data: dict[str, Any], occasion: UUID) -> None:
        former = row.worker_id
        assign_worker(elder=row, worker=data["worker"], actor=actor, occasion=occasion)
        if data["with_concerns"] and former is not None:
            for concern in Concern.objects.unclosed().filter(elder=row, owner=former):
                hand_over(concern=concern, actor=actor, to=data["worker"], occasion=occasion)

    def done(self, count: int) -> str:
        return ngettext(
            "%(count)d elder has a new responsible worker.",
            "%(count)d elders have a new responsible worker.",
            count,
        ) % {"count": count}
