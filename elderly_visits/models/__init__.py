"""Loads the models of every room for Django, which looks for them here. Import a model from its own room."""

from elderly_visits.concerns.models import Concern, ConcernEvent
from elderly_visits.models.gaps import MissingVolunteers, TimeShortage
from elderly_visits.models.plan import VisitPlan
from elderly_visits.models.repair import Closure, Repair, RepairedVisit
from elderly_visits.models.stand_in import StandIn, StandInSearch
from elderly_visits.register.models import Elder, EmergencyContact
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit

__all__ = [
    "Closure",
    "Concern",
    "ConcernEvent",
    "Elder",
    "EmergencyContact",
    "MissingVolunteers",
    "Repair",
    "RepairedVisit",
    "StandIn",
    "StandInSearch",
    "TimeShortage",
    "Visit",
    "VisitPlan",
    "VisitReport",
]
