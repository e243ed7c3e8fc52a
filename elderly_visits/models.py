"""Loads the models of every room for Django, which looks for them here. Import a model from its own room."""

from elderly_visits.concerns.models import Concern, ConcernEvent, ConcernFinding, ConcernStage
from elderly_visits.register.models import Elder, EmergencyContact
from elderly_visits.staff_checks.models import StaffCall, StaffCallAttempt, StaffSample
from elderly_visits.visits.models.closing import ClosedFigures, MonthClosing
from elderly_visits.visits.models.kept import ChangedCommunity, KeptFigures, KeptMonth
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
