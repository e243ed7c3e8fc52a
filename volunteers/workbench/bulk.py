"""What is done with several volunteers of the list at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy, ngettext

from common.forms import text_area
from people.logins.models import User
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.services.messages import MOST_LETTERS, write_to_volunteer
from workbench.bulk import BulkAction


class MessageForm(forms.Form):
    text = text_area(gettext_lazy("What do you want to tell them?"), MOST_LETTERS, 4)


class WriteToVolunteers(BulkAction):
    """An invitation or a word to each of them."""

    key = "message"
    label = gettext_lazy("Send a message")
    question = gettext_lazy(
        "Your name stands above it. Please name no elder: it may be read on a locked phone. In quiet hours it waits."
    )
    form_class = MessageForm

    def note(self, row: Volunteer) -> str:
        return f"{row.region.short_name} · {row.get_state_display()}"

    def apply(self, *, actor: User, row: Volunteer, data: dict[str, Any], occasion: UUID) -> None:
        write_to_volunteer(volunteer=row, actor=actor, text=data["text"], occasion=occasion)

    def done(self, count: int) -> str:
        return ngettext(
            "The message goes to %(count)d volunteer.", "The message goes to %(count)d volunteers.", count
        ) % {"count": count}
