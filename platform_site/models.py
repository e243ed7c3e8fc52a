"""The pages of the portal that people write (home, information, news), imports of rosters, the counters of limits.

Each holds its text twice: Chinese, which must be there, and English, which may be missing (the Chinese text is shown
then). They hold no personal data, and are the only pages of Wagtail here: elders, persons and volunteers are plain
models, never pages, whose revisions and search index would copy them.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, ObjectList, PublishingPanel, TabbedInterface, TitleFieldPanel
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import AbstractGroupApprovalTask, Page, PagePermissionTester, Revision, TaskState

from common.fields import EncryptedTextField, login_on_record
from common.pinyin import pinyin_slug
from platform_site.installation.models import Installation  # noqa: F401 - Django looks for it here

NEWS_ON_HOME = 3
NEWS_ON_A_PAGE = 12
RICH_TEXT = ["bold", "italic", "h3", "ul", "ol", "link", "document-link"]
TABLE_OPTIONS = {"startRows": 3, "startCols": 3, "minSpareRows": 0, "contextMenu": True}


class ActionBlock(blocks.StructBlock):
    """A button that leads on: inside the portal (an address such as /care-points/) or to a phone (tel:12345)."""

    label = blocks.CharBlock(label=_("button text"), max_length=40)
    address = blocks.RegexBlock(
        label=_("web address"),
        regex=r"^(/|https://|tel:)\S*$",
        max_length=200,
        error_messages={"invalid": _("Begin with / for a page of this site, with https:// or with tel:")},
    )

    class Meta:
        icon = "link"
        label = _("button")


class BodyBlock(blocks.StreamBlock):
    """What a page is made of. Kept small on purpose: everything here looks right on a phone and in elder mode."""

    heading = blocks.CharBlock(label=_("heading"), icon="title", max_length=80)
    text = blocks.RichTextBlock(label=_("text"), features=RICH_TEXT)
    steps = blocks.ListBlock(
        blocks.CharBlock(max_length=300),
        label=_("steps"),
        icon="list-ol",
        template="platform_site/blocks/steps.html",
    )
    notice = blocks.TextBlock(label=_("notice"), icon="warning", template="platform_site/blocks/notice.html")
    # What somebody sees who cannot see it is written with the picture, or it is marked as decoration.
    picture = ImageBlock(label=_("picture"), template="platform_site/blocks/picture.html")
    attachment = DocumentChooserBlock(label=_("attachment"), template="platform_site/blocks/attachment.html")
    # Cells can be pasted from a spreadsheet.
    table = TableBlock(
        label=_("table"), table_options=TABLE_OPTIONS, template="platform_site/blocks/table.html"
    )
    action = ActionBlock(template="platform_site/blocks/action.html")


def reads_english() -> bool:
    return (get_language() or "").startswith("en")


def author_of(page: Page) -> Any:
    """Who wrote the text as it stands in the newest revision: saving it again unchanged makes nobody its author.

    None where no login did, or where the page has no revision (the first texts).
    """
    newest: dict[str, Any] | None = None
    author = None
    revisions = Revision.page_revisions.filter(object_id=str(page.pk)).order_by("-created_at", "-pk")
    for revision in revisions.select_related("user").iterator(chunk_size=20):
        written = {name: value for name, value in revision.content.items() if name not in _NOT_WRITTEN}
        if newest is not None and written != newest:
            break
        newest, author = written, revision.user
    return author


# What of a revision changes by itself, or says when the page is shown, or where it stands among the others.
_NOT_WRITTEN = {
    "draft_title", "expire_at", "expired", "first_published_at", "go_live_at", "has_unpublished_changes",
    "last_published_at", "latest_revision", "latest_revision_created_at", "live", "live_revision", "locked",
    "locked_at", "locked_by", "comments", "wagtail_admin_comments", "depth", "numchild", "path", "url_path",
}  # fmt: skip


def may_publish(page: Page, user: Any) -> bool:
    """Nobody publishes their own text, except who looks after the installation."""
    return bool(user.is_superuser) or author_of(page) != user


class PortalPermissions(PagePermissionTester):
    """Wagtail's, but nobody publishes what they wrote: neither while adding a page nor afterwards."""

    def can_publish(self) -> bool:
        return bool(super().can_publish()) and may_publish(self.page, self.user)

    def can_unpublish(self) -> bool:
        return bool(super().can_unpublish()) and self._may_go()

    def can_delete(self, *args: Any, **how: Any) -> bool:
        return bool(super().can_delete(*args, **how)) and self._may_go()

    def _may_go(self) -> bool:
        """The pages that there are once, on which the portal stands, are taken away by nobody who only writes."""
        return bool(self.user.is_superuser or self.page.max_count != 1)

    def can_publish_subpage(self) -> bool:
        return bool(self.user.is_superuser and super().can_publish_subpage())


