"""Who writes and who publishes the pages of the portal: Wagtail's groups, filled from the roles of the register.

An editor writes and hands in, an approver publishes what somebody else wrote. The groups give nothing by themselves:
the workbench asks for the role on every request (`platform_site.middleware`), and membership follows it.
"""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from people.logins.models import User
from platform_site.models import HomePage, PortalApproval
from workbench.roles import CONTENT_ROLES, Role

GROUPS = {Role.EDITOR: "门户编辑", Role.APPROVER: "门户审核"}
WORKFLOW = "编辑起草，另一人审核"
_PAGES = {
    Role.EDITOR: ("add_page", "change_page"),
    Role.APPROVER: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
_FILES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")


@transaction.atomic
def make_groups() -> None:
    """The groups with their permissions below the home page, and the workflow from one to the other.

    Running it again changes nothing; what was taken from or given to the groups beyond that stays.
    """
    home = HomePage.objects.first()
    if home is None:
        return
    collection = Collection.get_first_root_node()
    for role, name in GROUPS.items():
        group, made = Group.objects.get_or_create(name=name)
        if not made:
            continue
        for codename in _PAGES[role]:
            GroupPagePermission.objects.get_or_create(
                group=group, page=home, permission=_permission("wagtailcore", codename)
            )
        for codename in _FILES:
            app = "wagtailimages" if codename.endswith("image") else "wagtaildocs"
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=_permission(app, codename)
            )
    _make_workflow(home)


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _make_workflow(home: Page) -> None:
    if WorkflowPage.objects.filter(page=home).exists():
        return
    workflow, _made = Workflow.objects.get_or_create(name=WORKFLOW)
    task, _made = PortalApproval.objects.get_or_create(name=GROUPS[Role.APPROVER])
    task.groups.set([Group.objects.get(name=GROUPS[Role.APPROVER])])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.create(workflow=workflow, page=home)


def follow_roles(user: User) -> None:
    """Make the memberships of `user` what the roles in force today say. One query where nothing has changed.

    An installation that was set up before there were such roles gets its groups with the first of them.
    """
    held = set(user.groups.filter(name__in=GROUPS.values()).values_list("name", flat=True))
    due = {GROUPS[role] for role in CONTENT_ROLES if role in user.roles}
    if held == due:
        return
    with transaction.atomic():
        if Group.objects.filter(name__in=GROUPS.values()).count() < len(GROUPS):
            make_groups()
        user.groups.remove(*Group.objects.filter(name__in=held - due))
        user.groups.add(*Group.objects.filter(name__in=due - held))
