"""What is done with several visits of the dispatch board at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy, ngettext

from elderly_visits.visits.models.visit import Visit
from people.logins.models import User
from visit_planning.dispatch.services import ask_again
from visit_planning.reasons import reason_label
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from workbench.bulk import BulkAction


class AskForVisits(BulkAction):
    """Who has not answered is reminded; where nobody is asked, the best are asked in turn."""

    key = "ask"
    label = gettext_lazy("Ask volunteers")
    question = gettext_lazy(
        "Volunteers who have not answered are reminded; where nobody is asked, the best are asked in turn."
    )

    def note(self, row: Visit) -> str:
        board: list[Assignment] = getattr(row.task, "board", [])
        names = [one.volunteer.person.name for one in board if one.state == AssignmentState.OFFERED]
        return "、".join(names) or (
            reason_label(row.task.unmatched_reason) if row.task.unmatched_reason else ""
        )

    def apply(self, *, actor: User, row: Visit, data: dict[str, Any], occasion: UUID) -> None:
        ask_again(visit=row, actor=actor, occasion=occasion)

    def done(self, count: int) -> str:
        return ngettext(
            "Volunteers are asked for %(count)d visit.", "Volunteers are asked for %(count)d visits.", count
        ) % {"count": count}


DISPATCH_ACTIONS = (AskForVisits,)
