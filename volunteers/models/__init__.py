"""Models of volunteering, a file per aggregate."""

from volunteers.models.absence import Absence
from volunteers.models.assignment import Assignment, AssignmentEvent
from volunteers.models.project import Project
from volunteers.models.round import CalendarFeed, PlannedStop
from volunteers.models.task import Task
from volunteers.models.team import Team, TeamMember
from volunteers.models.volunteer import Skill, Volunteer, VolunteerSkill

__all__ = [
    "Absence",
    "Assignment",
    "AssignmentEvent",
    "CalendarFeed",
    "PlannedStop",
    "Project",
    "Skill",
    "Task",
    "Team",
    "TeamMember",
    "Volunteer",
    "VolunteerSkill",
]
