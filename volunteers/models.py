"""Loads the models of every room for Django, which looks for them here. Import a model from its own room."""

from volunteers.days.models.absence import Absence
from volunteers.days.models.calendar_feed import CalendarFeed
from volunteers.projects.models import Project
from volunteers.registration.models.suspension import Suspension
from volunteers.registration.models.team import Team, TeamMember
from volunteers.registration.models.volunteer import Skill, Volunteer, VolunteerSkill
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
from volunteers.tasks.models.code_use import CodeUse
from volunteers.tasks.models.planned_stop import PlannedStop
from volunteers.tasks.models.task import Task
from volunteers.tasks.models.verified_together import TogetherResult, VerifiedTogether
