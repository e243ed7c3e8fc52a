"""Everything that needs hands."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record
from people.actors import AnyUser
from people.persons.enums import Sex
from regions.models import Located, LocatedQuerySet
from timebank.ledger.enums import ServiceCategory
from volunteers.slots import ALL_SLOTS
from volunteers.task_types import TaskKind
from volunteers.tasks.enums import ACTIVE_STATES, TaskState
from workbench.scopes import in_scope


class TaskQuerySet(LocatedQuerySet["Task"]):
    def open(self) -> TaskQuerySet:
        return self.filter(state=TaskState.OPEN)

    def looking(self) -> TaskQuerySet:
        """Open tasks that lack somebody, as far as their own row says: served by the index `task_looking_place`."""
        return self.filter(state=TaskState.OPEN, unmatched_reason__gt="")

    def not_drafted(self) -> TaskQuerySet:
        """Without the shifts of projects that are not published: nobody but the organizer knows of them."""
        return self.filter(~Q(kind=TaskKind.SHIFT) | Q(project__state="published"))

    def looked_at(self) -> TaskQuerySet:
        """Without visits that nobody has been sought for yet: they stand in a draft of their month at most."""
        return self.exclude(kind=TaskKind.VISIT, unmatched_reason="", assignments=None)

    def public(self) -> TaskQuerySet:
        """Shifts of published projects. A visit is never public: it says where an elder lives alone."""
        return self.filter(kind=TaskKind.SHIFT, project__state="published")

    def visible_to(self, user: AnyUser) -> TaskQuerySet:
        """Public shifts; tasks one has an active assignment on; tasks of one's regions; of projects one manages."""
        if not user.is_authenticated:
            return self.public()
        from volunteers.projects.models import Project
        from volunteers.tasks.models.assignment import Assignment

        return self.filter(
            Q(kind=TaskKind.SHIFT, project__state="published")
            | Q(
                pk__in=Assignment.objects.filter(
                    volunteer__person__user=user, state__in=ACTIVE_STATES
                ).values("task")
            )
            | Q(project__in=Project.objects.managed_by(user))
            | in_scope(user)
        )


class Task(Located):
    """A service task (服务任务): where, when, how long, how many people, what it takes.

    `starts_on`/`ends_on` is the window of days (both included); `starts_at`/`ends_at` are set when the hour is fixed.
    `minutes` is the expected length. `slots` masks the weekly slots in which it can be done. `place` is what may be
    shown to anyone the task is offered to; the exact position is for the matcher and the fence, never for a page.
    `unmatched_reason` says why a place is free (a code), and is empty while none is (volunteers.tasks.services.steps).
    `check_in_index` is the blind index of the code at the door (common.encryption.blind_index).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=TaskKind.choices)
    category = models.CharField(_("service category"), max_length=20, choices=ServiceCategory.choices)
    title = models.CharField(_("title"), max_length=120)
    description = models.CharField(_("description"), max_length=1000, blank=True)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    place = models.CharField(_("place"), max_length=200)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"))
    persons_needed = models.PositiveSmallIntegerField(_("people needed"), default=1)
    slots = models.PositiveIntegerField(_("possible times"), default=ALL_SLOTS)
    required_skills = models.ManyToManyField(
        "volunteers.Skill", blank=True, related_name="+", verbose_name=_("skills")
    )
    dialects = models.ManyToManyField(
        "people.Dialect", blank=True, related_name="+", verbose_name=_("dialects")
    )
    prefers_sex = models.CharField(_("sex asked for"), max_length=1, choices=Sex.choices, blank=True)
    adult_only = models.BooleanField(_("adults only"), default=False)
    needs_insurance = models.BooleanField(_("needs accident insurance"), default=False)
    on_site = models.BooleanField(
        _("on site"), default=True, help_text=_("No means it can be done by telephone")
    )
    project = models.ForeignKey(
        "volunteers.Project",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shifts",
        verbose_name=_("project"),
    )
    organiser = models.CharField(_("organising unit"), max_length=100)
    in_charge = models.CharField(_("person in charge"), max_length=60, blank=True)
    check_in_index = models.CharField(max_length=64, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    unmatched_reason = models.CharField(_("why not filled yet"), max_length=40, blank=True)
    # Whose login put it up, where it was not the planner: does not verify what comes of it (volunteers.tasks.duties).
    published_by = login_on_record(_("published by"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = TaskQuerySet.as_manager()

    class Meta(Located.Meta):
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["starts_on", "pk"]
        constraints = [
            *Located.Meta.constraints,
            models.CheckConstraint(condition=Q(minutes__gt=0, minutes__lte=24 * 60), name="task_minutes"),
            models.CheckConstraint(condition=Q(persons_needed__gt=0), name="task_needs_somebody"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="task_window"),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=models.F("starts_at")),
                name="task_hours",
            ),
        ]
        indexes = [
            *getattr(Located.Meta, "indexes", []),
            models.Index(fields=["region", "starts_on"], name="task_region_day"),
            models.Index(fields=["kind", "state", "starts_on"], name="task_kind_state_day"),
            # A month's tasks are as good as all taken: who looks for one near must not wade through them.
            models.Index(
                fields=["lat", "lon"],
                condition=Q(state="open", unmatched_reason__gt=""),
                name="task_looking_place",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place_label(self) -> str:
        """The place as people say it: a community without the official ending of its name."""
        return self.region.short_name if self.place == self.region.name else self.place

    @property
    def group(self) -> str:
        """The team that serves as one on this task; empty where everybody serves for themselves."""
        project = self.project
        return project.team.name if project and project.serves_as_group and project.team else ""
