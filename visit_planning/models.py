"""Loads the models of every room for Django, which looks for them here. Import a model from its own room."""

from visit_planning.gaps.models import TimeShortage, MissingVolunteers
from visit_planning.plan.models import VisitPlan, Closure
from visit_planning.repair.models import Repair, RepairedVisit
from visit_planning.stand_ins.models import StandInSearch, StandIn

__all__ = [
    "Closure",
    "MissingVolunteers",
    "Repair",
    "RepairedVisit",
    "StandIn",
    "StandInSearch",
    "TimeShortage",
    "VisitPlan",
]
