"""The shape of what volunteers and workers type."""

from volunteers.forms.absence import AbsenceForm
from volunteers.forms.answers import CheckInForm, DeclineForm, PlannedForForm
from volunteers.forms.registration import TeamForm, VolunteerForm

__all__ = ["AbsenceForm", "CheckInForm", "DeclineForm", "PlannedForForm", "TeamForm", "VolunteerForm"]
