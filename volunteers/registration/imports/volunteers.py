"""`import_volunteers`: the roster of volunteers, key phone."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.phones import normalise_phone
from common.tabular.cell_readers import printable, read_count, read_words
from common.tabular.changes import Changes
from common.tabular.columns import Column
from common.tabular.dates import Month, agree, read_day_or_month
from common.tabular.records import ImportReport, Table
from common.tabular.row_reader import Progress, RowReader, readable_rows
from people.actors import Actor
from people.persons import id_numbers
from people.persons.roster_cells import SEX_WORDS, read_name, read_sex
from policies.selectors import PolicyBook, book
from regions.enums import Level
from regions.roster_cells import POINT, read_point
from volunteers.registration import policy
from volunteers.registration.services.rosters import CheckedRow, VolunteerRecord, merge_volunteers
from volunteers.slots import parse_slots
from workbench.roster_cells import PLACES, REGION, RosterRegions

REQUIRED_COLUMNS = ("phone", "name", REGION)
VOLUNTEER_COLUMNS = (
    Column(
        "phone",
        (
            "手机号", "手机号码", "手机", "联系电话", "电话", "联系方式", "志愿者电话", "志愿者手机号", "本人电话",
            "电话号码",
            "联系手机",
        ),
        gettext_lazy("A mobile number: text messages go there."),
        example="10000000000",
        as_text=True,
    ),
    Column("name", ("姓名", "志愿者姓名", "名字", "志愿者"), example="示例志愿者"),
    Column(
        "id_number",
        ("身份证号", "身份证号码", "身份证", "公民身份号码", "居民身份证号码", "证件号码", "证件号",
        "志愿者身份证号"),
        gettext_lazy("18 characters, as text: a spreadsheet loses the last digits of a number."),
        example="510000199001010000",
        as_text=True,
    ),
    *PLACES,
    *POINT,
    Column("gender", ("性别",), choices=SEX_WORDS),
    Column(
        "birth_date", ("出生日期", "出生年月日", "生日", "出生时间", "出生年月"), example="1990-01-01", as_text=True
    ),
    Column(
        "skills",
        ("技能", "特长", "服务技能", "专业特长", "服务特长", "专业技能", "服务专长"),
        gettext_lazy("Several are separated by ；"),
        example="急救；理发",
    ),
    Column("dialects", ("方言", "语言"), gettext_lazy("Several are separated by ；"), example="四川话"),
    Column("max_distance_m", ("最远距离(米)", "最远距离", "服务距离", "最远服务距离"), example="2000"),
    Column(
        "monthly_cap_minutes", ("每月时长(分钟)", "每月时长", "每月最长时间", "每月服务时长上限"), example="600"
    ),
    Column(
        "availability",
        ("可服务时间", "可服务时段", "服务时间", "服务时段", "空闲时间"),
        gettext_lazy("Weekday and part of the day, like 周一上午；周六下午 (or mon-am; sat-pm)."),
        example="周一上午；周六下午",
    ),
    Column("team", ("队伍", "志愿服务队伍", "所属队伍", "志愿服务队", "所属服务队"), example=""),
)  # fmt: skip
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
        name = cells.required("name", read_name)
        number = cells.optional("id_number", id_numbers.normalise_id_number)
        region = self._regions.read_row(cells)
        point = read_point(cells, region)
        sex, said = cells.optional("gender", read_sex), cells.optional("birth_date", read_day_or_month)
        born = said if isinstance(said, date) else None
        if number is None and isinstance(said, Month):
            cells.refuse("birth_date", _("Please write the day as well, like 1990-01-02, or the ID number."))
        if number is not None:
            said_born, said_sex = id_numbers.birth_date(number), id_numbers.sex(number)
            if said_born is not None and not agree(said, said_born):
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
