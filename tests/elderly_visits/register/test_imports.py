"""The roster of elders: what is taken in, what is refused and why, and that a second time changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from dateutil.relativedelta import relativedelta
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from common.encryption import blind_index
from common.tabular.columns import aliases_of
from common.tabular.reading import read_table
from common.tabular.records import ImportReport, TableError
from elderly_visits.register.enums import LeftReason, RiskTier
from elderly_visits.register.imports import ELDER_COLUMNS, import_elders
from elderly_visits.register.models import Elder, EmergencyContact
from elderly_visits.register.policy import MINIMUM_AGE
from elderly_visits.visits.services import stopping
from people.consents.models import Consent
from people.logins.models import User
from people.persons.models import Dialect, Person
from policies.models import PolicyRow
from regions.models import LocationQuality, Region
from tests.elderly_visits.conftest import id_number

pytestmark = pytest.mark.django_db

GOOD: dict[str, Any] = {
    "id_number": id_number(date(1940, 3, 4)),
    "name": "王婆婆",
    "region_code": "511702001001",
    "address": "达州市通川区朝阳中路12号3栋2单元502室",
    "lat": "31.2121",
    "lon": "107.5021",
    "gender": "F",
    "birth_date": "1940-03-04",
    "flags": "living_alone;dementia",
    "assistance": "dibao",
    "ability_level": "2",
    "phone": "10000000001",
    "contact_name": "王小妹",
    "contact_phone": "10000000002",
    "consent_on": "2026-01-05",
    "prefers_gender": "F",
    "dialects": "达州话;普通话",
    "needs_pair": "1",
}


@pytest.fixture(autouse=True)
def _city(community: Region, community_next_door: Region) -> None:
    """The communities that the rosters name."""


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def load(*rows: dict[str, Any], columns: tuple[str, ...] = tuple(GOOD), **how: Any) -> ImportReport:
    lines = [",".join(columns), *(",".join(f'"{row.get(column, "")}"' for column in columns) for row in rows)]
    table = read_table(BytesIO("\n".join(lines).encode("utf-8-sig")), aliases=aliases_of(ELDER_COLUMNS))
    return import_elders(table, **how)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.refused


def test_a_full_row_becomes_an_elder_with_everything_it_says() -> None:
    assert counts(load(GOOD)) == (1, 0, 0, 0)
    elder = Elder.objects.get()
    person = Person.objects.get(pk=elder.person_id)
    assert (person.name, person.sex, person.birth_date) == ("王婆婆", "F", date(1940, 3, 4))
    assert (person.id_number, person.phone) == (GOOD["id_number"], "+8610000000001")
    assert (elder.address, elder.door) == ("达州市通川区朝阳中路12号3栋", "2单元502室")
    assert (elder.lat, elder.lon, elder.location_quality) == (31.2121, 107.5021, LocationQuality.EXACT)
    assert (elder.living_alone, elder.dementia, elder.disabled) == (True, True, False)
    assert (elder.assistance, elder.ability_level) == ("dibao", 2)
    assert (elder.prefers_sex, elder.needs_pair, elder.risk_tier) == ("F", True, RiskTier.HIGH)
    assert elder.door_code.isdigit() and len(elder.door_code) == 6
    assert {dialect.name for dialect in person.dialects.all()} == {"达州话", "普通话"}
    contact = EmergencyContact.objects.get()
    assert (contact.elder, contact.name, contact.phone) == (elder, "王小妹", "+8610000000002")
    consent = Consent.objects.get()
    assert (consent.person, consent.method, consent.given_on) == (person, "roster", date(2026, 1, 5))
    assert elder.history.count() == person.history.count() == 1


def test_the_phone_of_an_elder_who_logs_in_never_changes_by_a_list(resident: User) -> None:
    load(GOOD)
    Person.objects.filter(user=resident).update(user=None)
    Person.objects.filter(elder__isnull=False).update(user=resident)
    load(GOOD | {"phone": "10000000009", "flags": "living_alone"})
    elder = Elder.objects.get()
    assert (elder.person.phone, elder.dementia) == ("+8610000000001", False)


def test_chinese_words_and_headings_say_the_same() -> None:
    chinese = {
        "身份证号": GOOD["id_number"], "姓名": "王婆婆", "区划代码": GOOD["region_code"], "性别": "女",
        "出生日期": "1940年3月4日", "困难类型": "独居、失智", "救助类别": "低保", "能力等级": "中度",
        "希望探访人性别": "女", "需两人同行": "是", "方言": "达州话,普通话",
    }  # fmt: skip
    assert counts(load(chinese, columns=tuple(chinese))) == (1, 0, 0, 0)
    elder = Elder.objects.get()
    assert (elder.living_alone, elder.dementia, elder.assistance, elder.ability_level) == (
        True,
        True,
        "dibao",
        2,
    )
    assert (elder.prefers_sex, elder.needs_pair) == ("F", True)


def test_importing_again_changes_nothing() -> None:
    load(GOOD)
    code = Elder.objects.get().door_code
    assert counts(load(GOOD)) == (0, 0, 1, 0)
    elder = Elder.objects.get()
    assert (elder.door_code, elder.history.count(), elder.person.history.count()) == (code, 1, 1)
    assert Consent.objects.count() == EmergencyContact.objects.count() == 1
    assert Dialect.objects.count() == 2


def test_a_changed_cell_is_taken_over_with_history_and_a_new_tier() -> None:
    load(GOOD | {"flags": "severely_handicapped"})
    assert Elder.objects.get().risk_tier == RiskTier.GENERAL
    assert counts(load(GOOD | {"flags": "living_alone", "address": "蒲家镇新华村2组8号"})) == (0, 1, 0, 0)
    elder = Elder.objects.get()
    assert (elder.address, elder.door, elder.severely_handicapped) == ("蒲家镇新华村2组", "8号", False)
    assert [row.risk_tier for row in elder.history.all()] == [RiskTier.HIGH, RiskTier.GENERAL]


def test_an_empty_cell_leaves_alone_what_is_stored() -> None:
    load(GOOD)
    key = {name: GOOD[name] for name in ("id_number", "name", "region_code")}
    assert counts(load(key)) == (0, 0, 1, 0)
    elder = Elder.objects.get()
    assert (elder.living_alone, elder.needs_pair, elder.lat, elder.assistance) == (
        True,
        True,
        31.2121,
        "dibao",
    )


def test_a_dry_run_counts_the_same_and_writes_nothing() -> None:
    assert counts(load(GOOD, GOOD | {"id_number": "1"}, dry_run=True)) == (1, 0, 0, 1)
    assert not Person.objects.exists()
    assert not Dialect.objects.exists()


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("id_number", "", "empty"),
        ("id_number", "511702194003040240"[:17], "17"),
        ("id_number", "511702194003040241", "does not match"),
        ("id_number", "511702194013040241", "date"),
        ("id_number", id_number(date(1980, 1, 1)), "60"),
        ("name", "", "empty"),
        ("name", "王" * 61, "60"),
        ("region_code", "", "empty"),
        ("region_code", "51170200", "12"),
        ("region_code", "511702001000", "东城街道"),
        ("region_code", "511702001099", "no region"),
        ("address", "街" * 201, "200"),
        ("lat", "107.5", "90"),
        ("lat", "", "longitude"),
        ("lat", "91", "90"),
        ("lat", "北纬31度", "degrees"),
        ("lat", "39.9", "km"),
        ("lon", "", "latitude"),
        ("gender", "X", "M"),
        ("gender", "M", "ID number"),
        ("birth_date", "1940-03-05", "1940-03-04"),
        ("birth_date", "1940-02-30", "1940-01-02"),
        ("birth_date", "2940-02-03", "future"),
        ("flags", "独居;富裕", "富裕"),
        ("assistance", "救济", "assistance"),
        ("ability_level", "7", "0"),
        ("phone", "123", "phone"),
        ("contact_phone", "", "phone"),
        ("contact_name", "", "name"),
        ("contact_phone", "abc", "phone"),
        ("consent_on", "2999-01-01", "future"),
        ("prefers_gender", "?", "M"),
        ("dialects", "话" * 41, "40"),
        ("needs_pair", "maybe", "1"),
    ],
)
def test_a_broken_cell_refuses_its_row_and_only_that(column: str, value: str, says: str) -> None:
    other = GOOD | {"id_number": id_number(date(1941, 1, 1)), "name": "李婆婆", "birth_date": ""}
    report = load(GOOD | {column: value}, other)
    assert counts(report) == (1, 0, 0, 1)
    assert Person.objects.get().name == "李婆婆"
    refusal = next(row for row in report.rows if row.column == column)
    assert (refusal.row, refusal.value) == (2, value)
    assert says in refusal.why


def test_a_row_with_several_faults_names_them_all() -> None:
    report = load(GOOD | {"name": "", "gender": "X", "needs_pair": "maybe"})
    assert {row.column for row in report.rows} == {"name", "gender", "needs_pair"}
    assert report.refused == 1


def test_somebody_without_any_hardship_is_refused() -> None:
    young = GOOD | {"id_number": id_number(date(1960, 3, 4)), "birth_date": "", "flags": ""}
    (refusal,) = load(young).rows
    assert refusal.column == "flags"


def test_advanced_age_needs_no_other_hardship_but_the_years() -> None:
    assert counts(load(GOOD | {"flags": ""})) == (1, 0, 0, 0)
    young = GOOD | {"id_number": id_number(date(1960, 3, 4)), "birth_date": "", "flags": "高龄"}
    assert load(young).rows[0].column == "flags"


def born(years: int, *, days: int = 0) -> dict[str, Any]:
    """The cells of somebody who has a birthday of so many years, so many days after today."""
    birthday = timezone.localdate() + timedelta(days=days) - relativedelta(years=years)
    return {"id_number": id_number(birthday), "birth_date": birthday.isoformat()}


@pytest.mark.parametrize("today", ["2026-11-20", "2028-02-29"])
def test_who_turns_sixty_today_is_on_the_roster_and_who_does_tomorrow_is_not(today: str) -> None:
    with time_machine.travel(f"{today}T12:00+08:00"):
        assert counts(load(GOOD | born(60))) == (1, 0, 0, 0)
        assert [row.column for row in load(GOOD | born(60, days=1)).rows] == ["id_number"]


def test_who_turns_eighty_today_is_of_advanced_age() -> None:
    assert counts(load(GOOD | born(80) | {"flags": "高龄"})) == (1, 0, 0, 0)
    assert [row.column for row in load(GOOD | born(80, days=1) | {"flags": "高龄"}).rows] == ["flags"]
    assert counts(load(GOOD | born(80) | {"flags": "", "name": "王婆婆"})) == (0, 0, 1, 0)


def test_the_least_age_is_that_of_the_rule_where_the_elder_lives() -> None:
    PolicyRow.objects.create(
        key=MINIMUM_AGE, value=65, valid_from=timezone.localdate(), source_kind="choice", source="a test",
        region_id="511702001001",
    )  # fmt: skip
    assert counts(load(GOOD | born(65))) == (1, 0, 0, 0)
    assert [row.column for row in load(GOOD | born(65, days=1)).rows] == ["id_number"]


def test_the_second_row_of_one_person_is_refused() -> None:
    report = load(GOOD, GOOD)
    assert counts(report) == (1, 0, 0, 1)
    assert (report.rows[0].row, report.rows[0].column) == (3, "id_number")


def test_an_id_number_of_another_name_is_refused() -> None:
    load(GOOD)
    report = load(GOOD | {"name": "李婆婆"})
    assert [row.column for row in report.rows] == ["name"]
    assert Person.objects.get().name == "王婆婆"


def test_an_old_roster_does_not_bring_back_who_has_left() -> None:
    load(GOOD)
    stopping.leave_register(elder=Elder.objects.get(), on=timezone.localdate(), reason=LeftReason.DIED)
    report = load(GOOD)
    assert counts(report) == (0, 0, 0, 1)
    assert Elder.objects.get().left_reason == LeftReason.DIED


def test_an_old_roster_does_not_bring_back_a_consent_that_was_withdrawn() -> None:
    load(GOOD)
    stopping.withdraw_visit_consent(elder=Elder.objects.get())
    assert counts(load(GOOD)) == (0, 0, 1, 0)
    assert not Elder.objects.consenting().exists()


@pytest.mark.parametrize(
    ("given", "brought_back"), [("2026-03-09", False), ("2026-03-10", False), ("2026-03-11", True)]
)
def test_only_a_consent_given_after_the_day_of_the_withdrawal_is_news(given: str, brought_back: bool) -> None:
    load(GOOD)
    with time_machine.travel("2026-03-10T09:00+08:00"):
        stopping.withdraw_visit_consent(elder=Elder.objects.get())
        assert not Elder.objects.consenting().exists()
    load(GOOD | {"consent_on": given})
    assert Elder.objects.consenting().exists() == brought_back


def test_a_position_is_converted_when_the_roster_says_in_which_system_it_is() -> None:
    columns = (*GOOD, "coord_system")
    load(GOOD | {"lat": "31.207455", "lon": "107.472356", "coord_system": "GCJ-02"}, columns=columns)
    elder = Elder.objects.get()
    assert (elder.lat, elder.lon) == (pytest.approx(31.2096, abs=2e-6), pytest.approx(107.4677, abs=2e-6))


def test_without_a_position_the_point_of_the_community_is_used_and_marked() -> None:
    load(GOOD | {"lat": "", "lon": ""})
    elder = Elder.objects.get()
    assert (elder.lat, elder.location_quality) == (31.212, LocationQuality.APPROXIMATE)


def test_a_volunteer_of_the_same_id_number_is_the_same_person_and_keeps_the_phone(volunteer: Any) -> None:
    person = volunteer.person
    phone = person.phone
    person.id_number, person.id_number_index = GOOD["id_number"], blind_index(GOOD["id_number"])
    person.name = "王婆婆"
    person.save()
    assert counts(load(GOOD)) == (1, 0, 0, 0)
    assert Elder.objects.get().person == person
    person.refresh_from_db()
    assert person.phone == phone


def test_a_worker_imports_into_her_own_communities_only(worker: User) -> None:
    report = load(GOOD | {"region_code": "511702001002"}, actor=worker)
    assert [row.column for row in report.rows] == ["region_code"]
    report = load(GOOD, actor=worker)
    assert counts(report) == (1, 0, 0, 0)
    assert Elder.objects.get().history.get().history_user == worker


def test_a_table_without_its_key_is_refused_as_a_whole() -> None:
    with pytest.raises(TableError, match="id_number"):
        load({"name": "王婆婆"}, columns=("name", "region_code"))


@pytest.mark.parametrize(("word", "needed"), [("0", False), ("否", False), ("No", False), ("是", True)])
def test_a_no_takes_back_that_two_have_to_come(word: str, needed: bool) -> None:
    load(GOOD)
    load(GOOD | {"needs_pair": word})
    assert Elder.objects.get().needs_pair is needed


def test_a_word_for_nothing_between_hardships_does_not_hide_those_after_it() -> None:
    load(GOOD | {"flags": "无;失智"})
    assert (Elder.objects.get().living_alone, Elder.objects.get().dementia) == (False, True)


def test_a_position_is_kept_to_a_centimetre() -> None:
    load(GOOD | {"lat": "31.21212344", "lon": "107.50212346"})
    assert (Elder.objects.get().lat, Elder.objects.get().lon) == (31.2121234, 107.5021235)


def test_a_word_of_another_case_is_the_same_dialect() -> None:
    Dialect.objects.create(code="sichuanese", name="Sichuanese")
    load(GOOD | {"dialects": "sichuanese;SICHUANESE"})
    assert Dialect.objects.count() == 1
    assert Person.objects.get().dialects.get().name == "Sichuanese"


def many(count: int) -> list[dict[str, Any]]:
    born = date(1940, 1, 1)
    return [
        GOOD | {
            "id_number": id_number(born + timedelta(days=day)), "name": f"老人{day}", "birth_date": "",
            "contact_phone": f"1000000{day:04d}",
        }
        for day in range(count)
    ]  # fmt: skip


def test_the_number_of_queries_does_not_grow_with_each_row() -> None:
    rows = many(16)
    load(rows[0])  # The dialects are known from here on.
    with CaptureQueriesContext(connection) as few:
        load(*rows[1:4])
    with CaptureQueriesContext(connection) as more:
        load(*rows[4:])
    assert len(more) == len(few)
    assert Elder.objects.count() == 16


def test_progress_sees_every_row() -> None:
    seen: list[int] = []

    def progress(rows: Any, total: int) -> Any:
        for number, row in rows:
            seen.append(number)
            yield number, row
        assert total == 3

    load(*many(3), progress=progress)
    assert seen == [2, 3, 4]
