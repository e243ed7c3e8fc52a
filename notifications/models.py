"""The outbox."""

from __future__ import annotations

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from notifications.wording import words_for
from people.actors import AnyUser
from workbench.roles import MANAGER_ROLES
from workbench.scopes import in_scope, own_rows


class Channel(models.TextChoices):
    INBOX = "inbox", _("Message in the system")
    SMS = "sms", _("Text message")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("message", "Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Given up")
    WITHDRAWN = "withdrawn", pgettext_lazy("message", "Withdrawn before it was sent")


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self) -> MessageQuerySet:
        return self.filter(state=DeliveryState.WAITING, not_before__lte=timezone.now())

    def of_batch(self, batch: str) -> MessageQuerySet:
        return self.filter(batch=batch)

    def visible_to(self, user: AnyUser) -> MessageQuerySet:
        """Messages are read by the one they are addressed to, nobody else."""
        return self.filter(own_rows(user, "person__user")).exclude(state=DeliveryState.WITHDRAWN)

    def in_outbox_of(self, user: AnyUser) -> MessageQuerySet:
        """Messages to the people of the regions one manages: whether they arrived, not what they say."""
        return self.filter(in_scope(user, "person__region_id", MANAGER_ROLES))


class Message(models.Model):
    """One message to one person. Written in the transaction of what it tells of; sent afterwards.

    The inbox shows every message; `channel` says whether a text message goes out as well. `key` is unique: the same
    event tells the same person once, however often the service runs. Messages with a `batch` go out spread over time,
    never in quiet hours, and can be withdrawn together while they wait.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="messages", verbose_name=_("to"))
    kind = models.CharField(_("kind"), max_length=40)
    # Where it goes when not to the person's own number of then: to the number somebody has just given up.
    phone = models.CharField(_("other number"), max_length=20, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.INBOX)
    subject = models.CharField(_("subject"), max_length=120)
    body = models.CharField(_("text"), max_length=500)
    link = models.CharField(_("link"), max_length=200, blank=True)
    key = models.CharField(max_length=120, unique=True)
    batch = models.CharField(_("batch"), max_length=40, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=300, blank=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="waiting"), name="message_waiting"),
            models.Index(fields=["person", "-created_at"], name="message_inbox"),
            models.Index(fields=["-created_at", "-id"], name="message_newest"),
            models.Index(fields=["batch", "state"], condition=~Q(batch=""), name="message_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.person_id}"

    @property
    @admin.display(description=_("about"))
    def kind_in_words(self) -> str:
        return words_for(self.kind)
