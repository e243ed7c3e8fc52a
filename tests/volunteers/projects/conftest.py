"""An organization with a project that has been published."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from organizations.services import register_organization, review_organization
from volunteers.projects.services import add_shift, create_project, review_project, submit_project


@pytest.fixture
def organization(resident, community, officer):
    made = register_organization(
        person=resident.person,
        name="邻里互助会",
        region=community,
        kind="mutual_aid",
        tier="community_guided",
    )
    return review_organization(organization=made, actor=officer, approve=True)


@pytest.fixture
def project(resident, organization, community):
    return create_project(
        actor=resident,
        organization=organization,
        title="助餐",
        description="送餐",
        category="meals",
        region=community,
    )


def shift(project, actor, hours=30, **fields):
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)
    defaults = {
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "persons_needed": 1,
        "place": "助餐点",
    }
    return add_shift(project=project, actor=actor, **(defaults | fields))


@pytest.fixture
def published(project, resident, officer):
    shift(project, resident)
    submit_project(project=project, actor=resident)
    return review_project(project=project, actor=officer, approve=True)
