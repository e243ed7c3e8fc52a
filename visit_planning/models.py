"""Loads the models of every room for Django, which looks for them here. Import a model from its own room."""

from visit_planning.plan.models.gaps import MissingVolunteers, TimeShortage
from visit_planning.plan.models.plan import Closure, VisitPlan
from visit_planning.repair.models import Repair, RepairedVisit
from visit_planning.stand_ins.models import StandIn, StandInSearch
