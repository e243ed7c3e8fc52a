"""`import_volunteers`: the roster of volunteers, key phone."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from common.phones import normalise_phone
from common.tabular.cell_readers import printable, read_count, read_date, read_words
from common.tabular.changes import Changes
from common.tabular.records import ImportReport, Table
from common.tabular.row_reader import Progress, RowReader, readable_rows
from people.actors import Actor
from people.persons import id_numbers
from people.persons.roster_cells import read_sex
from policies.selectors import PolicyBook, book
from regions.enums import Level
from regions.roster_cells import read_point
from volunteers.registration import policy
from volunteers.registration.services.rosters import CheckedRow, VolunteerRecord, merge_volunteers
from volunteers.slots import parse_slots
from workbench.roster_cells import PLACE_ALIASES, REGION, RosterRegions

VOLUNTEER_COLUMNS = (
    "phone", "name", "id_number", "region_code", "lat", "lon", "gender", "birth_date", "skills", "dialects",
    "max_distance_m", "monthly_cap_minutes", "availability", "team",
)  # fmt: skip
REQUIRED_COLUMNS = ("phone", "name", REGION)
VOLUNTEER_ALIASES = {
    "手机号": "phone", "手机号码": "phone", "联系电话": "phone", "电话": "phone", "姓名": "name",
    "身份证号": "id_number",
    "身份证号码": "id_number", "区划代码": "region_code", "社区代码": "region_code", "村社区代码": "region_code",
    "纬度": "lat", "经度": "lon", "性别": "gender", "出生日期": "birth_date", "技能": "skills", "特长": "skills",
    "方言": "dialects", "最远距离": "max_distance_m", "每月时长": "monthly_cap_minutes", "可服务时间": "availability",
    "队伍": "team", "志愿服务队伍": "team", "坐标系": "coord_system", "志愿者姓名": "name", "手机": "phone",
    "联系方式": "phone", "志愿者电话": "phone", "身份证": "id_number", "证件号码": "id_number", "服务技能": "skills",
    "可服务时段": "availability", "所属队伍": "team", **PLACE_ALIASES,
}  # fmt: skip
_BATCH = 2_000


def import_volunteers(
    table: Table, *, dry_run: bool = False, actor: Actor = None, progress: Progress | None = None,
    changes: Changes | None = None,
) -> ImportReport:  # fmt: skip
    """Check every row, store the good ones by phone, and report the others with their reasons.

    Who comes on a roster waits for review, unless the policy says otherwise: until then nothing is planned for them and
    nobody writes to them.
    Words for skills and dialects, and teams, that are new are added (teams wait for review). An empty cell
    leaves alone what is stored. Importing again changes nothing. Raises TableError when a required column is missing.
    """
    table.require(*REQUIRED_COLUMNS)
    report = ImportReport()
    checker = _Checker(book(), actor)
    good: list[CheckedRow] = []
    for cells in readable_rows(table, report, progress):
        if (record := checker.read(cells)) is not None:
            good.append((cells, record))
        if len(good) >= _BATCH:
            merge_volunteers(rows=good, actor=actor, dry_run=dry_run, changes=changes)
            good = []
    merge_volunteers(rows=good, actor=actor, dry_run=dry_run, changes=changes)
    return report


class _Checker:
    """Reads rows one after the other; what is looked up once for all of them is kept here."""

    def __init__(self, rules: PolicyBook, actor: Actor) -> None:
        self._rules = rules
        self._regions = RosterRegions(actor, Level.COMMUNITY)
        self._today = timezone.localdate()
        self._first: dict[Any, int] = {}

    def read(self, cells: RowReader) -> VolunteerRecord | None:
        """The row, or None with every reason noted."""
        phone = cells.required("phone", partial(normalise_phone, mobile=True))
        name = cells.required("name", printable(60))
        number = cells.optional("id_number", id_numbers.normalise_id_number)
        region = self._regions.read_row(cells)
        point = read_point(cells, region)
        sex, born = cells.optional("gender", read_sex), cells.optional("birth_date", read_date)
        if number is not None:
            said_born, said_sex = id_numbers.birth_date(number), id_numbers.sex(number)
            if born is not None and born != said_born:
                cells.refuse(
                    "birth_date", _("The birth date in the ID number is %(date)s.") % {"date": said_born}
                )
            if sex is not None and sex != said_sex:
                cells.refuse(
                    "gender", _("The sex according to the ID number is: %(sex)s.") % {"sex": said_sex.label}
                )
            born, sex = said_born, said_sex
        self._check_age(cells, born, "id_number" if number else "birth_date", region)
        skills = cells.optional("skills", read_words(40, 30))
        dialects = cells.optional("dialects", read_words(40, 20))
        reach = cells.optional("max_distance_m", read_count(100, 200_000))
        cap = cells.optional("monthly_cap_minutes", read_count(0, 31 * 24 * 60))
        slots = cells.optional("availability", parse_slots)
        team = cells.optional("team", printable(100))
        if phone:
            cells.refuse_repeated("phone", phone, self._first)
        if number:
            cells.refuse_repeated("id_number", number, self._first)
        if cells.refused or phone is None or name is None or region is None:
            return None
        return VolunteerRecord(
            phone=phone, name=name, id_number=number or "", region=region, point=point, sex=sex.value if sex else "",
            birth_date=born, skills=skills, dialects=dialects, max_distance_m=reach, monthly_cap_minutes=cap,
            availability=slots, team=team or "",
        )  # fmt: skip

    def _check_age(self, cells: RowReader, born: Any, column: str, region: Any) -> None:
        if born is None:
            return
        if born > self._today:
            cells.refuse(column, _("This date lies in the future."))
            return
        age = self._today.year - born.year - ((self._today.month, self._today.day) < (born.month, born.day))
        minimum = self._rules.value(policy.MINIMUM_AGE, region)
        if age < minimum:
            cells.refuse(column, _("You can register from the age of %(age)d.") % {"age": minimum})
        maximum = self._rules.value(policy.MAXIMUM_ROSTER_AGE, region)
        if age > maximum:
            cells.refuse(
                column,
                _(
                    "This person is %(age)d. A list brings in volunteers up to %(most)d; older ones register in person."
                )
                % {"age": age, "most": maximum},
            )
