"""`import_organizations`: the roster of social organizations, key the code, else name and region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.tabular.cell_readers import normalise_text, printable, read_words
from common.tabular.changes import Changes
from common.tabular.columns import Column
from common.tabular.dates import read_past_date
from common.tabular.records import ImportReport, Table
from common.tabular.row_reader import Progress, RowReader, readable_rows
from organizations.enums import Grade, Kind, ReviewState, Tier
from organizations.models import SocialOrganization
from organizations.uscc import normalise_uscc
from people.actors import Actor
from regions.models import Region
from workbench.roster_cells import PLACES, REGION, RosterRegions

REQUIRED_COLUMNS = ("name", REGION)
_STORED = ("name", "region_id", "uscc", "tier", "kind", "fields", "grade", "graded_on", "state")
_KINDS = {kind.value: kind for kind in Kind} | {
    "为民服务": Kind.PUBLIC_SERVICE, "公益慈善": Kind.CHARITY, "邻里互助": Kind.MUTUAL_AID,
    "文体娱乐": Kind.CULTURE_SPORTS,
}  # fmt: skip
_TIERS = {tier.value: tier for tier in Tier} | {
    "登记": Tier.REGISTERED, "登记注册": Tier.REGISTERED, "民政登记": Tier.REGISTERED,
    "街道管理": Tier.TOWNSHIP_MANAGED, "乡镇管理": Tier.TOWNSHIP_MANAGED, "乡镇(街道)管理": Tier.TOWNSHIP_MANAGED,
    "township": Tier.TOWNSHIP_MANAGED, "managed": Tier.TOWNSHIP_MANAGED, "备案": Tier.TOWNSHIP_MANAGED,
    "社区指导": Tier.COMMUNITY_GUIDED, "村(社区)指导": Tier.COMMUNITY_GUIDED, "community": Tier.COMMUNITY_GUIDED,
    "guided": Tier.COMMUNITY_GUIDED,
}  # fmt: skip
ORGANIZATION_COLUMNS = (
    Column(
        "uscc",
        ("统一社会信用代码", "信用代码", "社会信用代码"),
        gettext_lazy("Empty for an organization that is not registered with the civil affairs authority."),
        as_text=True,
    ),
    Column("name", ("组织名称", "名称", "社会组织名称", "单位名称"), example="示例互助会"),
    *PLACES,
    Column(
        "kind",
        ("类别", "类型", "组织类别", "组织类型"),
        choices=("为民服务", "公益慈善", "邻里互助", "文体娱乐"),
    ),
    Column(
        "tier",
        ("登记层级", "登记情况", "登记类型", "管理层级"),
        choices=("登记注册", "乡镇(街道)管理", "社区指导"),
    ),
    Column(
        "fields", ("服务领域", "业务领域", "服务范围"), gettext_lazy("Several are separated by ；"), example="助老"
    ),
    Column("grade", ("评估等级", "等级"), choices=tuple(Grade.values)),
    Column(
        "graded_on",
        ("评估日期", "评估时间"),
        gettext_lazy("Needed where there is a grade."),
        example="2026-01-01",
        as_text=True,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class _Record:
    uscc: str | None
    name: str
    region: Region
    kind: str
    tier: str
    fields: tuple[str, ...] | None
    grade: str
    graded_on: date | None


def import_organizations(
    table: Table, *, dry_run: bool = False, actor: Actor = None, progress: Progress | None = None,
    changes: Changes | None = None,
) -> ImportReport:  # fmt: skip
    """Check every row, store the good ones, and report the others with their reasons.

    Organizations on a roster are approved. Without a tier, a code means registered and none means guided by the
    community; without a kind, what is stored stays, and a new one serves the people. Raises TableError when a required
    column is missing.
    """
    table.require(*REQUIRED_COLUMNS)
    report = ImportReport()
    changes = changes or Changes(dry_run=dry_run)
    reader = _Reader(actor)
    good: list[tuple[RowReader, _Record]] = []
    for cells in readable_rows(table, report, progress):
        if (record := reader.read(cells)) is not None:
            good.append((cells, record))
    with transaction.atomic():
        for cells, record in good:
            _store(cells, record, report, changes)
        changes.flush()
        if dry_run:
            transaction.set_rollback(True)
    return report


class _Reader:
    def __init__(self, actor: Actor) -> None:
        self._regions = RosterRegions(actor)
        self._first: dict[Any, int] = {}

    def read(self, cells: RowReader) -> _Record | None:
        uscc = cells.optional("uscc", normalise_uscc)
        name = cells.required("name", printable(100))
        region = self._regions.read_row(cells)
        kind = cells.optional("kind", _read_kind)
        tier = cells.optional("tier", _read_tier) or (Tier.REGISTERED if uscc else Tier.COMMUNITY_GUIDED)
        fields = cells.optional("fields", read_words(20, 10))
        grade, graded_on = cells.optional("grade", _read_grade), cells.optional("graded_on", read_past_date)
        if not cells.row.get("uscc") and tier == Tier.REGISTERED:
            cells.refuse("uscc", _("A registered organization has a code; please enter it."))
        if uscc and tier != Tier.REGISTERED:
            cells.refuse("tier", _("Only registered organizations have a code. Please check the tier."))
        if grade and not cells.row.get("graded_on"):
            cells.refuse("graded_on", _("Please enter the date of the assessment grade."))
        if name and region:
            cells.refuse_repeated("name", (name, region.pk), self._first)
        if uscc:
            cells.refuse_repeated("uscc", uscc, self._first)
        if cells.refused or name is None or region is None:
            return None
        return _Record(
            uscc, name, region, kind.value if kind else "", tier.value, fields, grade or "", graded_on
        )


def _read_kind(text: str) -> Kind:
    if found := _KINDS.get(normalise_text(text).replace(" ", "_")):
        return found
    raise ValueError(_("Unknown kind. Accepted values: %(known)s.") % {"known": _labels(Kind)})


def _read_tier(text: str) -> Tier:
    if found := _TIERS.get(normalise_text(text).replace(" ", "_")):
        return found
    raise ValueError(_("Unknown tier. Accepted values: %(known)s.") % {"known": _labels(Tier)})


def _labels(choices: type[Kind] | type[Tier]) -> str:
    return ", ".join(str(label) for label in choices.labels)


def _read_grade(text: str) -> str:
    grade = normalise_text(text).upper().replace("级", "")
    if grade in Grade.values:
        return grade
    raise ValueError(_("A grade is 1A, 2A, 3A, 4A or 5A."))


def _store(cells: RowReader, record: _Record, report: ImportReport, changes: Changes) -> None:
    by_code = SocialOrganization.objects.filter(uscc=record.uscc).first() if record.uscc else None
    by_name = SocialOrganization.objects.filter(name=record.name, region=record.region).first()
    if by_code is not None and by_name is not None and by_code.pk != by_name.pk:
        cells.refuse("name", _("Another organization with this name is already on the register here."))
        return
    if by_code is None and by_name is not None and by_name.uscc and record.uscc:
        cells.refuse("uscc", _("Another code is on file for this organization."))
        return
    organization = by_code or by_name
    new = organization is None
    organization = organization or SocialOrganization(kind=Kind.PUBLIC_SERVICE)
    before = _state(organization)
    organization.name, organization.region = record.name, record.region
    organization.uscc = record.uscc or organization.uscc
    organization.tier = record.tier if record.uscc or not organization.uscc else organization.tier
    organization.kind = record.kind or organization.kind
    organization.fields = list(record.fields) if record.fields is not None else organization.fields
    if record.grade:
        organization.grade, organization.graded_on = record.grade, record.graded_on
    if organization.state == ReviewState.PENDING:
        organization.state = ReviewState.APPROVED
    changed = _state(organization) != before
    if new or changed:
        organization._change_reason = _("Imported from a roster")  # type: ignore[attr-defined]  # read by simple-history
        organization.save()
    if new:
        changes.added(cells.row.number, organization, whole=True)
    else:
        changes.changed(cells.row.number, organization, before)
    report.count_stored(new=new, changed=changed)


def _state(organization: SocialOrganization) -> dict[str, Any]:
    return {name: getattr(organization, name) for name in _STORED} | {"fields": list(organization.fields)}