class PortalApproval(AbstractGroupApprovalTask):
    """The step of the workflow in which somebody of the approvers publishes what somebody else wrote."""

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")

    def get_actions(self, obj: Page, user: Any) -> list[Any]:
        actions = super().get_actions(obj, user)
        return actions if may_publish(obj, user) else [step for step in actions if step[0] != "approve"]

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        if action_name == "approve" and not may_publish(task_state.workflow_state.content_object, user):
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)


class PortalPageForm(WagtailAdminPageForm):
    """A new page needs a title and nothing else: its web address is made from the pinyin of the title."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Left empty, it is made from the title.")

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"] or self.instance.slug
        return slug or self._free_slug(pinyin_slug(self.cleaned_data.get("title", "")) or "page")

    def _free_slug(self, wanted: str) -> str:
        slug, number = wanted, 1
        while not Page._slug_is_available(slug, self.parent_page, self.instance):
            number += 1
            slug = f"{wanted}-{number}"
        return slug


class BilingualPage(Page):
    """A page with an English twin for each text. `shown_…` is what this reader sees."""

    base_form_class = PortalPageForm

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return PortalPermissions(user, self)

    title_en = models.CharField(_("title in English"), max_length=255, blank=True)
    intro = models.CharField(
        _("introduction"), max_length=300, blank=True, help_text=_("One or two sentences")
    )
    intro_en = models.CharField(_("introduction in English"), max_length=300, blank=True)
    body = StreamField(BodyBlock(required=False), verbose_name=_("text"), blank=True)
    body_en = StreamField(BodyBlock(required=False), verbose_name=_("text in English"), blank=True)

    chinese_panels = [TitleFieldPanel("title", placeholder=False), FieldPanel("intro"), FieldPanel("body")]
    english_panels = [FieldPanel("title_en"), FieldPanel("intro_en"), FieldPanel("body_en")]

    class Meta:
        abstract = True

    @property
    def shown_title(self) -> str:
        return (reads_english() and self.title_en) or self.title

    @property
    def shown_intro(self) -> str:
        return (reads_english() and self.intro_en) or self.intro

    @property
    def shown_body(self) -> Any:
        return self.body_en if reads_english() and self.body_en else self.body

    @property
    def shown_in(self) -> str:
        """The language the text is really in, for its `lang` attribute."""
        return "en" if reads_english() and (self.title_en or self.body_en) else "zh-Hans"


def _edit_handler(page: type[BilingualPage], extra: list[Any] | None = None) -> TabbedInterface:
    return TabbedInterface(
        [
            ObjectList([*page.chinese_panels, *(extra or [])], heading=_("Chinese")),
            ObjectList(page.english_panels, heading=_("English")),
            ObjectList(
                [FieldPanel("slug"), FieldPanel("search_description"), PublishingPanel()],
                heading=_("Web address and time"),
            ),
        ]
    )


class HomePage(BilingualPage):
    """The first page: where to go in one look, true figures, what to read, what is new."""

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["platform_site.InfoPage", "platform_site.NewsIndexPage"]
    template = "platform_site/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["information"] = InfoPage.objects.child_of(self).live().filter(on_home=True).order_by("path")
        context["news"] = NewsPage.objects.descendant_of(self).live().order_by("-day", "-pk")[:NEWS_ON_HOME]
        context["news_index"] = NewsIndexPage.objects.child_of(self).live().first()
        return context


class InfoPage(BilingualPage):
    """Something to read up on: how to volunteer, what a visit is, what happens to one's data."""

    on_home = models.BooleanField(_("named on the home page"), default=True)
    icon = models.CharField(_("icon"), max_length=20, default="info", help_text=_("Name in the icon set"))

    parent_page_types = ["platform_site.HomePage"]
    subpage_types: list[str] = []
    template = "platform_site/info_page.html"

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")


