"""An invented city in an empty database: `python -m bench.planning.city VISITS`.

No real person and no real place; the same for the same number. About one elder in six is of high risk and due every
week, 15 % wish for a man or a woman, 4 % speak one dialect only; two in three were visited last month by somebody who
lives near. There are two volunteers for five visits.
"""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta
from typing import Any

import django
import numpy as np

_SPREAD_OF_A_COMMUNITY = 40
_COMMUNITIES_OF_A_TOWNSHIP = 12
_TOWNSHIPS_OF_A_COUNTY = 30
# Years of age of the invented elders: from 80 on, living alone means high risk.
_OLD, _YOUNGER = 84, 70
_MINUTES = 40
_SEX = {0: "", 1: "M", 2: "F"}


def main(visits: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_site.settings")
    django.setup()
    from django.db import transaction

    with transaction.atomic():
        invent(visits)


def invent(visits: int, *, today: date | None = None) -> None:
    """Fill the database with a city in which exactly `visits` visits are due in the month after `today`."""
    from django.utils import timezone

    from common.months import add_months
    from matching.synthetic import city
    from visit_planning.windows import weeks_of

    today = today or timezone.localdate()
    month = add_months(today, 1)
    weeks = len(weeks_of(month))
    high = (visits - round(visits * 0.6)) // (weeks - 1)
    elders = visits - high * (weeks - 1)
    model = city(visits + 10)
    # The first visit of each elder stands for the elder.
    first = np.unique(model.visit_elder, return_index=True)[1][:elders]
    people = slice(0, max(1, round(visits * 0.4)))
    register = _Register(model, first, people)
    register.write_regions()
    register.write_people(high, today)
    register.write_last_month(add_months(month, -1))


class _Register:
    def __init__(self, model: Any, first: Any, people: slice) -> None:
        self.model, self.first, self.people = model, first, people
        self.elders, self.volunteers = len(first), len(model.lat[people])
        self.lat = np.concatenate((model.visit_lat[first], model.lat[people]))
        self.lon = np.concatenate((model.visit_lon[first], model.lon[people]))

    def write_regions(self) -> None:
        """Communities around every fortieth elder, twelve of them a township, thirty townships a county."""
        from scipy.spatial import cKDTree

        from regions.models import LocationQuality, Region

        count = max(2, self.elders // _SPREAD_OF_A_COMMUNITY)
        rng = np.random.default_rng(1)
        centres = np.sort(rng.choice(self.elders, min(count, self.elders), replace=False))
        points = np.stack((self.lat[centres], self.lon[centres]), axis=1)
        # Neighbours in number are neighbours in place.
        points = points[np.lexsort((points[:, 1], np.round(points[:, 0], 1)))]
        self.codes = np.array([_code(number) for number in range(len(points))])
        self.region = self.codes[cKDTree(points).query(np.stack((self.lat, self.lon), axis=1))[1]].tolist()
        above: dict[str, dict[str, Any]] = {}
        for code in self.codes.tolist():
            for parent, level in ((code[:4], "city"), (code[:6], "county"), (code[:9], "township")):
                above.setdefault(parent.ljust(12, "0"), {"level": level})
        rows = [
            Region(
                code=code, level=said["level"], name=f"演示{code[2:]}", source="bench",
                parent_id=None if said["level"] == "city" else _parent(code),
            )
            for code, said in sorted(above.items())
        ]  # fmt: skip
        rows += [
            Region(
                code=code, level="community", name=f"演示{code[4:]}社区", parent_id=_parent(code), source="bench",
                lat=lat, lon=lon, location_quality=LocationQuality.APPROXIMATE,
            )
            for code, (lat, lon) in zip(self.codes.tolist(), points.tolist(), strict=True)
        ]  # fmt: skip
        Region.objects.bulk_create(rows, batch_size=1000)

    def write_people(self, high: int, today: date) -> None:
        """Persons, then elders with their consent and volunteers; everybody's exact position is known."""
        from common.bulk import insert, reserve
        from elderly_visits.register.models import Elder
        from people.consents.enums import ConsentMethod, ConsentPurpose
        from people.consents.models import Consent
        from people.persons.models import Dialect, Person
        from volunteers.registration.models.volunteer import Volunteer

        model, elders, volunteers = self.model, self.elders, self.volunteers
        several = model.visit_tier[self.first] == 0
        order = np.argsort(~several, kind="stable")
        is_high = np.zeros(elders, dtype=np.bool_)
        is_high[order[:high]] = True
        is_key = ~is_high & (model.visit_tier[self.first] == 1)
        sexes = [_SEX[code] for code in model.gender[self.people].tolist()]
        persons = reserve(Person, elders + volunteers)
        born = [today.replace(year=today.year - (_OLD if old else _YOUNGER), day=1) for old in is_high]
        insert(
            Person,
            {
                "id": persons,
                "name": [f"演示{number}" for number in persons],
                "sex": ["F"] * elders + sexes,
                "birth_date": [*born, *[date(1985, 5, 5)] * volunteers],
                "phone": [f"+86100{number:08d}" for number in persons],
                "region_id": self.region,
            },
        )
        self.elder_ids = reserve(Elder, elders)
        insert(
            Elder,
            {
                "id": self.elder_ids,
                "person_id": persons[:elders],
                "region_id": self.region[:elders],
                "lat": self.lat[:elders].tolist(),
                "lon": self.lon[:elders].tolist(),
                "dementia": is_key.tolist(),
                "prefers_sex": [_SEX[code] for code in model.visit_gender[self.first].tolist()],
                "risk_tier": np.select([is_high, is_key], ["high", "key"], "general").tolist(),
                "door_code": [f"{100_000 + (7919 * number) % 900_000}" for number in range(elders)],
            },
            location_quality="exact",
            living_alone=True,
            registered_on=today - timedelta(days=400),
        )
        insert(
            Consent,
            {"person_id": persons[:elders]},
            purpose=ConsentPurpose.VISITS,
            method=ConsentMethod.ORAL,
            given_on=today - timedelta(days=400),
        )
        self.volunteer_ids = reserve(Volunteer, volunteers)
        # The engine's cities count in visits of an hour.
        minutes = model.cap_minutes[self.people] // 60 * _MINUTES
        insert(
            Volunteer,
            {
                "id": self.volunteer_ids,
                "person_id": persons[elders:],
                "region_id": self.region[elders:],
                "lat": self.lat[elders:].tolist(),
                "lon": self.lon[elders:].tolist(),
                "max_distance_m": model.reach_m[self.people].astype(np.int64).tolist(),
                "monthly_cap_minutes": minutes.tolist(),
            },
            location_quality="exact",
            state="approved",
        )
        dialects = [
            Dialect.objects.get_or_create(code=f"演示话{bit}", name=f"演示话{bit}")[0].pk for bit in range(4)
        ]
        speech = np.concatenate((model.visit_dialects[self.first], model.dialects[self.people])).tolist()
        spoken = [
            (person, dialect)
            for person, mask in zip(persons, speech, strict=True)
            for bit, dialect in enumerate(dialects)
            if mask >> bit & 1
        ]
        if spoken:
            through: Any = Person.dialects.through
            who, what = zip(*spoken, strict=True)
            insert(through, {"person_id": who, "dialect_id": what})

    def write_last_month(self, month: date) -> None:
        """One verified visit last month for each pair of the engine's city who know each other."""
        from django.utils import timezone

        from common.bulk import insert, reserve
        from elderly_visits.visits.models.visit import Visit
        from volunteers.tasks.models.assignment import Assignment
        from volunteers.tasks.models.task import Task

        pairs = self.model.previous
        pairs = pairs[(pairs[:, 0] < self.elders) & (pairs[:, 1] < self.volunteers)]
        if not len(pairs):
            return
        tasks = reserve(Task, len(pairs))
        met = pairs[:, 0].tolist()
        insert(
            Task,
            {"id": tasks, "region_id": [self.region[elder] for elder in met]},
            kind="visit", category="visit", title="bench", place="bench", organiser="bench", minutes=_MINUTES,
            starts_on=month, ends_on=month + timedelta(days=20), state="done",
        )  # fmt: skip
        insert(
            Visit,
            {"elder_id": [self.elder_ids[elder] for elder in met], "task_id": tasks},
            month=month, ordinal=1, tier="general",
        )  # fmt: skip
        insert(
            Assignment,
            {"task_id": tasks, "volunteer_id": [self.volunteer_ids[row] for row in pairs[:, 1].tolist()]},
            state="verified", origin="matched", minutes=_MINUTES, verified_at=timezone.now(),
        )  # fmt: skip


def _code(number: int) -> str:
    """The twelve-digit code of the community with this number."""
    township, community = divmod(number, _COMMUNITIES_OF_A_TOWNSHIP)
    county, township = divmod(township, _TOWNSHIPS_OF_A_COUNTY)
    return f"5117{county + 1:02d}{township + 1:03d}{community + 1:03d}"


def _parent(code: str) -> str:
    for digits in (9, 6):
        if code[digits:].strip("0"):
            return code[:digits].ljust(12, "0")
    return code[:4].ljust(12, "0")


if __name__ == "__main__":
    main(int(sys.argv[1]))
