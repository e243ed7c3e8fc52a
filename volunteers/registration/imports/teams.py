"""`import_teams`: the roster of teams, key name and region."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.phones import normalise_phone
from common.tabular.cell_readers import printable
from common.tabular.changes import Changes
from common.tabular.columns import Column
from common.tabular.records import ImportReport, Table
from common.tabular.row_reader import Progress, RowReader, readable_rows
from organizations.enums import ReviewState
from organizations.models import SocialOrganization
from people.actors import Actor
from regions.models import Region
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.team import Team, TeamMember
from volunteers.registration.models.volunteer import Volunteer
from workbench.roster_cells import PLACES, REGION, RosterRegions

REQUIRED_COLUMNS = ("name", REGION)
TEAM_COLUMNS = (
    Column("name", ("队伍名称", "名称", "服务队名称", "志愿服务队名称", "队伍"), example="示例服务队"),
    *PLACES,
    Column(
        "leader_phone",
        (
            "负责人电话",
            "队长电话",
            "队长手机",
            "负责人手机号",
            "负责人联系电话",
            "队长手机号",
            "队长联系电话",
        ),
        gettext_lazy("The phone of a volunteer who is on the register and has been approved."),
        example="10000000000",
        as_text=True,
    ),
    Column(
        "organization",
        ("所属组织", "社会组织", "所属社会组织", "所属单位"),
        gettext_lazy("The name or code of a social organization on the register; empty if there is none."),
    ),
)


@dataclass(frozen=True)
class _Record:
    name: str
    region: Region
    leader: Volunteer | None
    organization: SocialOrganization | None


def import_teams(
    table: Table, *, dry_run: bool = False, actor: Actor = None, progress: Progress | None = None,
    changes: Changes | None = None,
) -> ImportReport:  # fmt: skip
    """Check every row, store the good ones, and report the others with their reasons.

    The leader is a volunteer already on the register, the organization one on the register by code or by name in the
    same county. A team that a roster of volunteers named before is completed. An empty cell leaves alone what is
    stored. Raises TableError when a required column is missing.
    """
    table.require(*REQUIRED_COLUMNS)
    report = ImportReport()
    changes = changes or Changes(dry_run=dry_run)
    reader = _Reader(actor)
    records = [(cells.row.number, reader.read(cells)) for cells in readable_rows(table, report, progress)]
    with transaction.atomic():
        for number, record in records:
            if record is not None:
                _store(number, record, report, changes)
        changes.flush()
        if dry_run:
            transaction.set_rollback(True)
    return report


class _Reader:
    def __init__(self, actor: Actor) -> None:
        self._first: dict[Any, int] = {}
        self._regions = RosterRegions(actor)

    def read(self, cells: RowReader) -> _Record | None:
        name = cells.required("name", printable(100))
        region = self._regions.read_row(cells)
        leader = cells.optional("leader_phone", self._leader)
        organization = (
            cells.optional("organization", partial(_organization, region=region)) if region else None
        )
        if cells.refused or name is None or region is None:
            return None
        cells.refuse_repeated("name", (name, region.pk), self._first)
        return None if cells.refused else _Record(name, region, leader, organization)

    def _leader(self, text: str) -> Volunteer:
        phone = normalise_phone(text, mobile=True)
        found = Volunteer.objects.filter(person__phone=phone).first()
        if found is None:
            raise ValueError(_("No volunteer has this phone. Import the volunteers first."))
        if found.state != VolunteerState.APPROVED:
            raise ValueError(_("This volunteer has not been approved and cannot lead a team."))
        return found


def _organization(text: str, region: Region) -> SocialOrganization:
    if found := SocialOrganization.objects.filter(uscc=text.upper()).first():
        return found
    rows = SocialOrganization.objects.filter(name=text, region__code__startswith=region.pk[:6])[:2]
    if len(rows) == 1:
        return rows[0]
    if rows:
        raise ValueError(_("Several organizations in this county have this name: give the code."))
    raise ValueError(
        _("There is no organization with this name or code on the register. Import the organizations first.")
    )


def _store(number: int, record: _Record, report: ImportReport, changes: Changes) -> None:
    team = Team.objects.filter(name=record.name, region=record.region).first() or _named_before(record)
    new = team is None
    team = team or Team(name=record.name, region=record.region)
    before = _state(team)
    team.region = record.region
    team.leader = record.leader or team.leader
    team.organization = record.organization or team.organization
    if team.state == ReviewState.PENDING:
        team.state = ReviewState.APPROVED
    changed = _state(team) != before
    if new or changed:
        team._change_reason = _("Imported from a roster")  # type: ignore[attr-defined]  # read by simple-history
        team.save()
    if new:
        changes.added(number, team, whole=True)
    else:
        changes.changed(number, team, before)
    if team.leader is not None:
        member, joined = TeamMember.objects.get_or_create(team=team, volunteer=team.leader, left_on=None)
        if joined:
            changes.added(number, member, says=team.leader)
    report.count_stored(new=new, changed=changed)


def _state(team: Team) -> dict[str, Any]:
    return {name: getattr(team, name) for name in ("region_id", "leader_id", "organization_id", "state")}


def _named_before(record: _Record) -> Team | None:
    """A team without a leader that a roster of volunteers brought, in the same county."""
    rows = Team.objects.filter(
        name=record.name,
        leader=None,
        state=ReviewState.PENDING,
        region__code__startswith=record.region.pk[:6],
    )[:2]
    return rows[0] if len(rows) == 1 else None