class NewsIndexPage(BilingualPage):
    """All news, the newest first."""

    max_count = 1
    parent_page_types = ["platform_site.HomePage"]
    subpage_types = ["platform_site.NewsPage"]
    template = "platform_site/news_index_page.html"

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        news = NewsPage.objects.child_of(self).live().order_by("-day", "-pk")
        context["page_obj"] = Paginator(news, NEWS_ON_A_PAGE).get_page(request.GET.get("page"))
        return context


class NewsPage(BilingualPage):
    """One piece of news."""

    day = models.DateField(_("date"), default=timezone.localdate)

    parent_page_types = ["platform_site.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "platform_site/news_page.html"

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")


HomePage.edit_handler = _edit_handler(HomePage)
InfoPage.edit_handler = _edit_handler(InfoPage, [FieldPanel("on_home"), FieldPanel("icon")])
NewsIndexPage.edit_handler = _edit_handler(NewsIndexPage)
NewsPage.edit_handler = _edit_handler(NewsPage, [FieldPanel("day")])


class Tally(models.Model):
    """How often something was done within a time: codes sent to a number, wrong codes from an address.

    `key` is a keyed hash of what is counted and for whom: neither numbers nor addresses stand here. In the database and
    not in the cache, because a full cache throws entries out and an empty one begins anew
    (platform_site.accounts.limits).
    """

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("counter of a limit")
        verbose_name_plural = _("counters of limits")

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.count}"


class ImportState(models.TextChoices):
    """Where an import of a roster stands."""

    READING = "reading", _("The file is being read")
    UNCLEAR = "unclear", _("Waiting for the kind of roster")
    LOOKING = "looking", _("The preview is being made")
    READY = "ready", _("Waiting for your decision")
    WAITING = "waiting", _("Waiting to be imported")
    IMPORTING = "importing", _("Being imported")
    DONE = "done", _("Imported")
    STOPPED = "stopped", _("Stopped on the way")
    CANCELLED = "cancelled", _("Called off")
    FAILED = "failed", _("Could not be used")
    EXPIRED = "expired", _("Not imported in time")
    UNDOING = "undoing", _("Being taken back")
    UNDONE = "undone", _("Taken back")


class RosterImport(models.Model):
    """One file that somebody brought: who, when, what came of it. Its contents lie encrypted beside the database and go
    after an hour (platform_site.rosters); what is kept here names nobody but who brought it.

    `running` is True for the one import that is at work on the registers, else NULL: two never write at once, whatever
    they hold. `claimed_at` is renewed by whoever works on it; when that is long ago, somebody else goes on.

    `unknown_columns`: headings that nobody knows; `columns`: what the worker says that some of them are. `warnings`
    come from the file, `notes` from looking at its rows.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = login_on_record(_("brought by"))
    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(_("kind of roster"), max_length=20, blank=True)
    guessed = models.CharField(max_length=20, blank=True)
    because = models.JSONField(default=list)
    language = models.CharField(max_length=10)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.READING
    )
    figures = models.JSONField(default=dict)
    unknown_columns = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    error = models.CharField(max_length=500, blank=True)
    progress = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    running = models.BooleanField(null=True, unique=True, editable=False)
    claimed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(_("brought at"), default=timezone.now, db_index=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    files_removed_at = models.DateTimeField(null=True)
    kept_back = EncryptedTextField(null=True)

    class Meta:
        verbose_name = _("import of a roster")
        verbose_name_plural = _("imports of rosters")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "claimed_at"], name="roster_import_open")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.created_at:%Y-%m-%d %H:%M}"


class RosterChange(models.Model):
    """A row that an import added or changed, so that it can be taken back; gone when the time for that is over.

    `details` is JSON: old and new of each field, or the fingerprint of a row that was added.
    """

    roster = models.ForeignKey(RosterImport, models.CASCADE, related_name="changes")
    row = models.PositiveIntegerField()
    model = models.CharField(max_length=80)
    object_pk = models.BigIntegerField()
    added = models.BooleanField()
    whole = models.BooleanField()
    details = EncryptedTextField()

    class Meta:
        verbose_name = _("change by a roster")
        verbose_name_plural = _("changes by rosters")

    def __str__(self) -> str:
        return f"{self.roster_id} {self.row}"
