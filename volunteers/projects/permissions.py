"""Who may manage and who may review a project."""

from __future__ import annotations

from people.actors import AnyUser
from volunteers.projects.models import Project
from workbench.roles import MANAGER_ROLES
from workbench.scopes import covers


def can_review_project(user: AnyUser, project: Project) -> bool:
    """Whoever manages a project does not also approve it."""
    return covers(user, project.region_id, (*MANAGER_ROLES,)) and not can_manage_project(user, project)


def can_manage_project(user: AnyUser, project: Project | None) -> bool:
    """Managers of its organization and the leader of its team."""
    return project is not None and Project.objects.managed_by(user).filter(pk=project.pk).exists()
