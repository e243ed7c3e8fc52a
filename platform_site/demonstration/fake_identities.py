"""Names, numbers and days that are invented and look so."""

from __future__ import annotations

import random
from datetime import date, timedelta

from stdnum.cn.uscc import calc_check_digit

from people.persons.enums import Sex
from people.persons.id_numbers import check_digit

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
# The sixty pairs of the old calendar: real words, and nobody's given name.
GIVEN = tuple(_STEMS[n % 10] + _BRANCHES[n % 12] for n in range(60))
SURNAMES = tuple(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
)
# An area code that was never given out: such a number has a valid check digit and belongs to nobody.
TEST_AREA = "519999"
_DAYS_A_YEAR = 365.2425


def name(rng: random.Random) -> str:
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def id_number(birth: date, sex: str, serial: int) -> str:
    """A number of the test area. `serial` keeps those born on the same day apart: 499 of each sex."""
    order = serial % 499 * 2 + (1 if sex == Sex.MALE else 2)
    first = f"{TEST_AREA}{birth:%Y%m%d}{order:03d}"
    return first + check_digit(first)


def uscc(serial: int) -> str:
    """A unified social credit code (GB 32100-2015) of the test area with a valid check character."""
    body = f"52{TEST_AREA}MJ{serial:07d}"
    return body + calc_check_digit(body)


def born(rng: random.Random, today: date, youngest: int, oldest: int) -> date:
    """A birth date of somebody who is `youngest` to `oldest` full years old today."""
    days = rng.randint(int(youngest * _DAYS_A_YEAR) + 1, int((oldest + 1) * _DAYS_A_YEAR) - 2)
    return today - timedelta(days=days)


class IDNumbers:
    """ID numbers that never repeat."""

    def __init__(self) -> None:
        self._used: dict[tuple[date, str], int] = {}

    def take(self, rng: random.Random, today: date, ages: tuple[int, int], sex: str) -> tuple[str, date]:
        while True:
            birth = born(rng, today, *ages)
            serial = self._used.get((birth, sex), 0)
            if serial < 499:
                self._used[birth, sex] = serial + 1
                return id_number(birth, sex, serial), birth
